"""The shares of each level learned from the lists themselves, without anybody saying which pairs are true.

*u*, what pairs of different people show, is counted on pairs taken evenly from all over the two lists. *m*, what true
pairs show, comes by expectation and maximisation (Dempster, Laird and Rubin 1977; Winkler 2000 for record linkage) from
pairs that share a key, with u held fixed: left free inside such pairs, u drifts and the result with it. A field is
learned only where the key doesn't hold it, since there it agrees by selection and not by truth.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import exp, log

import numpy as np
from numpy.typing import NDArray

from wayhome.tracing.candidates import Candidates
from wayhome.tracing.comparison import FIELDS, LEVEL, LEVELS, Levels, compare
from wayhome.tracing.decision import Pairs, prior, prior_of_doubles
from wayhome.tracing.entries import Entries
from wayhome.tracing.evidence import BY_HAND, BY_VALUE, Shares, Weighing, frequencies
from wayhome.tracing.letters import Letters
from wayhome.tracing.vocabulary import Numbers

LESSONS = (
    (
        "names",
        ("patronymic", "birth_date", "service_number", "birth_place", "unit", "capture_date"),
    ),
    ("birth, given", ("surname",)),
    ("birth, surname's beginning", ("given_names",)),
)
"""Which fields are learned from the pairs of which rule."""

_SHORTEST_LIST = 1_000
"""Rows below which nothing is learned."""
_FEWEST_TRUE = 300
"""True pairs that must be expected among those of a rule."""
_RANDOM_PAIRS = 400_000
_LESSON_PAIRS = 200_000
_ROUNDS = 25
_SMALLEST_SHARE = 0.0003
"""Of true pairs that show a level: what was never seen is rare, not impossible."""
_TRUST_IN_HAND = 30
"""As many true pairs the estimate by hand counts as, beside those learned from."""
_TRUST_IN_HAND_OTHERS = 2_000
"""And as many pairs of other people: what a sample doesn't meet is rare, not impossible."""
_TRUST_AGAINST_VERDICTS = 200
"""And beside those that officers judged to be the same, who see only doubtful ones."""
_NOT_LEARNED = {"surname": ("exchanged",), "given_names": ("exchanged",)}
"""Levels that the key of the lesson can't meet."""


class LeaksIntoKey(ValueError):
    """A field was to be learned among pairs whose key holds it."""


def learn(
    entries: Entries, candidates: Candidates, letters: Letters, lists: tuple[range, range], apart: set[tuple[int, int]]
) -> dict[str, Mapping[str, tuple[float, float]]]:
    """The shares of those fields that could be learned; none where the lists are too short.

    ``lists`` are the rows of either list, all rows twice for doubles within one. The pairs ``apart``, judged to be
    different people, aren't learned from.
    """
    if min(map(len, lists)) < _SHORTEST_LIST:
        return {}
    other_shares = _of_other_people(entries, letters, lists)
    learned: dict[str, Mapping[str, tuple[float, float]]] = {}
    for rule, taught in LESSONS:
        key_fields, left, right = candidates.of_rule(rule, _LESSON_PAIRS)
        if leaking := key_fields.intersection(taught):
            raise LeaksIntoKey(f"{', '.join(sorted(leaking))} can't be learned among pairs that share a key of it")
        if apart:
            kept = np.array([pair not in apart for pair in zip(left.tolist(), right.tolist(), strict=True)], np.bool_)
            left, right = left[kept], right[kept]
        levels = compare(entries, left, right)
        letters.settle(levels, left, right)
        fields = [field for field in FIELDS if field not in key_fields and field != "sex"]
        true_shares, true_pairs = _expectation_maximisation(levels, fields, other_shares)
        if true_pairs < _FEWEST_TRUE:
            continue
        for field in taught:
            learned[field] = _shares(field, true_shares[field], other_shares[field])
    return learned


def with_verdicts(shares: Shares, judged_same: Levels) -> Shares:
    """Shares moved a little towards what pairs judged to be the same show: each counts as one true pair.

    The shares by hand or learned count as `_TRUST_AGAINST_VERDICTS` true pairs, so that a few verdicts on doubtful
    pairs, the only ones that officers see, can't turn them.
    """
    changed = {}
    for field, of_field in shares.items():
        count = np.bincount(judged_same[field], minlength=len(LEVELS[field]))
        total = int(count[1:].sum())
        whole = sum(m for m, _ in of_field.values())
        changed[field] = {
            level: (
                m
                * (_TRUST_AGAINST_VERDICTS + count[LEVEL[field][level]] / (m / whole))
                / (_TRUST_AGAINST_VERDICTS + total),
                u,
            )
            for level, (m, u) in of_field.items()
        }
    return changed


Vector = NDArray[np.float64]


