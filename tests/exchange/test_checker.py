"""The checker accepts what the planner draws, and nothing that differs from it in any one thing."""

from dataclasses import replace

import pytest
from exchange.by_hand import (
    ACCOMPANYING,
    CHILD,
    CIVILIAN,
    LYSORIA,
    MEDIC,
    SOLDIER,
    TORVENIA,
    VARNIA,
    WOUNDED,
    held,
    soldiers,
    terms,
)

from wayhome.exchange import Criterion, check, check_feasible, plan
from wayhome.people.categories import Category, Track
from wayhome.people.returnees import Returnee

AGREED = terms(most=2, seats=2, criteria=[Criterion.LONGEST_HELD])
POOL = [
    held("child", LYSORIA, TORVENIA, CHILD, category=CIVILIAN, family="F"),
    held("father", family="F"),
    held("wounded", LYSORIA, TORVENIA, WOUNDED),
    held("civilian", TORVENIA, LYSORIA, category=CIVILIAN),
    held("b1", family="B", since="2022"),
    held("b2", family="B", since="2022"),
    *soldiers(3, LYSORIA, TORVENIA),
    *soldiers(4, TORVENIA, LYSORIA),
]


def returnee(person="p", holder=LYSORIA, home=TORVENIA, track=Track.COUNTED, category=SOLDIER, *conditions, family=""):
    return Returnee(person, holder, home, track, category, conditions, family)


THERE, BACK = returnee("there"), returnee("back", TORVENIA, LYSORIA)


def codes(faults) -> set[str]:
    return {fault.code for fault in faults}


def replaced(items: tuple, number: int, *instead) -> tuple:
    return (*items[:number], *instead, *items[number + 1 :])


# ── From the journal alone ───────────────────────────────────────────────────────────────────────────────────────────


def test_one_for_one_is_feasible():
    assert check_feasible(terms(most=1), [THERE, BACK]) == ()
    assert check_feasible(terms(most=1), []) == ()


@pytest.mark.parametrize(
    ("people", "code"),
    [
        ([THERE], "unbalanced"),
        ([THERE, BACK, returnee("c"), returnee("d", TORVENIA, LYSORIA)], "above_the_most"),
        ([THERE, replace(BACK, person="there")], "twice"),
        ([replace(THERE, home="Nowhere")], "unknown_party"),
        ([replace(THERE, home=LYSORIA)], "no_journey"),
        ([replace(THERE, conditions=(WOUNDED,)), BACK], "L8"),
        ([replace(THERE, category=CIVILIAN), BACK], "L23"),
        ([replace(THERE, category=MEDIC), BACK], "L23"),
        ([replace(THERE, conditions=(CHILD,)), BACK], "L23"),
        ([replace(THERE, category=ACCOMPANYING), BACK], "category_not_counted"),
        ([replace(THERE, track=Track.UNCONDITIONAL)], "no_ground"),
        (
            [replace(THERE, family="F"), BACK, returnee("w", LYSORIA, TORVENIA, Track.UNCONDITIONAL, family="F")],
            "family_on_two_tracks",
        ),
        ([replace(THERE, family="F"), replace(BACK, family="F")], "family_on_two_ways"),
        (
            [returnee(str(each), LYSORIA, TORVENIA, Track.UNCONDITIONAL, CIVILIAN) for each in range(4)],
            "above_the_seats",
        ),
    ],
)
def test_what_the_terms_refuse_is_named(people, code):
    assert code in codes(check_feasible(terms(most=1, seats=3, categories=(SOLDIER,)), people))


def test_every_pair_of_three_parties_is_balanced_by_itself():
    circle = [
        returnee("1", LYSORIA, TORVENIA),
        returnee("2", TORVENIA, VARNIA),
        returnee("3", VARNIA, LYSORIA),
    ]
    faults = check_feasible(terms(most=5, parties=(LYSORIA, TORVENIA, VARNIA)), circle)
    assert [fault.code for fault in faults] == ["unbalanced"] * 3


def test_a_father_goes_uncounted_only_with_his_child():
    father = returnee("father", LYSORIA, TORVENIA, Track.UNCONDITIONAL, family="F")
    child = returnee("child", LYSORIA, TORVENIA, Track.UNCONDITIONAL, CIVILIAN, CHILD, family="F")
    assert check_feasible(terms(), [father, child]) == ()
    assert codes(check_feasible(terms(), [father])) == {"no_ground"}


def test_after_hostilities_nobody_is_counted_and_anybody_may_go():
    ended = terms(hostilities_ended=True)
    assert check_feasible(ended, [replace(THERE, track=Track.UNCONDITIONAL)]) == ()
    assert "counted_after_hostilities" in codes(check_feasible(ended, [THERE, BACK]))


def test_forbidden_terms_make_every_package_infeasible():
    assert "L23" in codes(check_feasible(terms(most=1, categories=(Category.CIVILIAN_INTERNEE,)), []))


def test_a_fault_says_whom_it_is_about():
    (fault,) = check_feasible(terms(most=2), [THERE, BACK, THERE, returnee("d", TORVENIA, LYSORIA)])
    assert str(fault) == "Nobody goes home twice (about: there)"


# ── Against the pool ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_package_as_it_was_drawn_has_no_fault():
    assert check(plan(AGREED, POOL), AGREED, POOL) == ()


def test_a_pool_that_does_not_stand_is_a_fault_too():
    package = plan(AGREED, POOL)
    assert codes(check(package, AGREED, [*POOL, POOL[0]])) == {"bad_pool"}
