"""`wayhome simulate`: what rounds by different rules would mean for the time people are held, in invented wars."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import click
import numpy as np

from wayhome.cli.errors import Failure
from wayhome.cli.files import FILE, read_text, writing
from wayhome.exchange.simulation import (
    AFTER,
    BadRates,
    BadRule,
    Comparison,
    Interval,
    Measures,
    Rates,
    Rule,
    compare,
    draw_world,
    fictional_rates,
    figures_json,
    most_months,
    read_rates,
    rule_of,
    simulation_page,
    summarise,
    usual_rules,
)


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
    rules = _rules(words, rates)
    _expect_room(months, rates)
    wars = _wars(rates, rules, months, seeds)
    if not wars:
        raise Failure("stopped before the first war was over; nothing to show")
    compared = summarise(rates, rules, wars, asked=seeds)
    for line in _table(compared):
        click.echo(line)
    if report:
        with writing(report) as partial:
            partial.write_text(simulation_page(compared), encoding="utf-8")
    if out:
        with writing(out) as partial:
            partial.write_bytes(figures_json(compared))


def _rates(path: Path | None) -> Rates:
    if path is None:
        return fictional_rates()
    text = read_text(path)
    try:
        return read_rates(text)
    except BadRates as error:
        raise Failure(str(error).replace(str(error.source), path.name, 1)) from error


def _rules(words: Sequence[str], rates: Rates) -> tuple[Rule, ...]:
    try:
        rules = tuple(map(rule_of, words)) or usual_rules(len(rates.parties))
    except BadRule as error:
        raise Failure(f"--rule: {error}") from error
    twice = [rule.word for rule, times in Counter(rules).items() if times > 1]
    if twice:
        raise Failure(f"--rule: {', '.join(twice)}: expected each rule once; leave out the second")
    return rules


def _expect_room(months: int, rates: Rates) -> None:
    most, parties = most_months(rates), len(rates.parties)
    if not most:
        raise Failure(f"{parties} parties: more than fit in memory; expected fewer")
    if months > most:
        raise Failure(f"--months {months}: with {parties} parties at most {most} fit in memory; give --months {most}")


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
    *((f"home_after_{months}", f"home {months} months after being identified, %") for months in AFTER),
    ("gini", "Gini of months held, %"),
    ("least_share", "home in time, worst-off party, %"),
    ("unconditional_months_mean", "unconditional: months held, mean"),
    ("unconditional_months_free", "unconditional: of these since they were identified"),
)


def _table(compared: Comparison) -> list[str]:
    stopped = f" ({compared.asked} were asked for)" if compared.wars < compared.asked else ""
    lines = [
        f"{compared.wars} invented wars of {compared.months} months{stopped}; mean, and in brackets what nine wars in "
        "ten lie between",
        f"after each: how much more or less that is than by the first rule, {compared.rules[0].rule.name}, in the same "
        "war",
    ]
    for name, title in _SHOWN:
        lines += ["", title]
        for number, each in enumerate(compared.rules):
            less = _told(each.against_first[name], "+,.1f") if number else ""
            lines.append(f"  {each.rule.name:<28}{_told(each.figures[name], ',.1f'):<36}{less}".rstrip())
    return lines


def _told(value: Interval | None, shape: str) -> str:
    if value is None:
        return "not told by any war"
    return f"{value.mean:{shape}} [{value.low:{shape}} to {value.high:{shape}}]"
