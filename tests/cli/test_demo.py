"""The demo: the whole round of 24 August with fictional people, twice, to the byte."""

from __future__ import annotations

import csv
import json
import os
import re
import subprocess
import sys
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import CliRunner
from pypdf import PdfReader

from wayhome.agreement import MatchJudged
from wayhome.cli import main
from wayhome.exchange import read_terms
from wayhome.handover import HandedOver, Received, exposure
from wayhome.journal import FileStorage
from wayhome.people import Track, read_list
from wayhome.rounds import Step, fold, replay, verify
from wayhome.tracing import read_matches

PROGRAM = "from wayhome.cli import main; main()"


@pytest.fixture(scope="session")
def demos(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> tuple[Path, Path, str]:
    """Two runs of one seed, and what the first printed; beside them a third, of other people, which must end too."""
    folders = [tmp_path_factory.mktemp(f"demo-{worker_id}") / name for name in ("first", "second", "other people")]
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", PROGRAM, "demo", "--out", str(folder), "--seed", "2025" if number < 3 else "3"],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONHASHSEED": str(number)},
        )
        for number, folder in enumerate(folders, 1)
    ]
    printed = [process.communicate() for process in processes]
    assert [process.returncode for process in processes] == [0, 0, 0], printed
    return folders[0], folders[1], printed[0][0]


@pytest.fixture(scope="session")
def steps(demos: tuple[Path, Path, str]) -> list[Step]:
    """Every act of the demo with the rounds after it, read back from the files."""
    return list(replay(FileStorage(demos[0] / "journal")))


