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
_FEASIBLE = 2  # HiGHS' kSolutionStatusFeasible


@dataclass(frozen=True, slots=True)
class LinearPoint:
    """Where a linear program is largest."""

    values: Real
    multipliers: Real
    """Of each row: positive where its upper bound holds the objective down, negative where its lower bound does."""
    value: float


@dataclass(frozen=True, slots=True)
class IntegerPoint:
    """What a branch and bound came to."""

    values: Whole | None
    """None where none was found."""
    bound: float
    complete: bool
    """Whether it searched everything: then ``values`` is the largest, or there is none."""


class Linear:
    """A linear program that stays warm while its objective, its columns' ranges and its rows change."""

    def __init__(self, most: Whole, matrix: Matrix) -> None:
        self._columns = np.arange(len(most), dtype=np.int32)
        self._highs = _quiet()
        _load(self._highs, np.zeros(len(most)), np.zeros(len(most)), most.astype(float), matrix, integer=False)

    def add(self, rows: Matrix) -> None:
        """Rows that must be kept too."""
        _add(self._highs, rows)

    def maximise(self, objective: Real, lower: Real, upper: Real) -> LinearPoint | None:
        """Where the objective is largest with each column within its range; None where there is nothing."""
        self._highs.changeColsCost(len(self._columns), self._columns, objective)
        self._highs.changeColsBounds(len(self._columns), self._columns, lower, upper)
        self._highs.run()
        if self._highs.getModelStatus() != _STATUS.kOptimal:
            return None
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
    stop: Callable[[float, float], bool] | None = None,
) -> IntegerPoint:
    """HiGHS' branch and bound for a whole objective: stops at ``target``, after ``nodes``, or when ``stop`` says so.

    ``stop`` is asked with the best value so far and the bound.
    """
    highs = _quiet()
    _load(highs, objective, lower, upper, matrix, integer=True)
    for option, value in (
        ("mip_rel_gap", 0.0),
        ("mip_abs_gap", 0.999),
        ("mip_max_nodes", nodes),
        ("objective_target", target),
    ):
        highs.setOptionValue(option, value)
    if start is not None:
        highs.setSolution(len(start), np.arange(len(start), dtype=np.int32), start.astype(float))
    if stop:

        def ask(event: highspy.HighsCallbackEvent) -> None:
            if stop(event.data_out.mip_primal_bound, event.data_out.mip_dual_bound):
                event.interrupt()

        highs.cbMipInterrupt += ask
    highs.run()
    info = highs.getInfo()
    found = info.primal_solution_status == _FEASIBLE
    status = highs.getModelStatus()
    return IntegerPoint(
        np.rint(np.array(highs.getSolution().col_value)).astype(np.int64) if found else None,
        info.mip_dual_bound,
        status == _STATUS.kOptimal or (status == _STATUS.kInfeasible and not found),
    )


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
