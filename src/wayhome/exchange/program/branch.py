"""Branch and bound that keeps its pieces: ranges of the columns that leave nothing out, each with its own bound.

A. Land, A. Doig, *An automatic method of solving discrete programming problems*, Econometrica 28, 1960. The piece with
the largest bound is cut next, at the column whose two sides bring the bound down most (T. Achterberg, T. Koch,
A. Martin, *Branching rules revisited*, Operations Research Letters 33, 2005).
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from wayhome.exchange.program.bound import Bound, Bounds
from wayhome.exchange.program.growing import Growing
from wayhome.exchange.program.highs import Linear, LinearPoint
from wayhome.exchange.program.program import Program, Real, Whole
from wayhome.exchange.proof import Cut, Piece, Proof

_TRIED = 8
_DEEP = 200
_NEARLY = 1e-6
_NOWHERE = np.zeros(0)


Cuts: TypeAlias = tuple[tuple[int, int, bool], ...]
"""Column, value and whether at most that value, as in `Cut`."""


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a cut that is being thought of, as the solver sees it."""

    cuts: Cuts
    lower: Whole
    upper: Whole
    point: LinearPoint | Real
    """As of `Linear.maximise`."""

    @property
    def reaches(self) -> float:
        """What can be reached on this side, if the solver is right."""
        return math.floor(self.point.value + _NEARLY) if isinstance(self.point, LinearPoint) else -math.inf


@dataclass(frozen=True, slots=True)
class Part:
    """One piece of the program."""

    cuts: Cuts
    lower: Whole
    upper: Whole
    bound: Bound
    empty: bool
    """Whether nothing is in it: then ``bound`` is one of the objective 0, below 0."""
    values: Real
    """Where its linear program is largest."""
    split: tuple[tuple[int, float], ...]
    """Columns that are no whole number there, with their values, the likeliest to cut first."""


