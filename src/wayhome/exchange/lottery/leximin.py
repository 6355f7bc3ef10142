"""The fairest lottery over all packages that keep a program's rows."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from wayhome.exchange.lottery.chances import Chances, Cut, Level, chances_of
from wayhome.exchange.lottery.hull import Hull
from wayhome.exchange.lottery.levels import Promise, promise
from wayhome.exchange.lottery.packages import taken_apart
from wayhome.exchange.program import Program

_MOST_CUTS = 500


def leximin(program: Program, number: Sequence[int]) -> Chances:
    """The lottery under which the smallest chance of anybody is as large as can be, then the next smallest, and so on.

    It is over all packages that keep the rows. Units of one kind have equal chances: x of n going gives each x / n.
    ``number`` says of each column how many units there are, at least 1 and at least the column's most.

    First the chances that no lottery can better, by linear programming over packages in fractions; then packages in
    whole numbers that average to them exactly. Where there are none, what rules them out is one row more, and all
    begins anew. The same program gives the same lottery.

    `Chances.proven` says whether all that succeeded; where it didn't, the chances are those of the packages found, with
    the bound of the smallest beside it. Raises `Contradiction` where no package keeps the rows.
    """
    units = tuple(int(each) for each in number)
    hull = Hull(program)
    cuts: tuple[Cut, ...] = ()
    while True:
        promised = promise(program, units, cuts)
        cuts = promised.cuts
        if not promised.complete or len(cuts) > _MOST_CUTS:
            break
        expected = promised.expected(units)
        tickets = taken_apart(program.with_rows(cut.row for cut in cuts), expected)
        found = tickets or hull.average(expected, len(cuts))
        if found is None:
            break
        if isinstance(found, tuple):
            return Chances(program, units, found, cuts, promised.levels)
        cuts = (*cuts, found)
    return _as_found(program, units, hull, promised)


def _as_found(program: Program, units: tuple[int, ...], hull: Hull, promised: Promise) -> Chances:
    """The lottery over the packages found, and how much fairer another could be at most."""
    tickets = hull.nearest(promised.expected(units))
    chance = chances_of(tickets, units)
    smallest = min(chance)
    kinds = tuple(column for column, each in enumerate(chance) if each == smallest)
    first = promised.levels[0] if promised.levels else Level(smallest, Fraction(1), kinds, ())
    level = Level(smallest, first.bound, kinds, first.multipliers)
    return Chances(program, units, tickets, promised.cuts, (level,))
