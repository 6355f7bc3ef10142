"""Exposure where a party releases more people than it receives: in shares of the package, and never a dead end."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from itertools import combinations, permutations

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from kit.asking import Asked
from kit.table import COUNTED, LYSORIA, PACKAGE, PARTIES, SAHLAN, START, TORVENIA, Script, held_by, terms

from wayhome.agreement import Agreement, PackageOnTable, TermsOnTable
from wayhome.exchange import CountedTerms, Equivalents, RankEquivalent, Released, Terms
from wayhome.handover import HandedOver, Handover, Journey, Received, Stage, exposure
from wayhome.people import Category, Returnee, Track

VARNIA = "Varnia"
RANKS = CountedTerms(99, equivalents=Equivalents((RankEquivalent("captain", 6),), band=0, instead_of_heads=True))
"""Ranks balance and heads needn't, so that any two totals can be agreed."""


def test_what_is_received_stands_for_as_many_as_the_package_has_for_it() -> None:
    """Two for one: each of Torvenia's people received stands for two of Lysoria's released."""
    ratio = (Released(LYSORIA, 2),)
    agreed = replace(terms(exposure=1), counted=CountedTerms(COUNTED, ratio=ratio))
    package = tuple(each for each in PACKAGE if each.person not in held_by(TORVENIA, Track.COUNTED)[2:])
    script = Script()
    statements = [*script.opening(), *script.inquiries(), *script.agreeing(agreed, package), *script.clearing(package)]
    legs = {holder: tuple(each.person for each in package if each.holder == holder) for holder in PARTIES}
    for holder, people in legs.items():
        statements += [*script.departing(holder, f"from {holder}", people), *script.arriving(f"from {holder}", people)]
    asked = Asked(statements)
    theirs, ours = held_by(LYSORIA, Track.COUNTED), held_by(TORVENIA, Track.COUNTED)[:2]

    def over(party: str) -> int:
        return exposure(asked.round.agreement, asked.round.handover)[party]

    asked.say(LYSORIA, HandedOver(1, "from Lysoria", theirs[:1])).say(TORVENIA, Received(theirs[:1]))
    refusal = asked.refuses(LYSORIA, HandedOver(2, "from Lysoria", theirs[1:2]))
    assert "2 people more than it has received, in shares of 4 to release for 2 to receive" in refusal.reason
    asked.say(TORVENIA, HandedOver(1, "from Torvenia", ours[:1]))
    assert (
        "of 2 to release for 4 to receive" in asked.refuses(TORVENIA, HandedOver(2, "from Torvenia", ours[1:])).reason
    )
    asked.say(LYSORIA, Received(ours[:1]))
    assert over(LYSORIA) == -1
    asked.say(LYSORIA, HandedOver(2, "from Lysoria", theirs[1:3])).say(TORVENIA, Received(theirs[1:3]))
    asked.say(TORVENIA, HandedOver(2, "from Torvenia", ours[1:])).say(LYSORIA, Received(ours[1:]))
    asked.say(LYSORIA, HandedOver(3, "from Lysoria", theirs[3:])).say(TORVENIA, Received(theirs[3:]))
    assert (over(LYSORIA), over(TORVENIA)) == (0, 0)


class Crossing:
    """A package handed over one by one, each received before the next: all that exposure looks at."""

    def __init__(self, flows: dict[tuple[str, str], int], counted: CountedTerms = RANKS) -> None:
        people = [
            Returnee(f"{holder}-{home}-{n}", holder, home, Track.COUNTED, Category.PRISONER_OF_WAR)
            for (holder, home), number in flows.items()
            for n in range(number)
        ]
        parties = tuple(sorted({party for way in flows for party in way}))
        self.people = {each.person: each for each in people}
        package = PackageOnTable("", self.people, START + timedelta(days=1), "", (*parties, SAHLAN))
        agreed = Terms(parties=parties, day=START.date(), exposure=1, counted=counted)
        on_table = TermsOnTable(agreed.digest, agreed, parties)
        self.agreement = Agreement(parties=parties, facilitator=SAHLAN, terms=on_table, package=package)

    def exposure(self, home: frozenset[str], line: str = "") -> dict[str, int]:
        """The exposure once these are home and another is on the line, released and not yet received."""
        journeys = {person: Journey(stage=Stage.RECEIVED) for person in home}
        if line:
            journeys[line] = Journey(stage=Stage.RELEASED)
        return exposure(self.agreement, Handover(journeys))

    def may_go(self, home: frozenset[str], most: int) -> list[str]:
        """Who may be released next, of each holder and home the first who waits."""
        first: dict[tuple[str, str], str] = {}
        for person, each in self.people.items():
            if person not in home:
                first.setdefault((each.holder, each.home), person)
        return [p for p in first.values() if self.exposure(home, p)[self.people[p].holder] <= most]


