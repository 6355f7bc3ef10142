"""Whether everybody is told why they go or wait: the code and numbers that the package itself shows. No wording."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import TypeAlias

from wayhome.exchange.checker.advice import Advice, Advised
from wayhome.exchange.checker.fault import Fault
from wayhome.exchange.checker.kinds import Kind, Unit, may_go
from wayhome.exchange.checker.rules import In, Rule, rules_of
from wayhome.exchange.checker.tiers import tiers_of
from wayhome.exchange.package import Code, Explanation
from wayhome.exchange.pool import Candidate
from wayhome.exchange.terms import Terms
from wayhome.people.categories import COUNTABLE, Track
from wayhome.people.messages import said

_Parameters: TypeAlias = tuple[tuple[str, str | int], ...]
_Reason: TypeAlias = tuple[Code, _Parameters]

_MAY_ADVISE = frozenset(
    {
        Code.UNCONDITIONAL_WAITS_FOR_SEATS,
        Code.WAITS_BY_DRAW,
        Code.WAITS_FOR_THE_TERMS,
        Code.WAITS_TOO_MANY_TOGETHER,
    }
)


def told_otherwise(
    terms: Terms,
    kinds: Sequence[Kind],
    counts: Sequence[Sequence[int]],
    rounds: Mapping[str, int],
    explanations: Mapping[str, Explanation],
    chances: Mapping[str, Fraction],
) -> Iterator[Fault]:
    """Find everyone whose explanation isn't what the package shows.

    ``counts``: units of each kind by round; ``chances``: of everybody in a lottery, by reference.
    """
    reasons, advised = _Reasons(terms, kinds, counts, chances), Advised(terms, kinds)
    for number, kind in enumerate(kinds):
        of_kind: dict[int, _Reason | None] = {}
        advice: dict[int, Advice] = {}
        for unit in kind.units:
            for each in unit:
                at = rounds[each.person]
                if at not in of_kind:
                    of_kind[at] = reasons.of_kind(number, at)
                    advice[at] = advised.of(kind, at)
                code, parameters = of_kind[at] or reasons.of_person(kind, unit, each, at)
                told = explanations[each.person]
                expected = advice[at] if code in _MAY_ADVISE else ()
                expected = expected or reasons.beyond(number, code)
                if told.code is not code or not _says(told, parameters, expected, _later(at)):
                    shown = (*parameters, *expected, *_later(at))
                    values = tuple(f"{name} {value}" for name, value in shown)
                    words = said("exchange.package_shows", reason=code.value, values=values)
                    yield Fault("told_otherwise", words, (each.person,))


def _says(told: Explanation, parameters: _Parameters, expected: Advice, later: _Parameters) -> bool:
    """Whether somebody is told this, then what would have to change, then the round in which they go."""
    return told.parameters == (*parameters, *expected, *later)


class _Reasons:
    def __init__(
        self, terms: Terms, kinds: Sequence[Kind], counts: Sequence[Sequence[int]], chances: Mapping[str, Fraction]
    ) -> None:
        self._terms, self._kinds, self._chances = terms, kinds, chances
        self._now = [own[0] for own in counts]
        self._withheld = {each.person: each for each in terms.withheld}
        counted = [number for number, kind in enumerate(kinds) if kind.track is Track.COUNTED and kind.first]
        able = [number for number in counted if may_go(terms, kinds[number])]
        self._tier = {}
        self._tiers: dict[str, int] = {}
        for home, tier, numbers in tiers_of([kinds[number] for number in able], terms.parties):
            self._tiers[home] = tier
            self._tier.update({able[number]: tier for number in numbers})
        self._ways: dict[tuple[str, str], list[int]] = {}
        for number in able:
            if kinds[number].first == 1:
                way = self._ways.setdefault((kinds[number].holder, kinds[number].home), [0, 0])
                way[0] += self._now[number] * kinds[number].heads
                way[1] += kinds[number].number * kinds[number].heads
        self._broken: dict[int, dict[str, None]] = {number: {} for number in able}
        self._beyond: dict[int, dict[str, int]] = {number: {} for number in able}
        self._balance = "counted.equivalents" if terms.counted.equivalents else "counted.most"
        rules = rules_of(terms, [kinds[number] for number in able])
        now = [self._now[number] for number in able]
        for rule in rules:
            for number, sort, beyond in _broken_by_one_more(rule, now):
                self._broken[able[number]][rule.key] = None
                worst = self._beyond[able[number]]
                worst[sort] = max(worst.get(sort, 0), beyond)
        balance = [rule.key for rule in rules if rule.name[0] == "balance"]
        if balance:
            self._balance = balance[0]
        self._above = self._above_a_cap([number for number in counted if number not in self._broken])

    def _above_a_cap(self, unable: Sequence[int]) -> dict[int, str]:
        """The cap that a unit alone is above, by the number of the kind."""
        return {
            unable[number]: rule.key
            for rule in rules_of(self._terms, [self._kinds[number] for number in unable])
            if rule.within is In.CAP and rule.upper is not None
            for number, weight in rule.weights.items()
            if weight > rule.upper
        }

    def of_kind(self, number: int, at: int) -> _Reason | None:
        """What everybody of a kind who goes in that round is told; None where it depends on the person."""
        kind, now = self._kinds[number], self._now[number]
        if kind.track is not Track.COUNTED or (kind.first != 1 and at != 1):
            return None
        place: _Parameters = ()
        if number in self._tier:
            place = (("tier", self._tier[number]), ("of", self._tiers[kind.home]))
        chance = self._chances.get(kind.units[0][0].person)
        by_chance: _Parameters = () if chance is None else (("chance", str(chance)),)
        by_draw = 0 < now < kind.number or (chance is not None and 0 < chance < 1)
        equals: _Parameters = (("equal", kind.number * kind.heads), ("going", now * kind.heads))
        if at == 1:
            gone, there = self._ways.get((kind.holder, kind.home), (0, 0))
            if by_draw:
                return Code.COUNTED_BY_DRAW, (*equals, *by_chance)
            if gone == there:
                return Code.COUNTED_EVERYONE_GOES, (("of", there),)
            return Code.COUNTED_BY_CRITERIA, place or (("tier", 1), ("of", 1))
        if number in self._above:
            return Code.WAITS_TOO_MANY_TOGETHER, (("heads", kind.heads), ("terms", self._above[number]))
        terms = (("terms", " ".join(self._broken.get(number) or (self._balance,))),)
        if by_draw:
            return Code.WAITS_BY_DRAW, (*equals, *terms, *by_chance)
        return Code.WAITS_FOR_THE_TERMS, (*terms, *place)

    def beyond(self, number: int, code: Code) -> _Parameters:
        """By how much one more unit of a kind goes beyond the limits that bind, where people wait for those."""
        if code not in (Code.WAITS_BY_DRAW, Code.WAITS_FOR_THE_TERMS):
            return ()
        worst = self._beyond.get(number, {})
        written = " ".join(f"{sort}:{worst[sort]}" for sort in ("people", "seats", "privates") if sort in worst)
        return (("beyond", written),) if written else ()

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
            return Code.WAITS_WITHHELD, (("reason", line.reason), ("whose", whose), *until)
        return Code.UNCONDITIONAL_WAITS_FOR_SEATS, ()

    def _ground(self, each: Candidate) -> str:
        if each.conditions:
            return each.conditions[0].value
        if each.category not in COUNTABLE:
            return each.category.value
        return "hostilities_ended" if self._terms.hostilities_ended else "family"


def _broken_by_one_more(rule: Rule, units: Sequence[int]) -> Iterator[tuple[int, str, int]]:
    """The kinds of which one unit more breaks a limit, what the limit counts, and how far beyond it that is.

    Balance is none: it asks for somebody in return.
    """
    if rule.name[0] == "balance":
        return
    reached = rule.sum(units)
    for number, weight in rule.weights.items():
        if not rule.allows(reached + weight):
            over = reached + weight - (rule.upper if rule.upper is not None and weight > 0 else rule.lower or 0)
            yield number, *_in_words(rule, abs(over))


def _in_words(rule: Rule, amount: int) -> tuple[str, int]:
    """What a rule counts, and how much that is; percentages as people, rounded up."""
    if rule.name[0] == "share" and rule.name[-1] in ("least_percent", "most_percent"):
        return "people", math.ceil(Fraction(amount, 100))
    return {"seats": "seats", "equivalents": "privates"}.get(rule.name[0], "people"), amount


def _later(at: int) -> _Parameters:
    return (("round", at),) if at > 1 else ()
