"""The checker accepts what the planner draws, and nothing that differs from it in any one thing."""

from collections.abc import Iterator
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
    rounds,
    soldiers,
    terms,
)
from hypothesis import given, settings

from wayhome.exchange import Argument, Certificate, Code, Criterion, Package, StageName, check, check_feasible, plan
from wayhome.people.categories import Category, Condition, Track
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


def corrupted(package: Package, pool: list) -> Iterator[tuple[str, Package]]:
    """Every package that differs from this one in one thing."""
    for what, returnees in _corrupted_returnees(package, pool):
        yield what, replace(package, returnees=tuple(returnees))
    stages = package.certificate.stages
    for number, stage in enumerate(stages):
        for change in (
            {"value": stage.value + 1},
            {"value": stage.value - 1},
            {"bound": stage.bound + 1},
            {"bound": stage.bound - 1},
            {"proven": not stage.proven},
            {"parties": stage.parties[::-1]},
            *({"argument": argument} for argument in Argument if argument is not stage.argument),
            *({"name": name} for name in StageName if name is not stage.name),
        ):
            changed = replaced(stages, number, replace(stage, **change))
            yield f"stage {number}: {change}", replace(package, certificate=Certificate(changed))
        yield f"stage {number} left out", replace(package, certificate=Certificate(replaced(stages, number)))
        yield f"stage {number} twice", replace(package, certificate=Certificate(replaced(stages, number, stage, stage)))
    for what, explanations in _corrupted_explanations(package):
        yield what, replace(package, explanations=explanations)
    yield "other terms", replace(package, terms=replace(package.terms, exposure=package.terms.exposure + 1))


def _corrupted_returnees(package: Package, pool: list) -> Iterator[tuple[str, tuple]]:
    returnees = package.returnees
    going = {each.person for each in returnees}
    for number, each in enumerate(returnees):
        yield f"{each.person} dropped", replaced(returnees, number)
        yield f"{each.person} twice", replaced(returnees, number, each, each)
        changes: list[dict] = [{"track": track} for track in Track if track is not each.track]
        changes += [{"category": category} for category in Category if category is not each.category]
        changes += [{"holder": party} for party in (LYSORIA, TORVENIA, VARNIA, "X") if party != each.holder]
        changes += [{"home": party} for party in (LYSORIA, TORVENIA, VARNIA, "X") if party != each.home]
        changes += [{"holder": each.home, "home": each.holder}, {"person": "stranger"}]
        changes += [{"family": family} for family in ("", "other", "F") if family != each.family]
        for condition in Condition:
            differing = set(each.conditions) ^ {condition}
            changes.append({"conditions": tuple(sorted(differing))})
        for change in changes:
            yield f"{each.person}: {change}", replaced(returnees, number, replace(each, **change))
    for each in pool:
        if each.person not in going:
            for track in Track:
                added = Returnee(
                    each.person, each.holder, each.home, track, each.category, each.conditions, each.family
                )
                yield f"{each.person} added, {track}", tuple(sorted((*returnees, added), key=lambda one: one.person))
                for number, gone in enumerate(returnees):
                    swapped = replaced(returnees, number, added)
                    words = f"{each.person}, {track}, in place of {gone.person}"
                    yield words, tuple(sorted(swapped, key=lambda one: one.person))
    if len(returnees) > 1:
        yield "out of order", returnees[::-1]


def _corrupted_explanations(package: Package) -> Iterator[tuple[str, tuple]]:
    explanations = package.explanations
    for number, each in enumerate(explanations):
        for code in Code:
            if code is not each.code:
                yield f"{each.person} told {code}", replaced(explanations, number, replace(each, code=code))
        yield f"{each.person} told otherwise", replaced(explanations, number, replace(each, included=not each.included))
        yield f"{each.person} told nothing", replaced(explanations, number)
        yield f"{each.person} told twice", replaced(explanations, number, each, each)
        for place, (name, value) in enumerate(each.parameters):
            other = value + 1 if isinstance(value, int) else f"{value}?"
            changed = replace(each, parameters=replaced(each.parameters, place, (name, other)))
            yield f"{each.person}: {name} is {other}", replaced(explanations, number, changed)
            without = replace(each, parameters=replaced(each.parameters, place))
            yield f"{each.person}: no {name}", replaced(explanations, number, without)


