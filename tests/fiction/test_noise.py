"""Each kind of error alone, measured against the same people written without any."""

from collections.abc import Callable
from dataclasses import fields, replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wayhome.fiction import CLEAN, ORDINARY, SOLDIERS_ONLY, TRANSLATED, Noise, Registers, registers
from wayhome.fiction.given_names import FEMALE, MALE
from wayhome.fiction.language import Language
from wayhome.fiction.noise import slip
from wayhome.fiction.romanisation import SCIENTIFIC
from wayhome.fiction.states import LYSORIA, TORVENIA
from wayhome.people.particulars import Particulars

RATE = 0.3
PEOPLE = 350
NAMES = {"surname", "given_names", "patronymic"}
RENAMED = {place.name for state in (LYSORIA, TORVENIA) for place in state.places if place.old_name}
SOUGHT = {"capture_date_missing", "capture_month_only"}


def make(noise: Noise) -> Registers:
    return registers(11, held=PEOPLE, sought=PEOPLE, noise=noise, spellings=TRANSLATED, scenario=SOLDIERS_ONLY)


@pytest.fixture(scope="module")
def clean() -> Registers:
    return make(CLEAN)


def rows_of(of: Registers, kind: str) -> tuple[Particulars, ...]:
    """The rows that may have this error."""
    sought = (*of.lysoria_sought, *of.torvenia_sought)
    return sought if kind in SOUGHT | {"birth_place_old_name"} else (*sought, *of.lysoria_held, *of.torvenia_held)


def columns_changed(before: Particulars, after: Particulars) -> set[str]:
    return {column.name for column in fields(before) if getattr(before, column.name) != getattr(after, column.name)}


def anyone(row: Particulars) -> bool:
    return True


def can_exchange(row: Particulars) -> bool:
    return row.birth_date is not None and row.birth_date.day <= 12 and row.birth_date.day != row.birth_date.month


def renamed(row: Particulars) -> bool:
    return row.birth_place in RENAMED


def numbered(row: Particulars) -> bool:
    return bool(row.service_number)


KINDS: list[tuple[str, set[str], Callable[[Particulars], bool]]] = [
    ("diminutive", {"given_names"}, anyone),
    ("birth_place_old_name", {"birth_place"}, renamed),
    ("patronymic_missing", {"patronymic"}, anyone),
    ("patronymic_initial", {"patronymic"}, anyone),
    ("typing_error", NAMES, anyone),
    ("look_alike", {"surname"}, anyone),
    ("swapped_names", {"surname", "given_names"}, anyone),
    ("other_case", NAMES, anyone),
    ("birth_date_missing", {"birth_date"}, anyone),
    ("year_only", {"birth_date"}, anyone),
    ("part_off", {"birth_date"}, anyone),
    ("day_and_month_exchanged", {"birth_date"}, can_exchange),
    ("service_number_missing", {"service_number"}, numbered),
    ("service_number_digit_wrong", {"service_number"}, numbered),
    ("birth_place_missing", {"birth_place"}, anyone),
    ("capture_date_missing", {"capture_date"}, anyone),
    ("capture_month_only", {"capture_date"}, anyone),
    ("shifted_names", NAMES, anyone),
    ("patronymic_in_given_names", {"given_names", "patronymic"}, anyone),
    ("swapped_places", {"birth_place", "capture_place"}, anyone),
    ("placeholder_date", {"birth_date"}, anyone),
    ("mixed_scripts", {"surname"}, anyone),
]
EMPTIED = {
    "patronymic", "birth_date", "birth_place", "service_number", "rank", "unit", "capture_place", "destination"
}  # fmt: skip


def test_every_kind_is_measured_here() -> None:
    assert {kind for kind, _, _ in KINDS} | {"listed_twice", "copied", "half_empty"} == {
        rate.name for rate in fields(Noise)
    }
    assert all(getattr(CLEAN, rate.name) == 0 for rate in fields(Noise))
    assert all(0 < getattr(ORDINARY, rate.name) <= 0.5 for rate in fields(Noise))


