"""Who can only go together, on which track, and before whom: what the planner decides about, in units."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from hashlib import sha256
from operator import attrgetter
from typing import NamedTuple

from wayhome.exchange.criteria import Criterion, Key, key_of
from wayhome.exchange.pool import Candidate, inseparable
from wayhome.exchange.terms import Terms
from wayhome.people.categories import Condition, Track, is_protected


class Unit(NamedTuple):
    """A person, or people who are never parted: a family (AP I 74; GC IV 82) or a crew of the terms."""

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


def units(terms: Terms, candidates: Iterable[Candidate]) -> Iterator[Unit]:
    """The pool as units, in the order of their names."""
    in_sequence = sorted(candidates, key=attrgetter("person"))
    crews = {person for crew in terms.together for person in crew}
    bound = [each for each in in_sequence if each.family or each.person in crews]
    together = {each.person: group for group in inseparable(terms, bound) for each in group}
    for each in in_sequence:
        unit = together.get(each.person)
        if unit is None:
            yield Unit((each,))
        elif unit[0] is each:
            yield Unit(unit)


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
    civilians and retained personnel; then, once hostilities have ended, everyone else; in each, the longest held first,
    by the month of capture. That is state of health, age and sex, which GC III 14 and 16 permit, and length of
    captivity: it compares needs, and never what anybody is worth to a party.
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


def first_rounds(terms: Terms) -> dict[str, int]:
    """For everyone withheld the first round, from 1, in which they no longer are; 0 for none looked ahead to."""
    first = {}
    for each in terms.withheld:
        rounds = [number for number, day in enumerate(terms.rounds, 1) if each.until is not None and day >= each.until]
        first[each.person] = min(rounds, default=0)
    return first


def drawn(digest: str, of: Iterable[Unit]) -> list[Unit]:
    """Units that are equal, in the sequence of the draw.

    The draw is SHA-256 of the digest of the terms followed by the unit's name, the smallest first: neither the place on
    a list nor a surname decides, and anybody can repeat it. It is no lottery yet: whoever writes the terms or the
    references last could try several and keep the one whose draw they like.
    """
    salt = bytes.fromhex(digest)
    return sorted(of, key=lambda unit: (sha256(salt + unit.name.encode()).digest(), unit.name))
