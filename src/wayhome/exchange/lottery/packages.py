"""An average package taken apart into packages in whole numbers whose weights add up to it exactly.

From a point of a polytope some corner is taken away with as much weight as leaves the rest inside, until nothing is
left (C. Carathéodory, *Mathematische Annalen* 64, 1907); every step meets one more bound, so that it ends. Here the
corners are packages in whole numbers near the average: of each kind as many as the average rounded down or up, or
somewhat fewer or more where that doesn't do.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import reduce
from math import gcd, lcm

import numpy as np

from wayhome.exchange.lottery.chances import Ticket
from wayhome.exchange.lottery.near import Near
from wayhome.exchange.lottery.rows import Exact, Rows
from wayhome.exchange.program import Program

_TRIES = ((0, 0), (0, 1), (1, 0), (1, 1), (2, 0))
"""How far from the average rounded down and up a package may be, and which of the near ones is taken first."""


class Apart:
    """Takes averages apart, and keeps every package it has come across."""

    def __init__(self) -> None:
        self.packages: dict[tuple[int, ...], None] = {}
        """In the order found."""

    def take(self, program: Program, expected: Sequence[Fraction]) -> tuple[Ticket, ...] | None:
        """Packages and weights that average exactly to ``expected``; None where none were found near it."""
        for width, variation in _TRIES:
            rest = _Rest(program, expected, width, variation)
            tickets = rest.take_apart()
            self.packages |= dict.fromkeys(rest.found)
            if tickets:
                return tickets
        return None


class _Rest:
    """What is left of the average: everything in whole numbers of one ``unit``-th of a package's weight.

    Of kind j every package holds ``low_j`` and up to ``span_j`` more. Of those more, the packages still to come must
    bring ``extra_j`` in all, weighted; their weights are ``left`` together.
    """

    def __init__(self, program: Program, expected: Sequence[Fraction], width: int, variation: int) -> None:
        unit = lcm(*(each.denominator for each in expected))
        whole: Exact = np.array([each.numerator * (unit // each.denominator) for each in expected], dtype=object)
        most = program.most.astype(object)
        self._low = np.maximum(whole // unit - width, 0)
        high = np.minimum(-(-whole // unit) + width, most)
        self._low, high = np.where(whole == most * unit, most, self._low), np.where(whole == 0, 0, high)
        self._open = np.flatnonzero(self._low < high).tolist()
        self._span: Exact = (high - self._low)[self._open]
        self._extra: Exact = (whole - self._low * unit)[self._open]
        self._left = unit
        rows = Rows.of(program)
        self._rows = rows.of_columns(self._open).beyond(rows.times(self._low))
        self._near = Near(self._rows, self._span, variation)
        self.found: list[tuple[int, ...]] = []

    def take_apart(self) -> tuple[Ticket, ...] | None:
        """The packages and their weights; None where the rest was left with none in reach."""
        weights: list[int] = []
        while self._left:
            at_lower, at_upper = self._tight()
            taken = self._near.find(self._extra, self._left, at_lower, at_upper)
            step = self._step(taken) if taken is not None else Fraction(0)
            if taken is None or step <= 0:
                return None
            weight, times = step.numerator, step.denominator
            weights = [each * times for each in weights]
            self._left = self._left * times - weight
            self._extra = self._extra * times - weight * taken
            weights.append(weight)
            self.found.append(self._units(taken))
        divisor = reduce(gcd, weights)
        return tuple(Ticket(weight // divisor, units) for weight, units in zip(weights, self.found, strict=True))

    def _tight(self) -> tuple[list[bool], ...]:
        """Of each row whether what is left is on its lower, and on its upper bound."""
        totals = self._rows.times(self._extra).tolist()
        return tuple(
            [bound is not None and total == bound * self._left for bound, total in zip(bounds, totals, strict=True)]
            for bounds in (self._rows.lower, self._rows.upper)
        )

    def _step(self, taken: Exact) -> Fraction:
        """The most weight this package can have, so that the rest still averages to packages that keep every bound."""
        room = [(self._extra, taken), (self._span * self._left - self._extra, self._span - taken)]
        reached, totals = self._rows.times(taken), self._rows.times(self._extra)
        for bounds, sign in ((self._rows.lower, 1), (self._rows.upper, -1)):
            has = [number for number, bound in enumerate(bounds) if bound is not None]
            bound = np.array([bounds[number] for number in has], dtype=object)
            room.append((sign * (totals[has] - bound * self._left), sign * (reached[has] - bound)))
        return min(
            (
                Fraction(of, each)
                for left, used in room
                for of, each in zip(left.tolist(), used.tolist(), strict=True)
                if each > 0
            ),
            default=Fraction(self._left),
        )

    def _units(self, taken: Exact) -> tuple[int, ...]:
        units = self._low.copy()
        units[self._open] += taken
        return tuple(units.tolist())
