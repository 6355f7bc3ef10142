"""A bound that no choice passes, recomputed in whole numbers from a solver's multipliers, which are only a guess.

Weak duality as in `wayhome.exchange.proof`, with a column's range cut to lower … upper: each column adds the larger of
(c - A'y) × lower and (c - A'y) × upper. A. Neumaier, O. Shcherbina, *Safe bounds in linear and mixed-integer linear
programming*, Mathematical Programming 99, 2004, get there by directed rounding; whole numbers need none.
"""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from wayhome.exchange.program.program import Program, Real, Whole
from wayhome.exchange.proof import Multipliers

DENOMINATORS = (1, 2, 3, 4, 6, 12, 60, 840, 27_720, 720_720, 10**7, 2**32)
"""Tried in this order: the multipliers of most of our programs are fractions of small numbers, which read better."""
_SAFE = 2.0**61


class Bounds:
    """Recomputes bounds of one program; cheap to ask again and again."""

    def __init__(self, program: Program) -> None:
        self._names = [row.name for row in program.rows]
        self._matrix = program.matrix
        order = np.argsort(self._matrix.columns, kind="stable")
        self._rows = self._matrix.entry_rows[order]
        self._coefficients = self._matrix.coefficients[order]
        self._starts = np.searchsorted(self._matrix.columns[order], np.arange(program.columns + 1))
        self._largest = float(np.abs(self._coefficients).sum(initial=0))

    def best(
        self, objective: Whole, multipliers: Real, lower: Whole, upper: Whole, wanted: int
    ) -> tuple[int, Multipliers]:
        """The smallest bound that rounding the multipliers to fractions gives, the first at or below ``wanted``."""
        best: tuple[int, Multipliers] | None = None
        for denominator in DENOMINATORS:
            rounded = self._signed(multipliers * denominator)
            if float(np.abs(rounded).max(initial=0)) * self._largest + denominator * 2.0**40 > _SAFE:
                break
            bound = self._bound(objective, rounded.astype(np.int64), denominator, lower, upper)
            if best is None or bound < best[0]:
                best = bound, self._named(rounded.astype(np.int64), denominator)
            if bound <= wanted:
                break
        assert best is not None, "multipliers beyond 2^61"
        return best

    def _signed(self, multipliers: Real) -> Real:
        """Rounded, and 0 where the row has no bound on that side."""
        rounded = np.rint(multipliers)
        unbounded = ((rounded > 0) & np.isinf(self._matrix.upper)) | ((rounded < 0) & np.isinf(self._matrix.lower))
        return np.where(unbounded, 0.0, rounded)

    def _bound(self, objective: Whole, rounded: Whole, denominator: int, lower: Whole, upper: Whole) -> int:
        used = np.flatnonzero(rounded)
        limits = np.where(rounded[used] > 0, self._matrix.upper[used], self._matrix.lower[used])
        total = sum(int(limit) * times for limit, times in zip(limits, rounded[used].tolist(), strict=True))
        left = self.left(objective, rounded, denominator)
        total += _dot(np.maximum(left, 0), upper) - _dot(np.maximum(-left, 0), lower)
        return total // denominator

    def left(self, objective: Whole, rounded: Whole, denominator: int) -> Whole:
        """What the rows leave of each column's coefficient, × denominator."""
        totals = np.concatenate([[0], np.cumsum(self._coefficients * rounded[self._rows])])
        return np.asarray(denominator * objective - (totals[self._starts[1:]] - totals[self._starts[:-1]]), np.int64)

    def _named(self, rounded: Whole, denominator: int) -> Multipliers:
        return tuple((self._names[row], Fraction(int(rounded[row]), denominator)) for row in np.flatnonzero(rounded))


def _dot(one: Whole, other: Whole) -> int:
    """The sum of products, of any size."""
    if float(one.max(initial=0)) * float(other.max(initial=0)) * len(one) < _SAFE:
        return int(one @ other)
    return sum(a * b for a, b in zip(one.tolist(), other.tolist(), strict=True))
