"""What the finished package reaches of every stage, which may be other than what the stage had when it was decided.

Less where the rounds have no room for all that the sum over them allows; more where a stage wasn't proven, and a later
one came upon something better. Then `Stage.kept` is what the rows of later stages keep of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import numpy as np

from wayhome.exchange.package import Stage, StageName
from wayhome.exchange.planner.fairness import per_mille
from wayhome.exchange.planner.kinds import Kind
from wayhome.exchange.planner.programs import Space
from wayhome.exchange.planner.tiers import tiers_of
from wayhome.exchange.program import Whole


def units_by_round(space: Space, values: Whole, rounds: int) -> Whole:
    """Values of columns as units of each kind by round; those of all rounds together stand in the first."""
    units = np.zeros((len(space.kinds), rounds), dtype=np.int64)
    for (kind, number), some in zip(space.columns, values.tolist(), strict=True):
        units[kind, max(0, number - 1)] = some
    return units


def as_reached(
    stages: Iterable[Stage], kinds: Sequence[Kind], units: Whole, fallback: Mapping[str, int], parties: Sequence[str]
) -> tuple[Stage, ...]:
    """The counted stages with the values that these units of each kind, by round, reach."""
    reached = _Reached(kinds, units, fallback, parties)
    told = []
    for stage in stages:
        value = reached.value(stage)
        told.append(stage if value == stage.value else replace(stage, value=value, kept=stage.value))
    return tuple(told)


class _Reached:
    """What units of each kind reach of every stage."""

    def __init__(
        self, kinds: Sequence[Kind], units: Whole, fallback: Mapping[str, int], parties: Sequence[str]
    ) -> None:
        self._heads = units * np.array([kind.heads for kind in kinds], dtype=np.int64)[:, None]
        self._home = dict.fromkeys(parties, 0)
        for kind, heads in zip(kinds, self._heads.sum(axis=1).tolist(), strict=True):
            self._home[kind.home] += heads
        self._tiers = {(tier.home, tier.number): tier.kinds for tier in tiers_of(kinds, parties)}
        self._fallback = dict.fromkeys(parties, 0) | dict(fallback)
        self._ideal: dict[str, int] = {}

    def value(self, stage: Stage) -> int:
        """What is reached of a stage; ideals and limits are reached by units of their own."""
        if stage.name is StageName.IDEAL:
            self._ideal[stage.about[0]] = stage.value
        if stage.name is StageName.COUNTED:
            return int(self._heads.sum())
        if stage.name is StageName.ROUND:
            return int(self._heads[:, int(stage.about[0]) - 1].sum())
        if stage.name is StageName.FAIRNESS:
            return min(self._per_mille(party) for party in stage.about)
        if stage.name is StageName.CRITERIA:
            home, tier, *of_round = stage.about
            heads = self._heads[list(self._tiers[home, int(tier)])]
            return int(heads[:, int(of_round[0]) - 1].sum() if of_round else heads.sum())
        return stage.value

    def _per_mille(self, party: str) -> int:
        fallback = self._fallback[party]
        return min(1000, per_mille(self._home[party], fallback, self._ideal[party] - fallback))
