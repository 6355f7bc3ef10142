"""A lottery carried from the command line: prepared, committed to, revealed, drawn, and checked from its file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cli.test_lists import all_lists, lists, run, traced  # noqa: F401 - the fixture
from cli.test_round import Carried

SEATS = ("Lysoria", "Torvenia", "Sahlan")


@pytest.fixture
def carried(lists: Path) -> Carried:  # noqa: F811 - the fixture
    """A round with terms in force that let one of several equal people go each way."""
    carried = Carried(lists)
    terms = lists / "terms.toml"
    text = terms.read_text(encoding="utf-8").replace("most = 2", "most = 1")
    terms.write_text("\n".join(line for line in text.splitlines() if "criteria" not in line), encoding="utf-8")
    parties = ("--party", "Lysoria", "--party", "Torvenia")
    salt = ("--salt", lists / "round.salt", "--out", lists / "references.csv")
    assert run("round", "references", traced(lists), *all_lists(lists), *parties, *salt).exit_code == 0
    carried.open()
    carried.say("Lysoria", "terms-proposed", "--terms", terms)
    carried.say("Torvenia", "terms-accepted")
    return carried


def step(carried: Carried, seat: str, command: str, *options: object, status: int = 0) -> str:
    key = carried.folder / f"{seat}.key"
    result = run("lottery", command, carried.journal, *options, "--as", seat, "--key", key)
    assert result.exit_code == status, result.output
    return result.output


def prepared(carried: Carried) -> Path:
    lottery = carried.folder / "lottery.json"
    references = ("--references", carried.folder / "references.csv", "--out", lottery)
    step(carried, "Sahlan", "prepare", carried.folder / "matches.csv", *all_lists(carried.folder), *references)
    return lottery


def test_a_lottery_is_drawn_and_anybody_can_check_it(carried: Carried) -> None:
    lottery, drawn = prepared(carried), carried.folder / "drawn.json"
    before = run("lottery", "verify", lottery, "--journal", carried.journal)
    assert (before.exit_code, "proven: no lottery under these terms is fairer" in before.output) == (0, True)
    secret = {seat: carried.folder / f"{seat}.secret" for seat in SEATS}
    for seat in SEATS:
        step(carried, seat, "commit", lottery, "--secret", secret[seat])
        assert secret[seat].stat().st_mode & 0o077 == 0
    assert "never overwritten" in step(carried, "Lysoria", "commit", lottery, "--secret", secret["Lysoria"], status=2)
    for seat in SEATS:
        assert "still to reveal" in step(carried, "Sahlan", "draw", lottery, "--out", drawn, status=2)
        output = step(carried, seat, "reveal", "--secret", secret[seat])
        assert "lottery.revealed" in output
    step(carried, "Sahlan", "draw", lottery, "--out", drawn)
    assert "lottery 1: drawn" in run("round", "status", carried.journal).output
    for options in ((), ("--journal", carried.journal)):
        result = run("lottery", "verify", drawn, *options)
        assert (result.exit_code, "2 people" in result.output) == (0, True), result.output
    assert run("verify", carried.journal).exit_code == 0


def test_a_changed_lottery_is_refused_by_the_check_and_by_who_would_commit(carried: Carried) -> None:
    lottery = prepared(carried)
    plain = json.loads(lottery.read_text(encoding="utf-8"))
    plain["lottery"]["packages"][0]["weight"] += "0"
    lottery.write_text(json.dumps(plain), encoding="utf-8")
    assert run("lottery", "verify", lottery).exit_code == 1
    secret = carried.folder / "secret"
    assert "was changed" in step(carried, "Lysoria", "commit", lottery, "--secret", secret, status=2)
    assert not secret.exists()


def test_a_secret_that_was_not_committed_to_is_refused(carried: Carried) -> None:
    lottery = prepared(carried)
    for seat in SEATS:
        step(carried, seat, "commit", lottery, "--secret", carried.folder / f"{seat}.secret")
    other = carried.folder / "Lysoria.secret"
    assert "lottery 1: not revealed yet: Lysoria, Sahlan, Torvenia" in run("round", "status", carried.journal).output
    assert "not the secret" in step(carried, "Torvenia", "reveal", "--secret", other, status=2)


def test_no_lottery_without_terms_in_force_or_with_nobody_to_draw(lists: Path) -> None:  # noqa: F811
    carried = Carried(lists)
    carried.open()
    salt = ("--salt", lists / "round.salt", "--out", lists / "references.csv")
    parties = ("--party", "Lysoria", "--party", "Torvenia")
    assert run("round", "references", traced(lists), *all_lists(lists), *parties, *salt).exit_code == 0
    arguments = (lists / "matches.csv", *all_lists(lists), "--references", lists / "references.csv")
    assert "no terms are in force" in step(carried, "Sahlan", "prepare", *arguments, status=2)
