"""What a proof proves: multipliers added up again in whole numbers, piece by piece, and no piece left out.

Weak duality of linear programming, as `wayhome.exchange.proof` states it; whole numbers are whole, so each piece's
bound is rounded down.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping

from wayhome.exchange.checker.program import Program
from wayhome.exchange.proof import Cut, Piece, Proof
from wayhome.people.messages import Message, said


class Unsound(Exception):
    """A proof that proves nothing: why."""

    def __init__(self, why: Message) -> None:
        super().__init__(why)
        self.why = why


def proven(program: Program, objective: Mapping[int, int], proof: Proof) -> int:
    """What no choice of this program passes of an objective, if the proof is right. Raises `Unsound`."""
    return max(_bound(program, objective, piece) for piece in _leaving_nothing_out(proof))


def _leaving_nothing_out(proof: Proof) -> Iterator[Piece]:
    """The pieces, once it is sure of each that its cuts are the sides of cuts whose other sides are there too.

    Of a cut the side above its value stands first.
    """
    open_sides: list[tuple[Cut, ...]] = [()]
    for piece in proof:
        if not open_sides:
            raise Unsound(said("exchange.piece_outside_the_cuts"))
        side = open_sides.pop()
        for cut in piece.cuts[len(side) :]:
            if cut.below:
                raise Unsound(said("exchange.side_above_left_out", value=cut.value, column=cut.column))
            open_sides.append((*side, Cut(cut.column, cut.value, True)))
            side = (*side, cut)
        if piece.cuts != side:
            raise Unsound(said("exchange.piece_on_the_wrong_side"))
        yield piece
    if open_sides:
        raise Unsound(said("exchange.side_left_out") if proof else said("exchange.no_piece"))


def _bound(program: Program, objective: Mapping[int, int], piece: Piece) -> int:
    ranges = _ranges(program, piece)
    # Everything is taken as often as makes all the fractions whole.
    times = math.lcm(*(multiplier.denominator for _, multiplier in piece.multipliers))
    left = defaultdict(int, {column: times * weight for column, weight in objective.items()})
    total, before = 0, -1
    for name, multiplier in piece.multipliers:
        if name not in program.rows:
            raise Unsound(said("exchange.no_such_row", row=name))
        if program.place[name] <= before or not multiplier:
            raise Unsound(said("exchange.row_out_of_order", row=name))
        before, row = program.place[name], program.rows[name]
        number = multiplier.numerator * (times // multiplier.denominator)
        limit = row.upper if number > 0 else row.lower
        if limit is None:
            raise Unsound(said("exchange.row_without_this_bound", row=name))
        total += number * limit
        for column, weight in row.weights.items():
            left[column] -= number * weight
    for column, rest in left.items():
        if rest:
            lowest, highest = ranges.get(column) or (0, program.most[column])
            total += rest * (highest if rest > 0 else lowest)
    return total // times


def _ranges(program: Program, piece: Piece) -> dict[int, tuple[int, int]]:
    ranges: dict[int, tuple[int, int]] = {}
    for cut in piece.cuts:
        column = program.by_name.get(cut.column)
        if column is None:
            raise Unsound(said("exchange.no_such_column", column=cut.column))
        lowest, highest = ranges.get(column, (0, program.most[column]))
        if not lowest <= cut.value < highest:
            ends = {"lowest": lowest, "highest": highest}
            raise Unsound(said("exchange.can_not_be_cut", column=cut.column, value=cut.value, **ends))
        ranges[column] = (lowest, cut.value) if cut.below else (cut.value + 1, highest)
    return ranges
