"""A lottery as it is published: chances and packages frozen, before anybody has committed to anything."""

from __future__ import annotations

from collections.abc import Sequence

from wayhome.exchange.lottery.chances import Chances
from wayhome.exchange.lottery_file import (
    RULE,
    Half,
    Kind,
    Lottery,
    Multiplied,
    PublishedCut,
    PublishedLevel,
    PublishedPackage,
    PublishedPiece,
    PublishedRow,
    Unit,
)
from wayhome.exchange.program import Program, Row
from wayhome.exchange.proof import Multipliers, Proof


def frozen(
    chances: Chances,
    units: Sequence[Sequence[Unit]],
    *,
    round_name: str,
    terms: str,
    attempt: int,
    seats: Sequence[str],
    beacon: str,
) -> Lottery:
    """The part to freeze. ``units``: of each column the units of its kind."""
    return Lottery(
        round_name,
        terms,
        attempt,
        tuple(sorted(seats)),
        beacon,
        RULE,
        tuple(
            Kind(tuple(sorted(tuple(sorted(unit)) for unit in of_kind)), most, str(chance))
            for of_kind, most, chance in zip(units, chances.program.most.tolist(), chances.chance, strict=True)
        ),
        tuple(_row(row) for row in chances.program.rows),
        tuple(PublishedCut(_row(cut.row), _proof(chances.program, cut.proof)) for cut in chances.cuts),
        tuple(
            PublishedLevel(str(level.chance), str(level.bound), level.kinds, _multiplied(level.multipliers))
            for level in chances.levels
        ),
        tuple(PublishedPackage(str(ticket.weight), ticket.units) for ticket in chances.tickets),
    )


def _row(row: Row) -> PublishedRow:
    return PublishedRow(row.name, tuple(row.coefficients.items()), row.lower, row.upper)


def _proof(program: Program, proof: Proof) -> tuple[PublishedPiece, ...]:
    place = {program.name(column): column for column in range(program.columns)}
    return tuple(
        PublishedPiece(
            tuple(Half(place[cut.column], cut.value, cut.below) for cut in piece.cuts), _multiplied(piece.multipliers)
        )
        for piece in proof
    )


def _multiplied(multipliers: Multipliers) -> tuple[Multiplied, ...]:
    return tuple(Multiplied(name, str(each)) for name, each in multipliers)
