"""Rounds a facilitator would recognise."""

import os
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random

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
    around,
    held,
    rounds,
    soldiers,
    terms,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from wayhome.exchange import (
    Balance,
    Code,
    ContradictoryTerms,
    CountedTerms,
    Criterion,
    Equivalents,
    Order,
    RankEquivalent,
    Seats,
    Share,
    StageName,
    UndecidedTerms,
    Withheld,
    check,
    check_feasible,
    package_json,
    plan,
    solve,
)
from wayhome.people.categories import Condition, Track


def going(package) -> set[str]:
    return {returnee.person for returnee in package.returnees}


def ways(package, track=Track.COUNTED) -> Counter:
    return Counter((each.holder, each.home) for each in package.returnees if each.track is track)


def stages(package, name) -> list:
    return [stage for stage in package.certificate.stages if stage.name is name]


def test_146_for_146_out_of_900_and_400_the_longest_held_first():
    agreed = terms(most=146, criteria=[Criterion.LONGEST_HELD])
    pool = soldiers(900, LYSORIA, TORVENIA) + soldiers(400, TORVENIA, LYSORIA)
    package = plan(agreed, pool)
    assert ways(package) == {(LYSORIA, TORVENIA): 146, (TORVENIA, LYSORIA): 146}
    first = {f"{holder}-{each:04}" for holder in (LYSORIA, TORVENIA) for each in range(146)}
    assert going(package) == first
    (counted,) = stages(package, StageName.COUNTED)
    assert (counted.value, counted.bound, counted.proven) == (292, 292, True)
    assert len(package.explanations) == 1300
    assert check(package, agreed, pool) == ()


def test_the_party_that_holds_fewer_bounds_the_round():
    package = plan(terms(most=146), soldiers(900, LYSORIA, TORVENIA) + soldiers(37, TORVENIA, LYSORIA))
    assert ways(package) == {(LYSORIA, TORVENIA): 37, (TORVENIA, LYSORIA): 37}
    assert stages(package, StageName.COUNTED)[0].bound == 74


def test_the_wounded_civilians_children_and_medics_are_never_counted():
    pool = [
        held("wounded", LYSORIA, TORVENIA, WOUNDED),
        held("civilian", category=CIVILIAN),
        held("child", LYSORIA, TORVENIA, CHILD),
        held("mother", LYSORIA, TORVENIA, Condition.MOTHER_OF_INFANT),
        held("medic", category=MEDIC),
        held("soldier"),
        *soldiers(6, TORVENIA, LYSORIA),
    ]
    package = plan(terms(most=6), pool)
    assert ways(package) == {(LYSORIA, TORVENIA): 1, (TORVENIA, LYSORIA): 1}
    assert ways(package, Track.UNCONDITIONAL) == {(LYSORIA, TORVENIA): 5}
    assert {each.person for each in package.returnees if each.track is Track.COUNTED} == {"soldier"} | (
        going(package) & {each.person for each in soldiers(6, TORVENIA, LYSORIA)}
    )


def test_the_unconditional_go_even_when_nobody_comes_back():
    package = plan(terms(most=100), [held("wounded", LYSORIA, TORVENIA, WOUNDED), held("soldier")])
    assert going(package) == {"wounded"}


def test_a_family_of_three_that_does_not_fit_waits_together():
    family = [held(each, family="brothers", since="2022-01-01") for each in ("b1", "b2", "b3")]
    agreed = terms(most=2, criteria=[Criterion.LONGEST_HELD])
    package = plan(agreed, [*family, *soldiers(5, LYSORIA, TORVENIA), *soldiers(5, TORVENIA, LYSORIA)])
    assert going(package).isdisjoint({"b1", "b2", "b3"})
    assert ways(package) == {(LYSORIA, TORVENIA): 2, (TORVENIA, LYSORIA): 2}


def test_a_family_of_three_that_fits_goes_together_and_first():
    family = [held(each, family="brothers", since=since) for each, since in [("b1", "2022"), ("b2", ""), ("b3", "")]]
    agreed = terms(most=3, criteria=[Criterion.LONGEST_HELD])
    package = plan(agreed, [*family, *soldiers(5, LYSORIA, TORVENIA), *soldiers(5, TORVENIA, LYSORIA)])
    assert {"b1", "b2", "b3"} <= going(package)


