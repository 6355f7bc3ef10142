"""Who can only go together, on which track, and before whom: what the planner decides about, in units."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from hashlib import sha256
from itertools import groupby

from wayhome.exchange.criteria import Criterion, Key, key_of
from wayhome.exchange.pool import Candidate
from wayhome.exchange.terms import Terms
from wayhome.people.categories import Condition, Track, is_protected


@dataclass(frozen=True)
class Unit:
    """A person, or a family that is never split (AP I 74; GC IV 82)."""

    people: tuple[Candidate, ...]
    """In the order of their references; all with the same holder and home."""

    @property
    def name(self) -> str:
        """The first of the references: it stands for the unit in the draw, so that a family draws once."""
        return self.people[0].person

    @property
    def heads(self) -> int:
        """How many people."""
        return len(self.people)

    @property
    def way(self) -> tuple[str, str]:
        """Holder and home."""
        return self.people[0].holder, self.people[0].home


@dataclass(frozen=True)
class Equals:
    """Units that the order leaves equal, in the sequence of the draw, and how many heads of them go."""

    units: tuple[Unit, ...]
    going: tuple[Unit, ...] = ()

    @cached_property
    def heads(self) -> int:
        """How many people are equal here."""
        return sum(unit.heads for unit in self.units)

    @cached_property
    def taken(self) -> int:
        """How many of them go."""
        return sum(unit.heads for unit in self.going)

    @cached_property
    def contenders(self) -> int:
        """How many people there are in units small enough to go at all."""
        return sum(unit.heads for unit in self.units if unit.heads <= self.taken)


def units(candidates: Iterable[Candidate]) -> list[Unit]:
    """The pool as units."""
    together: dict[tuple[str, str], list[Candidate]] = {}
    for candidate in candidates:
        key = ("family", candidate.family) if candidate.family else ("person", candidate.person)
        together.setdefault(key, []).append(candidate)
    return [Unit(tuple(sorted(people, key=lambda each: each.person))) for people in together.values()]


def track(terms: Terms, unit: Unit) -> Track | None:
    """The part of the package a unit belongs to; None where the terms have no place for it in this round.

    One protected member makes the whole family unconditional: a child goes with the family, and no family is divided
    between the tracks. Once hostilities have ended everyone is unconditional (GC III 118).
    """
    if terms.hostilities_ended or any(is_protected(each.category, frozenset(each.conditions)) for each in unit.people):
        return Track.UNCONDITIONAL
    if all(each.category in terms.counted.categories for each in unit.people):
        return Track.COUNTED
    return None


def urgency(unit: Unit) -> Key:
    """The order of the unconditional where seats run out: of fact and need, the classes of GC IV 132.

    Children, pregnant women and mothers of infants with their families; then the seriously wounded and sick; then
    civilians and retained personnel; then, once hostilities have ended, everyone else; in each, the longest held first.
    That is state of health, age and sex, which GC III 14 and 16 permit, and length of captivity: it compares needs, and
    never what anybody is worth to a party.
    """
    conditions = {condition for each in unit.people for condition in each.conditions}
    if conditions & {Condition.CHILD, Condition.MOTHER_OF_INFANT}:
        tier = 0
    elif Condition.SERIOUSLY_WOUNDED_OR_SICK in conditions:
        tier = 1
    elif any(is_protected(each.category, frozenset()) for each in unit.people):
        tier = 2
    else:
        tier = 3
    return tier, *key_of((Criterion.LONGEST_HELD,), unit.people, date.max)


def by_criteria(terms: Terms) -> Callable[[Unit], Key]:
    """The order of the counted that these terms lay down."""
    return lambda unit: key_of(terms.criteria, unit.people, terms.day)


def in_order(terms: Terms, of: Iterable[Unit], key: Callable[[Unit], Key]) -> list[Equals]:
    """The units in groups of equals, the first in order first, each group in the sequence of the draw.

    The draw is SHA-256 of the digest of the terms followed by the unit's name, the smallest first: neither the place on
    a list nor a surname decides, and anybody can repeat it. It is no lottery yet: whoever writes the terms or the
    references last could try several and keep the one whose draw they like.
    """
    digest = bytes.fromhex(terms.digest)

    def drawn(unit: Unit) -> tuple[Key, bytes, str]:
        return key(unit), sha256(digest + unit.name.encode()).digest(), unit.name

    return [Equals(tuple(group)) for _, group in groupby(sorted(of, key=drawn), key=key)]
