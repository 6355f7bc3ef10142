"""An average package taken apart into packages in whole numbers whose weights add up to it exactly.

From a point of a polytope some corner is taken away with as much weight as leaves the rest inside, until nothing is
left (C. Carathéodory, *Mathematische Annalen* 64, 1907); every step meets one more bound, so that it ends. Here the
corners are packages in whole numbers near the average: of each kind as many as the average rounded down or up.
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


def taken_apart(program: Program, expected: Sequence[Fraction]) -> tuple[Ticket, ...] | None:
    """Packages and weights that average exactly to ``expected``; None where none were found near it."""
    return _Rest(program, expected).take_apart()


class _Rest:
    """What is left of the average: everything in whole numbers of one ``unit``-th of a package's weight.

    Of kind j every package holds ``floor_j`` or one more; the rest of the weight ``left`` that still needs the one more
    is ``extra_j``, between 0 and ``left``.
    """

    def __init__(self, program: Program, expected: Sequence[Fraction]) -> None:
        unit = lcm(*(each.denominator for each in expected))
        whole = [each.numerator * (unit // each.denominator) for each in expected]
        self._floor: Exact = np.array([each // unit for each in whole], dtype=object)
        remainders = [each % unit for each in whole]
        self._open = [column for column, remainder in enumerate(remainders) if remainder]
        self._extra: Exact = np.array([remainders[column] for column in self._open], dtype=object)
        self._left = unit
        rows = Rows.of(program)
        self._rows = rows.of_columns(self._open).beyond(rows.times(self._floor))
        self._near = Near(self._rows)

    def take_apart(self) -> tuple[Ticket, ...] | None:
        tickets: list[tuple[int, Exact]] = []
        while self._left:
            taken = self._next()
            if taken is None:
                return None
            step = self._step(taken)
            if step <= 0:
                return None
            weight, times = step.numerator, step.denominator
            if times > 1:
                tickets = [(each * times, units) for each, units in tickets]
            self._left = self._left * times - weight
            self._extra = self._extra * times - weight * taken
            tickets.append((weight, taken))
        divisor = reduce(gcd, (weight for weight, _ in tickets))
        return tuple(Ticket(weight // divisor, self._units(more)) for weight, more in tickets)

    def _next(self) -> Exact | None:
        """A package that meets every bound which the rest meets: 0 or 1 more of each open kind."""
        at_lower, at_upper = self._tight()
        return self._near.find(self._extra, self._left, at_lower, at_upper)

    def _tight(self) -> tuple[list[bool], ...]:
        """Of each row whether what is left is on its lower, and on its upper bound."""
        totals = self._rows.times(self._extra).tolist()
        return tuple(
            [bound is not None and total == bound * self._left for bound, total in zip(bounds, totals, strict=True)]
            for bounds in (self._rows.lower, self._rows.upper)
        )

    def _step(self, more: Exact) -> Fraction:
        """The most weight this package can have, so that the rest still averages to packages that keep every bound."""
        weight = Fraction(self._left)
        taken = more.astype(bool)
        for bounds in (self._extra[taken], self._left - self._extra[~taken]):
            if len(bounds):
                weight = min(weight, Fraction(min(bounds.tolist())))
        reached = self._rows.times(more).tolist()
        totals = self._rows.times(self._extra).tolist()
        for lower, upper, here, total in zip(self._rows.lower, self._rows.upper, reached, totals, strict=True):
            if lower is not None and here > lower:
                weight = min(weight, Fraction(total - lower * self._left, here - lower))
            if upper is not None and here < upper:
                weight = min(weight, Fraction(upper * self._left - total, upper - here))
        return weight

    def _units(self, more: Exact) -> tuple[int, ...]:
        units = self._floor.copy()
        units[self._open] += more
        return tuple(units.tolist())
