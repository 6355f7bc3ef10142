"""The forms in which lists write a date, and why some are refused: a date is never guessed."""

from __future__ import annotations

import re
from datetime import date

from wayhome.people.messages import said
from wayhome.people.particulars import PartialDate
from wayhome.people.problems import UnreadableCell
from wayhome.people.words import cell_words, fold

_MIDNIGHT = re.compile(r"[T ]0?0:00(:00(\.0+)?)?$")
_YEAR_WORD = re.compile(
    r"\s*(року народження|року|рік|р\. ?н\.?|р\.?|года рождения|года|год|г\. ?р\.?|г\.?)$", re.IGNORECASE
)

_YEAR_FIRST = re.compile(r"([0-9]{4})(?:([-./])([0-9]{1,2})(?:\2([0-9]{1,2}))?)?")
_DAY_FIRST = re.compile(r"(?:([0-9]{1,2})\.)?([0-9]{1,2})\.([0-9]{4})")
_MONTH_FIRST = re.compile(r"([0-9]{1,2})[-/]([0-9]{4})")
_EITHER_FIRST = re.compile(r"([0-9]{1,2})([-/])([0-9]{1,2})\2([0-9]{4})")
_DAY_AND_NAMED_MONTH = re.compile(r"(?:[«“\"]?([0-9]{1,2})[»”\"]?[ .-]*)?([^\W\d_]{3,})[ .,-]*([0-9]{4})")
_NAMED_MONTH_AND_DAY = re.compile(r"([^\W\d_]{3,})\.? ([0-9]{1,2}),? ([0-9]{4})")
_ABOUT = re.compile(
    r"(?:[~≈]|(?:около|примерно|прибл\.?|приблизительно|близько|приблизно|орієнтовно|ориентировочно|about|approx\.?"
    r"|approximately|circa|ca\.?|c\.)) ?(?=[0-9]{4}$)",
    re.IGNORECASE,
)
_FIRST_YEAR_OF_BIRTH = 1900
_SHORT_YEAR = re.compile(r"([0-9]{1,2}[-./]){1,2}'?[0-9]{2}")
_DAY_NUMBER = re.compile(r"[0-9]{5}([.,][0-9]+)?")

PLACEHOLDERS = frozenset(
    PartialDate(*parts[:known])
    for parts in ((1900, 1, 1), (1899, 12, 30), (1899, 12, 31))
    for known in (1, 2, 3)  # with the day or the month cut off as well
)
"""What spreadsheets and databases make of an empty or zero date: a birth or a capture is never on these days."""


def read_date(text: str) -> PartialDate | None:
    """Read a date in a form that means one date only; "" is None.

    Taken: YYYY-MM-DD, YYYY-MM, YYYY (also with dots or slashes), DD.MM.YYYY, MM.YYYY, MM/YYYY; DD/MM/YYYY and
    MM/DD/YYYY where one number is above 12 or both are equal; the month's name in English, Ukrainian or Russian, with
    a day before it or without; a year with a word for "about" before it; midnight or a word for "year" after it.
    Refused with UnreadableCell: what could be two dates, two-digit years, days that don't exist, day or month 00, day
    numbers of a spreadsheet, and the placeholders 1900-01-01, 1899-12-30 and 1899-12-31, or their year or month alone.
    """
    if not text:
        return None
    parts = _parts(_ABOUT.sub("", _YEAR_WORD.sub("", _MIDNIGHT.sub("", text))))
    if 0 in parts[1:]:
        raise UnreadableCell(said("people.day_and_month_above_zero"), said("people.only_what_is_known"))
    try:
        found = PartialDate(*parts)
    except ValueError:
        raise UnreadableCell(said("people.a_day_that_exists"), said("people.correct_the_day")) from None
    if found in PLACEHOLDERS:
        raise UnreadableCell(said("people.a_date_that_was_stated"), said("people.empty_if_not_known"))
    return found


def expect_possible_birth(born: PartialDate, today: date | None) -> None:
    """Raise UnreadableCell for a birth before 1900 or after ``today`` (if that is given): a slip, surely."""
    if born.year < _FIRST_YEAR_OF_BIRTH or (today and date(born.year, born.month or 1, born.day or 1) > today):
        expected = said("people.a_possible_birth", first=_FIRST_YEAR_OF_BIRTH)
        if today:
            expected = said("people.a_birth_until", first=_FIRST_YEAR_OF_BIRTH, today=today.isoformat())
        raise UnreadableCell(expected, said("people.correct_the_year"))


def _parts(text: str) -> tuple[int, ...]:
    """Year, then month and day as far as they are written; not yet tested for being a day that exists."""
    if match := _YEAR_FIRST.fullmatch(text):
        return _numbers(match[1], match[3], match[4])
    if match := _DAY_FIRST.fullmatch(text):
        return _numbers(match[3], match[2], match[1])
    if match := _MONTH_FIRST.fullmatch(text):
        return _numbers(match[2], match[1])
    if match := _EITHER_FIRST.fullmatch(text):
        return _day_and_month_in_doubt(int(match[1]), int(match[3]), int(match[4]))
    if (match := _DAY_AND_NAMED_MONTH.fullmatch(text)) and (month := _month(match[2])):
        return _numbers(match[3], month, match[1])
    if (match := _NAMED_MONTH_AND_DAY.fullmatch(text)) and (month := _month(match[1])):
        return _numbers(match[3], month, match[2])
    if _SHORT_YEAR.fullmatch(text):
        raise UnreadableCell(said("people.a_year_in_four_digits"), said("people.write_the_year_in_full"))
    if _DAY_NUMBER.fullmatch(text):
        raise UnreadableCell(said("people.a_date"), said("people.a_day_number"))
    raise UnreadableCell(said("people.a_date"), said("people.write_the_date_so"))


def _month(name: str) -> str | None:
    """The number of a month by its name, None for another word."""
    return cell_words("month").get(fold(name))


def _day_and_month_in_doubt(first: int, second: int, year: int) -> tuple[int, int, int]:
    if first == second or first > 12:
        return year, second, first
    if second > 12:
        return year, first, second
    day_first, month_first = f"{year:04}-{second:02}-{first:02}", f"{year:04}-{first:02}-{second:02}"
    raise UnreadableCell(
        said("people.a_date_read_in_one_way"),
        said("people.day_or_month_first", day_first=day_first, month_first=month_first),
    )


def _numbers(*parts: str | None) -> tuple[int, ...]:
    return tuple(int(part) for part in parts if part)
