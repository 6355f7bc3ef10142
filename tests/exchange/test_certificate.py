"""The checker proves again what the planner says, and refuses whatever differs from it in any one thing."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from exchange.by_hand import CHILD, CIVILIAN, DAY, LYSORIA, TORVENIA, VARNIA, WOUNDED, around, held, soldiers, terms
from exchange.corruptions import corrupted
from exchange.rich_rounds import rich_rounds
from hypothesis import HealthCheck, assume, given, settings

from wayhome.exchange import (
    Balance,
    Code,
    ContradictoryTerms,
    CountedTerms,
    Explanation,
    Order,
    Package,
    Seats,
    Share,
    Stage,
    StageName,
    Withheld,
    check,
    plan,
)
from wayhome.exchange.proof import Cut, Piece
from wayhome.people.categories import Track
from wayhome.people.returnees import Returnee

LATER = date(2026, 9, 24)
RICH = terms(
    seats=2,
    parties=(LYSORIA, TORVENIA, VARNIA),
    counted=CountedTerms(3, balance=Balance.CIRCLE, shares=(Share("women", TORVENIA, least=1),), asked_by_name=1),
    criteria=["longest_held"],
    later_rounds=(LATER,),
    seats_by_place=(Seats(LYSORIA, "Camp 1", counted=2), Seats(TORVENIA, "", counted=2, unconditional=3)),
    withheld=(
        Withheld("l6", LYSORIA, "prosecution", "case 3 before the court of Aldport"),
        Withheld("t4", TORVENIA, "unfit", "by the camp surgeon", LATER),
    ),
)
RICH_POOL = [
    held("c1", LYSORIA, TORVENIA, CHILD, category=CIVILIAN, family="child"),
    held("c2", LYSORIA, TORVENIA, family="child"),
    held("w1", LYSORIA, TORVENIA, WOUNDED),
    held("l1", since="2022", facility="Camp 1", sex="female"),
    *(held(person, facility="Camp 1") for person in ("l2", "l3")),
    held("l4", LYSORIA, VARNIA, family="brothers"),
    held("l5", LYSORIA, VARNIA, family="brothers"),
    held("l6", LYSORIA, TORVENIA),
    *(held(person, TORVENIA, VARNIA) for person in ("t1", "t2")),
    held("t3", TORVENIA, LYSORIA, since="2022"),
    held("t4", TORVENIA, LYSORIA),
    *(held(person, VARNIA, LYSORIA) for person in ("v1", "v2", "v3")),
]
RICH_ORDERS = [Order(LYSORIA, ("named", "longest_held"), ("v3",))]
UNEVEN = [held(f"{two}{of}", family=two) for two in ("a", "b") for of in (1, 2)] + [
    held(f"three{of}", TORVENIA, LYSORIA, family="three") for of in (1, 2, 3)
]
"""Twos on one side and a three on the other: no number of them is even, though the sums don't say so."""

AROUND = terms(
    most=3, parties=(LYSORIA, TORVENIA, VARNIA), balance=Balance.CIRCLE, shares=(Share("women", TORVENIA, least=1),)
)
"""A least that people can only go in a circle to keep."""
UNEVEN_PAIR = [held(f"{pair}{of}", sex="female", family=pair) for pair in ("a", "b") for of in (1, 2)] + [
    *(held(f"three{of}", TORVENIA, LYSORIA, family="three") for of in (1, 2, 3)),
    *(held(f"t{each}", TORVENIA, VARNIA) for each in (1, 2)),
    *(held(f"v{each}", VARNIA, LYSORIA) for each in (1, 2)),
]
"""As `UNEVEN` between two of three: only whole numbers show that pairs alone can't keep the least."""
SHARED_SEATS = terms(
    most=9, parties=(LYSORIA, TORVENIA, VARNIA), seats_by_place=(Seats(LYSORIA, "", counted=3),), criteria=["women"]
)
"""Three seats from Lysoria for the people of two parties: what one of them gains the other loses."""
SHARING = [
    held(f"{holder}>{home}{each}", holder, home)
    for other in (TORVENIA, VARNIA)
    for holder, home in ((LYSORIA, other), (other, LYSORIA))
    for each in range(4)
]


