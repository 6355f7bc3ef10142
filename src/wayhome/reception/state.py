"""Who is in care, and of which kinds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from wayhome.acts import Statement
from wayhome.reception.acts import Care, CareHandedOn, ReceivedIntoCare


@dataclass(frozen=True)
class Reception:
    """The care each person has received so far, and for whom the hand-off to the next doctor is written."""

    care: Mapping[str, tuple[Care, ...]] = field(default_factory=dict)
    handed_on: tuple[str, ...] = ()


def apply(state: Reception, statement: Statement) -> Reception:
    """Return the reception after one more statement. Pure; statements of other rooms change nothing."""
    act = statement.act
    match act:
        case ReceivedIntoCare():
            added = {person: tuple(sorted({*state.care.get(person, ()), *act.care})) for person in act.people}
            return replace(state, care={**state.care, **added})
        case CareHandedOn():
            return replace(state, handed_on=(*state.handed_on, act.person))
        case _:
            return state
