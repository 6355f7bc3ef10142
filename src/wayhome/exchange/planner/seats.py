"""Seats for the unconditional in each round: who of a part fills them, the most urgent first, families whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from wayhome.exchange.planner.kinds import Kind
from wayhome.exchange.program import RowName, Whole
from wayhome.exchange.reach import heads_of, largest, reachable, shares
from wayhome.exchange.units import Unit, drawn


@dataclass(frozen=True, slots=True)
class Cap:
    """Seats that some kinds share in each round."""

    name: RowName
    seats: int
    kinds: frozenset[int]
    """Their numbers."""


def fill(kinds: Sequence[Kind], caps: Sequence[Cap], rounds: int, digest: str) -> Whole:
    """Units of each kind gone by each round, shape (kinds, rounds): each round takes as many as it seats.

    With one cap a round takes the most heads that whole units make up exactly, of those as many as can be of the most
    urgent, then of the next …; among equals the draw decides. With several caps whoever is most urgent and finds room
    under each goes; what that leaves to be gained is for the program to find.
    """
    gone = np.zeros((len(kinds), rounds), dtype=np.int64)
    left = {number: kind.number for number, kind in enumerate(kinds)}
    for at in range(rounds):
        there = [number for number, kind in enumerate(kinds) if left[number] and kind.first <= at + 1]
        there.sort(key=lambda number: (kinds[number].key, kinds[number].name))
        choose = _under_one if len(caps) == 1 else _under_several
        for number, units in choose(kinds, caps, {number: left[number] for number in there}, digest).items():
            left[number] -= units
            gone[number, at:] += units
    return gone


def _under_one(kinds: Sequence[Kind], caps: Sequence[Cap], there: Mapping[int, int], digest: str) -> dict[int, int]:
    (cap,) = caps
    groups: dict[tuple[int, ...], list[int]] = {}
    for number in there:
        groups.setdefault(kinds[number].key, []).append(number)
    sizes = [_sizes(kinds, there, numbers) for numbers in groups.values()]
    if sum(map(heads_of, sizes)) <= cap.seats:
        return dict(there)
    everybody: Counter[int] = Counter()
    for each in sizes:
        everybody.update(each)
    heads = largest(reachable(everybody, cap.seats))
    going = {}
    for numbers, own, share in zip(groups.values(), sizes, shares(sizes, heads), strict=True):
        if share == heads_of(own):
            going.update({number: there[number] for number in numbers})
        elif share:
            going.update(_drawn(kinds, there, numbers, share, digest))
    return going


def _sizes(kinds: Sequence[Kind], there: Mapping[int, int], numbers: Sequence[int]) -> Counter[int]:
    sizes: Counter[int] = Counter()
    for number in numbers:
        sizes[kinds[number].heads] += there[number]
    return sizes


def _drawn(
    kinds: Sequence[Kind], there: Mapping[int, int], numbers: Sequence[int], heads: int, digest: str
) -> Counter[int]:
    """Units of equal kinds by the draw, ``heads`` in all."""
    of: dict[Unit, int] = {}
    for number in numbers:
        # Whoever of a kind was drawn earlier has gone: those at its end are left.
        for unit in drawn(digest, kinds[number].units)[kinds[number].number - there[number] :]:
            of[unit] = number
    sequence = drawn(digest, of)
    taken = shares([{unit.heads: 1} for unit in sequence], heads)
    return Counter(of[unit] for unit, share in zip(sequence, taken, strict=True) if share)


def _under_several(kinds: Sequence[Kind], caps: Sequence[Cap], there: Mapping[int, int], _: str) -> dict[int, int]:
    room = [cap.seats for cap in caps]
    under = {number: [at for at, cap in enumerate(caps) if number in cap.kinds] for number in there}
    going = {}
    for number, units in there.items():
        heads = kinds[number].heads
        units = min([units, *(room[at] // heads for at in under[number])])
        for at in under[number]:
            room[at] -= units * heads
        going[number] = units
    return going
