"""Who goes home in this round: the most people the terms allow, in the order the terms lay down. It only proposes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TypeAlias

from wayhome.exchange.explain import Count, explain_counted, explain_no_place, explain_unconditional
from wayhome.exchange.package import Argument, Certificate, Explanation, Package, Stage, StageName
from wayhome.exchange.pool import Candidate, sound
from wayhome.exchange.reach import choose, largest, reachable, sizes
from wayhome.exchange.terms import Terms
from wayhome.exchange.terms_file import UnlawfulTerms, forbidden
from wayhome.exchange.units import Equals, Unit, by_criteria, in_order, track, units, urgency
from wayhome.people.categories import Track
from wayhome.people.returnees import Returnee

Way: TypeAlias = tuple[str, str]
"""Holder and home."""


@dataclass(frozen=True)
class _Decision:
    """What has been decided for one track and one holder and home: the groups with those who go, and why."""

    track: Track | None
    groups: tuple[Equals, ...]
    explanations: tuple[Explanation, ...]
    stages: tuple[Stage, ...] = ()


def plan(terms: Terms, pool: Sequence[Candidate], progress: Callable[[Stage], None] | None = None) -> Package:
    """Draw a package from the pool. Raises `UnlawfulTerms` and `BadPool`; ``progress`` is told each stage as it ends.

    Each stage is decided exactly and none gives up anything for a later one:

    1. the *unconditional*: as many as there are seats for, families whole; where seats run out, the most urgent first
       (`units.urgency`);
    2. the *counted*: between each pair of parties the largest number of heads, equal both ways and not above the terms'
       most, that units which can't be divided make up exactly on both sides;
    3. whom the *criteria* put first, as long as that number can still be made up exactly;
    4. among those whom the criteria leave equal, the *draw* (`units.in_order`).

    Once hostilities have ended there is only the first stage: everyone is due, and nobody is counted.
    The same people and terms give the same package, in whatever order they are listed.
    """
    breaches = forbidden(terms)
    if breaches:
        raise UnlawfulTerms(breaches)
    decisions = []
    for decision in _decisions(terms, sound(terms, pool)):
        decisions.append(decision)
        for stage in decision.stages:
            if progress:
                progress(stage)
    return _package(terms, decisions)


def _decisions(terms: Terms, pool: Sequence[Candidate]) -> Iterator[_Decision]:
    """Everything there is to decide, in the order of the stages."""
    parts: dict[tuple[Track | None, Way], list[Unit]] = {}
    for unit in units(pool):
        parts.setdefault((track(terms, unit), unit.way), []).append(unit)
    pairs = list(combinations(sorted(terms.parties), 2))
    for one, other in pairs:
        for way in ((one, other), (other, one)):
            yield _unconditional(terms, way, parts.get((Track.UNCONDITIONAL, way), []))
    if not terms.hostilities_ended:
        for one, other in pairs:
            there, back = ((one, other), (other, one))
            yield from _counted(terms, {way: parts.get((Track.COUNTED, way), []) for way in (there, back)})
    for (part, _), left_out in parts.items():
        if part is None:
            yield _Decision(None, (), tuple(why for unit in left_out for why in explain_no_place(terms, unit)))


def _unconditional(terms: Terms, way: Way, due: Sequence[Unit]) -> _Decision:
    """As many as seats allow, the most urgent first."""
    everyone = sum(sizes(due))
    seats = terms.unconditional.seats
    limit = everyone if seats is None else min(seats, everyone)
    heads = largest(reachable(sizes(due), limit))
    groups = choose(in_order(terms, due, urgency), heads)
    if heads == everyone:
        argument = Argument.EVERYONE_GOES
    else:
        argument = Argument.SEATS_FILLED if heads == seats else Argument.FAMILIES_STAY_WHOLE
    in_front = _before_the_first_who_waits(groups)
    return _Decision(
        Track.UNCONDITIONAL,
        tuple(groups),
        tuple(explain_unconditional(terms, groups)),
        (
            _proven(StageName.UNCONDITIONAL, way, heads, argument),
            _proven(StageName.UNCONDITIONAL_ORDER, way, in_front, Argument.FIRST_IN_ORDER),
        ),
    )


def _counted(terms: Terms, ways: Mapping[Way, Sequence[Unit]]) -> Iterator[_Decision]:
    """Head for head between two parties, the criteria's first first. ``ways`` are the two ways between them."""
    there, back = ways
    held = {way: sum(sizes(ways[way])) for way in ways}
    most = min(terms.counted.most, *held.values())
    heads = largest(reachable(sizes(ways[there]), most) & reachable(sizes(ways[back]), most))
    if heads == terms.counted.most:
        argument = Argument.MOST_REACHED
    else:
        argument = Argument.ONE_PARTY_HAS_NO_MORE if heads == most else Argument.FAMILIES_STAY_WHOLE
    stages = [_proven(StageName.COUNTED, there, heads, argument)]
    for way, other in ((there, back), (back, there)):
        groups = choose(in_order(terms, ways[way], by_criteria(terms)), heads)
        drawn = sum(group.taken for group in groups if group.contenders > group.taken)
        stages.append(_proven(StageName.CRITERIA, way, _before_the_first_who_waits(groups), Argument.FIRST_IN_ORDER))
        stages.append(_proven(StageName.DRAW, way, drawn, Argument.DRAWN))
        returnable = reachable(sizes(ways[other]), held[other])
        count = Count(heads, terms.counted.most, argument, home=way[1], held=held[other], returnable=returnable)
        yield _Decision(Track.COUNTED, tuple(groups), tuple(explain_counted(groups, count)), tuple(stages))
        stages = []


def _before_the_first_who_waits(groups: Iterable[Equals]) -> int:
    """The heads who go from the first groups, up to and with the first group that doesn't go whole."""
    heads = 0
    for group in groups:
        heads += group.taken
        if group.taken < group.heads:
            break
    return heads


def _proven(name: StageName, parties: Way, value: int, argument: Argument) -> Stage:
    return Stage(name, parties, value, bound=value, proven=True, argument=argument)


def _package(terms: Terms, decisions: Sequence[_Decision]) -> Package:
    returnees = [
        Returnee(each.person, each.holder, each.home, decision.track, each.category, each.conditions, each.family)
        for decision in decisions
        if decision.track
        for group in decision.groups
        for unit in group.going
        for each in unit.people
    ]
    explanations = [explanation for decision in decisions for explanation in decision.explanations]
    return Package(
        terms,
        tuple(sorted(returnees, key=lambda returnee: returnee.person)),
        tuple(sorted(explanations, key=lambda explanation: explanation.person)),
        Certificate(tuple(stage for decision in decisions for stage in decision.stages)),
    )
