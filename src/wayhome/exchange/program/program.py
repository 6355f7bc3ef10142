"""An integer program: how many of each kind of unit may be chosen together, as rows of whole numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Whole: TypeAlias = NDArray[np.int64]
RowName: TypeAlias = tuple[str, ...]
"""What a row keeps, such as ``("seats", "Lysoria", "Camp 3", "1")``. Unique within a program; certificates name rows by it."""


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that must hold: ``lower <= sum of coefficient × column <= upper``; None for no bound."""

    name: RowName
    coefficients: Mapping[int, int]
    """By column; never 0."""
    lower: int | None = None
    upper: int | None = None


@dataclass(frozen=True, eq=False)
class Program:
    """Columns 0 … n-1, each a whole number from 0 to its most, and the rows they must keep. Everything is whole.

    Immutable: `with_rows` gives another program. The order of columns and rows is part of a program: the same people and
    terms must give the same order, so that they give the same bytes.
    """

    most: Whole
    """The most of each column. Shape (columns,)."""
    rows: tuple[Row, ...]

    @property
    def columns(self) -> int:
        """How many columns."""
        return len(self.most)

    def with_rows(self, rows: Iterable[Row]) -> Program:
        """The same columns under more rows."""
        return Program(self.most, (*self.rows, *rows))

    def broken(self, values: Sequence[int] | Whole) -> tuple[RowName, ...]:
        """The rows these values don't keep; ``("column", number)`` for a column out of its bounds."""
        chosen = [int(value) for value in values]
        faults: list[RowName] = [
            ("column", str(number))
            for number, (value, most) in enumerate(zip(chosen, self.most.tolist(), strict=True))
            if not 0 <= value <= most
        ]
        for row in self.rows:
            reached = sum(coefficient * chosen[column] for column, coefficient in row.coefficients.items())
            if (row.lower is not None and reached < row.lower) or (row.upper is not None and reached > row.upper):
                faults.append(row.name)
        return tuple(faults)