@given(st.integers(1, 30), st.integers(1, 30), st.integers(1, 4), st.data())
def test_between_two_parties_any_order_that_keeps_exposure_comes_to_the_end(given_, back, most, data) -> None:
    crossing = Crossing({(LYSORIA, TORVENIA): given_, (TORVENIA, LYSORIA): back})
    home: frozenset[str] = frozenset()
    while len(home) < given_ + back:
        may = crossing.may_go(home, most)
        assert may, "a dead end"
        home |= {data.draw(st.sampled_from(may))}
    assert set(crossing.exposure(home).values()) == {0}


@settings(deadline=None)
@given(
    st.lists(st.integers(1, 3), min_size=3, max_size=3),
    st.lists(st.integers(0, 4), min_size=3, max_size=3).filter(any),
    st.integers(1, 3),
    st.data(),
)
def test_under_a_ratio_any_order_among_any_parties_comes_to_the_end(heads, times, most, data) -> None:
    ratio = dict(zip((LYSORIA, TORVENIA, VARNIA), heads, strict=True))
    flows = {}
    for (one, other), number in zip(combinations(ratio, 2), times, strict=True):
        flows |= {(one, other): number * ratio[one], (other, one): number * ratio[other]} if number else {}
    parties = sorted({party for way in flows for party in way})
    agreed = CountedTerms(99, ratio=tuple(Released(party, ratio[party]) for party in parties))
    crossing = Crossing(flows, agreed)
    home: frozenset[str] = frozenset()
    while len(home) < len(crossing.people):
        may = crossing.may_go(home, most)
        assert may, "a dead end"
        home |= {data.draw(st.sampled_from(may))}
    assert set(crossing.exposure(home).values()) == {0}


@settings(max_examples=150, deadline=None)
@given(st.lists(st.integers(0, 4), min_size=6, max_size=6), st.integers(1, 2))
def test_where_ranks_balance_among_three_parties_some_order_comes_to_the_end(numbers, most) -> None:
    ways = permutations((LYSORIA, TORVENIA, VARNIA), 2)
    flows = {way: number for way, number in zip(ways, numbers, strict=True) if number}
    assume(flows)
    crossing = Crossing(flows)
    released = Counter(each.holder for each in crossing.people.values())
    received = Counter(each.home for each in crossing.people.values())
    assume(set(released) == set(received))
    everybody = frozenset(crossing.people)
    reached, waiting = {frozenset[str]()}, [frozenset[str]()]
    while waiting and everybody not in reached:
        home = waiting.pop()
        after = {home | {person} for person in crossing.may_go(home, most)} - reached
        reached |= after
        waiting += after
    assert everybody in reached
    assert set(crossing.exposure(everybody).values()) == {0}


@given(st.integers(0, 9), st.integers(0, 9), st.integers(0, 9), st.integers(0, 9))
def test_exposure_is_the_fewest_whole_people_that_keep_the_shares(to_release, to_receive, released, received) -> None:
    """At most k exactly where released x to receive - received x to release is at most k x to receive."""
    released, received = min(released, to_release), min(received, to_receive)
    crossing = Crossing({(LYSORIA, TORVENIA): to_release, (TORVENIA, LYSORIA): to_receive})
    home = [p for p, each in crossing.people.items() if each.holder == LYSORIA][:released]
    home += [p for p, each in crossing.people.items() if each.holder == TORVENIA][:received]
    over = crossing.exposure(frozenset(home))[LYSORIA]
    for most in range(-10, 11):
        assert (over <= most) == (released * to_receive - received * to_release <= most * to_receive) or not to_receive
    assert to_receive or over == 0
