"""The pool as the checker sees it: units whole, and those together that nothing in the terms tells apart.

Worked out without the planner's code.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from operator import attrgetter
from typing import Any, TypeAlias

from wayhome.exchange.checker.standing import (
    Standing,
    heads_of_share,
    is_of_birth,
    is_of_capture,
    of_date,
    standing,
    urgency,
)
from wayhome.exchange.order import Order
from wayhome.exchange.pool import Candidate
from wayhome.exchange.terms import Terms
from wayhome.people.categories import Track, is_protected
from wayhome.people.particulars import PartialDate

Unit: TypeAlias = tuple[Candidate, ...]
"""A person, or all of a family or crew, in the order of their references; the first gives the unit its name."""


@dataclass(frozen=True, slots=True, eq=False)
class Kind:
    """Units alike in all that terms, orders and law look at."""

    name: str
    units: tuple[Unit, ...]
    number: int
    track: Track | None
    """None where the terms count nobody of a category of theirs."""
    holder: str
    home: str
    place: str | None
    """The place whose line of seats limits their track."""
    first: int
    """The first round in which nobody of theirs is withheld; 0 for none."""
    heads: int
    privates: int
    meeting: tuple[int, ...]
    """Heads that each share of the terms counts."""
    standing: Standing


def units_of(terms: Terms, pool: Iterable[Candidate]) -> Iterator[Unit]:
    """Everyone with those they may not be separated from, in the order of the units' names."""
    people = sorted(pool, key=attrgetter("person"))
    crews = {person: number for number, crew in enumerate(terms.together) for person in crew}
    bonds: dict[str | int, list[Candidate]] = defaultdict(list)
    for each in people:
        if each.family:
            bonds[each.family].append(each)
        if each.person in crews:
            bonds[crews[each.person]].append(each)
    done: set[str] = set()
    for each in people:
        if not each.family and each.person not in crews:
            yield (each,)
        elif each.person not in done:
            unit, found = {}, [each]
            while found:
                one = found.pop()
                unit[one.person] = one
                found += bonds.pop(one.family, [])
                found += bonds.pop(crews.get(one.person, -1), [])
            done.update(unit)
            yield tuple(unit[person] for person in sorted(unit))


def kinds_of(terms: Terms, orders: Mapping[str, Order], pool: Iterable[Candidate]) -> list[Kind]:
    """The whole pool as kinds, in the order of their names."""
    facts = _Facts(terms, orders)
    seen: dict[Any, list[Unit]] = {}
    alike: dict[tuple[Any, ...], list[Unit]] = {}
    for unit in units_of(terms, pool):
        look = facts.look(unit)
        units = seen.get(look)
        if units is None:
            units = seen[look] = alike.setdefault(facts.of(unit), [])
        units.append(unit)
    kinds = [Kind(some[0][0].person, tuple(some), len(some), *fields) for fields, some in alike.items()]
    return sorted(kinds, key=lambda kind: kind.name)


def may_go(terms: Terms, kind: Kind) -> bool:
    """Whether a unit of this kind may go in some round: those withheld from all, or alone above a cap, may not."""
    if kind.track is None or not kind.first:
        return False
    line = next((line for line in terms.seats if (line.holder, line.place) == (kind.holder, kind.place)), None)
    caps = [(kind.heads, getattr(line, kind.track.value) if line else None)]
    if kind.track is Track.UNCONDITIONAL:
        caps.append((kind.heads, terms.unconditional.seats))
    else:
        caps.append((kind.heads, terms.counted.most))
        caps += [(heads, share.most) for heads, share in zip(kind.meeting, terms.counted.shares, strict=True)]
    return all(most is None or heads <= most for heads, most in caps)


def joined(kinds: Sequence[Kind]) -> tuple[list[Kind], list[int]]:
    """Kinds that differ in their standing only as one, for all that no order has a say in; and what each is part of.

    Their units are left out.
    """
    alike: dict[tuple[Any, ...], list[Kind]] = {}
    for kind in kinds:
        alike.setdefault(_but_standing(kind), []).append(kind)
    # Kinds stand in the order of their names: the first of some gives the smallest name, and they stay in that order.
    wholes = [
        replace(some[0], units=(), number=sum(kind.number for kind in some), standing=()) for some in alike.values()
    ]
    place = {fields: number for number, fields in enumerate(alike)}
    return wholes, [place[_but_standing(kind)] for kind in kinds]


