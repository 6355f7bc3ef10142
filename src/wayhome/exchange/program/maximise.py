"""The most that a program allows of an objective, with values that reach it and a proof that nothing passes it."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from wayhome.exchange.program.bound import Bounds
from wayhome.exchange.program.highs import Linear, integer
from wayhome.exchange.program.program import Coefficients, Matrix, Program, Row, Whole, coefficients
from wayhome.exchange.proof import Piece, Proof

Watch: TypeAlias = Callable[[int | None, int], bool]
"""Told the best value so far (None: none yet) and the bound; returns True to stop."""

NODES = 100_000


class Contradiction(Exception):
    """Nothing keeps the rows."""

    def __init__(self, proof: Proof) -> None:
        super().__init__("nothing keeps all the rows")
        self.proof = proof
        """Pieces that bound the objective 0 everywhere to less than 0; empty where only the solver says so."""


class Undecided(Exception):
    """Stopped, or out of nodes, before anything that keeps the rows was found or proven not to be there."""


@dataclass(frozen=True, slots=True)
class Maximum:
    """The best values found and what is proven of them."""

    values: Whole
    """Of each column."""
    value: int
    """The objective's."""
    bound: int
    """No values pass it; ``proof`` shows so."""
    proof: Proof

    @property
    def proven(self) -> bool:
        """Whether nothing larger is possible."""
        return self.value == self.bound


def maximise(
    program: Program,
    objective: Mapping[int, int],
    *,
    start: Sequence[int] | Whole | None = None,
    nodes: int = NODES,
    watch: Watch | None = None,
) -> Maximum:
    """Values that make the objective (coefficients by column, of either sign) as large as the program allows.

    ``start``: values to begin from, such as those of the stage before; what breaks a row is left aside. After ``nodes``
    of branch and bound, or when ``watch`` says so, the best so far with a bound above it. Raises `Contradiction` where
    nothing keeps the rows, `Undecided` where it stopped before it knew.
    """
    return Maximiser(program).maximise(objective, start=start, nodes=nodes, watch=watch)


class Maximiser:
    """Maximises one objective after another under a program that gains rows: it stays warm from stage to stage."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self._linear = Linear(program.most, program.matrix)

    def add(self, rows: Iterable[Row]) -> None:
        """Rows that must be kept from now on."""
        rows = tuple(rows)
        self.program = self.program.with_rows(rows)
        self._linear.add(Matrix.of(rows))

    def maximise(
        self,
        objective: Mapping[int, int],
        *,
        start: Sequence[int] | Whole | None = None,
        nodes: int = NODES,
        watch: Watch | None = None,
    ) -> Maximum:
        """As `maximise`."""
        del watch
        program = self.program
        weights = _dense(coefficients(objective), program.columns)
        none = np.zeros(program.columns, np.int64)
        point = self._linear.maximise(weights.astype(float), none.astype(float), program.most.astype(float))
        if point is None:
            raise Contradiction(())
        floor = math.floor(point.value + 1e-6)
        bound, multipliers = Bounds(program).best(weights, point.multipliers, none, program.most, floor)
        best = _kept(program, start)
        rounded = np.rint(point.values).astype(np.int64)
        for values in (rounded, np.floor(point.values + 1e-6).astype(np.int64)):
            if not program.broken(values) and (best is None or weights @ values > weights @ best):
                best = values
        if best is None or weights @ best < bound:
            found = integer(
                weights.astype(float),
                none.astype(float),
                program.most.astype(float),
                program.matrix,
                start=best,
                target=bound - 0.5,
                nodes=nodes,
            )
            if found.values is not None and not program.broken(found.values):
                if best is None or weights @ found.values > weights @ best:
                    best = found.values
            elif found.complete and best is None:
                raise Contradiction(())
        if best is None:
            raise Undecided
        return Maximum(best, int(weights @ best), bound, (Piece((), multipliers),))


def _dense(objective: Coefficients, columns: int) -> Whole:
    dense = np.zeros(columns, np.int64)
    dense[objective.columns] = objective.amounts
    return dense


def _kept(program: Program, start: Sequence[int] | Whole | None) -> Whole | None:
    if start is None or program.broken(start):
        return None
    return np.asarray(start, np.int64)
