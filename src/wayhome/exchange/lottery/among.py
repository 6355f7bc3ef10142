"""Among whom there is a lottery: the kinds of the planner's program of which some go, and whom no stage tells apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from wayhome.exchange.lottery.chances import Chances, Cut, Level, Ticket
from wayhome.exchange.lottery.leximin import leximin
from wayhome.exchange.lottery_file import Unit
from wayhome.exchange.planner import Solved
from wayhome.exchange.program import Program, Row


@dataclass(frozen=True)
class Among:
    """A lottery among people, and how many more the terms settle without one."""

    chances: Chances
    units: tuple[tuple[Unit, ...], ...]
    """Of each column the units of its kind."""
    certain: int
    """People of the count who go whatever is drawn."""
    never: int
    """People of the count who can't go in this round, whatever is drawn."""


def lottery_among(solved: Solved) -> Among | None:
    """The fairest lottery over all packages as good as the planner's; None where no count leaves anything to draw.

    Kinds that always go, or never can, stand in no lottery: they are left out of what is published, so that it tells of a
    party's confidential order no more than which people it leaves equal. Raises `Contradiction` as `leximin` does.
    """
    face = solved.face
    if face is None:
        return None
    kinds = [face.kinds[kind] for kind, _ in face.columns]
    chances = leximin(face.program, [kind.number for kind in kinds])
    heads = [kind.heads * kind.number for kind in kinds]
    certain = sum(each for each, chance in zip(heads, chances.chance, strict=True) if chance == 1)
    never = sum(each for each, chance in zip(heads, chances.chance, strict=True) if chance == 0)
    open_, rest = without_settled(chances)
    if not open_:
        return None
    units = tuple(tuple(tuple(p.person for p in unit.people) for unit in kinds[column].units) for column in open_)
    return Among(rest, units, certain, never)


def without_settled(chances: Chances) -> tuple[tuple[int, ...], Chances]:
    """The columns whose units neither always go nor never, and the lottery of these alone.

    What the others take of a row is taken off its bounds; the multipliers prove the same as before. Where the lottery isn't
    proven the fairest, another might not settle the same, and nothing is left out.
    """
    if not chances.proven:
        return tuple(range(len(chances.number))), chances
    open_ = [column for column, chance in enumerate(chances.chance) if 0 < chance < 1]
    place = {column: number for number, column in enumerate(open_)}
    always = {column: chances.number[column] for column, chance in enumerate(chances.chance) if chance == 1}
    program = chances.program
    rows = [_rest(row, place, always) for row in program.rows]
    names = [program.name(column) for column in open_]
    return tuple(open_), Chances(
        Program(program.most[open_], tuple(row for row in rows if row.coefficients), names),
        tuple(chances.number[column] for column in open_),
        _merged([Ticket(each.weight, tuple(each.units[column] for column in open_)) for each in chances.tickets]),
        tuple(Cut(_rest(cut.row, place, always), cut.proof) for cut in chances.cuts),
        tuple(_of_open(level, place) for level in chances.levels if any(kind in place for kind in level.kinds)),
    )


def _rest(row: Row, place: dict[int, int], always: dict[int, int]) -> Row:
    taken = sum(row.coefficients[column] * units for column, units in always.items() if column in row.coefficients)
    return replace(
        row,
        coefficients={place[column]: each for column, each in row.coefficients.items() if column in place},
        lower=None if row.lower is None else row.lower - taken,
        upper=None if row.upper is None else row.upper - taken,
    )


def _of_open(level: Level, place: dict[int, int]) -> Level:
    return replace(level, kinds=tuple(place[kind] for kind in level.kinds if kind in place))


def _merged(tickets: Sequence[Ticket]) -> tuple[Ticket, ...]:
    """Packages that differ only in what was left out are one."""
    weights: dict[tuple[int, ...], int] = {}
    for ticket in tickets:
        weights[ticket.units] = weights.get(ticket.units, 0) + ticket.weight
    return tuple(Ticket(weight, units) for units, weight in weights.items())