def test_families_that_no_number_suits_on_both_sides_leave_the_count_empty_and_proven_so():
    three = [held(each, family="F") for each in ("a", "b", "c")]
    two = [held(each, TORVENIA, LYSORIA, family="G") for each in ("x", "y")]
    package = plan(terms(most=10), [*three, *two])
    assert package.returnees == ()
    (counted,) = stages(package, StageName.COUNTED)
    assert (counted.value, counted.bound) == (0, 0)


def test_a_family_with_a_child_goes_whole_outside_the_count():
    pool = [held("father", family="F"), held("child", LYSORIA, TORVENIA, CHILD, category=CIVILIAN, family="F")]
    package = plan(terms(most=10), [*pool, *soldiers(3, TORVENIA, LYSORIA)])
    assert {(each.person, each.track) for each in package.returnees} == {
        ("father", Track.UNCONDITIONAL),
        ("child", Track.UNCONDITIONAL),
    }


def test_where_seats_run_out_children_then_wounded_then_civilians_and_in_each_the_longest_held():
    pool = [
        held("civilian, long held", category=CIVILIAN, since="2022"),
        held("medic", category=MEDIC, since="2023"),
        held("wounded, lately", LYSORIA, TORVENIA, WOUNDED, since="2026"),
        held("wounded, long ago", LYSORIA, TORVENIA, WOUNDED, since="2024"),
        held("child", LYSORIA, TORVENIA, CHILD, category=CIVILIAN, since="2026", family="F"),
        held("father", since="2026", family="F"),
    ]
    order = ["wounded, long ago", "wounded, lately", "civilian, long held", "medic"]
    for seats in range(2, 7):
        assert going(plan(terms(seats=seats), pool)) == {"child", "father", *order[: seats - 2]}
    assert going(plan(terms(seats=0), pool)) == set()


def test_a_child_s_family_that_finds_too_few_seats_leaves_them_to_the_next():
    pool = [held(each, LYSORIA, TORVENIA, CHILD, family="F") for each in "abc"] + [
        held("w", LYSORIA, TORVENIA, WOUNDED)
    ]
    assert going(plan(terms(seats=2), pool)) == {"w"}


def test_seats_are_counted_each_way():
    pool = [
        held(f"{holder}{each}", holder, home, WOUNDED)
        for each in range(3)
        for holder, home in [(LYSORIA, TORVENIA), (TORVENIA, LYSORIA)]
    ]
    package = plan(terms(seats=2), pool)
    assert ways(package, Track.UNCONDITIONAL) == {(LYSORIA, TORVENIA): 2, (TORVENIA, LYSORIA): 2}


@pytest.mark.parametrize(
    ("criteria", "first"),
    [
        ([Criterion.LONGEST_HELD], "early"),
        ([Criterion.YOUNGEST], "young"),
        ([Criterion.OLDEST], "old"),
        ([Criterion.WOMEN], "woman"),
        ([Criterion.WOMEN, Criterion.LONGEST_HELD], "woman"),
    ],
)
def test_each_criterion_puts_first_whom_it_says(criteria, first):
    pool = [
        held("early", since="2022-03", born="1990"),
        held("young", born="2005-06-01"),
        held("old", born="1968"),
        held("woman", born="1990", sex="female"),
        held("nothing stated", since=""),
        *soldiers(1, TORVENIA, LYSORIA),
    ]
    package = plan(terms(most=1, criteria=criteria), pool)
    assert going(package) == {first, f"{TORVENIA}-0000"}


def test_a_date_known_in_part_claims_only_what_is_certain():
    pool = [held("in 2023, some day", since="2023"), held("by November", since="2023-11-30")]
    package = plan(terms(most=1, criteria=[Criterion.LONGEST_HELD]), [*pool, *soldiers(1, TORVENIA, LYSORIA)])
    assert "by November" in going(package)


def test_a_later_criterion_decides_only_between_equals():
    pool = [
        held("man of 2022", since="2022-01-01", sex="male"),
        held("man of 2023", since="2023-01-01", sex="male"),
        held("woman of 2023", since="2023-01-01", sex="female"),
        *soldiers(2, TORVENIA, LYSORIA),
    ]
    package = plan(terms(most=2, criteria=[Criterion.LONGEST_HELD, Criterion.WOMEN]), pool)
    assert {"man of 2022", "woman of 2023"} <= going(package)


