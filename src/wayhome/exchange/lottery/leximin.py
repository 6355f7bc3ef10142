"""The fairest lottery over all packages that keep a program's rows."""

from __future__ import annotations

from collections.abc import Sequence

from wayhome.exchange.lottery.chances import Chances, Cut, Level, Ticket, chances_of
from wayhome.exchange.lottery.hull import Hull
from wayhome.exchange.lottery.levels import Promise, promise
from wayhome.exchange.lottery.packages import Apart
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
    hull, apart = Hull(program), Apart()
    cuts: tuple[Cut, ...] = ()
    while True:
        promised = promise(program, units, cuts)
        cuts = promised.cuts
        if not promised.complete or len(cuts) > _MOST_CUTS:
            break
        expected = promised.expected(units)
        found: tuple[Ticket, ...] | Cut | None = apart.take(program.with_rows(cut.row for cut in cuts), expected)
        if found is None:
            hull.add(apart.packages)
            found = hull.average(expected, len(cuts))
        if found is None:
            break
        if isinstance(found, tuple):
            return Chances(program, units, found, cuts, promised.levels)
        cuts = (*cuts, found)
    return _as_found(program, units, hull, promised)


def _as_found(program: Program, units: tuple[int, ...], hull: Hull, promised: Promise) -> Chances:
    """The lottery over the packages found: the levels it reaches, and how much fairer at most the first it doesn't."""
    tickets = hull.nearest(promised.expected(units))
    chance = chances_of(tickets, units)
    open_, levels = set(range(len(units))), []
    for level in promised.levels:
        smallest = min(chance[column] for column in open_)
        if smallest < level.bound:
            lowest = tuple(column for column in sorted(open_) if chance[column] == smallest)
            levels.append(Level(smallest, level.bound, lowest, level.multipliers))
            break
        levels.append(level)
        open_ -= set(level.kinds)
    return Chances(program, units, tickets, promised.cuts, tuple(levels))
