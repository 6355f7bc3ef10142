"""A member's own pages: who they are here, their language, their second factor."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import login
from django.core.signing import BadSignature, TimestampSigner
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from wayhome.desk.seats.access import screen
from wayhome.desk.seats.models import Member
from wayhome.desk.seats.second_factor import BY_LINK
from wayhome.desk.table import here

_LINK_LASTS = 24 * 3600


@screen("own")
@require_GET
def own(request: HttpRequest) -> HttpResponse:
    """Who somebody is at this desk, and how they sign in."""
    return render(request, "seats/own.html", {"place": here(request)})


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Show the desk in another language."""
    chosen = request.POST.get("language", "")
    if chosen in dict(settings.LANGUAGES):
        request.session["language"] = chosen
        if isinstance(request.user, Member):
            Member.objects.filter(pk=request.user.pk).update(language=chosen)
    back = request.POST.get("back", "/")
    return redirect(back if url_has_allowed_host_and_scheme(back, None) else "/")


language.for_strangers = True  # type: ignore[attr-defined]


@screen("own")
@require_POST
def choose_round(request: HttpRequest) -> HttpResponse:
    """Look at another round."""
    chosen = request.POST.get("round", "")
    if chosen not in here(request).rounds.rounds:
        raise Http404
    request.session["round"] = chosen
    return redirect("today")


@require_GET
def second_factor(request: HttpRequest) -> HttpResponse:
    """Whoever has no second factor yet chooses one before anything else."""
    if not isinstance(request.user, Member):
        return redirect("account_login")
    return render(request, "seats/second_factor.html")


second_factor.for_strangers = True  # type: ignore[attr-defined]


@require_GET
def by_link(request: HttpRequest, token: str) -> HttpResponse:
    """Sign in to the invented round by the link that was printed when it was begun. No other desk has such links."""
    if not settings.DEMO:
        raise Http404
    try:
        username = TimestampSigner(salt="demo").unsign(token, max_age=_LINK_LASTS)
    except BadSignature as error:
        raise Http404 from error
    login(request, get_object_or_404(Member, username=username), backend="wayhome.desk.seats.backend.ByPassword")
    request.session[BY_LINK] = True
    return redirect("today")


by_link.for_strangers = True  # type: ignore[attr-defined]
