"""What goes wrong between a person and a list: one small function for each kind of error, each with its rate.

Every kind takes a generator and a row and gives the row with the error in it; where a row has no place for the error it
is given back as it was. ``Noise`` has a rate under the name of each, and of what goes wrong while the row is written.
"""

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from operator import attrgetter
from random import Random
from typing import Any

from wayhome.fiction.drawing import expect_shares, happens
from wayhome.people.categories import CIVILIAN
from wayhome.people.headers import COLUMNS
from wayhome.people.particulars import PartialDate, Particulars

_CYRILLIC = "абвгдежзийклмнопрстуфхцчшщьюя"
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_LATIN_LOOK_ALIKES = dict(zip("аеіорсухАВЕІКМНОРСТХ", "aeiopcyxABEIKMHOPCTX", strict=True))
_NAMES = ("surname", "given_names", "patronymic")
_CAN_BE_EMPTY = ("patronymic", "birth_place", "service_number", "rank", "unit", "capture_place", "destination")
_stated = attrgetter(*COLUMNS)
_PLACEHOLDER = PartialDate(1900, 1, 1)


@dataclass(frozen=True)
class Noise:
    """The share of rows with each kind of error, 0 to 1. Kinds fall independently of one another."""

    diminutive: float = 0.03
    """The given name is one people are called by: Сашко, Коля."""
    birth_place_old_name: float = 0.2
    """Of people from a renamed place (about a third): the name it bore before."""
    patronymic_missing: float = 0.1
    patronymic_initial: float = 0.05
    typing_error: float = 0.07
    """One letter of one name inserted, left out, replaced or exchanged with the next."""
    look_alike: float = 0.01
    """A Latin letter within a Cyrillic surname that looks the same; nothing in a Latin one."""
    swapped_names: float = 0.02
    """Surname and given name each in the other's column."""
    other_case: float = 0.03
    """The surname or all names in capitals, or all in small letters."""
    birth_date_missing: float = 0.04
    """Never of a civilian."""
    year_only: float = 0.03
    part_off: float = 0.03
    """Day, month or year a little off."""
    day_and_month_exchanged: float = 0.03
    """Of dates that allow it (about 35 in 100): the day is 12 or less and differs from the month."""
    service_number_missing: float = 0.5
    service_number_digit_wrong: float = 0.02
    birth_place_missing: float = 0.15
    capture_date_missing: float = 0.15
    """On sought lists only: who looks for someone often doesn't know; a detaining party knows the day."""
    capture_month_only: float = 0.25
    """On sought lists only."""
    shifted_names: float = 0.004
    """Surname, given name and patronymic each one column to the right, the last in the first."""
    patronymic_in_given_names: float = 0.01
    """The patronymic stands behind the given name, and its own column is empty."""
    swapped_places: float = 0.005
    """Birth place and capture place each in the other's column."""
    placeholder_date: float = 0.01
    """1900-01-01 for a birth date that isn't known. Never of a civilian."""
    half_empty: float = 0.02
    """Each of the other columns empty as often as not; left are names, sex, category and what the holder must know."""
    mixed_scripts: float = 0.01
    """The surname in Latin letters, the other names in Cyrillic."""
    listed_twice: float = 0.01
    """The person stands twice on the list, written anew under a second id. Never a civilian or one of a family."""
    copied: float = 0.004
    """The row stands twice, letter for letter, under a second id. Never of a civilian or one of a family."""

    def __post_init__(self) -> None:
        expect_shares(vars(self))


ORDINARY = Noise()
MENDED = replace(ORDINARY, placeholder_date=0)
"""After the parties emptied the cells with placeholders, as whoever reads their lists asks them to."""
CLEAN = Noise(**{rate.name: 0.0 for rate in fields(Noise)})

Kind = Callable[[Random, Particulars], Particulars]


def patronymic_missing(_random: Random, row: Particulars) -> Particulars:
    return _with(row, patronymic="")


def patronymic_initial(_random: Random, row: Particulars) -> Particulars:
    return _with(row, patronymic=row.patronymic[:1] + ".") if row.patronymic else row


def typing_error(random: Random, row: Particulars) -> Particulars:
    column = random.choice([name for name in _NAMES if len(getattr(row, name)) > 2])
    return _with(row, **{column: slip(random, getattr(row, column))})


def look_alike(random: Random, row: Particulars) -> Particulars:
    places = [place for place, letter in enumerate(row.surname) if letter in _LATIN_LOOK_ALIKES]
    if not places:
        return row
    place = random.choice(places)
    return _with(row, surname=_with_letter(row.surname, place, _LATIN_LOOK_ALIKES[row.surname[place]]))


def swapped_names(_random: Random, row: Particulars) -> Particulars:
    return _with(row, surname=row.given_names, given_names=row.surname)


def shifted_names(_random: Random, row: Particulars) -> Particulars:
    if not row.patronymic:
        return row
    return _with(row, surname=row.patronymic, given_names=row.surname, patronymic=row.given_names)


def patronymic_in_given_names(_random: Random, row: Particulars) -> Particulars:
    return _with(row, given_names=f"{row.given_names} {row.patronymic}".rstrip(), patronymic="")


def other_case(random: Random, row: Particulars) -> Particulars:
    way = random.choice(("capital surname", "capitals", "small letters"))
    if way == "capital surname":
        return _with(row, surname=row.surname.upper())
    change = str.upper if way == "capitals" else str.lower
    return _with(
        row,
        surname=change(row.surname),
        given_names=change(row.given_names),
        patronymic=change(row.patronymic),
    )


