"""How many of each kind of the counted go, in all the rounds looked ahead to: the stages from fairness to criteria."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np

from wayhome.exchange.package import Fallback, Stage, StageName
from wayhome.exchange.planner.contradiction import UndecidedPairs
from wayhome.exchange.planner.fairness import Fairness, going, home_to, ideals
from wayhome.exchange.planner.kinds import Kind, without_order
from wayhome.exchange.planner.programs import Space, all_together, every_round
from wayhome.exchange.planner.reached import as_reached, units_by_round
from wayhome.exchange.planner.rules import Rule, pair_by_pair, rules_of
from wayhome.exchange.planner.stages import BRIEF, Stages, Watcher, total
from wayhome.exchange.planner.tiers import Tiers, tiers_of
from wayhome.exchange.program import Contradiction, Row, Undecided, Whole
from wayhome.exchange.terms import Balance, Terms

_Make: TypeAlias = Callable[[Sequence[Kind], Sequence[Rule], int], Space]


@dataclass(frozen=True, eq=False)
class Counted:
    """What is decided of the counted: a program with every stage as a row, the values that keep it, and the proofs."""

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

    ``kinds``: the counted that may go in some round. ``by_round``: in the program of every round, which has a schedule
    in it, instead of that of all rounds together, which only leaves room for one.
    """
    make: _Make = every_round if by_round else all_together
    joined, parts = without_order(kinds)
    stages, fallback = ground(terms, joined, watcher, make)
    fair_and_most(terms, stages, fallback)
    fine = make(kinds, rules_of(terms, kinds), len(terms.rounds))
    assert stages.values is not None
    whole = _whole(stages.space, fine, parts)
    ordered = Stages(fine, watcher, _first_in_order(stages.space, stages.values, fine, parts), BRIEF)
    ordered.keep(_in_parts(row, whole) for row in stages.program.rows[len(stages.space.program.rows) :])
    tiers = Tiers(ordered, tiers_of(kinds, terms.parties))
    tiers.decide()
    if len(terms.rounds) == 1:
        tiers.draw(terms.digest)
    assert ordered.values is not None
    return Counted(replace(fine, program=ordered.program), ordered.values, (*stages.done, *ordered.done), fallback)


def ground(
    terms: Terms, joined: Sequence[Kind], watcher: Watcher, make: _Make = all_together
) -> tuple[Stages, Fallback | None]:
    """What everything else about kinds without order stands on: the terms, and in a circle that nobody does worse.

    Nobody does worse than in the plan of pairs only; where it is proven that no such plan keeps the terms, nobody has
    anything to fall back on. Raises `UndecidedPairs` where neither such a plan nor the proof is found, `Contradiction`
    where by then it is known that no circle keeps them either.
    """
    rounds, rules = len(terms.rounds), rules_of(terms, joined)
    space = make(joined, rules, rounds)
    stages = Stages(space, watcher, _nobody(space))
    if len(terms.parties) == 2 or terms.counted.balance is Balance.PAIRS:
        return stages, None
    pairs = Stages(make(joined, (*rules, *pair_by_pair(terms, joined)), rounds), watcher, stages.values)
    try:
        fair_and_most(terms, pairs, None)
    except (Contradiction, Undecided) as nothing:
        if isinstance(nothing, Contradiction) and nothing.proof:
            return stages, Fallback(tuple((party, 0) for party in sorted(terms.parties)), (), (), nothing.proof)
        stages.most({}, lambda _value, _bound: False)  # If the circle can't keep them either, that is to be said.
        raise UndecidedPairs from nothing
    assert pairs.values is not None
    heads = tuple((party, total(home_to(pairs.space, party), pairs.values)) for party in sorted(terms.parties))
    stages.keep(Row(("fallback", party), home_to(space, party), each) for party, each in heads if each)
    stages.values = pairs.values
    units = units_by_round(pairs.space, pairs.values, rounds)
    done = as_reached(pairs.done, joined, units, {}, terms.parties)
    return stages, Fallback(heads, going(pairs.space, pairs.values), done)


def fair_and_most(terms: Terms, stages: Stages, fallback: Fallback | None) -> None:
    """Fairness where several parties share what there is, then the most heads in all."""
    if len(terms.parties) > 2:
        most = ideals(stages, terms.parties)
        Fairness(stages, dict.fromkeys(most, 0) | dict(fallback.heads if fallback else ()), most).settle()
    heads = {number: kind.heads for number, kind in enumerate(stages.space.kinds)}
    stages.reach(StageName.COUNTED, (), stages.space.weighing(heads))


def _nobody(space: Space) -> Whole | None:
    """Nobody going, where the terms allow it."""
    nobody = np.zeros(space.program.columns, dtype=np.int64)
    return None if space.program.broken(nobody) else nobody


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
