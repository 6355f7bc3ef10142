"""From weights to verdicts: probabilities, one partner each, and what the machine dares to call confirmed."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, log

import numpy as np
from numpy.typing import NDArray

from wayhome.tracing.vocabulary import Mask, Numbers

_EXPECTED_SHARE = 0.5
"""Of the people on the shorter list, as many are expected on the other."""
_OTHER_ENTRIES = 0.5
"""Of one list, whose owner asks for doubles, so many other entries are expected to be of an entry's person."""
_SMALLEST_WORLD = 1_000
"""Short lists are drawn from a larger world: two people of one name in lists of ten are still two in a country."""
_LISTED_AGAIN = 0.004
"""How much rarer an entry is a second one of a person already found than the first of one not yet found."""

_CONFIRMED = log(0.998 / 0.002)
"""Log-odds from which the machine may confirm."""
POSSIBLE = log(0.1 / 0.9)
"""Log-odds from which a match is worth an officer's look."""
_CLEAR_MARGIN = log(50)
"""Log-odds by which a confirmed match must stand above every other of either person."""


@dataclass(frozen=True)
class Pairs:
    """Pairs by their positions in the two lists (both in order of ids)."""

    sought: Numbers
    held: Numbers
    log_odds: NDArray[np.float64]
    contradicted: Mask
    """Whether something grave speaks against it, such as another given name, or too little is stated to confirm it."""
    same: Mask
    """Whether an officer judged the two to be one person."""
    unsure: Mask
    different: Mask

    def __len__(self) -> int:
        return len(self.log_odds)


@dataclass(frozen=True)
class Decided:
    """For each pair whether it is confirmed, whether it is worth seeing, and whether another comes near it."""

    confirmed: Mask
    shown: Mask
    rivalled: Mask
    """Whether another pair of one of the two people is about as likely, or likelier."""


def prior(held: int, sought: int, share: float = _EXPECTED_SHARE) -> float:
    """Log-odds that two entries of lists of these lengths are one person rather than two whom the other list lacks.

    ``share`` of the people on the shorter list are on the longer, where one entry of each is right. What speaks against
    a pair beyond that is that one of the two belongs to a third: that is for `of_rivals` to say.
    """
    shorter, longer = min(held, sought), max(held, sought, _SMALLEST_WORLD)
    return log(share / longer) - log((1 - share) * (1 - share * shorter / longer))


def prior_of_doubles(rows: int, others: float = _OTHER_ENTRIES) -> float:
    """Log-odds that two entries of one list are one person, where each has so many ``others`` on average."""
    return log(others / max(rows, _SMALLEST_WORLD))


def probability(log_odds: float) -> float:
    """From log-odds to a probability in four digits, never 0 or 1: the machine isn't certain of anybody."""
    return min(max(round(1 / (1 + exp(-max(log_odds, -40.0))), 4), 0.0001), 0.9999)


def decide(pairs: Pairs) -> Decided:
    """Which pairs are confirmed, and which an officer should see.

    A pair is confirmed when it is likely enough, nothing grave contradicts it, and it stands clear of every other pair
    of its two people: so a confirmed person has one partner. The others are possible, but not between two people who
    are both settled with somebody else. What an officer judged is never confirmed or hidden by the machine: the pair
    judged same settles its two people, and the pair judged different is nobody's rival.
    """
    standing = ~pairs.different
    # Whom an officer settled has no rival to him.
    strength = np.where(pairs.same, np.inf, np.where(standing, pairs.log_odds, -np.inf))
    clear = _stands_clear(strength, pairs.sought) & _stands_clear(strength, pairs.held)
    judged = pairs.same | pairs.unsure | pairs.different
    confirmed = clear & ~pairs.contradicted & ~judged & (pairs.log_odds >= _CONFIRMED)
    settled = confirmed | pairs.same
    sought_done, held_done = pairs.sought[settled], pairs.held[settled]
    free = ~(np.isin(pairs.sought, sought_done) & np.isin(pairs.held, held_done))
    return Decided(confirmed, judged | confirmed | (free & standing), ~clear & standing & ~pairs.same)


