"""Rules for rounds, over invented wars."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import msgspec
import numpy as np
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from wayhome.cli import main
from wayhome.exchange.simulation import (
    ALONE,
    COUNTED,
    FAMILY,
    UNCONDITIONAL,
    WAIT,
    BadRates,
    Interval,
    Rates,
    Rule,
    World,
    compare,
    draw_world,
    fictional_rates,
    gini,
    heads_each_way,
    measure,
    most_months,
    read_rates,
    run,
    simulation_page,
    summarise,
    usual_rules,
)
from wayhome.exchange.simulation.charts import scale
from wayhome.exchange.simulation.rates import Captures, WayRate

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


def a_rate_text(parties: str = '"Lysoria", "Torvenia"') -> str:
    return f"""
    parties = [{parties}]
    captures = {{ a_month = 40 }}
    identification = {{ each_month = 1 }}
    unconditional = {{ share = 0 }}
    families = {{ counted = 0, unconditional = 0, heads = 2 }}
    seats = {{ counted_a_year = 480, unconditional_a_month = 0, due_a_month = 0 }}
    hostilities = {{ last_at_least = 600, chance_of_end = 0 }}
    """


def a_constant_flow(each_way: int, ways: int, months: int) -> World:
    """As many people alone captured every month each way, and identified in it; hostilities don't end."""
    identified = np.zeros((months + 1, 2, 2, ways, months), np.int64)
    for month in range(months):
        identified[month, COUNTED, ALONE, :, month] = each_way
    return World(identified, months, np.zeros((months, 2), np.int64))


@pytest.mark.parametrize("every", [1, 2, 3, 4, 6, 12])
def test_of_a_constant_flow_people_wait_half_of_what_lies_between_rounds(every: int) -> None:
    """Forty a month each way and as many seats: of rounds every k months whoever is captured waits 0, 1 … k - 1."""
    rates = read_rates(a_rate_text())
    figures = compare(a_constant_flow(40, 2, 48), rates, [Rule(every)])[0].figures
    assert figures["months_mean"] == (every - 1) / 2
    assert figures["home"] == 2 * 40 * 48


def relabelled(rates: Rates, names: dict[str, str]) -> Rates:
    """The same rates, the parties in another order as well as under other names."""
    ways = tuple(
        WayRate(holder=names[way.holder], home=names[way.home], a_month=way.a_month) for way in rates.captures.ways
    )
    return msgspec.structs.replace(
        rates, parties=tuple(sorted(names.values())), captures=Captures(a_month=rates.captures.a_month, ways=ways)
    )


@pytest.mark.parametrize("names", [("Orvelia", "Lysoria", "Torvenia"), ("Torvenia", "Lysoria", "Orvelia")])
@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.word)
def test_what_parties_are_called_changes_nothing(rule: Rule, names: tuple[str, ...]) -> None:
    """The same war told of parties by other names, in the order of those: the same people come home in each month."""
    to = dict(zip(RATES.parties, names, strict=True))
    other = relabelled(RATES, to)
    place = [other.parties.index(to[party]) for party in RATES.parties]
    moved = [other.ways.index((place[holder], place[home])) for holder, home in RATES.ways]
    world = a_world(2)
    identified = np.empty_like(world.identified)
    identified[..., moved, :] = world.identified
    told = World(identified, world.end, np.array(place)[world.lots])
    one, again = run(world, RATES, rule), run(told, other, rule)
    assert (again.home[..., moved, :] == one.home).all()
    assert measure(one, RATES).figures == pytest.approx(measure(again, other).figures)
    of_way = np.array(RATES.captured_a_month)
    assert (np.array(other.captured_a_month)[moved] == of_way).all()


def test_another_process_finds_the_same(tmp_path) -> None:
    written = []
    for seed in ("0", "1", "4711"):
        path = tmp_path / f"{seed}.json"
        subprocess.run(
            [
                sys.executable,
                "-c",
                "from wayhome.cli import main; main()",
                "simulate",
                "--months=18",
                "--seeds=2",
                f"--json={path}",
            ],
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        )
        written.append(path.read_bytes())
    assert written[0] == written[1] == written[2]


def test_the_order_of_wars_changes_nothing() -> None:
    wars = [compare(a_world(seed), RATES, RULES) for seed in range(4)]
    again = [compare(a_world(seed), RATES, RULES) for seed in (2, 0, 3, 1)]
    one, other = (summarise(RATES, RULES, each, asked=4) for each in (wars, again))
    assert simulation_page(one) == simulation_page(other)


