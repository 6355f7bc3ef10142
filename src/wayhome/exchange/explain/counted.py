"""The reasons of the counted: by which stage they go, or which terms keep them waiting."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from wayhome.exchange.explain.changes import Changes, Parameters
from wayhome.exchange.package import Code
from wayhome.exchange.planner.kinds import Kind
from wayhome.exchange.planner.rules import Over, Rule, rules_of
from wayhome.exchange.planner.solved import Solved
from wayhome.exchange.planner.tiers import tiers_of
from wayhome.people.categories import Track

_BALANCE = "balance"
_EQUIVALENTS = "counted.equivalents"


class CountedReasons:
    """Why units of a counted kind go or wait."""

    def __init__(self, solved: Solved, chances: Mapping[str, Fraction]) -> None:
        self._chances = chances
        self._changes = Changes(solved)
        kinds = solved.counted.space.kinds if solved.counted else ()
        tiers = tiers_of(kinds, solved.terms.parties)
        self._tier = {kinds[number].name: tier.number for tier in tiers for number in tier.kinds}
        self._tiers = {tier.home: tier.number for tier in tiers}
        first = {kind.name: some[0] for kind, some in solved.of_track(Track.COUNTED)}
        self._ways: dict[tuple[str, str], list[int]] = {}
        for kind in kinds:
            if kind.first == 1:
                way = self._ways.setdefault((kind.holder, kind.home), [0, 0])
                way[0] += first[kind.name] * kind.heads
                way[1] += kind.number * kind.heads
        self._binding = {kind.name: "" for kind in kinds}
        self._beyond: dict[str, dict[str, int]] = {kind.name: {} for kind in kinds}
        units = [first[kind.name] for kind in kinds]
        balance = []
        for rule in rules_of(solved.terms, kinds):
            if rule.name[0] == _BALANCE:
                balance.append(rule.key)
            for number, beyond in _broken_by_one_more(rule, units):
                self._binding[kinds[number].name] += f" {rule.key}"
                of_sort, sort = self._beyond[kinds[number].name], _SORTS.get(rule.name[0], "people")
                of_sort[sort] = max(of_sort.get(sort, 0), beyond)
        self._otherwise = (
            balance[0] if balance else _EQUIVALENTS if solved.terms.counted.equivalents else "counted.most"
        )
        able = [kind for kind, _ in solved.of_track(Track.COUNTED) if kind.name not in self._binding and kind.first]
        self._above = {
            able[number].name: rule.key
            for rule in rules_of(solved.terms, able)
            if rule.over is Over.CAP and rule.upper is not None
            for number, weight in rule.weights.items()
            if weight > rule.upper
        }

    def going(self, kind: Kind, units: int) -> tuple[Code, Parameters]:
        """Why units of a kind go, of which so many do."""
        gone, there = self._ways.get((kind.holder, kind.home), (0, 0))
        if self._drawn(kind, units):
            return Code.COUNTED_BY_DRAW, self._equals(kind, units)
        if gone == there:
            return Code.COUNTED_EVERYONE_GOES, (("of", there),)
        return Code.COUNTED_BY_CRITERIA, self._place(kind) or (("tier", 1), ("of", 1))

    def waiting(self, kind: Kind, units: int, later: Parameters) -> tuple[Code, Parameters]:
        """Why units of a kind wait, of which so many go; ``later`` if there is a round in which they do."""
        changes = () if later else self._changes.for_all_of(kind)
        if kind.name in self._above:
            heads: Parameters = (("heads", kind.heads), ("terms", self._above[kind.name]))
            return Code.WAITS_TOO_MANY_TOGETHER, (*heads, *changes)
        binding = " ".join(dict.fromkeys(self._binding[kind.name].split())) or self._otherwise
        more = changes or self._by_how_much(kind)
        if self._drawn(kind, units):
            equal, going, *chance = self._equals(kind, units)
            return Code.WAITS_BY_DRAW, (equal, going, ("terms", binding), *chance, *more)
        return Code.WAITS_FOR_THE_TERMS, (("terms", binding), *self._place(kind), *more)

    def _by_how_much(self, kind: Kind) -> Parameters:
        """By how much one more unit of a kind goes beyond the limits that bind; nothing where only the balance does."""
        beyond = self._beyond[kind.name]
        said = " ".join(f"{sort}:{beyond[sort]}" for sort in ("people", "seats", "privates") if sort in beyond)
        return (("beyond", said),) if said else ()

    def _drawn(self, kind: Kind, units: int) -> bool:
        return 0 < units < kind.number or 0 < self._chances.get(kind.name, 0) < 1

    def _equals(self, kind: Kind, units: int) -> Parameters:
        chance = self._chances.get(kind.name)
        said: Parameters = () if chance is None else (("chance", str(chance)),)
        return ("equal", kind.number * kind.heads), ("going", units * kind.heads), *said

    def _place(self, kind: Kind) -> Parameters:
        """Where a kind stands in the order of its home; nothing where there is no order."""
        if kind.name not in self._tier:
            return ()
        return ("tier", self._tier[kind.name]), ("of", self._tiers[kind.home])


_SORTS = {"seats": "seats", "equivalents": "privates"}
"""What a rule counts, where it isn't people."""


def _broken_by_one_more(rule: Rule, units: list[int]) -> Iterator[tuple[int, int]]:
    """The kinds of which one unit more in this round breaks a limit, and by how much.

    Balance is none: it asks for someone in return. A percentage is weighed in hundredths of people.
    """
    if rule.name[0] == _BALANCE:
        return
    reached = sum(weight * units[number] for number, weight in rule.weights.items())
    scale = 100 if rule.name[-1].endswith("percent") and rule.name[0] == "share" else 1
    for number, weight in rule.weights.items():
        above = 0 if rule.upper is None else reached + weight - rule.upper
        below = 0 if rule.lower is None else rule.lower - reached - weight
        if above > 0 or below > 0:
            yield number, -(-max(above, below) // scale)
