"""Programs that a certificate's proofs are about: columns that count units of kinds, and the rows they keep.

They are rebuilt here as docs/planner.md defines them, without the planner's code. A row too many that holds for every
package does no harm; what would is a row that some package breaks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from wayhome.exchange.checker.kinds import Kind
from wayhome.exchange.checker.rules import In, RowName, Rule, Weights

LEVEL = -1
"""The number of the kind of a column that counts no kind, but how far some parties come."""


@dataclass(frozen=True, slots=True)
class Row:
    """``lower <= sum of weight × column <= upper``; None for no bound."""

    weights: Mapping[int, int]
    lower: int | None
    upper: int | None


class Program:
    """Columns from 0 to their most, and rows by their names in order."""

    def __init__(self, kinds: Sequence[Kind], columns: Sequence[tuple[int, int]], most: Sequence[int]) -> None:
        """``columns``: the number of a kind, and a round; round 0 where all of them are counted together."""
        self.kinds, self.columns, self.most = kinds, columns, most
        self.rows: dict[RowName, Row] = {}
        self.place: dict[RowName, int] = {}
        """Where each row stands among the rows."""

    @cached_property
    def by_name(self) -> dict[str, int]:
        """Each column by its name, which is its kind's with the round."""
        return {
            "fairness" if kind == LEVEL else self.kinds[kind].name + (f"@{number}" if number else ""): column
            for column, (kind, number) in enumerate(self.columns)
        }

    @cached_property
    def of_kind(self) -> list[list[int]]:
        """The columns of each kind, the earliest round first."""
        columns: list[list[int]] = [[] for _ in self.kinds]
        for column, (kind, _) in enumerate(self.columns):
            if kind != LEVEL:
                columns[kind].append(column)
        return columns

    def weighing(self, weights: Mapping[int, int]) -> Weights:
        """Weights of kinds as weights of columns."""
        return {column: weight for kind, weight in weights.items() for column in self.of_kind[kind]}

    def add(self, name: RowName, weights: Mapping[int, int], lower: int | None, upper: int | None) -> None:
        """Keep one more row from now on; its weights are those of columns."""
        self.place[name] = len(self.rows)
        self.rows[name] = Row(weights, lower, upper)

    def broken(self, values: Sequence[int]) -> list[RowName]:
        """The rows that values of the columns don't keep."""
        return [
            name
            for name, row in self.rows.items()
            if not _within(row, sum(weight * values[column] for column, weight in row.weights.items()))
        ]

    def copy(self, level: int | None = None) -> Program:
        """The same columns and rows, to add others to; with ``level``, one column more, of that most."""
        more = [] if level is None else [level]
        same = Program(self.kinds, [*self.columns, *((LEVEL, 0) for _ in more)], [*self.most, *more])
        same.rows, same.place = dict(self.rows), dict(self.place)
        return same


def all_together(kinds: Sequence[Kind], rules: Sequence[Rule], rounds: int) -> Program:
    """What all rounds together must keep if each is to keep the rules: a column a kind.

    Those of whom nobody may go before a round have the rounds from then on only: a cap of each round, taken as often.
    """
    program = Program(kinds, [(number, 0) for number in range(len(kinds))], [kind.number for kind in kinds])
    for rule in rules:
        if rule.within is In.FIRST:
            first = {number: weight for number, weight in rule.weights.items() if kinds[number].first == 1}
            program.add(rule.name, first, rule.lower, rule.upper)
        elif rule.within is In.CAP:
            assert rule.upper is not None
            for start in sorted({1, *(kinds[number].first for number in rule.weights)}):
                later = {number: weight for number, weight in rule.weights.items() if kinds[number].first >= start}
                program.add((*rule.name, str(start)), later, None, rule.upper * (rounds - start + 1))
        else:
            program.add(rule.name, rule.weights, rule.lower, rule.upper)
    return program


def every_round(kinds: Sequence[Kind], rules: Sequence[Rule], rounds: int) -> Program:
    """Every rule in every round: a column for each kind and round it may go in."""
    columns = [(number, at) for number, kind in enumerate(kinds) for at in range(kind.first, rounds + 1)]
    program = Program(kinds, columns, [kinds[kind].number for kind, _ in columns])
    for kind, own in zip(kinds, program.of_kind, strict=True):
        program.add(("there", kind.name), dict.fromkeys(own, 1), None, kind.number)
    for rule in rules:
        for at in range(1, 2 if rule.within is In.FIRST else rounds + 1):
            weights = {
                column: weight
                for column, weight in program.weighing(rule.weights).items()
                if columns[column][1] == at or (rule.within is In.SO_FAR and columns[column][1] < at)
            }
            program.add((*rule.name, str(at)), weights, rule.lower, rule.upper)
    return program


def one_round(
    kinds: Sequence[Kind],
    rules: Sequence[Rule],
    after: int,
    number: int,
    left: Sequence[int],
    gone: Mapping[RowName, int],
    *,
    fitting: bool,
) -> Program:
    """Round ``number`` alone: who of those ``left`` goes in it, ``after`` rounds coming after.

    ``gone``: each rule's sum in the rounds before; ``fitting``: whether what stays must still fit the rounds after it.
    """
    columns = [(kind, number) for kind, each in enumerate(kinds) if left[kind] and each.first <= number]
    program = Program(kinds, columns, [left[kind] for kind, _ in columns])
    for rule in rules:
        lower, upper = rule.lower, rule.upper
        there = rule.sum(left)
        if rule.within is In.FIRST and number > 1:
            continue
        if rule.within is In.SO_FAR:
            so_far = gone[rule.name]
            lower, upper = (None if bound is None else bound - so_far for bound in (lower, upper))
        elif rule.within is In.CAP and fitting:
            assert upper is not None
            lower = there - upper * after if there > upper * after else None
        elif rule.within is In.EACH and fitting:
            lower, upper = there if lower is None else lower, there if upper is None else upper
        program.add((*rule.name, str(number)), program.weighing(rule.weights), lower, upper)
    return program


def _within(row: Row, amount: int) -> bool:
    return (row.lower is None or row.lower <= amount) and (row.upper is None or amount <= row.upper)
