"""Somebody in place of somebody who can't travel, with both parties' signatures."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST

from wayhome.acts import Act
from wayhome.desk.handover.forms import Substitute
from wayhome.desk.handover.going import Person, choices, people
from wayhome.desk.register.known import names_of
from wayhome.desk.seats.access import screen
from wayhome.desk.seats.duties import may_state
from wayhome.desk.signing.acting import begin
from wayhome.desk.signing.by_form import say_by_form
from wayhome.desk.table import Here, here
from wayhome.handover import Stage, SubstitutionProposed, SubstitutionSigned
from wayhome.handover.acts import Cause
from wayhome.people import Category, Returnee, Track


@screen("handover")
@require_http_methods(["GET", "POST"])
def propose(request: HttpRequest) -> HttpResponse:
    """Propose that somebody goes in place of another; nothing changes before the party of origin signs."""
    place = here(request)
    if not may_state(place.member, SubstitutionProposed):
        raise PermissionDenied
    leaving = {each.reference: each for each in people(place, place.seat, Stage.HELD) if _counted_and_unable(each)}
    return say_by_form(
        request,
        Substitute(request.POST or None, choices(leaving.values()), _waiting(place)),
        lambda filled: _proposal(leaving[filled["leaving"]], filled),
        "handover/substitute.html",
        {"place": place, "nobody": not leaving},
        back="/handover/",
    )


@screen("handover")
@require_POST
def sign(request: HttpRequest, digest: str) -> HttpResponse:
    """Sign a substitution: with the proposer's, the second signature."""
    if digest not in here(request).round.handover.substitutions:
        raise Http404
    return begin(request, SubstitutionSigned(digest), back="/handover/")


def _counted_and_unable(each: Person) -> bool:
    return each.returnee.track is Track.COUNTED and (each.journey.fit is False or each.journey.clearance == "withheld")


def _waiting(place: Here) -> list[tuple[str, str]]:
    """Those this party holds who are not in the package."""
    going = {each.reference for each in people(place)}
    held = [person for person, (holder, _) in place.round.agreement.held.items() if holder == place.seat]
    waiting = [person for person in held if person not in going]
    names = names_of(waiting)
    return sorted(((person, names.get(person, person)) for person in waiting), key=lambda each: each[1])


def _proposal(leaving: Person, filled: dict[str, Any]) -> Act:
    returnee = leaving.returnee
    coming = Returnee(filled["coming"], returnee.holder, returnee.home, Track.COUNTED, Category(filled["category"]))
    return SubstitutionProposed(leaving.reference, coming, Cause(filled["cause"]))
