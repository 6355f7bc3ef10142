"""Among whom there is a lottery: the kinds of the planner's program of which some go, and whom no stage tells apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from wayhome.exchange.lottery.chances import Chances, Cut, Level, Ticket
from wayhome.exchange.lottery.leximin import leximin
from wayhome.exchange.lottery_file import Unit
from wayhome.exchange.planner import Solved
from wayhome.exchange.program import Program, Row, RowName
from wayhome.exchange.proof import Multipliers, Proof


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

    Kinds that always go, or never can, stand in no lottery: they are left out of what is published, so that it tells of
    a party's confidential order no more than which people it leaves equal. Raises `Contradiction` as `leximin` does.
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

    What the others take of a row is taken off its bounds, rows about nobody else are left out, and the multipliers of
    the rest prove the same as before. Where the lottery isn't proven the fairest, another might settle others, and
    nothing is left out.
    """
    if not chances.proven:
        return tuple(range(len(chances.number))), chances
    program, chance = chances.program, chances.chance
    open_ = [column for column, each in enumerate(chance) if 0 < each < 1]
    place = {column: number for number, column in enumerate(open_)}
    settled = {column: int(each) * chances.number[column] for column, each in enumerate(chance) if each in (0, 1)}
    rows = tuple(row for row in (_rest(row, place, settled) for row in program.rows) if row.coefficients)
    named = {program.name(column): units for column, units in settled.items()}
    cuts = [Cut(_rest(cut.row, place, settled), _proof(cut.proof, named)) for cut in chances.cuts]
    cuts = [cut for cut in cuts if cut.row.coefficients]
    left = {row.name for row in (*rows, *(cut.row for cut in cuts))}
    return tuple(open_), Chances(
        Program(program.most[open_], rows, [program.name(column) for column in open_]),
        tuple(chances.number[column] for column in open_),
        _merged([Ticket(each.weight, tuple(each.units[column] for column in open_)) for each in chances.tickets]),
        tuple(replace(cut, proof=_of_left(cut.proof, left)) for cut in cuts),
        tuple(_of_open(level, place, left) for level in chances.levels if any(kind in place for kind in level.kinds)),
    )


def _rest(row: Row, place: dict[int, int], settled: dict[int, int]) -> Row:
    taken = sum(row.coefficients[column] * units for column, units in settled.items() if column in row.coefficients)
    return replace(
        row,
        coefficients={place[column]: each for column, each in row.coefficients.items() if column in place},
        lower=None if row.lower is None else row.lower - taken,
        upper=None if row.upper is None else row.upper - taken,
    )


def _proof(proof: Proof, settled: dict[str, int]) -> Proof:
    """The pieces in which the settled kinds, by name, go as they do, cut only where others are."""
    return tuple(
        replace(piece, cuts=tuple(cut for cut in piece.cuts if cut.column not in settled))
        for piece in proof
        if all((settled[cut.column] <= cut.value) == cut.below for cut in piece.cuts if cut.column in settled)
    )


def _of_left(proof: Proof, left: set[RowName]) -> Proof:
    return tuple(replace(piece, multipliers=_kept(piece.multipliers, left)) for piece in proof)


def _of_open(level: Level, place: dict[int, int], left: set[RowName]) -> Level:
    kinds = tuple(place[kind] for kind in level.kinds if kind in place)
    return replace(level, kinds=kinds, multipliers=_kept(level.multipliers, left))


def _kept(multipliers: Multipliers, left: set[RowName]) -> Multipliers:
    return tuple((name, each) for name, each in multipliers if name in left)


def _merged(tickets: Sequence[Ticket]) -> tuple[Ticket, ...]:
    """Packages that differ only in what was left out are one."""
    weights: dict[tuple[int, ...], int] = {}
    for ticket in tickets:
        weights[ticket.units] = weights.get(ticket.units, 0) + ticket.weight
    return tuple(Ticket(weight, units) for units, weight in weights.items())
