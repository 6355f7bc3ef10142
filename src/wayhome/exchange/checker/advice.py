"""What would have to change for everybody of a kind to go: worked out again, and nothing said where it isn't sure.

It is sure of the unconditional where one limit of seats alone binds them; of the counted where two parties balance on
their own (no equivalents, no shares, no seats that two homes share), and numbers of people who travel together are seen
to add up.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TypeAlias

from wayhome.exchange.checker.kinds import Kind
from wayhome.exchange.terms import Balance, Terms
from wayhome.people.categories import Track

Advice: TypeAlias = tuple[tuple[str, str | int], ...]


class Advised:
    """The advice for kinds of a pool."""

    def __init__(self, terms: Terms, kinds: Sequence[Kind]) -> None:
        self._terms, self._rounds = terms, len(terms.rounds)
        self._lines = {(line.holder, line.place): line for line in terms.seats}
        self._known: dict[tuple[object, ...], Advice] = {}
        self._due: dict[tuple[str, ...], list[Kind]] = defaultdict(list)
        self._ways: dict[tuple[str, str], list[Kind]] = defaultdict(list)
        homes: dict[tuple[str, str], set[str]] = defaultdict(set)
        for kind in kinds:
            if kind.track is Track.UNCONDITIONAL and kind.first:
                self._due[self._limit(kind)].append(kind)
            if kind.track is Track.COUNTED and kind.first:
                self._ways[kind.holder, kind.home].append(kind)
                if kind.place is not None:
                    homes[kind.holder, kind.place].add(kind.home)
        self._sharing = {holder for (holder, _), some in homes.items() if len(some) > 1}
        self._ratio = dict.fromkeys(terms.parties, 1) | {each.party: each.heads for each in terms.counted.ratio}

    def of(self, kind: Kind, at: int) -> Advice:
        """What those of a kind are advised who go in round ``at`` (0: in none)."""
        if kind.track is not Track.UNCONDITIONAL and at:
            return ()
        alike = (kind.track, kind.holder, kind.home, kind.place, kind.standing)
        if alike not in self._known:
            self._known[alike] = self._of_due(kind) if kind.track is Track.UNCONDITIONAL else self._of_counted(kind)
        return self._known[alike]

    def _of_counted(self, kind: Kind) -> Advice:
        counted = self._terms.counted
        unsure = counted.balance is not Balance.PAIRS or counted.equivalents or counted.shares
        if unsure or {kind.holder, kind.home} & self._sharing:
            return ()
        there, back = self._ways[kind.holder, kind.home], self._ways.get((kind.home, kind.holder), [])
        if self._rounds > 1 and (counted.ratio or any(each.heads > 1 or each.first != 1 for each in (*there, *back))):
            return ()
        return self._between_two(kind, there, back)

    def _limit(self, kind: Kind) -> tuple[str, ...]:
        """Whose seats an unconditional kind shares: those each way where there are such, else those of its line."""
        if self._terms.unconditional.seats is not None:
            return kind.holder, "to", kind.home
        return (kind.holder,) if kind.place is None else (kind.holder, "from", kind.place)

    def _of_due(self, kind: Kind) -> Advice:
        """So many seats as all who are as urgent or more so lack, where one limit alone binds them."""
        transport = self._terms.unconditional.seats
        of_line = any(line.holder == kind.holder and line.unconditional is not None for line in self._terms.seats)
        if transport is not None and of_line:
            return ()
        same = self._due[self._limit(kind)]
        if self._rounds > 1 and any(each.heads > 1 for each in same):
            return ()
        heads = sum(_people([each]) for each in same if each.first == 1 and each.standing <= kind.standing)
        if transport is not None:
            return (("more_transport", heads - transport),) if heads > transport else ()
        line = self._lines.get((kind.holder, kind.place or ""))
        lacking = heads - ((line.unconditional if line else None) or 0)
        return (("more_seats", lacking), ("place", kind.place or "")) if lacking > 0 else ()

    def _between_two(self, kind: Kind, there: Sequence[Kind], back: Sequence[Kind]) -> Advice:
        """The first of the order go, as far as places and the way let them."""
        here, elsewhere = _parted(there, kind.place)
        first, first_elsewhere = _parted([each for each in there if each.standing <= kind.standing], kind.place)
        seats = self._seats(kind.holder, kind.place)
        lacking = 0 if seats is None else max(0, _people(first) - seats)
        going = _people(first) + self._seated(first_elsewhere)
        able = _people(here) if seats is None else min(_people(here), seats + lacking)
        able += self._seated(elsewhere)
        ours, theirs = self._ratio[kind.holder], self._ratio[kind.home]
        together = any(each.heads > 1 for each in there)
        if together and ((ours, theirs) != (1, 1) or self._seated(first_elsewhere) < _people(first_elsewhere)):
            return ()
        times = _up(going, ours)
        each_way = max(0, _up(times * max(ours, theirs), self._rounds) - self._terms.counted.most)
        released = self._short_of(times * theirs, back)
        if released is None or times * ours > able:
            return ()
        # Where the way isn't widened it must be filled by people alone: others might leave no room for all of the kind.
        if together and not each_way and not released:
            left = self._terms.counted.most - going
            if self._alone_after(kind, there) < left:
                return ()
        return (
            *((("more_most", each_way),) if each_way else ()),
            *((("more_seats", _up(lacking, self._rounds)), ("place", kind.place or "")) if lacking else ()),
            *((("more_released", released), ("by", kind.home)) if released else ()),
        )

    def _short_of(self, heads: int, back: Sequence[Kind]) -> int | None:
        """How many more people a way needs to make up so many heads; None where that isn't sure."""
        alone = self._seated([each for each in back if each.heads == 1])
        if heads <= alone:
            return 0
        if all(each.heads == 1 for each in back):
            return heads - alone
        everybody = _people(back)
        if self._seated(back) < everybody:
            return None
        if heads >= everybody:
            return heads - everybody
        return 0 if _adds_up(back, heads) else None

    def _alone_after(self, kind: Kind, there: Sequence[Kind]) -> int:
        """People who travel alone, after a kind in the order, whom the seats left by those before them hold."""
        room = 0
        for place in {each.place for each in there}:
            here, _ = _parted(there, place)
            after = _people(each for each in here if each.heads == 1 and each.standing > kind.standing)
            seats = self._seats(kind.holder, place)
            before = _people(each for each in here if each.standing <= kind.standing)
            room += after if seats is None else max(0, min(after, seats - before))
        return room

    def _seats(self, holder: str, place: str | None) -> int | None:
        """Counted seats from a place in all rounds; None for no limit."""
        seats = None if place is None else self._lines[holder, place].counted
        return None if seats is None else seats * self._rounds

    def _seated(self, kinds: Sequence[Kind]) -> int:
        """How many people of some kinds of one way have seats."""
        seated = 0
        for place in {kind.place for kind in kinds}:
            here = _people(_parted(kinds, place)[0])
            seats = self._seats(kinds[0].holder, place)
            seated += here if seats is None else min(here, seats)
        return seated


def _parted(kinds: Sequence[Kind], place: str | None) -> tuple[list[Kind], list[Kind]]:
    """Those of a place, and those of all others."""
    here = [kind for kind in kinds if kind.place == place]
    return here, [kind for kind in kinds if kind.place != place]


def _people(kinds: Iterable[Kind]) -> int:
    return sum(kind.number * kind.heads for kind in kinds)


def _up(number: int, by: int) -> int:
    """Divided, rounded up."""
    return -(-number // by)


def _adds_up(kinds: Sequence[Kind], heads: int) -> bool:
    """Whether some units of these come to so many heads: bit n of a number says that some come to n."""
    units: dict[int, int] = defaultdict(int)
    for kind in kinds:
        units[kind.heads] += kind.number
    sums = 1
    for size, left in units.items():
        some = 1
        while left:
            some = min(some, left)
            sums |= sums << size * some
            left -= some
            some *= 2
    return bool(sums >> heads & 1)
