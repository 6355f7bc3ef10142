"""Integer programs as anybody could do them by hand: every choice tried, every proof added up in fractions."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import product
from math import floor

from wayhome.exchange.program import Program, Row
from wayhome.exchange.proof import Piece, Proof


def choices(program: Program) -> Iterator[tuple[int, ...]]:
    """Every choice that keeps the rows."""
    for values in product(*(range(int(most) + 1) for most in program.most)):
        if all(keeps(row, values) for row in program.rows):
            yield values


def keeps(row: Row, values: tuple[int, ...]) -> bool:
    reached = sum(coefficient * values[column] for column, coefficient in row.coefficients.items())
    return (row.lower is None or row.lower <= reached) and (row.upper is None or reached <= row.upper)


def proven_bound(program: Program, objective: Mapping[int, int], proof: Proof) -> int:
    """The bound that a proof shows, once its pieces are seen to leave nothing out."""
    whole = {program.name(column): (0, int(most)) for column, most in enumerate(program.most)}
    assert leaves_nothing_out([piece.cuts for piece in proof])
    return max(piece_bound(program, objective, piece, dict(whole)) for piece in proof)


def leaves_nothing_out(pieces: list[tuple]) -> bool:
    """Whether the pieces are the leaves of one tree of cuts in two."""
    if pieces == [()]:
        return True
    if not pieces or not all(pieces):
        return False
    first = pieces[0][0]
    sides = [[cuts[1:] for cuts in pieces if cuts[0].below == below] for below in (True, False)]
    same = all((cuts[0].column, cuts[0].value) == (first.column, first.value) for cuts in pieces)
    return same and all(leaves_nothing_out(side) for side in sides)


def piece_bound(
    program: Program, objective: Mapping[int, int], piece: Piece, ranges: dict[str, tuple[int, int]]
) -> int:
    """Weak duality within the piece's ranges, rounded down."""
    for cut in piece.cuts:
        lower, upper = ranges[cut.column]
        ranges[cut.column] = (lower, min(upper, cut.value)) if cut.below else (max(lower, cut.value + 1), upper)
    rows = {row.name: row for row in program.rows}
    left = {column: Fraction(objective.get(column, 0)) for column in range(program.columns)}
    bound = Fraction(0)
    for name, multiplier in piece.multipliers:
        limit = rows[name].upper if multiplier > 0 else rows[name].lower
        assert limit is not None
        bound += multiplier * limit
        for column, coefficient in rows[name].coefficients.items():
            left[column] -= multiplier * coefficient
    for column, amount in left.items():
        lower, upper = ranges[program.name(column)]
        bound += max(amount * lower, amount * upper)
    return floor(bound)
