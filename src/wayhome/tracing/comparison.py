"""How two entries compare, field by field: one of a few levels for each, whose codes are those of `reasons`.

Many pairs at once, in two steps: what numbers alone tell is told for every pair; where letters must be compared the
level stays *open*, to be settled for those pairs that can still matter.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from wayhome.tracing.entries import Dates, Entries, Names
from wayhome.tracing.vocabulary import Mask, Numbers

GENERATION = 15
"""Years between births from which two people may be parent and child."""
_WEEK = 7

OPEN = "open"
"""Not yet settled: the letters are to be compared."""
LEVELS = {
    "surname": ("", "same", "sounds_alike", "near", "in_part", "far", "exchanged", "different", OPEN),
    "given_names": ("", "same", "near", "initial", "exchanged", "unlike", "different", OPEN),
    "patronymic": ("", "same", "near", "initial", "different", OPEN),
    "birth_date": (
        "",
        "same",
        "day_and_month_exchanged",
        "day_differs",
        "month_differs",
        "year_differs",
        "same_month",
        "same_year",
        "neighbouring_year",
        "only_year_same",
        "generation_apart",
        "different",
    ),
    "service_number": ("", "same", "near", "different", OPEN),
    "birth_place": ("", "same", "in_part", "near", "different", OPEN),
    "unit": ("", "same", "different"),
    "capture_date": ("", "same", "days_apart", "different"),
    "sex": ("", "different"),
}
"""The levels of each field in the order of their numbers; 0 is where one of two entries doesn't state it, or where it
says nothing."""
FIELDS = tuple(LEVELS)
LEVEL = {field: {name: number for number, name in enumerate(names)} for field, names in LEVELS.items()}

Levels = dict[str, NDArray[np.int8]]
"""For each field the level of each pair."""


def compare(entries: Entries, left: Numbers, right: Numbers) -> Levels:
    """The levels of pairs of rows, the same whichever row comes first; open where letters must be compared."""
    given = _given_levels(entries, left, right)
    surname = _surname_levels(entries, left, right)
    candidates = np.flatnonzero(
        (surname == LEVEL["surname"][OPEN]) & (given != LEVEL["given_names"]["same"]) & (given != 0)
    )
    exchanged = candidates[_exchanged(entries, left[candidates], right[candidates])]
    surname[exchanged] = LEVEL["surname"]["exchanged"]
    given[exchanged] = LEVEL["given_names"]["exchanged"]
    return {
        "surname": surname,
        "given_names": given,
        "patronymic": _patronymic_levels(entries.patronymic, left, right),
        "birth_date": _birth_levels(entries.birth, left, right),
        "service_number": _equality(entries.number, left, right, "service_number", OPEN),
        "birth_place": _equality(entries.place, left, right, "birth_place", OPEN),
        "unit": _equality(entries.unit, left, right, "unit", "different"),
        "capture_date": _capture_levels(entries.capture, left, right),
        "sex": _difference_of_sex(entries.sex, left, right),
    }


def chosen(field: str, choices: list[tuple[Mask, str]], otherwise: str) -> NDArray[np.int8]:
    """The first level whose condition holds, in the order of the choices."""
    held = np.zeros(len(choices[0][0]), dtype=np.uint16)
    for at, (condition, _) in enumerate(choices):
        held |= np.left_shift(condition.view(np.uint8), at, dtype=np.uint16)
    return _first_level(field, tuple(name for _, name in choices), otherwise)[held]


@cache
def _first_level(field: str, names: tuple[str, ...], otherwise: str) -> NDArray[np.int8]:
    """For each set of conditions that hold, a bit each, the level of the first of them."""
    table = np.full(1 << len(names), LEVEL[field][otherwise], dtype=np.int8)
    conditions = np.arange(len(table))
    for at, name in reversed(list(enumerate(names))):
        table[(conditions >> at) & 1 > 0] = LEVEL[field][name]
    return table


def _equality(values: Numbers, left: Numbers, right: Numbers, field: str, otherwise: str) -> NDArray[np.int8]:
    one, other = values[left], values[right]
    return chosen(field, [((one == 0) | (other == 0), ""), (one == other, "same")], otherwise)


def _surname_levels(entries: Entries, left: Numbers, right: Numbers) -> NDArray[np.int8]:
    names = entries.surname
    one, other = names.form[left], names.form[right]
    return chosen(
        "surname",
        [
            ((one == 0) | (other == 0), ""),
            (one == other, "same"),
            (_sound_alike(entries, names.skeleton[left], names.skeleton[right]), "sounds_alike"),
        ],
        OPEN,
    )


def _sound_alike(entries: Entries, one: Numbers, other: Numbers) -> Mask:
    return np.asarray((one == other) & entries.sounding[one])


def _given_levels(entries: Entries, left: Numbers, right: Numbers) -> NDArray[np.int8]:
    """Compare given names by what they may stand for.

    Only two names of the table are "different": they are never slips for one another (Марія, Марина), and brothers have
    such names. Any other two are "unlike", as one of them may be garbled.
    """
    names = entries.given
    one, other = names.form[left], names.form[right]
    initial = names.only_initial[left] | names.only_initial[right]
    initials_meet = (names.initials[left] & names.initials[right]) != 0
    return chosen(
        "given_names",
        [
            ((one == 0) | (other == 0), ""),
            (initial & ~initials_meet, "different"),
            (initial, "initial"),
            ((one == other) | entries.meanings.share(names.meaning[left], names.meaning[right]), "same"),
            (entries.meanings.share(names.guess[left], names.guess[right]), "near"),
            (names.listed[left] & names.listed[right], "different"),
        ],
        OPEN,
    )


def _patronymic_levels(names: Names, left: Numbers, right: Numbers) -> NDArray[np.int8]:
    """Compare patronymics by the father's name."""
    initial = names.only_initial[left] | names.only_initial[right]
    initials_meet = (names.initials[left] & names.initials[right]) != 0
    return chosen(
        "patronymic",
        [
            ((names.form[left] == 0) | (names.form[right] == 0), ""),
            (initial & ~initials_meet, "different"),
            (initial, "initial"),
            (names.meaning[left] == names.meaning[right], "same"),
            (names.listed[left] & names.listed[right], "different"),
        ],
        OPEN,
    )


