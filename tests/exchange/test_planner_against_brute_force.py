"""The planner against every package there is, on pools small enough to try them all, at every stage."""

from collections import Counter

import pytest
from exchange.any_round import BOTH, PROTECTED, SOME, THREE, rounds_of
from exchange.by_hand import (
    CHILD,
    CIVILIAN,
    DAY,
    LYSORIA,
    MEDIC,
    TORVENIA,
    VARNIA,
    WOUNDED,
)
from exchange.every_package import (
    BestCounted,
    earliness,
    home,
    lawful,
    schedules,
    seated,
    transported,
    unconditional,
    units_of,
)
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from wayhome.exchange import (
    Balance,
    Candidate,
    ContradictoryTerms,
    Equivalents,
    RankEquivalent,
    Released,
    Share,
    StageName,
    Terms,
    plan,
    solve,
)
from wayhome.exchange.criteria import key_of
from wayhome.people.categories import Condition

_SHARES = [
    Share("younger_than_25", least_percent=30),
    Share("women", TORVENIA, least=1),
    Share("older_than_40", most=1),
    Share("accompanying_armed_forces", LYSORIA, most_percent=50),
]
_SOMEBODY = Share("prisoner_of_war", TORVENIA, least=1)


def stages(package, name: StageName) -> dict:
    return {stage.about: stage for stage in package.certificate.stages if stage.name is name}


def counted_as_brute_force(terms: Terms, pool: list[Candidate]) -> None:
    """Hold every counted stage against all packages there are."""
    best = BestCounted(terms, pool)
    if not best.left:
        with pytest.raises(ContradictoryTerms):
            plan(terms, pool)
        return
    package = plan(terms, pool)
    assert all(stage.proven for stage in package.certificate.stages), package.certificate.stages
    if package.certificate.fallback and len(terms.rounds) == 1:
        pairs = best.pairs
        nothing = tuple((party, 0) for party in sorted(terms.parties))
        fallbacks = {tuple((party, home(each, party)) for party in sorted(terms.parties)) for each in pairs.left}
        assert package.certificate.fallback.heads in (fallbacks or {nothing})
        assert bool(package.certificate.fallback.impossible) == (not fallbacks)
        best.fallback = dict(package.certificate.fallback.heads)
        best.no_worse()
    if len(terms.parties) > 2:
        levels = best.fair()
        assert [s.value for s in package.certificate.stages if s.name is StageName.FAIRNESS] == levels
    counted = best.narrow(lambda each: sum(home(each, party) for party in terms.parties))
    assert stages(package, StageName.COUNTED)[()].value == counted
    said = stages(package, StageName.CRITERIA)
    for (party, tier), heads in best.tiers().items():
        assert said[party, tier].value == heads if (party, tier) in said else heads == 0
    by_round(terms, pool, package, best)


def by_round(terms: Terms, pool: list[Candidate], package, best: BestCounted) -> None:
    """Hold the schedule, told in this round's people and the explanations, against the terms."""
    number = {each.person: dict(each.parameters).get("round", 0) for each in package.explanations}
    number |= dict.fromkeys((each.person for each in package.returnees), 1)
    schedule = {unit: number[unit[0].person] for unit in (best.left[0] if best.left else {})}
    assert all(len({number[each.person] for each in unit}) == 1 for unit in units_of(terms, pool))
    assert lawful(terms, schedule)
    assert {unit: bool(n) for unit, n in schedule.items()} in [
        {unit: bool(n) for unit, n in each.items()} for each in best.left
    ]


ONCE = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@ONCE
@given(rounds_of(BOTH, 8, SOME, rounds=1))
def test_between_two_parties(drawn):
    counted_as_brute_force(*drawn)


@ONCE
@given(
    st.lists(st.sampled_from(_SHARES), unique=True, max_size=2).flatmap(
        lambda s: rounds_of(BOTH, 8, SOME, rounds=1, shares=tuple(s))
    )
)
def test_with_shares(drawn):
    counted_as_brute_force(*drawn)


@ONCE
@given(rounds_of(BOTH, 8, SOME, rounds=1, ratio=(Released(LYSORIA, 2),)))
def test_two_for_one(drawn):
    counted_as_brute_force(*drawn)


@ONCE
@given(
    st.booleans().flatmap(
        lambda instead: rounds_of(
            BOTH, 8, SOME, rounds=1, equivalents=Equivalents((RankEquivalent("captain", 3),), 1, instead)
        )
    )
)
def test_with_equivalents_of_rank(drawn):
    counted_as_brute_force(*drawn)


