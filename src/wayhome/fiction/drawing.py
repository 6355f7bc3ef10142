"""Drawing by chance, always from the caller's generator: common things often, rare things rarely."""

from bisect import bisect
from collections.abc import Mapping, Sequence
from itertools import accumulate
from random import Random
from typing import Generic, TypeVar

T = TypeVar("T")


class Common(Generic[T]):
    """Items, the most common first: the one at rank r (from 1) is drawn in proportion to 1 / (r + flatness).

    This is the law of Zipf and Mandelbrot; ``flatness`` keeps the first from being half of all.
    """

    def __init__(self, items: Sequence[T], flatness: int) -> None:
        self.items = tuple(items)
        self._cumulative = tuple(accumulate(1 / (rank + flatness) for rank in range(1, len(self.items) + 1)))

    def draw(self, random: Random) -> T:
        return weighted(random, self.items, self._cumulative)


def pick(random: Random, items: Sequence[T]) -> T:
    """One of the items, all equally likely: `Random.choice` in half the time."""
    return items[int(random.random() * len(items))]


def weighted(random: Random, items: Sequence[T], cumulative_weights: Sequence[float]) -> T:
    """One of the items, each in proportion to its weight: `Random.choices` for one draw, without its preparations."""
    return items[bisect(cumulative_weights, random.random() * cumulative_weights[-1], 0, len(items) - 1)]


def happens(random: Random, rate: float) -> bool:
    """Whether something of this probability happens. Draws once whatever the rate, so that streams stay in step."""
    return random.random() < rate


def branch(random: Random) -> Random:
    """A generator of its own for one part of the work, so that what it draws changes nothing elsewhere."""
    return Random(random.getrandbits(64))  # noqa: S311 - fiction is to be repeatable and guards no secret


def expect_shares(shares: Mapping[str, float]) -> None:
    """Raise ValueError, naming it, for a share that isn't between 0 and 1."""
    for name, share in shares.items():
        if not 0 <= share <= 1:
            raise ValueError(f"{name} is a share between 0 and 1, not {share}")
