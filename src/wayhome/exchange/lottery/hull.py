"""Whether packages in whole numbers average to given numbers at all: they are looked for one by one, or ruled out.

Column generation: weights on the packages known leave some kinds short, and their multipliers say what a further
package would have to bring. The best that any package brings is one more, or proves that no weights will do: a cut.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from functools import reduce
from math import gcd, lcm

import numpy as np

from wayhome.exchange.lottery.chances import Cut, Ticket
from wayhome.exchange.lottery.relaxed import whole_multipliers
from wayhome.exchange.lottery.rows import Rows
from wayhome.exchange.lottery.solver import INFINITE, Floats, Solver
from wayhome.exchange.program import Maximiser, Program, Row, Undecided

_MOST_PACKAGES = 2_000
_NEAR = 1e-7
_FINE = 10_000
_FINEST = 2**40
"""Into how many parts the whole weight is cut where weights are only near."""


class Hull:
    """Packages of one program, found so far; they serve every question about it."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._maximiser = Maximiser(program)
        self._packages: dict[tuple[int, ...], None] = {}

    def add(self, packages: Iterable[tuple[int, ...]]) -> None:
        """Packages that were found elsewhere."""
        self._packages |= dict.fromkeys(packages)

    def average(self, expected: Sequence[Fraction], cuts: int) -> tuple[Ticket, ...] | Cut | None:
        """Weights of packages that average exactly to ``expected``; None where none were found and none ruled out.

        Where they are ruled out, the next cut after so many: all packages keep it, and ``expected`` doesn't.
        """
        weights = _Weights(self._program.columns, expected, self._packages)
        while len(self._packages) < _MOST_PACKAGES:
            short, wanted = weights.solve()
            if short < _NEAR:
                return _exactly(list(self._packages), list(weights.used()), expected)
            aim = whole_multipliers(wanted) or _rounded(wanted)
            try:
                best = self._maximiser.maximise({column: each for column, each in enumerate(aim) if each})
            except Undecided:
                return None
            if best.bound < sum(each * number for each, number in zip(aim, expected, strict=True)):
                row = Row(("cut", str(cuts + 1)), {c: each for c, each in enumerate(aim) if each}, None, best.bound)
                return Cut(row, best.proof)
            package = tuple(best.values.tolist())
            if package in self._packages:
                return None
            self._packages[package] = None
            weights.add(package)
        return None

    def nearest(self, expected: Sequence[Fraction]) -> tuple[Ticket, ...]:
        """Weights of the packages known that leave as little as can be of ``expected`` wanting.

        Raises `Contradiction` where the rows allow none.
        """
        if not self._packages:
            self.add([tuple(self._maximiser.maximise({}).values.tolist())])
        weights = _Weights(self._program.columns, expected, self._packages)
        weights.solve()
        packages = list(self._packages)
        return tuple(
            Ticket(whole, packages[number])
            for number, weight in weights.used().items()
            if (whole := round(weight * _FINEST))
        )


class _Weights:
    """The linear program over weights: least shortfall of ``expected``, the weights together 1."""

    def __init__(self, kinds: int, expected: Sequence[Fraction], packages: Iterable[tuple[int, ...]]) -> None:
        self._kinds = kinds
        each = np.arange(kinds, dtype=np.int64)
        shortfalls = Rows(
            np.append(each, [kinds, kinds]),
            each,
            np.ones(kinds, dtype=np.int64),
            (*(0 for _ in each), 1),
            (*(None for _ in each), 1),
            kinds,
        )
        self._solver = Solver(shortfalls, np.full(kinds, -1.0), np.zeros(kinds), np.full(kinds, INFINITE))
        for column, number in enumerate(expected):
            self._solver.bound_row(column, float(number), INFINITE)
        self._values = np.zeros(kinds)
        for package in packages:
            self.add(package)

    def add(self, package: tuple[int, ...]) -> None:
        """One package more that may be given weight."""
        brought = np.flatnonzero(package).astype(np.int32)
        self._solver.add_column(
            0.0,
            np.append(brought, np.int32(self._kinds)),
            np.append(np.array(package, dtype=float)[brought], 1.0),
        )

    def solve(self) -> tuple[float, Floats]:
        """How much is wanting in all, and how much one more of each kind would help; all of it before any package."""
        solved = self._solver.solve()
        if solved is None:
            return INFINITE, np.ones(self._kinds)
        self._values, multipliers = solved
        return float(self._values[: self._kinds].sum()), np.maximum(-multipliers[: self._kinds], 0.0)

    def used(self) -> dict[int, float]:
        """The packages that have weight, by number."""
        weights = self._values[self._kinds :]
        return {number: float(weights[number]) for number in np.flatnonzero(weights > _NEAR).tolist()}


def _rounded(multipliers: Floats) -> tuple[int, ...]:
    """Whole numbers that stand to one another nearly as these do."""
    return tuple(int(each) for each in np.rint(multipliers * (_FINE / multipliers.max())))


def _exactly(
    packages: Sequence[tuple[int, ...]], used: Sequence[int], expected: Sequence[Fraction]
) -> tuple[Ticket, ...] | None:
    """The weights of these packages that average exactly to ``expected``; None where they don't.

    Elimination in whole numbers (E. Bareiss, Mathematics of Computation 22, 1968).
    """
    times = lcm(*(each.denominator for each in expected))
    table = np.empty((len(expected) + 1, len(used) + 1), dtype=object)
    for place, number in enumerate(used):
        table[:, place] = [*packages[number], 1]
    table[:, -1] = [*(int(each * times) for each in expected), times]
    before = 1
    for place in range(len(used)):
        below = np.flatnonzero(table[place:, place])
        if not len(below):
            return None
        pivot = place + int(below[0])
        table[[place, pivot]] = table[[pivot, place]]
        here = table[place].copy()
        table = (table * here[place] - np.outer(table[:, place], here)) // before
        table[place] = here
        before = here[place]
    solved, rest = table[: len(used)], table[len(used) :]
    if rest[:, -1].any():
        return None
    weights = [Fraction(int(row[-1]), int(row[place])) for place, row in enumerate(solved)]
    if any(weight < 0 for weight in weights):
        return None
    unit = lcm(*(weight.denominator for weight in weights))
    whole = [int(weight * unit) for weight in weights]
    divisor = reduce(gcd, whole)
    return tuple(
        Ticket(weight // divisor, packages[number]) for weight, number in zip(whole, used, strict=True) if weight
    )
