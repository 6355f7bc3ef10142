"""One leg from its notice to the last of its people home or back."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wayhome.acts import Act
from wayhome.desk.clock import now
from wayhome.desk.handover.forms import Heads, Notice, Some, Tranche, Unlisted
from wayhome.desk.handover.going import Person, choices, next_tranche, people
from wayhome.desk.handover.manifests import names_on
from wayhome.desk.seats.access import screen
from wayhome.desk.seats.duties import may_state
from wayhome.desk.signing.acting import begin
from wayhome.desk.signing.by_form import say_by_form
from wayhome.desk.table import Here, here
from wayhome.handover import (
    Departed,
    HandedOver,
    HeadsCounted,
    Leg,
    ManifestSigned,
    PresentAtCrossing,
    Received,
    Returned,
    Stage,
    TransportAcknowledged,
    TransportNotified,
    UnlistedArrived,
)
from wayhome.rounds import may


@screen("handover")
@require_GET
def leg(request: HttpRequest, name: str) -> HttpResponse:
    """One leg: its people, who has counted what, and what waits for the member."""
    place = here(request)
    found, waiting = _leg(place, name), may(place.rounds, place.round_name, place.seat, now())
    given = {
        "place": place,
        "name": name,
        "leg": found,
        "people": _aboard(place, name),
        "heads": place.round.handover.heads(name),
        "counts": _counts(place, found),
        "may": {step.replace("-", ""): _open(place, name, step, waiting) for step in _STEPS},
        "acknowledge": _may_acknowledge(place, found),
        "may_sign_anew": found.holder == place.seat
        and found.aboard is None
        and may_state(place.member, ManifestSigned),
    }
    return render(request, "handover/leg.html", given)


@screen("handover")
@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, name: str, step: str) -> HttpResponse:
    """Fill in and sign one step of a leg."""
    place = here(request)
    _leg(place, name)
    if step not in _STEPS:
        raise Http404
    kind, form, act = _STEPS[step]
    if not may_state(place.member, kind):
        raise PermissionDenied
    return say_by_form(
        request,
        form(request, place, name),
        lambda filled: act(place, name, filled),
        "handover/step.html",
        {"place": place, "name": name, "kind": kind.kind, "heads": place.round.handover.heads(name)},
        content=lambda filled: filled["who"].encode() if kind is UnlistedArrived else None,
        shown=lambda filled: str(filled["who"]) if kind is UnlistedArrived else "",
        also=(place.seat,) if kind is UnlistedArrived else (),
        back=f"/handover/leg/{name}/",
    )


@screen("handover")
@require_POST
def acknowledge(request: HttpRequest, name: str) -> HttpResponse:
    """Acknowledge a leg's notice: the party won't hinder it."""
    found = _leg(here(request), name)
    return begin(request, TransportAcknowledged(name, found.manifest), back=f"/handover/leg/{name}/")


def counts_of(place: Here) -> dict[str, Any]:
    """Every leg's heads and counts now, for the live count."""
    handover = place.round.handover
    return {
        name: {
            "heads": handover.heads(name),
            "counts": {seat: each.heads for seat, each in found.counts.items()},
        }
        for name, found in handover.legs.items()
    }


def _leg(place: Here, name: str) -> Leg:
    if name not in place.round.handover.legs:
        raise Http404
    return place.round.handover.legs[name]


def _may_sign_anew(place: Here, found: Leg) -> bool:
    return found.holder == place.seat and found.aboard is None and may_state(place.member, ManifestSigned)


def _may_acknowledge(place: Here, found: Leg) -> bool:
    owed = found.notified and place.seat in place.round.agreement.parties and place.seat not in found.acknowledged_by
    return owed and may_state(place.member, TransportAcknowledged)


def _aboard(place: Here, name: str) -> list[Person]:
    """The leg's people, by the names the member's delegation knows or the manifest seals to it."""
    found, sealed = place.round.handover.legs[name], names_on(place, name)
    wanted = set(found.people if found.aboard is None else found.aboard)
    those = [each for each in people(place) if each.reference in wanted]
    return [
        replace(each, name=sealed.get(each.reference) or each.name) if each.name == each.reference else each
        for each in those
    ]


def _counts(place: Here, found: Leg) -> list[tuple[str, int | None, bool]]:
    """Who has to count, what they counted, and whether it is what is there."""
    agreement = place.round.agreement
    return [
        (seat, each.heads if each else None, bool(each and each.heads == each.present))
        for seat in (*agreement.parties, agreement.facilitator)
        for each in [found.counts.get(seat)]
    ]