def _of_other_people(entries: Entries, letters: Letters, lists: tuple[range, range]) -> dict[str, Vector]:
    """The share of each level among pairs of different people, per field, from pairs spread evenly over the lists."""
    left, right = _spread_evenly(*lists)
    levels = compare(entries, left, right)
    letters.settle(levels, left, right)
    log_odds = Weighing(entries, BY_HAND).weigh(levels, left, right).total
    others = log_odds + prior(*map(len, lists)) < 0
    shares = {}
    for field in FIELDS:
        count = np.bincount(levels[field][others], minlength=len(LEVELS[field])).astype(np.float64)
        by_hand = np.array([BY_HAND[field].get(level, (0.0, 0.0))[1] for level in LEVELS[field]])
        count += _TRUST_IN_HAND_OTHERS * by_hand / max(by_hand.sum(), 1.0)
        count[0] = 0
        share = count / max(count.sum(), 1.0)
        for its_field, level in BY_VALUE:
            if its_field == field:
                # Rarer than a sample shows: two entries picked at random have the same value.
                share[LEVEL[field][level]] = float((frequencies(entries, field, level) ** 2).sum())
        shares[field] = np.maximum(share, 1e-8)
    return shares


def _spread_evenly(one: range, other: range) -> tuple[Numbers, Numbers]:
    """Pairs that go through both lists evenly and in no step with one another (a Weyl sequence of the golden ratio)."""
    number = np.arange(min(_RANDOM_PAIRS, len(one) * len(other)), dtype=np.float64)
    along, across = (number * 0.6180339887498949) % 1.0, (number * 0.4142135623730951) % 1.0
    left = one.start + (along * len(one)).astype(np.int32)
    right = other.start + (across * len(other)).astype(np.int32)
    return left[left != right], right[left != right]


def _expectation_maximisation(
    levels: Levels, fields: list[str], other_shares: Mapping[str, Vector]
) -> tuple[dict[str, Vector], float]:
    """The share of each level among true pairs, per field, and how many of the pairs seem true."""
    patterns, count = np.unique(np.stack([levels[field] for field in fields]), axis=1, return_counts=True)
    by_hand = {field: _by_hand(field, other_shares[field]) for field in fields}
    true_shares, true = dict(by_hand), 0.5
    posterior = np.zeros(len(count))
    for _ in range(_ROUNDS):
        odds = np.full(len(count), log(true / (1 - true)))
        for pattern, field in zip(patterns, fields, strict=True):
            weight = np.log(true_shares[field] / other_shares[field])
            weight[0] = 0
            odds += weight[pattern]
        posterior = count / (1 + np.exp(-odds))
        true = min(max(float(posterior.sum() / max(count.sum(), 1)), 1e-4), 1 - 1e-4)
        for pattern, field in zip(patterns, fields, strict=True):
            seen = np.bincount(pattern, weights=posterior, minlength=len(by_hand[field]))
            seen[0] = 0
            share = (seen + _TRUST_IN_HAND * by_hand[field]) / (seen.sum() + _TRUST_IN_HAND)
            true_shares[field] = np.maximum(share, _SMALLEST_SHARE)
    return true_shares, float(posterior.sum())


def _by_hand(field: str, other_share: Vector) -> Vector:
    """The shares of true pairs that give the weights by hand, beside the shares of others as they are."""
    shares = np.zeros(len(other_share))
    for level, (m, u) in BY_HAND[field].items():
        shares[LEVEL[field][level]] = m / u * other_share[LEVEL[field][level]] if u else m
    return np.asarray(np.maximum(shares / shares.sum(), _SMALLEST_SHARE))


def _shares(field: str, true: Vector, other: Vector) -> Mapping[str, tuple[float, float]]:
    learned = {}
    for level, (m, u) in BY_HAND[field].items():
        at = LEVEL[field][level]
        if level in _NOT_LEARNED.get(field, ()):
            learned[level] = (m, u)
        else:
            learned[level] = (float(true[at]), float(other[at]) if u else 0.0)
    return learned


def prior_from(pairs: Pairs, lengths: tuple[int, int]) -> float:
    """The `prior` that agrees with how many of these pairs turn out likely; their log-odds are of the evidence alone.

    A person is one of the people he may be, or none of them: the share of people with a partner and the odds of each
    pair are found in turn until they agree.
    """
    side = pairs.sought if lengths[0] <= lengths[1] else pairs.held
    evidence = np.exp(np.minimum(pairs.log_odds, 40.0))
    share = 0.5
    for _ in range(_ROUNDS):
        of_person = np.bincount(side, weights=evidence * exp(prior(*lengths, share)))
        share = min(max(float((of_person / (1 + of_person)).sum()) / min(lengths), 0.001), _LARGEST_SHARE)
    return prior(*lengths, share)


_LARGEST_SHARE = 0.9
"""However alike two lists are, one person in ten may be missing from one."""


def prior_of_doubles_from(pairs: Pairs, rows: int) -> float:
    """The same for the doubles of one list: the `prior_of_doubles` that agrees with how many pairs turn out likely."""
    evidence = np.exp(np.minimum(pairs.log_odds, 40.0))
    others = 0.5
    for _ in range(_ROUNDS):
        odds = evidence * exp(prior_of_doubles(rows, others))
        others = min(max(2 * float((odds / (1 + odds)).sum()) / rows, 0.001), rows / 2)
    return prior_of_doubles(rows, others)