def _stands_clear(strength: NDArray[np.float64], person: Numbers) -> Mask:
    """Whether each pair is by a clear margin the first of all pairs of its person."""
    order = np.lexsort((-strength, person))
    ordered, people = strength[order], person[order]
    first = np.r_[True, people[1:] != people[:-1]] if len(people) else np.zeros(0, dtype=np.bool_)
    following = np.r_[ordered[1:], -np.inf]
    alone = np.r_[people[1:] != people[:-1], True] if len(people) else first
    with np.errstate(invalid="ignore"):
        ahead = alone | (ordered - following >= _CLEAR_MARGIN)
    clear = np.zeros(len(strength), dtype=np.bool_)
    clear[order] = first & ahead
    return clear


def of_rivals(pairs: Pairs, *, without_doubles: bool = False) -> NDArray[np.float64]:
    """What the other pairs of its two people take from each pair: to be added to the log-odds, never above 0.

    A person is one: a pair is the less likely the likelier it is that either of the two belongs to another. Messages
    between the pairs of one person say so until they hardly change (belief propagation, exact where rivalries form no
    ring). The little that remains beside a certain rival is for people who stand twice on a list, if any may.
    """
    certain = np.exp(_AS_GOOD_AS_CERTAIN)
    odds = np.where(pairs.different, 0.0, np.exp(np.minimum(pairs.log_odds, _AS_GOOD_AS_CERTAIN)))
    odds[pairs.same] = certain
    again = 0.0 if without_doubles else _LISTED_AGAIN
    free_sought = free_held = np.ones(len(odds))
    for _ in range(_MESSAGES):
        before = free_held
        free_sought = _free(odds * free_held, pairs.sought, again)
        free_held = _free(odds * free_sought, pairs.held, again)
        if np.allclose(before, free_held, rtol=1e-6):
            break
    taken = np.log(free_sought) + np.log(free_held)
    return np.where(taken < _NOT_WORTH_A_WORD, np.round(taken, 4), 0.0)


_AS_GOOD_AS_CERTAIN = 25.0
_MESSAGES = 30
"""At most; most lists are settled after a few."""
_NOT_WORTH_A_WORD = log(0.99)


def _free(odds: NDArray[np.float64], person: Numbers, again: float) -> NDArray[np.float64]:
    """For each pair how free the others leave its person, from 1 down to ``again``."""
    if not len(odds):
        return odds
    others = np.maximum(np.bincount(person, weights=odds)[person] - odds, 0.0)
    return np.asarray((1 + again * others) / (1 + others))


def assignment(pairs: Pairs) -> Mask:
    """One partner each, so that the whole is likeliest: the pairs taken.

    Taken from the likeliest down, and then improved wherever two pairs gain by changing partners or a pair left out
    outweighs the two that stand in its way; exact for groups of two, as namesakes and brothers are.
    """
    value = np.where(pairs.same, np.inf, np.where(pairs.different, -np.inf, pairs.log_odds))
    order = np.lexsort((pairs.held, pairs.sought, -value))
    partner_of_sought: dict[int, int] = {}
    partner_of_held: dict[int, int] = {}
    for at in order.tolist():
        sought, held = int(pairs.sought[at]), int(pairs.held[at])
        if value[at] > 0 and sought not in partner_of_sought and held not in partner_of_held:
            partner_of_sought[sought] = partner_of_held[held] = at
    _improve(pairs, value, order.tolist(), partner_of_sought, partner_of_held)
    taken = np.zeros(len(pairs), dtype=np.bool_)
    taken[list(partner_of_sought.values())] = True
    return taken


def _improve(
    pairs: Pairs,
    value: NDArray[np.float64],
    order: list[int],
    partner_of_sought: dict[int, int],
    partner_of_held: dict[int, int],
) -> None:
    """Give way once to each pair left out: those it displaces take each other, if that is likelier together."""
    place = {(int(pairs.sought[at]), int(pairs.held[at])): at for at in order}
    for at in order:
        sought, held = int(pairs.sought[at]), int(pairs.held[at])
        mine, theirs = partner_of_sought.get(sought), partner_of_held.get(held)
        if mine is None or theirs is None or mine == theirs or not np.isfinite(value[at]):
            continue
        left_over = (int(pairs.sought[theirs]), int(pairs.held[mine]))
        other = place.get(left_over)
        gain = value[at] + (max(value[other], 0.0) if other is not None else 0.0) - value[mine] - value[theirs]
        if gain <= 0:
            continue
        del partner_of_sought[left_over[0]], partner_of_held[left_over[1]]
        partner_of_sought[sought] = partner_of_held[held] = at
        if other is not None and value[other] > 0:
            partner_of_sought[left_over[0]] = partner_of_held[left_over[1]] = other
