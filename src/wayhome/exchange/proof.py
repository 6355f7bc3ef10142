"""What proves that a stage can't reach more: multipliers of rows, in exact fractions, that anybody can add up again.

For a program ``max c·x``, ``lower <= A x <= upper``, ``0 <= x <= most`` any multipliers y of the rows give a bound
that no x passes: the sum over rows of y × (upper if y > 0 else lower), plus the sum over columns of most × max(0, c -
A'y) (weak duality of linear programming; V. Chvátal, *Linear Programming*, 1983, chapter 5). x being whole, the bound
may be rounded down. Where one bound isn't enough the columns' ranges are cut in two, again and again, and every piece
has multipliers of its own: branch and bound written down (K. Cheung, A. Gleixner, D. Steffy, *Verifying integer
programming results*, IPCO 2017).
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

Multipliers: TypeAlias = tuple[tuple[tuple[str, ...], Fraction], ...]
"""Rows by their names, in order, with their multipliers; rows that are left out have 0."""


@dataclass(frozen=True, slots=True)
class Cut:
    """One side of a cut of a column's range: at most ``value`` where ``below``, else at least ``value + 1``."""

    column: str
    """The column by the name its kind has in the certificate."""
    value: int
    below: bool


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of the program, and multipliers that keep it to the stage's bound."""

    cuts: tuple[Cut, ...]
    multipliers: Multipliers


Proof: TypeAlias = tuple[Piece, ...]
"""Pieces that together leave nothing out; one piece without cuts where one bound is enough."""
