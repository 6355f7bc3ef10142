"""Linear programs with far more columns than rows, such as cycles between many parties: columns come in when needed.

Column generation (P. Gilmore, R. Gomory, *A linear programming approach to the cutting-stock problem*, Operations
Research 9, 1961) over columns that are all known: no more of them matter than there are rows.
"""

from __future__ import annotations

import numpy as np

from wayhome.exchange.program.highs import Linear, LinearPoint
from wayhome.exchange.program.program import Matrix, Real, Whole

MANY = 8
"""Columns for each row from which on it is worth it, where each column is taken once or not at all."""
_GAIN = 1e-7


class Growing:
    """As `Linear`, for the same programs and with the same answers."""

    def __init__(self, most: Whole, matrix: Matrix) -> None:
        self._most, self._matrix = most, matrix
        self._batch = max(200, 2 * len(matrix.lower))
        self._active = np.zeros(0, np.int64)
        self._waiting = np.ones(len(most), bool)
        self._entry_rows = matrix.entry_rows
        self._linear = Linear(most[:0], matrix.over(self._active, len(most)))
        self._admit(np.arange(0, len(most), max(1, len(most) // self._batch)))

    def add(self, rows: Matrix) -> None:
        """Rows that must be kept too."""
        self._matrix = self._matrix.joined(rows)
        self._entry_rows = self._matrix.entry_rows
        self._linear.add(rows.over(self._active, len(self._most)))

    def maximise(self, objective: Real, lower: Real, upper: Real) -> LinearPoint | Real:
        """As `Linear.maximise`."""
        self._admit(np.flatnonzero(self._waiting & (lower > 0)))
        while True:
            active = self._active
            point = self._linear.maximise(objective[active], lower[active], upper[active])
            if isinstance(point, LinearPoint):
                wanted = self._wanted(objective, point.multipliers, upper)
            else:
                wanted = np.flatnonzero(self._waiting)
            if not len(wanted):
                break
            self._admit(wanted)
        if not isinstance(point, LinearPoint):
            return point
        values = np.zeros(len(self._most))
        values[self._active] = point.values
        return LinearPoint(values, point.multipliers, point.value)

    def _wanted(self, objective: Real, multipliers: Real, upper: Real) -> Whole:
        """The waiting columns that would bring most, a batch at most."""
        weights = self._matrix.coefficients * multipliers[self._entry_rows]
        left = objective - np.bincount(self._matrix.columns, weights, minlength=len(objective))
        wanted = np.flatnonzero(self._waiting & (left > _GAIN) & (upper > 0))
        return np.sort(wanted[np.argsort(-left[wanted], kind="stable")[: self._batch]])

    def _admit(self, columns: Whole) -> None:
        if len(columns):
            self._linear.widen(self._most[columns], self._matrix.over(columns, len(self._most)))
            self._active = np.concatenate([self._active, columns])
            self._waiting[columns] = False
