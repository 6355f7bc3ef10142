"""Rules about who may stand in which part of a package."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from wayhome.law.rule import rule
from wayhome.people.categories import COUNTABLE, Condition, Track
from wayhome.people.returnees import Returnee


@rule("L8", "GC III 109 (1), 110")
def counting_the_seriously_wounded(returnees: Iterable[Returnee]) -> Iterator[str]:
    """Yield everyone certified seriously wounded or sick who stands in the counted part."""
    for returnee in returnees:
        if returnee.track is Track.COUNTED and Condition.SERIOUSLY_WOUNDED_OR_SICK in returnee.conditions:
            yield returnee.person


@rule("L23", "GC IV 34; GC III 33; AP I 75 (2)(c)")
def counting_civilians_or_retained_personnel(returnees: Iterable[Returnee]) -> Iterator[str]:
    """Yield every civilian, child, mother of an infant and member of the retained personnel in the counted part."""
    for returnee in returnees:
        protected = returnee.category not in COUNTABLE or set(returnee.conditions) - {
            Condition.SERIOUSLY_WOUNDED_OR_SICK
        }
        if returnee.track is Track.COUNTED and protected:
            yield returnee.person


@rule("L31", "AP I 74; GC IV 26, 82")
def splitting_a_family(going: Collection[str], families: Iterable[Collection[str]]) -> Iterator[str]:
    """Yield the members left out of a family of whom some, but not all, are going."""
    for family in families:
        left_out = [person for person in family if person not in going]
        if len(left_out) < len(family):
            yield from left_out
