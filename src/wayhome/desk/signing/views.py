"""Reading an act and signing it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from wayhome.acts import Refused
from wayhome.desk.look.messages import refused
from wayhome.desk.seats.access import screen
from wayhome.desk.seats.models import Member
from wayhome.desk.signing.acting import append
from wayhome.desk.signing.by_form import in_names
from wayhome.desk.signing.confirming import NotConfirmed, asked_for, confirmed_acts
from wayhome.desk.signing.models import Waiting
from wayhome.desk.signing.passkeys import challenge_of_all, passkeys_of
from wayhome.desk.signing.wording import in_words
from wayhome.desk.table import Here, here
from wayhome.journal import Moved


@screen("sign")
@require_http_methods(["GET", "POST"])
def sign(request: HttpRequest, number: int) -> HttpResponse:
    """Show an act exactly as it will stand in the journal; on POST append it with the person's confirmation."""
    waiting = get_object_or_404(Waiting.objects, pk=number, member=request.user)
    place, fault = here(request), ""
    if request.method == "POST":
        try:
            append(waiting, place, confirmed_acts(request, waiting, place))
        except NotConfirmed:
            fault = _("That code or passkey doesn't fit. Nothing is signed yet.")
        except Moved:
            waiting.delete()
            messages.error(
                request,
                _("Your delegation has signed something else meanwhile. Nothing was signed now: look, and begin anew."),
            )
            return redirect(waiting.back)
        except Refused as refusal:
            waiting.delete()
            messages.error(request, in_names(refused(refusal)))
            return redirect(waiting.back)
        else:
            messages.success(request, _("Signed, and in the journal."))
            return redirect(waiting.back)
    acts = [in_words(each.statement, place.round.agreement) for each in waiting.drawn]
    given = {"waiting": waiting, "acts": acts, "fault": fault, "place": place, **_asked(request, waiting, place)}
    return render(request, "signing/sign.html", given, status=422 if fault else 200)


def _asked(request: HttpRequest, waiting: Waiting, place: Here) -> dict[str, Any]:
    """How the member is asked to confirm, and whether what their passkey answers stays in the journal."""
    assert isinstance(request.user, Member)
    covenant = place.rounds.covenant
    office = covenant.seats.get(place.seat) if covenant else None
    named = {each.credential for each in office.passkeys} if office else set()
    stays = any(each.credential in named for each in passkeys_of(request.user))
    return {**asked_for(request, challenge_of_all(waiting.drawn)), "stays": stays}


@screen("sign")
@require_POST
def leave(request: HttpRequest, number: int) -> HttpResponse:
    """Leave an act unsigned: it is forgotten."""
    waiting = get_object_or_404(Waiting.objects, pk=number, member=request.user)
    waiting.delete()
    messages.info(request, _("Nothing was signed."))
    return redirect(waiting.back)
