"""All that the planner found out: kinds, programs, stages and schedule, for packages, lotteries and explanations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from wayhome.exchange.order import Order
from wayhome.exchange.package import Certificate
from wayhome.exchange.planner.counted import Counted
from wayhome.exchange.planner.kinds import Kind
from wayhome.exchange.planner.programs import Space
from wayhome.exchange.planner.rounds import Schedule
from wayhome.exchange.planner.unconditional import Unconditional
from wayhome.exchange.terms import Terms
from wayhome.exchange.units import Unit, drawn
from wayhome.people.categories import Track


@dataclass(frozen=True, eq=False)
class Solved:
    """How many of each kind go in each round, and what proves it."""

    terms: Terms
    orders: Mapping[str, Order]
    """By party of origin."""
    kinds: tuple[Kind, ...]
    """The whole pool, in the order of the kinds' names."""
    unconditional: tuple[Unconditional, ...]
    counted: Counted | None
    """None once hostilities have ended."""
    schedule: Schedule | None
    """The counted by round; None where there is but one round, or no count."""
    certificate: Certificate

    @property
    def face(self) -> Space | None:
        """The counted who may go in this round: a program with every stage as a row; whatever keeps it is as good.

        With rounds after this one it holds for what goes in all as it stands. None where nobody is counted.
        """
        if self.schedule:
            return self.schedule.first
        return self.counted.space if self.counted else None

    @cached_property
    def rounds(self) -> tuple[tuple[int, ...], ...]:
        """For each kind, how many of its units go in each round."""
        none = (0,) * len(self.terms.rounds)
        of: dict[str, tuple[int, ...]] = {}
        for each in self.unconditional:
            for kind, gone in zip(each.part.kinds, each.gone.tolist(), strict=True):
                of[kind.name] = tuple(now - before for now, before in zip(gone, [0, *gone], strict=False))
        if self.counted:
            units = self.schedule.units if self.schedule else self.counted.values[:, None]
            for kind, some in zip(self.counted.space.kinds, units.tolist(), strict=True):
                of[kind.name] = tuple(some)
        return tuple(of.get(kind.name, none) for kind in self.kinds)

    def sequence(self, kind: Kind) -> list[Unit]:
        """A kind's units in the order in which they go: by the draw of the terms, where any but all go at once."""
        if kind.track is None or kind.number == 1:
            return list(kind.units)
        return drawn(self._digest, kind.units)

    @cached_property
    def _digest(self) -> str:
        return self.terms.digest

    def of_track(self, track: Track | None) -> list[tuple[Kind, tuple[int, ...]]]:
        """The kinds of a track, each with how many of its units go in each round."""
        return [(kind, some) for kind, some in zip(self.kinds, self.rounds, strict=True) if kind.track is track]
