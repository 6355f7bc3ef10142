"""HiGHS as it is used here: one thread, no clock, the same input the same answer, and not a word on the screen."""

from __future__ import annotations

from typing import Any

import highspy
import numpy as np
from numpy.typing import NDArray

from wayhome.exchange.lottery.rows import Rows

INFINITE = highspy.kHighsInf
OPTIMAL = highspy.HighsModelStatus.kOptimal
_CONTINUOUS, _INTEGER = int(highspy.HighsVarType.kContinuous), int(highspy.HighsVarType.kInteger)
_FEASIBLE = 2
"""HiGHS' word for a solution that keeps every row, optimal or not."""

Floats = NDArray[np.float64]


class Solver:
    """Maximise ``cost · x`` over ``lower <= A x <= upper`` and bounds of the columns, again and again, staying warm."""

    def __init__(self, rows: Rows, cost: Floats, lower: Floats, upper: Floats, **options: Any) -> None:
        """The rows with their own bounds; ``lower`` and ``upper`` are of the columns."""
        self._highs = highspy.Highs()  # type: ignore[no-untyped-call]  # its stub leaves this one out
        for name, value in {"output_flag": False, "threads": 1, **options}.items():
            self._highs.setOptionValue(name, value)
        program = highspy.HighsLp()
        program.num_col_, program.num_row_ = rows.width, rows.height
        program.sense_ = highspy.ObjSense.kMaximize
        program.col_cost_, program.col_lower_, program.col_upper_ = cost, lower, upper
        program.row_lower_, program.row_upper_ = floats(rows.lower, -INFINITE), floats(rows.upper, INFINITE)
        program.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        program.a_matrix_.start_ = rows.starts
        program.a_matrix_.index_ = rows.columns
        program.a_matrix_.value_ = rows.values.astype(float)
        self._highs.passModel(program)
        self._columns = np.arange(rows.width, dtype=np.int32)
        self._rows = np.arange(rows.height, dtype=np.int32)

    def aim(self, cost: Floats) -> None:
        """Maximise something else."""
        self._highs.changeColsCost(len(cost), self._columns, cost)

    def bound_columns(self, lower: Floats, upper: Floats) -> None:
        """Other bounds for every column."""
        self._highs.changeColsBounds(len(lower), self._columns, lower, upper)

    def bound_rows(self, lower: Floats, upper: Floats) -> None:
        """Other bounds for every row."""
        self._highs.changeRowsBounds(  # type: ignore[attr-defined]  # its stub leaves this one out
            len(lower), self._rows, lower, upper
        )

    def bound_column(self, column: int, lower: float, upper: float) -> None:
        """Other bounds for one column."""
        self._highs.changeColBounds(column, lower, upper)

    def bound_row(self, row: int, lower: float, upper: float) -> None:
        """Other bounds for one row."""
        self._highs.changeRowBounds(row, lower, upper)

    def change(self, row: int, column: int, coefficient: float) -> None:
        """Another coefficient."""
        self._highs.changeCoeff(row, column, coefficient)

    def add_column(self, cost: float, rows: NDArray[np.int32], values: Floats) -> None:
        """One column more, from 0 up."""
        self._highs.addCol(cost, 0.0, INFINITE, len(rows), rows, values)

    def solve(self) -> tuple[Floats, Floats] | None:
        """The columns and the multipliers of the rows at an optimum in fractions; None where there is none."""
        self._highs.run()
        if self._highs.getModelStatus() != OPTIMAL:
            return None
        solution = self._highs.getSolution()
        return np.array(solution.col_value), np.array(solution.row_dual)

    def solve_whole(self) -> Floats | None:
        """Columns in whole numbers, near the optimum if not at it; None where none were found."""
        self._integrality(_INTEGER)
        self._highs.run()
        found = self._highs.getInfo().primal_solution_status == _FEASIBLE
        values = np.round(np.array(self._highs.getSolution().col_value)) if found else None
        self._integrality(_CONTINUOUS)
        return values

    def _integrality(self, kind: int) -> None:
        self._highs.changeColsIntegrality(
            len(self._columns), self._columns, np.full(len(self._columns), kind, dtype=np.uint8)
        )


def floats(bounds: tuple[int | None, ...], none: float) -> Floats:
    """Bounds as the solver takes them."""
    return np.array([none if bound is None else float(bound) for bound in bounds])