def codes(faults) -> set[str]:
    return {fault.code for fault in faults}


def untrue(package: Package, agreed, pool, orders=()) -> list[str]:
    """The corruptions that the checker accepts though they claim something else."""
    return [
        what
        for what, each in corrupted(package)
        if not check(each, agreed, pool, orders) and claims(each) != claims(package)
    ]


def claims(package: Package) -> Package:
    """What a package says, without the witnesses that show it: of those, one that holds is as good as another."""
    certificate, fallback = package.certificate, package.certificate.fallback
    return replace(
        package,
        certificate=replace(
            certificate,
            stages=unwitnessed(certificate.stages),
            fallback=fallback
            and replace(
                fallback,
                going=(),
                stages=unwitnessed(fallback.stages),
                impossible=(Piece((), ()),) if fallback.impossible else (),
            ),
        ),
    )


def unwitnessed(some: tuple[Stage, ...]) -> tuple[Stage, ...]:
    return tuple(replace(stage, proof=(), reached_by=()) for stage in some)


def stages(package: Package, name: StageName) -> list:
    return [stage for stage in package.certificate.stages if stage.name is name]


def with_stage(package: Package, number: int, **changes) -> Package:
    given_stages = package.certificate.stages
    changed = (*given_stages[:number], replace(given_stages[number], **changes), *given_stages[number + 1 :])
    return replace(package, certificate=replace(package.certificate, stages=changed))


def sent_instead(package: Package, pool: list, rounds: Mapping[str, int], track: Track = Track.COUNTED) -> Package:
    """The package with some people in other rounds, told in their explanations as well."""
    returnees = {each.person: each for each in package.returnees}
    told = {each.person: each for each in package.explanations}
    known = {each.person: each for each in pool}
    for person, number in rounds.items():
        each = known[person]
        returnees.pop(person, None)
        if number == 1:
            returnees[person] = Returnee(
                person, each.holder, each.home, track, each.category, each.conditions, each.family
            )
        later = (("round", number),) if number > 1 else ()
        code = Code.COUNTED_BY_CRITERIA if number == 1 else Code.WAITS_FOR_THE_TERMS
        told[person] = Explanation(person, number == 1, code, later)
    return replace(
        package,
        returnees=tuple(returnees[person] for person in sorted(returnees)),
        explanations=tuple(told[person] for person in sorted(told)),
    )


# ── What the planner draws ───────────────────────────────────────────────────────────────────────────────────────────


def test_the_rich_package_has_all_that_the_corruptions_need():
    package = plan(RICH, RICH_POOL, RICH_ORDERS)
    assert check(package, RICH, RICH_POOL, RICH_ORDERS) == ()
    assert package.certificate.fallback
    assert {stage.name for stage in package.certificate.stages} >= set(StageName) - {
        StageName.FAIRNESS_LIMIT,
        StageName.CRITERIA_REST,
    }
    assert {each.track for each in package.returnees} == set(Track)
    assert {2} <= {dict(each.parameters).get("round") for each in package.explanations}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(rich_rounds())
def test_whatever_the_planner_draws_is_accepted(drawn):
    agreed, pool, orders = drawn
    try:
        package = plan(agreed, pool, orders)
    except ContradictoryTerms:
        assume(False)
    assert check(package, agreed, pool, orders) == ()


def test_a_package_stopped_early_is_accepted_with_the_gap_it_says():
    package = plan(RICH, RICH_POOL, RICH_ORDERS, watch=lambda _: True)
    assert check(package, RICH, RICH_POOL, RICH_ORDERS) == ()
    assert not all(stage.proven for stage in package.certificate.stages)


