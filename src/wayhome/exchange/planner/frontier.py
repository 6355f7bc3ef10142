"""What else could be chosen under the same terms: points between the parties, each the best in its own way.

Nobody is told what to choose. A point says how many counted people come home to each party in all the rounds looked
ahead to, as their sum allows; nobody does worse than in the plan of pairs only.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from wayhome.exchange.order import Order, orders_of
from wayhome.exchange.package import StageName
from wayhome.exchange.planner.contradiction import contradictory, undecided
from wayhome.exchange.planner.counted import fair_and_most, ground
from wayhome.exchange.planner.fairness import going, home_to
from wayhome.exchange.planner.kinds import Kind, kinds_of, without_order
from wayhome.exchange.planner.programs import named
from wayhome.exchange.planner.rules import that_fit
from wayhome.exchange.planner.stages import BRIEF, Stages, Watch, Watcher, total
from wayhome.exchange.pool import Candidate, sound
from wayhome.exchange.program import Contradiction, Row, Undecided, Whole
from wayhome.exchange.terms import Terms
from wayhome.people.categories import Track


class PointName(StrEnum):
    """What a point is best at. In brackets: `Point.about`."""

    PARETO = "pareto"
    """Of two parties neither can have more without the other's having less []."""
    BEST_FOR = "best_for"
    """The most for one party while nobody falls below its fallback, then the most in all [home]."""
    MOST = "most"
    """The most in all []."""
    LEXIMIN = "leximin"
    """Whoever gains least of its range gains the most, then the next: what a plan goes by []."""
    NASH = "nash"
    """The largest product of what each party gains over its fallback, counted from 1 []."""


@dataclass(frozen=True, slots=True)
class Point:
    """Counted heads home to each party in all rounds together, if this is what they agree on."""

    name: PointName
    about: tuple[str, ...]
    home: tuple[tuple[str, int], ...]
    """By party."""
    proven: bool
    """Whether it is proven to be what its name says; the Nash point to a millionth of the product's logarithm."""
    going: tuple[tuple[str, int], ...]
    """Units of kinds without order, by the kind's name."""


def frontier(
    terms: Terms, pool: Sequence[Candidate], orders: Iterable[Order] = (), *, watch: Watch | None = None
) -> tuple[Point, ...]:
    """The points between the parties under these terms; none once hostilities have ended. Raises as `solve` does.

    Of two parties every point that neither could better without the other's losing; of more, the best for each, the
    leximin point, the most in all, and the Nash point.
    """
    if terms.hostilities_ended:
        return ()
    kinds = kinds_of(terms, orders_of(terms, orders), sound(terms, pool))
    able = [kind for kind in kinds if kind.track is Track.COUNTED and kind.first]
    joined, _ = without_order(that_fit(terms, able))
    watcher = Watcher(watch)
    try:
        points = _Points(terms, joined, watcher)
        return tuple(points.of_two() if len(terms.parties) == 2 else points.of_many())
    except Contradiction as nothing:
        raise contradictory(terms, joined) from nothing
    except Undecided as open_still:
        raise undecided(terms, joined, open_still) from open_still


