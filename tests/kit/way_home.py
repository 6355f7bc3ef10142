"""The small round of `kit.table` carried on from the crossing: everybody home, in care, the account drawn up."""

from __future__ import annotations

from collections.abc import Iterator

from kit.table import MERIDIA, PARTIES, Script, held_by, other
from wayhome.acts import Statement
from wayhome.handover import HandedOver, Received
from wayhome.people import Track
from wayhome.reception import Care, ReceivedIntoCare
from wayhome.record import FamiliesTold


def home(script: Script) -> list[Statement]:
    """Everybody of the package is received by their party of origin."""
    return [*script.up_to_crossing(exposure=4), *_crossing(script)]


def in_care(script: Script) -> list[Statement]:
    """Everybody is in medical and psychological care, and the families are told."""
    statements = home(script)
    for party in PARTIES:
        people = held_by(other(party))
        statements.append(script(MERIDIA, ReceivedIntoCare(people, (Care.MEDICAL, Care.PSYCHOLOGICAL))))
        statements.append(script(party, FamiliesTold(people)))
    return statements


def _crossing(script: Script) -> Iterator[Statement]:
    for tranche, track in enumerate((Track.UNCONDITIONAL, Track.COUNTED), start=1):
        for holder in PARTIES:
            people = held_by(holder, track)
            yield script(holder, HandedOver(tranche, f"from {holder}", people))
            yield script(other(holder), Received(people))
