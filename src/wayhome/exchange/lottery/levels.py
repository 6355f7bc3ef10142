"""The fairest chances that the rows allow, level by level, each bound added up in whole numbers.

Leximin: the smallest chance as large as can be, then the next smallest, and so on. Over a convex set there is exactly
one such vector, found by settling at each level the kinds that the multipliers show can't have more (W. Ogryczak, T.
Śliwiński, *On direct methods for lexicographic min-max optimization*, ICCSA 2006).
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import gcd, lcm

import numpy as np

from wayhome.exchange.lottery.chances import Cut, Level
from wayhome.exchange.lottery.relaxed import Relaxed, whole_multipliers
from wayhome.exchange.lottery.rows import Exact, Rows
from wayhome.exchange.lottery.solver import Floats
from wayhome.exchange.program import Program, Row
from wayhome.exchange.proof import Multipliers, Piece

_NEAR = 1e-7
_MOST_CUTS = 100


@dataclass(frozen=True)
class Promise:
    """The chances that no lottery can better, and how far that could be shown."""

    levels: tuple[Level, ...]
    cuts: tuple[Cut, ...]
    complete: bool
    """Whether every kind is settled and the average package keeps every row, exactly."""

    def expected(self, number: tuple[int, ...]) -> list[Fraction]:
        """How many of each kind go on average."""
        expected = [Fraction(0)] * len(number)
        for level in self.levels:
            for column in level.kinds:
                expected[column] = level.chance * number[column]
        return expected


def promise(program: Program, number: tuple[int, ...]) -> Promise:
    """The fairest chances under the rows.

    Where a level shows that whole numbers allow less than the rows, there is one cut more and all begins anew: what was
    settled before may be out of reach.
    """
    cuts: tuple[Cut, ...] = ()
    while len(cuts) <= _MOST_CUTS:
        levels = _Levels(program, number, cuts)
        promised = levels.run()
        if promised.cuts == cuts:
            return promised
        cuts = promised.cuts
    return Promise((), cuts, complete=False)


class _Levels:
    def __init__(self, program: Program, number: tuple[int, ...], cuts: tuple[Cut, ...]) -> None:
        self._program = program.with_rows(cut.row for cut in cuts)
        self._number = np.array(number, dtype=object)
        self._most = program.most.astype(object)
        self._cuts = cuts
        self._levels: list[Level] = []
        self._open = np.ones(program.columns, dtype=bool)
        self._expected = [Fraction(0)] * program.columns
        self._rows = Rows.of(self._program)
        self._relaxed = Relaxed(self._rows, program.most, np.array(number, dtype=np.int64))

    def run(self) -> Promise:
        """Settle level after level, up to the first that cuts."""
        while self._open.any():
            solved = self._relaxed.solve()
            if solved is None:
                return self._promised(complete=False)
            level = self._level(*solved)
            if isinstance(level, Cut):
                return Promise((), (*self._cuts, level), complete=False)
            if level is None:
                return self._promised(complete=False)
            self._settle(level)
        return self._promised(complete=self._kept())

    def _level(self, near: float, hint: Floats) -> Level | Cut | None:
        """The next level, or what rules it out; None where no whole multipliers were found that bear it out."""
        always = Fraction(*min(self._shares(), key=lambda share: Fraction(*share)))
        if near > float(always) - _NEAR:
            kinds = [c for c in np.flatnonzero(self._open).tolist() if self._most[c] == always * self._number[c]]
            return Level(always, always, tuple(kinds), ())
        multipliers = whole_multipliers(hint)
        total = self._rows.bounded(multipliers) if multipliers else None
        if multipliers is None or total is None:
            return None
        sums = self._rows.added_up(multipliers)
        above = np.where(self._open, np.maximum(sums, 0), sums)
        total += int((self._most * (above - sums)).sum())
        cut = self._cut(above, total, multipliers)
        kinds = np.flatnonzero(self._open & (sums > 0)).tolist()
        if cut or not kinds:
            return cut
        chance = self._bound(above, total)
        if abs(float(chance) - near) > _NEAR:
            return None
        return Level(chance, chance, tuple(kinds), self._named(multipliers))

    def _shares(self) -> list[tuple[int, int]]:
        """Of each open kind the most that may go, and how many there are."""
        return list(zip(self._most[self._open].tolist(), self._number[self._open].tolist(), strict=True))

    def _bound(self, above: Exact, total: int) -> Fraction:
        """The most that the smallest chance of the open kinds can be."""
        settled = sum(
            (above[column] * self._expected[column] for column in np.flatnonzero(~self._open & (above != 0))),
            start=Fraction(0),
        )
        return (total - settled) / int((above * self._number)[self._open].sum())

    def _cut(self, above: Exact, total: int, multipliers: tuple[int, ...]) -> Cut | None:
        """What no whole numbers reach: of coefficients with a common divisor the bound is rounded down to it
        (V. Chvátal, *Edmonds polytopes and a hierarchy of combinatorial problems*, Discrete Mathematics 4, 1973)."""
        divisor = gcd(*above.tolist())
        if divisor < 2 or total % divisor == 0:
            return None
        proof = tuple((name, each / divisor) for name, each in self._named(multipliers))
        coefficients = {column: int(above[column]) // divisor for column in np.flatnonzero(above).tolist()}
        row = Row(("cut", str(len(self._cuts) + 1)), coefficients, None, total // divisor)
        return Cut(row, (Piece((), proof),))

    def _settle(self, level: Level) -> None:
        self._levels.append(level)
        for column in level.kinds:
            self._open[column] = False
            self._expected[column] = level.chance * int(self._number[column])
            self._relaxed.settle(column, self._expected[column])

    def _kept(self) -> bool:
        times = lcm(*(each.denominator for each in self._expected))
        whole = np.array([int(each * times) for each in self._expected], dtype=object)
        within = bool(((whole >= 0) & (whole <= self._most * times)).all())
        return within and self._rows.kept_by(whole, times)

    def _named(self, multipliers: tuple[int, ...]) -> Multipliers:
        names = (row.name for row in self._program.rows)
        return tuple((name, Fraction(each)) for name, each in zip(names, multipliers, strict=True) if each)

    def _promised(self, *, complete: bool) -> Promise:
        return Promise(tuple(self._levels), self._cuts, complete)
