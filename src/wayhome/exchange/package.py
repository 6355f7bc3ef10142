"""What the planner hands over: who would go home, why each person would or wouldn't, and what proves it the most."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from wayhome.exchange.terms import Terms
from wayhome.people.returnees import Returnee


class Code(StrEnum):
    """Why a person goes home in this round, or doesn't yet. In brackets: the parameters each carries."""

    UNCONDITIONAL = "unconditional"
    """Goes outside every count [ground]."""
    UNCONDITIONAL_WAITS_FOR_SEATS = "unconditional_waits_for_seats"
    """Would go but for transport [seats, more_seats]."""
    COUNTED_EVERYONE_GOES = "counted_everyone_goes"
    """Everyone of this holder and home who can be counted goes [of]."""
    COUNTED_BY_CRITERIA = "counted_by_criteria"
    """Goes by the criteria of the terms [place, of]."""
    COUNTED_BY_DRAW = "counted_by_draw"
    """The criteria leave more people equal than can go; drawn to go [equal, going]."""
    WAITS_BY_DRAW = "waits_by_draw"
    """The criteria leave more people equal than can go; not drawn [equal, going, more_*]."""
    WAITS_MOST_REACHED = "waits_most_reached"
    """The most heads the terms allow are reached [most, more_*]."""
    WAITS_OTHER_PARTY_HAS_FEWER = "waits_other_party_has_fewer"
    """The party of origin holds no more people to be counted in return [party, held, more_*]."""
    WAITS_FAMILY_CANNOT_BE_SPLIT = "waits_family_cannot_be_split"
    """The number can't be made up exactly with this person, because families stay whole [heads, more_*]."""
    WAITS_CATEGORY_NOT_COUNTED = "waits_category_not_counted"
    """The terms of this round count nobody of this category [category]."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why one person of the pool is included or not: a code, and the numbers and names its wording needs.

    ``more_heads`` and ``more_held`` among the parameters say together what would have to change: had the round so many
    heads more each way, and the party of origin so many people more to be counted, this person would go for certain.
    """

    person: str
    included: bool
    code: Code
    parameters: tuple[tuple[str, str | int], ...] = ()


class StageName(StrEnum):
    """The stages in the order they are decided; no stage gives up anything for a later one."""

    UNCONDITIONAL = "unconditional"
    """As many unconditional people as there are seats for, from a holder to a home."""
    UNCONDITIONAL_ORDER = "unconditional_order"
    """Of the unconditional: heads in order of urgency before the first who waits for a seat."""
    COUNTED = "counted"
    """Heads each way between a pair of parties."""
    CRITERIA = "criteria"
    """Of the counted: heads in the order of the criteria before the first who waits."""
    DRAW = "draw"
    """Of the counted: places that the criteria left to the draw."""


class Argument(StrEnum):
    """Why a stage's value can't be surpassed. Each can be checked from the terms and the pool alone."""

    EVERYONE_GOES = "everyone_goes"
    SEATS_FILLED = "seats_filled"
    MOST_REACHED = "most_reached"
    ONE_PARTY_HAS_NO_MORE = "one_party_has_no_more"
    FAMILIES_STAY_WHOLE = "families_stay_whole"
    """Every larger number, tried against the sizes of the families, can't be made up exactly."""
    FIRST_IN_ORDER = "first_in_order"
    """Whoever waits in front of someone who goes could not go without breaking an earlier stage."""
    DRAWN = "drawn"
    """By SHA-256 of the digest of the terms and the person's reference, the smallest first."""


@dataclass(frozen=True, slots=True)
class Stage:
    """What one stage reached for one holder and home (or one pair of parties), and what bounds it."""

    name: StageName
    parties: tuple[str, str]
    """Holder and home; for heads each way, both parties in alphabetical order."""
    value: int
    bound: int
    """No package that keeps the terms and the earlier stages reaches more than this."""
    proven: bool
    """Whether the bound is reached, so that nothing better exists."""
    argument: Argument


@dataclass(frozen=True, slots=True)
class Certificate:
    """Every stage in order, each with a bound that `wayhome.exchange.check` proves again with code of its own."""

    stages: tuple[Stage, ...]


@dataclass(frozen=True, slots=True)
class Package:
    """The people to go home in a round under these terms. A proposal: only the parties decide."""

    terms: Terms
    returnees: tuple[Returnee, ...]
    """In the order of their references."""
    explanations: tuple[Explanation, ...]
    """One for everyone of the pool, in the order of their references."""
    certificate: Certificate

    @property
    def terms_digest(self) -> str:
        """The digest of the terms this package was drawn under."""
        return self.terms.digest
