"""Fairness between several parties: nobody below its fallback, and whoever gains least gains the most it can.

Each party's gain is measured against its own range, from what pairs alone would bring it (its fallback) to the most
that could come home to it (its ideal). The smallest gain is raised as far as it goes, then the next among those who can
still gain, and so on: leximin (H. Moulin, *Axioms of cooperative decision making*, 1988, chapter 1), in per mille.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from wayhome.exchange.package import Stage, StageName
from wayhome.exchange.planner.programs import LEVEL, Space, named
from wayhome.exchange.planner.stages import BRIEF, THOROUGH, Stages, total
from wayhome.exchange.program import Row, Whole

_WHOLE = 1000


def home_to(space: Space, party: str) -> dict[int, int]:
    """The counted heads home to a party, as weights of columns."""
    return space.weighing({number: kind.heads for number, kind in enumerate(space.kinds) if kind.home == party})


def ideals(stages: Stages, parties: Sequence[str]) -> dict[str, int]:
    """The most heads that could come home to each party under what the stages keep so far, each a stage of its own."""
    most = {}
    alone = Stages(replace(stages.space, program=stages.program), stages.watcher)
    for party in sorted(parties):
        alone.values = stages.values
        stage = alone.decide(StageName.IDEAL, (party,), home_to(stages.space, party))
        assert alone.values is not None
        most[party] = stage.value
        stages.done.append(replace(stage, reached_by=going(stages.space, alone.values)))
        if stages.values is None:
            stages.values = alone.values
    return most


def going(space: Space, values: Whole) -> tuple[tuple[str, int], ...]:
    """Units of each column, by its name, that go at all."""
    return tuple((space.program.names[column], int(values[column])) for column in np.flatnonzero(values).tolist())


def per_mille(home: int, fallback: int, range_: int) -> int:
    """How much of its range, in whole per mille, a party reaches with so many heads home."""
    return max(0, (home - fallback) * _WHOLE // range_)


class Fairness:
    """The leximin of some parties' gains on a space."""

    def __init__(self, stages: Stages, fallback: Mapping[str, int], ideal: Mapping[str, int]) -> None:
        self._stages = stages
        self._fallback = fallback
        self._range = {party: ideal[party] - fallback[party] for party in sorted(ideal)}
        self._level: dict[str, int] = {}

    def settle(self) -> None:
        """Raise the smallest gain, then the next …, and keep what is reached in the stages."""
        active = [party for party, heads in self._range.items() if heads > 0]
        while active:
            level = self._raise(StageName.FAIRNESS, active)
            self._level.update(dict.fromkeys(active, level))
            if len(active) == 1 or level == _WHOLE:
                break
            limits = {party: self._raise(StageName.FAIRNESS_LIMIT, [party]) for party in active}
            active = [party for party in active if limits[party] > min(limits.values())]
        self._stages.keep(self._floor(party) for party in self._level)

    def _raise(self, name: StageName, together: Sequence[str]) -> int:
        """How far these parties can be raised together while every other keeps its level."""
        before = self._stages
        stage, values = self._alone(name, together[0]) if len(together) == 1 else self._together(name, together)
        if name is StageName.FAIRNESS:
            before.values = values
        elif stage.value > self._level[together[0]]:
            stage = replace(stage, reached_by=going(before.space, values))
        before.done.append(stage)
        return stage.value

    def _alone(self, name: StageName, party: str) -> tuple[Stage, Whole]:
        """One party by its heads home: they are whole, and so their bound is closer than one of the level."""
        before = self._stages
        space = replace(before.space, program=before.program.with_rows(self._floors([party])))
        stages = Stages(space, before.watcher, before.values, _effort(name))
        stage = stages.decide(name, (party,), home_to(space, party))
        assert stages.values is not None
        value, bound = (self._per_mille(party, heads) for heads in (stage.value, stage.bound))
        return replace(stage, value=value, bound=bound), stages.values

    def _together(self, name: StageName, together: Sequence[str]) -> tuple[Stage, Whole]:
        """Several parties by a column that none of them is below."""
        space, before = self._stages.space, self._stages
        level = before.program.columns
        rows = (
            *before.program.rows,
            *(self._row(party, {level: -self._range[party]}, 0) for party in together),
            *self._floors(together),
        )
        lifted = named(np.append(before.program.most, _WHOLE), rows, space.kinds, (*space.columns, LEVEL))
        start = None
        if before.values is not None:
            home = {party: total(home_to(space, party), before.values) for party in together}
            start = np.append(before.values, min(self._per_mille(party, heads) for party, heads in home.items()))
        stages = Stages(lifted, before.watcher, start, _effort(name))
        stage = stages.decide(name, tuple(together), {level: 1})
        assert stages.values is not None
        return stage, stages.values[:-1]

    def _row(self, party: str, more: Mapping[int, int], level: int) -> Row:
        heads = home_to(self._stages.space, party)
        lower = _WHOLE * self._fallback[party] + self._range[party] * level
        return Row(("fairness", party), {column: _WHOLE * each for column, each in heads.items()} | dict(more), lower)

    def _floor(self, party: str) -> Row:
        return self._row(party, {}, self._level[party])

    def _floors(self, but: Sequence[str]) -> list[Row]:
        return [self._floor(party) for party in self._level if party not in but]

    def _per_mille(self, party: str, home: int) -> int:
        return min(_WHOLE, per_mille(home, self._fallback[party], self._range[party]))


def _effort(name: StageName) -> int:
    return THOROUGH if name is StageName.FAIRNESS else BRIEF
