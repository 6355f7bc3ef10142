"""What goes wrong between a person and a list: one small function for each kind of error, each with its rate.

Every kind takes a generator and a row and gives the row with the error in it; where a row has no place for the error it
is given back as it was. ``Noise`` has a rate under the name of each.
"""

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from random import Random

from wayhome.fiction.drawing import expect_shares, happens
from wayhome.people.categories import CIVILIAN
from wayhome.people.particulars import PartialDate, Particulars

_CYRILLIC = "абвгдежзийклмнопрстуфхцчшщьюя"
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_LATIN_LOOK_ALIKES = dict(zip("аеіорсухАВЕІКМНОРСТХ", "aeiopcyxABEIKMHOPCTX", strict=True))
_NAMES = ("surname", "given_names", "patronymic")


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
    listed_twice: float = 0.01
    """The person stands twice on the list, written anew under a second id. Never a civilian or one of a family."""

    def __post_init__(self) -> None:
        expect_shares(vars(self))


ORDINARY = Noise()
CLEAN = Noise(**{rate.name: 0.0 for rate in fields(Noise)})

Kind = Callable[[Random, Particulars], Particulars]


def patronymic_missing(_random: Random, row: Particulars) -> Particulars:
    return replace(row, patronymic="")


def patronymic_initial(_random: Random, row: Particulars) -> Particulars:
    return replace(row, patronymic=row.patronymic[:1] + ".") if row.patronymic else row


def typing_error(random: Random, row: Particulars) -> Particulars:
    column = random.choice([name for name in _NAMES if len(getattr(row, name)) > 2])
    return _with_text(row, column, slip(random, getattr(row, column)))


def look_alike(random: Random, row: Particulars) -> Particulars:
    places = [place for place, letter in enumerate(row.surname) if letter in _LATIN_LOOK_ALIKES]
    if not places:
        return row
    place = random.choice(places)
    return replace(row, surname=_with_letter(row.surname, place, _LATIN_LOOK_ALIKES[row.surname[place]]))


def swapped_names(_random: Random, row: Particulars) -> Particulars:
    return replace(row, surname=row.given_names, given_names=row.surname)


def other_case(random: Random, row: Particulars) -> Particulars:
    way = random.choice(("capital surname", "capitals", "small letters"))
    if way == "capital surname":
        return replace(row, surname=row.surname.upper())
    change = str.upper if way == "capitals" else str.lower
    return replace(
        row,
        surname=change(row.surname),
        given_names=change(row.given_names),
        patronymic=change(row.patronymic),
    )


def birth_date_missing(_random: Random, row: Particulars) -> Particulars:
    return row if row.category in CIVILIAN else replace(row, birth_date=None)


def year_only(_random: Random, row: Particulars) -> Particulars:
    return replace(row, birth_date=PartialDate(row.birth_date.year)) if row.birth_date else row


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
    return replace(row, birth_date=wrong)


def day_and_month_exchanged(_random: Random, row: Particulars) -> Particulars:
    born = row.birth_date
    if not born or not 1 <= born.day <= 12:
        return row
    return replace(row, birth_date=PartialDate(born.year, born.day, born.month))


def service_number_missing(_random: Random, row: Particulars) -> Particulars:
    return replace(row, service_number="")


def service_number_digit_wrong(random: Random, row: Particulars) -> Particulars:
    number = row.service_number
    places = [place for place, sign in enumerate(number) if sign.isdigit()]
    if not places:
        return row
    place = random.choice(places)
    other = random.choice([digit for digit in "0123456789" if digit != number[place]])
    return replace(row, service_number=_with_letter(number, place, other))


def birth_place_missing(_random: Random, row: Particulars) -> Particulars:
    return replace(row, birth_place="")


def capture_date_missing(_random: Random, row: Particulars) -> Particulars:
    return replace(row, capture_date=None)


def capture_month_only(_random: Random, row: Particulars) -> Particulars:
    taken = row.capture_date
    return replace(row, capture_date=PartialDate(taken.year, taken.month)) if taken else row


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
)
ON_SOUGHT_LISTS: tuple[Kind, ...] = (*ON_HELD_LISTS, capture_month_only, capture_date_missing)


def with_rates(noise: Noise, kinds: tuple[Kind, ...]) -> tuple[tuple[float, Kind], ...]:
    return tuple((getattr(noise, kind.__name__), kind) for kind in kinds)


def spoil(random: Random, row: Particulars, rates: tuple[tuple[float, Kind], ...]) -> Particulars:
    """``row`` with an error of each kind that happens to fall on it."""
    for rate, kind in rates:
        if happens(random, rate):
            row = kind(random, row)
    return row


def slip(random: Random, word: str) -> str:
    """``word``, of two letters or more, with one slip of the keyboard; never the same word."""
    alphabet = _LATIN if word[0].lower() in _LATIN else _CYRILLIC
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


def _with_text(row: Particulars, column: str, text: str) -> Particulars:
    if column == "surname":
        return replace(row, surname=text)
    return replace(row, given_names=text) if column == "given_names" else replace(row, patronymic=text)