def _but_standing(kind: Kind) -> tuple[Any, ...]:
    return kind.track, kind.holder, kind.home, kind.place, kind.first, kind.heads, kind.privates, kind.meeting


class _Facts:
    """What of a unit makes it another kind."""

    def __init__(self, terms: Terms, orders: Mapping[str, Order]) -> None:
        self._terms, self._orders = terms, orders
        words = {word for order in orders.values() for word in order.criteria}
        words.update(share.of for share in terms.counted.shares)
        self._captured = _Dates(["longest_held", *filter(is_of_capture, sorted(words))], terms.day)
        self._born = _Dates([*filter(is_of_birth, sorted(words))], terms.day)
        self._first = {
            each.person: next((at for at, day in enumerate(terms.rounds, 1) if each.until and day >= each.until), 0)
            for each in terms.withheld
        }
        self._named = {order.party: frozenset(order.named) for order in orders.values()}
        self._named_by_any = frozenset().union(*self._named.values())
        self._lines = {(line.holder, line.place): line for line in terms.seats}
        self._holders = {line.holder for line in terms.seats}

    def look(self, unit: Unit) -> Any:
        """What can be told at a glance: units that look the same are of one kind, though not the other way round."""
        return self._look(unit[0]) if len(unit) == 1 else tuple(map(self._look, unit))

    def _look(self, each: Candidate) -> Any:
        return (
            each.holder,
            each.home,
            each.category,
            each.conditions,
            each.sex,
            self._captured[each.held_since],
            self._born[each.birth_date] if self._born.words else (),
            each.facility if each.holder in self._holders else "",
            each.rank if self._terms.counted.equivalents else "",
            self._first.get(each.person, 1),
            each.person in self._named_by_any,
        )

    def of(self, unit: Unit) -> tuple[Any, ...]:
        """The fields of a unit's kind, from its track on."""
        counted, holder, home = self._terms.counted, unit[0].holder, unit[0].home
        track = self._track(unit)
        firsts = [self._first.get(each.person, 1) for each in unit]
        first = max(firsts) if min(firsts) else 0
        common = (holder, home, self._place(track, unit), first, len(unit))
        if track is Track.UNCONDITIONAL:
            return track, *common, 0, (), urgency(unit)
        if track is None:
            return track, *common, 0, (), ()
        privates = sum(counted.equivalents.privates(each.rank) for each in unit) if counted.equivalents else 0
        meeting = tuple(
            heads_of_share(share.of, unit, self._terms.day) if share.home in ("", home) else 0
            for share in counted.shares
        )
        place = standing(self._orders[home].criteria, unit, self._terms.day, self._named[home])
        return track, *common, privates, meeting, place

    def _track(self, unit: Unit) -> Track | None:
        """With the most protected of the unit; nowhere, if the terms count only part of it."""
        protected = any(is_protected(each.category, frozenset(each.conditions)) for each in unit)
        if self._terms.hostilities_ended or protected:
            return Track.UNCONDITIONAL
        return Track.COUNTED if {each.category for each in unit} <= set(self._terms.counted.categories) else None

    def _place(self, track: Track | None, unit: Unit) -> str | None:
        """The place of the line of seats that limits a unit, which is that of whoever gives it its name."""
        holder = unit[0].holder
        line = self._lines.get((holder, unit[0].facility)) or self._lines.get((holder, ""))
        if track is None or line is None or getattr(line, track.value) is None:
            return None
        return line.place


class _Dates(dict[PartialDate | None, Standing]):
    """Where each date puts people, worked out once for each."""

    def __init__(self, words: Sequence[str], day: date) -> None:
        super().__init__()
        self.words, self._day = words, day

    def __missing__(self, known: PartialDate | None) -> Standing:
        self[known] = found = tuple(of_date(word, known, self._day) for word in self.words)
        return found
