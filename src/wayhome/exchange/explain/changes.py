"""What would have to change so that everybody of a counted kind goes: for all kinds at once, said only if certain.

It is certain where each pair of parties is on its own (pairs, no equivalents, no shares, no seats that two homes
share): then a way, from a holder to a home, is decided by how many heads go and by the order of the home alone.

- Where everybody of a way travels alone, places with seats are nested in the way, so that those who go are as many of
  the first tiers as seats and heads allow (a laminar matroid: Edmonds, *Matroids and the greedy algorithm*, 1971). A
  kind goes whole once its place seats everybody there up to its tier, and the way lets so many go as that and the other
  places' tiers up to it come to.
- Where some of a way travel together, it is certain if all tiers up to the kind's find seats and either make up the
  whole number that can go, or leave a rest which people who travel alone can fill.

The other way must be able to make up what balances it: with people who travel alone, with all its people, or with
a number that its units add up to.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import TypeAlias

from wayhome.exchange.criteria import Key
from wayhome.exchange.planner.kinds import Kind
from wayhome.exchange.planner.solved import Solved
from wayhome.exchange.reach import reachable
from wayhome.exchange.terms import Balance
from wayhome.people.categories import Track

Parameters: TypeAlias = tuple[tuple[str, str | int], ...]

_NO_LIMIT = 1 << 60


class Changes:
    """The changes for each kind of what was solved."""

    def __init__(self, solved: Solved) -> None:
        self._terms = terms = solved.terms
        self._rounds = len(terms.rounds)
        lines = {(line.holder, line.place): line.counted for line in terms.seats}
        of_way: dict[tuple[str, str], list[Kind]] = {}
        homes: dict[tuple[str, str], set[str]] = {}
        for kind, _ in solved.of_track(Track.COUNTED):
            if kind.first:
                of_way.setdefault((kind.holder, kind.home), []).append(kind)
                if kind.place is not None:
                    homes.setdefault((kind.holder, kind.place), set()).add(kind.home)
        self._ways = {
            way: _Way(kinds, {kind.place: self._seats(lines, kind) for kind in kinds}) for way, kinds in of_way.items()
        }
        self._shared = {holder for (holder, _), some in homes.items() if len(some) > 1}
        self._ratio = dict.fromkeys(terms.parties, 1) | {each.party: each.heads for each in terms.counted.ratio}

    def _seats(self, lines: dict[tuple[str, str], int | None], kind: Kind) -> int:
        """Seats of a kind's place in all rounds."""
        seats = None if kind.place is None else lines[kind.holder, kind.place]
        return _NO_LIMIT if seats is None else seats * self._rounds

    def for_all_of(self, kind: Kind) -> Parameters:
        """What would bring everybody of a kind home; nothing where that isn't certain."""
        way, other = self._ways[kind.holder, kind.home], self._ways.get((kind.home, kind.holder), _NOBODY)
        if not self._alone(kind, way, other):
            return ()
        ratio = self._ratio[kind.holder], self._ratio[kind.home]
        needed = way.needed(kind)
        if needed is None or (not way.single and ratio != (1, 1)):
            return ()
        times = -(-needed.heads // ratio[0])
        most = max(0, -(-times * max(ratio) // self._rounds) - self._terms.counted.most)
        seats = -(-needed.seats // self._rounds)
        released = other.short_of(times * ratio[1])
        if released is None or times * ratio[0] > needed.able:
            return ()
        if not way.single and not most and not released and not way.fills(kind, self._terms.counted.most):
            return ()
        return (
            *((("more_most", most),) if most else ()),
            *((("more_seats", seats), ("place", kind.place or "")) if seats else ()),
            *((("more_released", released), ("by", kind.home)) if released else ()),
        )

    def _alone(self, kind: Kind, way: _Way, other: _Way) -> bool:
        """Whether this pair of parties has nothing to do with anybody else, and order alone decides on its ways."""
        counted = self._terms.counted
        if counted.balance is not Balance.PAIRS or counted.equivalents or counted.shares:
            return False
        if {kind.holder, kind.home} & self._shared:
            return False
        if self._rounds == 1:
            return True
        # How ratios, families and people withheld for some rounds spread over several rounds isn't certain.
        return not counted.ratio and way.single and other.single and not (way.later or other.later)


@dataclass(frozen=True)
class _Needed:
    """What it takes for a kind to go whole."""

    heads: int
    """That go on the way."""
    seats: int
    """More, at the kind's place."""
    able: int
    """The most heads of the way that could go with those."""


class _Way:
    """The counted of one holder and home, by place and tier."""

    def __init__(self, kinds: Sequence[Kind], seats: dict[str | None, int]) -> None:
        self._kinds, self._seats = kinds, seats
        self.single = all(kind.heads == 1 for kind in kinds)
        self.later = any(kind.first != 1 for kind in kinds)
        self._tiers: dict[str | None, tuple[list[Key], list[int], list[int]]] = {}
        for place in seats:
            heads: Counter[Key] = Counter()
            alone: Counter[Key] = Counter()
            for kind in kinds:
                if kind.place == place:
                    heads[kind.key] += kind.heads * kind.number
                    alone[kind.key] += kind.number if kind.heads == 1 else 0
            keys = sorted(heads)
            self._tiers[place] = (
                keys,
                [0, *accumulate(heads[key] for key in keys)],
                [0, *accumulate(alone[key] for key in keys)],
            )

    def _upto(self, place: str | None, key: Key) -> int:
        keys, heads, _ = self._tiers[place]
        return heads[bisect_right(keys, key)]

    def needed(self, kind: Kind) -> _Needed | None:
        """What it takes for a kind to go whole; None where that isn't certain."""
        own = self._upto(kind.place, kind.key)
        elsewhere = [
            (self._upto(place, kind.key), seats) for place, seats in self._seats.items() if place != kind.place
        ]
        if not self.single and any(heads > seats for heads, seats in elsewhere):
            return None
        heads = own + sum(min(each) for each in elsewhere)
        seats = max(own, self._seats[kind.place])
        able = min(seats, self._tiers[kind.place][1][-1]) + sum(
            min(self._tiers[place][1][-1], limit) for place, limit in self._seats.items() if place != kind.place
        )
        return _Needed(heads, seats - self._seats[kind.place], able)

    def fills(self, kind: Kind, most: int) -> bool:
        """Whether people who travel alone, after all tiers up to a kind's, can make up any number up to ``most``."""
        rest = most
        room = 0
        for place, seats in self._seats.items():
            keys, heads, alone = self._tiers[place]
            at = bisect_right(keys, kind.key)
            rest -= heads[at]
            room += max(0, min(seats - heads[at], alone[-1] - alone[at]))
        return room >= rest

    def short_of(self, heads: int) -> int | None:
        """How many more people, alone and with seats, this way needs to make up so many heads; None if not certain."""
        if heads <= self._alone_able:
            return 0
        if self.single:
            return heads - self._alone_able
        if any(self._tiers[place][1][-1] > seats for place, seats in self._seats.items()):
            return None
        if heads >= self._everybody:
            return heads - self._everybody
        return 0 if self._sums >> heads & 1 else None

    @cached_property
    def _alone_able(self) -> int:
        return sum(min(seats, self._tiers[place][2][-1]) for place, seats in self._seats.items())

    @cached_property
    def _everybody(self) -> int:
        return sum(kind.heads * kind.number for kind in self._kinds)

    @cached_property
    def _sums(self) -> int:
        sizes: Counter[int] = Counter()
        for kind in self._kinds:
            sizes[kind.heads] += kind.number
        return reachable(sizes, self._everybody)


_NOBODY = _Way((), {})
