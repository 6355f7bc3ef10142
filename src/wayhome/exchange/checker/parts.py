"""The pool as the checker sees it: families whole, each on its track. Worked out without the planner's code."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TypeAlias

from wayhome.exchange.pool import Candidate
from wayhome.exchange.terms import Terms
from wayhome.people.categories import Track, is_protected

Together: TypeAlias = tuple[Candidate, ...]
"""A person, or a whole family, in the order of their references."""


def units_of(pool: Iterable[Candidate]) -> Iterator[Together]:
    """Everyone of the pool with those they may not be separated from."""
    families = defaultdict(list)
    for each in sorted(pool, key=lambda each: each.person):
        if each.family:
            families[each.family].append(each)
        else:
            yield (each,)
    yield from map(tuple, families.values())


def track_of(terms: Terms, unit: Together) -> Track | None:
    """Where a unit belongs: with its most protected member; nowhere, if the terms count only part of it."""
    if terms.hostilities_ended or any(is_protected(each.category, frozenset(each.conditions)) for each in unit):
        return Track.UNCONDITIONAL
    return Track.COUNTED if {each.category for each in unit} <= set(terms.counted.categories) else None
