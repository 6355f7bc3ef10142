"""Real rounds as public claims: what is read, what is shown, what is never made of them."""

from __future__ import annotations

import csv
import re
from importlib.resources import files
from pathlib import Path

import pytest

from wayhome.record.figures import BadFigures, PublicClaim, figures_text, load_rounds, load_totals

ROUNDS = load_rounds()
DATA = files("wayhome.record").joinpath("data")


def test_every_round_of_the_file_is_read() -> None:
    assert len(ROUNDS) == 77
    assert len({public_round.round_id for public_round in ROUNDS}) == 77


def test_every_claim_is_exactly_as_published() -> None:
    cells = {
        row["round_id"]: row for row in csv.DictReader(DATA.joinpath("rounds.csv").read_text("utf-8").splitlines())
    }
    for public_round in ROUNDS:
        row = cells[public_round.round_id]
        published = [value for column, value in row.items() if "_received_" in column and value]
        assert sorted(claim.value for claim in public_round.claims) == sorted(published)


def test_every_round_has_a_source() -> None:
    assert all(public_round.sources for public_round in ROUNDS)


def test_independence_day_2025_shows_both_words_and_no_single_total() -> None:
    (public_round,) = (r for r in ROUNDS if r.round_id == "RU-UA-057")
    assert public_round.date == "2025-08-24"
    assert public_round.claims == (
        PublicClaim("RU-UA-057", "Ukraine", "Ukraine", "no total given; 8 civilians stated"),
        PublicClaim("RU-UA-057", "Ukraine", "Russia", "146"),
        PublicClaim("RU-UA-057", "Ukraine", "", "8", civilians=True),
        PublicClaim("RU-UA-057", "Russia", "Russia", "146 + 8 civilians"),
        PublicClaim("RU-UA-057", "Russia", "", "8", civilians=True),
    )
    lines = figures_text((public_round,)).splitlines()
    (header,) = (line for line in lines if "says" in line and "|" in line)
    (received,) = (line for line in lines if line.startswith("Received by Ukraine"))
    ukraine, russia = header.index("Ukraine says"), header.index("Russia says")
    assert received[ukraine:].startswith("no total given; 8 civilians stated ")
    assert received[russia:].startswith("146 ")
    assert "154" not in "\n".join(lines)
    assert any("SOURCES DIFFER" in line for line in lines)
    assert all(source in "\n".join(lines) for source in public_round.sources)


@pytest.mark.parametrize("public_round", ROUNDS, ids=lambda public_round: public_round.round_id)
def test_no_number_is_shown_that_no_source_published(public_round) -> None:
    shown = set(
        re.findall(r"\d+", figures_text((public_round,)).split("SOURCES DIFFER" if public_round.differing else "--")[1])
    )
    published = [claim.value for claim in public_round.claims]
    told = [public_round.mediators, public_round.place, public_round.terms, public_round.note, *public_round.sources]
    assert shown <= set(re.findall(r"\d+", " ".join([*published, *told])))


def test_every_difference_is_marked_and_its_note_shown() -> None:
    differing = [public_round for public_round in ROUNDS if public_round.differing]
    assert differing
    for public_round in differing:
        text = " ".join(figures_text((public_round,)).split())
        assert "[SOURCES DIFFER]" in text
        assert f"Where the sources differ: {' '.join(public_round.note.split())}" in text


def test_what_is_not_disclosed_is_said_to_be_so() -> None:
    (public_round,) = (r for r in ROUNDS if r.round_id == "RU-UA-052")
    (received,) = (
        line for line in figures_text((public_round,)).splitlines() if line.startswith("Received by Ukraine")
    )
    assert received.count("undisclosed") == 2


def test_a_side_that_published_nothing_is_not_given_the_other_sides_figure() -> None:
    (public_round,) = (r for r in ROUNDS if r.round_id == "RU-UA-004")
    assert public_round.said("Russia", "Ukraine") == "86"
    assert public_round.said("Russia", "Russia") == ""
    assert "no figure found" in figures_text((public_round,))


