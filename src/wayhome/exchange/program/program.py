"""An integer program: how many of each kind of unit may be chosen together, as rows of whole numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Whole: TypeAlias = NDArray[np.int64]
Real: TypeAlias = NDArray[np.float64]
RowName: TypeAlias = tuple[str, ...]
"""What a row keeps, such as ``("seats", "Lysoria", "Camp 3", "1")``; unique. Certificates name rows by it."""


@dataclass(frozen=True, eq=False)
class Coefficients(Mapping[int, int]):
    """Coefficients by column as two arrays: a mapping for rows and objectives too long to be built one by one."""

    columns: Whole
    """Each column at most once."""
    amounts: Whole
    """Never 0."""

    @cached_property
    def _by_column(self) -> dict[int, int]:
        return dict(zip(self.columns.tolist(), self.amounts.tolist(), strict=True))

    def __getitem__(self, column: int) -> int:
        return self._by_column[column]

    def __iter__(self) -> Iterator[int]:
        return iter(self._by_column)

    def __len__(self) -> int:
        return len(self.columns)


def coefficients(of: Mapping[int, int]) -> Coefficients:
    """The same coefficients as arrays."""
    if isinstance(of, Coefficients):
        return of
    return Coefficients(np.fromiter(of.keys(), np.int64, len(of)), np.fromiter(of.values(), np.int64, len(of)))


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

    Immutable: `with_rows` gives another program. The order of columns and rows is part of a program: the same people
    and terms must give the same order, so that they give the same bytes.
    """

    most: Whole
    """The most of each column. Shape (columns,)."""
    rows: tuple[Row, ...]
    names: Sequence[str] = field(default=())
    """The name of each column, unique, as a `Cut` names it; none for columns named by their numbers."""

    @property
    def columns(self) -> int:
        """How many columns."""
        return len(self.most)

    def name(self, column: int) -> str:
        """The name of a column."""
        return self.names[column] if self.names else str(column)

    def with_rows(self, rows: Iterable[Row]) -> Program:
        """The same columns under more rows."""
        rows = tuple(rows)
        more = Program(self.most, (*self.rows, *rows), self.names)
        if "matrix" in self.__dict__:
            more.__dict__["matrix"] = self.matrix.joined(Matrix.of(rows))
        return more

    @cached_property
    def matrix(self) -> Matrix:
        """The rows as arrays."""
        return Matrix.of(self.rows)

    def broken(self, values: Sequence[int] | Whole) -> tuple[RowName, ...]:
        """The rows these values don't keep; ``("column", number)`` for a column out of its bounds."""
        chosen = np.asarray(values, np.int64)
        outside = np.flatnonzero((chosen < 0) | (chosen > self.most))
        sums = self.matrix.sums(chosen)
        rows = np.flatnonzero((sums < self.matrix.lower) | (sums > self.matrix.upper))
        return (
            *(("column", str(column)) for column in outside.tolist()),
            *(self.rows[row].name for row in rows.tolist()),
        )


@dataclass(frozen=True, eq=False)
class Matrix:
    """Rows as arrays, one after another: row r's entries are those from starts[r] up to starts[r + 1]."""

    starts: Whole
    columns: Whole
    coefficients: Whole
    lower: Real
    """Whole numbers, -inf where there is no bound."""
    upper: Real

    @classmethod
    def of(cls, rows: Sequence[Row]) -> Matrix:
        """The rows in their order. Raises `ValueError` where a bound is beyond what a float holds exactly."""
        entries = [coefficients(row.coefficients) for row in rows]
        lower = np.array([-np.inf if row.lower is None else row.lower for row in rows], float)
        upper = np.array([np.inf if row.upper is None else row.upper for row in rows], float)
        for row in rows:
            if max(abs(row.lower or 0), abs(row.upper or 0)) > _EXACT:
                raise ValueError(f"row {row.name}: a bound of more than 2^53")
        return cls(
            np.cumsum([0, *map(len, entries)], dtype=np.int64),
            np.concatenate([_NONE, *(entry.columns for entry in entries)]),
            np.concatenate([_NONE, *(entry.amounts for entry in entries)]),
            lower,
            upper,
        )

    def joined(self, more: Matrix) -> Matrix:
        """These rows and then those."""
        return Matrix(
            np.concatenate([self.starts, self.starts[-1] + more.starts[1:]]),
            np.concatenate([self.columns, more.columns]),
            np.concatenate([self.coefficients, more.coefficients]),
            np.concatenate([self.lower, more.lower]),
            np.concatenate([self.upper, more.upper]),
        )

    def within(self, lower: Whole, upper: Whole) -> Matrix:
        """The rows over those columns only whose range isn't a single number; the bounds make up for the others."""
        free = lower < upper
        entries = free[self.columns]
        fixed = self.sums(np.where(free, 0, lower))
        counts = np.concatenate([[0], np.cumsum(entries)])
        return Matrix(
            counts[self.starts],
            (np.cumsum(free) - 1)[self.columns[entries]],
            self.coefficients[entries],
            self.lower - fixed,
            self.upper - fixed,
        )

    def over(self, columns: Whole, of: int) -> Matrix:
        """The rows over some of so many columns only, these numbered in their order here; the others stay at 0."""
        number = np.full(of, -1)
        number[columns] = np.arange(len(columns))
        numbers = number[self.columns]
        entries = numbers >= 0
        counts = np.concatenate([[0], np.cumsum(entries)])
        return Matrix(counts[self.starts], numbers[entries], self.coefficients[entries], self.lower, self.upper)

    @property
    def entry_rows(self) -> Whole:
        """The row of each entry."""
        return np.repeat(np.arange(len(self.lower)), np.diff(self.starts))

    def sums(self, values: Whole) -> Whole:
        """Each row's sum of coefficient × value."""
        totals = np.concatenate([[0], np.cumsum(self.coefficients * values[self.columns])])
        return np.asarray(totals[self.starts[1:]] - totals[self.starts[:-1]], np.int64)


_EXACT = 2**53
_NONE = np.zeros(0, np.int64)