def test_a_criterion_never_costs_a_head():
    """The single man held longest would leave an odd place that the pairs of brothers can't fill."""
    alone = held("alone", since="2022")
    brothers = [held(f"{pair}{each}", family=pair) for pair in "fg" for each in (1, 2)]
    back = [held(f"{pair}{each}", TORVENIA, LYSORIA, family=pair) for pair in "xy" for each in (1, 2)]
    package = plan(terms(most=10, criteria=[Criterion.LONGEST_HELD]), [alone, *brothers, *back])
    assert "alone" not in going(package)
    assert ways(package) == {(LYSORIA, TORVENIA): 4, (TORVENIA, LYSORIA): 4}


def test_the_terms_may_count_prisoners_of_war_only():
    pool = [held("reporter", category=ACCOMPANYING), held("soldier"), *soldiers(2, TORVENIA, LYSORIA)]
    package = plan(terms(most=2, categories=(SOLDIER,)), pool)
    assert ways(package)[LYSORIA, TORVENIA] == 1
    assert "reporter" not in going(package)


def test_three_parties_are_balanced_pair_by_pair():
    holds = {(LYSORIA, TORVENIA): 5, (TORVENIA, LYSORIA): 3, (LYSORIA, VARNIA): 4, (VARNIA, TORVENIA): 6}
    pool = [held(f"{way}{each}", *way) for way, number in holds.items() for each in range(number)]
    pool += [held("wounded", VARNIA, LYSORIA, WOUNDED)]
    agreed = terms(most=10, parties=(VARNIA, LYSORIA, TORVENIA))
    package = plan(agreed, pool)
    assert ways(package) == {(LYSORIA, TORVENIA): 3, (TORVENIA, LYSORIA): 3}
    assert "wounded" in going(package)
    assert stages(package, StageName.COUNTED)[0].value == 6
    assert check(package, agreed, pool) == ()


def test_when_hostilities_have_ended_everyone_is_due_and_nobody_is_counted():
    pool = [*soldiers(30, LYSORIA, TORVENIA), held("wounded", LYSORIA, TORVENIA, WOUNDED), held("b", category=MEDIC)]
    ended = terms(hostilities_ended=True)
    package = plan(ended, pool)
    assert ways(package, Track.UNCONDITIONAL) == {(LYSORIA, TORVENIA): 32}
    assert {stage.name for stage in package.certificate.stages} == {
        StageName.UNCONDITIONAL,
        StageName.UNCONDITIONAL_ORDER,
    }
    assert check(package, ended, pool) == ()
    assert going(plan(terms(seats=2, hostilities_ended=True), pool)) == {"wounded", "b"}


def test_nobody_in_the_pool_is_an_empty_package():
    agreed = terms(most=146)
    package = plan(agreed, [])
    assert (package.returnees, package.explanations) == ((), ())
    assert check(package, agreed, []) == ()


def test_among_equals_neither_the_place_on_the_list_nor_the_name_decides():
    """With other terms the draw falls otherwise; were it the list or the name, the same would always go."""
    pool = [held(f"{each:02}") for each in range(20)] + soldiers(10, TORVENIA, LYSORIA)
    drawn = [frozenset(going(plan(replace(terms(most=10), exposure=k), pool))) for k in range(1, 6)]
    assert len(set(drawn)) == 5


def test_between_brothers_and_single_men_the_draw_decides():
    """Two brothers and two single men draw for two places: now these go, now those."""
    pool = [held("f1", family="F"), held("f2", family="F"), held("a"), held("b"), *soldiers(2, TORVENIA, LYSORIA)]
    packages = (plan(replace(terms(most=2), exposure=k), pool) for k in range(1, 301))
    together = sum("f1" in going(package) for package in packages)
    assert 100 < together < 200


