"""How good tracing was on lists whose truth is known.

Everything is counted between people, not rows: two rows of one person listed twice are one. A person is *found* when
any of their rows is matched with any of theirs on the other list.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from wayhome.fiction import ListPair, Relation
from wayhome.tracing import Match, Verdict

BINS = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.99, 0.999, 1.0)
"""Edges of the bins of calibration, finer where the machine is sure: there one in a hundred is many people."""

Pair = tuple[str, str]
"""The ids of the first rows of a person sought and a person held."""


@dataclass(frozen=True)
class Measures:
    """Precision, recall and their harmonic mean, each 0 to 1; nobody found among nobody counts as 0."""

    precision: float
    recall: float
    f1: float

    @classmethod
    def of(cls, right: int, given: int, true: int) -> Measures:
        return cls(right / given if given else 0.0, right / true if true else 0.0, 2 * right / max(given + true, 1))


@dataclass(frozen=True)
class Bin:
    """The matches with a probability from ``low`` to below ``high`` (the last: up to 1)."""

    low: float
    high: float
    matches: int
    stated: float
    """Their mean probability."""
    true: float
    """The share of them that is right."""


@dataclass(frozen=True)
class Carried:
    """The true pairs with one kind of noise on a row of either person: how many there are and what became of them."""

    pairs: int
    never_compared: int
    """Sharing no key, so that nobody looked."""
    unlikely: int
    """Compared, and not among the matches."""
    not_confirmed: int
    """Among the matches, and left to an officer."""


@dataclass(frozen=True)
class Scores:
    """What one run of tracing got right."""

    true_pairs: int
    confirmed: Measures
    """Of what the machine confirmed by itself."""
    best: Measures
    """Of the matches at ``best_threshold`` or above, likeliest first, everybody with one partner at most."""
    best_threshold: float
    """The probability that gives the highest F1; known only where the truth is."""
    seen: float
    """The share of true pairs among the matches, confirmed or possible: the rest no officer is shown."""
    never_compared: float
    """The share of true pairs that share no key."""
    possible: int
    """Matches left to an officer, in rows."""
    false_confirmed: Mapping[Relation, int]
    """Pairs confirmed of two different people, by what these are to one another."""
    carried: Mapping[str, Carried]
    """By kind of noise; "none" where no row of the two has any."""
    alone: Mapping[str, int]
    """For each kind of key the true pairs that meet on it and on no other."""
    bins: Sequence[Bin]
    calibration_error: float
    """Expected calibration error: the mean over all matches of the distance in their bin between stated and true."""


def row_pairs(lists: ListPair) -> list[Pair]:
    """The ids of all rows of all true pairs of people, each row of one with each of the other."""
    rows = _rows(lists)
    return [(one, other) for sought, held in lists.truth.items() for one in rows[sought] for other in rows[held]]


def score(lists: ListPair, matches: Sequence[Match], keys: Mapping[Pair, frozenset[str]]) -> Scores:
    """Hold the matches of ``lists`` against their truth; ``keys`` has the keys that each of `row_pairs` shares."""
    truth = set(lists.truth.items())
    everything = {_people(lists, match) for match in matches}
    confirmed = {_people(lists, match) for match in matches if match.verdict is Verdict.CONFIRMED}
    met = _met(lists, keys)
    threshold, best = _best(lists, matches, truth)
    bins = _bins(lists, matches)
    return Scores(
        true_pairs=len(truth),
        confirmed=Measures.of(len(confirmed & truth), len(confirmed), len(truth)),
        best=best,
        best_threshold=threshold,
        seen=len(everything & truth) / len(truth) if truth else 0.0,
        never_compared=sum(not names for names in met.values()) / len(truth) if truth else 0.0,
        possible=sum(match.verdict is Verdict.POSSIBLE for match in matches),
        false_confirmed=dict(Counter(lists.relation(*pair) for pair in sorted(confirmed - truth))),
        carried=_carried(lists, everything, confirmed, met),
        alone=dict(Counter(name for names in met.values() if len(names) == 1 for name in names)),
        bins=bins,
        calibration_error=calibration_error(bins),
    )


def calibration_error(bins: Iterable[Bin]) -> float:
    """Expected calibration error of bins (Naeini, Cooper and Hauskrecht 2015)."""
    bins = tuple(bins)
    return sum(each.matches * abs(each.stated - each.true) for each in bins) / max(
        sum(each.matches for each in bins), 1
    )


def _people(lists: ListPair, match: Match) -> Pair:
    again = lists.listed_again
    return again.get(match.sought_id, match.sought_id), again.get(match.held_id, match.held_id)


def _best(lists: ListPair, matches: Sequence[Match], truth: set[Pair]) -> tuple[float, Measures]:
    """The threshold with the highest F1 (of equals the highest), one partner each, likeliest first."""
    ordered = sorted(
        matches,
        key=lambda match: (-match.probability, match.verdict is not Verdict.CONFIRMED, match.sought_id, match.held_id),
    )
    sought, held = set[str](), set[str]()
    right = given = 0
    best = (1.0, Measures.of(0, 0, len(truth)))
    for match, following in pairwise([*ordered, None]):
        assert match is not None
        pair = _people(lists, match)
        if pair[0] not in sought and pair[1] not in held:
            sought.add(pair[0])
            held.add(pair[1])
            given += 1
            right += pair in truth
        if following is None or following.probability < match.probability:
            here = Measures.of(right, given, len(truth))
            if here.f1 > best[1].f1:
                best = match.probability, here
    return best


def _bins(lists: ListPair, matches: Sequence[Match]) -> tuple[Bin, ...]:
    return tuple(
        Bin(
            low, high, len(inside), _mean(probability for probability, _ in inside), _mean(right for _, right in inside)
        )
        for low, high in pairwise(BINS)
        if (
            inside := [
                (match.probability, lists.relation(match.sought_id, match.held_id) is Relation.SAME)
                for match in matches
                if low <= match.probability < high or match.probability == high == BINS[-1]
            ]
        )
    )


def _mean(values: Iterable[float]) -> float:
    values = tuple(values)
    return sum(values) / len(values)


def _rows(lists: ListPair) -> dict[str, list[str]]:
    """By the id of each person's first row the ids of all his rows, as far as he is on both lists."""
    rows = {first: [first] for pair in lists.truth.items() for first in pair}
    for again, first in lists.listed_again.items():
        if first in rows:
            rows[first].append(again)
    return rows


def _met(lists: ListPair, keys: Mapping[Pair, frozenset[str]]) -> dict[Pair, frozenset[str]]:
    """For each true pair of people the kinds of keys that any of their rows share."""
    met = dict.fromkeys(lists.truth.items(), frozenset[str]())
    for rows, names in keys.items():
        first = lists.listed_again.get(rows[0], rows[0]), lists.listed_again.get(rows[1], rows[1])
        met[first] |= names
    return met


def _carried(
    lists: ListPair, seen: set[Pair], confirmed: set[Pair], met: Mapping[Pair, frozenset[str]]
) -> dict[str, Carried]:
    rows = _rows(lists)
    counts, never, unlikely, left = (Counter[str]() for _ in range(4))
    for pair, names in met.items():
        ids = [row_id for first in pair for row_id in rows[first]]
        kinds = {kind for row_id in ids for kind in lists.noise.get(row_id, ())} or {"none"}
        counts.update(kinds)
        if pair in seen:
            left.update(kinds if pair not in confirmed else ())
        else:
            (unlikely if names else never).update(kinds)
    return {kind: Carried(counts[kind], never[kind], unlikely[kind], left[kind]) for kind in sorted(counts)}
