"""Small pools, written by hand or drawn by hypothesis, for the tests of this room."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import permutations

from hypothesis import strategies as st

from wayhome.exchange import Candidate, CountedTerms, Criterion, Terms, UnconditionalTerms
from wayhome.people.categories import Category, Condition
from wayhome.people.particulars import PartialDate

LYSORIA, TORVENIA, VARNIA = "Lysoria", "Torvenia", "Varnia"
DAY = date(2026, 8, 24)
SOLDIER, ACCOMPANYING, CIVILIAN, MEDIC = (
    Category.PRISONER_OF_WAR,
    Category.ACCOMPANYING,
    Category.CIVILIAN_DETAINEE,
    Category.RETAINED_PERSONNEL,
)
BY_DEGREE_AND_SEX = (Criterion.LONGEST_HELD, Criterion.YOUNGEST, Criterion.OLDEST, Criterion.WOMEN)
WOUNDED, CHILD = Condition.SERIOUSLY_WOUNDED_OR_SICK, Condition.CHILD


def terms(
    most: int = 0, seats: int | None = None, criteria: Sequence[Criterion] = (), parties: Sequence[str] = (), **more
) -> Terms:
    """Terms between Lysoria and Torvenia, unless other parties are named."""
    return Terms(
        parties=tuple(parties) or (LYSORIA, TORVENIA),
        day=DAY,
        exposure=10,
        counted=CountedTerms(most, more.pop("categories", (SOLDIER, ACCOMPANYING))),
        unconditional=UnconditionalTerms(seats),
        criteria=tuple(criteria),
        seats=tuple(more.pop("lines", ())),
        **more,
    )


def held(
    person: str,
    holder: str = LYSORIA,
    home: str = TORVENIA,
    *conditions: Condition,
    category: Category = SOLDIER,
    since: str = "2024-05-17",
    born: str = "",
    **more: str,
) -> Candidate:
    """Someone held, a soldier in good health unless said otherwise."""
    return Candidate(
        person,
        holder,
        home,
        category,
        tuple(sorted(conditions)),
        held_since=PartialDate.parse(since) if since else None,
        birth_date=PartialDate.parse(born) if born else None,
        **more,
    )


def soldiers(number: int, holder: str, home: str) -> list[Candidate]:
    """Soldiers alike but for the month they were taken in: the first of them the earliest."""
    return [
        held(f"{holder}-{each:04}", holder, home, since=str(date.fromordinal(739000 + 31 * each)))
        for each in range(number)
    ]


_KINDS = [
    (SOLDIER, ()),
    (SOLDIER, ()),
    (SOLDIER, ()),
    (ACCOMPANYING, ()),
    (SOLDIER, (WOUNDED,)),
    (CIVILIAN, ()),
    (MEDIC, ()),
    (CIVILIAN, (CHILD,)),
    (SOLDIER, (Condition.MOTHER_OF_INFANT,)),
]
_SINCE = [None, PartialDate(2022), PartialDate(2022, 12), PartialDate(2022, 12, 31), PartialDate(2024, 2, 29)]
_BORN = [None, PartialDate(1990), PartialDate(1990, 1, 1), PartialDate(1971, 6)]


@st.composite
def rounds(draw: st.DrawFn, units_a_way: int = 5) -> tuple[Terms, list[Candidate]]:
    """Terms between two or three parties, and a pool with families, protected people and dates not stated."""
    parties = draw(st.sampled_from([(LYSORIA, TORVENIA), (LYSORIA, TORVENIA), (VARNIA, LYSORIA, TORVENIA)]))
    pool = []
    for holder, home in permutations(parties, 2):
        for unit in range(draw(st.integers(0, units_a_way))):
            heads = draw(st.sampled_from([1, 1, 1, 2, 3]))
            family = f"{holder}-{home}-{unit}" if heads > 1 else ""
            for member in range(heads):
                category, conditions = draw(st.sampled_from(_KINDS)) if member == 0 else (SOLDIER, ())
                pool.append(
                    Candidate(
                        f"{holder[0]}{home[0]}{draw(st.integers(10, 99))}-{unit}{member}",
                        holder,
                        home,
                        category,
                        conditions,
                        family,
                        draw(st.sampled_from(_SINCE)),
                        draw(st.sampled_from(_BORN)),
                        draw(st.sampled_from(["female", "male", ""])),
                    )
                )
    ended = draw(st.sampled_from([False] * 5 + [True]))
    agreed = terms(
        most=0 if ended else draw(st.sampled_from([0, 1, 2, 3, 5, 20])),
        seats=draw(st.sampled_from([None, 1, 2, 3, 5])),
        criteria=draw(st.lists(st.sampled_from(BY_DEGREE_AND_SEX), unique=True, max_size=3)),
        parties=parties,
        categories=draw(st.sampled_from([(SOLDIER, ACCOMPANYING), (SOLDIER,)])),
        hostilities_ended=ended,
    )
    return agreed, pool
