"""A bound that no choice passes, recomputed in whole numbers from a solver's multipliers, which are only a guess.

Weak duality as in `wayhome.exchange.proof`, with a column's range cut to lower … upper: each column adds the larger of
(c - A'y) × lower and (c - A'y) × upper. A. Neumaier, O. Shcherbina, *Safe bounds in linear and mixed-integer linear
programming*, Mathematical Programming 99, 2004, get there by directed rounding; whole numbers need none.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from wayhome.exchange.program.program import Program, Real, Whole
from wayhome.exchange.proof import Multipliers

DENOMINATORS = (1, 2, 3, 4, 6, 12, 60, 840, 27_720, 720_720, 10**7, 2**32)
"""Tried in this order: the multipliers of most of our programs are fractions of small numbers, which read better."""
_SAFE = 2.0**61


@dataclass(frozen=True, slots=True)
class Bound:
    """What no choice within some ranges of the columns passes, and the multipliers that show it."""

    exact: Fraction
    rows: tuple[int, ...]
    multipliers: tuple[Fraction, ...]
    """Of those rows."""

    @property
    def whole(self) -> int:
        """The bound on a whole objective."""
        return math.floor(self.exact)


class Bounds:
    """Recomputes bounds of one program; cheap to ask again and again."""

    def __init__(self, program: Program) -> None:
        self._names = [row.name for row in program.rows]
        matrix = program.matrix
        self._lower, self._upper = matrix.lower, matrix.upper
        order = np.argsort(matrix.columns, kind="stable")
        self._rows = matrix.entry_rows[order]
        self._coefficients = matrix.coefficients[order]
        self._starts = np.searchsorted(matrix.columns[order], np.arange(program.columns + 1))
        self._largest = float(np.abs(self._coefficients).max(initial=0)) * len(program.rows)

    def tightest(self, objective: Whole, multipliers: Real, lower: Whole, upper: Whole, wanted: int) -> Bound:
        """The smallest bound that rounding the multipliers to fractions gives; the first that is at most ``wanted``."""
        best = self._bound(objective, np.zeros(len(multipliers), np.int64), 1, lower, upper)
        largest = float(np.abs(objective).max(initial=0))
        for denominator in DENOMINATORS:
            if best.whole <= wanted or denominator * largest > _SAFE:
                break
            rounded = self._rounded(multipliers, denominator)
            if rounded is not None:
                best = min(
                    best, self._bound(objective, rounded, denominator, lower, upper), key=lambda each: each.exact
                )
        return best

    def impossible(self, ray: Real, lower: Whole, upper: Whole) -> Bound | None:
        """A bound below 0 of the objective 0, which shows that the ranges hold nothing; None if the ray gives none.

        J. Farkas, *Theorie der einfachen Ungleichungen*, 1902.
        """
        largest = np.abs(ray).max(initial=0)
        if not largest:
            return None
        nothing = np.zeros(len(upper), np.int64)
        for direction in (ray / largest, -ray / largest):
            bound = self.tightest(nothing, direction, lower, upper, -1)
            if bound.exact < 0:
                return bound
        return None

    def left(self, objective: Whole, bound: Bound) -> tuple[Whole, int]:
        """What the multipliers leave of each column's coefficient, times their common denominator, and that."""
        denominator = math.lcm(*(each.denominator for each in bound.multipliers))
        rounded = np.zeros(len(self._lower), np.int64)
        rounded[list(bound.rows)] = [int(each * denominator) for each in bound.multipliers]
        return self._left(objective, rounded, denominator), denominator

    def named(self, bound: Bound, times: int = 1) -> Multipliers:
        """The multipliers with the names of their rows."""
        return tuple((self._names[row], each * times) for row, each in zip(bound.rows, bound.multipliers, strict=True))

    def _rounded(self, multipliers: Real, denominator: int) -> Whole | None:
        """Numerators, 0 where the row has no bound on that side; None where they would be too large to add up."""
        rounded = np.rint(multipliers * denominator)
        if float(np.abs(rounded).max(initial=0)) * self._largest > _SAFE:
            return None
        unbounded = ((rounded > 0) & np.isinf(self._upper)) | ((rounded < 0) & np.isinf(self._lower))
        return np.where(unbounded, 0, rounded).astype(np.int64)

    def _bound(self, objective: Whole, rounded: Whole, denominator: int, lower: Whole, upper: Whole) -> Bound:
        rows = np.flatnonzero(rounded).tolist()
        limits = np.where(rounded > 0, self._upper, self._lower)
        total = sum(int(limits[row]) * int(rounded[row]) for row in rows)
        left = self._left(objective, rounded, denominator)
        total += _product(np.maximum(left, 0), upper) - _product(np.maximum(-left, 0), lower)
        multipliers = tuple(Fraction(int(rounded[row]), denominator) for row in rows)
        return Bound(Fraction(total, denominator), tuple(rows), multipliers)

    def _left(self, objective: Whole, rounded: Whole, denominator: int) -> Whole:
        totals = np.concatenate([[0], np.cumsum(self._coefficients * rounded[self._rows])])
        return np.asarray(denominator * objective - (totals[self._starts[1:]] - totals[self._starts[:-1]]), np.int64)


def _product(one: Whole, other: Whole) -> int:
    """The sum of products of numbers from 0, however large."""
    if float(one.max(initial=0)) * float(other.max(initial=0)) * len(one) < _SAFE:
        return int(np.dot(one, other))
    return sum(a * b for a, b in zip(one.tolist(), other.tolist(), strict=True))
