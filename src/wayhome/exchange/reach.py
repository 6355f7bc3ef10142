"""Which numbers of heads whole units can make up, and the choice that keeps an order while making one up exactly."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from wayhome.exchange.units import Equals, Unit


def reachable(sizes: Iterable[int], most: int, onto: int = 1) -> int:
    """The head counts up to ``most`` that some of the sizes add up to, added onto those of ``onto``.

    A set of counts is an integer whose bit n stands for n; ``onto`` is {0} unless given. Subset sums by shifting bits;
    the units of one size are added in lots of 1, 2, 4 …, so the work grows with the logarithm of their number.
    """
    within = (1 << most + 1) - 1
    reach = onto
    for size, number in Counter(sizes).items():
        lot = 1
        while number:
            lot = min(lot, number)
            reach |= reach << size * lot & within
            number -= lot
            lot *= 2
    return reach


def largest(reach: int) -> int:
    """The largest of a set of head counts."""
    return reach.bit_length() - 1


def sizes(units: Iterable[Unit]) -> list[int]:
    """The heads of each unit."""
    return [unit.heads for unit in units]


def choose(groups: Sequence[Equals], heads: int) -> list[Equals]:
    """Choose who goes so that exactly ``heads`` people do (a reachable number), the first group before the second …

    As many of the first group go as leave the rest exactly reachable by the later groups; then as many of the second …
    Only then does the sequence within a group say who, in the same way unit by unit.
    """
    shares = _shares([sizes(group.units) for group in groups], heads)
    return [
        replace(group, going=_first_in_sequence(group.units, share))
        for group, share in zip(groups, shares, strict=True)
    ]


def _first_in_sequence(units: Sequence[Unit], heads: int) -> tuple[Unit, ...]:
    if heads in (0, sum(sizes(units))):
        return tuple(units) if heads else ()
    shares = _shares([[unit.heads] for unit in units], heads)
    return tuple(unit for unit, share in zip(units, shares, strict=True) if share)


def _shares(groups: Sequence[list[int]], heads: int) -> list[int]:
    """How many heads each group gives: ``heads`` in all, of which the first gives the most it can, then the second …"""
    by_later = [1]
    for group in reversed(groups):
        by_later.append(reachable(group, heads, by_later[-1]))
    shares = []
    for group, rest in zip(groups, reversed(by_later[:-1]), strict=True):
        own = reachable(group, heads)
        share = next(n for n in range(min(heads, sum(group)), -1, -1) if own >> n & rest >> heads - n & 1)
        shares.append(share)
        heads -= share
    return shares
