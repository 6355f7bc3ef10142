"""Tracing, planning and checking on a user's own files."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from wayhome.cli import main
from wayhome.people import Category, PartialDate, Particulars, write_list

TERMS = """
parties = ["Lysoria", "Torvenia"]
day = 2025-08-24
exposure = 1
criteria = ["longest_held"]

[counted]
most = 2

[unconditional]
"""


def soldier(id_: str, surname: str, given: str, father: str, year: int) -> Particulars:
    return Particulars(
        id=id_,
        surname=surname,
        given_names=given,
        patronymic=father,
        birth_date=PartialDate(year, 3, 7),
        sex="male",
        birth_place="Зеленогаївка",
        category=Category.PRISONER_OF_WAR,
        capture_date=PartialDate(2022, 4, 1),
    )


LYSORIANS = [
    ("Мельниченко", "Сергій", "Іванович", 1990),
    ("Кравчук", "Олександр", "Петрович", 1985),
    ("Ткаченко", "Микола", "Андрійович", 1997),
]
TORVENIANS = [("Соколов", "Николай", "Петрович", 1991), ("Лебедев", "Сергей", "Ильич", 1988)]
AS_TORVENIA_WRITES = [
    ("Мельниченко", "Сергей", "Иванович", 1990),
    ("Kravchuk", "Oleksandr", "Petrovych", 1985),
    ("Ткаченко", "Николай", "Андреевич", 1997),
]


@pytest.fixture
def lists(tmp_path: Path) -> Path:
    """A folder with the four lists of two parties, and terms."""
    for name, people in (
        ("lysoria-sought", LYSORIANS),
        ("torvenia-held", AS_TORVENIA_WRITES),
        ("torvenia-sought", TORVENIANS),
        ("lysoria-held", TORVENIANS),
    ):
        prefix = "".join(part[0] for part in name.split("-")).upper()
        rows = [soldier(f"{prefix}-{number}", *person) for number, person in enumerate(people, 1)]
        write_list(tmp_path / f"{name}.csv", rows)
    (tmp_path / "terms.toml").write_text(TERMS, encoding="utf-8")
    return tmp_path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], catch_exceptions=False)


def traced(lists: Path) -> Path:
    names = ("torvenia-held", "lysoria-sought", "lysoria-held", "torvenia-sought")
    result = run("trace", *(lists / f"{name}.csv" for name in names), "--out", lists / "matches.csv")
    assert result.exit_code == 0, result.output
    return lists / "matches.csv"


def planned(lists: Path) -> Path:
    result = run("plan", lists / "terms.toml", traced(lists), *all_lists(lists), "--out", lists / "package.json")
    assert result.exit_code == 0, result.output
    return lists / "package.json"


def all_lists(lists: Path) -> list[Path]:
    return sorted(lists.glob("*-*.csv"))


def test_from_four_lists_to_a_checked_package(lists: Path) -> None:
    matches = traced(lists)
    with matches.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    judgement = ["judged_by", "judged_on", "why"]
    assert list(rows[0]) == ["sought_id", "held_id", "probability", "verdict", "reasons", *judgement]
    assert {(row["sought_id"], row["held_id"]) for row in rows if row["verdict"] == "confirmed"} >= {
        ("LS-1", "TH-1"),
        ("LS-2", "TH-2"),
        ("TS-1", "LH-1"),
    }
    package = planned(lists)
    for arguments in ([package], [package, matches, *all_lists(lists)]):
        result = run("check", *arguments)
        assert (result.exit_code, "nothing is wrong" in result.output) == (0, True), result.output


def test_a_package_with_somebody_added_is_refused_by_the_check(lists: Path) -> None:
    package = planned(lists)
    text = package.read_text(encoding="utf-8")
    other_terms = text.replace('"most": 2', '"most": 1')
    assert other_terms != text
    package.write_text(other_terms, encoding="utf-8")
    result = run("check", package)
    assert result.exit_code in (1, 2)
    assert "nothing is wrong" not in result.output


def test_whose_a_list_is_can_be_said_and_must_be_clear(lists: Path) -> None:
    matches = traced(lists)
    (lists / "torvenia-held.csv").rename(lists / "list.csv")
    rest = [path for path in all_lists(lists) if path.name != "list.csv"]
    unclear = run("plan", lists / "terms.toml", matches, lists / "list.csv", *rest, "--out", lists / "p.json")
    assert unclear.exit_code == 2
    assert "Write PARTY=FILE" in unclear.output
    said = f"Torvenia={lists / 'list.csv'}"
    assert run("plan", lists / "terms.toml", matches, said, *rest, "--out", lists / "p.json").exit_code == 0


def test_a_list_that_is_missing_is_named_by_the_match_that_needs_it(lists: Path) -> None:
    matches = traced(lists)
    result = run("plan", lists / "terms.toml", matches, lists / "lysoria-sought.csv", "--out", lists / "p.json")
    assert result.exit_code == 2
    assert "on none of the lists given" in result.output


def test_unlawful_terms_are_refused_with_the_article(lists: Path) -> None:
    matches = traced(lists)
    unlawful = lists / "unlawful.toml"
    unlawful.write_text(TERMS.replace("most = 2", 'most = 2\ncategories = ["civilian_internee"]'), encoding="utf-8")
    result = run("plan", unlawful, matches, *all_lists(lists))
    assert result.exit_code == 2
    assert "GC IV 34" in result.output


def test_terms_are_said_in_words_or_refused_with_key_and_cure_or_article(lists: Path) -> None:
    path = lists / "terms.toml"
    said = run("terms", path)
    assert said.exit_code == 0
    assert "at most 2 each way between each pair of parties" in said.output
    for of, words in (("women", "counted.shares: expected tables, each with"), ("civilian_internee", "GC IV 34")):
        path.write_text(f"{TERMS}[[counted.shares]]\nof = '{of}'\n", encoding="utf-8")
        refused = run("terms", path)
        assert refused.exit_code == 2
        assert "terms.toml: counted.shares" in refused.output
        assert words in refused.output


def test_the_historical_example_is_terms_to_plan_under(lists: Path) -> None:
    example = Path(__file__).parents[2] / "docs" / "examples" / "dix_hill_1862.toml"
    assert "captain in the navy 15, colonel 15" in run("terms", example).output
    result = run("plan", example, traced(lists), *all_lists(lists), "--out", lists / "package.json")
    assert result.exit_code == 0, result.output
    assert run("check", lists / "package.json").exit_code == 0


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7 binary \xff\x00", b"hello, this is a letter\n"])
def test_what_is_no_list_gets_one_clear_error_and_status_2(lists: Path, content: bytes) -> None:
    letter = lists / "letter.csv"
    letter.write_bytes(content)
    result = run("trace", letter, lists / "lysoria-sought.csv", "--out", lists / "m.csv")
    assert result.exit_code == 2
    assert result.output.count("\n") == 1
    assert result.output.startswith("wayhome: ")
    assert not (lists / "m.csv").exists()


def test_bad_rows_are_named_and_kept_beside_while_the_good_ones_go_on(lists: Path) -> None:
    held = lists / "torvenia-held.csv"
    lines = held.read_text(encoding="utf-8-sig").splitlines()
    bad = lines[1].replace("TH-1", "TH-9").replace("Мельниченко", "")
    held.write_text("\r\n".join([*lines, bad, ""]), encoding="utf-8")
    result = run("trace", held, lists / "lysoria-sought.csv", "--out", lists / "matches.csv")
    assert result.exit_code == 0
    assert "torvenia-held.csv, row 5, column surname: expected" in result.output
    assert "torvenia-held.csv: 3 people read" in result.output
    assert "to mend it:" in result.output
    assert "TH-9" in (lists / "torvenia-held.rejected.csv").read_text(encoding="utf-8-sig")
    assert "TH-1" in (lists / "matches.csv").read_text(encoding="utf-8-sig")


def test_headers_of_the_users_own_can_be_mapped(lists: Path) -> None:
    held = lists / "torvenia-held.csv"
    text = held.read_text(encoding="utf-8-sig")
    held.write_text(text.replace("surname", "Позывной в деле"), encoding="utf-8")
    result = run(
        "trace",
        held,
        lists / "lysoria-sought.csv",
        "--columns",
        "Позывной в деле=surname",
        "--out",
        lists / "matches.csv",
    )
    assert result.exit_code == 0
    assert "TH-2" in (lists / "matches.csv").read_text(encoding="utf-8-sig")


def test_a_list_without_its_other_is_asked_for(lists: Path) -> None:
    result = run("trace", lists / "torvenia-held.csv")
    assert result.exit_code == 2
    assert "pairs of lists" in result.output


def test_the_law_and_the_figures_are_printed() -> None:
    law = run("law")
    assert law.exit_code == 0
    assert "L23" in law.output
    figures = run("figures", "--round", "RU-UA-057")
    assert "no total given; 8 civilians stated" in figures.output
    assert "146 + 8 civilians" in figures.output
    assert run("figures", "--round", "NO-SUCH").exit_code != 0
