"""A package in whole numbers near an average: a corner of the rows, and where that isn't whole, a search around it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from wayhome.exchange.lottery.rows import Exact, Rows
from wayhome.exchange.lottery.solver import INFINITE, Floats, Solver, floats

_WHOLE = 1e-6
_NEAREST = 50
"""Kinds that may change where a corner isn't whole, before all may."""
_NODES = 2_000
"""Branches of one search, at most."""
_GOOD_ENOUGH = 0.5
"""How far below the best such a package may be (HiGHS' relative gap): any will do."""


class Near:
    """Finds how many units beyond the least each kind gets. One search after another, each warm."""

    def __init__(self, rows: Rows, span: Exact, variation: int) -> None:
        """The rows over what kinds get beyond the least, at most ``span`` each. ``variation``: which is taken first."""
        width = rows.width
        self._span = span
        self._lower, self._upper = floats(rows.lower, -INFINITE), floats(rows.upper, INFINITE)
        self._weight = 1.0 + (np.arange(width) * variation) % 7
        self._solver = Solver(
            rows, np.zeros(width), np.zeros(width), span.astype(float), mip_max_nodes=_NODES, mip_rel_gap=_GOOD_ENOUGH
        )

    def find(self, extra: Exact, left: int, at_lower: list[bool], at_upper: list[bool]) -> Exact | None:
        """Whole numbers near ``extra / left``, on every bound that it is on; None where none were found.

        ``at_lower`` and ``at_upper`` say of each row whether the average is on its bound.
        """
        share = np.array([each / left for each in extra.tolist()])
        lower = np.where(extra == self._span * left, self._span, 0).astype(float)
        upper = np.where(extra == 0, 0, self._span).astype(float)
        self._solver.bound_rows(
            np.where(at_upper, self._upper, self._lower), np.where(at_lower, self._lower, self._upper)
        )
        self._solver.aim((2 * (share - np.floor(share)) - 1) * self._weight)
        for beyond in range(int(self._span.max(initial=1))):
            near = np.maximum(lower, np.floor(share) - beyond), np.minimum(upper, np.floor(share) + 1 + beyond)
            found = self._within(share, *near)
            if found is not None:
                return np.array([int(value) for value in found], dtype=object)
        return None

    def _within(self, share: Floats, lower: Floats, upper: Floats) -> Floats | None:
        self._solver.bound_columns(lower, upper)
        corner = self._solver.solve()
        if corner is None:
            return None
        whole = np.round(corner[0])
        broken = np.abs(corner[0] - whole) > _WHOLE
        return self._around(whole, broken, share, lower, upper) if broken.any() else whole

    def _around(
        self, whole: Floats, broken: NDArray[np.bool_], share: Floats, lower: Floats, upper: Floats
    ) -> Floats | None:
        """Change what isn't whole and those kinds that may as well get one more as not; then any kind."""
        undecided = np.abs(2 * (share - np.floor(share)) - 1)
        nearest = np.argsort(np.where(broken, -1.0, undecided), kind="stable")
        fixed = np.zeros(len(whole), dtype=bool)
        fixed[nearest[max(_NEAREST, int(broken.sum())) :]] = True
        self._solver.bound_columns(np.where(fixed, whole, lower), np.where(fixed, whole, upper))
        found = self._solver.solve_whole()
        if found is None and fixed.any():
            self._solver.bound_columns(lower, upper)
            found = self._solver.solve_whole()
        return found
