"""Rules about moving people: what must be known, signed and answered before anybody is moved."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from wayhome.law.rule import rule
from wayhome.people.categories import Condition, Track
from wayhome.people.returnees import Returnee


@rule("L5", "GC III 46-48; GC IV 127")
def departing_without_manifest_and_notice(
    *, aboard: Collection[str], manifest: Collection[str], acknowledged: Collection[str], parties: Iterable[str]
) -> Iterator[str]:
    """Yield everyone aboard who is not on the signed manifest, and every party that hasn't acknowledged the notice."""
    yield from (person for person in aboard if person not in manifest)
    yield from (party for party in parties if party not in acknowledged)


@rule("L10", "GC III 109 (3)")
def moving_without_an_own_wish(people: Iterable[str], standing_yes: Collection[str]) -> Iterator[str]:
    """Yield everyone of ``people`` who has not given a private, standing yes."""
    yield from (person for person in people if person not in standing_yes)


@rule("L28", "GC IV 45 (4); Convention against Torture 3")
def moving_without_protection_screening(people: Iterable[str], cleared: Collection[str]) -> Iterator[str]:
    """Yield everyone of ``people`` whom the observer has not cleared for this transfer."""
    yield from (person for person in people if person not in cleared)


@rule("L31", "AP I 78; GC IV 26")
def moving_a_child_without_guardian(returnees: Iterable[Returnee], with_guardian: Collection[str]) -> Iterator[str]:
    """Yield every child for whom no guardian or agency is on record."""
    for returnee in returnees:
        if Condition.CHILD in returnee.conditions and returnee.person not in with_guardian:
            yield returnee.person


@rule("L23", "GC IV 34; GC III 33, 109; AP I 75 (2)(c)")
def making_protected_people_wait_for_counted(
    moving: Iterable[Returnee], waits_for: Iterable[Returnee]
) -> Iterator[str]:
    """Yield the protected people of a leg that is told to wait for a leg on which somebody is counted."""
    if any(returnee.track is Track.COUNTED for returnee in waits_for):
        yield from (returnee.person for returnee in moving if returnee.protected)
