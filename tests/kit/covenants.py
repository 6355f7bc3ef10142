"""Covenants of the small round, and its checkpoints cosigned."""

from __future__ import annotations

from datetime import UTC, datetime

from kit.journals import fixed_randomness
from kit.table import KEYS, LYSORIA, OBSERVER, ORIGIN, PARTIES, SAHLAN, SEATS, Script
from wayhome.acts import Statement
from wayhome.agreement import CovenantAdopted
from wayhome.journal import Covenant, Office, SigningKey, Storage, cosign, sign_covenant
from wayhome.rounds import Table, keeper, watching

WATCHING = tuple(sorted((*PARTIES, OBSERVER)))
WHEN = datetime(2025, 8, 25, 12, tzinfo=UTC)


def covenant(**changes: object) -> Covenant:
    """The first covenant of the small round: one key a seat, four of the five seats make the next."""
    fields: dict[str, object] = {
        "journal": ORIGIN,
        "version": 1,
        "seats": {seat: Office.of(KEYS[seat].public) for seat in SEATS},
        "threshold": len(SEATS) - 1,
        "keeper": SAHLAN,
        "watching": WATCHING,
    }
    return Covenant(**{**fields, **changes})  # type: ignore[arg-type]


def adopted(made: Covenant, *keys: SigningKey) -> CovenantAdopted:
    """The act that puts a covenant in force, signed with these keys."""
    return CovenantAdopted(sign_covenant(made, *keys).decode())


def first_covenant(script: Script, author: str = LYSORIA) -> Statement:
    """The first covenant, signed by every seat and handed in."""
    return script(author, adopted(covenant(), *KEYS.values()))


def cosigned(storage: Storage) -> bytes:
    """The journal's checkpoint with the cosignature of every seat that watches it."""
    table = Table(storage, ORIGIN, fixed_randomness())
    note, office = storage.read_checkpoint(), keeper(table.state)
    assert note is not None
    assert office is not None
    for seat in watching(table.state):
        note = cosign(note, office, seat, KEYS[seat], WHEN, None, [])
    table.journal.add_cosignature(note)
    return note
