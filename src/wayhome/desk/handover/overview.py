"""The handover at a glance: everybody's way, the legs, the exposure, and whether movement is frozen."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wayhome.desk.clock import now
from wayhome.desk.handover.forms import Freeze
from wayhome.desk.handover.going import exposed, ways
from wayhome.desk.seats.access import screen
from wayhome.desk.seats.duties import may_state
from wayhome.desk.signing.acting import begin
from wayhome.desk.signing.by_form import say_by_form
from wayhome.desk.table import Here, here
from wayhome.handover import (
    Leg,
    ManifestSigned,
    MovementFrozen,
    MovementResumed,
    Stage,
    SubstitutionProposed,
    WishTaken,
)
from wayhome.handover.acts import Alarm
from wayhome.rounds import may, may_begin


@screen("handover")
@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """Where everybody is, and what the member may do about it."""
    place = here(request)
    begins = {kind for kind in may_begin(place.rounds, place.round_name, place.seat) if may_state(place.member, kind)}
    waiting = {type(act) for act in may(place.rounds, place.round_name, place.seat, now())}
    terms = place.round.agreement.terms_in_force
    given = {
        "place": place,
        "ways": ways(place),
        "legs": [(name, leg, _is_received(place, leg)) for name, leg in place.round.handover.legs.items()],
        "exposed": exposed(place),
        "exposure": terms.exposure if terms else None,
        "substitutions": place.round.handover.substitutions,
        "may_manifest": ManifestSigned in begins,
        "may_ask": WishTaken in begins,
        "may_freeze": MovementFrozen in begins and place.seat not in place.round.handover.frozen,
        "may_resume": MovementResumed in begins,
        "may_substitute": SubstitutionProposed in begins,
        "waiting": {kind.kind for kind in waiting if may_state(place.member, kind)},
    }
    return render(request, "handover/overview.html", given)


def _is_received(place: Here, leg: Leg) -> bool:
    """Whether everybody of a leg's manifest is received."""
    return all(place.round.handover.journey(person).stage is Stage.RECEIVED for person in leg.people)


@screen("handover")
@require_http_methods(["GET", "POST"])
def freeze(request: HttpRequest) -> HttpResponse:
    """Freeze movement: nobody new sets out or crosses."""
    return say_by_form(
        request,
        Freeze(request.POST or None),
        lambda filled: MovementFrozen(Alarm(filled["alarm"])),
        "handover/freeze.html",
        {"place": here(request)},
        back="/handover/",
    )


@screen("handover")
@require_POST
def resume(request: HttpRequest) -> HttpResponse:
    """Resume what this seat has frozen."""
    return begin(request, MovementResumed(), back="/handover/")
