"""How two entries compare, field by field: one of a few levels for each, whose codes are those of `reasons`."""

from __future__ import annotations

from typing import NamedTuple

from rapidfuzz.distance import OSA

from wayhome.people import PartialDate
from wayhome.tracing.features import Features, Name

GENERATION = 15
"""Years between births from which two people may be parent and child."""
_WEEK = 7


class Levels(NamedTuple):
    """The level of each field; "" where one of the two entries doesn't state it, or where it says nothing."""

    surname: str
    given_names: str
    patronymic: str
    birth_date: str
    service_number: str
    birth_place: str
    unit: str
    capture_date: str
    sex: str


def compare(one: Features, other: Features) -> Levels:
    """The levels of two entries; the same whichever comes first."""
    surname = surname_level(one.surname, other.surname)
    given = given_level(one.given, other.given)
    if surname == "different" and given != "same" and _exchanged(one, other):
        surname = given = "exchanged"
    return Levels(
        surname,
        given,
        patronymic_level(one.patronymic, other.patronymic),
        birth_level(one.birth_date, other.birth_date),
        number_level(one, other),
        place_level(one.place, other.place),
        _equality(one.unit, other.unit),
        capture_level(one.capture_date, other.capture_date),
        "different" if one.sex and other.sex and one.sex != other.sex else "",
    )


def surname_level(one: Name, other: Name) -> str:
    """Compare two surnames, or two names of any kind by their letters alone."""
    if not one.form or not other.form:
        return ""
    if one.form == other.form:
        return "same"
    if one.skeleton == other.skeleton and len(one.skeleton) > 1:
        return "sounds_alike"
    if _near(one.form, other.form):
        return "near"
    if (" " in one.form or " " in other.form) and not set(one.form.split()).isdisjoint(other.form.split()):
        return "in_part"
    return "far" if _near(one.form, other.form, slips_more=1) else "different"


def given_level(one: Name, other: Name) -> str:
    """Compare given names by what they may stand for.

    Only two names of the table are "different": they are never slips for one another (Марія, Марина), and brothers have
    such names. Any other two are "unlike", as one of them may be garbled.
    """
    if not one.form or not other.form:
        return ""
    if one.only_initial or other.only_initial:
        return "different" if one.initials.isdisjoint(other.initials) else "initial"
    if one.form == other.form or not one.meanings.isdisjoint(other.meanings):
        return "same"
    if not (one.meanings | one.guesses).isdisjoint(other.meanings | other.guesses):
        return "near"
    if one.listed and other.listed:
        return "different"
    return "near" if _near(one.form, other.form) else "unlike"


def patronymic_level(one: Name, other: Name) -> str:
    """Compare patronymics by the father's name."""
    if not one.form or not other.form:
        return ""
    if one.only_initial or other.only_initial:
        return "different" if one.initials.isdisjoint(other.initials) else "initial"
    if one.meanings == other.meanings:
        return "same"
    if one.listed and other.listed:
        return "different"
    return "near" if _near(one.form, other.form) else "different"


def birth_level(one: PartialDate | None, other: PartialDate | None) -> str:
    """Compare birth dates, of which only a part may be known."""
    if one is None or other is None:
        return ""
    if one.year != other.year:
        return _other_year(one, other)
    if one.month and other.month and not (one.day and other.day):
        return "same_month" if one.month == other.month else "only_year_same"
    if not (one.day and other.day):
        return "same_year"
    if (one.month, one.day) == (other.month, other.day):
        return "same"
    if (one.month, one.day) == (other.day, other.month):
        return "day_and_month_exchanged"
    if one.month == other.month:
        return "day_differs"
    return "month_differs" if one.day == other.day else "only_year_same"


def _other_year(one: PartialDate, other: PartialDate) -> str:
    both_full = one.day and other.day
    if both_full and (one.month, one.day) == (other.month, other.day):
        return "year_differs"
    apart = abs(one.year - other.year)
    if apart >= GENERATION:
        return "generation_apart"
    return "neighbouring_year" if apart == 1 and not both_full else "different"


def number_level(one: Features, other: Features) -> str:
    """Compare service numbers."""
    if not one.number or not other.number:
        return ""
    if one.number == other.number:
        return "same"
    if one.number_digits and other.number_digits and OSA.distance(one.number_digits, other.number_digits) <= 1:
        return "near"
    return "different"


def place_level(one: str, other: str) -> str:
    """Compare places: a village with or without its region, misspelled or not."""
    level = _equality(one, other)
    if level != "different":
        return level
    words, other_words = set(one.split()), set(other.split())
    if words <= other_words or other_words <= words:
        return "in_part"
    return "near" if _near(one, other) else "different"


def capture_level(one: PartialDate | None, other: PartialDate | None) -> str:
    """Compare capture dates; a date known in part says nothing unless the known parts differ."""
    if one is None or other is None:
        return ""
    if one.day and other.day:
        apart = abs((one.latest() - other.latest()).days)
        if not apart:
            return "same"
        return "days_apart" if apart <= _WEEK else "different"
    months_differ = one.month and other.month and one.month != other.month
    return "different" if one.year != other.year or months_differ else ""


def _equality(one: str, other: str) -> str:
    if not one or not other:
        return ""
    return "same" if one == other else "different"


def _near(one: str, other: str, slips_more: int = 0) -> bool:
    """Whether one slip of the pen separates two words, or two in a long word (optimal string alignment)."""
    shorter = min(len(one), len(other))
    slips = (shorter > 3) + (shorter > 6) + slips_more
    return shorter > 3 and OSA.distance(one, other, score_cutoff=slips) <= slips


def _exchanged(one: Features, other: Features) -> bool:
    """Whether surname and given name stand in each other's column on one of the lists."""
    crosswise = ((one.surname, other.given), (one.given, other.surname))
    return all(
        surname_level(name, twin) in ("same", "sounds_alike") or not name.meanings.isdisjoint(twin.meanings)
        for name, twin in crosswise
    )