def _birth_levels(dates: Dates, left: Numbers, right: Numbers) -> NDArray[np.int8]:
    """Compare birth dates, of which only a part may be known."""
    year, other_year = dates.year[left], dates.year[right]
    month, other_month = dates.month[left], dates.month[right]
    day, other_day = dates.day[left], dates.day[right]
    apart = np.abs(year - other_year)
    in_year = apart == 0
    whole = (day > 0) & (other_day > 0)
    one_month = month == other_month
    same_day = whole & one_month & (day == other_day)
    return chosen(
        "birth_date",
        [
            ((year == 0) | (other_year == 0), ""),
            (in_year & same_day, "same"),
            (same_day, "year_differs"),
            (apart >= GENERATION, "generation_apart"),
            ((apart == 1) & ~whole, "neighbouring_year"),
            (~in_year, "different"),
            (~whole & ((month == 0) | (other_month == 0)), "same_year"),
            (~whole & one_month, "same_month"),
            (~whole, "only_year_same"),
            ((month == other_day) & (day == other_month), "day_and_month_exchanged"),
            (one_month, "day_differs"),
            (day == other_day, "month_differs"),
        ],
        "only_year_same",
    )


def _capture_levels(dates: Dates, left: Numbers, right: Numbers) -> NDArray[np.int8]:
    """Compare capture dates; a date known in part says nothing unless the known parts differ."""
    year, other_year = dates.year[left], dates.year[right]
    month, other_month = dates.month[left], dates.month[right]
    day, other_day = dates.ordinal[left], dates.ordinal[right]
    whole = (day > 0) & (other_day > 0)
    apart = np.abs(day - other_day)
    months_differ = (month > 0) & (other_month > 0) & (month != other_month)
    return chosen(
        "capture_date",
        [
            ((year == 0) | (other_year == 0), ""),
            (whole & (apart == 0), "same"),
            (whole & (apart <= _WEEK), "days_apart"),
            (whole | (year != other_year) | months_differ, "different"),
        ],
        "",
    )


def _difference_of_sex(sex: Numbers, left: Numbers, right: Numbers) -> NDArray[np.int8]:
    one, other = sex[left], sex[right]
    return chosen("sex", [((one > 0) & (other > 0) & (one != other), "different")], "")


def _exchanged(entries: Entries, left: Numbers, right: Numbers) -> Mask:
    """Whether surname and given name stand in each other's column on one of the lists."""

    surname, given = entries.surname, entries.given
    return stands_for(entries, surname, left, given, right) & stands_for(entries, given, left, surname, right)


def stands_for(entries: Entries, one: Names, rows: Numbers, other: Names, other_rows: Numbers) -> Mask:
    """Whether names of one column are the same, or sound alike, or mean the same as those of another column."""
    form, skeleton = one.form[rows], one.skeleton[rows]
    return np.asarray(
        (form > 0)
        & (
            (form == other.form[other_rows])
            | _sound_alike(entries, skeleton, other.skeleton[other_rows])
            | entries.meanings.share(one.meaning[rows], other.meaning[other_rows])
        )
    )
