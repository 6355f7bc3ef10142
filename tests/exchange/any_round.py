"""Rounds of every sort, of few people, drawn by hypothesis."""

from __future__ import annotations

from datetime import timedelta
from itertools import permutations

from exchange.by_hand import ACCOMPANYING, CHILD, CIVILIAN, DAY, LYSORIA, MEDIC, SOLDIER, TORVENIA, VARNIA, WOUNDED
from hypothesis import strategies as st

from wayhome.exchange import Balance, Candidate, CountedTerms, Seats, Terms, UnconditionalTerms, Withheld
from wayhome.people.particulars import PartialDate

BOTH, THREE = (LYSORIA, TORVENIA), (LYSORIA, TORVENIA, VARNIA)
SOME = [(SOLDIER, ()), (SOLDIER, ()), (SOLDIER, ()), (ACCOMPANYING, ())]
PROTECTED = [(SOLDIER, (WOUNDED,)), (CIVILIAN, ()), (MEDIC, ()), (CIVILIAN, (CHILD,))]
_SINCE = [None, PartialDate(2022), PartialDate(2022, 12, 31), PartialDate(2024, 2, 29)]
_BORN = [None, PartialDate(1990, 1, 1), PartialDate(2004, 6), PartialDate(1971)]


@st.composite
def people(draw: st.DrawFn, parties, units: int, kinds, ways=()) -> list[Candidate]:
    """Up to so many units, single or of two or three, held anywhere by anybody, or only on some ways."""
    pool = []
    for unit in range(draw(st.integers(0, units))):
        holder, home = draw(st.sampled_from(list(ways or permutations(parties, 2))))
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
                    f"family {unit}" if heads > 1 and (unit % 2 or kinds is not SOME) else "",
                    draw(st.sampled_from(_SINCE)),
                    draw(st.sampled_from(_BORN)),
                    draw(st.sampled_from(["female", "male", ""])),
                    place,
                    rank=draw(st.sampled_from(["", "captain"])),
                )
            )
    return pool


@st.composite
def rounds_of(draw: st.DrawFn, parties, units: int, kinds, *, rounds: int, balance=Balance.PAIRS, ways=(), **counted):
    """Terms of every sort, and a pool of few units, on some ways only where they are given."""
    pool = draw(people(parties, units, kinds, ways))
    crews = {}
    for each in pool:
        if not each.family:
            crews.setdefault(each.person.split("-")[1][0], []).append(each.person)
    days = tuple(DAY + timedelta(days=14 * number) for number in range(rounds))
    withheld = [
        Withheld(
            each.person,
            each.holder,
            "unfit",
            "by the camp surgeon",
            draw(st.sampled_from([days[-1], DAY.replace(year=2099)])),
        )
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
        criteria=tuple(
            draw(st.lists(st.sampled_from(["longest_held", "women", "youngest", "families"]), unique=True, max_size=2))
        ),
        later_rounds=days[1:],
        seats=tuple(seats),
        withheld=tuple(withheld),
        together=tuple(tuple(crew) for crew in crews.values() if len(crew) > 1),
    )
    return terms, pool
