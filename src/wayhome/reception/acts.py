"""The acts of the reception."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from wayhome.acts import Act
from wayhome.agreement import Role


class Care(StrEnum):
    """The kinds of care given on arrival."""

    MEDICAL = "medical"
    PSYCHOLOGICAL = "psychological"


@dataclass(frozen=True)
class ReceivedIntoCare(Act):
    """The reception service has these people in its care, of these kinds."""

    kind = "care.received"
    by = (Role.RECEPTION,)

    people: tuple[str, ...]
    care: tuple[Care, ...]


@dataclass(frozen=True)
class CareHandedOn(Act):
    """What the next doctor must know about this person, in the part sealed to the party of origin's delegation."""

    kind = "care.handed_on"
    by = (Role.RECEPTION,)
    sealed_for = (Role.PARTY,)

    person: str


ACTS: tuple[type[Act], ...] = (ReceivedIntoCare, CareHandedOn)
