"""Kinds: units that terms, criteria and law can't tell apart, so that only how many of each go is decided."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from wayhome.exchange.criteria import Key, heads_meeting, is_fact, key_of
from wayhome.exchange.order import Order
from wayhome.exchange.pool import Candidate
from wayhome.exchange.terms import Seats, Terms
from wayhome.exchange.units import Unit, first_rounds, track, units, urgency
from wayhome.people.categories import Category, Track
from wayhome.people.particulars import PartialDate


@dataclass(frozen=True, slots=True, eq=False)
class Kind:
    """Units alike in all that follows. Who of them goes is left to the draw, or to the lottery."""

    name: str
    """The smallest reference of its people."""
    number: int
    """How many units."""
    units: tuple[Unit, ...]
    """In the order of their names."""
    track: Track | None
    """None where the terms have no place for them in this round."""
    holder: str
    home: str
    place: str | None
    """The place of the line of seats that binds their track; None where no line does."""
    first: int
    """The first round, from 1, they may go in; 0 for none."""
    heads: int
    """People in each unit."""
    privates: int
    """For how many privates each unit stands, where the terms have equivalents of rank; else 0."""
    meeting: tuple[int, ...]
    """How many people of each unit each share of the terms counts, in the order of the shares."""
    key: Key
    """Where they stand: in the order of their home if counted, by urgency if unconditional; the smaller first."""


def kinds_of(terms: Terms, orders: Mapping[str, Order], pool: Iterable[Candidate]) -> tuple[Kind, ...]:
    """The pool as kinds, in the order of their names."""
    sketch = _Sketch(terms, orders)
    first = first_rounds(terms)
    sketched: dict[Any, list[Unit]] = {}
    for unit in units(terms, pool):
        sketched.setdefault(sketch(unit), []).append(unit)
    alike: dict[tuple[Any, ...], list[list[Unit]]] = {}
    for some in sketched.values():
        alike.setdefault(_facts(terms, orders, some[0], _first(some[0], first)), []).append(some)
    kinds = []
    for facts, parts in alike.items():
        members = _in_sequence(parts)
        kinds.append(Kind(members[0].name, len(members), members, *facts))
    return tuple(sorted(kinds, key=lambda kind: kind.name))


def without_order(kinds: Sequence[Kind]) -> tuple[tuple[Kind, ...], tuple[tuple[int, ...], ...]]:
    """Kinds taken together that differ only in their key, for all that no order has a say in; and the parts of each.

    They are in the order of their names; each one's parts are numbers of ``kinds``, in their home's order.
    """
    alike: dict[tuple[Any, ...], list[int]] = {}
    for number, kind in enumerate(kinds):
        facts = (kind.track, kind.holder, kind.home, kind.place, kind.first, kind.heads, kind.privates, kind.meeting)
        alike.setdefault(facts, []).append(number)
    joined = []
    for facts, parts in alike.items():
        whole = sum(kinds[part].number for part in parts)
        # Kinds stand in the order of their names, so the first part gives the smallest.
        joined.append((Kind(kinds[parts[0]].name, whole, (), *facts, ()), parts))
    joined.sort(key=lambda each: each[0].name)
    in_order = tuple(tuple(sorted(parts, key=lambda part: (kinds[part].key, kinds[part].name))) for _, parts in joined)
    return tuple(kind for kind, _ in joined), in_order


def _in_sequence(some: Sequence[list[Unit]]) -> tuple[Unit, ...]:
    if len(some) == 1:
        return tuple(some[0])
    return tuple(sorted((unit for part in some for unit in part), key=lambda unit: unit.name))


def _first(unit: Unit, first: Mapping[str, int]) -> int:
    """The first round in which nobody of a unit is withheld any more; 0 for none."""
    rounds = [first.get(each.person, 1) for each in unit.people]
    return max(rounds) if all(rounds) else 0


def _facts(terms: Terms, orders: Mapping[str, Order], unit: Unit, first: int) -> tuple[Any, ...]:
    """The fields of a unit's kind, but the units."""
    holder, home = unit.way
    of = track(terms, unit)
    place = _line(terms, unit, of)
    if of is Track.UNCONDITIONAL:
        return of, holder, home, place, first, unit.heads, 0, (), urgency(unit)
    if of is None:
        return of, holder, home, None, first, unit.heads, 0, (), ()
    equivalents = terms.counted.equivalents
    privates = sum(equivalents.privates(each.rank) for each in unit.people) if equivalents else 0
    meeting = tuple(
        heads_meeting(share.of, unit.people, terms.day) if share.home in ("", home) else 0
        for share in terms.counted.shares
    )
    order = orders[home]
    key = key_of(order.criteria, unit.people, terms.day, frozenset(order.named))
    return of, holder, home, place, first, unit.heads, privates, meeting, key


def _line(terms: Terms, unit: Unit, of: Track | None) -> str | None:
    """The place of the line of seats that limits this unit's track."""
    lines: dict[str, Seats] = {line.place: line for line in terms.seats if line.holder == unit.people[0].holder}
    line = lines.get(unit.people[0].facility) or lines.get("")
    limit = line and (line.unconditional if of is Track.UNCONDITIONAL else line.counted)
    return None if line is None or limit is None else line.place


class _Sketch:
    """What of a unit can make it another kind, cheaply: units with equal sketches are of one kind.

    Of a date only what the criteria make of it counts, so that most of a large pool falls into few sketches and the
    facts are worked out once for each.
    """

    def __init__(self, terms: Terms, orders: Mapping[str, Order]) -> None:
        words = {word for order in orders.values() for word in order.criteria}
        words |= {share.of for share in terms.counted.shares if is_fact(share.of)}
        self._held = _Dates(("longest_held", *sorted(words - {"longest_held"})), "held_since", terms.day)
        self._born = _Dates(tuple(sorted(words)), "birth_date", terms.day)
        self._alone = {each.person for each in terms.withheld}.union(*(order.named for order in orders.values()))
        self._holders = {line.holder for line in terms.seats}
        self._ranks = terms.counted.equivalents is not None

    def __call__(self, unit: Unit) -> Any:
        people = unit.people
        return self._person(people[0]) if len(people) == 1 else tuple(map(self._person, people))

    def _person(self, each: Candidate) -> Any:
        return (
            each.holder,
            each.home,
            each.category,
            each.conditions,
            each.sex,
            self._held[each.held_since],
            self._born[each.birth_date],
            each.facility if each.holder in self._holders else "",
            each.rank if self._ranks else "",
            each.person if each.person in self._alone else "",
        )


class _Dates(dict[PartialDate | None, Key]):
    """Where each date puts people, worked out once for each."""

    def __init__(self, words: tuple[str, ...], fact: str, day: date) -> None:
        super().__init__()
        self._words, self._fact, self._day = words, fact, day

    def __missing__(self, known: PartialDate | None) -> Key:
        """Work it out from somebody of whom nothing else is known."""
        person = (
            replace(_NOBODY, held_since=known) if self._fact == "held_since" else replace(_NOBODY, birth_date=known)
        )
        return self.setdefault(known, key_of(self._words, (person,), self._day))


_NOBODY = Candidate("", "", "", Category.PRISONER_OF_WAR)
