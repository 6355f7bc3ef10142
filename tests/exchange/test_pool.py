from dataclasses import replace
from datetime import date

import pytest
from exchange.by_hand import ACCOMPANYING, CHILD, CIVILIAN, LYSORIA, MEDIC, SOLDIER, TORVENIA, WOUNDED, held, terms
from hypothesis import given, settings
from hypothesis import strategies as st

from wayhome.exchange import BadPool, Identified, Withheld, inseparable, plan, pool
from wayhome.people.categories import Category
from wayhome.people.particulars import PartialDate, Particulars


def pair(held_row: Particulars, sought_row: Particulars | None = None, person: str = "") -> Identified:
    return Identified(held_row, sought_row or Particulars(f"s-{held_row.id}"), LYSORIA, TORVENIA, person)


def only(identified: Identified):
    (candidate,) = pool(terms(), [identified])
    return candidate


def test_a_candidate_knows_both_lists_references_and_is_known_by_the_reference_given():
    candidate = only(pair(Particulars("L-7"), Particulars("T-9"), person="K2QX"))
    assert (candidate.person, candidate.held_id, candidate.sought_id) == ("K2QX", "L-7", "T-9")
    assert only(pair(Particulars("L-7"))).person == "L-7"


def test_a_wound_certified_by_either_list_counts():
    wounded = frozenset({WOUNDED})
    assert only(pair(Particulars("1", medical=wounded))).conditions == (WOUNDED,)
    assert only(pair(Particulars("1"), Particulars("2", medical=wounded))).conditions == (WOUNDED,)


@pytest.mark.parametrize(
    ("born", "child"),
    [
        ("2008-08-24", False),  # eighteen today
        ("2008-08-25", True),  # eighteen tomorrow
        ("2008-08", True),  # perhaps still seventeen
        ("2008", True),
        ("2007-12", False),
        ("2007", False),
        ("", False),
    ],
)
def test_whoever_may_be_under_eighteen_is_a_child(born, child):
    row = Particulars("1", birth_date=PartialDate.parse(born) if born else None)
    assert (CHILD in only(pair(row)).conditions) is child


def test_a_leap_day_child_is_a_child_until_the_first_of_march():
    row = Particulars("1", birth_date=PartialDate(2008, 2, 29))
    on_the_28th = replace(terms(), day=date(2026, 2, 28))
    on_the_1st = replace(terms(), day=date(2026, 3, 1))
    assert pool(on_the_28th, [pair(row)])[0].conditions == (CHILD,)
    assert pool(on_the_1st, [pair(row)])[0].conditions == ()


@pytest.mark.parametrize(
    ("by_holder", "by_home", "category"),
    [
        (None, None, SOLDIER),  # in doubt, GC III 5
        (SOLDIER, None, SOLDIER),
        (None, CIVILIAN, CIVILIAN),
        (SOLDIER, CIVILIAN, CIVILIAN),
        (MEDIC, SOLDIER, MEDIC),
        (ACCOMPANYING, SOLDIER, ACCOMPANYING),
        (Category.CIVILIAN_INTERNEE, CIVILIAN, Category.CIVILIAN_INTERNEE),
    ],
)
def test_nobody_is_counted_whom_either_list_says_may_not_be(by_holder, by_home, category):
    identified = pair(Particulars("1", category=by_holder), Particulars("2", category=by_home))
    assert only(identified).category is category


def test_what_one_list_does_not_state_the_other_may():
    holder_knows = Particulars("1", capture_date=PartialDate(2024, 5), facility="Camp 3", sex="male")
    home_knows = Particulars("2", birth_date=PartialDate(1990), sex="female", capture_date=PartialDate(2023))
    candidate = only(pair(holder_knows, home_knows))
    assert candidate.held_since == PartialDate(2024, 5)
    assert candidate.birth_date == PartialDate(1990)
    assert (candidate.sex, candidate.facility) == ("female", "Camp 3")


def test_families_of_both_lists_join_and_are_known_by_a_reference():
    people = pool(
        terms(),
        [
            pair(Particulars("b", family="Koval"), Particulars("1")),
            pair(Particulars("c", family="Koval"), Particulars("2", family="household 8")),
            pair(Particulars("a"), Particulars("3", family="household 8")),
            pair(Particulars("d", family="alone in the pool"), Particulars("4")),
        ],
    )
    assert [(each.person, each.family) for each in people] == [("a", "a"), ("b", "a"), ("c", "a"), ("d", "")]


def test_a_family_name_of_two_holders_is_two_families():
    row = Particulars("a", family="1"), Particulars("b", family="1")
    people = [
        Identified(row[0], Particulars("x"), LYSORIA, TORVENIA),
        Identified(row[1], Particulars("y"), TORVENIA, LYSORIA),
    ]
    assert [each.family for each in pool(terms(), people)] == ["", ""]


def test_the_order_of_the_pairs_changes_nothing():
    pairs = [pair(Particulars(str(each), family="" if each % 2 else "F")) for each in range(6)]
    assert pool(terms(), pairs) == pool(terms(), reversed(pairs))


