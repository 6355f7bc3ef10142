"""What is true of a fictional person, before any list gets it wrong."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import accumulate
from random import Random

from wayhome.fiction.drawing import happens, pick, weighted
from wayhome.fiction.given_names import GivenName
from wayhome.fiction.language import Language
from wayhome.fiction.states import Place, State
from wayhome.fiction.surnames import feminine
from wayhome.people.categories import Category, Condition

ROUND_DATE = date(2025, 8, 24)
"""The day of the round the demo tells of."""
WAR_BEGAN = date(2022, 3, 1)
FIRST_HALF_YEAR_ENDED = date(2022, 8, 20)
LAST_CAPTURE = date(2025, 6, 30)

YOUNGEST_SOLDIER = 19
OLDEST_SOLDIER = 60

_TAKEN_IN_FIRST_HALF_YEAR = 0.65
_RETAINED = 0.02
_ACCOMPANYING = 0.004
_WOMEN_AMONG_SOLDIERS = 0.04
_WOMEN_AMONG_RETAINED = 0.4
_STATED_DESTINATION = 0.3

_YEAR = 365.25
_LEAP_DAY = timedelta(days=1)
"""Kept free at each end of an age counted in mean years."""
_RANK_WEIGHTS = (30, 20, 14, 12, 7, 5, 2, 3, 3, 2, 1, 0.6, 0.3)
_RANK_FROM_AGE = (0, 0, 20, 21, 24, 27, 22, 22, 24, 27, 31, 36, 40)


@dataclass(frozen=True, slots=True)
class Person:
    """One person, as they would state it themselves."""

    family_name: str
    """The masculine form, which brothers and sisters share."""
    given: GivenName
    father: GivenName
    sex: str
    birth_date: date
    birth_place: Place
    language: Language
    category: Category
    capture_date: date
    capture_place: Place
    facility: str
    """In the language of the state that holds, or would hold, them."""
    service_number: str = ""
    rank: int | None = None
    """Position in a state's `State.ranks`."""
    unit: str = ""
    conditions: frozenset[Condition] = frozenset()
    family: int = 0
    """Shared by those who may not be separated; 0 for a person alone."""
    destination: str = ""

    @property
    def surname(self) -> str:
        return feminine(self.family_name, self.language) if self.sex == "female" else self.family_name


@dataclass(frozen=True)
class Origin:
    """Where people of one state come from, and who holds them if they are held."""

    random: Random
    home: State
    holder: State
    service_numbers: Iterator[str]
    """Never the same twice."""


_FIRST_BIRTH_DATE = ROUND_DATE - timedelta(days=round((OLDEST_SOLDIER + 1) * _YEAR)) + _LEAP_DAY
_LEAST_AGE = timedelta(days=round(YOUNGEST_SOLDIER * _YEAR)) + _LEAP_DAY


def capture_date(random: Random) -> date:
    """Most often in the first half-year of the war, else on any day after it."""
    if happens(random, _TAKEN_IN_FIRST_HALF_YEAR):
        return _day_between(random, WAR_BEGAN, FIRST_HALF_YEAR_ENDED)
    return _day_between(random, FIRST_HALF_YEAR_ENDED, LAST_CAPTURE)


def years(count: float) -> timedelta:
    return timedelta(days=round(count * _YEAR))


def birth_dates_of_soldiers(captured: date) -> tuple[date, date]:
    """The first and last birth date of someone old enough when taken and not too old on the day of the round."""
    return _FIRST_BIRTH_DATE, captured - _LEAST_AGE


def rank_for(random: Random, birth_date: date, captured: date) -> int:
    """A rank a person of this age may hold: most are privates, no colonel is under 40."""
    ranks, cumulative_weights = _ranks_at(int((captured - birth_date).days / _YEAR))
    return weighted(random, ranks, cumulative_weights)


def soldier(origin: Origin, category: Category | None = None) -> Person:
    """One person taken while with the armed forces: of the ``category`` given or, drawn by chance, a prisoner of war,
    seldom a medic or chaplain (retained), or someone accompanying the forces, without rank, unit or number.
    """
    random, home = origin.random, origin.home
    category = category or _category(random)
    sex = _sex(random, _WOMEN_AMONG_RETAINED if category is Category.RETAINED_PERSONNEL else _WOMEN_AMONG_SOLDIERS)
    captured = capture_date(random)
    first, last = birth_dates_of_soldiers(captured)
    birth_date = last - timedelta(days=int(random.triangular(0, (last - first).days, (last - first).days / 4)))
    enlisted = category is not Category.ACCOMPANYING
    return Person(
        family_name=home.surnames.draw(random),
        given=home.given_names.draw(random, sex),
        father=home.given_names.draw(random, "male"),
        sex=sex,
        birth_date=birth_date,
        birth_place=pick(random, home.places),
        language=home.language,
        category=category,
        capture_date=captured,
        capture_place=pick(random, pick(random, (home, origin.holder)).places),
        facility=pick(random, origin.holder.camps),
        service_number=next(origin.service_numbers) if enlisted else "",
        rank=rank_for(random, birth_date, captured) if enlisted else None,
        unit=pick(random, home.units) if enlisted else "",
        destination=pick(random, home.regions) if happens(random, _STATED_DESTINATION) else "",
    )


def civilian(origin: Origin, age: tuple[float, float] = (20, 72), captured: date | None = None) -> Person:
    """One civilian taken, of an age between the two on the day of the round, in their own country."""
    random, home = origin.random, origin.home
    sex = _sex(random, 0.5)
    return Person(
        family_name=home.surnames.draw(random),
        given=home.given_names.draw(random, sex),
        father=home.given_names.draw(random, "male"),
        sex=sex,
        birth_date=_day_between(random, ROUND_DATE - years(age[1]), ROUND_DATE - years(age[0])),
        birth_place=pick(random, home.places),
        language=home.language,
        category=pick(random, (Category.CIVILIAN_INTERNEE, Category.CIVILIAN_DETAINEE)),
        capture_date=captured or capture_date(random),
        capture_place=pick(random, home.places),
        facility=pick(random, origin.holder.camps),
        destination=pick(random, home.regions) if happens(random, _STATED_DESTINATION) else "",
    )


@cache
def _ranks_at(age: int) -> tuple[tuple[int, ...], tuple[float, ...]]:
    """The ranks open at this age, and their weights summed up."""
    ranks = tuple(rank for rank, youngest in enumerate(_RANK_FROM_AGE) if youngest <= age)
    return ranks, tuple(accumulate(_RANK_WEIGHTS[rank] for rank in ranks))


def _category(random: Random) -> Category:
    if happens(random, _RETAINED):
        return Category.RETAINED_PERSONNEL
    return Category.ACCOMPANYING if happens(random, _ACCOMPANYING) else Category.PRISONER_OF_WAR


def _sex(random: Random, women: float) -> str:
    return "female" if happens(random, women) else "male"


def _day_between(random: Random, first: date, last: date) -> date:
    return first + timedelta(days=int(random.random() * ((last - first).days + 1)))
