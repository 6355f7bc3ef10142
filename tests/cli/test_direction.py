"""Who holds whom: lists given the wrong way round are found out, and cells that can't be read decide nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from cli.test_lists import all_lists, lists, run, traced  # noqa: F401 - the fixture


def plan(folder: Path, matches: Path, *given: object) -> tuple[int, str]:
    result = run("plan", folder / "terms.toml", matches, *given, "--out", folder / "package.json")
    return result.exit_code, result.output


def test_one_file_is_not_held_and_sought(lists: Path) -> None:  # noqa: F811
    held = lists / "torvenia-held.csv"
    result = run("trace", held, lists / "." / "torvenia-held.csv", "--out", lists / "m.csv")
    assert (result.exit_code, "both as HELD and as SOUGHT" in result.output) == (2, True)


def test_names_that_say_the_lists_are_the_wrong_way_round_are_believed(lists: Path) -> None:  # noqa: F811
    result = run("trace", lists / "lysoria-sought.csv", lists / "torvenia-held.csv", "--out", lists / "m.csv")
    assert (result.exit_code, "the wrong way round" in result.output) == (2, True)
    assert not (lists / "m.csv").exists()


@pytest.mark.parametrize("said", ["in the name", "by the role"])
def test_matches_traced_the_wrong_way_round_reverse_nobodys_way_home(lists: Path, said: str) -> None:  # noqa: F811
    for old, new in (("torvenia-held", "Torvenia1"), ("lysoria-sought", "Lysoria1")):
        (lists / f"{new}.csv").write_bytes((lists / f"{old}.csv").read_bytes())
    matches = lists / "matches.csv"
    assert run("trace", lists / "Lysoria1.csv", lists / "Torvenia1.csv", "--out", matches).exit_code == 0
    if said == "in the name":
        given = [lists / "torvenia-held.csv", lists / "lysoria-sought.csv"]
    else:
        given = [f"Torvenia:held={lists / 'Torvenia1.csv'}", f"Lysoria:sought={lists / 'Lysoria1.csv'}"]
    status, output = plan(lists, matches, *given)
    assert (status, "the wrong way round" in output) == (2, True)


def test_a_role_that_is_none_is_asked_about(lists: Path) -> None:  # noqa: F811
    status, output = plan(lists, traced(lists), f"Torvenia:kept={lists / 'torvenia-held.csv'}")
    assert (status, "expected Torvenia:held=FILE or Torvenia:sought=FILE" in output) == (2, True)


def test_a_cell_that_cannot_be_read_leaves_the_person_in_tracing_and_out_of_no_guess(lists: Path) -> None:  # noqa: F811
    held = lists / "torvenia-held.csv"
    text = held.read_text(encoding="utf-8-sig")
    held.write_text(text.replace("prisoner_of_war", "поранений", 1), encoding="utf-8")
    matches = traced(lists)
    assert ",TH-1," in matches.read_text(encoding="utf-8-sig")
    status, output = plan(lists, matches, *all_lists(lists))
    assert status == 2
    assert "who goes home hangs on them" in output
    assert "torvenia-held.csv, row 2, column category: expected one of prisoner_of_war" in output
    held.write_text(text.replace("prisoner_of_war", "", 1), encoding="utf-8")
    assert plan(lists, matches, *all_lists(lists))[0] == 0


def test_a_cell_of_somebody_outside_the_pool_stops_nobody(lists: Path) -> None:  # noqa: F811
    held = lists / "torvenia-held.csv"
    lines = held.read_text(encoding="utf-8-sig").splitlines()
    other = lines[1].replace("TH-1", "TH-9").replace("Мельниченко", "Зовсімінший").replace("prisoner_of_war", "zz")
    held.write_text("\n".join([*lines, other.replace("Сергей", "Платон").replace("1990", "1960"), ""]), "utf-8")
    assert plan(lists, traced(lists), *all_lists(lists))[0] == 0


def test_a_list_from_which_nobody_can_be_read_is_said_to_be_one(lists: Path) -> None:  # noqa: F811
    held = lists / "torvenia-held.csv"
    held.write_text("id,surname\n,Kovar\n", encoding="utf-8")
    result = run("trace", held, lists / "lysoria-sought.csv", "--out", lists / "m.csv")
    assert (result.exit_code, "0 people could be read from torvenia-held.csv" in result.output) == (2, True)


def test_tracing_that_finds_nobody_says_so(lists: Path) -> None:  # noqa: F811
    result = run("trace", lists / "torvenia-held.csv", lists / "torvenia-sought.csv", "--out", lists / "m.csv")
    assert result.exit_code == 0
    assert "0 confirmed, 0 possible" in result.output
    assert "torvenia-held.csv: 3 people read" in result.output


def test_columns_are_named_in_any_case_and_the_option_is_blamed(lists: Path) -> None:  # noqa: F811
    held, sought = lists / "torvenia-held.csv", lists / "lysoria-sought.csv"
    held.write_text(held.read_text(encoding="utf-8-sig").replace("surname", "Позивний"), encoding="utf-8")
    out = ("--out", lists / "m.csv")
    assert run("trace", held, sought, "--columns", "Позивний=Surname", *out).exit_code == 0
    wrong = run("trace", held, sought, "--columns", "Позивний=callsign", *out)
    assert wrong.exit_code == 2
    assert "--columns Позивний=callsign: callsign is none of the columns id, surname" in wrong.output


def test_rows_that_cannot_be_written_beside_the_list_stop_nothing(lists: Path) -> None:  # noqa: F811
    held = lists / f"{'held'.ljust(250, 'x')}.csv"  # so long a name that no file's beside it can be longer
    held.write_text((lists / "torvenia-held.csv").read_text(encoding="utf-8-sig") + ",Kovar\n", encoding="utf-8")
    result = run("trace", held, lists / "lysoria-sought.csv", "--out", lists / "m.csv")
    assert (result.exit_code, "1 rows not read, and not written beside it: " in result.output) == (0, True)
    assert ",TH-1," in (lists / "m.csv").read_text(encoding="utf-8-sig")


def test_terms_and_packages_with_a_byte_order_mark_are_read(lists: Path) -> None:  # noqa: F811
    terms = lists / "terms.toml"
    terms.write_bytes(b"\xef\xbb\xbf" + terms.read_bytes())
    assert plan(lists, traced(lists), *all_lists(lists))[0] == 0
    package = lists / "package.json"
    package.write_bytes(b"\xef\xbb\xbf" + package.read_bytes())
    checked = run("check", package)
    assert checked.exit_code == 0
    assert "its certificate was not checked" in checked.output


def test_terms_changed_after_the_package_was_drawn_up_are_called_so(lists: Path) -> None:  # noqa: F811
    plan(lists, traced(lists), *all_lists(lists))
    package = lists / "package.json"
    text = package.read_text(encoding="utf-8")
    package.write_text(text.replace('"exposure": 1', '"exposure": 2'), encoding="utf-8")
    checked = run("check", package)
    assert (checked.exit_code, "its terms were changed after the package was drawn up" in checked.output) == (2, True)


@pytest.mark.parametrize("content", [b"\xff\xfe\x00binary", b"a,b\n1,2\n", b""])
def test_references_that_are_none_are_refused(lists: Path, content: bytes) -> None:  # noqa: F811
    references = lists / "references.csv"
    references.write_bytes(content)
    matches = traced(lists)
    status, output = plan(lists, matches, *all_lists(lists)[:4], "--references", references)
    assert (status, "references.csv" in output) == (2, True)
