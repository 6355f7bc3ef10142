"""The page of a simulation: one file that runs no script and loads nothing. Each picture stands beside its table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined

from wayhome.exchange.simulation import charts
from wayhome.exchange.simulation.charts import Plot, Tick, scale
from wayhome.exchange.simulation.measures import AFTER, FIGURES
from wayhome.exchange.simulation.summary import Comparison, Interval, RuleSummary

_TEMPLATES = Environment(
    loader=ChoiceLoader([PackageLoader("wayhome.exchange.simulation"), PackageLoader("wayhome")]),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_EVERY = 12
"""Months between the rows of the tables of people home."""
_RANGES = (
    ("months_mean", "Months held, mean", "months"),
    ("months_90th", "Months held by nine in ten, at most", "months"),
    *((f"home_after_{months}", f"Home {months} months after being identified", "percent") for months in AFTER),
    ("gini", "How unlike people are held: Gini coefficient of months held", "percent"),
    ("least_share", "Home while hostilities last, the party for which it is least", "percent"),
    ("unconditional_months_mean", "Unconditional people: months held, mean", "months"),
    ("unconditional_months_free", "Unconditional people: months since they were identified, mean", "months"),
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
    """A mean and an interval, in percent of the picture, and how they differ from those of the first rule."""

    rule: str
    value: Interval | None
    difference: Interval | None
    left: float
    width: float
    middle: float


@dataclass(frozen=True, slots=True)
class _Figure:
    title: str
    means: str
    unit: str
    ticks: tuple[Tick, ...]
    ranges: tuple[_Range, ...]


def simulation_page(compared: Comparison) -> str:
    """Return the page as HTML."""
    plot = Plot.of(each.home for each in compared.rules)
    return _TEMPLATES.get_template("simulation.html.jinja").render(
        compared=compared,
        rates=compared.rates,
        ways=list(zip(compared.rates.ways, compared.rates.captured_a_month, strict=True)),
        first=compared.rules[0].rule.name,
        charts=charts,
        plot=plot,
        curves=[_curve(each, plot) for each in compared.rules],
        figures=[_figure(*each, compared.rules) for each in _RANGES],
    )


def _curve(summary: RuleSummary, plot: Plot) -> _Curve:
    home = summary.home
    shown = sorted({*range(_EVERY - 1, len(home), _EVERY), len(home) - 1})
    rows = tuple((month + 1, home[month]) for month in shown)
    return _Curve(summary.rule.name, plot.line(home), plot.band(home), rows)


def _figure(name: str, title: str, unit: str, summaries: Sequence[RuleSummary]) -> _Figure:
    values = [each.figures[name] for each in summaries]
    marks = scale(max((value.high for value in values if value), default=0))
    most = marks[-1]
    ranges = tuple(
        _Range(
            each.rule.name,
            value,
            each.against_first[name],
            100 * value.low / most if value else 0,
            100 * (value.high - value.low) / most if value else 0,
            100 * value.mean / most if value else 0,
        )
        for each, value in zip(summaries, values, strict=True)
    )
    return _Figure(title, FIGURES[name], unit, tuple(Tick(100 * mark / most, f"{mark:,g}") for mark in marks), ranges)
