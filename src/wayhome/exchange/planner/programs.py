"""Rules as programs: of all rounds together, of one round of a schedule, and of every round at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

import numpy as np

from wayhome.exchange.planner.kinds import Kind
from wayhome.exchange.planner.rules import Over, Rule
from wayhome.exchange.program import Program, Row, RowName, Whole

Columns: TypeAlias = tuple[tuple[int, int], ...]
"""For each column the number of a kind, and a round; round 0 where it counts the units of all rounds together."""
LEVEL = (-1, 0)
"""The column of no kind: how much of its range every party reaches (see `wayhome.exchange.planner.fairness`)."""


@dataclass(frozen=True, eq=False)
class Space:
    """A program about kinds: what each of its columns counts."""

    program: Program
    kinds: tuple[Kind, ...]
    columns: Columns

    @cached_property
    def of_kind(self) -> tuple[tuple[int, ...], ...]:
        """The columns of each kind."""
        columns: list[list[int]] = [[] for _ in self.kinds]
        for column, (kind, _) in enumerate(self.columns):
            if kind >= 0:
                columns[kind].append(column)
        return tuple(map(tuple, columns))

    def weighing(self, weights: Mapping[int, int]) -> dict[int, int]:
        """Weights of kinds as weights of columns."""
        return {column: weight for kind, weight in weights.items() for column in self.of_kind[kind]}


def named(most: Whole, rows: Iterable[Row], kinds: Sequence[Kind], columns: Columns) -> Space:
    """A space whose columns are named by their kinds, with @ and the round where they count one round."""
    names = [
        (kinds[kind].name if kind >= 0 else "fairness") + (f"@{number}" if number else "") for kind, number in columns
    ]
    return Space(Program(most, tuple(rows), names), tuple(kinds), columns)


def all_together(kinds: Sequence[Kind], rules: Sequence[Rule], rounds: int) -> Space:
    """How many of each kind go in all rounds together: a column a kind, under what must hold for a schedule to exist.

    A rule of each round, or of the rounds so far, holds for the sum as it stands. What a cap of `upper` in each round
    allows to those who may go only from a round on is ``upper × rounds left from then``: one row for each such round,
    its name the rule's with the round; rows that can't bind are left out.
    """
    most = np.array([kind.number for kind in kinds], dtype=np.int64)
    rows = [row for rule in rules for row in _rows_together(kinds, rule, rounds)]
    return named(most, rows, kinds, tuple((number, 0) for number in range(len(kinds))))


def _rows_together(kinds: Sequence[Kind], rule: Rule, rounds: int) -> Iterator[Row]:
    if rule.over is Over.FIRST:
        first = {number: weight for number, weight in rule.weights.items() if kinds[number].first == 1}
        yield Row(rule.name, first, rule.lower, rule.upper)
    elif rule.over is Over.CAP:
        assert rule.upper is not None
        for start in sorted({1, *(kinds[number].first for number in rule.weights)}):
            later = {number: weight for number, weight in rule.weights.items() if kinds[number].first >= start}
            upper = rule.upper * (rounds - start + 1)
            if sum(weight * kinds[number].number for number, weight in later.items()) > upper:
                yield Row((*rule.name, str(start)), later, None, upper)
    else:
        yield Row(rule.name, rule.weights, rule.lower, rule.upper)


def one_round(
    kinds: Sequence[Kind],
    rules: Sequence[Rule],
    rounds: int,
    number: int,
    left: Sequence[int],
    so_far: Mapping[RowName, int],
    *,
    fitting: bool = True,
) -> Space:
    """Who of those left to go goes in round ``number``, ``fitting`` so that the rest still fits the rounds after it.

    ``left``: units of each kind left for this round and those after; ``so_far``: what each rule's sum came to in the
    rounds before. Each row has its rule's name with the round.
    """
    numbers = [kind for kind, each in enumerate(kinds) if left[kind] and each.first <= number]
    place = {kind: column for column, kind in enumerate(numbers)}
    after = rounds - number
    rows = []
    for rule in rules:
        weights = {place[kind]: weight for kind, weight in rule.weights.items() if kind in place}
        yet = sum(weight * left[kind] for kind, weight in rule.weights.items())
        lower, upper = rule.lower, rule.upper
        if rule.over is Over.CAP:
            assert upper is not None
            lower = yet - upper * after if fitting else 0
            if lower <= 0 and sum(weight * left[numbers[column]] for column, weight in weights.items()) <= upper:
                continue
            lower = lower if lower > 0 else None
        elif rule.over is Over.SO_FAR:
            gone = so_far.get(rule.name, 0)
            lower, upper = (None if bound is None else bound - gone for bound in (lower, upper))
        elif rule.over is Over.EACH and fitting:
            # What is left for later must be in bounds as well: yet - sum >= lower, yet - sum <= upper.
            if lower is not None and upper is None:
                upper = yet - lower
            elif upper is not None and lower is None:
                lower = yet - upper
        elif rule.over is Over.FIRST and number > 1:
            continue
        rows.append(Row((*rule.name, str(number)), weights, lower, upper))
    most = np.array([left[kind] for kind in numbers], dtype=np.int64)
    return named(most, rows, kinds, tuple((kind, number) for kind in numbers))


def every_round(kinds: Sequence[Kind], rules: Sequence[Rule], rounds: int) -> Space:
    """How many of each kind go in each round: a column for each kind and round it may go in, each rule in each round.

    A row's name is the rule's with the round; ``("there", kind)`` keeps a kind to its number.
    """
    columns = tuple((number, each) for number, kind in enumerate(kinds) for each in range(kind.first, rounds + 1))
    most = np.array([kinds[kind].number for kind, _ in columns], dtype=np.int64)
    of_kind = named(most, (), kinds, columns).of_kind
    rows = [
        Row(("there", kind.name), dict.fromkeys(of_kind[number], 1), None, kind.number)
        for number, kind in enumerate(kinds)
        if len(of_kind[number]) > 1
    ]
    for rule in rules:
        for each in range(1, 2 if rule.over is Over.FIRST else rounds + 1):
            within = range(1, each + 1) if rule.over is Over.SO_FAR else (each,)
            weights = {
                column: weight
                for kind, weight in rule.weights.items()
                for column in of_kind[kind]
                if columns[column][1] in within
            }
            rows.append(Row((*rule.name, str(each)), weights, rule.lower, rule.upper))
    return named(most, rows, kinds, columns)
