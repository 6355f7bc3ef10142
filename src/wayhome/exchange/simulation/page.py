"""The page of a simulation: one file that runs no script and loads nothing. Each picture stands beside its table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined

from wayhome.exchange.simulation.measures import FIGURES
from wayhome.exchange.simulation.rates import Rates
from wayhome.exchange.simulation.summary import Interval, RuleSummary

_TEMPLATES = Environment(
    loader=ChoiceLoader([PackageLoader("wayhome.exchange.simulation"), PackageLoader("wayhome")]),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_WIDTH, _HEIGHT = 600, 160
_EVERY = 12
"""Months between the rows of the tables of people home."""
_RANGES = (
    ("months_mean", "Months held, mean"),
    ("months_90th", "Months held by nine in ten, at most"),
    ("gini", "How unlike people are held: Gini coefficient of months held, percent"),
    ("least_share", "Home while hostilities last, the party for which it is least, percent"),
    ("unconditional_months_mean", "Unconditional people: months held, mean"),
)


@dataclass(frozen=True, slots=True)
class _Curve:
    """People home over time under one rule: a line with the band in which nine wars in ten lie, and its table."""

    rule: str
    line: str
    band: str
    rows: tuple[tuple[int, Interval], ...]


@dataclass(frozen=True, slots=True)
class _Range:
    """A mean and an interval on a scale from 0 to 100 percent of the picture."""

    rule: str
    value: Interval | None
    left: float
    width: float
    middle: float


@dataclass(frozen=True, slots=True)
class _Figure:
    title: str
    means: str
    ranges: tuple[_Range, ...]


def simulation_page(rates: Rates, summaries: Sequence[RuleSummary], *, months: int, wars: int) -> str:
    """Return the page as HTML."""
    most = max(1.0, *(point.high for each in summaries for point in each.home))
    return _TEMPLATES.get_template("simulation.html.jinja").render(
        rates=rates,
        months=months,
        wars=wars,
        width=_WIDTH,
        height=_HEIGHT,
        most=most,
        curves=[_curve(each, most) for each in summaries],
        figures=[_figure(name, title, summaries) for name, title in _RANGES],
    )


def _curve(summary: RuleSummary, most: float) -> _Curve:
    def points(values: Sequence[float]) -> list[str]:
        last = max(1, len(values) - 1)
        return [f"{_WIDTH * at / last:.1f},{_HEIGHT * (1 - value / most):.1f}" for at, value in enumerate(values)]

    home = summary.home
    band = points([each.low for each in home]) + points([each.high for each in home])[::-1]
    shown = sorted({*range(_EVERY - 1, len(home), _EVERY), len(home) - 1})
    return _Curve(
        summary.rule.name,
        " ".join(points([each.mean for each in home])),
        " ".join(band),
        tuple((month + 1, home[month]) for month in shown),
    )


def _figure(name: str, title: str, summaries: Sequence[RuleSummary]) -> _Figure:
    values = [each.figures[name] for each in summaries]
    most = max([value.high for value in values if value] + [1e-9])
    ranges = tuple(
        _Range(
            each.rule.name,
            value,
            100 * value.low / most if value else 0,
            100 * (value.high - value.low) / most if value else 0,
            100 * value.mean / most if value else 0,
        )
        for each, value in zip(summaries, values, strict=True)
    )
    return _Figure(title, FIGURES[name], ranges)
