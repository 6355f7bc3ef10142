"""Whole weights of packages that average exactly to given numbers, by elimination."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import reduce
from math import gcd, lcm

import numpy as np

from wayhome.exchange.lottery.chances import Ticket


def exact_weights(packages: Sequence[tuple[int, ...]], expected: Sequence[Fraction]) -> tuple[Ticket, ...] | None:
    """The weights of these packages that average exactly to ``expected``; None where they don't.

    Elimination in whole numbers (E. Bareiss, Mathematics of Computation 22, 1968).
    """
    times = lcm(*(each.denominator for each in expected))
    table = np.empty((len(expected) + 1, len(packages) + 1), dtype=object)
    for place, package in enumerate(packages):
        table[:, place] = [*package, 1]
    table[:, -1] = [*(int(each * times) for each in expected), times]
    before = 1
    for place in range(len(packages)):
        below = np.flatnonzero(table[place:, place])
        if not len(below):
            return None
        pivot = place + int(below[0])
        table[[place, pivot]] = table[[pivot, place]]
        here = table[place].copy()
        table = (table * here[place] - np.outer(table[:, place], here)) // before
        table[place] = here
        before = here[place]
    solved, rest = table[: len(packages)], table[len(packages) :]
    if rest[:, -1].any():
        return None
    weights = [Fraction(int(row[-1]), int(row[place])) for place, row in enumerate(solved)]
    if any(weight < 0 for weight in weights):
        return None
    unit = lcm(*(weight.denominator for weight in weights))
    whole = [int(weight * unit) for weight in weights]
    divisor = reduce(gcd, whole)
    return tuple(Ticket(weight // divisor, package) for weight, package in zip(whole, packages, strict=True) if weight)