def test_progress_is_told_stage_by_stage():
    told = []

    def watch(progress) -> bool:
        told.append((progress.name, progress.about))
        assert progress.value is None or progress.value <= progress.bound
        return False

    package = plan(terms(most=5), soldiers(3, LYSORIA, TORVENIA) + soldiers(4, TORVENIA, LYSORIA), watch=watch)
    assert list(dict.fromkeys(told)) == [(stage.name, stage.about) for stage in package.certificate.stages]


def test_stopped_at_once_a_package_stands_and_says_how_much_more_there_might_be():
    agreed = terms(most=5, seats=1, criteria=[Criterion.LONGEST_HELD])
    pool = [held("w1", LYSORIA, TORVENIA, WOUNDED), held("w2", LYSORIA, TORVENIA, WOUNDED)]
    pool += soldiers(3, LYSORIA, TORVENIA) + soldiers(4, TORVENIA, LYSORIA)
    whole = plan(agreed, pool)
    package = plan(agreed, pool, watch=lambda _: True)
    assert check_feasible(agreed, package.returnees) == ()
    assert len(package.explanations) == len(pool)
    best = {(stage.name, stage.about): stage.value for stage in whole.certificate.stages}
    for stage in package.certificate.stages:
        assert stage.value <= stage.bound
        assert stage.bound >= best.get((stage.name, stage.about), 0)
    (counted,) = stages(package, StageName.COUNTED)
    assert not counted.proven


def _circle():
    """Each of seven holds people of the next, and few of them people of the one before."""
    parties = ("Arvenia", "Belmark", "Corvia", "Dorsal", "Estrel", "Farland", "Gorska")
    pool = []
    for at, holder in enumerate(parties):
        following, before = parties[(at + 1) % 7], parties[at - 1]
        pool += [held(f"{holder}>{each:02}", holder, following) for each in range(20)]
        pool += [held(f"{holder}<{each:02}", holder, before) for each in range(at)]
    return parties, pool


def test_seven_parties_in_a_circle_bring_more_people_home_than_pairs_and_nobody_fewer():
    parties, pool = _circle()
    pairs = plan(terms(most=15, parties=parties), pool)
    circle = plan(terms(most=15, parties=parties, balance=Balance.CIRCLE), pool)
    home = Counter(each.home for each in circle.returnees)
    out = Counter(each.holder for each in circle.returnees)
    assert home == out == dict.fromkeys(parties, 15)
    assert len(circle.returnees) > 2 * len(pairs.returnees)
    fallback = dict(circle.certificate.fallback.heads)
    assert all(home[party] >= fallback[party] for party in parties)
    assert sum(fallback.values()) == len(pairs.returnees)


def test_a_third_party_s_people_come_home_and_it_costs_nobody_a_place():
    """Pairs bring home none of Varnia's people; in a circle the same places bring home everybody's."""
    pool = [held(f"lt{each}", LYSORIA, TORVENIA) for each in range(4)]
    pool += [held(f"tl{each}", TORVENIA, LYSORIA) for each in range(4)]
    pool += [held(f"tv{each}", TORVENIA, VARNIA) for each in range(4)]
    pool += [held(f"vl{each}", VARNIA, LYSORIA) for each in range(4)]
    agreed = terms(most=4, parties=(LYSORIA, TORVENIA, VARNIA), balance=Balance.CIRCLE)
    package = plan(agreed, pool)
    assert dict(package.certificate.fallback.heads) == {LYSORIA: 4, TORVENIA: 4, VARNIA: 0}
    assert Counter(each.home for each in package.returnees) == {LYSORIA: 4, TORVENIA: 4, VARNIA: 4}


def test_a_least_that_only_a_circle_can_keep_is_kept_and_nobody_has_anything_to_fall_back_on():
    agreed = terms(
        most=3, parties=(LYSORIA, TORVENIA, VARNIA), balance=Balance.CIRCLE, shares=(Share("women", "", least=1),)
    )
    package = plan(agreed, around(3))
    assert Counter(each.home for each in package.returnees) == dict.fromkeys((LYSORIA, TORVENIA, VARNIA), 3)
    assert set(dict(package.certificate.fallback.heads).values()) == {0}
    assert all(stage.proven for stage in package.certificate.stages)
    assert check(package, agreed, around(3)) == ()
    stopped = plan(agreed, around(3), watch=lambda _: True)
    assert check(stopped, agreed, around(3)) == ()
    with pytest.raises(ContradictoryTerms) as refusal:
        plan(replace(agreed, counted=replace(agreed.counted, balance=Balance.PAIRS)), around(3))
    assert refusal.value.keys == ("counted.balance", "counted.shares[0].least")


