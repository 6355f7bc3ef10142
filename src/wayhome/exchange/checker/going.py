"""How many units of each kind go in each round, as values of a program's columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from wayhome.exchange.checker.kinds import Kind, joined
from wayhome.exchange.checker.program import Program


@dataclass(frozen=True)
class Going:
    """Units of kinds, by round and in all.

    What they are in all may be more than the rounds come to: what stages hoped for and the rounds had no room for.
    """

    kinds: Sequence[Kind]
    by_round: Sequence[Sequence[int]]
    """For each kind its units in each round, the first round first."""
    in_all: Sequence[int]

    def values(self, program: Program) -> list[int]:
        """The values of a program's columns."""
        return [self.by_round[kind][number - 1] if number else self.in_all[kind] for kind, number in program.columns]

    def joined(self) -> Going:
        """The same of kinds joined without their standing in any order."""
        wholes, part_of = joined(self.kinds)
        rounds = len(self.by_round[0]) if self.by_round else 0
        by_round = [[0] * rounds for _ in wholes]
        in_all = [0] * len(wholes)
        for whole, own, all_of_them in zip(part_of, self.by_round, self.in_all, strict=True):
            in_all[whole] += all_of_them
            for at, units in enumerate(own):
                by_round[whole][at] += units
        return Going(wholes, by_round, in_all)
