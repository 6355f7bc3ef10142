"""The linear program behind each level: packages in fractions, which no lottery can do better than."""

from __future__ import annotations

from fractions import Fraction
from math import lcm

import numpy as np
from numpy.typing import NDArray

from wayhome.exchange.lottery.rows import Rows
from wayhome.exchange.lottery.solver import INFINITE, Solver
from wayhome.exchange.program import Whole

_SIMPLEST = 5_000
"""The largest denominator looked for in the ratio of two multipliers."""
_NOISE = 1e-9


class Relaxed:
    """Maximise z under ``lower <= A e <= upper``, ``e <= most``, and ``e_j >= n_j z`` for each kind j not yet settled.

    e_j is how many of kind j go on average. HiGHS works in floating point: what it says is only a hint, from which
    `multipliers` makes whole numbers that are then added up exactly.
    """

    def __init__(self, rows: Rows, most: Whole, number: Whole) -> None:
        width, height = rows.width, rows.height
        self._height = height
        pairs = np.arange(width)
        own = Rows(
            np.concatenate((rows.starts, rows.starts[-1] + 2 * (pairs + 1))),
            np.concatenate((rows.columns, np.column_stack((pairs, np.full(width, width))).ravel())),
            np.concatenate((rows.values, np.column_stack((np.ones(width, dtype=np.int64), -number)).ravel())),
            (*rows.lower, *(0 for _ in pairs)),
            (*rows.upper, *(None for _ in pairs)),
            width + 1,
        )
        self._solver = Solver(
            own,
            np.concatenate((np.zeros(width), [1.0])),
            np.full(width + 1, -INFINITE),
            np.concatenate((most.astype(float), [1.0])),
            primal_feasibility_tolerance=_NOISE,
            dual_feasibility_tolerance=_NOISE,
        )

    def solve(self) -> tuple[float, NDArray[np.float64]] | None:
        """The largest z, and the multipliers of the rows; None where no e keeps the rows."""
        solved = self._solver.solve()
        if solved is None:
            return None
        columns, multipliers = solved
        return float(columns[-1]), multipliers[: self._height]

    def settle(self, column: int, expected: Fraction) -> None:
        """Keep a kind to this many on average from here on."""
        value = float(expected)
        self._solver.bound_column(column, value, value)
        self._solver.bound_row(self._height + column, -INFINITE, INFINITE)


def whole_multipliers(floats: NDArray[np.float64]) -> tuple[int, ...] | None:
    """The whole numbers, as small as can be, that stand to one another as these do; None where none are near enough."""
    largest = np.abs(floats).max(initial=0.0)
    if largest == 0.0:
        return None
    ratios = floats / largest
    ratios[np.abs(ratios) < _NOISE] = 0.0
    exact = [Fraction(ratio).limit_denominator(_SIMPLEST) if ratio else Fraction(0) for ratio in ratios.tolist()]
    if any(abs(float(near) - ratio) > _NOISE for near, ratio in zip(exact, ratios.tolist(), strict=True)):
        return None
    scale = lcm(*(each.denominator for each in exact))
    return tuple(int(each * scale) for each in exact)