def test_a_least_that_no_circle_can_keep_either_is_named():
    agreed = terms(
        most=3, parties=(LYSORIA, TORVENIA, VARNIA), balance=Balance.CIRCLE, shares=(Share("women", "", least=2),)
    )
    with pytest.raises(ContradictoryTerms) as refusal:
        plan(agreed, around(3))
    assert refusal.value.keys == ("counted.shares[0].least",)
    few = replace(agreed, counted=replace(agreed.counted, most=0, shares=(Share("women", "", least=1),)))
    with pytest.raises(ContradictoryTerms) as refusal:
        plan(few, around(3))
    assert refusal.value.keys == ("counted.shares[0].least",)


def test_somebody_withheld_is_listed_and_their_crew_waits_with_them():
    crew = [held(each, since="2022") for each in ("a", "b", "c")]
    back = Withheld("a", LYSORIA, "prosecution", "murder, before the district court of Larn")
    agreed = terms(most=3, together=(("a", "b", "c"),), withheld=(back,), criteria=["longest_held"])
    package = plan(agreed, [*crew, *soldiers(3, LYSORIA, TORVENIA), *soldiers(3, TORVENIA, LYSORIA)])
    assert going(package).isdisjoint({"a", "b", "c"})
    why = {each.person: dict(each.parameters) for each in package.explanations if each.code is Code.WAITS_WITHHELD}
    assert why == {
        "a": {"reason": "prosecution", "whose": "own"},
        "b": {"reason": "prosecution", "whose": "family"},
        "c": {"reason": "prosecution", "whose": "family"},
    }


def test_a_crew_goes_together_or_not_at_all():
    crew = [held(each, since="2022") for each in ("a", "b", "c")]
    pool = [*crew, *soldiers(3, LYSORIA, TORVENIA), *soldiers(3, TORVENIA, LYSORIA)]
    agreed = terms(most=3, together=(("a", "b", "c"),), criteria=["longest_held"])
    assert {"a", "b", "c"} <= going(plan(agreed, pool))
    narrow = replace(agreed, counted=replace(agreed.counted, most=2))
    assert going(plan(narrow, pool)).isdisjoint({"a", "b", "c"})


def test_held_until_a_day_somebody_goes_in_the_first_round_on_or_after_it():
    until = Withheld("unfit", LYSORIA, "unfit", "by the camp surgeon, judged again then", date(2026, 9, 10))
    agreed = terms(most=1, withheld=(until,), later_rounds=(date(2026, 9, 7), date(2026, 9, 21)))
    pool = [held("unfit"), *soldiers(1, TORVENIA, LYSORIA)]
    package = plan(agreed, pool)
    assert package.returnees == ()
    assert {each.person: dict(each.parameters)["round"] for each in package.explanations} == {
        "unfit": 3,
        f"{TORVENIA}-0000": 3,
    }


def test_the_wounded_are_never_left_without_seats_by_soldiers_nor_soldiers_by_them():
    pool = [held(f"w{each}", LYSORIA, TORVENIA, WOUNDED, facility="Camp 1") for each in range(9)]
    pool += [held(f"s{each}", facility="Camp 1") for each in range(9)] + soldiers(9, TORVENIA, LYSORIA)
    for counted in (2, 5):
        agreed = terms(most=9, seats_by_place=(Seats(LYSORIA, "Camp 1", counted=counted, unconditional=4),))
        package = plan(agreed, pool)
        assert ways(package, Track.UNCONDITIONAL) == {(LYSORIA, TORVENIA): 4}
        assert ways(package) == {(LYSORIA, TORVENIA): counted, (TORVENIA, LYSORIA): counted}


def test_a_party_s_own_order_holds_for_its_people_and_the_terms_for_the_other_s():
    pool = [held("long", since="2022"), held("woman", since="2025", sex="female")]
    pool += [held("long too", TORVENIA, LYSORIA, since="2022"), held("woman too", TORVENIA, LYSORIA, sex="female")]
    agreed = terms(most=1, criteria=["longest_held"])
    assert going(plan(agreed, pool, [Order(TORVENIA, ("women",))])) == {"woman", "long too"}


