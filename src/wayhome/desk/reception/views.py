"""Reception: who has arrived, the care they receive, what their next doctor must know, whose family was told."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_GET, require_http_methods

from wayhome.desk.handover.forms import Some
from wayhome.desk.handover.going import Person, choices, people
from wayhome.desk.seats.access import screen
from wayhome.desk.seats.duties import may_state
from wayhome.desk.seats.models import Duty
from wayhome.desk.signing.by_form import say_by_form
from wayhome.desk.signing.sealed import read_sealed
from wayhome.desk.table import Here, here
from wayhome.handover import Stage
from wayhome.reception import Care, CareHandedOn, ReceivedIntoCare
from wayhome.record import FamiliesTold

_BACK = "/reception/"


class IntoCare(Some):
    """Whom the service has in its care, and of which kind."""

    care = forms.MultipleChoiceField(
        label=lazy("Care"),
        choices=[(Care.MEDICAL.value, lazy("medical")), (Care.PSYCHOLOGICAL.value, lazy("psychological"))],
        widget=forms.CheckboxSelectMultiple,
    )
    field_order = ("care", "everybody", "people")


class HandOff(forms.Form):
    """What the next doctor must know."""

    note = forms.CharField(
        label=lazy("What the next doctor must know"),
        help_text=lazy("Sealed to the doctors of the person's own party. Never to whoever held them."),
        widget=forms.Textarea(attrs={"rows": 8}),
        max_length=8000,
    )


@screen("reception")
@require_GET
def first(request: HttpRequest) -> HttpResponse:
    """Everybody received, and what is still to be done for them."""
    place = here(request)
    reception, record = place.round.reception, place.round.record
    arrived = _arrived(place)
    given = {
        "place": place,
        "rows": [
            (
                each,
                reception.care.get(each.reference, ()),
                each.reference in reception.handed_on,
                each.reference in record.told,
            )
            for each in arrived
        ],
        "cares": may_state(place.member, ReceivedIntoCare),
        "tells": may_state(place.member, FamiliesTold),
        "reads": place.member.duty == Duty.DOCTOR,
    }
    return render(request, "reception/first.html", given)


@screen("reception")
@require_http_methods(["GET", "POST"])
def into_care(request: HttpRequest) -> HttpResponse:
    """State whom the service has in its care."""
    place = here(request)
    if not may_state(place.member, ReceivedIntoCare):
        raise PermissionDenied
    waiting = [each for each in _arrived(place) if each.reference not in place.round.reception.care]
    initial = {"care": [Care.MEDICAL.value, Care.PSYCHOLOGICAL.value]}
    return say_by_form(
        request,
        IntoCare(request.POST or None, choices(waiting), initial=initial),
        _care,
        "reception/into_care.html",
        {"place": place, "nobody": not waiting},
        back=_BACK,
    )


def _care(filled: dict[str, Any]) -> ReceivedIntoCare:
    return ReceivedIntoCare(tuple(filled["people"]), tuple(Care(each) for each in filled["care"]))


@screen("reception")
@require_http_methods(["GET", "POST"])
def hand_on(request: HttpRequest, person: str) -> HttpResponse:
    """Write, sealed, what a person's next doctor must know; or read it there."""
    place = here(request)
    found = next((each for each in _arrived(place) if each.reference == person), None)
    if found is None or place.member.duty != Duty.DOCTOR:
        raise Http404
    if person in place.round.reception.handed_on:
        note = read_sealed(place, CareHandedOn(person))
        return render(request, "reception/hand_off.html", {"place": place, "person": found, "note": note})
    if not may_state(place.member, CareHandedOn):
        raise Http404
    return say_by_form(
        request,
        HandOff(request.POST or None),
        lambda _filled: CareHandedOn(person),
        "reception/hand_on.html",
        {"place": place, "person": found},
        content=lambda filled: filled["note"].encode(),
        shown=lambda filled: str(filled["note"]),
        back=_BACK,
    )


@screen("reception")
@require_http_methods(["GET", "POST"])
def families(request: HttpRequest) -> HttpResponse:
    """State whose families the party has told, before anybody reads of it."""
    place = here(request)
    if not may_state(place.member, FamiliesTold):
        raise PermissionDenied
    waiting = [each for each in _arrived(place) if each.reference not in place.round.record.told]
    return say_by_form(
        request,
        Some(request.POST or None, choices(waiting)),
        lambda filled: FamiliesTold(tuple(filled["people"])),
        "reception/families.html",
        {"place": place, "nobody": not waiting},
        back=_BACK,
    )


def _arrived(place: Here) -> list[Person]:
    """Those received: all of them for the reception service, for a party its own."""
    mine = place.seat if place.seat in place.round.agreement.parties else ""
    return [each for each in people(place, "", Stage.RECEIVED) if mine in ("", each.returnee.home)]
