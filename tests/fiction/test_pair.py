"""Two lists of any size with their truth, in either setting."""

from collections import Counter
from dataclasses import replace

import pytest

from wayhome.fiction import CLEAN, HELD_BACK, LYSORIA_AND_TORVENIA, TRANSLATED, Kin, Relation, Setting, pair_of_lists
from wayhome.fiction.held_back import DRAVENIA, ORVELIA
from wayhome.fiction.states import LYSORIA, TORVENIA, State

SETTINGS = pytest.mark.parametrize("setting", [LYSORIA_AND_TORVENIA, HELD_BACK], ids=["ordinary", "held back"])


@SETTINGS
def test_the_same_seed_gives_the_same_lists(setting: Setting) -> None:
    lists = pair_of_lists(5, 60, setting=setting)
    assert pair_of_lists(5, 60, setting=setting) == lists
    assert pair_of_lists(6, 60, setting=setting) != lists


@SETTINGS
def test_truth_is_one_to_one_and_as_large_as_the_overlap(setting: Setting) -> None:
    lists = pair_of_lists(5, 300, overlap=0.4, setting=setting)
    held, sought = {row.id for row in lists.held}, {row.id for row in lists.sought}
    assert lists.truth.keys() <= sought
    assert set(lists.truth.values()) <= held
    assert len(lists.truth) == len(set(lists.truth.values())) == 120
    assert len(held) + len(sought) == 600 + len(lists.listed_again)
    assert len(held - lists.listed_again.keys()) == 300
    assert all(lists.relation(*pair) is Relation.SAME for pair in lists.truth.items())
    assert lists.persons.keys() == held | sought


def test_either_state_may_be_the_one_that_seeks() -> None:
    first, second = (pair_of_lists(1, 20, of_second_state=of_second) for of_second in (False, True))
    assert (first.held[0].id[:2], first.sought[0].id[:2]) == ("TH", "LS")
    assert (second.held[0].id[:2], second.sought[0].id[:2]) == ("LH", "TS")


def test_an_impossible_overlap_is_refused() -> None:
    with pytest.raises(ValueError, match="held but not sought"):
        pair_of_lists(1, 20, overlap=1.2)


@pytest.mark.parametrize(
    ("kin", "expected"),
    [
        (Kin(1, 0, 0, 0), Relation.SIBLING),
        (Kin(0, 1, 0, 0), Relation.TWIN),
        (Kin(0, 0, 1, 0), Relation.FATHER_AND_SON),
        (Kin(0, 0, 0, 1), Relation.NAMESAKE),
    ],
)
def test_kin_are_on_the_lists_in_the_numbers_stated(kin: Kin, expected: Relation) -> None:
    """With one of a kind for everybody there are 150 such couples; of half of them one is held and one is sought."""
    lists = pair_of_lists(3, 150, overlap=0, setting=Setting(kin=kin))
    relations = Counter(lists.relation(one.id, other.id) for one in lists.sought for other in lists.held)
    assert relations.most_common(2)[0][0] is Relation.OTHER
    assert relations[expected] == pytest.approx(75, abs=35), relations
    assert sum(relations[kind] for kind in Relation if kind not in (Relation.OTHER, expected)) < 12


def test_impossible_kin_are_refused() -> None:
    with pytest.raises(ValueError, match="all kin together"):
        Kin(siblings=0.9, twins=0.2)


@pytest.mark.parametrize("of_second_state", [False, True])
def test_in_clean_rows_of_the_held_back_setting_only_the_spelling_differs(of_second_state: bool) -> None:
    setting = replace(HELD_BACK, noise=CLEAN, spellings=TRANSLATED)
    lists = pair_of_lists(1, 200, setting=setting, of_second_state=of_second_state)
    held = {row.id: row for row in lists.held}
    for row in lists.sought:
        if row.id in lists.truth:
            other = held[lists.truth[row.id]]
            assert (row.birth_date, row.sex, row.service_number) == (other.birth_date, other.sex, other.service_number)
            assert all((row.surname, row.given_names, row.patronymic))


def invented(state: State) -> set[str]:
    towns = {name for town in state.places for name in (town.name, town.old_name) if name}
    return towns | set(state.units) | set(state.camps) | set(state.regions) | {state.hospital}


def test_the_held_back_setting_shares_no_town_unit_or_camp_with_the_ordinary_one() -> None:
    assert not (invented(LYSORIA) | invented(TORVENIA)) & (invented(ORVELIA) | invented(DRAVENIA))


@pytest.mark.parametrize("of_second_state", [False, True])
def test_the_held_back_setting_shares_hardly_a_surname_with_the_ordinary_one(of_second_state: bool) -> None:
    ordinary, held_back = (
        {
            person.family_name
            for person in pair_of_lists(1, 1_000, setting=setting, of_second_state=of_second_state).persons.values()
        }
        for setting in (LYSORIA_AND_TORVENIA, HELD_BACK)
    )
    assert len(held_back) > 500
    assert len(ordinary & held_back) < 0.02 * len(held_back)
