"""The file of matches: written for a spreadsheet, and read as a spreadsheet and an officer leave it."""

from pathlib import Path

import openpyxl
import pytest

from wayhome.tracing import BadMatches, Match, Reason, Verdict, read_matches, write_matches

MATCHES = (
    Match(
        "S-2",
        "H-9",
        0.4312,
        Verdict.POSSIBLE,
        (Reason("patronymic", "different"), Reason("birth_date", "day_and_month_exchanged")),
    ),
    Match("S-1", "Т-14", 0.9991, Verdict.CONFIRMED, (Reason("surname", "same_letters"),)),
    Match("S-1", "H-3", 0.9992, Verdict.POSSIBLE),
)
WRITTEN = """\
sought_id,held_id,probability,verdict,reasons
S-1,H-3,0.9992,possible,
S-1,Т-14,0.9991,confirmed,surname: same letters after transliteration
S-2,H-9,0.4312,possible,patronymic: different; birth_date: day and month exchanged
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "matches.csv"


def test_the_file_is_what_it_is_byte_for_byte(file: Path) -> None:
    write_matches(file, MATCHES)
    assert file.read_bytes() == b"\xef\xbb\xbf" + WRITTEN.replace("\n", "\r\n").encode()
    write_matches(file, reversed(MATCHES))
    assert file.read_text(encoding="utf-8-sig") == WRITTEN


def test_what_is_written_is_read_again(file: Path) -> None:
    write_matches(file, MATCHES)
    assert set(read_matches(file)) == set(MATCHES)
    write_matches(file, [])
    assert read_matches(file) == ()


def test_ids_that_look_like_formulas_survive(file: Path) -> None:
    match = Match("=1+1", "-14", 0.5, Verdict.SAME)
    write_matches(file, [match])
    assert "'=1+1" in file.read_text(encoding="utf-8-sig")
    assert read_matches(file) == (match,)


def test_an_officers_edits_are_understood(file: Path) -> None:
    edited = """\
Verdict;note;sought_id;held_id;Probability;reasons
SAME;спитав родину;S-1;Т-14;0,9991;surname: same letters after transliteration
 Different ;;S-2;H-9;;patronymic: different; перевірено
;;;;;
unsure;;S-3;H-1;0;
"""
    for encoding in ("utf-8", "utf-8-sig", "windows-1251", "utf-16"):
        file.write_text(edited.replace("different; ", "different, "), encoding=encoding)
        first, second, third = read_matches(file)
        assert first == Match("S-1", "Т-14", 0.9991, Verdict.SAME, (Reason("surname", "same_letters"),))
        assert (second.verdict, second.probability) == (Verdict.DIFFERENT, 0.0)
        assert (third.sought_id, third.verdict) == ("S-3", Verdict.UNSURE)


def test_an_officers_remark_among_the_reasons_is_kept(file: Path) -> None:
    file.write_text(WRITTEN.replace("exchanged", "exchanged; mother called"), encoding="utf-8")
    matches = read_matches(file)
    assert matches[-1].reasons[-1] == Reason("remark", "mother called")
    write_matches(file, matches)
    assert read_matches(file) == matches


def test_a_workbook_is_read(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    for row in (["sought_id", "held_id", "probability", "verdict", "reasons"], ["S-1", 14, 0.75, "same", None]):
        sheet.append(row)
    workbook.save(tmp_path / "matches.xlsx")
    assert read_matches(tmp_path / "matches.xlsx") == (Match("S-1", "14", 0.75, Verdict.SAME),)


def problems(file: Path, text: str) -> str:
    file.write_text(text, encoding="utf-8")
    with pytest.raises(BadMatches) as raised:
        read_matches(file)
    return str(raised.value)


def test_every_cell_at_fault_is_named_with_how_to_mend_it(file: Path) -> None:
    message = problems(file, WRITTEN.replace("0.9991,confirmed", "9991,yes").replace("S-2,", ","))
    assert message.splitlines() == [
        "matches.csv, row 3, column probability: expected a number from 0 to 1, found “9991”; "
        "to mend it: write the number as it was, or leave the cell empty.",
        "matches.csv, row 3, column verdict: "
        "expected one of confirmed, possible, same, different, unsure, found “yes”; "
        "to mend it: write same, different or unsure, or put back the machine's word.",
        "matches.csv, row 4, column sought_id: expected the id of a person on the list, found nothing; "
        "to mend it: copy the id from the list as it stands there.",
    ]


def test_a_match_judged_twice_is_a_fault(file: Path) -> None:
    message = problems(file, WRITTEN + "S-2,H-9,,same,\n")
    assert "row 5, column held_id: expected each match once, but row 4 is of the same two people" in message


def test_a_missing_or_doubled_column_is_a_fault(file: Path) -> None:
    assert "row 1: expected a column verdict" in problems(file, WRITTEN.replace("verdict", "judgement"))
    assert "row 1, column held_id: expected one column" in problems(file, WRITTEN.replace("reasons", "reasons,held_id"))
    assert "found none of them" in problems(file, "surname,given names\nГай,Іван\n")


def test_a_broken_quotation_is_a_fault(file: Path) -> None:
    assert "row 2: expected quotation marks in pairs" in problems(file, WRITTEN.replace("S-1,H-3", '"S-1,H-3'))


def test_what_is_no_table_is_refused(file: Path) -> None:
    file.write_bytes(b"%PDF-1.7 nothing")
    with pytest.raises(BadMatches, match="PDF document"):
        read_matches(file)
    with pytest.raises(BadMatches, match="doesn't exist"):
        read_matches(file.with_name("other.csv"))
