"""What one war under one rule meant: months held, people home, fairness. Counted and unconditional are never mixed.

Everything is told in people, not in units. Months held are whole months from the month of capture to the month home;
for whoever is still held at the end of the time simulated they are the months until then, so they are too few.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from wayhome.exchange.program import Whole
from wayhome.exchange.simulation.rates import Rates
from wayhome.exchange.simulation.run import Course
from wayhome.exchange.simulation.world import ALONE, COUNTED, FAMILY, UNCONDITIONAL

AFTER = (6, 12, 24)
"""Months after their identification at which people home are counted."""


@dataclass(frozen=True, eq=False)
class Measures:
    """Figures by name, and counted people home by the end of each month. A figure that nobody gives is not a number."""

    figures: dict[str, float]
    """As `FIGURES` explains them."""
    home: Whole
    """Shape (months,)."""


FIGURES = {
    "captured": "counted people captured",
    "home_before_end": "of these home before hostilities end",
    "home": "home by the end of the time simulated",
    "held": "still held then",
    "months_mean": "months held, mean",
    "months_median": "months held, median",
    "months_90th": "months held, 90th percentile",
    **{f"home_after_{k}": f"percent home {k} months after they were identified, if that was before the end of "
       "hostilities and so long before that of the time simulated" for k in AFTER},
    "spread": "months between the 10th and the 90th percentile of those captured in one month, mean over people",
    "gini": "Gini coefficient of months held, in percent: 0 everybody is held alike",
    "least_share": "percent of those identified while hostilities last who come home while they last, for the party of "
    "origin for which it is least",
    "unconditional_captured": "unconditional people captured",
    "unconditional_home": "of these home by the end of the time simulated",
    "unconditional_held": "still held then",
    "unconditional_months_mean": "their months held, mean",
    "unconditional_months_90th": "their months held, 90th percentile",
    "unconditional_months_free": "of these months those since they were identified, when only seats kept them, mean",
}  # fmt: skip
"""Every figure, and what it is."""


def measure(course: Course, rates: Rates) -> Measures:
    """The figures of a course."""
    family = rates.families.heads
    held = [_by_months_held(course, part, family) for part in (COUNTED, UNCONDITIONAL)]
    counted, unconditional = (people.sum(axis=0) for people in held)
    monthly = _people(course.home[:, COUNTED], family).sum(axis=(1, 2))
    still, protected = (int(_people(course.held[part], family).sum()) for part in (COUNTED, UNCONDITIONAL))
    figures = {
        "captured": int(counted.sum()),
        "home_before_end": int(monthly[: course.world.end].sum()),
        "home": int(monthly.sum()),
        "held": still,
        "months_mean": _mean(counted),
        "months_median": _percentile(counted, 50),
        "months_90th": _percentile(counted, 90),
        **{f"home_after_{months}": 100 * _home_after(course, months, family) for months in AFTER},
        "spread": _spread(held[0]),
        "gini": 100 * gini(counted),
        "least_share": 100 * _least_share(course, rates),
        "unconditional_captured": int(unconditional.sum()),
        "unconditional_home": int(unconditional.sum()) - protected,
        "unconditional_held": protected,
        "unconditional_months_mean": _mean(unconditional),
        "unconditional_months_90th": _percentile(unconditional, 90),
        "unconditional_months_free": _months_free(course, UNCONDITIONAL, family),
    }
    return Measures(figures, np.cumsum(monthly))


def gini(people: Whole) -> float:
    """The Gini coefficient of months held, 0 to below 1, from how many people were held 0, 1, 2 … months.

    Half the mean difference between two people, over the mean (Gini 1912).
    """
    share = np.cumsum(people) / max(int(people.sum()), 1)
    mean = _mean(people)
    return float((share * (1 - share)).sum() / mean) if mean > 0 else mean


def _people(units: Whole, family: int) -> Whole:
    """Units as people: the axis of units, third from the end, is summed over."""
    return np.asarray(units[..., ALONE, :, :] + family * units[..., FAMILY, :, :])


def _by_months_held(course: Course, part: int, family: int) -> Whole:
    """People by month of capture (first axis) and months held."""
    months = course.world.months
    home = _people(course.home[:, part], family).sum(axis=1)
    people = np.zeros((months, months + 1), np.int64)
    for month in range(months):
        people[month, : months - month] = home[month:, month]
        people[month, months - month] = _people(course.held[part], family)[:, month].sum()
    return people


def _months_free(course: Course, part: int, family: int) -> float:
    """Months from when somebody may go until they do, mean over all who may."""
    free = sum(course.world.newly_free(month)[part] for month in range(course.world.months))
    waiting = np.zeros_like(course.held[part])
    waited = np.zeros_like(waiting)
    for month in range(course.world.months):
        waiting += course.world.newly_free(month)[part] - course.home[month, part]
        waited += waiting
    everybody = int(_people(np.asarray(free), family).sum())
    return int(_people(waited, family).sum()) / everybody if everybody else float("nan")


def _mean(people: Whole) -> float:
    return float((people * np.arange(len(people))).sum() / people.sum()) if people.sum() else float("nan")


def _percentile(people: Whole, percent: int) -> float:
    """The fewest months such that so many percent were held no longer."""
    total = int(people.sum())
    return float(np.searchsorted(np.cumsum(people) * 100, percent * total)) if total else float("nan")


def _spread(people: Whole) -> float:
    captured = people.sum(axis=1)
    if not captured.sum():
        return float("nan")
    wide = [_percentile(row, 90) - _percentile(row, 10) if row.sum() else 0 for row in people]
    return float((captured * wide).sum() / captured.sum())


def _home_after(course: Course, months: int, family: int) -> float:
    """The share home so many months after they were identified.

    Of those captured in one month and held for one party by another, whoever was identified first goes first.
    """
    world = course.world
    within = min(world.end, world.months - months)
    if within <= 0:
        return float("nan")
    identified = world.identified[:, COUNTED]
    before = np.cumsum(identified, axis=0)[:within] - identified[:within]
    home = np.cumsum(course.home[:, COUNTED], axis=0)[months : months + within]
    of_these = _people(np.clip(home - before, 0, identified[:within]), family).sum()
    everybody = _people(identified[:within], family).sum()
    return float(of_these / everybody) if everybody else float("nan")


def _least_share(course: Course, rates: Rates) -> float:
    """The share of those identified in time of hostilities who come home in it, for the party for which it is least."""
    family, end = rates.families.heads, course.world.end
    homes = [home for _, home in rates.ways]
    identified, home = (
        np.bincount(homes, _people(units[:end, COUNTED], family).sum(axis=(0, 2)))
        for units in (course.world.identified, course.home)
    )
    shares = home[identified > 0] / identified[identified > 0]
    return float(shares.min()) if len(shares) else float("nan")