class Search:
    """The pieces of one program and objective, and the best values found in them."""

    def __init__(self, program: Program, objective: Whole, linear: Linear | Growing) -> None:
        self.program, self.objective = program, objective
        self.best: Whole | None = None
        self.value: int | None = None
        """The objective of the best values; None where there are none."""
        self.bounds = Bounds(program)
        self._linear, self._real = linear, objective.astype(float)
        self._open: list[tuple[int, int, Part]] = []
        self._closed: list[Part] = []
        self._closed_bound: float = -math.inf
        self._parts = 0
        self.root = self._part(self._side((), np.zeros(program.columns, np.int64), program.most))
        self._keep(self.root)

    @property
    def bound(self) -> int | None:
        """No values pass it; None where there is nothing at all."""
        bound = max(self._closed_bound, -self._open[0][0] if self._open else -math.inf)
        return None if bound == -math.inf else int(bound)

    @property
    def done(self) -> bool:
        """Whether nothing better can be found."""
        return not self._open or -self._open[0][0] <= self._least

    def offer(self, values: Whole) -> None:
        """Take these values if they keep the rows and are better."""
        value = int(self.objective @ values)
        if value > self._least and not self.program.broken(values):
            self.best, self.value = values, value

    def run(self, cuts: int, stop: Callable[[], bool]) -> None:
        """Cut until nothing better can be left, or that many times, or until ``stop`` says so."""
        for _ in range(cuts):
            if self.done or stop():
                return
            self._cut(heapq.heappop(self._open)[2])

    def dive(self, stop: Callable[[], bool]) -> None:
        """Go straight for the bound: round up the largest fraction, or down where that loses the bound, again and
        again, and give up where both do."""
        here: Part | Side = self.root
        values = self.root.values
        for _ in range(_DEEP):
            if self.done or stop():
                return
            fractions = values - np.floor(values + _NEARLY)
            column = int(np.argmax(fractions))
            if fractions[column] <= _NEARLY:
                return
            for side in self._sides(here, column, math.floor(values[column]), (False, True)):
                if isinstance(side.point, LinearPoint) and side.reaches >= self.root.bound.whole:
                    here, values = side, side.point.values
                    break
            else:
                return

    def proof(self) -> Proof:
        """The pieces, each with multipliers that keep the objective to ``bound``.

        Where no values are known the multipliers of an empty piece keep the objective 0 to less than 0.
        """
        parts = sorted([*self._closed, *(each[2] for each in self._open)], key=lambda part: part.cuts)
        return tuple(
            Piece(
                tuple(Cut(self.program.name(column), value, below) for column, value, below in part.cuts),
                self.bounds.named(part.bound, self._times(part)),
            )
            for part in parts
        )

    @property
    def _least(self) -> float:
        """What a piece must pass to be worth a look."""
        return -math.inf if self.value is None else self.value

    def _times(self, part: Part) -> int:
        """How often a proof of emptiness must be taken so that it keeps the objective to the best value too."""
        if not part.empty or self.value is None:
            return 1
        most = int(np.maximum(self.objective * part.lower, self.objective * part.upper).sum())
        return max(1, math.ceil((most - self.value) / -part.bound.exact))

    def _cut(self, part: Part) -> None:
        best: tuple[Side, ...] = ()
        for column, value in part.split:
            sides = tuple(self._sides(part, column, math.floor(value), (True, False)))
            if not best or _gain(part, sides) > _gain(part, best):
                best = sides
            if all(side.reaches <= self._least for side in best):
                break
        for side in best:
            self._keep(self._part(side))

    def _sides(self, of: Part | Side, column: int, value: int, belows: Iterable[bool]) -> Iterator[Side]:
        for below in belows:
            lower, upper = of.lower.copy(), of.upper.copy()
            if below:
                upper[column] = value
            else:
                lower[column] = value + 1
            yield self._side((*of.cuts, (column, value, below)), lower, upper)

    def _keep(self, part: Part) -> None:
        if part.empty or not part.split:
            self._closed.append(part)
            if not part.empty:
                self._closed_bound = max(self._closed_bound, part.bound.whole)
        else:
            self._parts += 1
            heapq.heappush(self._open, (-part.bound.whole, self._parts, part))

    def _side(self, cuts: Cuts, lower: Whole, upper: Whole) -> Side:
        point = self._linear.maximise(self._real, lower.astype(float), upper.astype(float))
        if isinstance(point, LinearPoint):
            self._try(point.values)
        return Side(cuts, lower, upper, point)

    def _part(self, side: Side) -> Part:
        cuts, lower, upper, point = side.cuts, side.lower, side.upper, side.point
        if not isinstance(point, LinearPoint):
            nothing = self.bounds.impossible(point, lower, upper) or self.bounds.impossible(
                self._breaking(lower), lower, upper
            )
            if nothing:
                return Part(cuts, lower, upper, nothing, True, _NOWHERE, ())
            # The solver has failed: halves, down to single points, show what is true.
            middle = (lower + upper) // 2
            point = LinearPoint(np.where(lower < upper, middle + 0.5, lower), np.zeros(len(point)), math.inf)
            self._try(point.values)
        wanted = math.floor(point.value + _NEARLY) if math.isfinite(point.value) else 0
        bound = self.bounds.tightest(self.objective, point.multipliers, lower, upper, wanted)
        return Part(
            cuts, lower, upper, bound, False, point.values if not cuts else _NOWHERE, tuple(_likeliest(point.values))
        )

    def _breaking(self, values: Whole) -> Real:
        """Multipliers of the rows that these values don't keep: they show that a single point isn't possible."""
        matrix = self.program.matrix
        sums = matrix.sums(values)
        return (sums > matrix.upper).astype(float) - (sums < matrix.lower)

    def _try(self, values: Real) -> None:
        for rounded in (np.rint(values), np.floor(values + _NEARLY)):
            self.offer(rounded.astype(np.int64))


def _gain(part: Part, sides: tuple[Side, ...]) -> float:
    bound = float(part.bound.exact)
    downs = [bound - side.point.value if isinstance(side.point, LinearPoint) else 1e6 for side in sides]
    return math.prod(max(down, _NEARLY) for down in downs)


def _likeliest(values: Real) -> Iterator[tuple[int, float]]:
    off = np.abs(values - np.rint(values))
    split = np.flatnonzero(off > _NEARLY)
    for column in split[np.argsort(-off[split], kind="stable")][:_TRIED].tolist():
        yield column, float(values[column])
