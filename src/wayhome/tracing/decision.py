"""From weights to verdicts: probabilities, one partner each, and what the machine dares to call confirmed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from math import exp, log
from typing import NamedTuple

from wayhome.tracing.matches import Verdict

_EXPECTED_SHARE = 0.5
"""Of the people on the shorter list, as many are expected on the other."""
_SMALLEST_WORLD = 1_000
"""Short lists are drawn from a larger world: two people of one name in lists of ten are still two in a country."""

_CONFIRMED = log(0.99 / 0.01)
"""Log-odds from which the machine may confirm."""
POSSIBLE = log(0.1 / 0.9)
"""Log-odds from which a match is worth an officer's look."""
_CLEAR_MARGIN = log(50)
"""Log-odds by which a confirmed match must stand above every other of either person."""


class Weighed(NamedTuple):
    """A pair by its positions in the two lists (both in order of ids)."""

    sought: int
    held: int
    log_odds: float
    contradicted: bool
    """Whether something grave speaks against it, such as another given name."""


def prior(held: int, sought: int) -> float:
    """Log-odds that two entries picked at random from lists of these lengths are one person.

    Of max(held, sought) possible partners of a person on the longer list at most one is right.
    """
    share = _EXPECTED_SHARE / max(held, sought, _SMALLEST_WORLD)
    return log(share / (1 - share))


def probability(log_odds: float) -> float:
    """From log-odds to a probability in four digits, never 0 or 1: the machine isn't certain of anybody."""
    return min(max(round(1 / (1 + exp(-max(log_odds, -40.0))), 4), 0.0001), 0.9999)


class Decided(NamedTuple):
    """A pair worth seeing and what the machine says of it."""

    pair: Weighed
    verdict: Verdict
    rivalled: bool
    """Whether another pair of one of the two people is about as likely, or likelier."""


def decide(pairs: Iterable[Weighed]) -> list[Decided]:
    """Give each pair its verdict, likeliest pairs first and ties by place; leave out what isn't worth seeing.

    A pair is confirmed when it is likely enough, nothing grave contradicts it, and it stands clear of every other pair
    of its two people: so a confirmed person has one partner. The others are possible, but not between two people who
    are both confirmed with somebody else.
    """
    ordered = sorted(pairs, key=lambda pair: (-pair.log_odds, pair.sought, pair.held))
    of_sought, of_held = defaultdict(list), defaultdict(list)
    for pair in ordered:
        of_sought[pair.sought].append(pair.log_odds)
        of_held[pair.held].append(pair.log_odds)

    def is_clear(pair: Weighed) -> bool:
        return _stands_clear(pair.log_odds, of_sought[pair.sought]) and _stands_clear(pair.log_odds, of_held[pair.held])

    clear = {pair: is_clear(pair) for pair in ordered}
    confirmed = {pair for pair in ordered if clear[pair] and pair.log_odds >= _CONFIRMED and not pair.contradicted}
    sought_done, held_done = {pair.sought for pair in confirmed}, {pair.held for pair in confirmed}
    return [
        Decided(pair, Verdict.CONFIRMED if pair in confirmed else Verdict.POSSIBLE, not clear[pair])
        for pair in ordered
        if pair in confirmed or pair.sought not in sought_done or pair.held not in held_done
    ]


def _stands_clear(log_odds: float, of_person: list[float]) -> bool:
    """Whether a pair is by a clear margin the first of all pairs of a person, which are in falling order."""
    return log_odds == of_person[0] and (len(of_person) < 2 or log_odds - of_person[1] >= _CLEAR_MARGIN)
