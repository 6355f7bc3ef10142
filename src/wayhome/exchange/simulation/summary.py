"""Many wars together: for each rule the mean of every figure, and the interval that nine wars in ten lie in.

The interval says how much one war differs from another (the 5th and the 95th percentile over seeds), not how well the
mean is known. All rules are run in the same wars, so rules are best compared by their differences war by war.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from wayhome.exchange.simulation.measures import FIGURES, Measures, measure
from wayhome.exchange.simulation.rates import Rates
from wayhome.exchange.simulation.rules import Rule
from wayhome.exchange.simulation.run import run
from wayhome.exchange.simulation.world import World


@dataclass(frozen=True, slots=True)
class Interval:
    """A mean over wars, and the 5th and 95th percentile."""

    mean: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class RuleSummary:
    """What a rule meant over all wars. None where no war gave the figure."""

    rule: Rule
    figures: Mapping[str, Interval | None]
    """By the names of `FIGURES`."""
    against_first: Mapping[str, Interval | None]
    """The same less those of the first rule in the same war."""
    home: Sequence[Interval]
    """Counted people home by the end of each month."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Rules compared under rates, with how many wars that rests on."""

    rates: Rates
    months: int
    asked: int
    """Wars that were asked for."""
    wars: int
    """Wars that ran: fewer if it was stopped."""
    rules: tuple[RuleSummary, ...]


def compare(world: World, rates: Rates, rules: Sequence[Rule]) -> tuple[Measures, ...]:
    """Measure each rule in one war, in their order."""
    return tuple(measure(run(world, rates, rule), rates) for rule in rules)


def summarise(rates: Rates, rules: Sequence[Rule], wars: Sequence[Sequence[Measures]], *, asked: int) -> Comparison:
    """Summarise what `compare` gave for each war, one or more. Their order doesn't matter."""
    first = [war[0].figures for war in wars]
    summaries = []
    for place, rule in enumerate(rules):
        measured = [war[place] for war in wars]
        summaries.append(
            RuleSummary(
                rule,
                {name: _interval([each.figures[name] for each in measured]) for name in FIGURES},
                {
                    name: _interval(
                        [each.figures[name] - other[name] for each, other in zip(measured, first, strict=True)]
                    )
                    for name in FIGURES
                },
                [_known(home) for home in np.array([each.home for each in measured], float).T],
            )
        )
    return Comparison(rates, len(wars[0][0].home), asked, len(wars), tuple(summaries))


def _interval(values: Sequence[float]) -> Interval | None:
    known = [value for value in values if not math.isnan(value)]
    return _known(known) if known else None


def _known(values: Sequence[float] | np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> Interval:
    # fsum: the same mean whatever the order of the wars.
    low, high = np.quantile(values, [0.05, 0.95])
    return Interval(math.fsum(values) / len(values), float(low), float(high))
