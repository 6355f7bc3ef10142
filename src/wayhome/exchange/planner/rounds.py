"""Which round each of those who go goes in: the first as full as the rounds after it allow, then the second …"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from wayhome.exchange.package import Stage, StageName
from wayhome.exchange.planner.counted import Counted
from wayhome.exchange.planner.kinds import Kind
from wayhome.exchange.planner.programs import Space, one_round
from wayhome.exchange.planner.rules import Over, Rule, rules_of
from wayhome.exchange.planner.stages import Stages, Watcher
from wayhome.exchange.planner.tiers import Tiers, tiers_of
from wayhome.exchange.program import Contradiction, Whole
from wayhome.exchange.terms import Terms


@dataclass(frozen=True, eq=False)
class Schedule:
    """How many units of each kind go in each round."""

    units: Whole
    """Shape (kinds, rounds)."""
    stages: tuple[Stage, ...]
    first: Space | None = None
    """The program of the first round, with every stage as a row; None where the rounds were decided all at once."""


def round_by_round(terms: Terms, kinds: Sequence[Kind], counted: Counted, watcher: Watcher) -> Schedule | None:
    """A schedule of what goes in all, each round filled in turn; None where that leaves some rest that doesn't fit."""
    rounds, rules = len(terms.rounds), rules_of(terms, kinds)
    tiers = tiers_of(kinds, terms.parties)
    left = counted.values.copy()
    units = np.zeros((len(kinds), rounds), dtype=np.int64)
    so_far = dict.fromkeys((rule.name for rule in rules), 0)
    done: list[Stage] = []
    first: Space | None = None
    for number in range(1, rounds + 1):
        space = one_round(kinds, rules, rounds, number, left.tolist(), so_far)
        everyone = None if space.program.broken(space.program.most) else space.program.most
        if number == rounds and everyone is None:
            return None
        stages = Stages(space, watcher, everyone)
        heads = {column: kinds[kind].heads for column, (kind, _) in enumerate(space.columns)}
        try:
            stages.reach(StageName.ROUND, (str(number),), heads)
        except Contradiction:
            return None
        Tiers(stages, tiers, number).decide()
        assert stages.values is not None
        for column, (kind, _) in enumerate(space.columns):
            units[kind, number - 1] = stages.values[column]
        left -= units[:, number - 1]
        for rule in rules:
            so_far[rule.name] += _sum(rule, units[:, number - 1])
        done += stages.done
        first = first or Space(stages.program, space.kinds, space.columns)
    return Schedule(units, tuple(done), first) if not left.any() else None


def all_at_once(terms: Terms, kinds: Sequence[Kind], counted: Counted, watcher: Watcher) -> Schedule:
    """A schedule from the program of every round: the first as full as it can be, then the second …"""
    stages = Stages(counted.space, watcher, counted.values)
    tiers = tiers_of(kinds, terms.parties)
    units = np.zeros((len(kinds), len(terms.rounds)), dtype=np.int64)
    for number in range(1, len(terms.rounds) + 1):
        heads = {column: kinds[kind].heads for column, (kind, of) in enumerate(counted.space.columns) if of == number}
        stages.reach(StageName.ROUND, (str(number),), heads)
        Tiers(stages, tiers, number).decide()
    assert stages.values is not None
    for (kind, number), some in zip(counted.space.columns, stages.values.tolist(), strict=True):
        units[kind, number - 1] = some
    return Schedule(units, tuple(stages.done))


def _sum(rule: Rule, units: Whole) -> int:
    return sum(weight * int(units[kind]) for kind, weight in rule.weights.items())
