"""The fairest lottery where packages in whole numbers allow less than the rows: packages are looked for one by one.

Column generation: over the packages known the chances are raised level by level; at each, the multipliers say what a
further package would have to bring, and the best that any package brings, proven by `wayhome.exchange.program`, is one
more, or proves the level (B. Flanigan, P. Gölz, A. Gupta, B. Hennig, A. Procaccia, *Fair algorithms for selecting
citizens' assemblies*, Nature 596, 2021, do so for people one by one).
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

import numpy as np

from wayhome.exchange.lottery.chances import Chances, Cut, Level, Ticket, chances_of
from wayhome.exchange.lottery.relaxed import whole_multipliers
from wayhome.exchange.lottery.rows import Rows
from wayhome.exchange.lottery.solver import INFINITE, Floats, Solver
from wayhome.exchange.lottery.weights import exact_weights
from wayhome.exchange.program import Maximiser, Program, Row, Undecided

_MOST_PACKAGES = 2_000
_NODES = 300
"""Branches of one search for a package, at most."""
_NEAR = 1e-7
_FINE = 10_000
"""Into how many parts the largest multiplier is cut where no small whole numbers stand for them."""
_SLACK = 1e-10
_FINEST = 2**40
"""Into how many parts the whole weight is cut where weights are only near."""


def by_columns(program: Program, number: tuple[int, ...], packages: Iterable[tuple[int, ...]]) -> Chances:
    """The fairest lottery, or how near it came. ``packages``: some that are known. Raises `Contradiction`."""
    return _Columns(program, number, packages).run()


class _Columns:
    def __init__(self, program: Program, number: tuple[int, ...], packages: Iterable[tuple[int, ...]]) -> None:
        self._program, self._number = program, number
        self._maximiser = Maximiser(program)
        self._packages: dict[tuple[int, ...], None] = {}
        self._open = np.ones(program.columns, dtype=bool)
        self._expected = [Fraction(0)] * program.columns
        self._levels: list[Level] = []
        self._cuts: list[Cut] = []
        self._master = _Master(number)
        for package in packages or [tuple(self._maximiser.maximise({}).values.tolist())]:
            self._add(package)

    def run(self) -> Chances:
        """Settle level after level, or as many as can be proven."""
        while self._open.any():
            level = self._level()
            if level is None:
                return self._as_found()
            self._levels.append(level)
            if not level.proven:
                return self._as_found()
            for column in level.kinds:
                self._open[column] = False
                self._expected[column] = level.chance * self._number[column]
                self._master.settle(column, self._expected[column])
        self._master.solve()
        tickets = exact_weights([package for package, _ in self._used()], self._expected)
        return self._chances(tickets, self._levels) if tickets else self._as_found()

    def _level(self) -> Level | None:
        """The next level, with as many packages more as it needs; None where the search ended before it was bounded."""
        always = min(Fraction(int(self._program.most[c]), self._number[c]) for c in np.flatnonzero(self._open).tolist())
        while True:
            near, hint = self._master.solve()
            if near > float(always) - _NEAR:
                kinds = [
                    column
                    for column in np.flatnonzero(self._open).tolist()
                    if self._program.most[column] == always * self._number[column]
                ]
                return Level(always, always, tuple(kinds), ())
            aim = whole_multipliers(hint) or _rounded(hint)
            try:
                best = self._maximiser.maximise({column: each for column, each in enumerate(aim) if each}, nodes=_NODES)
            except Undecided:
                return None
            package = tuple(best.values.tolist())
            if package in self._packages or len(self._packages) >= _MOST_PACKAGES:
                break
            if best.value <= self._reached(aim, near) + _NEAR:
                break
            self._add(package)
        row = Row(("cut", str(len(self._cuts) + 1)), {c: each for c, each in enumerate(aim) if each}, None, best.bound)
        self._cuts.append(Cut(row, best.proof))
        bound = self._bound(aim, best.bound)
        chance = bound if float(bound) < near + _NEAR else Fraction(near)
        kinds = [column for column in np.flatnonzero(self._open).tolist() if aim[column]]
        return Level(chance, bound, tuple(kinds), ((row.name, Fraction(1)),))

    def _reached(self, aim: tuple[int, ...], near: float) -> float:
        """What the packages known bring of an aim, on average."""
        return sum(
            each * (near * self._number[column] if self._open[column] else float(self._expected[column]))
            for column, each in enumerate(aim)
            if each
        )

    def _bound(self, aim: tuple[int, ...], total: int) -> Fraction:
        """The most that the open kinds' smallest chance can be if no package brings more of an aim than ``total``."""
        settled = sum(
            (each * of for each, of, open_ in zip(aim, self._expected, self._open, strict=True) if not open_),
            start=Fraction(0),
        )
        return (total - settled) / sum(aim[column] * self._number[column] for column in np.flatnonzero(self._open))

    def _add(self, package: tuple[int, ...]) -> None:
        self._packages[package] = None
        self._master.add(package)

    def _used(self) -> list[tuple[tuple[int, ...], float]]:
        """The packages that have weight, and how much."""
        weighed = zip(self._packages, self._master.weights.tolist(), strict=True)
        return [(package, weight) for package, weight in weighed if weight > _NEAR]

    def _as_found(self) -> Chances:
        """The lottery over the packages found: the levels it reaches, and the bound of the first it doesn't."""
        tickets = tuple(Ticket(round(weight * _FINEST), package) for package, weight in self._used())
        chance = chances_of(tickets, self._number)
        open_, levels = set(range(len(chance))), []
        for level in self._levels:
            smallest = min(chance[column] for column in open_)
            if smallest < level.bound:
                lowest = tuple(column for column in sorted(open_) if chance[column] == smallest)
                levels.append(Level(smallest, level.bound, lowest, level.multipliers))
                break
            levels.append(level)
            open_ -= set(level.kinds)
        return self._chances(tickets, levels)

    def _chances(self, tickets: tuple[Ticket, ...], levels: list[Level]) -> Chances:
        return Chances(self._program, self._number, tickets, tuple(self._cuts), tuple(levels))