def test_rules_are_compared_war_by_war() -> None:
    """Each war's difference, not that of the means' intervals: wars differ far more than a rule does within one."""
    wars = [compare(a_world(seed), RATES, RULES) for seed in range(6)]
    compared = summarise(RATES, RULES, wars, asked=6)
    circle = RULES.index(Rule(1, "circle"))
    by_hand = [war[circle].figures["months_mean"] - war[0].figures["months_mean"] for war in wars]
    less = compared.rules[circle].against_first["months_mean"]
    assert less.mean == pytest.approx(np.mean(by_hand))
    assert (less.low, less.high) == pytest.approx(tuple(np.quantile(by_hand, [0.05, 0.95])))
    assert all(value in (None, Interval(0, 0, 0)) for value in compared.rules[0].against_first.values())


def test_of_unconditional_people_it_is_told_how_long_they_wait_for_seats_alone() -> None:
    """With a seat each way in a month, of two captured at once one waits a month; identified only after two."""
    text = a_rate_text().replace("unconditional_a_month = 0", "unconditional_a_month = 1")
    identified = np.zeros((9, 2, 2, 2, 8), np.int64)
    identified[3, UNCONDITIONAL, ALONE, 0, 1] = 2
    course = run(World(identified, 8, np.zeros((8, 2), np.int64)), read_rates(text), WAIT)
    figures = measure(course, read_rates(text)).figures
    assert figures["unconditional_months_mean"] == 2.5
    assert figures["unconditional_months_free"] == 0.5


@pytest.mark.parametrize(
    ("most", "marks"),
    [
        (40, [0, 10, 20, 30, 40]),
        (33, [0, 10, 20, 30, 40]),
        (7001, [0, 2000, 4000, 6000, 8000]),
        (0.3, [0, 0.1, 0.2, 0.3]),
        (0, [0, 1]),
    ],
)
def test_axes_have_round_numbers_and_hold_all(most: float, marks: list[float]) -> None:
    assert scale(most) == marks


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
    written = json.loads(figures.read_text(encoding="utf-8"))
    assert (written["wars_asked"], written["wars"], written["months"]) == (3, 3, 24)
    assert msgspec.convert(written["rates"], Rates) == RATES
    circle = written["rules"]["circle-6"]
    for name in ("months_mean", "home_after_6", "home_after_12", "gini"):
        assert f"{circle['figures'][name]['mean']:,.1f}" in html
    less = f"{circle['against_first']['months_mean']['mean']:+,.1f}"
    assert less in said.output
    assert less.replace("-", "−") in html
    assert len(circle["home_by_month"]) == 24


def test_a_page_of_fewer_wars_than_asked_for_says_so() -> None:
    wars = [compare(a_world(0), RATES, RULES)]
    assert "50 wars were asked for; it was stopped after 1." in simulation_page(summarise(RATES, RULES, wars, asked=50))
    assert "were asked for" not in simulation_page(summarise(RATES, RULES, wars, asked=1))


def test_rates_with_a_byte_order_mark_are_read(tmp_path) -> None:
    path = tmp_path / "rates.toml"
    path.write_text(a_rate_text(), encoding="utf-8-sig")
    said = CliRunner().invoke(main, ["simulate", str(path), "--months", "6", "--seeds", "1"])
    assert said.exit_code == 0, said.output


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        (["--rule", "pairs-0"], "--rule: pairs-0: expected"),
        (["--rule", "wait", "--rule", "pairs-6", "--rule", "pairs-6"], "--rule: pairs-6: expected each rule once"),
    ],
)
def test_a_rule_that_cant_be_is_named(asked: list[str], answer: str) -> None:
    said = CliRunner().invoke(main, ["simulate", *asked])
    assert said.exit_code
    assert answer in said.output


def test_more_months_than_fit_in_memory_are_refused_with_how_many_do(tmp_path) -> None:
    path = tmp_path / "rates.toml"
    path.write_text(a_rate_text(", ".join(f'"P{number}"' for number in range(12))), encoding="utf-8")
    most = most_months(read_rates(path))
    said = CliRunner().invoke(main, ["simulate", str(path), "--months", "600"])
    assert said.exit_code
    assert f"at most {most} fit in memory" in said.output
    assert 100 < most < 600
