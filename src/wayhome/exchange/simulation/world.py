"""One invented war: how many people are captured, of which kind, and when each is identified.

It is the same war for every rule. Nobody dies in it: a death is never presumed (GC III 120, 121), so it isn't drawn.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from wayhome.exchange.program import Whole
from wayhome.exchange.simulation.rates import Rates

COUNTED, UNCONDITIONAL = 0, 1
"""Places on the axis of parts."""
ALONE, FAMILY = 0, 1
"""Places on the axis of units."""


@dataclass(frozen=True, eq=False)
class World:
    """Units of people, as counts. Months are counted from 0."""

    identified: Whole
    """Shape (month identified, part, unit, way, month captured); the last: not in the time simulated."""
    end: int
    """The first month without hostilities; the number of months when they outlast the time simulated."""
    lots: Whole
    """Each month an order of the parties, drawn by lot: by it a circle decides among equals. Shape (month, party)."""

    @property
    def months(self) -> int:
        """How many months are simulated."""
        return len(self.lots)

    @cached_property
    def captured(self) -> Whole:
        """Units captured. Shape (part, unit, way, month captured)."""
        return np.asarray(self.identified.sum(axis=0))

    def newly_free(self, month: int) -> Whole:
        """Whoever may go from a month on: the identified; once hostilities have ended everybody (GC III 118).

        Units, shape (part, unit, way, month captured).
        """
        if month < self.end:
            return np.asarray(self.identified[month])
        everybody = self.identified[month:].sum(axis=0)
        return np.asarray(everybody if month == self.end else np.zeros_like(everybody))


_ROOM = 2**30
"""Bytes that the largest war may take."""
_AT_ONCE = 4
"""Whole numbers held at once for each part, unit, way, month and month of capture, at most (measured: 3.3)."""


def most_months(rates: Rates) -> int:
    """How many months fit in memory (1 GB), for so many parties."""
    return math.isqrt(_ROOM // (8 * _AT_ONCE * 4 * len(rates.ways)))


def draw_world(rates: Rates, months: int, war: np.random.Generator, ways: Sequence[np.random.Generator]) -> World:
    """Draw a war: its end and lots from one generator, each way's people from that way's own, in their order."""
    end = _end(rates, war.random(months))
    lots = war.permuted(np.tile(np.arange(len(rates.parties)), (months, 1)), axis=1)
    delays = np.array([
        generator.multinomial(_captured(rates, people, months, end, generator), _chances(rates, months))
        for people, generator in zip(rates.captured_a_month, ways, strict=True)
    ])  # fmt: skip
    return World(_by_month(delays.transpose(4, 1, 2, 0, 3)), end, lots)


def _end(rates: Rates, draws: np.ndarray[tuple[int], np.dtype[np.float64]]) -> int:
    over = np.flatnonzero(draws < rates.hostilities.chance_of_end)
    after = over[over >= rates.hostilities.last_at_least]
    return int(after[0]) if len(after) else len(draws)


def _captured(rates: Rates, people: float, months: int, end: int, generator: np.random.Generator) -> Whole:
    """Units captured. Shape (part, unit, month captured)."""
    parts = np.array([1 - rates.unconditional.share, rates.unconditional.share]) * people
    families = np.array([rates.families.counted, rates.families.unconditional])
    units = parts / (1 + families * (rates.families.heads - 1))
    mean = np.stack([units * (1 - families), units * families], axis=1)
    captured = generator.poisson(mean[:, :, np.newaxis], (2, 2, months))
    captured[:, :, end:] = 0
    return captured


def _chances(rates: Rates, months: int) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """The chance to be identified so many months after the capture; the last is for later than that."""
    not_yet = (1 - rates.identification.each_month) ** np.arange(months + 1)
    return np.append(-np.diff(not_yet), not_yet[-1])


def _by_month(delays: Whole) -> Whole:
    """What is told by months since the capture on the first axis, by the month it is then."""
    months = delays.shape[-1]
    identified = np.zeros_like(delays)
    for month in range(months):
        identified[month:months, ..., month] = delays[: months - month, ..., month]
        identified[months, ..., month] = delays[months - month :, ..., month].sum(axis=0)
    return identified
