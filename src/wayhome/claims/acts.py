"""The acts of a claim."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from wayhome.acts import Act
from wayhome.agreement import Role


class ClaimKind(StrEnum):
    """What the claimant says of the people."""

    OWED = "owed"
    """Signed for, and not returned."""
    MISSING = "missing"
    """Believed held, and not accounted for."""
    WITHHELD = "withheld"
    """Known to be held, and not returned."""
    UNPROVEN = "unproven"
    """Proof that they are alive was owed, and not given by the day agreed."""


class Answer(StrEnum):
    """What the party answering says of them."""

    NOT_HELD = "not_held"
    FREE_TO_LEAVE = "free_to_leave"
    """Not detained: living where they are, and free to go."""
    BEING_TRACED = "being_traced"
    WILL_RETURN = "will_return"
    DISPUTED = "disputed"


@dataclass(frozen=True)
class ClaimLodged(Act):
    """A party states that people of its own are owed, missing, withheld, or without proof of life, by another party.

    ``heads`` is how many; ``people`` their references where they have any. Who they are is in the sealed part.
    """

    kind = "claim.lodged"
    by = (Role.PARTY,)
    sealed_for = (Role.PARTY, Role.FACILITATOR, Role.OBSERVER)

    claim: str
    against: str
    about: ClaimKind
    heads: int
    civilians: bool
    people: tuple[str, ...] = ()


@dataclass(frozen=True)
class ClaimAnswered(Act):
    """The party a claim is against answers for so many of the people; the claim stands beside every answer."""

    kind = "claim.answered"
    by = (Role.PARTY,)
    sealed_for = (Role.PARTY, Role.FACILITATOR, Role.OBSERVER)

    claim: str
    answer: Answer
    heads: int


@dataclass(frozen=True)
class ClaimSettled(Act):
    """The claimant states that the claim is settled."""

    kind = "claim.settled"
    by = (Role.PARTY,)

    claim: str


@dataclass(frozen=True)
class ClaimWithdrawn(Act):
    """The claimant withdraws the claim."""

    kind = "claim.withdrawn"
    by = (Role.PARTY,)

    claim: str


ACTS: tuple[type[Act], ...] = (ClaimLodged, ClaimAnswered, ClaimSettled, ClaimWithdrawn)
