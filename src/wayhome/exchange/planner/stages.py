"""Stages decided one after another on one program, each kept by those after it; told as they go, stopped when asked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from wayhome.exchange import program as engine
from wayhome.exchange.package import Stage, StageName
from wayhome.exchange.planner.programs import Space
from wayhome.exchange.program import Maximiser, Maximum, Program, Row, Whole
from wayhome.exchange.proof import Piece, Proof

NOTHING_TO_ADD: Proof = (Piece((), ()),)
"""Proves a bound that everybody's going is: no rows are needed."""

THOROUGH, BRIEF = 100_000, 4_000
"""Columns × nodes of branch and bound for a stage: those that say how many come home, and those that say who first."""
_FEWEST_NODES = 10


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a stage has come."""

    name: StageName
    about: tuple[str, ...]
    value: int | None
    """The best so far; None while nothing is found."""
    bound: int
    """What nothing can pass, as far as is known."""


Watch: TypeAlias = Callable[[Progress], bool]
"""Told how a stage comes on; returns True to stop with the best so far."""


class Watcher:
    """Passes progress on, and remembers once it was asked to stop."""

    def __init__(self, watch: Watch | None, effort: int = THOROUGH) -> None:
        """``effort``: columns × nodes of branch and bound that no stage may pass."""
        self._watch = watch
        self.effort = effort
        self.stopped = False

    def of(self, name: StageName, about: tuple[str, ...]) -> Callable[[int | None, int], bool]:
        """What the engine tells of one stage."""

        def told(value: int | None, bound: int) -> bool:
            if self._watch and not self.stopped:
                self.stopped = self._watch(Progress(name, about, value, bound))
            return self.stopped

        return told


class Stages:
    """A space, what has been reached in it so far, and the values that reach it."""

    def __init__(self, space: Space, watcher: Watcher, start: Whole | None = None, effort: int = THOROUGH) -> None:
        """``effort``: columns × nodes of branch and bound that a stage may take before it leaves a gap."""
        self.space, self.watcher = space, watcher
        self.values = start
        self._effort = min(effort, watcher.effort)
        self.done: list[Stage] = []
        self._engine = Maximiser(space.program)

    @property
    def program(self) -> Program:
        """The program with every stage so far as a row."""
        return self._engine.program

    def keep(self, rows: Iterable[Row]) -> None:
        """Keep these rows from now on."""
        self._engine.add(rows)

    def reach(self, name: StageName, about: tuple[str, ...], objective: Mapping[int, int]) -> Stage:
        """Decide a stage: the most of an objective over the columns; kept from now on. Raises `Contradiction`."""
        self.decide(name, about, objective)
        return self.hold(objective)

    def decide(self, name: StageName, about: tuple[str, ...], objective: Mapping[int, int]) -> Stage:
        """Decide a stage without keeping it. Raises `Contradiction`."""
        everything = all_of(objective, self.program.most)
        told = self.watcher.of(name, about)
        standing = None if self.values is None else total(objective, self.values)
        if standing is not None and (standing == everything or self.watcher.stopped):
            told(standing, everything)
            return self._add(Stage(name, about, standing, everything, NOTHING_TO_ADD))
        # Whoever stops it still gets a package: without anything that keeps the rows there would be none.
        found = self.most(objective, told if self.values is not None else _once_found(told))
        self.values = found.values
        told(found.value, found.bound)
        return self._add(Stage(name, about, found.value, found.bound, found.proof))

    def most(self, objective: Mapping[int, int], watch: engine.Watch) -> Maximum:
        """The most of an objective as things stand, deciding nothing."""
        nodes = max(_FEWEST_NODES, self._effort // max(1, self.program.columns))
        return self._engine.maximise(objective, start=self.values, nodes=nodes, watch=watch)

    def hold(self, objective: Mapping[int, int]) -> Stage:
        """Keep the stage decided last, an objective over the columns, from now on."""
        stage = self.done[-1]
        self.keep([Row(("stage", stage.name.value, *stage.about), objective, stage.value, stage.bound)])
        return stage

    def note(
        self, name: StageName, about: tuple[str, ...], objective: Mapping[int, int], proof: Proof, bound: int
    ) -> None:
        """Keep a stage that what stands reaches, with a proof that is already there."""
        assert self.values is not None
        self._add(Stage(name, about, total(objective, self.values), bound, proof))
        self.hold(objective)

    def _add(self, stage: Stage) -> Stage:
        self.done.append(stage)
        return stage


def _once_found(told: engine.Watch) -> engine.Watch:
    """Stops no sooner than when something is found."""
    return lambda value, bound: told(value, bound) and value is not None


def total(objective: Mapping[int, int], values: Sequence[int] | Whole) -> int:
    """What values reach of an objective."""
    return sum(weight * int(values[column]) for column, weight in objective.items())


def all_of(objective: Mapping[int, int], most: Sequence[int] | Whole) -> int:
    """What an objective can be at most with every column at its best bound."""
    return sum(weight * int(most[column]) for column, weight in objective.items() if weight > 0)
