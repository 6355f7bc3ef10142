"""The fairest lottery over all packages that keep a program's rows."""

from __future__ import annotations

from collections.abc import Sequence

from wayhome.exchange.lottery.chances import Chances
from wayhome.exchange.lottery.columns import by_columns
from wayhome.exchange.lottery.levels import promise
from wayhome.exchange.lottery.packages import Apart
from wayhome.exchange.program import Program


def leximin(program: Program, number: Sequence[int]) -> Chances:
    """The lottery under which the smallest chance of anybody is as large as can be, then the next smallest, and so on.

    It is over all packages that keep the rows. Units of one kind have equal chances: x of n going gives each x / n.
    ``number`` says of each column how many units there are, at least 1 and at least the column's most.

    First the chances that no lottery can better, by linear programming over packages in fractions; then packages in
    whole numbers that average to them exactly. Where there are none, packages are looked for one by one, each level
    proven by what the best package brings. The same program gives the same lottery.

    `Chances.proven` says whether all that succeeded; where it didn't, the chances are those of the packages found, with
    the bound of the first that could be larger beside it. Raises `Contradiction` where no package keeps the rows.
    """
    units = tuple(int(each) for each in number)
    promised, apart = promise(program, units), Apart()
    if promised.complete:
        rows = program.with_rows(cut.row for cut in promised.cuts)
        tickets = apart.take(rows, promised.expected(units))
        if tickets:
            return Chances(program, units, tickets, promised.cuts, promised.levels)
    return by_columns(program, units, apart.packages)
