from datetime import date
from itertools import product

import pytest
from exchange.by_hand import ACCOMPANYING, DAY, SOLDIER, held
from hypothesis import given
from hypothesis import strategies as st

from wayhome import law
from wayhome.exchange.criteria import heads_meeting, is_criterion, key_of, may_have_a_share


def first(criterion: str, *units) -> int:
    """Which of the units, each a list of people, comes first under a criterion; -1 where two are equally first."""
    keys = [key_of((criterion,), unit, DAY) for unit in units]
    return keys.index(min(keys)) if keys.count(min(keys)) == 1 else -1


@pytest.mark.parametrize(
    ("criterion", "before", "after"),
    [
        ("longest_held", {"since": "2023-12-31"}, {"since": "2024-01-01"}),
        ("longest_held", {"since": "2023"}, {"since": "2024-01"}),
        ("longest_held", {"since": "2026-08-24"}, {"since": ""}),
        ("youngest", {"born": "2001-08-25"}, {"born": "2001-08-24"}),  # 24, and 25 today
        ("youngest", {"born": "1960"}, {"born": ""}),
        ("oldest", {"born": "1970-08-24"}, {"born": "1970-08-25"}),
        ("oldest", {"born": "2000"}, {"born": ""}),
        ("women", {"sex": "female"}, {"sex": "male"}),
        ("women", {"sex": "female"}, {"sex": ""}),
        ("held_longer_than_365_days", {"since": "2025-08-23"}, {"since": "2025-08-24"}),  # 366 and 365 days
        ("held_longer_than_365_days", {"since": "2025-07"}, {"since": "2025-08"}),  # August may have been its last day
        ("younger_than_25", {"born": "2001-08-25"}, {"born": "2001-08-24"}),
        ("younger_than_25", {"born": "2002"}, {"born": "2001"}),  # born in 2001, may be 25 already
        ("older_than_55", {"born": "1970-08-24"}, {"born": "1970-08-25"}),  # 56 today, and still 55
        ("older_than_55", {"born": "1969"}, {"born": "1970"}),
        ("older_than_55", {"born": "1969"}, {"born": ""}),
    ],
)
def test_who_comes_first(criterion, before, after):
    assert first(criterion, [held("a", **before)], [held("b", **after)]) == 0
    assert first(criterion, [held("b", **after)], [held("a", **before)]) == 1


@pytest.mark.parametrize("criterion", ["longest_held", "held_longer_than_100_days"])
def test_a_day_decides_nothing_between_those_taken_in_one_month(criterion):
    assert first(criterion, [held("a", since="2024-05-01")], [held("b", since="2024-05-31")]) == -1


def test_whoever_meets_it_best_speaks_for_all_who_travel_together():
    brothers = [held("b", since="2025-01"), held("c", since="2022-03"), held("d", since="")]
    assert first("longest_held", brothers, [held("a", since="2022-04")]) == 0
    assert first("families", brothers, [held("a")]) == 0


def test_an_earlier_criterion_goes_before_all_later_ones():
    criteria = ("women", "longest_held")
    woman, man = held("w", sex="female", since="2026-01"), held("m", sex="male", since="2022-01")
    assert key_of(criteria, [woman], DAY) < key_of(criteria, [man], DAY)


def test_who_is_asked_for_by_name_comes_first_whatever_else_is_known():
    key = [key_of(("named",), [held(person)], DAY, named={"b"}) for person in "ab"]
    assert key == [(1,), (0,)]


def test_a_share_counts_heads_and_not_units():
    crew = [held("a", born="2003"), held("b", born="2004"), held("c", born="1980", category=ACCOMPANYING)]
    assert heads_meeting("younger_than_25", crew, DAY) == 2
    assert heads_meeting(SOLDIER, crew, DAY) == 2
    assert heads_meeting(ACCOMPANYING, crew, DAY) == 1
    assert heads_meeting("women", crew, DAY) == 0


WORDS = [
    *("longest_held", "youngest", "oldest", "women", "families", "named", "Women", "", "fame", "nationality", "men"),
    *(f"held_longer_than_{n}_days" for n in ("0", "1", "90", "99999", "100000", "01", "-1", "٣")),
    *(
        f"{word}_than_{n}"
        for word, n in product(("younger", "older"), ("0", "9", "10", "18", "19", "99", "100", "025"))
    ),
    *("younger_than_25 ", "younger_than_25\n", "held_longer_than_5_days; fame"),
]


@given(st.sampled_from(WORDS) | st.text())
def test_the_law_and_the_planner_know_the_same_criteria(word):
    lawful = not law.ranking_people_on_what_no_article_permits({"criteria": [word]}, own_order=True)
    assert is_criterion(word) == lawful


@given(st.sampled_from(WORDS) | st.text())
def test_whatever_the_law_lets_have_a_share_can_be_counted(word):
    written = {"counted": {"most": 1, "shares": [{"of": word, "least": 1}]}}
    breaches = (
        *law.ranking_people_on_what_no_article_permits(written),
        *law.making_protected_people_consideration(written),
        *law.putting_the_seriously_wounded_in_a_count(written),
    )
    assert may_have_a_share(word) == (not breaches)


def test_graded_criteria_are_no_facts():
    with pytest.raises(ValueError, match="no fact"):
        heads_meeting("longest_held", [held("a")], date(2026, 1, 1))