def test_remains_are_named_as_such() -> None:
    (public_round,) = (r for r in ROUNDS if r.round_id == "RU-UA-B01")
    text = figures_text((public_round,))
    assert "Remains of the dead, not living people" in text
    assert "Remains received by Ukraine" in text
    assert "\nReceived by" not in text


def test_a_round_without_figures_by_side_says_so() -> None:
    (public_round,) = (r for r in ROUNDS if r.round_id == "YE-001")
    assert "No figure by side in the sources read." in figures_text((public_round,))


def test_a_claimant_the_sources_do_not_name_is_not_invented() -> None:
    (public_round,) = (r for r in ROUNDS if r.round_id == "YE-003")
    text = figures_text((public_round,))
    assert "Reported, claimant not named" in text
    assert "113" in text


def test_the_sides_take_turns_to_be_named_first() -> None:
    said = [line for line in figures_text(ROUNDS[:2]).splitlines() if " says " in line and "|" in line]
    assert [line.index("Ukraine says") < line.index("Russia says") for line in said] == [True, False]


def test_totals_stand_under_who_published_them() -> None:
    totals = load_totals()
    text = figures_text((), totals)
    assert len(totals) == 20
    for total in totals:
        assert f"Source ({total.as_of}, {total.claimed_by}): {total.source}" in text
        assert total.value in text


def changed(tmp_path: Path, column: str, value: str) -> Path:
    """The first row of the real file with one cell changed."""
    reader = csv.DictReader(DATA.joinpath("rounds.csv").read_text("utf-8").splitlines())
    row = next(reader)
    row[column] = value
    file = tmp_path / "rounds.csv"
    with file.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.DictWriter(opened, reader.fieldnames or ())
        writer.writeheader()
        writer.writerow(row)
    return file


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("round_id", ""),
        ("date", "1 March 2022"),
        ("date", "2022-02-30"),
        ("date_precision", ""),
        ("conflict_flag", "maybe"),
        ("a_received_civilians", "a few"),
        ("source_urls", ""),
        ("source_urls", "somebody said so"),
        ("side_b", "Ukraine"),
    ],
)
def test_a_row_that_cannot_be_read_is_named_with_its_column(tmp_path: Path, column: str, value: str) -> None:
    with pytest.raises(BadFigures) as caught:
        load_rounds(changed(tmp_path, column, value))
    assert (caught.value.row, caught.value.column) == (2, column)
    assert "rounds.csv, row 2, column" in str(caught.value)
    assert "to mend it" in str(caught.value)


def test_a_difference_without_its_note_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadFigures, match="conflict_note"):
        load_rounds(changed(tmp_path, "conflict_flag", "yes"))


def test_a_name_given_twice_is_refused(tmp_path: Path) -> None:
    file = changed(tmp_path, "status", "completed")
    lines = file.read_text(encoding="utf-8").splitlines()
    file.write_text("\n".join([*lines, lines[-1]]), encoding="utf-8")
    with pytest.raises(BadFigures, match="row 3, column round_id"):
        load_rounds(file)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "the columns as_of"),
        (b"as_of,who\n2022,Ukraine\n", "the columns as_of"),
        (b"as_of,claimed_by,what,value,source_url\n2022,Ukraine,people, with a comma,5,https://a.example\n", "5 cells"),
        (b'as_of,claimed_by,what,value,source_url\n2022,Ukraine,"open,5,https://a.example\n', "quotation marks"),
        (b"as_of,claimed_by,what,value,source_url\n2022,\xd3,people,5,https://a.example\n", "UTF-8"),
        (b"as_of,claimed_by,what,value,source_url\n2022,Ukraine,people,,https://a.example\n", "column value"),
    ],
)
def test_a_file_of_another_form_is_refused_with_a_way_to_mend_it(tmp_path: Path, content: bytes, words: str) -> None:
    file = tmp_path / "totals.csv"
    file.write_bytes(content)
    with pytest.raises(BadFigures, match=words) as caught:
        load_totals(file)
    assert "to mend it" in str(caught.value)
