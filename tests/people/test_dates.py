"""A birth date as lists write it, through `read_list`."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wayhome.people import PartialDate, PeopleList, read_list
from wayhome.people.dates import read_date

FORMS = "a date as YYYY-MM-DD, YYYY-MM, YYYY or DD.MM.YYYY"
REWRITE = "write the date in one of these forms, or leave the cell empty if it is not known"
TWO_DIGITS = ("a year in four digits", "write the year in full, such as 1985")
NO_SUCH_DAY = (
    "a day that exists",
    "correct the day or the month, or write only the part that is known: YYYY-MM or YYYY",
)
ZERO = ("a day and month above 00", "write only what is known: YYYY-MM or YYYY")
PLACEHOLDER = (
    "a date that was stated (office programs write this one for an empty cell)",
    "leave the cell empty if the date is not known",
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", None),
        ("-", None),
        ("невідомо", None),
        ("1985-05-12", PartialDate(1985, 5, 12)),
        ("1985-05", PartialDate(1985, 5)),
        ("1985", PartialDate(1985)),
        ("1985-5-2", PartialDate(1985, 5, 2)),
        ("1985/05/12", PartialDate(1985, 5, 12)),
        ("1985.05.12", PartialDate(1985, 5, 12)),
        ("12.05.1985", PartialDate(1985, 5, 12)),
        ("2.5.1985", PartialDate(1985, 5, 2)),
        ("12.05.1985 р.", PartialDate(1985, 5, 12)),
        ("12.05.1985 р.н.", PartialDate(1985, 5, 12)),
        ("12.05.1985г.", PartialDate(1985, 5, 12)),
        ("1985 г.р.", PartialDate(1985)),
        ("1985 року народження", PartialDate(1985)),
        ("05.1985", PartialDate(1985, 5)),
        ("05/1985", PartialDate(1985, 5)),
        ("13/05/1985", PartialDate(1985, 5, 13)),
        ("05/13/1985", PartialDate(1985, 5, 13)),
        ("05-13-1985", PartialDate(1985, 5, 13)),
        ("05/05/1985", PartialDate(1985, 5, 5)),
        ("1985-05-12 00:00:00", PartialDate(1985, 5, 12)),
        ("1985-05-12T00:00:00.000", PartialDate(1985, 5, 12)),
        ("29.02.2000", PartialDate(2000, 2, 29)),
        ("25 декабря 1979", PartialDate(1979, 12, 25)),
        ("«25» грудня 1979 року", PartialDate(1979, 12, 25)),
        ("2 травня 1990 р.", PartialDate(1990, 5, 2)),
        ("25 December 1979", PartialDate(1979, 12, 25)),
        ("December 25 1979", PartialDate(1979, 12, 25)),
        ("25-Dec-1979", PartialDate(1979, 12, 25)),
        ("серпень 1985", PartialDate(1985, 8)),
        ("сент. 1985", PartialDate(1985, 9)),
        ("~1985", PartialDate(1985)),
        ("около 1985", PartialDate(1985)),
        ("прибл. 1985 р.н.", PartialDate(1985)),
        ("about 1985", PartialDate(1985)),
    ],
)
def test_the_usual_forms_are_read(read: Callable[..., PeopleList], text: str, expected: PartialDate | None) -> None:
    people = read(f"id,surname,birth_date\n1,Kovar,{text}\n")
    assert people.problems == ()
    assert people.rows[0].birth_date == expected


@pytest.mark.parametrize(
    ("text", "expected", "mend"),
    [
        ("31.02.1990", *NO_SUCH_DAY),
        ("1990-13-01", *NO_SUCH_DAY),
        ("29.02.1900", *NO_SUCH_DAY),
        ("32/13/1990", *NO_SUCH_DAY),
        ("0000-01-01", *NO_SUCH_DAY),
        ("00.00.1985", *ZERO),
        ("1985-00-00", *ZERO),
        ("12.05.85", *TWO_DIGITS),
        ("12/05/85", *TWO_DIGITS),
        ("05.85", *TWO_DIGITS),
        ("1900-01-01", *PLACEHOLDER),
        ("01.01.1900", *PLACEHOLDER),
        ("30.12.1899", *PLACEHOLDER),
        ("31179", FORMS, "this is a spreadsheet's day number: format the column as a date and save it again"),
        ("12 травня", FORMS, REWRITE),
        ("31 April 1985", *NO_SUCH_DAY),
        ("12 сивня 1985", FORMS, REWRITE),
        ("~12.05.1985", FORMS, REWRITE),
        (
            "1885",
            "a date of birth from 1900 on",
            "correct the year, or leave the cell empty if the date is not known",
        ),
        ("1985?", FORMS, REWRITE),
        ("12.05", *TWO_DIGITS),
        ("١٩٨٥-٠٥-١٢", FORMS, REWRITE),
        (
            "05/06/1990",
            "a date that can be read in only one way",
            "write 1990-06-05 if the day comes first here, 1990-05-06 if the month does",
        ),
        (
            "05-06-1990",
            "a date that can be read in only one way",
            "write 1990-06-05 if the day comes first here, 1990-05-06 if the month does",
        ),
    ],
)
def test_a_date_that_would_have_to_be_guessed_is_refused(
    read: Callable[..., PeopleList], text: str, expected: str, mend: str
) -> None:
    people = read(f"id,surname,birth_date\n1,Kovar,{text}\n2,Sovak,1985\n")
    assert [str(problem) for problem in people.problems] == [
        f"list.csv, row 2, column birth_date: expected {expected}, found “{text}”; to mend it: {mend}. "
        "Until then the person stays on the list, with this not stated."
    ]
    assert [(person.id, person.birth_date) for person in people.rows] == [("1", None), ("2", PartialDate(1985))]
    assert [(cell.id, cell.column, cell.problem.rejects) for cell in people.unread] == [("1", "birth_date", False)]


def test_nobody_was_born_after_today(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("id,surname,birth_date\n1,Kovar,2025-08-24\n2,Sovak,2025-08-25\n3,Dub,2052\n", encoding="utf-8")
    people = read_list(path, today=date(2025, 8, 24))
    assert [person.birth_date for person in people.rows] == [PartialDate(2025, 8, 24), None, None]
    assert {str(problem.expected) for problem in people.problems} == {
        "a date of birth from 1900 on and not after 2025-08-24"
    }


@given(st.dates(min_value=date(1901, 1, 1)))
def test_every_day_is_read_alike_in_every_form_that_is_not_refused(day: date) -> None:
    full = PartialDate(day.year, day.month, day.day)
    assert read_date(day.isoformat()) == full
    assert read_date(f"{day:%d.%m.}{day.year:04}") == full
    if day.day > 12:
        assert read_date(f"{day:%d/%m/}{day.year:04}") == full == read_date(f"{day:%m/%d/}{day.year:04}")
