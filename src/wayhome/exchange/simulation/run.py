"""One war under one rule, month by month: who comes home when."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from wayhome.exchange.program import Whole
from wayhome.exchange.simulation.rates import Rates
from wayhome.exchange.simulation.rounds import heads_each_way, longest_held, most_heads
from wayhome.exchange.simulation.rules import Rule
from wayhome.exchange.simulation.world import COUNTED, UNCONDITIONAL, World


@dataclass(frozen=True, eq=False)
class Course:
    """What became of the people of a world under a rule."""

    world: World
    home: Whole
    """Units that came home. Shape (month home, part, unit, way, month captured)."""

    @cached_property
    def held(self) -> Whole:
        """Units still held at the end of the time simulated. Shape (part, unit, way, month captured)."""
        return np.asarray(self.world.captured - self.home.sum(axis=0))


def run(world: World, rates: Rates, rule: Rule) -> Course:
    """Let the months pass. In each: people are identified, unconditional people go, then counted people.

    Counted people go in the rounds of the rule while hostilities last, and by seats alone from then on.
    """
    waiting = np.zeros_like(world.captured)
    home = np.zeros((world.months, *waiting.shape), np.int64)
    for month in range(world.months):
        waiting += world.newly_free(month)
        home[month, UNCONDITIONAL] = _by_seats(waiting[UNCONDITIONAL], rates, rates.seats.unconditional_a_month)
        if month >= world.end:
            home[month, COUNTED] = _by_seats(waiting[COUNTED], rates, rates.seats.due_a_month)
        else:
            home[month, COUNTED] = _round(waiting[COUNTED], rates, rule, month, world.lots[month])
        waiting -= home[month]
    return Course(world, home)


def _by_seats(waiting: Whole, rates: Rates, seats: int) -> Whole:
    family = rates.families.heads
    heads = most_heads(np.full(len(rates.ways), seats), waiting.sum(axis=-1), family)
    return longest_held(heads, waiting, family)


def _round(waiting: Whole, rates: Rates, rule: Rule, month: int, lot: Whole) -> Whole:
    seats = rule.seats(month, rates.seats.counted_a_year)
    if not seats:
        return np.zeros_like(waiting)
    family = rates.families.heads
    heads = heads_each_way(rule.balance, waiting.sum(axis=-1), family, seats, rates.ways, lot)
    return longest_held(heads, waiting, family)
