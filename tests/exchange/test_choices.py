"""What else could be chosen, held against every package there is; and what nearby terms would bring."""

import json
import math

import pytest
from exchange.any_round import BOTH, SOME, THREE, rounds_of
from exchange.by_hand import LYSORIA, TORVENIA, VARNIA, around, held, soldiers, terms
from exchange.every_package import BestCounted, home
from hypothesis import HealthCheck, given, settings

from wayhome.exchange import (
    Balance,
    ContradictoryTerms,
    Equivalents,
    PointName,
    RankEquivalent,
    Share,
    alternatives,
    choices_csv,
    choices_json,
    frontier,
)

FEW = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def test_with_equal_heads_there_is_one_point():
    pool = soldiers(5, LYSORIA, TORVENIA) + soldiers(3, TORVENIA, LYSORIA)
    (point,) = frontier(terms(most=10), pool)
    assert (point.home, point.proven) == (((LYSORIA, 3), (TORVENIA, 3)), True)


@FEW
@given(rounds_of(BOTH, 7, SOME, rounds=1, equivalents=Equivalents((RankEquivalent("captain", 3),), 2, True)))
def test_of_two_parties_every_point_that_neither_can_better(drawn):
    agreed, pool = drawn
    reached = {tuple(home(each, party) for party in BOTH) for each in BestCounted(agreed, pool).left}
    best = {(a, b) for a, b in reached if not any(c >= a and d >= b and (c, d) != (a, b) for c, d in reached)}
    points = frontier(agreed, pool)
    assert {tuple(dict(point.home)[party] for party in BOTH) for point in points} == best
    assert len(points) == len(best)


@FEW
@given(rounds_of(THREE, 8, SOME, rounds=1, balance=Balance.CIRCLE))
def test_of_three_parties_the_best_for_each_the_most_and_the_nash_point(drawn):
    agreed, pool = drawn
    points = {(point.name, point.about): point for point in frontier(agreed, pool)}
    best = BestCounted(agreed, pool)
    fallback = best.fallback
    if sorted(fallback.items()) != [(p, home(best.pairs.left[-1], p)) for p in sorted(agreed.parties)]:
        return  # pairs alone have several plans that are as good: which one is the fallback is not said
    best.no_worse()
    for party in agreed.parties:
        most = max(home(each, party) for each in best.left)
        assert dict(points[PointName.BEST_FOR, (party,)].home)[party] == most

    def in_all(each) -> int:
        return sum(home(each, party) for party in agreed.parties)

    assert sum(heads for _, heads in points[PointName.MOST, ()].home) == max(map(in_all, best.left))
    nash = points[PointName.NASH, ()]
    product = max(math.prod(1 + home(each, p) - fallback[p] for p in agreed.parties) for each in best.left)
    assert nash.proven
    assert math.prod(1 + heads - fallback[party] for party, heads in nash.home) == product


def _round():
    """Three parties of which each holds only people of the next; women are few."""
    ways = [(LYSORIA, TORVENIA), (TORVENIA, VARNIA), (VARNIA, LYSORIA)]
    pool = [held(f"{a}{each}", a, b, sex="female" if each < 2 else "male") for a, b in ways for each in range(10)]
    shares = (Share("women", least_percent=50),)
    return terms(most=8, parties=(LYSORIA, TORVENIA, VARNIA), shares=shares), pool


def test_what_a_circle_another_share_and_another_round_would_bring():
    agreed, pool = _round()
    brought = {each.key: sum(heads for _, heads in each.home) for each in alternatives(agreed, pool)}
    assert brought == {"": 0, "counted.most": 0, "counted.balance": 12, "counted.shares[0]": 0, "later_rounds": 0}
    circle = terms(most=8, parties=agreed.parties, shares=agreed.counted.shares, balance=Balance.CIRCLE)
    brought = {each.key: sum(heads for _, heads in each.home) for each in alternatives(circle, pool)}
    assert brought[""] == 12
    assert brought["counted.shares[0]"] == 24


def test_a_least_that_only_a_circle_can_keep_leaves_every_point_there_is():
    shares = (Share("women", TORVENIA, least=1),)
    agreed, pool = terms(most=3, parties=THREE, shares=shares, balance=Balance.CIRCLE), around(3)
    points = {(point.name, point.about): point for point in frontier(agreed, pool)}
    assert {name for name, _ in points} == set(PointName) - {PointName.PARETO}
    assert {point.home for point in points.values()} == {tuple((party, 3) for party in sorted(THREE))}
    assert all(point.proven for point in points.values())
    brought = {each.key: (sum(h for _, h in each.home), each.contradictory) for each in alternatives(agreed, pool)}
    assert brought[""] == (9, False)
    assert brought["counted.balance"] == (0, True)


def test_the_choices_are_written_as_a_table_and_with_all_that_is_known():
    agreed, pool = _round()
    points, others = frontier(agreed, pool), alternatives(agreed, pool)
    said = json.loads(choices_json(points, others))
    assert [each["key"] for each in said["alternatives"]][:2] == ["", "counted.most"]
    lines = choices_csv(points, others).decode().splitlines()
    assert lines[0].startswith("choice,about,Lysoria,Torvenia,Varnia,counted")
    assert len(lines) == 1 + len(points) + len(others)


def test_of_terms_nobody_can_keep_there_are_no_choices():
    agreed = terms(parties=THREE, most=3, balance=Balance.CIRCLE, shares=(Share("women", least=1),))
    with pytest.raises(ContradictoryTerms, match="at least 1 of women"):
        frontier(agreed, soldiers(3, LYSORIA, TORVENIA))
