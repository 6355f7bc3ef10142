"""The rows of a program as arrays, for adding up in whole numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from wayhome.exchange.program import Program, Whole

Exact: TypeAlias = NDArray[Any]
"""Python's own whole numbers in an array of objects: nothing overflows and nothing is rounded."""


@dataclass(frozen=True, eq=False)
class Rows:
    """Coefficients of rows by column, row after row (compressed sparse rows)."""

    starts: Whole
    """Where each row begins in ``columns`` and ``values``, and where the last ends. Shape (rows + 1,)."""
    columns: Whole
    values: Whole
    lower: tuple[int | None, ...]
    upper: tuple[int | None, ...]
    width: int
    """How many columns."""

    @classmethod
    def of(cls, program: Program) -> Rows:
        """The rows of a program."""
        matrix = program.matrix
        lower, upper = (row.lower for row in program.rows), (row.upper for row in program.rows)
        return cls(matrix.starts, matrix.columns, matrix.coefficients, tuple(lower), tuple(upper), program.columns)

    @property
    def height(self) -> int:
        """How many rows."""
        return len(self.lower)

    def of_columns(self, columns: Sequence[int]) -> Rows:
        """The same rows over some of the columns only, numbered anew."""
        place = np.full(self.width, -1)
        place[list(columns)] = np.arange(len(columns))
        kept = place[self.columns] >= 0
        lengths = np.bincount(self._row_of_each()[kept], minlength=self.height)
        starts = np.concatenate(([0], np.cumsum(lengths)))
        return Rows(starts, place[self.columns[kept]], self.values[kept], self.lower, self.upper, len(columns))

    def beyond(self, totals: Exact) -> Rows:
        """The same rows for what is to come on top of these totals."""
        lower = [None if bound is None else bound - total for bound, total in zip(self.lower, totals, strict=True)]
        upper = [None if bound is None else bound - total for bound, total in zip(self.upper, totals, strict=True)]
        return replace(self, lower=tuple(lower), upper=tuple(upper))

    def times(self, values: NDArray[Any]) -> NDArray[Any]:
        """What each row adds up to."""
        totals = np.zeros(self.height, dtype=values.dtype)
        np.add.at(totals, self._row_of_each(), self.values.astype(values.dtype) * values[self.columns])
        return totals

    def added_up(self, multipliers: Sequence[int]) -> Exact:
        """What the rows, each times its multiplier, add up to in each column."""
        totals = np.zeros(self.width, dtype=object)
        for number, multiplier in enumerate(multipliers):
            if multiplier:
                row = slice(self.starts[number], self.starts[number + 1])
                totals[self.columns[row]] += self.values[row].astype(object) * multiplier
        return totals

    def bounded(self, multipliers: Sequence[int]) -> int | None:
        """What the rows, each times its multiplier, are together bounded to; None where a bound needed isn't there."""
        total = 0
        for multiplier, lower, upper in zip(multipliers, self.lower, self.upper, strict=True):
            if multiplier:
                bound = upper if multiplier > 0 else lower
                if bound is None:
                    return None
                total += multiplier * bound
        return total

    def kept_by(self, values: Exact, times: int) -> bool:
        """Whether ``values / times`` keeps every row, exactly."""
        return all(
            (lower is None or total >= lower * times) and (upper is None or total <= upper * times)
            for total, lower, upper in zip(self.times(values), self.lower, self.upper, strict=True)
        )

    def _row_of_each(self) -> Whole:
        return np.repeat(np.arange(self.height), np.diff(self.starts))
