"""Small programs that are likely to hold the best point: HiGHS searches them, and every point is weighed again.

Most columns stay where the linear program has them; a few hundred that cost the bound nothing are enough to make up
whole numbers. Where a better point can be: a column can't leave its end of the range for more than the bound has to
spare (reduced-cost fixing: G. Nemhauser, L. Wolsey, *Integer and Combinatorial Optimization*, 1988, II.3.6).
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from wayhome.exchange.program.branch import Search
from wayhome.exchange.program.highs import integer
from wayhome.exchange.program.program import Whole


def near(search: Search, columns: int, radius: int, nodes: int, stop: Callable[[], bool]) -> bool:
    """Look for a better point, at most ``radius`` from the linear program's in every column.

    Of the columns that are whole there, only so many as ``columns`` may move: those by which the bound would lose
    least, of equals some from everywhere, and those above 0 where they are few. Returns whether these are all.
    """
    values = search.root.values
    down, up = np.floor(values + _NEARLY).astype(np.int64), np.ceil(values - _NEARLY).astype(np.int64)
    lower, upper = np.maximum(down - radius, 0), np.minimum(up + radius, search.program.most)
    moves = down < up
    could = np.flatnonzero(~moves & (lower < upper))
    taken = could[values[could] > 0]
    if len(taken) <= columns // 2:
        moves[taken] = True
    left, _ = search.bounds.left(search.objective, search.root.bound)
    scattered = could * _SCATTER % 2**32
    moves[could[np.lexsort((scattered, np.abs(left[could])))[:columns]]] = True
    _within(search, np.where(moves, lower, down), np.where(moves, upper, up), nodes, stop)
    return len(could) <= columns


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
_SCATTER = 2_654_435_761  # D. Knuth's multiplicative hashing: neighbours, which are much alike, end far apart