def test_a_second_run_with_the_same_seed_gives_the_same_bytes(demos: tuple[Path, Path, str]) -> None:
    first, second = (
        {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
        for folder in demos[:2]
    )
    assert first.keys() == second.keys()
    assert [path for path in first if first[path] != second[path]] == []


def test_it_leaves_everything_a_newcomer_wants_to_look_at(demos: tuple[Path, Path, str]) -> None:
    names = {path.name for path in demos[0].iterdir()}
    assert names >= {
        *(f"{party}-{kind}.csv" for party in ("lysoria", "torvenia") for kind in ("held", "sought")),
        "matches.csv",
        "package.json",
        "terms.toml",
        "references.csv",
        "journal",
        "account.html",
        *(f"plan.{language}.html" for language in ("en", "uk", "ru", "ar")),
        *(f"communique.{language}.txt" for language in ("en", "uk", "ru", "ar")),
        *(f"manifest-{party}-{number}.pdf" for party in ("Lysoria", "Torvenia") for number in (1, 2)),
        "torvenia-held.rejected.csv",
    }


def test_the_journal_verifies_and_the_fold_of_its_acts_is_the_state(
    demos: tuple[Path, Path, str], steps: list[Step]
) -> None:
    verified, state = verify(FileStorage(demos[0] / "journal"))
    assert verified.size == verified.checkpoint.size == len(steps)
    assert fold([step.statement for step in steps]) == state == steps[-1].state
    assert verified.root.hex() in demos[2]
    assert verified.root.hex() in (demos[0] / "account.html").read_text(encoding="utf-8")


def test_every_verdict_of_an_officer_is_an_act_whose_reason_only_their_own_seat_reads(
    demos: tuple[Path, Path, str], steps: list[Step]
) -> None:
    judged = [match for match in read_matches(demos[0] / "matches.csv") if match.verdict.is_human]
    assert all(
        match.judgement and match.judgement.by and match.judgement.on and match.judgement.why for match in judged
    )
    acts = [(step, step.statement.act) for step in steps if isinstance(step.statement.act, MatchJudged)]
    assert Counter(act.verdict.value for _, act in acts) == Counter(match.verdict.value for match in judged)
    assert {step.statement.sealed_for == (step.statement.author,) == (act.home,) for step, act in acts} == {True}
    journal = b"".join(path.read_bytes() for path in (demos[0] / "journal").rglob("*") if path.is_file())
    for match in judged[:1]:
        assert match.judgement
        assert match.judgement.by.encode() not in journal


def test_the_round_is_146_for_146_with_eight_civilians_and_the_wounded_outside_the_count(steps: list[Step]) -> None:
    signed = steps[-1].state["2025-08-24"].agreement.signed
    for holder in ("Lysoria", "Torvenia"):
        held = [returnee for returnee in signed.values() if returnee.holder == holder]
        assert sum(r.track is Track.COUNTED for r in held) == 146
        assert sum(r.category.startswith("civilian") for r in held) == 8
        assert sum("seriously_wounded_or_sick" in r.conditions for r in held) > 10
        assert not any(r.protected and r.track is Track.COUNTED for r in held)


def test_everything_that_went_wrong_was_handled(demos: tuple[Path, Path, str], steps: list[Step]) -> None:
    kinds = [step.statement.act.kind for step in steps]
    for kind in (
        "clearance.withheld",
        "crossing.unlisted",
        "substitution.signed",
        "refusal.recorded",
        "convoy.returned",
    ):
        assert kinds.count(kind) == 1, kind
    round_ = steps[-1].state["2025-08-24"]
    assert [(s.holder, s.track, s.heads) for s in round_.record.shortfalls] == [("Torvenia", Track.COUNTED, 1)]
    assert "This tranche waits" in demos[2]
    claim = round_.claims.claims["civilians not returned"]
    assert (claim.lodged.heads, [answer.heads for answer in claim.answers]) == (23, [21, 2])
    assert len(round_.reception.care) == sum(
        len(s.statement.act.people) for s in steps if isinstance(s.statement.act, Received)
    )
    assert round_.closed


def test_at_no_moment_was_either_party_more_exposed_than_agreed(steps: list[Step]) -> None:
    exposed = [
        max(exposure(step.state["2025-08-24"].agreement, step.state["2025-08-24"].handover).values())
        for step in steps
        if isinstance(step.statement.act, HandedOver | Received)
    ]
    assert max(exposed) == 50


def test_matches_are_reviewed_and_nearly_all_true(demos: tuple[Path, Path, str]) -> None:
    with (demos[0] / "matches.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["verdict"] for row in rows} == {"confirmed", "same", "different", "unsure"}
    confirmed, right = re.search(r"(\d+) confirmed \((\d+) of them truly", demos[2]).groups()  # type: ignore[union-attr]
    assert int(right) / int(confirmed) > 0.99


def test_the_lists_can_be_read_and_the_bad_rows_are_kept_to_be_mended(demos: tuple[Path, Path, str]) -> None:
    held = read_list(demos[0] / "torvenia-held.csv")
    assert len(held.rows) > 1_500
    assert len(held.rejected) == 3
    mended = (demos[0] / "torvenia-held.rejected.csv").read_bytes()
    assert mended.decode("utf-8-sig").count("\tTH-90002\t") == 2
    assert [(cell.id, cell.column, cell.problem.found) for cell in held.unread] == [
        ("TH-90003", "birth_date", "31.02.1988")
    ]
    assert "TH-90003" in {person.id for person in held.rows}


def test_the_package_can_be_proven_again_from_what_the_demo_leaves(demos: tuple[Path, Path, str]) -> None:
    folder = demos[0]
    lists = [*sorted(folder.glob("*-held.csv")), *sorted(folder.glob("*-sought.csv"))]
    arguments = ["check", folder / "package.json", folder / "matches.csv", *lists]
    references = ["--references", folder / "references.csv"]
    checked = CliRunner().invoke(main, [str(each) for each in [*arguments, *references]])
    assert (checked.exit_code, "every bound: nothing is wrong" in checked.output) == (0, True), checked.output
    without = CliRunner().invoke(main, [str(each) for each in arguments])
    assert (without.exit_code, "give --references" in without.output) == (2, True)
    assert read_terms(folder / "terms.toml").counted.most == 146


def test_the_manifests_name_their_people(demos: tuple[Path, Path, str]) -> None:
    package = json.loads((demos[0] / "package.json").read_text(encoding="utf-8"))
    wounded = [r for r in package["returnees"] if "seriously_wounded_or_sick" in r["conditions"]]
    text = "".join(page.extract_text() for page in PdfReader(demos[0] / "manifest-Torvenia-1.pdf").pages)
    assert all(r["person"] in text for r in wounded if r["holder"] == "Torvenia")


class Text(HTMLParser):
    """The words of a page, and every address it would load."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.loads: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.loads += [
            value or "" for name, value in attrs if name in ("src", "href") and not (value or "#").startswith("#")
        ]
        assert tag != "script"

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def test_no_name_and_no_number_of_anybody_stands_in_the_journal_or_on_the_account(
    demos: tuple[Path, Path, str], steps: list[Step]
) -> None:
    entries = " ".join(json.dumps(step.entry.facts, ensure_ascii=False) for step in steps)
    page = Text()
    page.feed((demos[0] / "account.html").read_text(encoding="utf-8"))
    assert page.loads == []
    public = entries + " ".join(page.words)
    for name in ("lysoria-held", "lysoria-sought", "torvenia-held", "torvenia-sought"):
        for row in read_list(demos[0] / f"{name}.csv").rows:
            assert row.id not in public
            assert not row.service_number or row.service_number not in public
            assert len(row.surname) < 6 or row.surname not in public


def test_the_communique_stands_in_four_languages_with_the_same_figures(demos: tuple[Path, Path, str]) -> None:
    figures = []
    for language in ("en", "uk", "ru", "ar"):
        text = (demos[0] / f"communique.{language}.txt").read_text(encoding="utf-8")
        paragraphs = text.split("\n\n")[2:-1]
        figures.append([sorted(re.findall(r"[0-9]+", paragraph)) for paragraph in paragraphs])
    assert figures[0] == figures[1] == figures[2] == figures[3]
    assert ["145"] in figures[0]
    assert ["146"] in figures[0]
