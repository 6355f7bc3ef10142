"""Measuring tracing: scores that can be counted by hand, and the command."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import pytest
from click.testing import CliRunner

from wayhome.cli import main
from wayhome.cli.scores import Carried, Measures, score
from wayhome.fiction import CLEAN, Kin, ListPair, Noise, Relation, Setting, pair_of_lists
from wayhome.tracing import Match, Verdict

NO_KIN = Kin(0, 0, 0, 0)


def lists_of(size: int, noise: Noise = CLEAN, kin: Kin = NO_KIN) -> ListPair:
    return pair_of_lists(1, size, overlap=0.5, setting=Setting(noise=noise, kin=kin))


def confirmed(sought_id: str, held_id: str, probability: float = 0.999) -> Match:
    return Match(sought_id, held_id, probability, Verdict.CONFIRMED)


def possible(sought_id: str, held_id: str, probability: float) -> Match:
    return Match(sought_id, held_id, probability, Verdict.POSSIBLE)


def test_whoever_finds_everybody_and_nobody_else_scores_one() -> None:
    lists = lists_of(20)
    scores = score(lists, [confirmed(*pair) for pair in lists.truth.items()], {})
    assert scores.true_pairs == 10
    assert scores.confirmed == scores.best == Measures(1, 1, 1)
    assert (scores.seen, scores.possible, scores.best_threshold) == (1, 0, 0.999)
    assert not scores.false_confirmed
    assert scores.calibration_error == pytest.approx(0.001)


def test_nothing_found_scores_nothing() -> None:
    scores = score(lists_of(20), [], {})
    assert scores.confirmed == scores.best == Measures(0, 0, 0)
    assert (scores.seen, scores.calibration_error, scores.bins) == (0, 0, ())


def test_precision_recall_and_what_is_seen_are_shares_of_people() -> None:
    lists = lists_of(20)
    pairs = list(lists.truth.items())
    wrong = (pairs[0][0], pairs[9][1])
    scores = score(
        lists,
        [*(confirmed(*pair) for pair in pairs[1:4]), confirmed(*wrong), *(possible(*p, 0.5) for p in pairs[4:6])],
        {},
    )
    assert scores.confirmed == Measures(precision=3 / 4, recall=3 / 10, f1=2 * 3 / (4 + 10))
    assert (scores.seen, scores.possible) == (0.5, 2)
    assert scores.false_confirmed == {Relation.OTHER: 1}


def test_the_best_threshold_leaves_out_what_costs_more_than_it_brings() -> None:
    lists = lists_of(20)
    pairs = list(lists.truth.items())
    right = [possible(*pair, probability=0.8) for pair in pairs[:6]]
    taken = possible(pairs[0][0], pairs[7][1], 0.7)
    wrong = possible(pairs[8][0], pairs[9][1], 0.2)
    scores = score(lists, [wrong, taken, *right], {})
    assert scores.best == Measures(precision=1, recall=0.6, f1=0.75)
    assert scores.best_threshold == 0.8


def test_rows_of_one_person_count_once() -> None:
    lists = lists_of(20, noise=Noise(listed_twice=1))
    rows = {first: [again, first] for again, first in lists.listed_again.items()}
    matches = [confirmed(s, h) for sought, held in lists.truth.items() for s in rows[sought] for h in rows[held]]
    scores = score(lists, matches, {})
    assert len(matches) == 40
    assert scores.confirmed == Measures(1, 1, 1)


@pytest.mark.parametrize(
    ("kin", "relation"),
    [
        (Kin(1, 0, 0, 0), Relation.SIBLING),
        (Kin(0, 1, 0, 0), Relation.TWIN),
        (Kin(0, 0, 1, 0), Relation.FATHER_AND_SON),
        (Kin(0, 0, 0, 1), Relation.NAMESAKE),
    ],
)
def test_a_false_confirmation_says_who_was_taken_for_whom(kin: Kin, relation: Relation) -> None:
    lists = lists_of(60, kin=kin)
    mistaken = next(
        (sought.id, held.id)
        for sought in lists.sought
        for held in lists.held
        if lists.relation(sought.id, held.id) is relation
    )
    scores = score(lists, [confirmed(*mistaken)], {})
    assert scores.false_confirmed == {relation: 1}
    assert json.loads(json.dumps(asdict(scores)))["false_confirmed"] == {relation.value: 1}


def test_calibration_compares_what_was_stated_with_what_is_true() -> None:
    lists = lists_of(20)
    pairs = list(lists.truth.items())
    crossed = [(pairs[place][0], pairs[place - 1][1]) for place in range(10)]
    matches = [possible(*pair, 0.62) for pair in (*pairs[:3], *crossed[:3])]
    matches += [possible(*pair, 0.95) for pair in pairs[5:9]]
    scores = score(lists, matches, {})
    assert [(each.low, each.high, each.matches) for each in scores.bins] == [(0.6, 0.7, 6), (0.9, 0.99, 4)]
    assert [each.stated for each in scores.bins] == pytest.approx([0.62, 0.95])
    assert [each.true for each in scores.bins] == [0.5, 1]
    assert scores.calibration_error == pytest.approx((6 * 0.12 + 4 * 0.05) / 10)


def test_losses_are_counted_by_the_noise_on_the_rows() -> None:
    lists = lists_of(200, noise=Noise(**{**vars(CLEAN), "year_only": 0.3}))
    dated = [pair for pair in lists.truth.items() if not any("year_only" in lists.noise.get(i, ()) for i in pair)]
    by_year = [pair for pair in lists.truth.items() if pair not in dated]
    met = dict.fromkeys(dated, frozenset({"names", "number"})) | {by_year[0]: frozenset({"names"})}
    matches = [*(confirmed(*pair) for pair in dated), possible(*by_year[1], 0.5)]
    scores = score(lists, matches, met)
    assert 30 < len(by_year) < 70
    lost = Carried(len(by_year), never_compared=len(by_year) - 2, unlikely=1, not_confirmed=1)
    assert scores.carried["year_only"] == lost
    assert scores.carried["none"].pairs > 0
    assert scores.carried["none"].never_compared == scores.carried["none"].unlikely == 0
    assert scores.never_compared == (len(by_year) - 1) / 100
    assert scores.alone == {"names": 1}


@pytest.mark.parametrize("variant", ["ordinary", "held-back"])
def test_the_command_prints_tables_and_writes_every_figure(tmp_path: Path, variant: str) -> None:
    out = tmp_path / "figures.json"
    result = CliRunner().invoke(
        main, ["trace-eval", "--size", "60", "--seeds", "2", "--variant", variant, "--json", str(out)]
    )
    assert result.exit_code == 0, result.output
    for line in ("of 60 people, 36 of them on both; 2 seeds", "confirmed: precision", "Calibration", "twin", "latin"):
        assert line in result.output
    figures = json.loads(out.read_text(encoding="utf-8"))
    assert (figures["variant"], figures["size"], len(figures["seeds"])) == (variant, 60, 2)
    for seed in figures["seeds"]:
        scores = seed["scores"]
        assert scores["confirmed"]["recall"] <= scores["seen"] <= 1
        assert scores["best"]["f1"] > 0.5
        assert sum(each["matches"] for each in scores["bins"]) >= scores["confirmed"]["recall"] * 36
