"""Brothers, twins, fathers and sons, namesakes: alike where kin are alike, never too young or old to be soldiers."""

from collections import Counter
from datetime import date, timedelta
from itertools import count
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from wayhome.fiction import CLEAN, SOLDIERS_ONLY, registers
from wayhome.fiction.kin import couple, father_or_son, namesake, parent_and_child, sibling, twin
from wayhome.fiction.persons import Origin, Person, soldier
from wayhome.fiction.states import LYSORIA, TORVENIA

ROUND = date(2025, 8, 24)
YEAR = 365.25
SEEDS = st.integers(0, 10**9)


def origin_of(seed: int) -> Origin:
    return Origin(Random(seed), LYSORIA, TORVENIA, (f"LY-{n:08}" for n in count()))


def may_be_soldier(person: Person) -> bool:
    old_enough = (person.capture_date - person.birth_date) >= timedelta(days=19 * YEAR - 1)
    return old_enough and ROUND - person.birth_date < timedelta(days=61 * YEAR)


@given(seed=SEEDS)
@settings(max_examples=100)
def test_siblings_share_parents_and_birth_place(seed: int) -> None:
    origin = origin_of(seed)
    one = soldier(origin)
    other = sibling(origin, one)
    assert (other.family_name, other.father, other.birth_place, other.sex) == (
        one.family_name,
        one.father,
        one.birth_place,
        one.sex,
    )
    assert other.given is not one.given
    assert abs(other.birth_date - one.birth_date) >= timedelta(days=330)
    assert may_be_soldier(other)


@given(seed=SEEDS)
@settings(max_examples=50)
def test_twins_share_their_birth_date_too(seed: int) -> None:
    origin = origin_of(seed)
    one = soldier(origin)
    other = twin(origin, one)
    assert (other.birth_date, other.surname, other.capture_date) == (one.birth_date, one.surname, one.capture_date)
    assert other.given is not one.given
    assert other.service_number != one.service_number or not one.service_number


@given(seed=SEEDS)
@settings(max_examples=150)
def test_fathers_are_old_enough_and_give_sons_their_name(seed: int) -> None:
    origin = origin_of(seed)
    one = soldier(origin)
    other = father_or_son(origin, one)
    assert may_be_soldier(other)
    assert other.family_name == one.family_name
    older, younger = sorted((one, other), key=lambda person: person.birth_date)
    if one.sex == "male" or older.sex == "male":
        assert younger.father is older.given
        assert younger.birth_date - older.birth_date >= timedelta(days=19 * YEAR - 1)


@given(seed=SEEDS)
@settings(max_examples=50)
def test_namesakes_share_their_name_and_nothing_else(seed: int) -> None:
    origin = origin_of(seed)
    one = soldier(origin)
    other = namesake(origin, one)
    assert (other.surname, other.given, other.father) == (one.surname, one.given, one.father)
    assert other.service_number != one.service_number or not one.service_number


@given(seed=SEEDS)
@settings(max_examples=50)
def test_couples_and_parents_with_a_child_stay_together(seed: int) -> None:
    origin = origin_of(seed)
    for one, other in (couple(origin, 1), parent_and_child(origin, 1)):
        assert one.family == other.family == 1
        assert (one.family_name, one.capture_date, one.facility) == (
            other.family_name,
            other.capture_date,
            other.facility,
        )
    assert timedelta(days=9 * YEAR) < ROUND - other.birth_date < timedelta(days=10 * YEAR)
    assert other.father is one.given or one.sex == "female"


def test_lists_have_kin_and_namesakes_on_them() -> None:
    clean = registers(9, held=1_000, sought=1_000, overlap=0, noise=CLEAN, scenario=SOLDIERS_ONLY)
    rows = (*clean.lysoria_sought, *clean.torvenia_sought)
    siblings = Counter((row.surname, row.patronymic, row.birth_place) for row in rows)
    twins = Counter((row.surname, row.patronymic, row.birth_date) for row in rows)
    namesakes = Counter((row.surname, row.given_names, row.patronymic) for row in rows)
    assert sum(number > 1 for number in siblings.values()) > 10
    assert sum(number > 1 for number in twins.values()) > 1
    assert sum(number > 1 for number in namesakes.values()) > 2