@pytest.mark.parametrize(
    ("people", "wrong"),
    [
        ([held("")], "needs a reference"),
        ([held("1", home="Nowhere")], "no party to the terms"),
        ([held("1", home=LYSORIA)], "the same party"),
        ([held("1"), held("1", TORVENIA, LYSORIA)], "the same reference used twice"),
        ([held("1", held_id="L1"), held("2", held_id="L1")], "the same person as 1"),
        ([held("1", sought_id="T1"), held("2", sought_id="T1")], "the same person as 1"),
        ([held("1", born="2015")], "not marked as a child"),
        ([held("1", LYSORIA, TORVENIA, WOUNDED, WOUNDED)], "once each"),
        ([held("1", family="F"), held("2", TORVENIA, LYSORIA, family="F")], "one holder and one home"),
    ],
)
def test_no_package_is_drawn_from_a_pool_that_does_not_stand(people, wrong):
    with pytest.raises(BadPool, match=wrong):
        plan(terms(most=5), people)


def crews(*together, **more):
    return terms(most=5, together=together, **more)


def test_the_rank_is_the_one_the_party_of_origin_states_or_else_the_holder():
    assert only(pair(Particulars("1", rank="private"), Particulars("2", rank="Captain"))).rank == "Captain"
    assert only(pair(Particulars("1", rank="private"))).rank == "private"


def test_families_and_crews_that_share_somebody_go_together():
    people = [held("a", family="F"), held("b", family="F"), held("c"), held("d"), held("e"), held("f", family="G")]
    groups = inseparable(crews(("b", "c"), ("d", "z")), reversed(people))
    assert [[each.person for each in group] for group in groups] == [["a", "b", "c"], ["d"], ["e"], ["f"]]


@settings(max_examples=100)
@given(
    st.lists(st.sets(st.integers(0, 9), min_size=2, max_size=4), max_size=4),
    st.lists(st.sampled_from("FG "), min_size=10, max_size=10),
)
def test_everyone_is_in_one_group_with_all_they_may_not_be_parted_from(crew_sets, families):
    taken: set[int] = set()
    together = []
    for crew in crew_sets:
        if not crew & taken:
            together.append(tuple(f"p{number}" for number in sorted(crew)))
            taken |= crew
    people = [held(f"p{number}", family=family.strip()) for number, family in enumerate(families)]
    groups = [{each.person for each in group} for group in inseparable(crews(*together), people)]
    assert sorted(person for group in groups for person in group) == sorted(each.person for each in people)
    bonds = [set(crew) for crew in together]
    bonds += [{each.person for each in people if each.family == family} for family in "FG"]
    for bond in filter(None, bonds):
        assert sum(bool(group & bond) for group in groups) == 1
    for group in groups:  # and nobody is bound without a bond
        assert len(group) == 1 or all(any(person in bond and bond <= group for bond in bonds) for person in group)


@pytest.mark.parametrize(
    ("agreed", "people", "whom", "wrong"),
    [
        (crews(("a", "z")), [held("a")], "z", "in a crew with a by the terms, but not in the pool"),
        (crews(("a", "b")), [held("a"), held("b", TORVENIA, LYSORIA)], "b", "another holder or home"),
        (crews(("a", "b")), [held("a"), held("b", LYSORIA, TORVENIA, WOUNDED)], "b", "GC IV 34"),
        (crews(("a", "b")), [held("a"), held("b", category=CIVILIAN)], "b", "nobody protected may wait for a soldier"),
        (
            crews(("a", "b")),
            [held("a"), held("b", family="F"), held("c", LYSORIA, TORVENIA, CHILD, family="F")],
            "b",
            "nobody protected may wait for a soldier",
        ),
        (
            crews(withheld=(Withheld("a", TORVENIA, "conviction", "robbery in Aldport"),)),
            [held("a")],
            "a",
            "withheld by Torvenia in the terms, but held by Lysoria",
        ),
    ],
)
def test_crews_and_withholding_must_fit_the_pool(agreed, people, whom, wrong):
    with pytest.raises(BadPool, match=wrong) as refusal:
        plan(agreed, people)
    assert refusal.value.person == whom


def test_who_is_named_in_the_terms_and_not_in_the_pool_changes_nothing():
    agreed = crews(("y", "z"), withheld=(Withheld("x", TORVENIA, "conviction", "robbery in Aldport"),))
    assert plan(agreed, [held("1"), held("2", TORVENIA, LYSORIA)]).returnees


def test_the_protected_may_be_in_a_crew_of_their_own_and_after_hostilities_in_any():
    wounded = [held("a", LYSORIA, TORVENIA, WOUNDED), held("b", category=CIVILIAN)]
    assert len(plan(crews(("a", "b")), wounded).returnees) == 2
    ended = terms(together=(("a", "b"),), hostilities_ended=True)
    assert len(plan(ended, [held("a"), held("b", category=CIVILIAN)]).returnees) == 2


def test_two_lists_may_use_the_same_reference_for_different_people():
    people = [held("1", held_id="7", sought_id="7"), held("2", TORVENIA, LYSORIA, held_id="7", sought_id="7")]
    assert len(plan(terms(most=5), people).returnees) == 2
