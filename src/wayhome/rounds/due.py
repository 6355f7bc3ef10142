"""What is due: everyone still held once active hostilities have ended (GC III 118), and proof of life."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from wayhome.agreement import ProofOwed, proofs_owed
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


def proofs_of_life_due(round_: Round, time: datetime) -> Mapping[ProofOwed, bool]:
    """Return each proof of life owed and not given, and whether it is overdue at this time: then it can be claimed.

    Nothing is owed any more of somebody their own party has received.
    """
    return {
        owed: time > owed.by
        for owed in proofs_owed(round_.agreement.tracings)
        if round_.handover.journey(owed.person).stage is not Stage.RECEIVED
    }
