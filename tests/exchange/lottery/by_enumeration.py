"""The fairest lottery of a small program the long way: every package written down, and an exact simplex."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import product

from wayhome.exchange.program import Program

Numbers = list[Fraction]


def packages(program: Program) -> list[tuple[int, ...]]:
    """Every package that keeps the rows."""
    ranges = [range(most + 1) for most in program.most.tolist()]
    return [package for package in product(*ranges) if not program.broken(package)]


def fairest(program: Program, number: Sequence[int]) -> list[Fraction]:
    """The chance of every kind: raise the smallest, then see of each kind alone whether it could have more."""
    shares = [[Fraction(x, n) for x, n in zip(each, number, strict=True)] for each in packages(program)]
    settled: dict[int, Fraction] = {}
    while len(settled) < len(number):
        still = [kind for kind in range(len(number)) if kind not in settled]
        level = _most(shares, settled, still, None, Fraction(0))
        stuck = [kind for kind in still if _most(shares, settled, still, kind, level) == level]
        settled |= dict.fromkeys(stuck, level)
    return [settled[kind] for kind in range(len(number))]


def _most(
    shares: Sequence[Numbers], settled: dict[int, Fraction], still: Sequence[int], kind: int | None, level: Fraction
) -> Fraction:
    """The most that ``kind`` can have while the settled keep theirs and the others have ``level``; with no kind, the
    most that the smallest of the others can have."""
    rows, right = [[Fraction(1)] * len(shares)], [Fraction(1)]
    slack: list[Fraction] = [Fraction(0)]
    for each, chance in settled.items():
        rows.append([share[each] for share in shares])
        right.append(chance)
        slack.append(Fraction(0))
    for each in still:
        rows.append([share[each] - (level if kind is not None else 0) for share in shares])
        right.append(Fraction(0))
        slack.append(Fraction(1))
    height, extra = len(rows), [place for place, has in enumerate(slack) if has]
    table = [row + [Fraction(-1 if place == number else 0) for number in extra] for place, row in enumerate(rows)]
    if kind is None:
        for place in range(height):
            table[place].append(Fraction(-1) if slack[place] else Fraction(0))
        cost = [Fraction(0)] * (len(table[0]) - 1) + [Fraction(1)]
    else:
        cost = [share[kind] for share in shares] + [Fraction(0)] * len(extra)
    return simplex(table, right, cost)


def simplex(table: list[Numbers], right: Numbers, cost: Numbers) -> Fraction:
    """The most of ``cost · x`` over ``table x = right``, ``x >= 0``, exactly (two phases, Bland's rule)."""
    height, width = len(table), len(cost)
    rows = [
        [*row, *(Fraction(int(i == j)) for j in range(height)), b]
        for i, (row, b) in enumerate(zip(table, right, strict=True))
    ]
    assert all(b >= 0 for b in right)
    basis = list(range(width, width + height))
    _improve(rows, basis, [Fraction(0)] * width + [Fraction(-1)] * height)
    assert all(rows[i][-1] == 0 for i, column in enumerate(basis) if column >= width), "nothing keeps the rows"
    for i, column in enumerate(basis):
        if column >= width:
            entering = next((j for j in range(width) if rows[i][j] != 0), None)
            if entering is not None:
                _pivot(rows, basis, i, entering)
    rows[:] = [row[:width] + [Fraction(0)] * height + row[-1:] for row in rows]
    _improve(rows, basis, cost + [Fraction(0)] * height)
    return sum(
        (([*cost, *[Fraction(0)] * height][column]) * rows[i][-1] for i, column in enumerate(basis)), Fraction(0)
    )


def _improve(rows: list[Numbers], basis: list[int], cost: Numbers) -> None:
    while True:
        reduced = [
            value - sum((cost[b] * row[j] for b, row in zip(basis, rows, strict=True) if row[j]), Fraction(0))
            for j, value in enumerate(cost)
        ]
        entering = next((j for j, value in enumerate(reduced) if value > 0), None)
        if entering is None:
            return
        ratios = [(row[-1] / row[entering], basis[i], i) for i, row in enumerate(rows) if row[entering] > 0]
        _pivot(rows, basis, min(ratios)[2], entering)


def _pivot(rows: list[Numbers], basis: list[int], leaving: int, entering: int) -> None:
    here = rows[leaving][entering]
    rows[leaving] = [value / here for value in rows[leaving]]
    for i, row in enumerate(rows):
        if i != leaving and row[entering]:
            times = row[entering]
            rows[i] = [a - times * b for a, b in zip(row, rows[leaving], strict=True)]
    basis[leaving] = entering