class _Master:
    """The linear program over weights: the largest z such that every open kind's average is at least its number × z."""

    def __init__(self, number: tuple[int, ...]) -> None:
        self._number, kinds = number, len(number)
        smallest = Rows(
            np.append(np.arange(kinds + 1), kinds),
            np.zeros(kinds, dtype=np.int64),
            -np.array(number, dtype=np.int64),
            (*(0 for _ in number), 1),
            (*(None for _ in number), 1),
            1,
        )
        self._solver = Solver(smallest, np.ones(1), np.array([-INFINITE]), np.ones(1))
        self.weights: Floats = np.zeros(0)
        """Of the packages in the order they were added."""

    def add(self, package: tuple[int, ...]) -> None:
        """One package more that may be given weight."""
        brought = np.flatnonzero(package).astype(np.int32)
        rows = np.append(brought, np.int32(len(self._number)))
        self._solver.add_column(0.0, rows, np.append(np.array(package, dtype=float)[brought], 1.0))

    def solve(self) -> tuple[float, Floats]:
        """The largest z, and how much one more of each kind would help."""
        solved = self._solver.solve()
        assert solved, "some weights add up to 1, and z may be as small as it must"
        columns, multipliers = solved
        self.weights = columns[1:]
        return float(columns[0]), np.maximum(-multipliers[:-1], 0.0)

    def settle(self, column: int, expected: Fraction) -> None:
        """Keep a kind to at least this many on average from here on."""
        self._solver.change(column, 0, 0.0)
        self._solver.bound_row(column, float(expected) - _SLACK, INFINITE)


def _rounded(multipliers: Floats) -> tuple[int, ...]:
    """Whole numbers that stand to one another nearly as these do."""
    return tuple(int(each) for each in np.rint(multipliers * (_FINE / multipliers.max())))
