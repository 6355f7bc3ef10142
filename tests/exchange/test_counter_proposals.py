"""This person instead of that one: what breaks and what every stage comes to, as if it had been counted anew."""

from dataclasses import replace

import pytest
from exchange.by_hand import CIVILIAN, LYSORIA, TORVENIA, VARNIA, WOUNDED, held, soldiers, terms
from exchange.every_package import first_round, lawful, seated, transported, unconditional, units_of
from exchange.test_explanations import LATER, harder
from hypothesis import given, settings
from hypothesis import strategies as st

from wayhome.exchange import Balance, Criterion, Seats, StageName, Unknown, counter, package_of, solve

LONGEST = [Criterion.LONGEST_HELD]
POOL = [*soldiers(6, LYSORIA, TORVENIA), *soldiers(6, TORVENIA, LYSORIA), held("civilian", category=CIVILIAN)]


def test_somebody_of_the_same_way_can_come_instead_and_the_order_says_who_was_before_them():
    effect = counter(solve(terms(most=2, criteria=LONGEST), POOL), [f"{LYSORIA}-0000"], [f"{LYSORIA}-0004"])
    assert effect.feasible
    changed = [each for each in effect.stages if each.before != each.after]
    assert [(each.name, each.about[0], each.before, each.after) for each in changed] == [
        (StageName.CRITERIA, TORVENIA, 1, 0),
        (StageName.CRITERIA_REST, TORVENIA, 0, 1),
    ]


def test_every_term_that_breaks_is_named():
    camp = Seats(LYSORIA, "Camp 3", counted=1)
    pool = [replace(each, facility="Camp 3") if each.person.endswith(("0", "5")) else each for each in POOL]
    solved = solve(terms(most=2, criteria=LONGEST, seats_by_place=(camp,)), pool)
    assert counter(solved, [f"{LYSORIA}-0001"], [f"{LYSORIA}-0005"]).broken == (
        "counted people from Camp 3, held by Lysoria in round 1: 2, at most 1 (seats[0].counted)",
    )
    assert counter(solved, [], [f"{LYSORIA}-0004"]).broken == (
        "heads released by Lysoria less those released by Torvenia in round 1: 1, expected 0 (counted.balance)",
        "heads from Lysoria to Torvenia in round 1: 3, at most 2 (counted.most)",
    )


def test_several_can_leave_and_come_and_families_do_so_whole():
    brothers = [held(each, family="F", since="2026-01-01") for each in ("b1", "b2")]
    solved = solve(terms(most=2, criteria=LONGEST), [*POOL, *brothers])
    effect = counter(solved, [f"{LYSORIA}-0000", f"{LYSORIA}-0001"], ["b1"])
    assert (effect.coming, effect.feasible) == (("b1", "b2"), True)
    assert not counter(solved, [f"{LYSORIA}-0000"], ["b2"]).feasible


def test_no_seat_of_the_unconditional_goes_to_the_counted():
    solved = solve(terms(most=2, seats=1), [*POOL, held("wounded", LYSORIA, TORVENIA, WOUNDED)])
    assert counter(solved, ["wounded"], ["civilian"]).feasible
    broken = counter(solved, [], ["civilian"]).broken
    assert broken == (
        "people outside every count from Lysoria to Torvenia in round 1: 2, at most 1 (unconditional.seats)",
    )


def test_who_leaves_takes_the_later_round_of_who_comes():
    solved = solve(terms(most=2, criteria=LONGEST, later_rounds=LATER), POOL)
    effect = counter(solved, [f"{LYSORIA}-0000"], [f"{LYSORIA}-0004"])
    assert effect.feasible
    of_all = [each for each in effect.stages if each.name is StageName.COUNTED]
    assert [(each.before, each.after) for each in of_all] == [(12, 12)]


def test_only_who_goes_can_leave_and_only_who_waits_can_come():
    solved = solve(terms(most=2), POOL)
    for person, why in (("nobody", "nobody of the pool"), ("civilian", "already")):
        with pytest.raises(Unknown, match=why):
            counter(solved, [], [person])
    with pytest.raises(Unknown, match="doesn't go"):
        counter(solved, [next(e.person for e in package_of(solved).explanations if not e.included)], [])


