"""Whether fairness between several parties is what the certificate says: ideals, then the smallest gain first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from wayhome.exchange.checker.kinds import Kind
from wayhome.exchange.checker.program import Program
from wayhome.exchange.checker.rules import Weights, weights_of
from wayhome.exchange.checker.stages import Stages, reached
from wayhome.exchange.package import Stage, StageName
from wayhome.people.messages import said

_WHOLE = 1000


def home_to(kinds: Sequence[Kind], party: str, times: int = 1) -> Weights:
    """Heads home to a party as weights of kinds, so many times."""
    return weights_of(kinds, lambda kind: times * kind.heads if kind.home == party else 0)


class Fairness:
    """Goes through the stages of fairness on one program.

    ``values``: what the package gives its columns; ``hoped``: what those before the rounds gave them, if not the same.
    """

    def __init__(
        self, stages: Stages, program: Program, values: Sequence[int], hoped: Sequence[int], fallback: Mapping[str, int]
    ) -> None:
        self._stages, self._program, self._values, self._hoped = stages, program, values, hoped
        self._fallback = fallback
        self._range: dict[str, int] = {}
        self._level: dict[str, int] = {}

    def check(self) -> dict[str, int]:
        """Judge ideals and levels; the floors, in heads × 1000, that parties are kept to. Raises `Misplaced`."""
        for party in sorted(self._fallback):
            self._range[party] = self._ideal(party) - self._fallback[party]
        active = [party for party, heads in self._range.items() if heads > 0]
        while active:
            level = self._together(active)
            self._level.update(dict.fromkeys(active, level))
            if len(active) == 1 or level == _WHOLE:
                break
            limits = {party: self._alone(party, level) for party in active}
            active = [party for party in active if limits[party] > min(limits.values())]
        return {party: self._floor(party) for party in self._level}

    def _ideal(self, party: str) -> int:
        stage = self._stages.take(StageName.IDEAL, (party,))
        units = self._stages.witness(self._program, stage.reached_by, said("exchange.the_ideal_of", party=party))
        objective = self._program.weighing(home_to(self._program.kinds, party))
        self._stages.judge(stage, self._program, objective, reached(objective, units))
        return stage.value

    def _together(self, active: Sequence[str]) -> int:
        """Judge how far all of some parties come."""
        stage = self._stages.take(StageName.FAIRNESS, tuple(active))
        least, hoped = (min(self._come(party, of) for party in active) for of in (self._values, self._hoped))
        if len(active) == 1:
            return self._judge_one(stage, active[0], least, hoped)
        return self._stages.judge(stage, self._lifted(active), {len(self._values): 1}, least, hoped)

    def _alone(self, party: str, level: int) -> int:
        """Judge how far one of them could come alone; units reach it where that is further than all of them do."""
        stage = self._stages.take(StageName.FAIRNESS_LIMIT, (party,))
        come = level
        if stage.reached_by:
            floors = self._program.copy()
            self._add_floors(floors, [party])
            limit = said("exchange.the_limit_of", party=party)
            come = self._come(party, self._stages.witness(floors, stage.reached_by, limit))
            if come <= level:
                self._stages.fault("other_units", said("exchange.come_no_further", what=limit))
        self._judge_one(stage, party, come)
        return stage.value

    def _judge_one(self, stage: Stage, party: str, come: int, hoped: int | None = None) -> int:
        """Judge how far one party comes: its proof bounds its heads home, which are whole."""
        floors = self._program.copy()
        self._add_floors(floors, [party])
        home = floors.weighing(home_to(floors.kinds, party))
        return self._stages.judge(stage, floors, home, come, hoped, lambda heads: self._per_mille(party, heads))

    def _lifted(self, together: Sequence[str]) -> Program:
        """With a column that says how far some parties come together, while every other keeps its floor."""
        lifted = self._program.copy(_WHOLE)
        column = len(self._values)
        for party in together:
            home = lifted.weighing(home_to(lifted.kinds, party, _WHOLE))
            lower = _WHOLE * self._fallback[party]
            lifted.add(("fairness", party), {**home, column: -self._range[party]}, lower, None)
        self._add_floors(lifted, together)
        return lifted

    def _add_floors(self, program: Program, but: Sequence[str]) -> None:
        for party in self._level:
            if party not in but:
                home = program.weighing(home_to(program.kinds, party, _WHOLE))
                program.add(("fairness", party), home, self._floor(party), None)

    def _floor(self, party: str) -> int:
        return _WHOLE * self._fallback[party] + self._range[party] * self._level[party]

    def _come(self, party: str, values: Sequence[int]) -> int:
        """How much of its range a party reaches, in whole per mille."""
        return self._per_mille(party, reached(self._program.weighing(home_to(self._program.kinds, party)), values))

    def _per_mille(self, party: str, home: int) -> int:
        return min(_WHOLE, max(0, (home - self._fallback[party]) * _WHOLE // self._range[party]))
