"""How many of each kind of the counted go, in all the rounds looked ahead to: the stages from fairness to criteria."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np

from wayhome.exchange.package import Fallback, Stage, StageName
from wayhome.exchange.planner.fairness import Fairness, going, heads_home, ideals
from wayhome.exchange.planner.kinds import Kind, without_order
from wayhome.exchange.planner.programs import Space, all_together, every_round
from wayhome.exchange.planner.rules import Rule, pair_by_pair, rules_of
from wayhome.exchange.planner.stages import BRIEF, Stages, Watcher, total
from wayhome.exchange.planner.tiers import Tiers, tiers_of
from wayhome.exchange.program import Row, Whole
from wayhome.exchange.terms import Balance, Terms

_Make: TypeAlias = Callable[[Sequence[Kind], Sequence[Rule], int], Space]


@dataclass(frozen=True, eq=False)
class Counted:
    """What is decided of the counted: a program with every stage as a row, the values that keep it all, and the proofs."""

    space: Space
    """Its program carries every stage as a row: the face on which all that is still open lies."""
    values: Whole
    """By column."""
    stages: tuple[Stage, ...]
    fallback: Fallback | None

    @property
    def by_round(self) -> bool:
        """Whether each column counts one round."""
        return any(number for _, number in self.space.columns)


def decide_counted(terms: Terms, kinds: Sequence[Kind], watcher: Watcher, *, by_round: bool = False) -> Counted:
    """Decide the stages that all rounds have together. Raises `Contradiction`.

    ``kinds``: the counted that may go in some round. ``by_round``: in the program of every round, which has a schedule in
    it, instead of that of all rounds together, which only leaves room for one.
    """
    make: _Make = every_round if by_round else all_together
    rounds = len(terms.rounds)
    joined, parts = without_order(kinds)
    rules = rules_of(terms, joined)
    space = make(joined, rules, rounds)
    stages = Stages(space, watcher, _nobody(space))
    several = len(terms.parties) > 2
    fallback = None
    if several and terms.counted.balance is Balance.CIRCLE:
        pairs = make(joined, (*rules, *pair_by_pair(terms, joined)), rounds)
        fallback = _pairs_only(terms, Stages(pairs, watcher, stages.values))
        stages.keep(_no_worse(space, fallback))
        stages.values = np.array([dict(fallback.going).get(name, 0) for name in space.program.names], dtype=np.int64)
    _fair_and_most(terms, stages, dict(fallback.heads) if fallback else {})
    fine = make(kinds, rules_of(terms, kinds), rounds)
    assert stages.values is not None
    whole = _whole(space, fine, parts)
    ordered = Stages(fine, watcher, _first_in_order(space, stages.values, fine, parts), BRIEF)
    ordered.keep(_in_parts(row, whole) for row in stages.program.rows[len(space.program.rows) :])
    Tiers(ordered, tiers_of(kinds, terms.parties)).decide()
    assert ordered.values is not None
    return Counted(replace(fine, program=ordered.program), ordered.values, (*stages.done, *ordered.done), fallback)


def _nobody(space: Space) -> Whole | None:
    """Nobody going, where the terms allow it."""
    nobody = np.zeros(space.program.columns, dtype=np.int64)
    return None if space.program.broken(nobody) else nobody


def _fair_and_most(terms: Terms, stages: Stages, fallback: dict[str, int]) -> None:
    """Fairness where several parties share what there is, then the most heads in all."""
    if len(terms.parties) > 2:
        most = ideals(stages, terms.parties)
        Fairness(stages, dict.fromkeys(most, 0) | fallback, most).settle()
    heads = {number: kind.heads for number, kind in enumerate(stages.space.kinds)}
    stages.reach(StageName.COUNTED, (), stages.space.weighing(heads))


def _pairs_only(terms: Terms, stages: Stages) -> Fallback:
    _fair_and_most(terms, stages, {})
    space, values = stages.space, stages.values
    assert values is not None
    heads = tuple(
        (party, total(space.weighing(heads_home(space.kinds, party)), values)) for party in sorted(terms.parties)
    )
    return Fallback(heads, going(space, values), tuple(stages.done))


def _no_worse(space: Space, fallback: Fallback) -> list[Row]:
    return [
        Row(("fallback", party), space.weighing(heads_home(space.kinds, party)), heads)
        for party, heads in fallback.heads
        if heads
    ]


def _whole(space: Space, fine: Space, parts: Sequence[Sequence[int]]) -> list[int]:
    """For each column of kinds with their order the column of those taken together without it."""
    at = {column: number for number, column in enumerate(space.columns)}
    joined = {part: number for number, some in enumerate(parts) for part in some}
    return [at[joined[kind], number] for kind, number in fine.columns]


def _in_parts(row: Row, whole: Sequence[int]) -> Row:
    weights = {column: row.coefficients[joined] for column, joined in enumerate(whole) if joined in row.coefficients}
    return replace(row, coefficients=weights)


def _first_in_order(space: Space, values: Whole, fine: Space, parts: Sequence[Sequence[int]]) -> Whole:
    """Units of kinds taken together as units of their parts: those first in their home's order go, and go earlier."""
    at = {column: number for number, column in enumerate(fine.columns)}
    left = [kind.number for kind in fine.kinds]
    divided = np.zeros(len(fine.columns), dtype=np.int64)
    for (joined, number), units in sorted(
        zip(space.columns, values.tolist(), strict=True), key=lambda each: each[0][1]
    ):
        for part in parts[joined]:
            some = min(units, left[part])
            divided[at[part, number]] = some
            left[part] -= some
            units -= some
    return divided
