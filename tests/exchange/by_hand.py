"""Small pools, written by hand or drawn by hypothesis, for the tests of this room."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import permutations

from hypothesis import strategies as st

from wayhome.exchange import (
    Balance,
    Candidate,
    CountedTerms,
    Criterion,
    Equivalents,
    RankEquivalent,
    Released,
    Seats,
    Share,
    Terms,
    UnconditionalTerms,
    Withheld,
)
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
        counted=more.pop("counted", None)
        or CountedTerms(
            most, **{key: more.pop(key) for key in ("categories", "balance", "ratio", "shares") if key in more}
        ),
        unconditional=UnconditionalTerms(seats),
        criteria=tuple(criteria),
        seats=more.pop("seats_by_place", ()),
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


def around(number: int) -> list[Candidate]:
    """Three parties of which each holds people of the next only, a woman first: nobody to exchange pair by pair."""
    ways = [(LYSORIA, TORVENIA), (TORVENIA, VARNIA), (VARNIA, LYSORIA)]
    return [
        held(f"{holder}-{each}", holder, home, sex="male" if each else "female")
        for holder, home in ways
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


_NUMBER = st.integers(0, 200)
_DATES = st.dates(date(2026, 8, 25), date(2030, 1, 1))
_FACTS = st.sampled_from(["women", "prisoner_of_war", "younger_than_25", "older_than_55", "held_longer_than_90_days"])
_PLACES = st.sampled_from(["", "Camp 3", 'Табір "Північ"', "معسكر", "a\\b"])


@st.composite
def _shares(draw: st.DrawFn, parties: Sequence[str]) -> Share:
    of = draw(_FACTS)
    least, most = sorted(draw(st.tuples(_NUMBER, _NUMBER)))
    limits = {"least": least, "least_percent": draw(st.integers(0, 50))}
    if of != "women":
        limits |= {"most": most, "most_percent": draw(st.integers(50, 100))}
    kept = draw(st.sets(st.sampled_from(sorted(limits)), min_size=1))
    return Share(of, draw(st.sampled_from(["", *parties])), **{name: limits[name] for name in kept})


@st.composite
def _counted(draw: st.DrawFn, parties: Sequence[str]) -> CountedTerms:
    ranks = draw(st.lists(st.sampled_from(["captain", "Major", "сержант", "نقيب"]), unique=True, min_size=1))
    equivalents = Equivalents(
        tuple(RankEquivalent(rank, draw(st.integers(1, 60))) for rank in ranks), draw(_NUMBER), draw(st.booleans())
    )
    balance = draw(st.sampled_from(Balance))
    equivalents = draw(st.sampled_from([None, equivalents]))
    ratio = ()
    if balance is Balance.PAIRS and not (equivalents and equivalents.instead_of_heads):
        ratio = tuple(Released(party, draw(st.integers(1, 9))) for party in parties if draw(st.booleans()))
    return CountedTerms(
        draw(_NUMBER),
        draw(st.sampled_from([(SOLDIER, ACCOMPANYING), (SOLDIER,)])),
        balance,
        ratio,
        equivalents,
        tuple(draw(st.lists(_shares(parties), max_size=3))),
        draw(_NUMBER),
    )


@st.composite
def lawful_terms(draw: st.DrawFn) -> Terms:
    """Any terms that make sense and that the law permits, with every key there is."""
    parties = draw(st.sampled_from([(LYSORIA, TORVENIA), (VARNIA, LYSORIA, TORVENIA)]))
    people = [f"P{number}" for number in range(9)]
    places = draw(st.lists(st.tuples(st.sampled_from(parties), _PLACES), unique=True, max_size=4))
    return Terms(
        parties=parties,
        day=DAY,
        exposure=draw(st.integers(1, 50)),
        counted=draw(_counted(parties)),
        unconditional=UnconditionalTerms(draw(st.sampled_from([None, 1, 60]))),
        criteria=tuple(draw(st.lists(st.sampled_from(["oldest", "women", "families", "older_than_40"]), unique=True))),
        later_rounds=tuple(sorted(draw(st.sets(_DATES, max_size=3)))),
        seats=tuple(Seats(holder, place, draw(_NUMBER), draw(st.integers(1, 9))) for holder, place in places),
        withheld=tuple(
            Withheld(person, draw(st.sampled_from(parties)), "prosecution", "robbery in Aldport", draw(_DATES))
            for person in draw(st.sets(st.sampled_from(people), max_size=3))
        ),
        together=draw(st.sampled_from([(), (("P1", "P2"),), (("P1", "P2"), ("P3", "P4", "P5"))])),
    )
