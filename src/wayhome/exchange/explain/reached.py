"""What a package reaches of each stage, and what it would if some units went in other rounds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from wayhome.exchange.package import Stage, StageName
from wayhome.exchange.planner.fairness import per_mille
from wayhome.exchange.planner.solved import Solved
from wayhome.exchange.planner.tiers import tiers_of
from wayhome.people.categories import Track

_OF_NO_PACKAGE = (StageName.IDEAL, StageName.FAIRNESS_LIMIT)
"""Stages about what could be, which another choice doesn't change."""


class Reached:
    """The stages' sums over the kinds."""

    def __init__(self, solved: Solved) -> None:
        self._rounds = len(solved.terms.rounds)
        self._kinds = {kind.name: kind for kind in solved.kinds}
        self._part: dict[str, tuple[tuple[str, ...], int]] = {}
        for each in solved.unconditional:
            for tier, kinds in enumerate(each.part.tiers, 1):
                for kind in kinds.tolist():
                    self._part[each.part.kinds[kind].name] = each.part.about, tier
        self._tier: dict[str, int] = {}
        if solved.counted:
            of = solved.counted.space.kinds
            self._tier = {
                of[kind].name: tier.number for tier in tiers_of(of, solved.terms.parties) for kind in tier.kinds
            }
        self._fallback = dict.fromkeys(solved.terms.parties, 0)
        if solved.certificate.fallback:
            self._fallback.update(solved.certificate.fallback.heads)
        self._ideal = {s.about[0]: s.value for s in solved.certificate.stages if s.name is StageName.IDEAL}
        self._home = dict.fromkeys(solved.terms.parties, 0)
        for kind, some in solved.of_track(Track.COUNTED):
            self._home[kind.home] += kind.heads * sum(some)

    def counts(self, stage: Stage) -> bool:
        """Whether a stage says what a package comes to."""
        return stage.name not in _OF_NO_PACKAGE

    def effect(self, stage: Stage, moves: Mapping[str, Sequence[int]]) -> tuple[int, int]:
        """What a stage comes to as things stand, and with so many units of kinds more in each round."""
        if stage.name is StageName.FAIRNESS:
            return self._least(stage.about, {}), self._least(stage.about, moves)
        return stage.value, stage.value + self._sum(stage, moves)

    def _sum(self, stage: Stage, units: Mapping[str, Sequence[int]]) -> int:
        return sum(
            self._weight(stage, name, at) * some
            for name, rounds in units.items()
            for at, some in enumerate(rounds, 1)
            if some
        )

    def _weight(self, stage: Stage, name: str, at: int) -> int:
        """What a unit of a kind that goes in a round counts in a stage."""
        kind, about = self._kinds[name], stage.about
        counts = False
        if stage.name is StageName.UNCONDITIONAL:
            return (self._rounds - at + 1) * kind.heads if self._part.get(name, ((), 0))[0] == about else 0
        if stage.name is StageName.UNCONDITIONAL_ORDER:
            part, tier = self._part.get(name, ((), 0))
            return (self._rounds - at + 1) * kind.heads if part == about[:-1] and tier <= int(about[-1]) else 0
        if kind.track is not Track.COUNTED:
            return 0
        if stage.name is StageName.COUNTED:
            counts = True
        elif stage.name is StageName.ROUND:
            counts = at == int(about[0])
        elif (
            stage.name in (StageName.CRITERIA, StageName.CRITERIA_REST) and name in self._tier and kind.home == about[0]
        ):
            tier = self._tier[name]
            own = tier == int(about[1]) if stage.name is StageName.CRITERIA else tier >= int(about[1])
            counts = own and (len(about) < 3 or at == int(about[2]))
        return kind.heads if counts else 0

    def below(self, moves: Mapping[str, Sequence[int]]) -> list[tuple[str, int, int]]:
        """The parties that would have fewer counted heads home than pairs alone bring: how many, and how many those."""
        home = self._home_with(moves)
        return [(party, home[party], least) for party, least in sorted(self._fallback.items()) if home[party] < least]

    def _home_with(self, moves: Mapping[str, Sequence[int]]) -> dict[str, int]:
        home = dict(self._home)
        for name, rounds in moves.items():
            if self._kinds[name].track is Track.COUNTED:
                home[self._kinds[name].home] += self._kinds[name].heads * sum(rounds)
        return home

    def _least(self, parties: Sequence[str], moves: Mapping[str, Sequence[int]]) -> int:
        """The least that any of some parties reaches of its range, in per mille."""
        home = self._home_with(moves)
        return min(
            per_mille(home[party], self._fallback[party], self._ideal[party] - self._fallback[party])
            for party in parties
        )
