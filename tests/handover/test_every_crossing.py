"""Every way a crossing can go, walked with the real rules, and beside it the same written a second time for Spin."""

from __future__ import annotations

from copy import copy
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from kit.crossings import Counts, Explorer, Walk, both_convoys_there, everybody_held
from kit.planted import (
    CROSSING_TWICE,
    CROSSING_WHILE_FROZEN,
    NOT_ARRIVING_WHILE_FROZEN,
    NOT_RECEIVED_WHILE_FROZEN,
    NOT_RETURNED_WHILE_FROZEN,
    ONE_TOO_MANY,
    SETTING_OUT_WHILE_FROZEN,
    Fault,
)
from kit.spin import verified

MODEL = Path(__file__).with_name("crossing.pml")


def without_fault(walk: Walk, most: int) -> Walk:
    """Nobody is exposed further than agreed, crosses twice or is stranded, and the agreed exposure is used."""
    assert not walk.faults
    assert max(state.exposure() for state in walk.further) == most
    assert walk.leading_to(walk.where(Counts.nobody_under_way)) == walk.further.keys()
    return walk


def test_of_twenty_a_side_everybody_comes_home_whatever_happens_first(tmp_path: Path) -> None:
    walk = without_fault(Explorer(*both_convoys_there(20, exposure=5), returns=False, mirrored=True).walk(), 5)
    assert walk.leading_to(walk.where(Counts.everybody_home)) == walk.further.keys()
    assert len(walk.unfolded) == verified(MODEL, tmp_path, N=20, K=5).states == 9_322


@pytest.mark.parametrize(("heads", "most"), [(3, 1), (6, 2)])
def test_where_people_may_go_back_nobody_is_stranded(heads: int, most: int, tmp_path: Path) -> None:
    walk = without_fault(Explorer(*both_convoys_there(heads, most)).walk(), most)
    home = walk.leading_to(walk.where(Counts.everybody_home))
    assert walk.where(Counts.nobody_went_back) <= home
    assert len(walk.further) == verified(MODEL, tmp_path, N=heads, K=most, RETURNS=1).states


@pytest.mark.parametrize(("heads", "most"), [(2, 2), (3, 1)])
def test_whoever_went_back_sets_out_again_and_everybody_can_still_come_home(
    heads: int, most: int, tmp_path: Path
) -> None:
    walk = without_fault(Explorer(*everybody_held(heads, most), setting_out=True).walk(), most)
    assert walk.leading_to(walk.where(Counts.everybody_home)) == walk.further.keys()
    assert len(walk.further) == verified(MODEL, tmp_path, N=heads, K=most, RETURNS=1, SETTING_OUT=1).states


def test_without_exposure_nobody_can_go_first() -> None:
    """Why terms have to agree one person or more: they refuse an exposure of 0, which is forced on them here."""
    agreement, *start = both_convoys_there(3, exposure=1)
    assert agreement.terms
    nobody = copy(agreement.terms.terms)
    object.__setattr__(nobody, "exposure", 0)
    agreement = replace(agreement, terms=replace(agreement.terms, terms=nobody))
    walk = Explorer(agreement, *start, returns=False).walk()
    assert {(state.lysoria.at_crossing, state.torvenia.at_crossing) for state in walk.further} == {(3, 3)}


@settings(deadline=None, max_examples=40)
@given(st.booleans(), st.data())
def test_whoever_of_those_alike_is_tried_the_same_follows(setting_out: bool, data: st.DataObject) -> None:
    """What the walk folds: at every step others move than those the walk has tried."""
    explorer, walk = small_walk(setting_out)
    handover = explorer.start
    for _ in range(15):
        others = {party: tuple(data.draw(st.permutations(people))) for party, people in explorer.people.items()}
        state = explorer.counts(handover)
        found = list(replace(explorer, people=others).tried(Walk(), state, handover))
        assert {explorer.counts(each) for each in found} == set(walk.further[state])
        handover = data.draw(st.sampled_from(found))


def test_a_state_and_its_mirror_image_are_alike() -> None:
    beginning = both_convoys_there(4, exposure=2)
    whole, half = Explorer(*beginning).walk(), Explorer(*beginning, mirrored=True).walk()
    assert not half.faults
    assert half.unfolded == whole.further.keys()
    assert len(half.further) < 0.6 * len(whole.further)


@cache
def small_walk(setting_out: bool) -> tuple[Explorer, Walk]:
    """A walk that takes a moment: of people who set out, or of convoys at the crossing."""
    beginning = everybody_held(2, exposure=1) if setting_out else both_convoys_there(4, exposure=2)
    explorer = Explorer(*beginning, setting_out=setting_out)
    return explorer, explorer.walk()


@pytest.mark.parametrize(
    ("fault", "found"),
    [
        (ONE_TOO_MANY, "exposed further than agreed"),
        (CROSSING_TWICE, "crosses twice"),
        (CROSSING_WHILE_FROZEN, "sets out or crosses while movement is frozen"),
        (SETTING_OUT_WHILE_FROZEN, "sets out or crosses while movement is frozen"),
        (NOT_RECEIVED_WHILE_FROZEN, "stranded"),
        (NOT_RETURNED_WHILE_FROZEN, "stranded"),
        (NOT_ARRIVING_WHILE_FROZEN, "stranded"),
    ],
    ids=lambda value: value.rule if isinstance(value, Fault) else "",
)
def test_a_fault_in_a_rule_is_found_by_the_walk(fault: Fault, found: str, monkeypatch: pytest.MonkeyPatch) -> None:
    fault.plant(monkeypatch)
    walk = Explorer(*everybody_held(2, exposure=1), setting_out=True).walk()
    assert walk.faults.keys() == {found}


def test_of_twenty_a_side_one_too_many_is_found_by_the_walk(monkeypatch: pytest.MonkeyPatch) -> None:
    ONE_TOO_MANY.plant(monkeypatch)
    explorer = Explorer(*both_convoys_there(20, exposure=5), returns=False)
    walk = explorer.walk(until_fault=True)
    assert walk.faults.keys() == {"exposed further than agreed"}


def test_spin_finds_that_every_run_ends_with_nobody_between_the_parties(tmp_path: Path) -> None:
    assert not verified(MODEL, tmp_path, STOP=0).error
    assert not verified(MODEL, tmp_path, STOP=1).error
    assert not verified(MODEL, tmp_path, STOP=1, RETURNS=1, N=10, K=3).error
    assert not verified(MODEL, tmp_path, STOP=1, SETTING_OUT=1, N=6, K=2).error


def test_spin_looks_at_a_million_states_of_people_who_may_go_back(tmp_path: Path) -> None:
    found = verified(MODEL, tmp_path, RETURNS=1)
    assert (found.states, found.error) == (1_099_026, "")


def test_spin_finds_the_off_by_one_and_that_without_exposure_nobody_can_go_first(tmp_path: Path) -> None:
    assert "assertion violated" in verified(MODEL, tmp_path, SLACK=1).error
    assert "assertion violated" in verified(MODEL, tmp_path, SLACK=1, RETURNS=1, SETTING_OUT=1, N=3, K=1).error
    assert "frozen||" in verified(MODEL, tmp_path, STOP=0, K=0).error
