"""The file of matches: written for a spreadsheet, and read as a spreadsheet and an officer leave it."""

from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from wayhome.tracing import BadMatches, Judgement, Match, Reason, Verdict, read_judged, read_matches, write_matches

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
sought_id,held_id,probability,verdict,reasons,judged_by,judged_on,why
S-1,H-3,0.9992,possible,,,,
S-1,Т-14,0.9991,confirmed,surname: same letters after transliteration,,,
S-2,H-9,0.4312,possible,patronymic: different; birth_date: day and month exchanged,,,
"""
JUDGED = Judgement("Олена Гай", date(2025, 8, 18), "the mother knows his mark; spoke to her twice, =sure")


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
    message = problems(file, WRITTEN + "S-2,H-9,,same,,,,\n")
    assert "row 5, column held_id: expected each match once, but row 4 is of the same two people" in message


def test_who_judged_when_and_why_is_kept(file: Path) -> None:
    matches = (Match("S-1", "H-1", 0.5, Verdict.SAME, (), JUDGED), Match("S-2", "H-2", 0.5, Verdict.UNSURE))
    write_matches(file, matches)
    assert "same,,Олена Гай,2025-08-18," in file.read_text(encoding="utf-8-sig")
    assert read_matches(file) == matches


@pytest.mark.parametrize("written", ["2025-08-18", "18.08.2025", "18 серпня 2025", "2025-08-18 00:00:00"])
def test_the_day_is_read_as_a_spreadsheet_saved_it(file: Path, written: str) -> None:
    file.write_text(f"judged_on;{HEADER}\n{written};S-1;H-1;;same;;Гай;", encoding="utf-8")
    (match,) = read_matches(file)
    assert match.judgement == Judgement("Гай", date(2025, 8, 18))


def test_a_day_in_a_workbook_is_read(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    assert workbook.active is not None
    workbook.active.append([*HEADER.split(";"), "judged_on"])
    workbook.active.append(["S-1", "H-1", None, "same", None, "Гай", None, datetime(2025, 8, 18)])
    workbook.save(tmp_path / "matches.xlsx")
    (match,) = read_matches(tmp_path / "matches.xlsx")
    assert match.judgement == Judgement("Гай", date(2025, 8, 18))


HEADER = "sought_id;held_id;probability;verdict;reasons;judged_by;why"


def test_an_old_file_without_these_columns_is_read(file: Path) -> None:
    file.write_text("sought_id,held_id,probability,verdict,reasons\nS-1,H-1,,same,\n", encoding="utf-8")
    assert read_matches(file) == (Match("S-1", "H-1", 0.0, Verdict.SAME),)


def test_a_judgement_that_cannot_be_meant_is_a_fault(file: Path) -> None:
    text = WRITTEN.replace("0.9992,possible,,,", "0.9992,possible,,Гай,").replace("exchanged,,,", "exchanged,,08.2025,")
    assert problems(file, text).splitlines() == [
        "matches.csv, row 2, column verdict: expected same, different or unsure where somebody is said to have judged, "
        "found “possible”; to mend it: write their verdict, or empty the cells judged_by, judged_on, why of this row.",
        "matches.csv, row 4, column judged_on: expected a date to the day, as YYYY-MM-DD, found “08.2025”; "
        "to mend it: write the whole date, or leave the cell empty.",
    ]


def test_a_judgement_column_that_stands_twice_is_a_fault(file: Path) -> None:
    assert "column why: expected one column" in problems(file, WRITTEN.replace("why", "why,why"))


def by(who: str, day: int | None, verdict: str, sought: str = "S-1", held: str = "H-1") -> Match:
    judgement = Judgement(who, date(2025, 8, day) if day else None) if who or day else None
    return Match(sought, held, 0.5, Verdict(verdict), (), judgement)


def together(folder: Path, *files: list[Match]) -> tuple[Match, ...]:
    paths = [folder / f"{number}.csv" for number in range(1, len(files) + 1)]
    for path, matches in zip(paths, files, strict=True):
        write_matches(path, matches)
    return read_judged(*paths)


def test_several_officers_verdicts_come_together(tmp_path: Path) -> None:
    theirs = by("Кий", 19, "different", "S-2")
    machine = by("", None, "confirmed", "S-3")
    assert together(tmp_path, [by("Гай", 18, "same"), machine], [theirs]) == (by("Гай", 18, "same"), theirs)


def test_the_same_verdict_twice_is_one_and_keeps_who_gave_it(tmp_path: Path) -> None:
    assert together(tmp_path, [by("", None, "same")], [by("Гай", 18, "same")]) == (by("Гай", 18, "same"),)
    assert together(tmp_path, [by("Гай", 18, "same")], [by("Кий", 19, "same")]) == (by("Гай", 18, "same"),)


@pytest.mark.parametrize("reverse", [False, True])
def test_a_later_verdict_of_the_same_person_replaces_the_earlier(tmp_path: Path, reverse: bool) -> None:
    files = [[by("Гай", 18, "same")], [by("гай", 20, "different")]]
    assert together(tmp_path, *(reversed(files) if reverse else files)) == (by("гай", 20, "different"),)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (by("Гай", 18, "same"), by("Кий", 20, "different")),
        (by("Гай", 18, "same"), by("Гай", 18, "unsure")),
        (by("Гай", 18, "same"), by("Гай", None, "unsure")),
        (by("", None, "same"), by("", None, "different")),
    ],
)
def test_different_verdicts_of_two_on_one_pair_are_named(tmp_path: Path, first: Match, second: Match) -> None:
    with pytest.raises(BadMatches) as raised:
        together(tmp_path, [first], [by("", None, "unsure", "S-0"), second])
    (line,) = str(raised.value).splitlines()
    assert line.startswith(
        "2.csv, row 3, column verdict: expected the verdict on S-1 and H-1 that 1.csv, row 2 has (same"
    )
    assert f"found “{second.verdict}”; to mend it: agree on one verdict and write it into both rows" in line


def test_of_three_verdicts_the_one_taken_back_troubles_nobody(tmp_path: Path) -> None:
    files = [[by("Гай", 18, "same")], [by("Кий", 19, "different")], [by("Гай", 20, "different")]]
    (match,) = together(tmp_path, *files)
    assert match.verdict is Verdict.DIFFERENT


def test_every_fault_of_every_file_is_named(tmp_path: Path) -> None:
    for name in ("1.csv", "2.csv"):
        (tmp_path / name).write_text(WRITTEN.replace("confirmed", "yes"), encoding="utf-8")
    with pytest.raises(BadMatches) as raised:
        read_judged(tmp_path / "1.csv", tmp_path / "2.csv")
    assert [line.partition(",")[0] for line in str(raised.value).splitlines()] == ["1.csv", "2.csv"]


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
