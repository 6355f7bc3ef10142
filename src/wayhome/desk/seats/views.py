"""A member's own pages: who they are here, their language, their second factor."""

from __future__ import annotations

from typing import Any

from allauth.mfa.base.internal.flows import check_rate_limit
from allauth.mfa.models import Authenticator
from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.signing import BadSignature, TimestampSigner
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wayhome.desk.seats.access import screen
from wayhome.desk.seats.backend import BACKEND
from wayhome.desk.seats.duress import fits, keep_duress_password
from wayhome.desk.seats.models import Member
from wayhome.desk.seats.second_factor import BY_LINK
from wayhome.desk.table import here

_LINK_LASTS = 24 * 3600


class DuressPassword(forms.Form):
    """A second password for whoever is made to sign in."""

    password = forms.CharField(label=lazy("Your usual password"), widget=forms.PasswordInput, strip=False)
    duress = forms.CharField(
        label=lazy("The password for when you are made to sign in"),
        help_text=lazy("It opens the same screens, and tells the observer. Nobody else can see that it was used."),
        widget=forms.PasswordInput,
        strip=False,
    )

    def __init__(self, data: Any, request: HttpRequest) -> None:
        super().__init__(data)
        assert isinstance(request.user, Member)
        self.request, self.member = request, request.user

    def clean(self) -> dict[str, Any]:
        """The password one signs in with has to be right, and the other another."""
        filled = super().clean() or {}
        forget = check_rate_limit(self.member)
        if not fits(self.request, self.member, filled.get("password", "")):
            raise ValidationError(_("This is not your usual password."))
        forget()
        if filled.get("duress"):
            if filled["duress"] == filled["password"]:
                raise ValidationError(_("The two passwords have to be different."))
            validate_password(filled["duress"], self.member)
        return filled


@screen("own")
@require_http_methods(["GET", "POST"])
def own(request: HttpRequest) -> HttpResponse:
    """Who somebody is at this desk, and how they sign in."""
    assert isinstance(request.user, Member)
    form = DuressPassword(request.POST or None, request)
    if request.method == "POST" and form.is_valid():
        keep_duress_password(request, request.user, form.cleaned_data["duress"])
        messages.success(request, _("Kept. It signs in from now on."))
        return redirect("own")
    authenticators = Authenticator.objects.filter(user=request.user)
    given = {
        "form": form,
        "passkeys": [each.wrap() for each in authenticators if each.type == Authenticator.Type.WEBAUTHN],
        "has_app": any(each.type == Authenticator.Type.TOTP for each in authenticators),
        "has_password": request.user.has_usable_password(),
        "heads": request.user.duty in ("facilitator", "signatory", "observer"),
    }
    return render(request, "seats/own.html", given, status=422 if form.errors else 200)


@screen("own")
@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Show the desk light, dark, or as the system says."""
    chosen = request.POST.get("theme", "")
    request.session["theme"] = chosen if chosen in ("light", "dark") else "system"
    return redirect("own")


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
    """Whoever has no second factor gets no further: they have to be invited anew."""
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
    login(request, get_object_or_404(Member, username=username), backend=BACKEND)
    request.session[BY_LINK] = True
    return redirect("today")


by_link.for_strangers = True  # type: ignore[attr-defined]
