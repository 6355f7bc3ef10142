"""Which numbers of heads whole units can make up, and how many of each group make one up with the first group first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence


def reachable(sizes: Mapping[int, int], most: int, onto: int = 1) -> int:
    """The head counts up to ``most`` that some units, counted by their heads, add up to, onto those of ``onto``.

    A set of counts is an integer whose bit n stands for n; ``onto`` is {0} unless given. Subset sums by shifting bits;
    the units of one size are added in lots of 1, 2, 4 …, so the work grows with the logarithm of their number.
    """
    within = (1 << most + 1) - 1
    reach = onto
    for size, number in sizes.items():
        lot = 1
        while number > 0 and size * lot <= most:
            lot = min(lot, number)
            reach |= reach << size * lot & within
            number -= lot
            lot *= 2
    return reach


def largest(reach: int) -> int:
    """The largest of a set of head counts."""
    return reach.bit_length() - 1


def heads_of(sizes: Mapping[int, int]) -> int:
    """How many people there are in units counted by their heads."""
    return sum(size * number for size, number in sizes.items())


def shares(groups: Sequence[Mapping[int, int]], heads: int) -> list[int]:
    """How many heads each group gives: ``heads`` in all (a reachable number), of which the first gives the most it can,
    then the second …"""
    by_later = [1]
    for group in reversed(groups):
        by_later.append(reachable(group, heads, by_later[-1]))
    given = []
    for group, rest in zip(groups, reversed(by_later[:-1]), strict=True):
        own = reachable(group, heads)
        share = next(n for n in range(min(heads, heads_of(group)), -1, -1) if own >> n & rest >> heads - n & 1)
        given.append(share)
        heads -= share
    return given
