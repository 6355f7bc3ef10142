"""Those whom tracing takes for one another: brothers and sisters, twins, fathers and sons, namesakes.

And those who may not be separated: couples, and a parent with a child.
"""

from dataclasses import replace
from datetime import date, timedelta

from wayhome.fiction.drawing import happens
from wayhome.fiction.given_names import GivenName
from wayhome.fiction.persons import (
    ROUND_DATE,
    Origin,
    Person,
    birth_dates_of_soldiers,
    civilian,
    rank_for,
    soldier,
    years,
)
from wayhome.people.categories import Category, Condition

_TAKEN_TOGETHER = 0.5
"""The share of kin taken on the same day and place, from the same unit."""


def sibling(origin: Origin, person: Person) -> Person:
    """A brother (of a woman: a sister), one to twelve years older or younger."""
    comrade = _comrade(origin, person)
    first, last = birth_dates_of_soldiers(comrade.capture_date)
    apart = timedelta(days=origin.random.randint(330, 4380))
    older, younger = person.birth_date - apart, person.birth_date + apart
    preferred, other = (older, younger) if happens(origin.random, 0.5) else (younger, older)
    birth_date = preferred if first <= preferred <= last else other
    return _same_parents(origin, person, comrade, min(max(birth_date, first), last))


def twin(origin: Origin, person: Person) -> Person:
    """A twin: only the given name, the rank and the service number tell them apart."""
    comrade = _taken_with(soldier(origin, person.category), person)
    return _same_parents(origin, person, comrade, person.birth_date)


def father_or_son(origin: Origin, person: Person) -> Person:
    """A soldier's father or, where he couldn't be one at his age, his son; a woman's sister where it isn't her father.

    Nobody is between 19 years younger than the oldest soldier and 19 years older than the youngest, so one always fits.
    """
    comrade = _comrade(origin, person)
    first, last = birth_dates_of_soldiers(comrade.capture_date)
    least = years(19)
    if person.birth_date - least >= first:
        gap = _gap(origin, least, person.birth_date - first)
        father = replace(comrade, given=person.father, sex="male")
        return _of_the_family(origin, person, father, person.birth_date - gap)
    if person.sex == "female":
        return sibling(origin, person)
    gap = _gap(origin, least, last - person.birth_date)
    son = replace(comrade, given=origin.home.given_names.draw(origin.random, "male"), father=person.given, sex="male")
    return _of_the_family(origin, person, son, person.birth_date + gap)


def namesake(origin: Origin, person: Person) -> Person:
    """A stranger of the same surname, given name and patronymic, born elsewhere and on another day."""
    stranger = soldier(origin)
    return replace(stranger, family_name=person.family_name, given=person.given, father=person.father, sex=person.sex)


def couple(origin: Origin, family: int) -> tuple[Person, Person]:
    """Husband and wife, both soldiers, taken together; not to be separated."""
    random = origin.random
    husband = replace(soldier(origin, Category.PRISONER_OF_WAR), sex="male", family=family)
    husband = replace(husband, given=origin.home.given_names.draw(random, "male"))
    wife = _taken_with(soldier(origin, Category.PRISONER_OF_WAR), husband)
    first, last = birth_dates_of_soldiers(wife.capture_date)
    birth_date = min(max(husband.birth_date + timedelta(days=random.randint(-1500, 2500)), first), last)
    return husband, replace(
        wife,
        family_name=husband.family_name,
        given=origin.home.given_names.draw(random, "female"),
        sex="female",
        birth_date=birth_date,
        rank=rank_for(random, birth_date, wife.capture_date),
        facility=husband.facility,
        destination=husband.destination,
        family=family,
    )


def parent_and_child(origin: Origin, family: int) -> tuple[Person, Person]:
    """A civilian with a child of nine, taken together; not to be separated (AP I 74; GC IV 82)."""
    random = origin.random
    parent = replace(civilian(origin, age=(31, 46)), family=family)
    sex = "female" if happens(random, 0.5) else "male"
    child = replace(
        parent,
        given=_another_name(origin, sex, parent),
        father=parent.given if parent.sex == "male" else origin.home.given_names.draw(random, "male"),
        sex=sex,
        birth_date=ROUND_DATE - years(9) - timedelta(days=random.randint(10, 350)),
        conditions=frozenset({Condition.CHILD}),
    )
    return parent, child


def _comrade(origin: Origin, person: Person) -> Person:
    """A soldier of the same category, at times taken together with ``person``."""
    comrade = soldier(origin, person.category)
    return _taken_with(comrade, person) if happens(origin.random, _TAKEN_TOGETHER) else comrade


def _taken_with(comrade: Person, person: Person) -> Person:
    return replace(comrade, capture_date=person.capture_date, capture_place=person.capture_place, unit=person.unit)


def _same_parents(origin: Origin, person: Person, comrade: Person, birth_date: date) -> Person:
    comrade = replace(comrade, given=_another_name(origin, person.sex, person), father=person.father, sex=person.sex)
    return _of_the_family(origin, person, comrade, birth_date)


def _of_the_family(origin: Origin, person: Person, comrade: Person, birth_date: date) -> Person:
    """``comrade`` with the surname and birth place of the family, and a rank that fits the birth date."""
    return replace(
        comrade,
        family_name=person.family_name,
        birth_place=person.birth_place,
        birth_date=birth_date,
        rank=None if comrade.rank is None else rank_for(origin.random, birth_date, comrade.capture_date),
    )


def _another_name(origin: Origin, sex: str, person: Person) -> GivenName:
    name = origin.home.given_names.draw(origin.random, sex)
    while name is person.given:
        name = origin.home.given_names.draw(origin.random, sex)
    return name


def _gap(origin: Origin, least: timedelta, most: timedelta) -> timedelta:
    """Years between father and son: ``least`` to 30, or to ``most`` where that is less."""
    return timedelta(days=origin.random.randint(least.days, min(most, years(30)).days))