# ── What differs from it ─────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("agreed", "pool", "orders"),
    [
        pytest.param(RICH, RICH_POOL, RICH_ORDERS, id="rich"),
        pytest.param(terms(most=6), UNEVEN, [], id="cuts"),
        pytest.param(AROUND, around(3), [], id="no pairs"),
        pytest.param(replace(AROUND, later_rounds=(LATER,)), around(3), [], id="no pairs in two rounds"),
        pytest.param(AROUND, UNEVEN_PAIR, [], id="no pairs by cuts"),
        pytest.param(SHARED_SEATS, SHARING, [], id="limits"),
        pytest.param(terms(most=2), [*(held(each) for each in "abcd"), *soldiers(2, TORVENIA, LYSORIA)], [], id="draw"),
        pytest.param(terms(hostilities_ended=True, seats=2), [held(each) for each in "abcd"], [], id="ended"),
        pytest.param(terms(most=2), [], [], id="nobody"),
    ],
)
def test_every_single_corruption_is_refused(agreed, pool, orders):
    package = plan(agreed, pool, orders)
    assert check(package, agreed, pool, orders) == ()
    assert untrue(package, agreed, pool, orders) == []


@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(rich_rounds(units=8))
def test_every_single_corruption_of_any_package_is_refused(drawn):
    agreed, pool, orders = drawn
    try:
        package = plan(agreed, pool, orders)
    except ContradictoryTerms:
        assume(False)
    assert untrue(package, agreed, pool, orders) == []


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(rich_rounds())
def test_what_stricter_terms_allow_is_never_the_best_under_these(drawn):
    agreed, pool, orders = drawn
    assume(agreed.counted.most > 1)
    stricter = replace(agreed, counted=replace(agreed.counted, most=1))
    try:
        best, worse = plan(agreed, pool, orders), plan(stricter, pool, orders)
    except ContradictoryTerms:
        assume(False)
    most, less = (stages(each, StageName.COUNTED)[0].value for each in (best, worse))
    if less < most:
        assert check(replace(worse, terms=agreed), agreed, pool, orders)
        unproven = replace(worse, terms=agreed, certificate=best.certificate)
        assert check(unproven, agreed, pool, orders)


def test_fewer_than_could_go_is_refused_whatever_it_says_of_itself():
    pool = [*soldiers(2, LYSORIA, TORVENIA), *soldiers(2, TORVENIA, LYSORIA)]
    package = plan(terms(most=2), pool)
    fewer = plan(terms(most=1), pool)
    forged = replace(fewer, terms=terms(most=2), certificate=package.certificate)
    assert "other_value" in codes(check(forged, terms(most=2), pool))
    (number,) = [at for at, stage in enumerate(forged.certificate.stages) if stage.name is StageName.COUNTED]
    assert "other_bound" in codes(check(with_stage(forged, number, value=2, bound=2), terms(most=2), pool))


# ── Proofs ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_gap_that_only_cuts_close_is_proven_by_pieces_that_leave_nothing_out():
    package = plan(terms(most=6), UNEVEN)
    (number,) = [at for at, stage in enumerate(package.certificate.stages) if stage.name is StageName.COUNTED]
    stage = package.certificate.stages[number]
    assert (stage.value, stage.bound) == (0, 0)
    assert len(stage.proof) > 1
    (first, *_) = stage.proof
    cut = first.cuts[0]
    halves: list[tuple[Piece, ...]] = [
        stage.proof[:1],
        stage.proof[1:],
        stage.proof[::-1],
        tuple(replace(piece, cuts=()) for piece in stage.proof),
        (Piece((replace(cut, value=cut.value + 1), *first.cuts[1:]), first.multipliers), *stage.proof[1:]),
        (Piece((*first.cuts, Cut("nobody", 0, False)), first.multipliers), *stage.proof[1:]),
        (Piece((replace(cut, below=True),), ()), Piece((replace(cut, below=True),), ())),
        (Piece((replace(cut, value=9, below=False),), ()), Piece((replace(cut, value=9, below=True),), ())),
        (),
    ]
    for proof in halves:
        assert "no_proof" in codes(check(with_stage(package, number, proof=proof), terms(most=6), UNEVEN)), proof


def test_a_multiplier_may_not_lean_on_a_bound_that_is_not_there():
    pool = [held(each) for each in "abc"] + [held(each, TORVENIA, LYSORIA) for each in "xyz"]
    agreed = terms(most=2)
    package = plan(agreed, pool)
    (number,) = [at for at, stage in enumerate(package.certificate.stages) if stage.name is StageName.COUNTED]
    row = ("most", LYSORIA, TORVENIA, "1")
    for multipliers in (((row, Fraction(-1)),), ((row, Fraction(0)),), ((("no such row",), Fraction(1)),)):
        forged = with_stage(package, number, proof=(Piece((), multipliers),))
        assert codes(check(forged, agreed, pool)) == {"no_proof"}