def test_the_package_by_hand_holds_what_the_corruptions_need():
    package = plan(AGREED, POOL)
    assert check(package, AGREED, POOL) == ()
    assert {each.person for each in package.returnees} == {
        *("b1", "b2", "child", "civilian", "father", f"{TORVENIA}-0000", f"{TORVENIA}-0001")
    }


@pytest.mark.parametrize(
    ("agreed", "pool"),
    [
        (AGREED, POOL),
        pytest.param(terms(most=2), [*(held(each) for each in "abcd"), *soldiers(2, TORVENIA, LYSORIA)], id="draw"),
        pytest.param(terms(hostilities_ended=True, seats=2), [held(each) for each in "abcd"], id="hostilities ended"),
        pytest.param(terms(most=2), [], id="nobody"),
    ],
)
def test_every_single_corruption_of_a_package_is_refused(agreed, pool):
    package = plan(agreed, pool)
    assert check(package, agreed, pool) == ()
    accepted = [what for what, each in corrupted(package, pool) if not check(each, agreed, pool)]
    assert accepted == []


@settings(max_examples=5, deadline=None)
@given(rounds(units_a_way=3))
def test_every_single_corruption_of_any_package_is_refused(drawn):
    agreed, pool = drawn
    package = plan(agreed, pool)
    assert check(package, agreed, pool) == ()
    accepted = [what for what, each in corrupted(package, pool) if not check(each, agreed, pool)]
    assert accepted == []


def test_one_fewer_each_way_is_not_the_most():
    package = plan(AGREED, [*soldiers(3, LYSORIA, TORVENIA), *soldiers(3, TORVENIA, LYSORIA)])
    fewer = plan(replace(AGREED, counted=replace(AGREED.counted, most=1)), POOL[6:])
    kept = {each.person for each in fewer.returnees}
    smaller = replace(package, returnees=tuple(each for each in package.returnees if each.person in kept))
    faults = check(smaller, AGREED, [*soldiers(3, LYSORIA, TORVENIA), *soldiers(3, TORVENIA, LYSORIA)])
    assert "counted, Lysoria and Torvenia: 2 people could go, but 1 do" in [fault.words for fault in faults]


def test_whoever_could_go_in_front_of_another_is_named():
    pool = [*soldiers(3, LYSORIA, TORVENIA), *soldiers(2, TORVENIA, LYSORIA)]
    package = plan(AGREED, pool)
    later = next(each for each in pool if each.person == f"{LYSORIA}-0002")
    instead = Returnee(later.person, later.holder, later.home, Track.COUNTED, later.category)
    swapped = (package.returnees[0], instead, *package.returnees[2:])
    faults = check(replace(package, returnees=swapped), AGREED, pool)
    assert [fault.persons for fault in faults if fault.code == "passed_over"] == [(f"{LYSORIA}-0001",)]


def test_a_place_of_the_draw_given_to_another_equal_is_found():
    pool = [*(held(each) for each in "abcd"), *soldiers(2, TORVENIA, LYSORIA)]
    agreed = terms(most=2)
    package = plan(agreed, pool)
    drawn, *_ = [each for each in package.returnees if each.holder == LYSORIA]
    waiting, *_ = [each for each in package.explanations if not each.included]
    favoured = replace(drawn, person=waiting.person)
    others = [each for each in package.returnees if each != drawn]
    returnees = tuple(sorted([favoured, *others], key=lambda each: each.person))
    assert "passed_over" in codes(check(replace(package, returnees=returnees), agreed, pool))


def test_a_pool_that_does_not_stand_is_a_fault_too():
    package = plan(AGREED, POOL)
    assert codes(check(package, AGREED, [*POOL, POOL[0]])) == {"bad_pool"}
