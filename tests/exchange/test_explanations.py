"""Everyone of the pool is told why, in words that are true; and what would have to change does bring them home."""

import re
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

import pytest
from exchange.by_hand import (
    ACCOMPANYING,
    CHILD,
    CIVILIAN,
    DAY,
    LYSORIA,
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
from hypothesis import strategies as st

from wayhome.exchange import (
    MAY_CARRY,
    PARAMETERS,
    Balance,
    Code,
    CountedTerms,
    Criterion,
    Equivalents,
    Explanation,
    Order,
    RankEquivalent,
    Released,
    Seats,
    Share,
    UnconditionalTerms,
    Withheld,
    check,
    package_of,
    plan,
    solve,
    wording,
)
from wayhome.exchange.explain import explanations
from wayhome.people.categories import Track

LONGEST = [Criterion.LONGEST_HELD]
BROTHERS = [held(each, family="F", since="2022") for each in ("b1", "b2", "b3")]
BACK = soldiers(2, TORVENIA, LYSORIA)
LATER = (DAY + timedelta(days=14), DAY + timedelta(days=28))
UNFIT = Withheld("a", LYSORIA, "unfit", "by the camp's surgeon", LATER[1])


def told(agreed, pool, person, orders=()) -> Explanation:
    (explanation,) = [each for each in plan(agreed, pool, orders).explanations if each.person == person]
    return explanation


EXAMPLES = [
    (
        terms(),
        [held("a", LYSORIA, TORVENIA, WOUNDED)],
        "a",
        Code.UNCONDITIONAL,
        "Goes home outside every count: certified seriously wounded or sick.",
    ),
    (
        terms(),
        [held("a", family="F"), held("b", LYSORIA, TORVENIA, CHILD, family="F")],
        "a",
        Code.UNCONDITIONAL,
        "Goes home outside every count: goes with someone of the family who does.",
    ),
    (
        terms(hostilities_ended=True),
        [held("a")],
        "a",
        Code.UNCONDITIONAL,
        "Goes home outside every count: active hostilities have ended, and everyone is due.",
    ),
    (
        terms(seats=1),
        [held(each, LYSORIA, TORVENIA, WOUNDED, since=f"202{each}") for each in "2345"],
        "4",
        Code.UNCONDITIONAL_WAITS_FOR_SEATS,
        "Is due outside every count and waits for a seat only. Would go if a round had 2 seats more each way.",
    ),
    (
        terms(seats_by_place=(Seats(LYSORIA, "Camp 3", unconditional=1),), later_rounds=LATER),
        [held(each, LYSORIA, TORVENIA, WOUNDED, since=f"202{each}", facility="Camp 3") for each in "2345"],
        "4",
        Code.UNCONDITIONAL_WAITS_FOR_SEATS,
        "Is due outside every count and waits for a seat only. Would go if a round had 2 seats more from Camp 3. "
        "Goes in round 3 as things stand.",
    ),
    (
        terms(most=9),
        [held("a"), *BACK],
        "a",
        Code.COUNTED_EVERYONE_GOES,
        "Goes: all who can be counted go, 1 person.",
    ),
    (
        terms(most=2, criteria=LONGEST),
        [*soldiers(90, LYSORIA, TORVENIA), *BACK],
        f"{LYSORIA}-0001",
        Code.COUNTED_BY_CRITERIA,
        "Goes by the order of the party of origin, at place 2 of 90.",
    ),
    (
        terms(most=14, criteria=LONGEST),
        [*soldiers(90, LYSORIA, TORVENIA), *soldiers(40, TORVENIA, LYSORIA)],
        f"{LYSORIA}-0019",
        Code.WAITS_FOR_THE_TERMS,
        "Waits: the terms leave no room for one more in this round (the most heads in a round). Stands at place 20 of "
        "90 in the order of the party of origin. Would go if the terms let 6 people more go each way in a round.",
    ),
    (
        terms(most=14, criteria=LONGEST),
        [*soldiers(90, LYSORIA, TORVENIA), *soldiers(15, TORVENIA, LYSORIA)],
        f"{LYSORIA}-0019",
        Code.WAITS_FOR_THE_TERMS,
        "Waits: the terms leave no room for one more in this round (the most heads in a round). Stands at place 20 of "
        "90 in the order of the party of origin. Would go if the terms let 6 people more go each way in a round and "
        "Torvenia released 5 people more to be counted.",
    ),
    (
        terms(most=14, criteria=LONGEST),
        [*soldiers(90, LYSORIA, TORVENIA), *soldiers(4, TORVENIA, LYSORIA)],
        f"{LYSORIA}-0004",
        Code.WAITS_FOR_THE_TERMS,
        "Waits: the terms leave no room for one more in this round (the balance: nobody else is left to come back in "
        "return). Stands at place 5 of 90 in the order of the party of origin. Would go if Torvenia released 1 person "
        "more to be counted.",
    ),
    (
        terms(most=14, criteria=LONGEST, seats_by_place=(Seats(LYSORIA, "Camp 3", counted=1),)),
        [
            *(held(f"a{each}", since=f"202{each}", facility="Camp 3") for each in range(4)),
            *soldiers(9, LYSORIA, TORVENIA),
            *soldiers(9, TORVENIA, LYSORIA),
        ],
        "a2",
        Code.WAITS_FOR_THE_TERMS,
        "Waits: the terms leave no room for one more in this round (the seats from this place). Stands at place 3 of "
        "13 in the order of the party of origin. Would go if a round had 2 seats more from Camp 3.",
    ),
    (
        terms(most=2, criteria=LONGEST),
        [*BROTHERS, *soldiers(5, LYSORIA, TORVENIA), *BACK],
        "b2",
        Code.WAITS_TOO_MANY_TOGETHER,
        "Waits: 3 people who go together or not at all are more than a round can take (the most heads in a round). "
        "Would go if the terms let 1 person more go each way in a round and Torvenia released 1 person more to be "
        "counted.",
    ),
    (
        terms(most=9, categories=(SOLDIER,)),
        [held("a", category=ACCOMPANYING, family="F"), held("b", family="F")],
        "b",
        Code.WAITS_CATEGORY_NOT_COUNTED,
        "Waits: the terms of this round count nobody of the category of someone this person goes with: "
        "person accompanying the armed forces.",
    ),
    (
        terms(most=2, withheld=(UNFIT,), later_rounds=LATER),
        [held("a"), *BACK],
        "a",
        Code.WAITS_WITHHELD,
        "Waits: the detaining party withholds this person: certified unfit to travel. Not before 2026-09-21. "
        "Goes in round 3 as things stand.",
    ),
    (
        terms(most=2),
        [*(held(f"{each}") for each in range(5)), *BACK],
        "4",
        None,
        "by the draw: 5 people are equal in all that the terms can see, of whom 2 can go",
    ),
]


@pytest.mark.parametrize(("agreed", "pool", "person", "code", "words"), EXAMPLES)
def test_what_a_person_is_told(agreed, pool, person, code, words):
    explanation = told(agreed, pool, person)
    if code is None:
        assert words in wording(explanation)
    else:
        assert (explanation.code, wording(explanation)) == (code, words)


def test_those_who_are_equal_are_told_of_the_draw_and_of_their_chance():
    pool = [*(held(f"{each}") for each in range(5)), *BACK]
    said = [wording(each) for each in plan(terms(most=2), pool).explanations if each.person.isdigit()]
    equal = "by the draw: 5 people are equal in all that the terms can see, of whom 2 can go"
    waits = (
        f"Waits {equal} (the most heads in a round). The chance of each: 2 in 5. Would go if the terms let 3 people "
        "more go each way in a round and Torvenia released 3 people more to be counted."
    )
    assert sorted(said) == sorted([f"Goes {equal}. The chance of each: 2 in 5."] * 2 + [waits] * 3)


def test_a_lottery_gives_the_chance_instead():
    solved = solve(terms(most=2), [*(held(f"{each}") for each in range(5)), *BACK])
    said = {each.person: wording(each) for each in explanations(solved, {"0": Fraction(2, 5)})}
    assert "The chance of each in the lottery: 2/5." in said["0"]
    assert "2 in 5" not in said["0"]


def test_who_waits_for_a_later_round_is_told_which():
    agreed = terms(most=2, criteria=LONGEST, later_rounds=LATER)
    said = wording(told(agreed, [*soldiers(9, LYSORIA, TORVENIA), *soldiers(9, TORVENIA, LYSORIA)], f"{LYSORIA}-0003"))
    assert said.endswith("Goes in round 2 as things stand.")
    assert "Would go" not in said


def test_the_order_is_that_of_the_party_of_origin():
    pool = [held("old", born="1970"), held("young", born="2001"), *soldiers(1, TORVENIA, LYSORIA)]
    assert told(terms(most=1), pool, "young", [Order(TORVENIA, ("youngest",))]).code is Code.COUNTED_BY_CRITERIA
    assert told(terms(most=1), pool, "young", [Order(TORVENIA, ("oldest",))]).code is Code.WAITS_FOR_THE_TERMS


def test_every_code_occurs_in_these_tests_or_is_only_for_other_parties():
    codes = {code for *_, code, _ in EXAMPLES if code} | {Code.COUNTED_BY_DRAW, Code.WAITS_BY_DRAW}
    assert codes | {Code.COUNTED} == set(Code)


@st.composite
def harder(draw):
    """Rounds with seats by place, ratios, people withheld and rounds to come."""
    agreed, pool = draw(rounds(units_a_way=5))
    if draw(st.booleans()):
        pool = [replace(each, family="") for each in pool]
    pool = [replace(each, facility=draw(st.sampled_from(["Camp 1", "Camp 2"]))) for each in pool]
    families = {each.family: each.facility for each in pool if each.family}
    pool = [replace(each, facility=families.get(each.family, each.facility)) for each in pool]
    some = st.sampled_from([None, 1, 2, 4])
    lines = [(holder, place, draw(some), draw(some)) for holder in agreed.parties for place in ("Camp 1", "")]
    agreed = replace(
        agreed,
        later_rounds=draw(st.sampled_from([(), (), LATER[:1], LATER])),
        seats=tuple(Seats(*line) for line in lines if line[2:] != (None, None)) if draw(st.booleans()) else (),
    )
    if not agreed.hostilities_ended and draw(st.integers(0, 3)) == 0:
        agreed = replace(agreed, counted=replace(agreed.counted, ratio=(Released(LYSORIA, draw(st.integers(1, 2))),)))
    if not agreed.hostilities_ended and draw(st.integers(0, 3)) == 0:
        agreed = replace(agreed, counted=replace(agreed.counted, shares=(Share("women", least_percent=20),)))
    until = st.sampled_from([LATER[0], DAY.replace(year=2099)])
    back = [each for each in pool if draw(st.integers(0, 9)) == 0]
    withheld = [Withheld(each.person, each.holder, "unfit", "by a surgeon", draw(until)) for each in back]
    return replace(agreed, withheld=tuple(withheld)), pool


@settings(max_examples=60, deadline=None)
@given(harder())
def test_everyone_is_told_once_and_whoever_goes_is_told_so(drawn):
    agreed, pool = drawn
    package = plan(agreed, pool)
    assert [each.person for each in package.explanations] == sorted(each.person for each in pool)
    going = {each.person: each.track for each in package.returnees}
    for each in package.explanations:
        assert each.included == (each.person in going)
        assert (each.code is Code.UNCONDITIONAL) == (going.get(each.person) is Track.UNCONDITIONAL)
        assert wording(each).startswith(("Goes",) if each.included else ("Waits", "Is due"))
        names = [name for name, _ in each.parameters]
        needed, may = PARAMETERS[each.code], MAY_CARRY.get(each.code, ())
        assert names[: len(needed)] == list(needed)
        assert names[len(needed) :] == [name for name in may if name in names[len(needed) :]]


def changed(agreed, pool, explanation):
    """Terms and pool as an explanation says they would have to be."""
    of = dict(explanation.parameters)
    person = next(each for each in pool if each.person == explanation.person)
    counted = person.person not in {e.person for e in pool if e.conditions} and "more_transport" not in of
    due = explanation.code is Code.UNCONDITIONAL_WAITS_FOR_SEATS
    if "more_transport" in of:
        agreed = replace(agreed, unconditional=UnconditionalTerms(agreed.unconditional.seats + of["more_transport"]))
    if "more_seats" in of:
        part = "unconditional" if due else "counted"
        agreed = replace(
            agreed,
            seats=tuple(
                replace(line, **{part: getattr(line, part) + of["more_seats"]})
                if (line.holder, line.place) == (person.holder, of["place"])
                else line
                for line in agreed.seats
            ),
        )
    if "more_most" in of:
        agreed = replace(agreed, counted=replace(agreed.counted, most=agreed.counted.most + of["more_most"]))
    if "more_released" in of:
        assert counted
        assert of["by"] == person.home
        room = Seats(person.home, "Camp 9", counted=of["more_released"])
        agreed = replace(agreed, seats=(*agreed.seats, room))
        back = (held(f"more {n}", person.home, person.holder, facility="Camp 9") for n in range(of["more_released"]))
        pool = [*pool, *back]
    return agreed, pool


@settings(max_examples=80, deadline=None)
@given(harder())
def test_what_would_have_to_change_brings_the_person_home(drawn):
    agreed, pool = drawn
    for explanation in plan(agreed, pool).explanations:
        if "Would go if" not in wording(explanation):
            continue
        package = plan(*changed(agreed, pool, explanation))
        (after,) = [each for each in package.explanations if each.person == explanation.person]
        goes_later = "round" in dict(after.parameters) and explanation.code is not Code.UNCONDITIONAL_WAITS_FOR_SEATS
        assert after.included or goes_later, (explanation, after)


@settings(max_examples=40, deadline=None)
@given(rounds(units_a_way=4))
def test_where_nobody_has_family_everyone_who_waits_is_told_what_would_have_to_change(drawn):
    agreed, pool = drawn
    alone = [replace(each, family="") for each in pool]
    for each in plan(agreed, alone).explanations:
        if not each.included and each.code is not Code.WAITS_CATEGORY_NOT_COUNTED:
            assert "Would go if" in wording(each)


@settings(max_examples=25, deadline=None)
@given(harder())
def test_the_limits_that_keep_somebody_waiting_are_those_one_more_would_break(drawn):
    agreed, pool = drawn
    solved = solve(agreed, pool)
    package = package_of(solved)
    people = {each.person: each for each in pool}
    going = [people[each.person] for each in package.returnees if each.track is Track.COUNTED]
    for each in package.explanations:
        if each.code is Code.WAITS_FOR_THE_TERMS:
            keys = str(dict(each.parameters)["terms"]).split()
            one = people[each.person]
            way = [1 for other in going if (other.holder, other.home) == (one.holder, one.home)]
            family = [other for other in pool if other.family and other.family == one.family] or [one]
            assert ("counted.most" in keys) == (len(way) + len(family) > agreed.counted.most)


@settings(max_examples=30, deadline=None)
@given(harder())
def test_no_word_puts_a_worth_on_anybody(drawn):
    agreed, pool = drawn
    words = " ".join(f"{each.code} {wording(each)} {each.parameters}" for each in plan(agreed, pool).explanations)
    assert not re.search(r"price|cost|score|utility|worth|value|weight|points|rank\b", words, re.IGNORECASE)


def test_pairs_of_three_parties_are_told_too():
    agreed = terms(most=1, criteria=LONGEST, parties=(LYSORIA, TORVENIA, VARNIA))
    pool = [*soldiers(3, LYSORIA, TORVENIA), *soldiers(3, TORVENIA, LYSORIA), held("v", VARNIA, TORVENIA)]
    assert wording(told(agreed, pool, "v")).endswith("Would go if Torvenia released 1 person more to be counted.")


def test_an_unknown_parameter_is_an_error():
    with pytest.raises(KeyError):
        wording(Explanation("a", True, Code.UNCONDITIONAL, (("ground", "rich"),)))
    with pytest.raises(KeyError):
        wording(Explanation("a", True, Code.COUNTED_BY_CRITERIA, (("tier", 1),)))


def test_civilians_have_no_code_that_counts():
    package = plan(terms(most=2), [held("a", category=CIVILIAN), *soldiers(2, LYSORIA, TORVENIA), *BACK])
    (explanation,) = [each for each in package.explanations if each.person == "a"]
    assert explanation.code is Code.UNCONDITIONAL


@pytest.mark.parametrize(
    ("counted", "pool", "said"),
    [
        (
            CountedTerms(2, balance=Balance.CIRCLE),
            [*soldiers(3, LYSORIA, TORVENIA), *soldiers(3, TORVENIA, VARNIA), *soldiers(3, VARNIA, LYSORIA)],
            "people:1",
        ),
        (
            CountedTerms(9, shares=(Share("older_than_40", TORVENIA, most=1),)),
            [held("o1", born="1970"), held("o2", born="1970"), *soldiers(2, TORVENIA, LYSORIA)],
            "people:1",
        ),
        (
            CountedTerms(9, shares=(Share("older_than_40", TORVENIA, most_percent=30),)),
            [held("o1", born="1970"), held("o2", born="1970"), held("m"), *soldiers(3, TORVENIA, LYSORIA)],
            "people:1",
        ),
        (
            CountedTerms(9, equivalents=Equivalents((RankEquivalent("captain", 6),), 2, True)),
            [held("c", rank="captain"), held("p"), *soldiers(2, TORVENIA, LYSORIA)],
            "privates:3",
        ),
    ],
    ids=["circle", "share", "percent", "equivalents"],
)
def test_where_nothing_sure_would_bring_somebody_home_they_are_told_by_how_much_the_terms_fail(counted, pool, said):
    parties = (LYSORIA, TORVENIA, VARNIA) if counted.balance is Balance.CIRCLE else ()
    agreed = terms(counted=counted, parties=parties)
    package = plan(agreed, pool)
    assert check(package, agreed, pool) == ()
    assert said in {dict(each.parameters).get("beyond") for each in package.explanations}