def test_an_ideal_is_reached_by_people_who_may_go_together():
    package = plan(RICH, RICH_POOL, RICH_ORDERS)
    number = next(at for at, stage in enumerate(package.certificate.stages) if stage.name is StageName.IDEAL)
    stage = package.certificate.stages[number]
    homeward = {each.person for each in RICH_POOL if each.home == stage.about[0]}
    alone = tuple((name, units) for name, units in stage.reached_by if name in homeward)
    assert alone != stage.reached_by
    forged = with_stage(package, number, reached_by=alone)
    assert codes(check(forged, RICH, RICH_POOL, RICH_ORDERS)) == {"broken_row"}


def with_fallback(package: Package, **changes) -> Package:
    fallback = replace(package.certificate.fallback, **changes)
    return replace(package, certificate=replace(package.certificate, fallback=fallback))


def test_that_pairs_alone_keep_the_terms_may_not_be_denied():
    """Whoever could leave the plan of pairs only out could leave a party worse off than without the circle."""
    pool = [*around(2), held("back", TORVENIA, LYSORIA)]
    package, impossible = plan(AROUND, pool), plan(AROUND, around(2)).certificate.fallback
    assert dict(package.certificate.fallback.heads) == {LYSORIA: 1, TORVENIA: 1, VARNIA: 0}
    assert impossible.impossible
    forged = replace(package, certificate=replace(package.certificate, fallback=impossible))
    assert "no_proof" in codes(check(forged, AROUND, pool))
    for proof in ((Piece((), ()),), (Piece((), ((("balance", LYSORIA), Fraction(1)),)),)):
        assert "no_proof" in codes(check(with_fallback(forged, impossible=proof), AROUND, pool))


@pytest.mark.parametrize(("pool", "pieces"), [(around(3), 1), (UNEVEN_PAIR, 2)])
def test_where_pairs_alone_can_not_keep_the_terms_it_is_proven_and_nobody_has_a_fallback(pool, pieces):
    package = plan(AROUND, pool)
    fallback, nothing = package.certificate.fallback, ((LYSORIA, 0), (TORVENIA, 0), (VARNIA, 0))
    assert (fallback.heads, fallback.going, fallback.stages) == (nothing, (), ())
    assert len(fallback.impossible) >= pieces
    changes = [
        ({"impossible": ()}, "other_stages"),
        ({"impossible": (Piece((), ()),)}, "no_proof"),
        ({"impossible": (Piece((), ((("no such row",), Fraction(1)),)),)}, "no_proof"),
        ({"heads": ((LYSORIA, 1), *nothing[1:])}, "other_fallback"),
        ({"heads": nothing[1:]}, "other_fallback"),
        ({"heads": ()}, "other_fallback"),
        ({"going": ((pool[0].person, 1),)}, "other_fallback"),
        ({"stages": package.certificate.stages}, "other_fallback"),
    ]
    for change, code in changes:
        found = codes(check(with_fallback(package, **change), AROUND, pool))
        assert code in found, change


def test_what_one_party_alone_could_reach_is_proven_by_its_heads():
    package = plan(SHARED_SEATS, SHARING)
    said = [(stage.name, stage.about, stage.value, stage.bound) for stage in package.certificate.stages]
    fair = [each for each in said if each[0] in (StageName.FAIRNESS, StageName.FAIRNESS_LIMIT)]
    assert fair == [
        (StageName.FAIRNESS, (LYSORIA, TORVENIA, VARNIA), 333, 333),
        (StageName.FAIRNESS_LIMIT, (LYSORIA,), 1000, 1000),
        (StageName.FAIRNESS_LIMIT, (TORVENIA,), 666, 666),
        (StageName.FAIRNESS_LIMIT, (VARNIA,), 666, 666),
        (StageName.FAIRNESS, (LYSORIA,), 1000, 1000),
    ]
    (number, limit) = next(
        (at, stage)
        for at, stage in enumerate(package.certificate.stages)
        if (stage.name, stage.about) == (StageName.FAIRNESS_LIMIT, (TORVENIA,))
    )
    for bound in (667, 665, 1000):
        assert "other_bound" in codes(check(with_stage(package, number, bound=bound), SHARED_SEATS, SHARING))
    everybody = with_stage(package, number, proof=(Piece((), ()),), bound=1000)
    assert codes(check(everybody, SHARED_SEATS, SHARING)) == set(), "a bound that is too high is a gap"
    assert limit.reached_by


