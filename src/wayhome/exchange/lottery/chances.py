"""What a fair lottery promises: packages with whole weights, every kind's chance, and what proves it the fairest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from wayhome.exchange.program import Program, Row
from wayhome.exchange.proof import Multipliers, Proof


@dataclass(frozen=True)
class Ticket:
    """One package of the lottery: how many units of each kind go, and its weight in the draw."""

    weight: int
    units: tuple[int, ...]


@dataclass(frozen=True)
class Cut:
    """A row that every package in whole numbers keeps, though the rows alone don't say so; with what proves it."""

    row: Row
    """Only an upper bound."""
    proof: Proof
    """Over the rows of the program and the cuts before this one."""


@dataclass(frozen=True)
class Level:
    """The next smallest chance that can't be raised without lowering a smaller one, and whose it is.

    *Why it can't be more.* Multiplied and added up, the rows give for kind j some a_j, and on the right what they bound
    the total to (as in `wayhome.exchange.proof`). So no package, and no lottery on average, has more than that of
    max(0, a_j) units of each kind not settled yet and a_j of each settled before. The settled kinds' averages being
    known, the smallest chance of the others is at most ``bound``; and where it is reached, all of them with a_j > 0
    have exactly that chance. Without multipliers the bound is that a kind's most go always.
    """

    chance: Fraction
    bound: Fraction
    kinds: tuple[int, ...]
    """Columns settled at this level."""
    multipliers: Multipliers

    @property
    def proven(self) -> bool:
        """Whether nothing fairer exists at this level."""
        return self.chance == self.bound


@dataclass(frozen=True)
class Chances:
    """A lottery over packages, all of which keep every row of the program."""

    program: Program
    number: tuple[int, ...]
    """How many units there are of each kind; a kind's column may have a smaller most."""
    tickets: tuple[Ticket, ...]
    cuts: tuple[Cut, ...]
    levels: tuple[Level, ...]

    @property
    def weight(self) -> int:
        """The weight of all packages together."""
        return sum(ticket.weight for ticket in self.tickets)

    @property
    def chance(self) -> tuple[Fraction, ...]:
        """The chance of every unit of each kind to go: what the draw keeps, whether or not it's proven the fairest."""
        return chances_of(self.tickets, self.number)

    @property
    def proven(self) -> bool:
        """Whether no lottery over packages that keep the rows is fairer: every kind is settled, each level proven."""
        settled = sum(len(level.kinds) for level in self.levels)
        return settled == len(self.number) and all(level.proven for level in self.levels)


def chances_of(tickets: Sequence[Ticket], number: Sequence[int]) -> tuple[Fraction, ...]:
    """The chance of every unit of each kind under these packages and weights."""
    weight = sum(ticket.weight for ticket in tickets)
    expected = [0] * len(number)
    for ticket in tickets:
        for column, units in enumerate(ticket.units):
            if units:
                expected[column] += ticket.weight * units
    return tuple(Fraction(total, weight * units) for total, units in zip(expected, number, strict=True))
