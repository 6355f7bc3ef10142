"""What nearby terms would bring: with equal heads there is seldom more than one point, so terms are the real choice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from wayhome.exchange.order import Order, orders_of
from wayhome.exchange.planner.counted import fair_and_most, ground
from wayhome.exchange.planner.fairness import home_to
from wayhome.exchange.planner.kinds import Kind, kinds_of, without_order
from wayhome.exchange.planner.rules import that_fit
from wayhome.exchange.planner.stages import Watch, Watcher, total
from wayhome.exchange.planner.unconditional import decide_part, parts_of
from wayhome.exchange.pool import Candidate, sound
from wayhome.exchange.program import Contradiction, Undecided
from wayhome.exchange.terms import Balance, Terms
from wayhome.exchange.terms_file import forbidden
from wayhome.exchange.terms_keys import BadTerms
from wayhome.people.categories import Track

_FORTNIGHT = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Alternative:
    """What terms that differ in one thing would bring, in all the rounds they look ahead to."""

    key: str
    """The key of the terms that differs; "" for the terms as they are."""
    now: str
    """What stands there instead."""
    home: tuple[tuple[str, int], ...]
    """Counted heads home to each party."""
    unconditional: tuple[tuple[str, int], ...]
    """Heads home to each party outside every count."""
    proven: bool
    """Whether no more counted heads in all are possible."""
    contradictory: bool = False
    """Whether nothing can keep these terms; then nobody is counted."""


def alternatives(
    terms: Terms, pool: Sequence[Candidate], orders: Iterable[Order] = (), *, watch: Watch | None = None
) -> tuple[Alternative, ...]:
    """What the terms bring as they are and with one thing changed; rounds by their sum. Raises as `solve` does.

    Changed are: a tenth more heads, a circle instead of pairs (or pairs instead of a circle), each share left out, one
    more round after the last. Terms that make no sense or that the law forbids aren't looked at.
    """
    people = sound(terms, pool)
    given = tuple(orders)
    watcher = Watcher(watch)
    outside: dict[int, dict[str, int]] = {}
    found = []
    for key, now, changed in _nearby(terms):
        kinds = kinds_of(changed, orders_of(changed, given), people)
        # What is agreed of the counted changes nothing for them; only one more round does.
        if len(changed.rounds) not in outside:
            outside[len(changed.rounds)] = _outside(changed, kinds, watcher)
        found.append(_brings(key, now, changed, kinds, outside[len(changed.rounds)], watcher))
    return tuple(found)


def _nearby(terms: Terms) -> Iterator[tuple[str, str, Terms]]:
    yield "", "", terms
    for key, now, changes in _changes(terms):
        try:
            changed = replace(terms, **changes)
        except BadTerms:
            continue
        if not forbidden(changed):
            yield key, now, changed


def _changes(terms: Terms) -> Iterator[tuple[str, str, dict[str, Any]]]:
    counted = terms.counted
    if not terms.hostilities_ended:
        if counted.most:
            more = counted.most + max(1, counted.most // 10)
            yield "counted.most", str(more), {"counted": replace(counted, most=more)}
        if len(terms.parties) > 2 and not counted.ratio:
            other = Balance.PAIRS if counted.balance is Balance.CIRCLE else Balance.CIRCLE
            yield "counted.balance", other.value, {"counted": replace(counted, balance=other)}
        for at in range(len(counted.shares)):
            left = counted.shares[:at] + counted.shares[at + 1 :]
            yield f"counted.shares[{at}]", "left out", {"counted": replace(counted, shares=left)}
    days = terms.rounds
    after = days[-1] + (days[-1] - days[-2] if len(days) > 1 else _FORTNIGHT)
    yield "later_rounds", after.isoformat(), {"later_rounds": (*terms.later_rounds, after)}


def _outside(terms: Terms, kinds: Sequence[Kind], watcher: Watcher) -> dict[str, int]:
    """Heads home to each party outside every count."""
    due = [kind for kind in kinds if kind.track is Track.UNCONDITIONAL and kind.first]
    outside = dict.fromkeys(sorted(terms.parties), 0)
    for part in parts_of(terms, due):
        gone = decide_part(part, terms.digest, watcher, whole=False).gone[:, -1]
        for kind, units in zip(part.kinds, gone.tolist(), strict=True):
            outside[kind.home] += kind.heads * units
    return outside


def _brings(
    key: str, now: str, terms: Terms, kinds: Sequence[Kind], outside: dict[str, int], watcher: Watcher
) -> Alternative:
    nobody = dict.fromkeys(outside, 0)
    able = [kind for kind in kinds if kind.track is Track.COUNTED and kind.first and not terms.hostilities_ended]
    joined, _ = without_order(that_fit(terms, able))
    try:
        stages, fallback = ground(terms, joined, watcher)
        fair_and_most(terms, stages, fallback)
    except Contradiction:
        return Alternative(key, now, tuple(nobody.items()), tuple(outside.items()), True, contradictory=True)
    except Undecided:
        return Alternative(key, now, tuple(nobody.items()), tuple(outside.items()), proven=False)
    assert stages.values is not None
    home = tuple((party, total(home_to(stages.space, party), stages.values)) for party in nobody)
    return Alternative(key, now, home, tuple(outside.items()), stages.done[-1].proven)