def test_terms_nobody_can_keep_are_named_with_their_keys():
    agreed = terms(most=3, shares=(Share("women", TORVENIA, least=1),))
    pool = [held("woman", sex="female"), held("man")]
    with pytest.raises(ContradictoryTerms) as refusal:
        plan(agreed, pool)
    assert refusal.value.keys == ("counted.balance", "counted.shares[0].least")
    assert "at least 1 of women home to Torvenia" in str(refusal.value)


def test_where_nothing_that_keeps_the_terms_is_found_the_terms_that_ask_for_somebody_are_named():
    """Everybody is of another rank, of six figures of privates: the search ends before it finds two sides alike."""
    random = Random(0)
    ranks = tuple(RankEquivalent(f"rank {each}", random.randint(500_000, 1_000_000)) for each in range(24))
    ways = [(TORVENIA, LYSORIA), (LYSORIA, TORVENIA)] * 12
    pool = [
        held(each.rank, *way, rank=each.rank, sex="female" if number < 2 else "male")
        for number, (each, way) in enumerate(zip(ranks, ways, strict=True))
    ]
    counted = CountedTerms(24, equivalents=Equivalents(ranks, 0, False), shares=(Share("women", LYSORIA, least=1),))
    with pytest.raises(UndecidedTerms) as refusal:
        solve(terms(counted=counted), pool, watch=lambda _: True, effort=400)
    assert refusal.value.keys == ("counted.shares[0].least",)
    assert "some package of this pool keeps; with at least 1 of women home to Lysoria none" in str(refusal.value)
    # With a third party three people could go in a circle; but what pairs alone would bring isn't known.
    pool += [
        held("round", LYSORIA, TORVENIA),
        held("and", TORVENIA, VARNIA),
        held("home", VARNIA, LYSORIA, sex="female"),
    ]
    agreed = terms(counted=replace(counted, balance=Balance.CIRCLE), parties=(LYSORIA, TORVENIA, VARNIA))
    with pytest.raises(UndecidedTerms, match="some plan of pairs only, below which nobody may fall in a circle"):
        solve(agreed, pool, effort=400)


def test_a_round_is_filled_before_the_next_and_nobody_who_must_wait_is_lost():
    days = (date(2026, 9, 7), date(2026, 9, 21))
    agreed = terms(most=4, later_rounds=days, criteria=["longest_held"])
    package = plan(agreed, [*soldiers(10, LYSORIA, TORVENIA), *soldiers(10, TORVENIA, LYSORIA)])
    assert going(package) == {f"{holder}-{each:04}" for holder in (LYSORIA, TORVENIA) for each in range(4)}
    later = Counter(dict(each.parameters).get("round") for each in package.explanations if not each.included)
    assert later == {2: 8, 3: 4}
    assert all(stage.proven for stage in package.certificate.stages)


def test_another_process_with_other_hashes_draws_the_same_package():
    program = (
        "from exchange.by_hand import *; from wayhome.exchange import *; import sys\n"
        "parties = ('Lysoria', 'Torvenia', 'Varnia')\n"
        "ways = [(a, b) for a in parties for b in parties if a != b]\n"
        "pool = [held(f'{a}{b}{n}', a, b, since=f'202{n % 4}') for a, b in ways for n in range(7)]\n"
        "agreed = terms(most=4, parties=parties, criteria=['longest_held'], balance=Balance.CIRCLE)\n"
        "sys.stdout.buffer.write(package_json(plan(agreed, pool), pool))"
    )
    paths = os.pathsep.join([str(Path(__file__).parents[1]), *sys.path])
    written = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": paths},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "1")
    }
    assert len(written) == 1


@settings(max_examples=40, deadline=None)
@given(rounds(), st.randoms(use_true_random=False))
def test_the_order_of_the_lists_changes_not_a_byte(drawn, shuffler):
    agreed, pool = drawn
    before = package_json(plan(agreed, pool), pool)
    shuffler.shuffle(pool)
    assert package_json(plan(agreed, pool), pool) == before
