"""The record's part of a round, and how each act changes it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from wayhome.acts import Statement
from wayhome.record.account import Account
from wayhome.record.acts import (
    CommuniqueEmbargoed,
    CommuniquePublished,
    FamiliesTold,
    Reconciled,
    RoundClosed,
    SentenceConfirmed,
    SentenceProposed,
    ShortfallRecorded,
)


@dataclass(frozen=True)
class SentenceOnTable:
    """A sentence, and who has confirmed it; whoever proposed it has."""

    proposed: SentenceProposed
    confirmed_by: tuple[str, ...]


@dataclass(frozen=True)
class Record:
    """The account as reconciled, the shortfalls, the public words."""

    reconciled: Account | None = None
    shortfalls: tuple[ShortfallRecorded, ...] = ()
    closed: bool = False
    told: tuple[str, ...] = ()
    """Everyone whose family has been told, in order of reference."""
    sentences: Mapping[str, SentenceOnTable] = field(default_factory=dict)
    embargoes: Mapping[str, datetime] = field(default_factory=dict)
    published: tuple[str, ...] = ()
    published_at: datetime | None = None


def apply(state: Record, statement: Statement) -> Record:
    """Return the record after one more statement. Pure; statements of other rooms change nothing."""
    author, act = statement.author, statement.act
    match act:
        case Reconciled():
            return replace(state, reconciled=Account(act.lines, act.unlisted), shortfalls=())
        case ShortfallRecorded():
            return replace(state, shortfalls=(*state.shortfalls, act))
        case RoundClosed():
            return replace(state, closed=True)
        case FamiliesTold():
            return replace(state, told=tuple(sorted({*state.told, *act.people})))
        case SentenceProposed():
            return replace(state, sentences={**state.sentences, act.digest: SentenceOnTable(act, (author,))})
        case SentenceConfirmed():
            on_table = state.sentences[act.sentence]
            confirmed = replace(on_table, confirmed_by=(*on_table.confirmed_by, author))
            return replace(state, sentences={**state.sentences, act.sentence: confirmed})
        case CommuniqueEmbargoed():
            return replace(state, embargoes={**state.embargoes, author: act.until})
        case CommuniquePublished():
            return replace(state, published=act.sentences, published_at=statement.time)
        case _:
            return state