# ── People ───────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("rounds", "track", "code"),
    [
        ({"l4": 1, "l5": 0}, Track.COUNTED, "L31"),
        ({"c1": 2, "c2": 0}, Track.UNCONDITIONAL, "divided_between_rounds"),
        ({"l6": 1}, Track.COUNTED, "withheld"),
        ({"t4": 1}, Track.COUNTED, "withheld"),
        ({"l6": 2}, Track.COUNTED, "withheld"),
        ({"c1": 1, "c2": 1}, Track.COUNTED, "L23"),
        ({"w1": 1}, Track.COUNTED, "L8"),
        ({"l1": 1}, Track.UNCONDITIONAL, "no_ground"),
        ({"l2": 3}, Track.COUNTED, "no_such_round"),
        ({"c1": 0, "c2": 0}, Track.UNCONDITIONAL, "other_value"),
        ({"t3": 0}, Track.COUNTED, "term_not_kept"),
    ],
)
def test_whoever_may_not_go_like_this_is_named(rounds, track, code):
    package = plan(RICH, RICH_POOL, RICH_ORDERS)
    forged = sent_instead(package, RICH_POOL, rounds, track)
    assert code in codes(check(forged, RICH, RICH_POOL, RICH_ORDERS))


def test_a_place_of_the_draw_given_to_another_equal_is_found():
    pool = [*(held(each) for each in "abcd"), *soldiers(2, TORVENIA, LYSORIA)]
    agreed = terms(most=2)
    package = plan(agreed, pool)
    drawn = next(each.person for each in package.returnees if each.holder == LYSORIA)
    waiting = next(each.person for each in package.explanations if not each.included)
    told = {each.person: each for each in package.explanations}
    other = {
        drawn: replace(told[waiting], person=drawn),
        waiting: replace(told[drawn], person=waiting),
    }
    favoured = replace(
        package,
        returnees=tuple(
            sorted(
                (replace(each, person=waiting) if each.person == drawn else each for each in package.returnees),
                key=lambda each: each.person,
            )
        ),
        explanations=tuple(other.get(each.person, each) for each in package.explanations),
    )
    assert codes(check(favoured, agreed, pool)) == {"not_by_the_draw"}


def test_the_order_a_package_was_drawn_by_must_be_there():
    package = plan(RICH, RICH_POOL, RICH_ORDERS)
    assert check(package, RICH, RICH_POOL)
    assert codes(check(package, RICH, RICH_POOL, [*RICH_ORDERS, *RICH_ORDERS])) == {"bad_order"}


def test_the_same_terms_are_meant_as_were_drawn_under():
    package = plan(RICH, RICH_POOL, RICH_ORDERS)
    other = replace(RICH, exposure=11, day=DAY)
    assert codes(check(package, other, RICH_POOL, RICH_ORDERS)) == {"other_terms"}


def test_seats_that_bind_some_leave_room_for_those_they_do_not_bind():
    agreed = terms(seats=1, parties=(LYSORIA, TORVENIA, VARNIA), seats_by_place=(Seats(LYSORIA, "", unconditional=9),))
    pool = [held("a", LYSORIA, TORVENIA, WOUNDED), held("b", LYSORIA, TORVENIA, WOUNDED)]
    pool.append(held("c", LYSORIA, VARNIA, WOUNDED))
    package = plan(agreed, pool)
    assert {each.home for each in package.returnees} == {TORVENIA, VARNIA}
    assert check(package, agreed, pool) == ()
