"""Whether everybody is told why they go or wait: the code and numbers that the package itself shows. No wording."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from wayhome.exchange.checker.fault import Fault
from wayhome.exchange.checker.kinds import Kind, Unit, may_go
from wayhome.exchange.checker.rules import In, rules_of
from wayhome.exchange.checker.tiers import tiers_of
from wayhome.exchange.package import Code, Explanation
from wayhome.exchange.pool import Candidate
from wayhome.exchange.terms import Terms
from wayhome.people.categories import COUNTABLE, Track

_Reason: TypeAlias = tuple[Code, tuple[tuple[str, str | int], ...]]


def told_otherwise(
    terms: Terms,
    kinds: Sequence[Kind],
    counts: Sequence[Sequence[int]],
    rounds: Mapping[str, int],
    explanations: Mapping[str, Explanation],
) -> Iterator[Fault]:
    """Find everyone whose explanation isn't what the package shows; ``counts``: units of each kind by round."""
    reasons = _Reasons(terms, kinds, counts)
    for number, kind in enumerate(kinds):
        of_kind: dict[int, _Reason | None] = {}
        for unit in kind.units:
            for each in unit:
                at = rounds[each.person]
                if at not in of_kind:
                    of_kind[at] = reasons.of_kind(number, at)
                code, parameters = of_kind[at] or reasons.of_person(kind, unit, each, at)
                told = explanations[each.person]
                if told.code is not code or told.parameters != parameters:
                    words = ", ".join(f"{name} {value}" for name, value in parameters)
                    yield Fault("told_otherwise", f"The package shows: {code.value} ({words})", (each.person,))


class _Reasons:
    def __init__(self, terms: Terms, kinds: Sequence[Kind], counts: Sequence[Sequence[int]]) -> None:
        self._terms, self._kinds = terms, kinds
        self._now = [own[0] for own in counts]
        self._withheld = {each.person: each for each in terms.withheld}
        able = [number for number, kind in enumerate(kinds) if kind.track is Track.COUNTED and may_go(terms, kind)]
        counted = [kinds[number] for number in able]
        self._tier = {}
        self._tiers: dict[str, int] = {}
        for home, tier, numbers in tiers_of(counted, terms.parties):
            self._tiers[home] = tier
            self._tier.update({able[number]: tier for number in numbers})
        self._ways: dict[tuple[str, str], list[int]] = {}
        for number in able:
            way = self._ways.setdefault((kinds[number].holder, kinds[number].home), [0, 0])
            way[0] += self._now[number] * kinds[number].heads
            way[1] += kinds[number].number * kinds[number].heads
        self._able = set(able)
        self._full: dict[int, list[str]] = {}
        now = [self._now[number] for number in able]
        for rule in rules_of(terms, counted):
            if rule.within is In.CAP and rule.sum(now) == rule.upper:
                for number in rule.weights:
                    self._full.setdefault(able[number], []).append(rule.key)

    def of_kind(self, number: int, at: int) -> _Reason | None:
        """What everybody of a kind who goes in that round is told; None where it depends on the person."""
        kind, now = self._kinds[number], self._now[number]
        if kind.track is not Track.COUNTED or (kind.first != 1 and at != 1):
            return None
        place = (("tier", self._tier.get(number, 1)), ("of", self._tiers.get(kind.home, 1)))
        drawn = (("equal", kind.number * kind.heads), ("going", now * kind.heads))
        if at == 1:
            gone, there = self._ways.get((kind.holder, kind.home), (0, 0))
            if gone == there:
                return Code.COUNTED_EVERYONE_GOES, (("of", there),)
            return (Code.COUNTED_BY_CRITERIA, place) if now == kind.number else (Code.COUNTED_BY_DRAW, drawn)
        if now:
            return Code.WAITS_BY_DRAW, (*drawn, *_later(at))
        keys = " ".join(self._full.get(number, ["counted.balance"])) if number in self._able else "counted.most"
        return Code.WAITS_FOR_THE_TERMS, (("terms", keys), *place, *_later(at))

    def of_person(self, kind: Kind, unit: Unit, each: Candidate, at: int) -> _Reason:
        """What somebody is told who isn't counted, or is withheld."""
        if at == 1:
            return Code.UNCONDITIONAL, (("ground", self._ground(each)),)
        if kind.track is None:
            outside = min(one.category for one in unit if one.category not in self._terms.counted.categories)
            whose = "own" if each.category == outside else "family"
            return Code.WAITS_CATEGORY_NOT_COUNTED, (("category", outside.value), ("whose", whose))
        if kind.first != 1:
            line = self._withheld.get(each.person)
            whose = "own" if line else "family"
            line = line or next(self._withheld[one.person] for one in unit if one.person in self._withheld)
            until = (("until", line.until.isoformat()),) if line.until else ()
            return Code.WAITS_WITHHELD, (("reason", line.reason), ("whose", whose), *until, *_later(at))
        return Code.UNCONDITIONAL_WAITS_FOR_SEATS, _later(at)

    def _ground(self, each: Candidate) -> str:
        if each.conditions:
            return each.conditions[0].value
        if each.category not in COUNTABLE:
            return each.category.value
        return "hostilities_ended" if self._terms.hostilities_ended else "family"


def _later(at: int) -> tuple[tuple[str, int], ...]:
    return (("round", at),) if at else ()
