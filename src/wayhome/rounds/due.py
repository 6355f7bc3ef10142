"""Everyone who is due to go home once active hostilities have ended (GC III 118)."""

from __future__ import annotations

from collections.abc import Mapping

from wayhome.handover import Stage
from wayhome.rounds.round import Round


def due(round_: Round) -> Mapping[str, tuple[str, str]]:
    """Return everyone still held: reference → (detaining party, party of origin); empty while hostilities go on."""
    if not round_.agreement.hostilities_ended:
        return {}
    return {
        person: way
        for person, way in sorted(round_.agreement.held.items())
        if round_.handover.journey(person).stage is not Stage.RECEIVED
    }