def birth_date_missing(_random: Random, row: Particulars) -> Particulars:
    return row if row.category in CIVILIAN else _with(row, birth_date=None)


def year_only(_random: Random, row: Particulars) -> Particulars:
    return _with(row, birth_date=PartialDate(row.birth_date.year)) if row.birth_date else row


def part_off(random: Random, row: Particulars) -> Particulars:
    """One part is one or two too high or too low, going round at its end; the day, where not every month has it."""
    born = row.birth_date
    if not born or not born.day:
        return row
    shift = random.choice((-2, -1, 1, 2))
    part = random.choice(("day", "month", "year")) if born.day <= 28 else "day"
    if part == "day":
        wrong = PartialDate(born.year, born.month, (born.day - 1 + shift) % 28 + 1)
    elif part == "month":
        wrong = PartialDate(born.year, (born.month - 1 + shift) % 12 + 1, born.day)
    else:
        wrong = PartialDate(born.year + shift, born.month, born.day)
    return _with(row, birth_date=wrong)


def day_and_month_exchanged(_random: Random, row: Particulars) -> Particulars:
    born = row.birth_date
    if not born or not 1 <= born.day <= 12:
        return row
    return _with(row, birth_date=PartialDate(born.year, born.day, born.month))


def placeholder_date(_random: Random, row: Particulars) -> Particulars:
    return row if row.category in CIVILIAN else _with(row, birth_date=_PLACEHOLDER)


def service_number_missing(_random: Random, row: Particulars) -> Particulars:
    return _with(row, service_number="")


def service_number_digit_wrong(random: Random, row: Particulars) -> Particulars:
    number = row.service_number
    places = [place for place, sign in enumerate(number) if sign.isdigit()]
    if not places:
        return row
    place = random.choice(places)
    other = random.choice([digit for digit in "0123456789" if digit != number[place]])
    return _with(row, service_number=_with_letter(number, place, other))


def birth_place_missing(_random: Random, row: Particulars) -> Particulars:
    return _with(row, birth_place="")


def swapped_places(_random: Random, row: Particulars) -> Particulars:
    return _with(row, birth_place=row.capture_place, capture_place=row.birth_place)


def half_empty(random: Random, row: Particulars) -> Particulars:
    emptied: dict[str, Any] = {column: "" for column in _CAN_BE_EMPTY if happens(random, 0.5)}
    if happens(random, 0.5) and row.category not in CIVILIAN:
        emptied["birth_date"] = None
    return _with(row, **emptied)


def capture_date_missing(_random: Random, row: Particulars) -> Particulars:
    return _with(row, capture_date=None)


def capture_month_only(_random: Random, row: Particulars) -> Particulars:
    taken = row.capture_date
    return _with(row, capture_date=PartialDate(taken.year, taken.month)) if taken else row


ON_HELD_LISTS: tuple[Kind, ...] = (
    patronymic_missing,
    patronymic_initial,
    typing_error,
    look_alike,
    swapped_names,
    other_case,
    day_and_month_exchanged,
    part_off,
    year_only,
    birth_date_missing,
    service_number_digit_wrong,
    service_number_missing,
    birth_place_missing,
    shifted_names,
    patronymic_in_given_names,
    swapped_places,
    placeholder_date,
    half_empty,
)
ON_SOUGHT_LISTS: tuple[Kind, ...] = (*ON_HELD_LISTS, capture_month_only, capture_date_missing)


def with_rates(noise: Noise, kinds: tuple[Kind, ...]) -> tuple[tuple[float, Kind], ...]:
    return tuple((getattr(noise, kind.__name__), kind) for kind in kinds)


def spoil(
    random: Random, row: Particulars, rates: tuple[tuple[float, Kind], ...]
) -> tuple[Particulars, tuple[str, ...]]:
    """``row`` with an error of each kind that happens to fall on it, and the names of those that changed it."""
    fallen: tuple[str, ...] = ()
    for rate, kind in rates:
        # `happens` written out: this line runs some twenty times for each row.
        if random.random() < rate:
            spoiled = kind(random, row)
            if spoiled != row:
                fallen += (kind.__name__,)
            row = spoiled
    return row, fallen


def slip(random: Random, word: str) -> str:
    """``word``, of two letters or more, with one slip of the keyboard; never the same word."""
    alphabet = _LATIN if any(letter in _LATIN for letter in word.lower()) else _CYRILLIC
    place = random.randrange(len(word))
    way = random.choice(("inserted", "left out", "replaced", "exchanged"))
    if way == "inserted":
        return word[: place + 1] + random.choice(alphabet) + word[place + 1 :]
    if way == "left out":
        return word[:place] + word[place + 1 :]
    neighbours = word[place : place + 2]
    if way == "exchanged" and len(neighbours) == 2 and neighbours[0] != neighbours[1]:
        return word[:place] + neighbours[::-1] + word[place + 2 :]
    letter = random.choice([letter for letter in alphabet if letter != word[place].lower()])
    return _with_letter(word, place, letter.upper() if word[place].isupper() else letter)


def _with_letter(text: str, place: int, letter: str) -> str:
    return text[:place] + letter + text[place + 1 :]


def _with(row: Particulars, **columns: Any) -> Particulars:
    """`dataclasses.replace`, which takes three times as long, without its checks."""
    return Particulars(**(dict(zip(COLUMNS, _stated(row), strict=True)) | columns))
