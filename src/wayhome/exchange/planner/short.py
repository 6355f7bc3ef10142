"""What the stages come to where the rounds have no room for all that the sum over them allows: an honest gap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from wayhome.exchange.package import Fallback, Stage, StageName
from wayhome.exchange.planner.counted import Counted
from wayhome.exchange.planner.fairness import per_mille
from wayhome.exchange.planner.kinds import Kind
from wayhome.exchange.planner.rounds import Schedule
from wayhome.exchange.planner.tiers import tiers_of
from wayhome.exchange.program import Whole


def short_of(counted: Counted, schedule: Schedule, parties: Sequence[str]) -> Counted:
    """The same decisions with the values that the schedule really reaches; what was hoped for stays as `Stage.kept`."""
    if schedule.closed:
        return counted
    units = schedule.units.sum(axis=1)
    reached = _Reached(counted.space.kinds, units, counted.fallback, parties)
    stages = []
    for stage in counted.stages:
        reached.note(stage)
        value = reached.value(stage)
        stages.append(stage if value == stage.value else replace(stage, value=value, kept=stage.value))
    return replace(counted, values=units, stages=tuple(stages))


class _Reached:
    """What units of each kind reach of every stage."""

    def __init__(self, kinds: Sequence[Kind], units: Whole, fallback: Fallback | None, parties: Sequence[str]) -> None:
        self._heads = [kind.heads * int(some) for kind, some in zip(kinds, units, strict=True)]
        self._home = dict.fromkeys(parties, 0)
        for kind, heads in zip(kinds, self._heads, strict=True):
            self._home[kind.home] += heads
        self._tiers = {
            (tier.home, str(tier.number)): sum(self._heads[kind] for kind in tier.kinds)
            for tier in tiers_of(kinds, parties)
        }
        self._fallback = dict.fromkeys(parties, 0) | dict(fallback.heads if fallback else ())
        self._ideal: dict[str, int] = {}

    def note(self, stage: Stage) -> None:
        """Remember what later stages are measured against."""
        if stage.name is StageName.IDEAL:
            self._ideal[stage.about[0]] = stage.value

    def value(self, stage: Stage) -> int:
        """What is reached of a stage."""
        if stage.name is StageName.COUNTED:
            return sum(self._heads)
        if stage.name is StageName.CRITERIA:
            return self._tiers[stage.about[0], stage.about[1]]
        if stage.name is StageName.FAIRNESS:
            return min(self._per_mille(party) for party in stage.about)
        return stage.value

    def _per_mille(self, party: str) -> int:
        fallback = self._fallback[party]
        return per_mille(self._home[party], fallback, self._ideal[party] - fallback)
