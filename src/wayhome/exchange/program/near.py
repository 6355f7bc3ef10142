"""Small programs that are likely to hold the best point: HiGHS searches them, and every point is weighed again.

A column that the bound's multipliers leave less of than a value allows can't move from its end of the range in any
choice that reaches the value (reduced-cost fixing: G. Nemhauser, L. Wolsey, *Integer and Combinatorial Optimization*,
1988, II.3.6); of the rest, the small program takes what lies near the linear program's point.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from wayhome.exchange.program.branch import Search
from wayhome.exchange.program.highs import integer
from wayhome.exchange.program.program import Whole


def near(search: Search, columns: int, radius: int, nodes: int, stop: Callable[[], bool]) -> None:
    """Look for a point that reaches the bound, at most ``radius`` from the linear program's in every column.

    Of the columns that are whole there, only about as many as ``columns`` may move, taken evenly from all that could.
    """
    lower, upper = reaching(search, search.root.bound.whole)
    values = search.root.values
    down, up = np.floor(values + _NEARLY).astype(np.int64), np.ceil(values - _NEARLY).astype(np.int64)
    moving = (np.maximum(lower, down - radius) < np.minimum(upper, up + radius)) & (down == up)
    could = np.flatnonzero(moving)
    moves = down < up
    moves[could[:: max(1, len(could) // columns)]] = True
    lower = np.maximum(lower, np.where(moves, down - radius, down))
    upper = np.minimum(upper, np.where(moves, up + radius, up))
    if (lower <= upper).all():
        _within(search, lower, upper, nodes, stop)


def anywhere(search: Search, nodes: int, stop: Callable[[], bool]) -> bool:
    """Look for a better point everywhere; returns whether all was searched."""
    if search.value is None:
        return _within(search, np.zeros_like(search.program.most), search.program.most, nodes, stop)
    lower, upper = reaching(search, search.value + 1)
    return bool((lower > upper).any()) or _within(search, lower, upper, nodes, stop)


def reaching(search: Search, value: int) -> tuple[Whole, Whole]:
    """The range of each column outside which no choice reaches the value; crossed where none reaches it at all."""
    left, denominator = search.bounds.left(search.objective, search.root.bound)
    spare = int((search.root.bound.exact - value) * denominator)
    moves = np.where(left == 0, search.program.most, spare // np.maximum(np.abs(left), 1))
    lower = np.where(left > 0, np.maximum(search.program.most - moves, 0), 0)
    upper = np.where(left < 0, np.minimum(moves, search.program.most), search.program.most)
    return lower, upper


def _within(search: Search, lower: Whole, upper: Whole, nodes: int, stop: Callable[[], bool]) -> bool:
    free = lower < upper

    def found(values: Whole) -> None:
        whole = lower.copy()
        whole[free] = values
        search.offer(whole)

    if not free.any():
        search.offer(lower)
        return True
    fixed = int(search.objective[~free] @ lower[~free])
    start = search.best
    inside = start is not None and bool((start >= lower).all() and (start <= upper).all())
    return integer(
        search.objective[free].astype(float),
        lower[free].astype(float),
        upper[free].astype(float),
        search.program.matrix.within(lower, upper),
        start=start[free] if start is not None and inside else None,
        target=search.root.bound.whole - fixed - 0.5,
        nodes=nodes,
        found=found,
        stop=stop,
    )


_NEARLY = 1e-6