def test_in_a_circle_fairness_is_counted_anew():
    agreed = terms(most=4, balance=Balance.CIRCLE, parties=(LYSORIA, TORVENIA, VARNIA))
    pool = [*soldiers(3, LYSORIA, TORVENIA), *soldiers(3, TORVENIA, VARNIA), *soldiers(3, VARNIA, LYSORIA)]
    effect = counter(solve(agreed, pool), [f"{LYSORIA}-0000", f"{TORVENIA}-0000", f"{VARNIA}-0000"], [])
    assert effect.feasible
    assert {(each.name, each.before, each.after) for each in effect.stages} >= {
        (StageName.FAIRNESS, 1000, 666),
        (StageName.COUNTED, 9, 6),
    }


def test_in_a_circle_nobody_may_fall_below_what_pairs_alone_bring():
    agreed = terms(most=4, balance=Balance.CIRCLE, parties=(LYSORIA, TORVENIA, VARNIA))
    pool = [*soldiers(3, LYSORIA, TORVENIA), *soldiers(3, TORVENIA, LYSORIA)]
    effect = counter(solve(agreed, pool), [f"{LYSORIA}-0000", f"{TORVENIA}-0000"], [])
    assert effect.broken == (
        "counted heads home to Lysoria: 2, at least 3, which pairs alone would bring",
        "counted heads home to Torvenia: 2, at least 3, which pairs alone would bring",
    )


@settings(max_examples=80, deadline=None)
@given(harder(), st.data())
def test_it_agrees_with_whoever_counts_every_term_by_hand(drawn, data):
    agreed, pool = drawn
    solved = solve(agreed, pool)
    explained = package_of(solved).explanations
    going = [each.person for each in explained if each.included]
    waiting = [each.person for each in explained if not each.included]
    leaving = data.draw(st.lists(st.sampled_from(going), unique=True, max_size=3)) if going else []
    coming = data.draw(st.lists(st.sampled_from(waiting), unique=True, max_size=3)) if waiting else []
    effect = counter(solved, leaving, coming)
    rounds = {each.person: 1 if each.included else dict(each.parameters).get("round") for each in explained}
    ways = {each.person: (each.person in effect.coming, each.holder, each.home) for each in pool}
    heads = {each.person: len(unit) for unit in units_of(agreed, pool) for each in unit}
    after = dict(rounds) | dict.fromkeys(effect.coming, 1)
    vacated = {}
    for unit in units_of(agreed, pool):
        name = unit[0].person
        if name in effect.coming and rounds[name]:
            alike = (unconditional(agreed, unit), *ways[name][1:], heads[name])
            vacated.setdefault(alike, []).append(rounds[name])
    if any(len(some) > 1 for some in vacated.values()):
        return  # who takes which of several later rounds is not for this test
    for unit in units_of(agreed, pool):
        if unit[0].person in effect.leaving:
            later = vacated.get((unconditional(agreed, unit), *ways[unit[0].person][1:], heads[unit[0].person]), [])
            after.update(dict.fromkeys([each.person for each in unit], later.pop(0) if later else None))
    everybody = units_of(agreed, pool)
    placed = all(unit[0].person not in effect.coming or placeable(agreed, unit) for unit in everybody)
    parts = {True: {}, False: {}}
    for unit in everybody:
        if after[unit[0].person]:
            parts[unconditional(agreed, unit)][unit] = after[unit[0].person]
    free = transported(agreed, parts[True]) and seated(agreed, parts[True], "unconditional")
    assert effect.feasible == (placed and free and (agreed.hostilities_ended or lawful(agreed, parts[False])))


def placeable(agreed, unit) -> bool:
    """Whether the terms have a place for a unit in the first round at all."""
    counts = all(each.category in agreed.counted.categories for each in unit)
    return first_round(agreed, unit) == 1 and (unconditional(agreed, unit) or counts)


@settings(max_examples=40, deadline=None)
@given(harder())
def test_nothing_changes_if_nobody_moves_and_nothing_is_left_if_everybody_leaves(drawn):
    agreed, pool = drawn
    solved = solve(replace(agreed, later_rounds=()), pool)
    nobody = counter(solved, [], [])
    assert nobody.feasible
    assert all(each.before == each.after for each in nobody.stages)
    everybody = counter(solved, [each.person for each in package_of(solved).returnees], [])
    assert all(each.after == 0 for each in everybody.stages)