def _open(place: Here, name: str, step: str, waiting: Sequence[Act]) -> bool:
    """Whether this step of the leg is the member's to make now; ``waiting`` are the acts that wait for its seat."""
    kind, found, handover = _STEPS[step][0], place.round.handover.legs[name], place.round.handover
    if not may_state(place.member, kind):
        return False
    if kind in (Departed, PresentAtCrossing, Returned):
        return any(isinstance(act, kind) and act.facts["leg"] == name for act in waiting)
    if kind is TransportNotified:
        return not found.notified and found.aboard is None
    if kind is UnlistedArrived:
        return found.aboard is not None
    if kind is HeadsCounted:
        return found.present is not None
    if kind is HandedOver:
        return found.holder == place.seat and any(_here(place, name))
    return any(
        each.journey.stage is Stage.RELEASED and each.returnee.home == place.seat and each.journey.leg == name
        for each in people(place)
    ) and bool(handover.legs)


def _here(place: Here, name: str) -> Iterable[Person]:
    """Those of the leg who are at the crossing and may cross."""
    return (
        each for each in people(place, "", Stage.AT_CROSSING) if each.journey.leg == name and each.journey.may_travel
    )


def _with_leg(place: Here, name: str, *stages: Stage) -> list[tuple[str, str]]:
    return choices(each for each in people(place, "", *stages) if each.journey.leg == name)


def _departing(request: HttpRequest, place: Here, name: str) -> Some:
    able = [each for each in _aboard(place, name) if each.journey.may_travel]
    return Some(request.POST or None, choices(able))


def _returning(request: HttpRequest, place: Here, name: str) -> Some:
    here_still = _with_leg(place, name, Stage.ON_THE_WAY, Stage.AT_CROSSING, Stage.RELEASED)
    unlisted = [(person, person) for person in place.round.handover.legs[name].unlisted_here]
    return Some(request.POST or None, [*here_still, *unlisted])


def _receiving(request: HttpRequest, place: Here, name: str) -> Some:
    mine = [
        each
        for each in people(place, "", Stage.RELEASED)
        if each.journey.leg == name and each.returnee.home in (place.seat, *_witnessed(place))
    ]
    return Some(request.POST or None, choices(mine))


def _witnessed(place: Here) -> tuple[str, ...]:
    """The parties for which a seat may say that people were received: the observer's own eyes, for all of them."""
    agreement = place.round.agreement
    return agreement.parties if place.seat == agreement.observer else ()


_Form = Callable[[HttpRequest, Here, str], Any]
_Make = Callable[[Here, str, dict[str, Any]], Act]
_STEPS: dict[str, tuple[type[Act], _Form, _Make]] = {
    "notice": (
        TransportNotified,
        lambda request, _place, _name: Notice(request.POST or None),
        lambda place, name, filled: TransportNotified(
            name, place.round.handover.legs[name].manifest, filled["vehicles"], filled["ambulances"]
        ),
    ),
    "depart": (Departed, _departing, lambda _, name, filled: Departed(name, tuple(filled["people"]))),
    "present": (
        PresentAtCrossing,
        lambda request, place, name: Some(request.POST or None, _with_leg(place, name, Stage.ON_THE_WAY)),
        lambda _, name, filled: PresentAtCrossing(name, tuple(filled["people"])),
    ),
    "unlisted": (
        UnlistedArrived,
        lambda request, _place, _name: Unlisted(request.POST or None),
        lambda _, name, filled: UnlistedArrived(name, filled["person"].strip()),
    ),
    "count": (
        HeadsCounted,
        lambda request, _place, _name: Heads(request.POST or None),
        lambda _, name, filled: HeadsCounted(name, filled["heads"]),
    ),
    "hand-over": (
        HandedOver,
        lambda request, place, name: Tranche(
            request.POST or None,
            choices(_here(place, name)),
            initial={"tranche": next_tranche(place, place.round.handover.legs[name].holder)},
        ),
        lambda _, name, filled: HandedOver(filled["tranche"], name, tuple(filled["people"])),
    ),
    "receive": (Received, _receiving, lambda _place, _name, filled: Received(tuple(filled["people"]))),
    "return": (Returned, _returning, lambda _, name, filled: Returned(name, tuple(filled["people"]))),
}
"""The steps of a leg: the act each makes, its form, and how one becomes the other."""


def live_text(place: Here) -> str:
    """The live count as one line of JSON."""
    return json.dumps(counts_of(place), ensure_ascii=False, sort_keys=True)
