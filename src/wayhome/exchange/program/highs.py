"""The solver HiGHS behind a narrow door: linear and integer programs in floats, whose word is never taken for a proof.

One thread, no time limits and the same order of rows and columns: the same input gives the same answer.
Q. Huangfu, J. A. J. Hall, *Parallelizing the dual revised simplex method*, Mathematical Programming Computation 10,
2018.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import highspy
import numpy as np

from wayhome.exchange.program.program import Matrix, Real, Whole

_STATUS = highspy.HighsModelStatus
_DUAL, _PRIMAL = 1, 4  # HiGHS' simplex_strategy
_FEASIBLE = 2  # HiGHS' kSolutionStatusFeasible


@dataclass(frozen=True, slots=True)
class LinearPoint:
    """Where a linear program is largest."""

    values: Real
    multipliers: Real
    """Of each row: positive where its upper bound holds the objective down, negative where its lower bound does."""
    value: float


class Linear:
    """A linear program that stays warm while its objective, its columns' ranges and its rows change."""

    def __init__(self, most: Whole, matrix: Matrix) -> None:
        self._columns = np.arange(len(most), dtype=np.int32)
        self._highs = _quiet()
        self._objective, self._solved = np.zeros(len(most)), False
        _load(self._highs, np.zeros(len(most)), np.zeros(len(most)), most.astype(float), matrix, integer=False)

    def add(self, rows: Matrix) -> None:
        """Rows that must be kept too."""
        _add(self._highs, rows)

    def widen(self, most: Whole, matrix: Matrix) -> None:
        """More columns, numbered on, with their entries in the rows."""
        order = np.argsort(matrix.columns, kind="stable")
        starts = np.searchsorted(matrix.columns[order], np.arange(len(most)))
        self._highs.addCols(
            len(most),
            np.zeros(len(most)),
            np.zeros(len(most)),
            most.astype(float),
            len(order),
            starts.astype(np.int32),
            matrix.entry_rows[order].astype(np.int32),
            matrix.coefficients[order].astype(float),
        )
        self._columns = np.arange(len(self._columns) + len(most), dtype=np.int32)

    def maximise(self, objective: Real, lower: Real, upper: Real) -> LinearPoint | Real:
        """Where the objective is largest with each column within its range; where there is nothing, the multipliers
        of the rows that should show it (0 where the solver has none)."""
        # The last point keeps all rows under another objective, as primal simplex needs; under other ranges the last
        # multipliers are good, as dual simplex needs. The other one of the two takes ten times as long.
        other = not np.array_equal(objective, self._objective)
        self._highs.setOptionValue("simplex_strategy", _PRIMAL if other and self._solved else _DUAL)
        self._objective, self._solved = objective, True
        self._highs.changeColsCost(len(self._columns), self._columns, objective)
        self._highs.changeColsBounds(len(self._columns), self._columns, lower, upper)
        self._highs.run()
        if self._highs.getModelStatus() != _STATUS.kOptimal:
            _, there, ray = self._highs.getDualRay()  # type: ignore[attr-defined]  # its stub leaves this one out
            return np.array(ray) if there else np.zeros(self._highs.getNumRow())
        solution = self._highs.getSolution()
        return LinearPoint(
            np.array(solution.col_value),
            np.array(solution.row_dual),
            self._highs.getInfo().objective_function_value,
        )


def integer(
    objective: Real,
    lower: Real,
    upper: Real,
    matrix: Matrix,
    *,
    start: Whole | None,
    target: float,
    nodes: int,
    found: Callable[[Whole], None],
    stop: Callable[[], bool],
) -> bool:
    """HiGHS' branch and bound for a whole objective: until ``target`` is reached, after ``nodes`` or when told to stop.

    ``found`` is told every better point. Returns whether everything was searched.
    """
    highs = _quiet()
    _load(highs, objective, lower, upper, matrix, integer=True)
    highs.setOptionValue("mip_rel_gap", 0.0)
    highs.setOptionValue("mip_abs_gap", 0.999)
    highs.setOptionValue("mip_max_nodes", nodes)
    highs.setOptionValue("objective_target", target)
    if start is not None:
        highs.setSolution(len(start), np.arange(len(start), dtype=np.int32), start.astype(float))

    def improved(event: highspy.HighsCallbackEvent) -> None:
        found(_whole(event.data_out.mip_solution))

    def asked(event: highspy.HighsCallbackEvent) -> None:
        if stop():
            event.interrupt()

    highs.cbMipImprovingSolution += improved
    highs.cbMipInterrupt += asked
    highs.run()
    if highs.getInfo().primal_solution_status == _FEASIBLE:
        found(_whole(np.array(highs.getSolution().col_value)))
    return bool(highs.getModelStatus() in (_STATUS.kOptimal, _STATUS.kInfeasible))


def _whole(values: Real) -> Whole:
    return np.rint(values).astype(np.int64)


def _quiet() -> highspy.Highs:
    highs = highspy.Highs()  # type: ignore[no-untyped-call]  # its stub leaves this one out
    highs.setOptionValue("output_flag", False)
    highs.setOptionValue("threads", 1)
    return highs


def _load(highs: highspy.Highs, objective: Real, lower: Real, upper: Real, matrix: Matrix, *, integer: bool) -> None:
    columns = len(objective)
    highs.passModel(
        columns,
        len(matrix.lower),
        len(matrix.columns),
        int(highspy.MatrixFormat.kRowwise),
        int(highspy.ObjSense.kMaximize),
        0.0,
        objective.astype(float),
        lower.astype(float),
        upper.astype(float),
        matrix.lower,
        matrix.upper,
        matrix.starts.astype(np.int32),
        matrix.columns.astype(np.int32),
        matrix.coefficients.astype(float),
        np.full(columns, int(highspy.HighsVarType.kInteger if integer else highspy.HighsVarType.kContinuous), np.int32),
    )


def _add(highs: highspy.Highs, rows: Matrix) -> None:
    highs.addRows(
        len(rows.lower),
        rows.lower,
        rows.upper,
        len(rows.columns),
        rows.starts.astype(np.int32),
        rows.columns.astype(np.int32),
        rows.coefficients.astype(float),
    )