class _Points:
    """Points on one ground."""

    def __init__(self, terms: Terms, joined: Sequence[Kind], watcher: Watcher) -> None:
        self._terms, self._watcher = terms, watcher
        self._ground, self._fallback = ground(terms, joined, watcher)
        self._parties = sorted(terms.parties)

    def of_two(self) -> Iterator[Point]:
        """Every point of two parties: the most for the one, then for the other; again with one more for the other."""
        one, other = self._parties
        rows: list[Row] = []
        while not self._watcher.stopped:
            stages = self._afresh(rows)
            try:
                self._most(stages, one)
            except (Contradiction, Undecided):
                if not rows:
                    raise
                return
            self._most(stages, other)
            yield self._point(PointName.PARETO, (), stages)
            reached = self._home(stages, other)
            rows = [Row(("more", other), home_to(stages.space, other), reached + 1)]

    def of_many(self) -> Iterator[Point]:
        """The points of several parties."""
        ideal: dict[str, int] = {}
        for party in self._parties:
            stages = self._afresh()
            self._most(stages, party)
            ideal[party] = stages.done[-1].bound
            self._most(stages)
            yield self._point(PointName.BEST_FOR, (party,), stages)
        stages = self._afresh()
        fair_and_most(self._terms, stages, self._fallback)
        yield self._point(PointName.LEXIMIN, (), stages)
        stages = self._afresh()
        self._most(stages)
        yield self._point(PointName.MOST, (), stages)
        yield self._nash(ideal)

    def _nash(self, ideal: Mapping[str, int]) -> Point:
        """Tangents to the logarithm at whole numbers, laid where the last point was, until no point passes the best.

        A tangent lies on or above the logarithm, so the program's bound is one; at a whole number that has its tangent
        it is met (R. Horst, H. Tuy, *Global optimization*, 1996, chapter 6: outer approximation).
        """
        fallback = dict.fromkeys(self._parties, 0) | dict(self._fallback.heads if self._fallback else ())
        stages = self._afresh()
        space = stages.space
        columns = {party: space.program.columns + at for at, party in enumerate(self._parties)}
        most = [
            _logarithm(sum(kind.heads * kind.number for kind in space.kinds if kind.home == party)) for party in columns
        ]
        lifted = named(
            np.append(space.program.most, most),
            stages.program.rows,
            space.kinds,
            (*space.columns, *((-1, 1 + at) for at in range(len(columns)))),
        )

        def start(values: Whole | None) -> Whole | None:
            """Values with the logarithms of what they bring, rounded down, which no tangent lies below."""
            if values is None:
                return None
            gains = (total(home_to(space, party), values) - fallback[party] for party in self._parties)
            return np.append(values, [max(0, _logarithm(gain) - 1) for gain in gains])

        rows: list[Row] = []
        touched: set[tuple[str, int]] = set()
        best, standing, bound = -1, stages.values, -1
        gains = dict.fromkeys(self._parties, 0)
        while True:
            for party, gain in gains.items():
                if (party, gain) not in touched:
                    touched.add((party, gain))
                    rows.append(_tangent(party, gain, fallback[party], columns[party], home_to(space, party)))
            search = Stages(
                replace(lifted, program=lifted.program.with_rows(rows)), self._watcher, start(standing), BRIEF
            )
            found = search.decide(StageName.FAIRNESS, ("nash",), dict.fromkeys(columns.values(), 1))
            assert search.values is not None
            values = search.values[: space.program.columns]
            gains = {party: total(home_to(space, party), values) - fallback[party] for party in self._parties}
            reached = sum(map(_logarithm, gains.values()))
            bound = min(found.bound, sum(_logarithm(ideal[party] - fallback[party]) for party in self._parties))
            if reached > best:
                best, standing = reached, values
            if bound <= best or self._watcher.stopped or all((p, g) in touched for p, g in gains.items()):
                break
        stages.values = standing
        return replace(self._point(PointName.NASH, (), stages), proven=bound <= best)

    def _afresh(self, rows: Sequence[Row] = ()) -> Stages:
        program = self._ground.program.with_rows(rows)
        values = self._ground.values
        start = None if values is None or program.broken(values) else values
        return Stages(replace(self._ground.space, program=program), self._watcher, start)

    def _most(self, stages: Stages, party: str | None = None) -> None:
        """The most heads home to a party, or in all."""
        space = stages.space
        if party:
            stages.reach(StageName.IDEAL, (party,), home_to(space, party))
        else:
            heads = {number: kind.heads for number, kind in enumerate(space.kinds)}
            stages.reach(StageName.COUNTED, (), space.weighing(heads))

    def _home(self, stages: Stages, party: str) -> int:
        assert stages.values is not None
        return total(home_to(stages.space, party), stages.values)

    def _point(self, name: PointName, about: tuple[str, ...], stages: Stages) -> Point:
        assert stages.values is not None
        home = tuple((party, self._home(stages, party)) for party in self._parties)
        return Point(name, about, home, all(stage.proven for stage in stages.done), going(stages.space, stages.values))


_MILLION = 10**6


def _logarithm(gain: int) -> int:
    """The natural logarithm of a gain counted from 1, in millionths, rounded up."""
    return math.ceil(math.log(gain + 1) * _MILLION)


def _tangent(party: str, gain: int, fallback: int, column: int, heads: Mapping[int, int]) -> Row:
    """``(gain + 1) × (column - log) <= a million × (heads - fallback - gain)``: the tangent where the gain is whole."""
    weights = {each: -_MILLION * weight for each, weight in heads.items()} | {column: gain + 1}
    upper = (gain + 1) * _logarithm(gain) - _MILLION * (fallback + gain)
    return Row(("tangent", party, str(gain)), weights, None, upper)
