"""Rounds of any size for the planner's benchmark: invented parties and people, the same for the same seed.

People are held in six places each, most of them privates; two in a hundred are women, one in eight is protected, one in
twenty-five travels with family, six in a hundred are withheld, half of those until a day that is known.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

from wayhome.exchange import (
    Balance,
    Candidate,
    CountedTerms,
    Order,
    Seats,
    Share,
    Terms,
    UnconditionalTerms,
    Withheld,
)
from wayhome.people.categories import Category, Condition
from wayhome.people.particulars import PartialDate

DAY = date(2026, 8, 24)
PARTIES = ("Arvenia", "Belmark", "Corvia", "Dorsal Isles", "Estrel", "Farland", "Gorska")
PLACES = tuple(f"Camp {number}" for number in range(1, 7))
RANKS = ("private", "corporal", "sergeant", "lieutenant", "captain", "major", "colonel", "general")
_DATES = tuple(
    PartialDate(day.year, day.month, day.day) for day in (DAY - timedelta(days=each) for each in range(1300))
)
_BORN = tuple(PartialDate(year, month, 15) for year in range(1962, 2008) for month in range(1, 13))
_CHILDREN = tuple(PartialDate(year, 6) for year in range(2010, 2026))
_CATEGORIES = (
    Category.PRISONER_OF_WAR,
    Category.CIVILIAN_DETAINEE,
    Category.RETAINED_PERSONNEL,
    Category.ACCOMPANYING,
)


@dataclass(frozen=True)
class Round:
    """What a planner is given."""

    terms: Terms
    orders: tuple[Order, ...]
    pool: tuple[Candidate, ...]


def people(ways: Sequence[tuple[str, str, int]], seed: int) -> tuple[list[Candidate], list[Withheld]]:
    """People held, as holder, home and how many; and those of them who are withheld."""
    random = np.random.default_rng(seed)
    pool: list[Candidate] = []
    withheld: list[Withheld] = []
    for holder, home, number in ways:
        held = np.where(
            random.random(number) < 0.35, random.integers(900, 1300, number), random.integers(10, 900, number)
        )
        born = random.integers(0, len(_BORN), number)
        category = random.choice(4, number, p=[0.885, 0.08, 0.03, 0.005])
        wounded, woman = random.random(number) < 0.04, random.random(number) < 0.02
        child = (random.random(number) < 0.1) & (category == 1)
        weights = 1 / np.arange(1, len(PLACES) + 1)
        place = random.choice(len(PLACES), number, p=weights / weights.sum())
        rank = random.choice(len(RANKS), number, p=[0.52, 0.20, 0.14, 0.06, 0.04, 0.025, 0.01, 0.005])
        family = _families(random, number)
        back = random.random(number)
        until = random.integers(1, 12, number)
        for each in range(number):
            person = f"{holder[0]}{home[0]}{each:06}"
            first = family[each] if family[each] >= 0 else each
            conditions = [Condition.CHILD] if child[each] else []
            if wounded[each]:
                conditions.append(Condition.SERIOUSLY_WOUNDED_OR_SICK)
            pool.append(
                Candidate(
                    person,
                    holder,
                    home,
                    _CATEGORIES[category[each]],
                    tuple(conditions),
                    f"{holder[0]}{home[0]}-{first}" if family[each] >= 0 else "",
                    _DATES[held[each]],
                    _CHILDREN[born[each] % len(_CHILDREN)] if child[each] else _BORN[born[each]],
                    "female" if woman[each] else "male",
                    PLACES[place[first]],
                    f"H{home[0]}{each:06}",
                    f"S{holder[0]}{each:06}",
                    RANKS[rank[each]],
                )
            )
            if back[each] < 0.03:
                withheld.append(
                    Withheld(person, holder, "prosecution", "murder of a civilian, before the district court of Larn")
                )
            elif back[each] < 0.06:
                day = DAY + timedelta(days=14 * int(until[each]))
                withheld.append(Withheld(person, holder, "unfit", "by the camp surgeon, judged again on that day", day))
    return pool, withheld


def two_parties(each: int, rounds: int = 12, seats: int | None = None, seed: int = 1) -> Round:
    """Two parties that hold so many each, six places, rounds a fortnight apart."""
    one, other = PARTIES[:2]
    pool, withheld = people([(one, other, each), (other, one, each)], seed)
    room = seats or max(20, each // 200)
    terms = Terms(
        parties=(one, other),
        day=DAY,
        exposure=50,
        counted=CountedTerms(
            most=6 * room,
            shares=(Share("younger_than_25", least_percent=5), Share("held_longer_than_900_days", least_percent=30)),
        ),
        criteria=("longest_held",),
        later_rounds=tuple(DAY + timedelta(days=14 * number) for number in range(1, rounds)),
        seats=tuple(
            Seats(party, place, counted=room, unconditional=room) for party in (one, other) for place in PLACES
        ),
        withheld=tuple(withheld),
    )
    orders = (Order(other, ("women", "held_longer_than_900_days", "longest_held")),)
    return Round(terms, orders, tuple(pool))


def one_round_of_146(pool_of: int = 20_000, seed: int = 1) -> Round:
    """146 for 146 out of a pool."""
    one, other = PARTIES[:2]
    pool, _ = people([(one, other, pool_of // 2), (other, one, pool_of // 2)], seed)
    terms = Terms(
        parties=(one, other),
        day=DAY,
        exposure=50,
        counted=CountedTerms(most=146),
        unconditional=UnconditionalTerms(60),
        criteria=("longest_held",),
    )
    return Round(terms, (), tuple(pool))


def seven_parties(
    people_held: int = 58_000, rounds: int = 12, balance: Balance = Balance.CIRCLE, seed: int = 7
) -> Round:
    """Seven parties that hold unlike numbers of each other's people."""
    random = np.random.default_rng(seed)
    totals = np.array([1, 2, 4, 6, 10, 15, 20]) * people_held // 58
    ways = []
    for holder, total in zip(PARTIES, totals.tolist(), strict=True):
        others = [party for party in PARTIES if party != holder]
        for home, part in zip(others, random.dirichlet(np.full(6, 0.5)).tolist(), strict=True):
            if int(part * total) >= 20:
                ways.append((holder, home, int(part * total)))
    pool, withheld = people(ways, seed)
    room = max(10, people_held // 400)
    terms = Terms(
        parties=PARTIES,
        day=DAY,
        exposure=50,
        counted=CountedTerms(
            most=4 * room, balance=balance, shares=(Share("held_longer_than_900_days", least_percent=30),)
        ),
        criteria=("longest_held",),
        later_rounds=tuple(DAY + timedelta(days=14 * number) for number in range(1, rounds)),
        seats=tuple(Seats(party, place, counted=room, unconditional=room) for party in PARTIES for place in PLACES),
        withheld=tuple(withheld),
    )
    return Round(terms, (), tuple(pool))


def pairs_only(of: Round) -> Round:
    """The same round with every pair balanced on its own."""
    return replace(of, terms=replace(of.terms, counted=replace(of.terms.counted, balance=Balance.PAIRS)))


def _families(random: np.random.Generator, number: int) -> np.ndarray:
    """For each person the first of their family, or -1: four in a hundred travel in units of two to four."""
    family = np.full(number, -1)
    order = random.permutation(number)
    at, left = 0, int(0.04 * number)
    while left > 1:
        size = int(random.choice([2, 3, 4], p=[0.6, 0.25, 0.15]))
        members = order[at : at + size]
        family[members] = members.min()
        at, left = at + size, left - size
    return family
