"""The lists and their truth: repeatable, one to one, and with the people the demo's round needs."""

import os
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from datetime import date
from hashlib import sha256

import pytest

from wayhome.fiction import (
    AUGUST_ROUND,
    CLEAN,
    SOLDIERS_ONLY,
    TRANSLATED,
    Circumstances,
    Noise,
    Registers,
    Scenario,
    Spellings,
    registers,
)
from wayhome.people.categories import CIVILIAN, Category, Condition
from wayhome.people.particulars import PartialDate, Particulars

ROUND = date(2025, 8, 24)
THREE_YEARS_BEFORE = PartialDate(2022, 8, 24)
DIGEST = """
from hashlib import sha256
from wayhome.fiction import registers
print(sha256(repr(registers(5, held=150, sought=200)).encode()).hexdigest())
"""


@pytest.fixture(scope="module")
def demo() -> Registers:
    return registers(2025)


def lists(of: Registers) -> tuple[tuple[Particulars, ...], ...]:
    return of.lysoria_held, of.lysoria_sought, of.torvenia_held, of.torvenia_sought


def pairs(
    of: Registers, sought: tuple[Particulars, ...], held: tuple[Particulars, ...]
) -> list[tuple[Particulars, ...]]:
    """The two rows of everyone truly on both lists."""
    held_by_id = {row.id: row for row in held}
    return [(row, held_by_id[of.truth[row.id]]) for row in sought if of.truth.get(row.id) in held_by_id]


def lysorians_held(of: Registers) -> list[Particulars]:
    """The held rows of Lysorians truly sought."""
    return [held for _, held in pairs(of, of.lysoria_sought, of.torvenia_held)]


def torvenians_held(of: Registers) -> list[Particulars]:
    return [held for _, held in pairs(of, of.torvenia_sought, of.lysoria_held)]


def test_the_same_seed_gives_the_same_lists() -> None:
    small = registers(5, held=150, sought=200)
    assert registers(5, held=150, sought=200) == small
    assert registers(6, held=150, sought=200) != small


