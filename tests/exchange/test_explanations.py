"""Everyone of the pool is told why they go or wait, and in which round they go as things stand."""

import re
from datetime import date

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

from wayhome.exchange import Code, Criterion, Withheld, plan, wording
from wayhome.people.categories import Track

LONGEST = [Criterion.LONGEST_HELD]
BACK = soldiers(2, TORVENIA, LYSORIA)
UNFIT = Withheld("b1", LYSORIA, "unfit", "by the camp surgeon", date(2026, 9, 1))


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
            "Is due outside every count and waits for a seat only.",
        ),
        (terms(most=9), [held("a"), *BACK], "a", "Goes: all who can be counted go, 1 person."),
        (
            terms(most=2, criteria=LONGEST),
            [*soldiers(900, LYSORIA, TORVENIA), *BACK],
            f"{LYSORIA}-0001",
            "Goes by the order of the party of origin, at place 2 of 900.",
        ),
        (
            terms(most=146, criteria=LONGEST),
            [*soldiers(900, LYSORIA, TORVENIA), *soldiers(400, TORVENIA, LYSORIA)],
            f"{LYSORIA}-0199",
            "Waits at place 200 of 900: the terms leave no more places (counted.most).",
        ),
        (
            terms(most=146, criteria=LONGEST),
            [*soldiers(900, LYSORIA, TORVENIA), *soldiers(37, TORVENIA, LYSORIA)],
            f"{LYSORIA}-0039",
            "Waits at place 40 of 900: the terms leave no more places (counted.balance).",
        ),
        (
            terms(most=9, withheld=(Withheld("a", LYSORIA, "prosecution", "murder, district court of Larn"),)),
            [held("a"), *BACK],
            "a",
            "Waits: the holder withholds this person (a prosecution).",
        ),
        (
            terms(most=9, later_rounds=(date(2026, 9, 7),), withheld=(UNFIT,)),
            [held("b1", family="F"), held("b2", family="F"), *BACK],
            "b2",
            "Waits: the holder withholds someone they go with until 2026-09-01 (certified unfit to travel). "
            "Goes in round 2 as things stand.",
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
    ],
)
def test_what_a_person_is_told(agreed, pool, person, words):
    assert said(agreed, pool, person) == words


def test_those_who_are_equal_are_told_of_the_draw():
    pool = [*(held(f"{each}") for each in range(5)), *BACK]
    told = [wording(each) for each in plan(terms(most=2), pool).explanations if each.person.isdigit()]
    equal = "the draw: 5 people are equal, of whom 2 can go."
    assert sorted(told) == sorted([f"Goes by {equal}"] * 2 + [f"Waits by {equal}"] * 3)


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


@settings(max_examples=40, deadline=None)
@given(rounds())
def test_no_word_puts_a_worth_on_anybody(drawn):
    agreed, pool = drawn
    words = " ".join(f"{each.code} {wording(each)} {each.parameters}" for each in plan(agreed, pool).explanations)
    assert not re.search(r"price|cost|score|utility|worth|value|weight|points|rank", words, re.IGNORECASE)
