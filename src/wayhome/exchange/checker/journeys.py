"""In which round everybody goes, as explanations say: whole units, nobody before their day, equals by the draw."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import pairwise

from wayhome.exchange.checker.fault import Fault
from wayhome.exchange.checker.kinds import Kind, Unit, may_go
from wayhome.exchange.package import Explanation
from wayhome.exchange.terms import Terms
from wayhome.people.messages import Message, said


def round_of(explanation: Explanation) -> int:
    """The round an explanation says somebody goes in, from 1; 0 for none, -1 where that can't be."""
    if explanation.included:
        return 1
    later = dict(explanation.parameters).get("round", 0)
    return later if type(later) is int and later != 1 else -1


def rounds_of_units(terms: Terms, kinds: Sequence[Kind], rounds: Mapping[str, int]) -> list[list[int]]:
    """How many units of each kind go in each round."""
    counts = []
    for kind in kinds:
        own = [0] * (len(terms.rounds) + 1)
        for unit in kind.units:
            own[rounds[unit[0].person]] += 1
        counts.append(own[1:])
    return counts


def journeys_not_possible(terms: Terms, kinds: Sequence[Kind], rounds: Mapping[str, int]) -> Iterator[Fault]:
    """Find units divided between rounds, rounds that aren't looked ahead to, and who goes before they may."""
    last = len(terms.rounds)
    for kind in kinds:
        able = may_go(terms, kind)
        for unit in kind.units:
            number = rounds[unit[0].person]
            if len(unit) > 1 and any(rounds[each.person] != number for each in unit):
                yield Fault("divided_between_rounds", said("exchange.goes_in_one_round"), _persons(unit))
            if number and not 0 < number <= last:
                yield Fault("no_such_round", said("exchange.no_such_round", last=last), _persons(unit))
            elif number and not (able and kind.first <= number):
                yield Fault(*_why_never(kind, number), _persons(unit))


def _why_never(kind: Kind, number: int) -> tuple[str, Message]:
    if kind.track is None:
        return "category_not_counted", said("exchange.no_place_in_any_round")
    if not 0 < kind.first <= number:
        return "withheld", said("exchange.withheld_in_round", round=number)
    return "larger_than_a_round", said("exchange.larger_than_a_round")


def not_by_the_draw(terms: Terms, kinds: Sequence[Kind], rounds: Mapping[str, int]) -> Iterator[Fault]:
    """Find whoever of a kind goes before others of it whom the draw has before them.

    The draw is SHA-256 of the digest of the terms, as bytes, and the unit's name in UTF-8: the smallest first.
    """
    salt = bytes.fromhex(terms.digest)
    never = len(terms.rounds) + 1
    for kind in kinds:
        going = [rounds[unit[0].person] or never for unit in kind.units]
        if min(going) == max(going):
            continue
        names = [unit[0].person for unit in kind.units]
        drawn = sorted(zip((sha256(salt + name.encode()).digest() for name in names), names, going, strict=True))
        for (*_, name, before), (*_, other, after) in pairwise(drawn):
            if before > after:
                yield Fault("not_by_the_draw", said("exchange.drawn_before", name=name, other=other), (name, other))


def _persons(unit: Unit) -> tuple[str, ...]:
    return tuple(each.person for each in unit)
