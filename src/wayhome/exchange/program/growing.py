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
_KEPT = 3
"""Columns for each row that stay once an objective's program is solved: the more there are, the longer each step."""
_GAIN = 1e-7


class Growing:
    """As `Linear`, for the same programs and with the same answers."""

    _active: Whole
    """The columns that are in, in the order of the linear program's."""
    _waiting: np.ndarray
    """Whether each column is not."""
    _linear: Linear

    def __init__(self, most: Whole, matrix: Matrix) -> None:
        self._most, self._matrix = most, matrix
        self._batch = max(200, 2 * len(matrix.lower))
        self._entry_rows = matrix.entry_rows
        self._solved: Real | None = None
        """The objective that the columns were chosen for."""
        self._begin(np.arange(0, len(most), max(1, len(most) // self._batch)))

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
        if self._solved is None or not np.array_equal(objective, self._solved):
            self._solved = objective
            self._trim(objective, point.multipliers)
        return LinearPoint(values, point.multipliers, point.value)

    def _wanted(self, objective: Real, multipliers: Real, upper: Real) -> Whole:
        """The waiting columns that would bring most, a batch at most."""
        left = self._left(objective, multipliers)
        wanted = np.flatnonzero(self._waiting & (left > _GAIN) & (upper > 0))
        return np.sort(wanted[np.argsort(-left[wanted], kind="stable")[: self._batch]])

    def _admit(self, columns: Whole) -> None:
        if len(columns):
            self._linear.widen(self._most[columns], self._matrix.over(columns, len(self._most)))
            self._active = np.concatenate([self._active, columns])
            self._waiting[columns] = False

    def _trim(self, objective: Real, multipliers: Real) -> None:
        """Leave aside the columns that came in on the way and are far from being worth it."""
        kept = _KEPT * len(self._matrix.lower)
        if len(self._active) > kept:
            left = self._left(objective, multipliers)[self._active]
            self._begin(np.sort(self._active[np.argsort(-left, kind="stable")[:kept]]))

    def _begin(self, columns: Whole) -> None:
        self._active = np.zeros(0, np.int64)
        self._waiting = np.ones(len(self._most), bool)
        self._linear = Linear(self._most[:0], self._matrix.over(self._active, len(self._most)))
        self._admit(columns)

    def _left(self, objective: Real, multipliers: Real) -> Real:
        """What the rows' multipliers leave of each column's coefficient."""
        weights = self._matrix.coefficients * multipliers[self._entry_rows]
        return objective - np.bincount(self._matrix.columns, weights, minlength=len(objective))
