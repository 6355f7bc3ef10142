"""The planner against every package there is, on pools small enough to try them all, at every stage."""

from collections import Counter
from datetime import timedelta
from itertools import permutations

from exchange.by_hand import (
    ACCOMPANYING,
    CHILD,
    CIVILIAN,
    DAY,
    LYSORIA,
    MEDIC,
    SOLDIER,
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
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wayhome.exchange import (
    Balance,
    Candidate,
    ContradictoryTerms,
    CountedTerms,
    Equivalents,
    RankEquivalent,
    Released,
    Seats,
    Share,
    StageName,
    Terms,
    UnconditionalTerms,
    Withheld,
    plan,
    solve,
)
from wayhome.exchange.criteria import key_of
from wayhome.people.categories import Condition
from wayhome.people.particulars import PartialDate

_SOME = [(SOLDIER, ()), (SOLDIER, ()), (SOLDIER, ()), (ACCOMPANYING, ())]
_PROTECTED = [(SOLDIER, (WOUNDED,)), (CIVILIAN, ()), (MEDIC, ()), (CIVILIAN, (CHILD,))]
_SINCE = [None, PartialDate(2022), PartialDate(2022, 12, 31), PartialDate(2024, 2, 29)]
_BORN = [None, PartialDate(1990, 1, 1), PartialDate(2004, 6), PartialDate(1971)]
_SHARES = [
    Share("younger_than_25", least_percent=30),
    Share("women", TORVENIA, least=1),
    Share("older_than_40", most=1),
    Share("accompanying_armed_forces", LYSORIA, most_percent=50),
]


@st.composite
def people(draw: st.DrawFn, parties, units: int, kinds) -> list[Candidate]:
    """Up to so many units, single or of two or three, held anywhere by anybody."""
    pool = []
    for unit in range(draw(st.integers(0, units))):
        holder, home = draw(st.sampled_from(list(permutations(parties, 2))))
        heads = draw(st.sampled_from([1, 1, 1, 2, 3]))
        place = draw(st.sampled_from(["Camp 1", "Camp 2"]))
        for member in range(heads):
            category, conditions = draw(st.sampled_from(kinds)) if member == 0 else (SOLDIER, ())
            pool.append(
                Candidate(
                    f"{draw(st.integers(10, 99))}-{unit}{member}",
                    holder,
                    home,
                    category,
                    conditions,
                    f"family {unit}" if heads > 1 and (unit % 2 or kinds is not _SOME) else "",
                    draw(st.sampled_from(_SINCE)),
                    draw(st.sampled_from(_BORN)),
                    draw(st.sampled_from(["female", "male", ""])),
                    place,
                    rank=draw(st.sampled_from(["", "captain"])),
                )
            )
    return pool


@st.composite
def rounds_of(draw: st.DrawFn, parties, units: int, kinds, *, rounds: int, balance=Balance.PAIRS, **counted):
    """Terms of every sort, and a pool of few units."""
    pool = draw(people(parties, units, kinds))
    crews = {}
    for each in pool:
        if not each.family:
            crews.setdefault(each.person.split("-")[1][0], []).append(each.person)
    days = tuple(DAY + timedelta(days=14 * number) for number in range(rounds))
    withheld = [
        Withheld(each.person, each.holder, "unfit", "by the camp surgeon", draw(st.sampled_from([days[-1], DAY.replace(year=2099)])))
        for each in pool
        if draw(st.integers(0, 9)) == 0
    ]
    line = st.sampled_from([None, 1, 2, 4])
    seats = []
    for holder in parties:
        for place in draw(st.sampled_from([(), (), ("Camp 1",), ("Camp 2", ""), ("",)])):
            some, others = draw(line), draw(line)
            if some is not None or others is not None:
                seats.append(Seats(holder, place, some, others))
    terms = Terms(
        parties=tuple(parties),
        day=DAY,
        exposure=10,
        counted=CountedTerms(draw(st.sampled_from([1, 2, 3, 20])), balance=balance, **counted),
        unconditional=UnconditionalTerms(draw(st.sampled_from([None, None, 1, 2, 3]))),
        criteria=tuple(draw(st.lists(st.sampled_from(["longest_held", "women", "youngest", "families"]), unique=True, max_size=2))),
        later_rounds=days[1:],
        seats=tuple(seats),
        withheld=tuple(withheld),
        together=tuple(tuple(crew) for crew in crews.values() if len(crew) > 1),
    )
    return terms, pool


def stages(package, name: StageName) -> dict:
    return {stage.about: stage for stage in package.certificate.stages if stage.name is name}


def counted_as_brute_force(terms: Terms, pool: list[Candidate]) -> None:
    """Hold every counted stage against all packages there are."""
    best = BestCounted(terms, pool)
    if not best.left:
        try:
            plan(terms, pool)
        except ContradictoryTerms as error:
            assert error.keys
            return
        raise AssertionError("nothing keeps these terms")
    package = plan(terms, pool)
    assert all(stage.proven for stage in package.certificate.stages), package.certificate.stages
    if package.certificate.fallback and len(terms.rounds) == 1:
        pairs = best.pairs
        fallbacks = {tuple((party, home(each, party)) for party in sorted(terms.parties)) for each in pairs.left}
        assert package.certificate.fallback.heads in fallbacks
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


BOTH, THREE = (LYSORIA, TORVENIA), (LYSORIA, TORVENIA, VARNIA)
ONCE = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@ONCE
@given(rounds_of(BOTH, 8, _SOME, rounds=1))
def test_between_two_parties(drawn):
    counted_as_brute_force(*drawn)


@ONCE
@given(st.lists(st.sampled_from(_SHARES), unique=True, max_size=2).flatmap(lambda s: rounds_of(BOTH, 8, _SOME, rounds=1, shares=tuple(s))))
def test_with_shares(drawn):
    counted_as_brute_force(*drawn)


@ONCE
@given(rounds_of(BOTH, 8, _SOME, rounds=1, ratio=(Released(LYSORIA, 2),)))
def test_two_for_one(drawn):
    counted_as_brute_force(*drawn)


@ONCE
@given(
    st.booleans().flatmap(
        lambda instead: rounds_of(
            BOTH, 8, _SOME, rounds=1, equivalents=Equivalents((RankEquivalent("captain", 3),), 1, instead)
        )
    )
)
def test_with_equivalents_of_rank(drawn):
    counted_as_brute_force(*drawn)


@ONCE
@given(rounds_of(THREE, 9, _SOME, rounds=1))
def test_between_three_parties_pair_by_pair(drawn):
    counted_as_brute_force(*drawn)


@ONCE
@given(rounds_of(THREE, 9, _SOME, rounds=1, balance=Balance.CIRCLE))
def test_in_a_circle_of_three(drawn):
    counted_as_brute_force(*drawn)


@ONCE
@given(st.lists(st.sampled_from(_SHARES), max_size=1).flatmap(lambda s: rounds_of(BOTH, 6, _SOME, rounds=2, shares=tuple(s))))
def test_over_two_rounds(drawn):
    counted_as_brute_force(*drawn)


@ONCE
@given(st.integers(1, 2).flatmap(lambda rounds: rounds_of(THREE, 6, [*_SOME, *_PROTECTED * 2], rounds=rounds)))
def test_the_unconditional_as_early_as_seats_allow_and_the_most_urgent_first(drawn):
    terms, pool = drawn
    alone = [unit for unit in units_of(terms, pool) if unconditional(terms, unit)]
    package = solve(terms, pool).certificate
    for about, stage in stages_of(package, StageName.UNCONDITIONAL).items():
        units = [
            unit
            for unit in alone
            if within(terms, about, unit) and seated(terms, {unit: 1}, "unconditional") and transported(terms, {unit: 1})
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