@pytest.mark.parametrize(("kind", "columns", "can_have_it"), KINDS, ids=[kind for kind, _, _ in KINDS])
def test_a_kind_falls_at_its_rate_on_its_columns_only(
    clean: Registers, kind: str, columns: set[str], can_have_it: Callable[[Particulars], bool]
) -> None:
    noisy = make(replace(CLEAN, **{kind: RATE}))
    changes = [
        columns_changed(before, after)
        for before, after in zip(rows_of(clean, kind), rows_of(noisy, kind), strict=True)
        if can_have_it(before)
    ]
    assert set().union(*changes) <= columns
    deviation = (RATE * (1 - RATE) / len(changes)) ** 0.5
    assert sum(map(bool, changes)) / len(changes) == pytest.approx(RATE, abs=4 * deviation)


def test_people_are_listed_twice_at_the_rate() -> None:
    noisy = make(replace(CLEAN, listed_twice=RATE))
    assert len(noisy.listed_again) / (4 * PEOPLE) == pytest.approx(RATE, abs=0.05)


def test_copied_rows_differ_in_their_id_alone() -> None:
    noisy = make(replace(ORDINARY, copied=RATE, listed_twice=0))
    assert len(noisy.listed_again) / (4 * PEOPLE) == pytest.approx(RATE, abs=0.05)
    rows = {row.id: row for row in (*noisy.lysoria_held, *noisy.torvenia_sought)}
    copies = [(rows[first], rows[again]) for again, first in noisy.listed_again.items() if again in rows]
    assert len(copies) > PEOPLE / 3
    assert all(replace(copy, id=first.id) == first for first, copy in copies)
    assert all("copied" in noisy.noise[copy.id] for _, copy in copies)


def test_half_empty_rows_keep_names_and_what_the_holder_must_know(clean: Registers) -> None:
    changes = [columns_changed(was, row) for was, row in beside(clean, "half_empty")]
    assert set().union(*changes) == EMPTIED
    assert sum(map(len, changes)) / len(changes) == pytest.approx(len(EMPTIED) / 2, abs=0.8)


def test_each_row_says_which_noise_is_on_it(clean: Registers) -> None:
    noisy = make(replace(ORDINARY, listed_twice=0, copied=0))
    assert clean.noise == {}
    pairs = list(zip(clean.torvenia_held, noisy.torvenia_held, strict=True))
    without = [(was, row) for was, row in pairs if row.id not in noisy.noise]
    assert len(pairs) > len(without) > 20
    assert all(was == row for was, row in without)
    assert all(columns_changed(was, row) or noisy.noise[row.id] for was, row in pairs if row.id in noisy.noise)
    assert all("birth_date_missing" in noisy.noise[row.id] for _, row in pairs if row.birth_date is None)


def test_held_lists_know_the_day_of_capture() -> None:
    noisy = make(replace(CLEAN, capture_date_missing=1))
    assert all(row.capture_date and row.capture_date.day for row in (*noisy.lysoria_held, *noisy.torvenia_held))


def test_noise_does_not_change_who_there_is(clean: Registers) -> None:
    noisy = make(replace(ORDINARY, listed_twice=0, copied=0))
    assert noisy.truth == clean.truth
    assert [row.sex for row in noisy.lysoria_held] == [row.sex for row in clean.lysoria_held]


def beside(clean: Registers, kind: str) -> list[tuple[Particulars, Particulars]]:
    """Rows of one list without any error, each beside the same row where this kind of error is on every row."""
    return list(zip(clean.torvenia_sought, make(replace(CLEAN, **{kind: 1})).torvenia_sought, strict=True))


def parts(row: Particulars) -> tuple[int, int, int]:
    assert row.birth_date is not None
    return row.birth_date.year, row.birth_date.month, row.birth_date.day


