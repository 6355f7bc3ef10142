"""What the planner hands over: who would go home, why each person would or wouldn't, and what proves it the most."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from wayhome.exchange.proof import Proof
from wayhome.exchange.terms import Terms
from wayhome.people.returnees import Returnee


class Code(StrEnum):
    """Why a person goes home in this round, or doesn't yet. `PARAMETERS` says what each carries."""

    UNCONDITIONAL = "unconditional"
    """Goes outside every count, on the first ground that applies: a certified condition, the category, that hostilities
    have ended, or the family."""
    UNCONDITIONAL_WAITS_FOR_SEATS = "unconditional_waits_for_seats"
    """Is due outside every count in this round already; only its seats don't suffice."""
    COUNTED_EVERYONE_GOES = "counted_everyone_goes"
    """Everyone of this holder and home who may be counted in this round goes, ``of`` people."""
    COUNTED_BY_CRITERIA = "counted_by_criteria"
    """Goes by the order of the party of origin, as everyone of the same kind does, from tier ``tier`` of ``of``."""
    COUNTED_BY_DRAW = "counted_by_draw"
    """Of ``equal`` people of one kind ``going`` go, more than none and fewer than all; drawn to go."""
    WAITS_BY_DRAW = "waits_by_draw"
    """Of ``equal`` people of one kind ``going`` go, more than none and fewer than all; not drawn. ``terms``: below."""
    WAITS_FOR_THE_TERMS = "waits_for_the_terms"
    """Nobody of this kind goes in this round. ``terms`` are the keys of the limits (seats, the most, shares,
    equivalents) that one more unit of the kind beside everybody who goes would break; where it breaks none, the key of
    the balance: nobody is left who could go the other way."""
    WAITS_TOO_MANY_TOGETHER = "waits_too_many_together"
    """People who go together or not at all, ``heads`` of them, are above a limit that each round has: ``terms``."""
    WAITS_WITHHELD = "waits_withheld"
    """The holder withholds this person (``whose`` is "own") or one they go with ("family"), and says why."""
    WAITS_CATEGORY_NOT_COUNTED = "waits_category_not_counted"
    """The terms of this round count nobody of this category: this person's ("own") or one's they go with ("family")."""
    COUNTED = "counted"
    """Goes in the counted part. What a party is told of people who aren't its own: how they stand in the order of their
    own party is confidential. No package has it."""


PARAMETERS: Mapping[Code, tuple[str, ...]] = {
    Code.UNCONDITIONAL: ("ground",),
    Code.UNCONDITIONAL_WAITS_FOR_SEATS: (),
    Code.COUNTED_EVERYONE_GOES: ("of",),
    Code.COUNTED_BY_CRITERIA: ("tier", "of"),
    Code.COUNTED_BY_DRAW: ("equal", "going"),
    Code.WAITS_BY_DRAW: ("equal", "going", "terms"),
    Code.WAITS_FOR_THE_TERMS: ("terms",),
    Code.WAITS_TOO_MANY_TOGETHER: ("heads", "terms"),
    Code.WAITS_WITHHELD: ("reason", "whose"),
    Code.WAITS_CATEGORY_NOT_COUNTED: ("category", "whose"),
    Code.COUNTED: (),
}
"""The parameters that every explanation of a code carries, in this order."""

