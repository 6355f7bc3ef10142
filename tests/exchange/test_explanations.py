"""Everyone of the pool is told why, in words that are true; and what would have to change does bring them home."""

import re
from dataclasses import replace

import pytest
from exchange.by_hand import (
    ACCOMPANYING,
    CHILD,
    CIVILIAN,
    LYSORIA,
    SOLDIER,
    TORVENIA,
    WOUNDED,
    held,
    rounds,
    soldiers,
    terms,
)
from hypothesis import given, settings

from wayhome.exchange import Code, CountedTerms, Criterion, UnconditionalTerms, plan, wording
from wayhome.people.categories import Track

LONGEST = [Criterion.LONGEST_HELD]
BROTHERS = [held(each, family="F", since="2022") for each in ("b1", "b2", "b3")]
BACK = soldiers(2, TORVENIA, LYSORIA)


def said(agreed, pool, person) -> str:
    (explanation,) = [each for each in plan(agreed, pool).explanations if each.person == person]
    return wording(explanation)


@pytest.mark.parametrize(
    ("agreed", "pool", "person", "words"),
    [
        (
            terms(),
            [held("a", LYSORIA, TORVENIA, WOUNDED)],
            "a",
            "Goes home outside every count: certified seriously wounded or sick.",
        ),
        (
            terms(),
            [held("a", category=CIVILIAN)],
            "a",
            "Goes home outside every count: a civilian detainee.",
        ),
        (
            terms(),
            [held("a", family="F"), held("b", LYSORIA, TORVENIA, CHILD, family="F")],
            "a",
            "Goes home outside every count: goes with someone of the family who does.",
        ),
        (
            terms(hostilities_ended=True),
            [held("a")],
            "a",
            "Goes home outside every count: active hostilities have ended, and everyone is due.",
        ),
        (
            terms(seats=1),
            [held(each, LYSORIA, TORVENIA, WOUNDED, since=f"202{each}") for each in "2345"],
            "4",
            "Is due outside every count and waits for transport only: the round has 1 seat. Would go if it had 2 more.",
        ),
        (terms(most=9), [held("a"), *BACK], "a", "Goes: all who can be counted go, 1 person."),
        (
            terms(most=2, criteria=LONGEST),
            [*soldiers(900, LYSORIA, TORVENIA), *BACK],
            f"{LYSORIA}-0001",
            "Goes by the criteria of the terms, at place 2 of 900.",
        ),
        (
            terms(most=146, criteria=LONGEST),
            [*soldiers(900, LYSORIA, TORVENIA), *soldiers(400, TORVENIA, LYSORIA)],
            f"{LYSORIA}-0199",
            "Waits at place 200 of 900: the terms let 146 people go each way. "
            "Would go if the round had 54 more places each way.",
        ),
        (
            terms(most=146, criteria=LONGEST),
            [*soldiers(900, LYSORIA, TORVENIA), *soldiers(150, TORVENIA, LYSORIA)],
            f"{LYSORIA}-0199",
            "Waits at place 200 of 900: the terms let 146 people go each way. "
            "Would go if the round had 54 more places each way and Torvenia held 50 more to be counted in return.",
        ),
        (
            terms(most=146, criteria=LONGEST),
            [*soldiers(900, LYSORIA, TORVENIA), *soldiers(37, TORVENIA, LYSORIA)],
            f"{LYSORIA}-0039",
            "Waits at place 40 of 900: Torvenia holds 37 people to be counted in return, and no more. "
            "Would go if Torvenia held 3 more to be counted in return.",
        ),
        (
            terms(most=2, criteria=LONGEST),
            [*BROTHERS, *soldiers(5, LYSORIA, TORVENIA), *BACK],
            "b2",
            "Waits: with this family of 3 the number can't be made up exactly, because families stay whole. "
            "Would go if the round had 1 more place each way and Torvenia held 1 more to be counted in return.",
        ),
        (
            terms(most=9, categories=(SOLDIER,)),
            [held("a", category=ACCOMPANYING)],
            "a",
            "Waits: the terms of this round count nobody of the category accompanying armed forces.",
        ),
        (
            terms(most=9, categories=(SOLDIER,)),
            [held("a", category=ACCOMPANYING, family="F"), held("b", family="F")],
            "b",
            "Waits: the terms of this round count nobody of the category accompanying armed forces, "
            "to which someone of the family belongs.",
        ),
        (
            terms(criteria=LONGEST),
            [held("a"), *BACK],
            "a",
            "Waits: the terms of this round count nobody. Would go if the round had 1 more place each way.",
        ),
    ],
)
def test_what_a_person_is_told(agreed, pool, person, words):
    assert said(agreed, pool, person) == words


def test_those_whom_the_criteria_leave_equal_are_told_of_the_draw():
    pool = [*(held(f"{each}") for each in range(5)), *BACK]
    told = [wording(each) for each in plan(terms(most=2), pool).explanations if each.person.isdigit()]
    equal = "the draw: the criteria leave 5 people equal, of whom 2 can go."
    assert sorted(told) == sorted(
        [f"Goes by {equal}"] * 2
        + [
            f"Waits by {equal} Would go if the round had 3 more places each way "
            "and Torvenia held 3 more to be counted in return."
        ]
        * 3
    )


@settings(max_examples=60, deadline=None)
@given(rounds(units_a_way=4))
def test_everyone_is_told_once_and_whoever_goes_is_told_so(drawn):
    agreed, pool = drawn
    package = plan(agreed, pool)
    assert [each.person for each in package.explanations] == sorted(each.person for each in pool)
    going = {each.person: each.track for each in package.returnees}
    for each in package.explanations:
        assert each.included == (each.person in going)
        assert (each.code is Code.UNCONDITIONAL) == (going.get(each.person) is Track.UNCONDITIONAL)
        assert wording(each).startswith(("Goes",) if each.included else ("Waits", "Is due"))


@settings(max_examples=60, deadline=None)
@given(rounds(units_a_way=4))
def test_what_would_have_to_change_brings_the_person_home(drawn):
    agreed, pool = drawn
    way = {each.person: (each.holder, each.home) for each in pool}
    for explanation in plan(agreed, pool).explanations:
        of = dict(explanation.parameters)
        if "more_seats" in of:
            changed = replace(agreed, unconditional=UnconditionalTerms(of["seats"] + of["more_seats"]))
            more = []
        elif of.get("more_heads") or of.get("more_held"):
            changed = replace(
                agreed, counted=CountedTerms(agreed.counted.most + of["more_heads"], agreed.counted.categories)
            )
            holder, home = way[explanation.person]
            more = [held(f"more {each}", home, holder) for each in range(of["more_held"])]
        else:
            continue
        package = plan(changed, [*pool, *more])
        assert explanation.person in {each.person for each in package.returnees}


@settings(max_examples=40, deadline=None)
@given(rounds(units_a_way=4))
def test_where_nobody_has_family_everyone_who_waits_is_told_what_would_have_to_change(drawn):
    agreed, pool = drawn
    alone = [replace(each, family="") for each in pool]
    for each in plan(agreed, alone).explanations:
        if not each.included and each.code is not Code.WAITS_CATEGORY_NOT_COUNTED:
            assert "Would go if" in wording(each)


@settings(max_examples=40, deadline=None)
@given(rounds())
def test_no_word_puts_a_worth_on_anybody(drawn):
    agreed, pool = drawn
    words = " ".join(f"{each.code} {wording(each)} {each.parameters}" for each in plan(agreed, pool).explanations)
    assert not re.search(r"price|cost|score|utility|worth|value|weight|points|rank", words, re.IGNORECASE)
