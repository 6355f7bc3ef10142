"""How two entries compare, field by field: one of a few levels for each, whose codes are those of `reasons`.

Many pairs at once, in two steps: what numbers alone tell is told for every pair; where letters must be compared the
level stays *open*, to be settled for those pairs that can still matter.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA
from rapidfuzz.process import cpdist

from wayhome.tracing.entries import Dates, Entries, Mask, Names, Numbers

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


class Letters:
    """Settles what is open; remembers the places it compared."""

    def __init__(self, entries: Entries) -> None:
        self._entries = entries

        @cache
        def place_level(one: int, other: int) -> int:
            return LEVEL["birth_place"][_place_level(entries.places[one], entries.places[other])]

        self._place_level = place_level

    def settle(self, levels: Levels, left: Numbers, right: Numbers) -> None:
        """Replace every open level by the right one, in place."""
        entries, forms = self._entries, self._entries.forms
        for field, column, among, settle in (
            ("surname", entries.surname.form, forms, _surname_by_letters),
            ("given_names", entries.given.form, forms, _given_by_letters),
            ("patronymic", entries.patronymic.form, forms, _patronymic_by_letters),
            ("service_number", entries.digits, entries.numbers, _number_by_letters),
        ):
            still_open = np.flatnonzero(levels[field] == LEVEL[field][OPEN])
            one, other = column[left[still_open]], column[right[still_open]]
            levels[field][still_open] = settle(among[one], among[other])
        self._settle_exchanged(levels, left, right)
        still_open = np.flatnonzero(levels["birth_place"] == LEVEL["birth_place"][OPEN])
        one, other = entries.place[left[still_open]], entries.place[right[still_open]]
        levels["birth_place"][still_open] = [
            self._place_level(*pair) for pair in zip(one.tolist(), other.tolist(), strict=True)
        ]

    def _settle_exchanged(self, levels: Levels, left: Numbers, right: Numbers) -> None:
        """Names in each other's column, of which one has a slip of the pen."""
        surname, given = levels["surname"], levels["given_names"]
        unlike = np.isin(surname, _UNLIKE_SURNAMES) & np.isin(given, _UNLIKE_GIVEN)
        names, twins = self._entries.surname, self._entries.given
        for sure, garbled in ((names, twins), (twins, names)):
            for one, other in ((left, right), (right, left)):
                rows = np.flatnonzero(unlike & (surname != LEVEL["surname"]["exchanged"]))
                rows = rows[_stands_for(self._entries, sure, one[rows], garbled, other[rows])]
                forms, other_forms = garbled.form[one[rows]], sure.form[other[rows]]
                slips, allowed = _slips(self._entries.forms[forms], self._entries.forms[other_forms])
                exchanged = rows[slips <= allowed]
                surname[exchanged] = LEVEL["surname"]["exchanged"]
                given[exchanged] = LEVEL["given_names"]["exchanged"]


def settled(entries: Entries, left: Numbers, right: Numbers, letters: Letters | None = None) -> Levels:
    """The levels of pairs of rows, none left open."""
    levels = compare(entries, left, right)
    (letters or Letters(entries)).settle(levels, left, right)
    return levels


_UNLIKE_SURNAMES = [LEVEL["surname"][level] for level in ("far", "different")]
_UNLIKE_GIVEN = [LEVEL["given_names"][level] for level in ("unlike", "different")]


def _chosen(field: str, choices: list[tuple[Mask, str]], otherwise: str) -> NDArray[np.int8]:
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
    return _chosen(field, [((one == 0) | (other == 0), ""), (one == other, "same")], otherwise)


def _surname_levels(entries: Entries, left: Numbers, right: Numbers) -> NDArray[np.int8]:
    names = entries.surname
    one, other = names.form[left], names.form[right]
    return _chosen(
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
    return _chosen(
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
    return _chosen(
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
    return _chosen(
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
    return _chosen(
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
    return _chosen("sex", [((one > 0) & (other > 0) & (one != other), "different")], "")


def _exchanged(entries: Entries, left: Numbers, right: Numbers) -> Mask:
    """Whether surname and given name stand in each other's column on one of the lists."""

    surname, given = entries.surname, entries.given
    return _stands_for(entries, surname, left, given, right) & _stands_for(entries, given, left, surname, right)


def _stands_for(entries: Entries, one: Names, rows: Numbers, other: Names, other_rows: Numbers) -> Mask:
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


Texts = NDArray[np.object_]


def _surname_by_letters(one: Texts, other: Texts) -> NDArray[np.int8]:
    slips, allowed = _slips(one, other, more=1)
    in_part = np.fromiter(
        (
            (" " in name or " " in twin) and not set(name.split()).isdisjoint(twin.split())
            for name, twin in zip(one, other, strict=True)
        ),
        np.bool_,
        len(one),
    )
    return _chosen(
        "surname", [(slips <= allowed, "near"), (in_part, "in_part"), (slips <= allowed + 1, "far")], "different"
    )


def _given_by_letters(one: Texts, other: Texts) -> NDArray[np.int8]:
    slips, allowed = _slips(one, other)
    return _chosen("given_names", [(slips <= allowed, "near")], "unlike")


def _patronymic_by_letters(one: Texts, other: Texts) -> NDArray[np.int8]:
    slips, allowed = _slips(one, other)
    return _chosen("patronymic", [(slips <= allowed, "near")], "different")


def _number_by_letters(one: Texts, other: Texts) -> NDArray[np.int8]:
    """Compare service numbers by their digits, where both have enough of them."""
    slips = cpdist(one, other, scorer=OSA.distance, score_cutoff=1, dtype=np.int32)
    return _chosen("service_number", [((slips <= 1) & (one != "") & (other != ""), "near")], "different")


_NEVER = 1_000


def _slips(one: Texts, other: Texts, more: int = 0) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """The slips of the pen between two words (optimal string alignment), and how many are few.

    One slip makes two words near, two in a long word; short words are never near. ``more`` slips are still counted.
    """
    shorter = np.minimum(_lengths(one), _lengths(other))
    allowed = (shorter > 3).astype(np.int32) + (shorter > 6)
    slips = cpdist(one, other, scorer=OSA.distance, score_cutoff=2 + more, dtype=np.int32)
    slips[shorter <= 3] = _NEVER
    return slips, allowed


def _lengths(texts: Texts) -> NDArray[np.int32]:
    return np.fromiter(map(len, texts), np.int32, len(texts))


def _place_level(one: str, other: str) -> str:
    """Compare two different places: a village with or without its region, misspelled or not."""
    words, other_words = set(one.split()), set(other.split())
    if words <= other_words or other_words <= words:
        return "in_part"
    shorter = min(len(one), len(other))
    slips = (shorter > 3) + (shorter > 6)
    return "near" if shorter > 3 and OSA.distance(one, other, score_cutoff=slips) <= slips else "different"
