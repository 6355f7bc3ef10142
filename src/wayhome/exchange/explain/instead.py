"""This person instead of that one: whether the terms hold, which break, and what it does to every stage at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from wayhome.exchange.explain.broken import broken_in_words
from wayhome.exchange.explain.reached import Reached
from wayhome.exchange.package import StageName
from wayhome.exchange.planner.kinds import Kind
from wayhome.exchange.planner.rules import Over, Rule, rules_of
from wayhome.exchange.planner.solved import Solved
from wayhome.people.categories import Track


class Unknown(ValueError):
    """A counter-proposal that can't be asked about: of whom, and why."""

    def __init__(self, person: str, why: str) -> None:
        super().__init__(f"{person}: {why}")
        self.person, self.why = person, why


@dataclass(frozen=True, slots=True)
class StageEffect:
    """What a stage comes to without the counter-proposal and with it."""

    name: StageName
    about: tuple[str, ...]
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Effect:
    """What a counter-proposal would do. Families and crews leave and come whole: it can be more people than named."""

    leaving: tuple[str, ...]
    coming: tuple[str, ...]
    broken: tuple[str, ...]
    """Each thing of the terms that would no longer hold, in words, and in a circle each party that would do worse than
    in pairs alone; none if all of it holds."""
    stages: tuple[StageEffect, ...]
    """Every stage that says what a package comes to, in its order."""

    @property
    def feasible(self) -> bool:
        """Whether the package would still keep the terms."""
        return not self.broken


def counter(solved: Solved, leaving: Iterable[str], coming: Iterable[str]) -> Effect:
    """The effect of some leaving this round and others coming in their place. Raises `Unknown`."""
    return CounterProposals(solved).effect(leaving, coming)