def test_another_process_gives_the_same_lists_whatever_its_hash_seed() -> None:
    here = sha256(repr(registers(5, held=150, sought=200)).encode()).hexdigest()
    there = subprocess.run(
        [sys.executable, "-c", DIGEST],
        env={**os.environ, "PYTHONHASHSEED": "4711"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert there.stdout.strip() == here


def test_lists_hold_the_people_asked_for_and_those_listed_twice(demo: Registers) -> None:
    again = Counter(second.split("-")[0] for second in demo.listed_again)
    for rows, people in zip(lists(demo), (1_600, 2_400, 1_600, 2_400), strict=True):
        assert len(rows) == people + again[rows[0].id.split("-")[0]]
        assert all(again.values())


def test_ids_are_the_list_owners_own_and_unique(demo: Registers) -> None:
    for rows, prefix in zip(lists(demo), ("LH", "LS", "TH", "TS"), strict=True):
        assert [row.id for row in rows] == [f"{prefix}-{number:05}" for number in range(1, len(rows) + 1)]


def test_truth_maps_existing_ids_one_to_one(demo: Registers) -> None:
    sought = {row.id for row in (*demo.lysoria_sought, *demo.torvenia_sought)}
    held = {row.id for row in (*demo.lysoria_held, *demo.torvenia_held)}
    assert demo.truth.keys() <= sought
    assert set(demo.truth.values()) <= held
    assert len(set(demo.truth.values())) == len(demo.truth) == 2 * 960
    assert all((sought_id[0], held_id[0]) in {("L", "T"), ("T", "L")} for sought_id, held_id in demo.truth.items())


def test_order_tells_nothing_of_who_is_who(demo: Registers) -> None:
    """In one order a person's two places would agree; shuffled, they are a third of a list apart on average."""
    gaps = [
        abs(int(sought_id[3:]) / 2_400 - int(held_id[3:]) / 1_600)
        for sought_id, held_id in demo.truth.items()
        if sought_id.startswith("L")
    ]
    assert sum(gaps) / len(gaps) == pytest.approx(1 / 3, abs=0.03)


def test_clean_translated_rows_of_one_person_agree_in_every_fact() -> None:
    clean = registers(3, held=300, sought=300, noise=CLEAN, spellings=TRANSLATED)
    both = pairs(clean, clean.lysoria_sought, clean.torvenia_held)
    assert len(both) == 180
    for sought, held in both:
        assert (sought.birth_date, sought.sex, sought.service_number, sought.category, sought.capture_date) == (
            held.birth_date,
            held.sex,
            held.service_number,
            held.category,
            held.capture_date,
        )


def test_service_numbers_are_never_shared() -> None:
    clean = registers(3, held=400, sought=400, overlap=0, noise=CLEAN, scenario=SOLDIERS_ONLY)
    numbers = [row.service_number for rows in lists(clean) for row in rows if row.service_number]
    assert len(numbers) == len(set(numbers)) > 1_500


def test_same_knows_a_person_by_any_of_their_rows() -> None:
    twice = registers(8, held=60, sought=60, noise=Noise(listed_twice=1), scenario=SOLDIERS_ONLY)
    sought_id, held_id = next(iter(twice.truth.items()))
    sought_again = next(second for second, first in twice.listed_again.items() if first == sought_id)
    held_again = next(second for second, first in twice.listed_again.items() if first == held_id)
    another = next(held for sought, held in twice.truth.items() if sought != sought_id)
    assert len(twice.torvenia_held) == 120
    assert all(twice.same(s, h) for s in (sought_id, sought_again) for h in (held_id, held_again))
    assert not twice.same(sought_again, another)
    assert not twice.same("LS-none", "TH-none")


@pytest.mark.parametrize("seed", [1, 2025])
def test_the_august_round_has_its_civilians(seed: int) -> None:
    story = registers(seed)
    for held in (lysorians_held(story), torvenians_held(story)):
        civilians = [row for row in held if row.category in CIVILIAN]
        assert len(civilians) == 8
        assert all(row.birth_date and row.surname and not row.rank and not row.unit for row in civilians)
    sought_in_vain = [row for row in story.torvenia_sought if row.category in CIVILIAN and row.id not in story.truth]
    assert len(sought_in_vain) == 23
    assert all(row.birth_date and row.surname for row in sought_in_vain)
    assert not any(row.id in story.listed_again for rows in lists(story) for row in rows if row.category in CIVILIAN)


def test_the_august_round_has_its_journalist(demo: Registers) -> None:
    journalist = next(row for row in demo.torvenia_held if row.id == demo.journalist)
    assert journalist in lysorians_held(demo)
    assert journalist.category is Category.CIVILIAN_DETAINEE, (
        "AP I 79: without accreditation a journalist is a civilian"
    )
    assert journalist.capture_date == PartialDate(2022, 3, 26)
    assert (journalist.rank, journalist.unit, journalist.service_number, journalist.family) == ("", "", "", "")


def test_the_august_round_has_its_seriously_wounded(demo: Registers) -> None:
    for held, expected in ((lysorians_held(demo), 22), (torvenians_held(demo), 17)):
        wounded = [row for row in held if Condition.SERIOUSLY_WOUNDED_OR_SICK in row.medical]
        assert len(wounded) == expected
        assert {row.category for row in wounded} == {Category.PRISONER_OF_WAR}
    assert not any(
        Condition.SERIOUSLY_WOUNDED_OR_SICK in row.medical for row in (*demo.lysoria_sought, *demo.torvenia_sought)
    )


def test_the_august_round_has_a_parent_with_a_child_of_nine(demo: Registers) -> None:
    held = torvenians_held(demo)
    family = [row for row in held if row.family and row.category in CIVILIAN]
    assert len(family) == 2
    assert len({row.family for row in family}) == 1
    [child] = [row for row in family if Condition.CHILD in row.medical]
    assert child.birth_date is not None
    assert child.birth_date.year in (2015, 2016)
    assert not any(row.family for row in lysorians_held(demo) if row.category in CIVILIAN)


def test_only_couples_and_parents_with_children_share_a_family(demo: Registers) -> None:
    for held in (lysorians_held(demo), torvenians_held(demo)):
        families = Counter(row.family for row in held if row.family and row.category not in CIVILIAN)
        assert sorted(families.values()) == [2, 2]
        for family in families:
            assert {row.sex for row in held if row.family == family} == {"female", "male"}
    for rows in lists(demo):
        assert set(Counter(row.family for row in rows if row.family).values()) == {2}


def test_the_long_held_exceed_a_round_of_146_by_far(demo: Registers) -> None:
    for held in (lysorians_held(demo), torvenians_held(demo)):
        soldiers = [row for row in held if row.category is Category.PRISONER_OF_WAR and not row.medical]
        long_held = [row for row in soldiers if row.capture_date and row.capture_date <= THREE_YEARS_BEFORE]
        assert len(soldiers) >= 400
        assert len(long_held) >= 3 * 146


def test_ages_ranks_and_categories_are_those_of_an_army() -> None:
    clean = registers(4, held=1_000, sought=1_000, noise=CLEAN, scenario=SOLDIERS_ONLY)
    rows = clean.torvenia_held
    categories = Counter(row.category for row in rows)
    assert categories[Category.PRISONER_OF_WAR] > 950
    assert categories[Category.RETAINED_PERSONNEL] > 5
    assert categories.total() - categories[Category.ACCOMPANYING] == sum(bool(row.rank and row.unit) for row in rows)
    assert 20 < sum(row.sex == "female" for row in rows) < 90
    for row in rows:
        assert row.birth_date is not None
        assert row.capture_date is not None
        assert (row.birth_date.year + 19, row.birth_date.month, row.birth_date.day) <= (
            row.capture_date.year,
            row.capture_date.month,
            row.capture_date.day,
        )
        assert row.birth_date > PartialDate(ROUND.year - 61, ROUND.month, ROUND.day)
    colonels = [row for row in rows if row.rank == "полковник"]
    assert all(row.birth_date.year <= 1985 for row in colonels if row.birth_date)


def test_the_detaining_party_knows_where_it_holds_people_and_the_other_does_not(demo: Registers) -> None:
    assert all(row.facility for row in (*demo.torvenia_held, *demo.lysoria_held))
    assert not any(row.facility for row in (*demo.torvenia_sought, *demo.lysoria_sought))
    assert 0 < sum(bool(row.destination) for row in demo.torvenia_held) < len(demo.torvenia_held) / 2


def test_counts_of_a_scenario_are_the_callers() -> None:
    scenario = Scenario(replace(AUGUST_ROUND.lysorians, civilians=3, seriously_wounded=5), Circumstances())
    story = registers(1, held=100, sought=100, scenario=scenario)
    held = lysorians_held(story)
    assert sum(row.category in CIVILIAN for row in held) == 3
    assert sum(Condition.SERIOUSLY_WOUNDED_OR_SICK in row.medical for row in held) == 5
    assert not any(row.category in CIVILIAN for row in (*story.torvenia_sought, *story.lysoria_held))
    assert registers(1, held=20, sought=20, scenario=SOLDIERS_ONLY).journalist == ""


@pytest.mark.parametrize(
    ("numbers", "told"),
    [
        ({"held": 40}, "people held and sought"),
        ({"held": 1_600, "sought": 900}, "people sought but not held"),
        ({"overlap": 1.0}, "people held but not sought"),
        ({"overlap": -0.1}, "people held and sought"),
    ],
)
def test_numbers_without_room_for_the_scenario_are_refused(numbers: dict[str, float], told: str) -> None:
    with pytest.raises(ValueError, match=told):
        registers(1, **numbers)  # type: ignore[arg-type]


def test_impossible_settings_are_refused() -> None:
    with pytest.raises(ValueError, match="typing_error"):
        Noise(typing_error=1.5)
    with pytest.raises(ValueError, match="latin"):
        Spellings(latin=-0.1)
    with pytest.raises(ValueError, match="civilians"):
        Circumstances(civilians=1, parents_with_child=1)
