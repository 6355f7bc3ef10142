"""The most that a program allows of an objective, with values that reach it and a proof that nothing passes it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from wayhome.exchange.program.branch import Search
from wayhome.exchange.program.growing import MANY, Growing
from wayhome.exchange.program.highs import Linear
from wayhome.exchange.program.near import anywhere, near
from wayhome.exchange.program.program import Coefficients, Matrix, Program, Row, Whole, coefficients
from wayhome.exchange.proof import Proof

Watch: TypeAlias = Callable[[int | None, int], bool]
"""Told the best value so far (None: none yet) and the bound; returns True to stop."""

NODES = 1_000
"""How often a range is cut in two at most, and the nodes of each of HiGHS' searches."""
_FEW = 100
_FIRST = 300
"""Cuts before any search of HiGHS, where there are far more columns than rows: there a cut costs less."""
_NEAR = ((500, 2), (3_000, 2))
"""Columns that may move, and how far."""


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
        many = program.most.max(initial=0) <= 1 and program.columns > MANY * len(program.rows)
        self._linear: Linear | Growing = (Growing if many else Linear)(program.most, program.matrix)

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
        search = Search(self.program, _dense(coefficients(objective), self.program.columns), self._linear)
        if start is not None:
            search.offer(np.asarray(start, np.int64))
        stop = _Stop(search, watch)
        impossible = False
        if isinstance(self._linear, Growing):
            search.dive(stop)
            search.run(min(nodes, _FIRST), stop)
        for columns, radius in _NEAR:
            if search.done or stop() or near(search, columns, radius, min(nodes, _FEW), stop):
                break
        if not search.done and not stop():
            impossible = anywhere(search, nodes, stop) and search.best is None
        search.run(nodes, stop)
        if search.best is not None and search.value is not None and search.bound is not None:
            return Maximum(search.best, search.value, search.bound, search.proof())
        if search.done:
            raise Contradiction(search.proof())
        if impossible:
            raise Contradiction(())
        raise Undecided


class _Stop:
    """Tells whoever watches how far it is, and remembers that they said stop."""

    def __init__(self, search: Search, watch: Watch | None) -> None:
        self._search, self._watch, self._said = search, watch, False

    def __call__(self) -> bool:
        if self._watch and not self._said and self._search.bound is not None:
            self._said = self._watch(self._search.value, self._search.bound)
        return self._said


def _dense(objective: Coefficients, columns: int) -> Whole:
    dense = np.zeros(columns, np.int64)
    dense[objective.columns] = objective.amounts
    return dense
