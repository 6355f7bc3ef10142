"""Histories written down: signed by the seats' keys and appended to a journal."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from hashlib import shake_256
from itertools import groupby

from kit.table import KEYS, ORIGIN, SAHLAN
from wayhome.acts import Statement
from wayhome.handover import WishAnswer, WishTaken
from wayhome.journal import MemoryStorage, Storage
from wayhome.rounds import Draft, Table


def fixed_randomness() -> Callable[[int], bytes]:
    """Bytes that look random and are the same in every run."""
    drawn = 0

    def draw(count: int) -> bytes:
        nonlocal drawn
        drawn += 1
        return shake_256(drawn.to_bytes(8)).digest(count)

    return draw


def draft(statement: Statement) -> Draft:
    """A statement with its author's key, and a sealed part where it says there is one."""
    content = None
    if statement.sealed_for:
        act = statement.act
        content = WishAnswer(act.person, wants_to_go=True).to_bytes() if isinstance(act, WishTaken) else b"sealed"
    return Draft(
        statement.round,
        statement.author,
        KEYS[statement.author],
        statement.time,
        statement.act,
        content,
        statement.sealed_for,
    )


def written(statements: Iterable[Statement], storage: Storage | None = None) -> Storage:
    """Say these statements at a table over ``storage``, with a checkpoint at the end, and return the storage."""
    storage = storage if storage is not None else MemoryStorage()
    table = Table(storage, ORIGIN, fixed_randomness())
    for _, together in groupby(statements, key=lambda statement: statement.act.kind):
        table.say(*map(draft, together))
    table.journal.checkpoint(KEYS[SAHLAN])
    return storage