_CHANGES = ("more_most", "more_seats", "place", "more_released", "by")
MAY_CARRY: Mapping[Code, tuple[str, ...]] = {
    Code.UNCONDITIONAL_WAITS_FOR_SEATS: ("more_transport", "more_seats", "place", "round"),
    Code.COUNTED_BY_DRAW: ("chance",),
    Code.WAITS_BY_DRAW: ("chance", "beyond", *_CHANGES, "round"),
    Code.WAITS_FOR_THE_TERMS: ("tier", "of", "beyond", *_CHANGES, "round"),
    Code.WAITS_TOO_MANY_TOGETHER: _CHANGES,
    Code.WAITS_WITHHELD: ("until", "round"),
}
"""The parameters that come after those, in this order, where there is something to say.

- ``round``: the round in which they go as things stand, counted from 1 for this one.
- ``chance``: of each unit of the kind in the lottery, as a fraction; without one it is ``going`` in ``equal``.
- ``tier``, ``of``: as for `Code.COUNTED_BY_CRITERIA`.
- ``until``: the day from which they are no longer withheld.
- ``beyond``: by how much one more unit of the kind would go beyond the limits of ``terms``, the worst of each sort, as
  words such as ``people:1 seats:2 privates:3``; of a share in percent the people it would be too many or too few by,
  rounded up. Given where limits bind and what would have to change isn't certain.
- What would bring everybody of the kind home, all of it together, in this round (of the counted, where the plan looks
  ahead to more rounds: in one of them): ``more_most`` heads each way in each round, ``more_seats`` in each round from a
  ``place`` ("" for every other place), ``more_transport`` seats each way in each round, ``more_released`` people, with
  seats, whom the party ``by`` could release besides, to be counted. Given only where that is certain (see
  `wayhome.exchange.explain.changes`).
"""


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why one person of the pool is included or not: a code, and the numbers and names its wording needs."""

    person: str
    included: bool
    code: Code
    parameters: tuple[tuple[str, str | int], ...] = ()


class StageName(StrEnum):
    """The stages in the order they are decided; none gives up anything for a later one. In brackets: `Stage.about`."""

    UNCONDITIONAL = "unconditional"
    """Heads of a part of the unconditional, each once for every round that is left when they go [holder, part]."""
    UNCONDITIONAL_ORDER = "unconditional_order"
    """The same of the most urgent only, down to a tier of urgency [holder, part, tier]."""
    IDEAL = "ideal"
    """The most counted heads that could come home to a party if the terms were all there is [home]."""
    FAIRNESS = "fairness"
    """What each of some parties reaches at least of what lies between its fallback and its ideal, per mille [homes]."""
    FAIRNESS_LIMIT = "fairness_limit"
    """How much of it one of them alone could reach while no other falls below what it has [home]."""
    COUNTED = "counted"
    """Counted heads in all []."""
    CRITERIA = "criteria"
    """Heads of a tier of a party's order; with a 1, those of them who go in this round [home, tier] [home, tier, 1]."""
    CRITERIA_REST = "criteria_rest"
    """Heads of all tiers of a party's order from one on, where nobody of them fits any more [as for criteria]."""
    ROUND = "round"
    """Counted heads who go in a round of the schedule [round]."""


@dataclass(frozen=True, slots=True)
class Stage:
    """What one stage reached, and what bounds it."""

    name: StageName
    about: tuple[str, ...]
    """Parties by name, then numbers, as the stage's name says."""
    value: int
    bound: int
    """Nothing that keeps the terms and the earlier stages reaches more than this."""
    proof: Proof
    """Why not."""
    reached_by: tuple[tuple[str, int], ...] = ()
    """Units of kinds, by the kind's name, that reach the value, where the package itself doesn't: an ideal."""
    kept: int | None = None
    """What the rows of later stages keep of it, where that isn't the value: more, where units are whole and the rounds
    had no room for all that their sum allows; less, where it isn't proven and a later stage found something better."""

    @property
    def proven(self) -> bool:
        """Whether the bound is reached, so that nothing better exists."""
        return self.value == self.bound


@dataclass(frozen=True, slots=True)
class Fallback:
    """The plan of pairs only, below which no party falls where people may go in a circle.

    Where no plan of pairs keeps the terms nobody has anything to fall back on: then there is nothing but heads of 0 and
    the proof that there is none.
    """

    heads: tuple[tuple[str, int], ...]
    """Counted heads home to each party."""
    going: tuple[tuple[str, int], ...]
    """Units of kinds, by the kind's name, that go in it."""
    stages: tuple[Stage, ...]
    impossible: Proof = ()
    """Pieces that keep the objective 0 to less than 0, so that nothing can be in them; none where there is a plan."""


@dataclass(frozen=True, slots=True)
class Certificate:
    """Every stage in order, each with a bound that `wayhome.exchange.check` proves again with code of its own.

    docs/planner.md defines the programs, their columns and their rows.
    """

    stages: tuple[Stage, ...]
    by_round: bool = False
    """Whether the counted stages are proven in the program of every round, and not in that of all rounds together."""
    fallback: Fallback | None = None
    hoped: tuple[tuple[str, int], ...] = ()
    """Units of kinds, by the kind's name, that the stages before the rounds counted on, where the rounds had no room
    for all of them; else nothing."""


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
