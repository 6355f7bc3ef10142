"""`wayhome simulate`: what rounds by different rules would mean for the time people are held, in invented wars."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import click
import numpy as np

from wayhome.cli.errors import Failure
from wayhome.cli.files import FILE, writing
from wayhome.exchange.simulation import (
    BadRates,
    BadRule,
    Measures,
    Rates,
    Rule,
    RuleSummary,
    compare,
    draw_world,
    fictional_rates,
    read_rates,
    rule_of,
    simulation_page,
    summarise,
    usual_rules,
)
from wayhome.exchange.simulation.measures import FIGURES


@click.command()
@click.argument("rates_file", type=FILE, metavar="[RATES.toml]", required=False)
@click.option(
    "--rule", "words", multiple=True, metavar="RULE", help="pairs-N, circle-N (every N months) or wait. Repeat."
)
@click.option("--months", type=click.IntRange(1, 600), default=60, show_default=True, help="How long is simulated.")
@click.option("--seeds", type=click.IntRange(1, 10_000), default=50, show_default=True, help="How many wars.")
@click.option(
    "--report", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE.html", help="Also write a page."
)
@click.option(
    "--json", "out", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="Also write figures."
)
def simulate(
    rates_file: Path | None, words: tuple[str, ...], months: int, seeds: int, report: Path | None, out: Path | None
) -> None:
    """Compare rules for rounds in invented wars: small and often, large and rare, or waiting for all; pairs or circles.

    RATES.toml says how people are captured and identified and what seats there are; without it the fictional rates
    that come with Wayhome are used (docs/simulation.md). Whatever the rule, the unconditional wait for no round, and
    once hostilities have ended nobody waits for a balance. The figures compare rules under the rates given; they
    foretell nothing. Ctrl-C gives what is done so far.
    """
    rates = _rates(rates_file)
    try:
        rules = tuple(map(rule_of, words)) or usual_rules(len(rates.parties))
    except BadRule as error:
        raise Failure(f"--rule: {error}") from error
    wars = _wars(rates, rules, months, seeds)
    if not wars:
        raise Failure("stopped before the first war was over; nothing to show")
    summaries = summarise(rules, wars)
    for line in _table(summaries, len(wars), months):
        click.echo(line)
    if report:
        with writing(report) as partial:
            partial.write_text(simulation_page(rates, summaries, months=months, wars=len(wars)), encoding="utf-8")
    if out:
        figures = {
            each.rule.word: {name: value and asdict(value) for name, value in each.figures.items()}
            for each in summaries
        }
        with writing(out) as partial:
            said = {"months": months, "wars": len(wars), "meaning": FIGURES, "rules": figures}
            partial.write_text(json.dumps(said, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _rates(path: Path | None) -> Rates:
    try:
        return read_rates(path) if path else fictional_rates()
    except BadRates as error:
        raise Failure(str(error)) from error


def _wars(rates: Rates, rules: Sequence[Rule], months: int, seeds: int) -> list[tuple[Measures, ...]]:
    """Each rule measured in each war, as many wars as there was patience for."""
    wars: list[tuple[Measures, ...]] = []
    try:
        with click.progressbar(range(seeds), label="wars", file=sys.stderr) as bar:
            for seed in bar:
                ways = [np.random.default_rng([seed, number]) for number in range(1, len(rates.ways) + 1)]
                world = draw_world(rates, months, np.random.default_rng([seed, 0]), ways)
                wars.append(compare(world, rates, rules))
    except KeyboardInterrupt:
        click.echo(f"\nstopped after {len(wars)} of {seeds} wars", err=True)
    return wars


_SHOWN = (
    ("months_mean", "months held, mean"),
    ("months_90th", "months held, 90th percentile"),
    ("home_before_end", "home before the end of hostilities"),
    ("held", "still held at the end"),
    ("gini", "Gini of months held, %"),
    ("least_share", "home in time, worst-off party, %"),
    ("unconditional_months_mean", "unconditional: months held, mean"),
)


def _table(summaries: Sequence[RuleSummary], wars: int, months: int) -> list[str]:
    lines = [f"{wars} invented wars of {months} months; mean, and in brackets what nine wars in ten lie between"]
    for name, title in _SHOWN:
        lines += ["", title]
        for each in summaries:
            value = each.figures[name]
            told = (
                "not told by any war" if value is None else f"{value.mean:,.1f} [{value.low:,.1f} to {value.high:,.1f}]"
            )
            lines.append(f"  {each.rule.name:<28}{told}")
    return lines