class CounterProposals:
    """What was solved, indexed so that each counter-proposal is answered from the rows it touches alone."""

    def __init__(self, solved: Solved) -> None:
        self._solved = solved
        self._rounds = len(solved.terms.rounds)
        self._kinds = [kind for kind in solved.kinds if kind.track and kind.first]
        self._at = {kind.name: number for number, kind in enumerate(self._kinds)}
        rounds = dict(zip((kind.name for kind in solved.kinds), solved.rounds, strict=True))
        self._units = [rounds[kind.name] for kind in self._kinds]
        self._rules = (*self._counted_rules(), *self._unconditional_rules())
        self._touching: list[list[tuple[int, int]]] = [[] for _ in self._kinds]
        for at, rule in enumerate(self._rules):
            for number, weight in rule.weights.items():
                self._touching[number].append((at, weight))
        self._sums = [
            [sum(weight * self._units[n][at] for n, weight in rule.weights.items()) for at in range(self._rounds)]
            for rule in self._rules
        ]
        self._reached = Reached(solved)
        self._where: dict[str, tuple[Kind, int, int | None]] = {}
        """Each person's kind, unit in the sequence of the kind, and round."""
        for kind, some in zip(solved.kinds, solved.rounds, strict=True):
            gone = [at for at, units in enumerate(some) for _ in range(units)]
            for at, unit in enumerate(solved.sequence(kind) if gone else kind.units):
                for each in unit.people:
                    self._where[each.person] = kind, at, gone[at] if at < len(gone) else None

    def effect(self, leaving: Iterable[str], coming: Iterable[str]) -> Effect:
        """What it does if some leave this round and others come. Raises `Unknown`.

        Who leaves takes the later round of somebody who comes from the same way with as many heads, if any had one;
        else they wait for a round that isn't in view. Everybody else stays where they are.
        """
        out, into = self._units_of(leaving, going=True), self._units_of(coming, going=False)
        barred = [self._barred(kind) for kind, _, _ in into]
        moves = self._moves(out, into)
        below = [
            f"counted heads home to {party}: {heads}, at least {least}, which pairs alone would bring"
            for party, heads, least in self._reached.below(moves)
        ]
        broken = [*filter(None, barred), *self._broken(moves), *below]
        stages = tuple(
            StageEffect(stage.name, stage.about, *self._reached.effect(stage, moves))
            for stage in self._solved.certificate.stages
            if self._reached.counts(stage)
        )
        return Effect(self._people(out), self._people(into), tuple(broken), stages)

    def _units_of(self, people: Iterable[str], *, going: bool) -> list[tuple[Kind, int, int | None]]:
        units = {}
        for person in people:
            if person not in self._where:
                raise Unknown(person, "nobody of the pool goes by this reference")
            kind, at, number = self._where[person]
            if (number == 0) != going:
                raise Unknown(person, "doesn't go in this round" if going else "goes in this round already")
            units[kind.name, at] = kind, at, number
        return [units[key] for key in sorted(units)]

    def _barred(self, kind: Kind) -> str:
        if kind.track is None:
            return f"{kind.name}: the terms of this round count nobody of this category (counted.categories)"
        if kind.first != 1:
            return f"{kind.name}: withheld in this round (withheld)"
        return ""

    def _moves(
        self, out: Sequence[tuple[Kind, int, int | None]], into: Sequence[tuple[Kind, int, int | None]]
    ) -> dict[str, list[int]]:
        """By kind, how many units more (or less) go in each round."""
        moves: dict[str, list[int]] = {}
        vacated: dict[tuple[object, ...], list[int]] = {}
        for kind, _, number in into:
            if kind.name in self._at:
                some = moves.setdefault(kind.name, [0] * self._rounds)
                some[0] += 1
                if number is not None:
                    some[number] -= 1
                    vacated.setdefault((kind.track, kind.holder, kind.home, kind.heads), []).append(number)
        for kind, _, _ in out:
            some = moves.setdefault(kind.name, [0] * self._rounds)
            some[0] -= 1
            later = vacated.get((kind.track, kind.holder, kind.home, kind.heads))
            if later:
                some[later.pop(0)] += 1
        return moves

    def _broken(self, moves: Mapping[str, Sequence[int]]) -> list[str]:
        change: dict[int, list[int]] = {}
        for name, units in moves.items():
            for at, weight in self._touching[self._at[name]]:
                sums = change.setdefault(at, [0] * self._rounds)
                for number, some in enumerate(units):
                    sums[number] += weight * some
        return [said for at in sorted(change) for said in self._said(self._rules[at], self._sums[at], change[at])]

    def _said(self, rule: Rule, sums: Sequence[int], change: Sequence[int]) -> Iterable[str]:
        so_far = 0
        for number, (before, more) in enumerate(zip(sums, change, strict=True)):
            so_far += before + more
            reached = so_far if rule.over is Over.SO_FAR else before + more
            if rule.over is Over.FIRST and number:
                return
            below = rule.lower is not None and reached < rule.lower
            above = rule.upper is not None and reached > rule.upper
            if below or above:
                yield broken_in_words(self._solved.terms, rule, number + 1, reached)

    def _counted_rules(self) -> list[Rule]:
        """The rules of the counted, their weights by number of `_kinds`."""
        counted = [kind for kind in self._kinds if kind.track is Track.COUNTED]
        return [
            Rule(
                rule.name,
                rule.key,
                rule.over,
                {self._at[counted[number].name]: weight for number, weight in rule.weights.items()},
                rule.lower,
                rule.upper,
            )
            for rule in (rules_of(self._solved.terms, counted) if self._solved.counted else ())
        ]

    def _unconditional_rules(self) -> list[Rule]:
        terms = self._solved.terms
        bound: dict[tuple[str, ...], dict[int, int]] = {}
        for number, kind in enumerate(self._kinds):
            if kind.track is Track.UNCONDITIONAL:
                bound.setdefault(("transport", kind.holder, kind.home), {})[number] = kind.heads
                if kind.place is not None:
                    bound.setdefault(("unconditional", kind.holder, kind.place), {})[number] = kind.heads
        rules = []
        if terms.unconditional.seats is not None:
            for name in sorted(name for name in bound if name[0] == "transport"):
                seats = terms.unconditional.seats
                rules.append(Rule(name, "unconditional.seats", Over.CAP, bound[name], None, seats))
        for at, line in enumerate(terms.seats):
            weights = bound.get(("unconditional", line.holder, line.place))
            if weights and line.unconditional is not None:
                name = ("unconditional", line.holder, line.place)
                rules.append(Rule(name, f"seats[{at}].unconditional", Over.CAP, weights, None, line.unconditional))
        return rules

    def _people(self, units: Sequence[tuple[Kind, int, int | None]]) -> tuple[str, ...]:
        people = []
        for kind, at, _ in units:
            sequence = self._solved.sequence(kind) if any(self._units_gone(kind)) else list(kind.units)
            people += [each.person for each in sequence[at].people]
        return tuple(sorted(people))

    def _units_gone(self, kind: Kind) -> Sequence[int]:
        return self._units[self._at[kind.name]] if kind.name in self._at else ()