@ONCE
@given(rounds_of(THREE, 9, SOME, rounds=1))
def test_between_three_parties_pair_by_pair(drawn):
    counted_as_brute_force(*drawn)


@ONCE
@given(rounds_of(THREE, 9, SOME, rounds=1, balance=Balance.CIRCLE))
def test_in_a_circle_of_three(drawn):
    counted_as_brute_force(*drawn)


AROUND = [(LYSORIA, TORVENIA), (TORVENIA, VARNIA), (VARNIA, LYSORIA)]
"""Ways that bring nobody home pair by pair, and everybody in a circle."""


@settings(ONCE, max_examples=150)
@given(
    st.tuples(
        st.lists(st.sampled_from(_SHARES), max_size=1),
        st.sampled_from([AROUND, AROUND, [*AROUND, (TORVENIA, LYSORIA)], ()]),
    ).flatmap(
        lambda drawn: rounds_of(
            THREE, 9, SOME, rounds=1, balance=Balance.CIRCLE, shares=(_SOMEBODY, *drawn[0]), ways=drawn[1]
        )
    )
)
def test_in_a_circle_of_three_with_shares_that_pairs_alone_may_not_keep(drawn):
    counted_as_brute_force(*drawn)
    terms, pool = drawn
    best = BestCounted(terms, pool)
    event(f"a circle keeps the terms: {bool(best.left)}, pairs alone: {bool(best.pairs.left)}")


@ONCE
@given(
    st.lists(st.sampled_from(_SHARES), max_size=1).flatmap(
        lambda s: rounds_of(BOTH, 6, SOME, rounds=2, shares=tuple(s))
    )
)
def test_over_two_rounds(drawn):
    counted_as_brute_force(*drawn)


@ONCE
@given(st.integers(1, 2).flatmap(lambda rounds: rounds_of(THREE, 6, [*SOME, *PROTECTED * 2], rounds=rounds)))
def test_the_unconditional_as_early_as_seats_allow_and_the_most_urgent_first(drawn):
    terms, pool = drawn
    alone = [unit for unit in units_of(terms, pool) if unconditional(terms, unit)]
    package = solve(terms, pool).certificate
    for about, stage in stages_of(package, StageName.UNCONDITIONAL).items():
        units = [
            unit
            for unit in alone
            if within(terms, about, unit)
            and seated(terms, {unit: 1}, "unconditional")
            and transported(terms, {unit: 1})
        ]
        left = [s for s in schedules(terms, units) if seated(terms, s, "unconditional") and transported(terms, s)]
        most = max(earliness(terms, each) for each in left)
        assert (stage.value, stage.bound) == (most, most)
        left = [each for each in left if earliness(terms, each) == most]
        tiers = sorted({urgency(unit) for unit in units if any(s[unit] for s in schedules(terms, [unit]))})
        for number, tier in enumerate(tiers, 1):

            def of_tier(schedule, tier=tier):
                return earliness(terms, {unit: at for unit, at in schedule.items() if urgency(unit) <= tier})

            most = max(map(of_tier, left))
            left = [each for each in left if of_tier(each) == most]
            stage = stages_of(package, StageName.UNCONDITIONAL_ORDER)[*about, str(number)]
            assert (stage.value, stage.bound) == (most, most)


def stages_of(certificate, name: StageName) -> dict:
    return {stage.about: stage for stage in certificate.stages if stage.name is name}


def within(terms: Terms, about: tuple[str, ...], unit) -> bool:
    """Whether a unit is of the part of the unconditional that a stage is about."""
    lines = {(line.holder, line.place): line.unconditional for line in terms.seats}
    holder, place = unit[0].holder, unit[0].facility
    place = place if (holder, place) in lines else ""
    bound = lines.get((holder, place)) is not None
    match about[1:]:
        case ("to", home):
            return holder == about[0] and unit[0].home == home
        case ("from", where):
            return holder == about[0] and bound and place == where
        case ("free",):
            return holder == about[0] and not bound
    return holder == about[0]


def urgency(unit) -> tuple[int, int]:
    """Children and mothers, the wounded, other protected people, everyone else; then the month of capture."""
    facts = Counter(condition for each in unit for condition in each.conditions)
    tests = [
        facts[CHILD] + facts[Condition.MOTHER_OF_INFANT] > 0,
        facts[WOUNDED] > 0,
        any(each.category in (CIVILIAN, MEDIC) for each in unit),
        True,
    ]
    return tests.index(True), key_of(("longest_held",), unit, DAY)[0]
