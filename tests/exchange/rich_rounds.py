"""Small pools and terms with everything in them at once, drawn by hypothesis."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta

from exchange.by_hand import ACCOMPANYING, CHILD, CIVILIAN, DAY, LYSORIA, MEDIC, SOLDIER, TORVENIA, VARNIA, WOUNDED
from hypothesis import strategies as st

from wayhome.exchange import (
    Balance,
    Candidate,
    CountedTerms,
    Equivalents,
    Order,
    RankEquivalent,
    Released,
    Seats,
    Share,
    Terms,
    UnconditionalTerms,
    Withheld,
)
from wayhome.people.categories import COUNTABLE
from wayhome.people.particulars import PartialDate

_STATUS = [(SOLDIER, ())] * 6 + [
    (ACCOMPANYING, ()),
    (SOLDIER, (WOUNDED,)),
    (CIVILIAN, ()),
    (MEDIC, ()),
    (CIVILIAN, (CHILD,)),
]
_SINCE = [None, PartialDate(2022), PartialDate(2022, 12, 31), PartialDate(2024, 2, 29)]
_BORN = [None, PartialDate(1990, 1, 1), PartialDate(2004, 6), PartialDate(1971)]
_SHARES = [
    Share("younger_than_25", least_percent=30),
    Share("women", TORVENIA, least=1),
    Share("older_than_40", most=1),
    Share("accompanying_armed_forces", LYSORIA, most_percent=50),
]
_CRITERIA = ["longest_held", "youngest", "oldest", "women", "families", "younger_than_25"]


@st.composite
def rich_rounds(draw: st.DrawFn, units: int = 14) -> tuple[Terms, list[Candidate], list[Order]]:
    """Terms of every sort between two or three parties, up to so many units, and one party's order."""
    random = draw(st.randoms(use_true_random=False))
    parties = random.choice([(LYSORIA, TORVENIA), (VARNIA, LYSORIA, TORVENIA)])
    pool = [each for unit in range(random.randint(0, units)) for each in _unit(random, parties, unit)]
    ways = defaultdict(list)
    for each in pool:
        if not each.conditions and each.category in COUNTABLE and not each.family:
            ways[each.holder, each.home].append(each.person)
    days = [DAY + timedelta(days=14 * number) for number in range(random.choice([1, 1, 2, 3]))]
    ended = random.random() < 0.08
    terms = Terms(
        parties=parties,
        day=DAY,
        exposure=10,
        counted=CountedTerms(0) if ended else _counted(random),
        unconditional=UnconditionalTerms(random.choice([None, 1, 2, 3])),
        criteria=tuple(random.sample(_CRITERIA, random.randint(0, 2))),
        hostilities_ended=ended,
        later_rounds=tuple(days[1:]),
        seats=tuple(
            Seats(party, place, random.choice([None, 1, 2, 4]), random.choice([1, 2, 4]))
            for party in parties
            for place in ("Camp 1", "Camp 2", "")
            if random.random() < 0.3
        ),
        withheld=tuple(
            Withheld(
                each.person, each.holder, "unfit", "by the camp surgeon", DAY + timedelta(random.choice([10, 300]))
            )
            for each in pool
            if random.random() < 0.1
        ),
        together=tuple(tuple(way[:2]) for way in ways.values() if len(way) > 3 and random.random() < 0.5),
    )
    orders = [Order(TORVENIA, ("oldest", "women"))]
    if terms.counted.asked_by_name and pool:
        orders = [Order(TORVENIA, ("named", "oldest"), (random.choice(pool).person,))]
    return terms, pool, orders if random.random() < 0.5 else []


def _unit(random, parties, number: int) -> list[Candidate]:
    holder, home = random.sample(parties, 2)
    heads = random.choice([1, 1, 1, 1, 2, 3])
    place = random.choice(["Camp 1", "Camp 2", "Camp 3"])
    first = random.choice(_STATUS)
    return [
        Candidate(
            f"{random.randint(10, 99)}-{number}{member}",
            holder,
            home,
            *(first if member == 0 else (SOLDIER, ())),
            f"family {number}" if heads > 1 else "",
            random.choice(_SINCE),
            random.choice(_BORN),
            random.choice(["female", "male", ""]),
            place,
            rank=random.choice(["", "captain"]),
        )
        for member in range(heads)
    ]


def _counted(random) -> CountedTerms:
    balance = random.choice(list(Balance))
    equivalents = None
    if random.random() < 0.25:
        equivalents = Equivalents((RankEquivalent("captain", 3),), random.choice([0, 2]), random.random() < 0.5)
    free = equivalents is not None and equivalents.instead_of_heads
    return CountedTerms(
        random.choice([0, 1, 2, 3, 5, 20]),
        random.choice([(SOLDIER, ACCOMPANYING), (SOLDIER,)]),
        balance,
        (Released(LYSORIA, 2),) if balance is Balance.PAIRS and not free and random.random() < 0.3 else (),
        equivalents,
        tuple(share for share in _SHARES if random.random() < 0.2),
        random.choice([0, 2]),
    )
