"""Which round each of those who go goes in: the first as full as the rounds after it allow, then the second …"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from wayhome.exchange.package import Stage, StageName
from wayhome.exchange.planner.counted import Counted
from wayhome.exchange.planner.kinds import Kind
from wayhome.exchange.planner.programs import Space, one_round
from wayhome.exchange.planner.rules import Rule, rules_of
from wayhome.exchange.planner.stages import BRIEF, Stages, Watcher
from wayhome.exchange.planner.tiers import Tiers, tiers_of
from wayhome.exchange.program import Contradiction, RowName, Undecided, Whole
from wayhome.exchange.terms import Terms


@dataclass(frozen=True, eq=False)
class Schedule:
    """How many units of each kind go in each round."""

    units: Whole
    """Shape (kinds, rounds)."""
    stages: tuple[Stage, ...]
    first: Space
    """The program this round was decided in, with every stage as a row."""
    closed: bool
    """Whether everybody the stages before counted on found a round."""


def round_by_round(terms: Terms, kinds: Sequence[Kind], counted: Counted, watcher: Watcher) -> Schedule | None:
    """A schedule of what goes in all, each round filled in turn so that the rest still fits the rounds after it.

    That the rest fits is a sum, and units are whole: where there is no way to keep it, those left over wait. None where
    not even the first round can be made of those who go in all.
    """
    rounds, rules, digest = len(terms.rounds), rules_of(terms, kinds), terms.digest
    tiers = tiers_of(kinds, terms.parties)
    left = counted.values.copy()
    units = np.zeros((len(kinds), rounds), dtype=np.int64)
    so_far = dict.fromkeys((rule.name for rule in rules), 0)
    done: list[Stage] = []
    first: Space | None = None
    for number in range(1, rounds + 1):
        stages = _one(kinds, rules, rounds, number, left, so_far, watcher)
        if stages is None:
            return None
        _first_in_order(Tiers(stages, tiers, number), number, digest)
        assert stages.values is not None
        for column, (kind, _) in enumerate(stages.space.columns):
            units[kind, number - 1] = stages.values[column]
        left -= units[:, number - 1]
        for rule in rules:
            so_far[rule.name] += _sum(rule, units[:, number - 1])
        done += stages.done
        first = first or replace(stages.space, program=stages.program)
    assert first is not None
    return Schedule(units, tuple(done), first, closed=not left.any())


def _one(
    kinds: Sequence[Kind],
    rules: Sequence[Rule],
    rounds: int,
    number: int,
    left: Whole,
    so_far: Mapping[RowName, int],
    watcher: Watcher,
) -> Stages | None:
    """A round with as many heads as it can have; whoever can't be fitted in any round is no longer counted on."""
    for fitting in (True, False):
        space = one_round(kinds, rules, rounds, number, left.tolist(), so_far, fitting=fitting)
        everyone = None if space.program.broken(space.program.most) else space.program.most
        if fitting and number == rounds and everyone is None:
            continue
        stages = Stages(space, watcher, everyone, BRIEF if number == 1 else 0)
        heads = {column: kinds[kind].heads for column, (kind, _) in enumerate(space.columns)}
        try:
            stages.reach(StageName.ROUND, (str(number),), heads)
        except (Contradiction, Undecided):
            continue
        return stages
    return None


def all_at_once(terms: Terms, kinds: Sequence[Kind], counted: Counted, watcher: Watcher) -> Schedule:
    """A schedule from the program of every round: the first as full as it can be, then the second …"""
    stages = Stages(counted.space, watcher, counted.values, BRIEF)
    tiers, digest = tiers_of(kinds, terms.parties), terms.digest
    units = np.zeros((len(kinds), len(terms.rounds)), dtype=np.int64)
    for number in range(1, len(terms.rounds) + 1):
        heads = {column: kinds[kind].heads for column, (kind, of) in enumerate(counted.space.columns) if of == number}
        stages.reach(StageName.ROUND, (str(number),), heads)
        _first_in_order(Tiers(stages, tiers, number), number, digest)
    assert stages.values is not None
    for (kind, number), some in zip(counted.space.columns, stages.values.tolist(), strict=True):
        units[kind, number - 1] = some
    return Schedule(units, tuple(stages.done), replace(counted.space, program=stages.program), closed=True)


def _first_in_order(tiers: Tiers, number: int, digest: str) -> None:
    """The first tiers first: decided for this round, leant to for those after it, which will be planned anew."""
    if number == 1:
        tiers.decide()
        tiers.draw(digest)
    else:
        tiers.lean()


def _sum(rule: Rule, units: Whole) -> int:
    return sum(weight * int(units[kind]) for kind, weight in rule.weights.items())
