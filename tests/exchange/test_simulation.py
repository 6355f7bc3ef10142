"""Rules for rounds, over invented wars."""

from __future__ import annotations

import numpy as np
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from wayhome.cli import main
from wayhome.exchange.simulation import (
    COUNTED,
    FAMILY,
    UNCONDITIONAL,
    WAIT,
    BadRates,
    Rule,
    compare,
    draw_world,
    fictional_rates,
    gini,
    heads_each_way,
    read_rates,
    run,
    simulation_page,
    summarise,
    usual_rules,
)

RATES = fictional_rates()
RULES = usual_rules(len(RATES.parties))
MONTHS = 40


def a_world(seed: int, rates=RATES, months: int = MONTHS):
    ways = [np.random.default_rng([seed, number]) for number in range(1, len(rates.ways) + 1)]
    return draw_world(rates, months, np.random.default_rng([seed, 0]), ways)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.word)
def test_everybody_is_home_or_still_held_once(rule: Rule) -> None:
    for seed in range(5):
        world = a_world(seed)
        course = run(world, RATES, rule)
        assert (course.home >= 0).all()
        assert (course.held >= 0).all()
        assert (course.home.sum(axis=0) + course.held == world.captured).all()


def test_the_unconditional_wait_for_no_rule() -> None:
    for seed in range(5):
        world = a_world(seed)
        courses = [run(world, RATES, rule) for rule in RULES]
        for course in courses[1:]:
            assert (course.home[:, UNCONDITIONAL] == courses[0].home[:, UNCONDITIONAL]).all()


def test_nobody_waits_for_a_balance_once_hostilities_have_ended() -> None:
    world = a_world(3)
    assert world.end < MONTHS
    home = run(world, RATES, WAIT).home[:, COUNTED]
    assert home[: world.end].sum() == 0
    assert home[world.end].sum() > 0


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.integers(0, 12), min_size=6, max_size=6),
    st.lists(st.integers(0, 2), min_size=6, max_size=6),
    st.permutations(range(3)),
)
def test_a_circle_brings_no_party_fewer_home_than_pairs_and_balances_each(alone, families, lot) -> None:
    ways, waiting = RATES.ways, np.array([alone, families])
    pairs, circle = (heads_each_way(balance, waiting, 2, 10, ways, lot) for balance in ("pairs", "circle"))
    assert (circle <= np.minimum(waiting[0] + 2 * waiting[FAMILY], 10)).all()
    for party in range(3):
        into = [number for number, (_, home) in enumerate(ways) if home == party]
        out = [number for number, (holder, _) in enumerate(ways) if holder == party]
        assert circle[into].sum() == circle[out].sum()
        assert circle[into].sum() >= pairs[into].sum()
    for number, (holder, home) in enumerate(ways):
        assert pairs[number] == pairs[ways.index((home, holder))]


def test_small_and_often_means_less_waiting_than_large_and_rare_with_the_same_seats() -> None:
    """Forty a month each way, all known at once: with rounds monthly nobody waits; every six months 2.5 on average."""
    text = """
    parties = ["Lysoria", "Torvenia"]
    captures = { a_month = 40 }
    identification = { each_month = 1 }
    unconditional = { share = 0 }
    families = { counted = 0, unconditional = 0, heads = 2 }
    seats = { counted_a_year = 1200, unconditional_a_month = 0, due_a_month = 0 }
    hostilities = { last_at_least = 600, chance_of_end = 0 }
    """
    rates = read_rates(text)
    monthly, rare = (
        [compare(a_world(seed, rates, 60), rates, [rule])[0].figures["months_mean"] for seed in range(10)]
        for rule in (Rule(1), Rule(6))
    )
    # A pair releases the lesser of two Poisson numbers; the rest waits for the next round.
    assert 0 < np.mean(monthly) < 1.5
    assert 2.4 < np.mean(rare) < 4
    assert all(one < other for one, other in zip(monthly, rare, strict=True))


def test_the_order_of_wars_changes_nothing() -> None:
    wars = [compare(a_world(seed), RATES, RULES) for seed in range(4)]
    again = [compare(a_world(seed), RATES, RULES) for seed in (2, 0, 3, 1)]
    assert simulation_page(RATES, summarise(RULES, wars), months=MONTHS, wars=4) == simulation_page(
        RATES, summarise(RULES, again), months=MONTHS, wars=4
    )


def test_gini_of_two_halves() -> None:
    assert gini(np.array([0, 5])) == 0
    assert gini(np.array([5, 5])) == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("change", "key"),
    [
        (("share = 0.10", "share = 1.5"), "unconditional.share"),
        (("share = 0.10", "shares = 0.1"), "unconditional.shares"),
        (('parties = ["Lysoria"', 'parties = ["Torvenia"'), "parties"),
        (('holder = "Lysoria"', 'holder = "Lysorja"'), "captures.ways.holder"),
    ],
)
def test_a_mistake_in_rates_is_named_with_its_cure(tmp_path, change, key) -> None:
    from importlib.resources import files

    text = files("wayhome.exchange").joinpath("data", "rates.toml").read_text(encoding="utf-8").replace(*change, 1)
    with pytest.raises(BadRates, match=key) as error:
        read_rates(text)
    assert "to mend it" in str(error.value)
    (tmp_path / "rates.toml").write_text(text, encoding="utf-8")
    said = CliRunner().invoke(main, ["simulate", str(tmp_path / "rates.toml")])
    assert said.exit_code
    assert f"rates.toml: {key}" in said.output


def test_the_command_shows_each_rule_and_writes_a_page_with_the_same_figures(tmp_path) -> None:
    page, figures = tmp_path / "simulate.html", tmp_path / "simulate.json"
    asked = ["simulate", "--months", "24", "--seeds", "3", "--report", str(page), "--json", str(figures)]
    said = CliRunner().invoke(main, asked)
    assert said.exit_code == 0, said.output
    html = page.read_text(encoding="utf-8")
    for rule in RULES:
        assert rule.name in said.output
        assert html.count(rule.name) >= 3
    assert html.count("<polyline") == len(RULES)
    assert "<script" not in html
    assert '"months_mean"' in figures.read_text(encoding="utf-8")


def test_a_rule_nobody_knows_is_named() -> None:
    said = CliRunner().invoke(main, ["simulate", "--rule", "pairs-0"])
    assert said.exit_code
    assert "--rule: pairs-0: expected" in said.output