def test_an_initial_stands_for_the_patronymic(clean: Registers) -> None:
    assert all(row.patronymic == was.patronymic[0] + "." for was, row in beside(clean, "patronymic_initial"))


def test_swapped_names_stand_in_each_others_column(clean: Registers) -> None:
    for was, row in beside(clean, "swapped_names"):
        assert (row.surname, row.given_names) == (was.given_names, was.surname)


def test_shifted_names_stand_one_column_to_the_right(clean: Registers) -> None:
    for was, row in beside(clean, "shifted_names"):
        assert (row.surname, row.given_names, row.patronymic) == (was.patronymic, was.surname, was.given_names)


def test_a_placeholder_stands_for_a_birth_date(clean: Registers) -> None:
    assert {parts(row) for _, row in beside(clean, "placeholder_date")} == {(1900, 1, 1)}


def test_mixed_scripts_are_a_latin_surname_before_cyrillic_names(clean: Registers) -> None:
    for _, row in beside(clean, "mixed_scripts"):
        assert row.surname.replace("’", "").replace("”", "").replace("ë", "e").isascii()
        assert not row.given_names.isascii()


def test_other_case_changes_no_letter(clean: Registers) -> None:
    for was, row in beside(clean, "other_case"):
        assert row.surname.casefold() == was.surname.casefold()
        assert row.surname.isupper() or row.surname.islower()


def test_a_look_alike_is_one_latin_letter(clean: Registers) -> None:
    for was, row in beside(clean, "look_alike"):
        latin = [letter for letter in row.surname if letter.isascii()]
        assert len(row.surname) == len(was.surname)
        assert len(latin) == (not set("аеорсухАВЕКМНОРСТХ").isdisjoint(was.surname))


def test_a_year_alone_is_the_right_year(clean: Registers) -> None:
    assert all(parts(row) == (parts(was)[0], 0, 0) for was, row in beside(clean, "year_only"))


def test_one_part_of_a_date_is_off(clean: Registers) -> None:
    for was, row in beside(clean, "part_off"):
        assert sum(right != wrong for right, wrong in zip(parts(was), parts(row), strict=True)) == 1


def test_day_and_month_are_exchanged_where_that_gives_a_date(clean: Registers) -> None:
    for was, row in beside(clean, "day_and_month_exchanged"):
        year, month, day = parts(was)
        assert parts(row) == ((year, day, month) if day <= 12 else (year, month, day))


def test_one_digit_of_a_service_number_is_wrong(clean: Registers) -> None:
    for was, row in beside(clean, "service_number_digit_wrong"):
        wrong = [sign for right, sign in zip(was.service_number, row.service_number, strict=True) if right != sign]
        assert len(wrong) == bool(was.service_number)
        assert all(digit.isdigit() for digit in wrong)


def test_diminutives_are_those_of_the_name(clean: Registers) -> None:
    known = {name.russian: set(name.russian_diminutives) for name in (*MALE, *FEMALE)}
    for was, row in beside(clean, "diminutive"):
        assert row.given_names in known[was.given_names]


NAMES_TO_MISTYPE = [
    written
    for name in (*MALE, *FEMALE)
    for language in Language
    for written in (name.formal(language), SCIENTIFIC.romanise(name.formal(language), language))
]


@given(name=st.sampled_from(NAMES_TO_MISTYPE), seed=st.integers(0, 10**6))
@settings(max_examples=150)
def test_a_slip_changes_one_place_of_a_word(name: str, seed: int) -> None:
    mistyped = slip(Random(seed), name)
    assert mistyped != name
    start = next(
        (i for i, (a, b) in enumerate(zip(name, mistyped, strict=False)) if a != b), min(len(name), len(mistyped))
    )
    rest, mistyped_rest = name[start:], mistyped[start:]
    assert (
        mistyped_rest[1:] == rest  # inserted
        or mistyped_rest == rest[1:]  # left out
        or mistyped_rest[1:] == rest[1:]  # replaced
        or mistyped_rest == rest[1::-1] + rest[2:]  # exchanged
    )
