"""What the journal alone tells of a package under ratios, circles, equivalents, shares, seats and crews."""

from dataclasses import replace
from datetime import date

import pytest
from exchange.by_hand import ACCOMPANYING, CIVILIAN, LYSORIA, SOLDIER, TORVENIA, VARNIA, WOUNDED, terms

from wayhome.exchange import (
    Balance,
    CountedTerms,
    Equivalents,
    RankEquivalent,
    Released,
    Seats,
    Share,
    Withheld,
    check_feasible,
)
from wayhome.people.categories import Track
from wayhome.people.returnees import Returnee

THREE = (LYSORIA, TORVENIA, VARNIA)
CAPTAINS = (RankEquivalent("captain", 6),)


def going(number, holder=LYSORIA, home=TORVENIA, track=Track.COUNTED, category=SOLDIER, *conditions):
    return [
        Returnee(f"{holder[0]}{home[0]}{category[0]}{each}", holder, home, track, category, conditions)
        for each in range(number)
    ]


def back(number):
    return going(number, TORVENIA, LYSORIA)


def codes(agreed, *people) -> list[str]:
    return [fault.code for fault in check_feasible(agreed, [each for some in people for each in some])]


def test_a_ratio_is_kept_exactly():
    agreed = terms(counted=CountedTerms(9, ratio=(Released(LYSORIA, 3), Released(TORVENIA, 2))))
    assert codes(agreed, going(6), back(4)) == []
    assert codes(agreed, going(6), back(6)) == ["unbalanced"]
    assert codes(agreed, going(4), back(6)) == ["unbalanced"]
    assert codes(agreed, going(12), back(8)) == ["above_the_most"]


def test_in_a_circle_each_party_gets_as_many_as_it_releases():
    agreed = terms(counted=CountedTerms(2, balance=Balance.CIRCLE), parties=THREE)
    circle = [going(2, LYSORIA, TORVENIA), going(2, TORVENIA, VARNIA), going(2, VARNIA, LYSORIA)]
    assert codes(agreed, *circle) == []
    assert codes(agreed, *circle[:2]) == ["unbalanced", "unbalanced"]
    more = [going(1, LYSORIA, VARNIA), going(1, VARNIA, LYSORIA, category=ACCOMPANYING)]
    assert codes(agreed, *circle, *more) == ["above_the_most", "above_the_most"]


def test_equivalents_are_judged_as_far_as_any_ranks_could_balance():
    beside = terms(counted=CountedTerms(99, equivalents=Equivalents(CAPTAINS, band=1)))
    assert codes(beside, going(3), back(3)) == []
    assert codes(beside, going(3), back(2)) == ["unbalanced"]
    instead = terms(counted=CountedTerms(99, equivalents=Equivalents(CAPTAINS, band=1, instead_of_heads=True)))
    assert codes(instead, going(13), back(2)) == []  # two captains, and the band
    assert codes(instead, going(14), back(2)) == ["unbalanced_in_any_ranks"]
    assert codes(instead, going(2)) == ["unbalanced_in_any_ranks"]


@pytest.mark.parametrize(
    ("share", "accompanying", "kept"),
    [
        (Share("accompanying_armed_forces", least=2), 2, True),
        (Share("accompanying_armed_forces", least=2), 1, False),
        (Share("accompanying_armed_forces", most=1), 1, True),
        (Share("accompanying_armed_forces", most=1), 2, False),
        (Share("accompanying_armed_forces", least_percent=25), 1, True),
        (Share("accompanying_armed_forces", least_percent=26), 1, False),
        (Share("accompanying_armed_forces", most_percent=50), 2, True),
        (Share("accompanying_armed_forces", most_percent=49), 2, False),
        (Share("accompanying_armed_forces", home=TORVENIA, least=2), 2, True),
        (Share("women", least=4), 0, True),  # nothing here says who is a woman
    ],
)
def test_a_share_of_a_category_is_kept(share, accompanying, kept):
    there = [*going(4 - accompanying), *going(accompanying, category=ACCOMPANYING)]
    home = [*going(4 - accompanying, TORVENIA, LYSORIA), *going(accompanying, TORVENIA, LYSORIA, category=ACCOMPANYING)]
    found = set(codes(terms(counted=CountedTerms(9, shares=(share,))), there, home))
    assert found == (set() if kept else {"share_not_kept"})


def test_seats_by_place_are_judged_where_every_place_has_a_limit():
    counted = terms(99)
    camp, others = Seats(LYSORIA, "Camp 3", counted=2), Seats(LYSORIA, "", counted=1, unconditional=1)
    assert codes(replace(counted, seats=(camp, others)), going(3), back(3)) == []
    assert codes(replace(counted, seats=(camp, others)), going(4), back(4)) == ["above_the_seats_of_places"]
    assert codes(replace(counted, seats=(camp,)), going(4), back(4)) == []
    wounded = going(2, LYSORIA, TORVENIA, Track.UNCONDITIONAL, SOLDIER, WOUNDED)
    assert codes(replace(counted, seats=(others,)), wounded) == ["above_the_seats_of_places"]


def test_nobody_withheld_goes_before_their_day():
    def withheld(by, until):
        return terms(2, withheld=(Withheld("LTp0", by, "conviction", "robbery in Aldport", until),))

    assert codes(withheld(LYSORIA, None), going(1), back(1)) == ["withheld"]
    assert codes(withheld(LYSORIA, date(2026, 8, 25)), going(1), back(1)) == ["withheld"]
    assert codes(withheld(LYSORIA, date(2026, 8, 24)), going(1), back(1)) == []
    assert codes(withheld(TORVENIA, date(2026, 8, 24)), going(1), back(1)) == ["withheld_by_another"]
    assert codes(withheld(LYSORIA, None), going(0)) == []


def test_a_crew_goes_whole_on_one_way_and_one_track():
    agreed = terms(9, together=(("LTp0", "LTp1"),))
    assert codes(agreed, going(2), back(2)) == []
    assert codes(agreed, going(1), back(1)) == ["crew_divided"]
    across = terms(9, together=(("LTp0", "TLp0"),))
    assert codes(across, going(1), back(1)) == ["crew_on_two_ways"]


def test_nobody_goes_uncounted_for_being_in_a_crew_with_somebody_protected():
    civilian = going(1, LYSORIA, TORVENIA, Track.UNCONDITIONAL, CIVILIAN)
    soldier = going(1, LYSORIA, TORVENIA, Track.UNCONDITIONAL)
    agreed = terms(9, together=((civilian[0].person, "LTp0"),))
    assert codes(agreed, civilian, soldier) == ["no_ground"]
    assert codes(agreed, civilian, going(1), back(1)) == ["crew_on_two_tracks"]
