"""The manifest of a leg: who is on it, complete, and the names in it for those who must know them."""

from __future__ import annotations

import json

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from wayhome.acts import Statement
from wayhome.desk.handover.forms import Manifest
from wayhome.desk.handover.going import choices, people
from wayhome.desk.register.known import names_of
from wayhome.desk.seats.access import screen
from wayhome.desk.signing.by_form import say_by_form
from wayhome.desk.signing.sealed import sealed_parts
from wayhome.desk.table import Here, here
from wayhome.handover import ManifestSigned, Stage


@screen("handover")
@require_http_methods(["GET", "POST"])
def manifest(request: HttpRequest, leg: str = "") -> HttpResponse:
    """Sign who is on a leg; signed anew, a manifest replaces the one before until the convoy has left."""
    place = here(request)
    handover = place.round.handover
    listed = {
        person for name, each in handover.legs.items() if name != leg and each.aboard is None for person in each.people
    }
    ready = [each for each in people(place, place.seat, Stage.HELD) if each.ready and each.reference not in listed]
    known = handover.legs.get(leg)
    initial = {"leg": leg, "crossing": known.crossing, "after": known.after, "people": known.people} if known else {}
    return say_by_form(
        request,
        Manifest(
            request.POST or None, choices(ready), [name for name in handover.legs if name != leg], initial=initial
        ),
        lambda filled: ManifestSigned(
            filled["leg"].strip(), tuple(filled["people"]), filled["crossing"].strip(), tuple(filled["after"])
        ),
        "handover/manifest.html",
        {"place": place, "leg": leg, "nobody": not ready},
        content=lambda filled: _names(filled["people"]),
        back="/handover/",
    )


def _names(those: list[str]) -> dict[str, bytes]:
    known = names_of(those)
    return {person: json.dumps(known.get(person, ""), ensure_ascii=False).encode() for person in those}


def names_on(place: Here, leg: str) -> dict[str, str]:
    """The names a leg's manifest seals to the member's seat, as far as this desk can open them."""
    digest = place.round.handover.legs[leg].manifest

    def meant(each: Statement) -> bool:
        return each.act.digest == digest

    parts = sealed_parts(place, ManifestSigned, meant)
    return {those[0]: str(json.loads(part)) for those, part in parts.items() if len(those) == 1}
