"""The stages of a certificate, taken one by one in the order in which they must be there, and judged as they are."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import islice

from wayhome.exchange.checker.bound import Unsound, proven
from wayhome.exchange.checker.fault import Fault
from wayhome.exchange.checker.program import Program
from wayhome.exchange.package import Stage, StageName

Named = tuple[tuple[str, int], ...]
"""Numbers of units by the names of their columns."""


_BESIDE_THE_PACKAGE = (StageName.IDEAL, StageName.FAIRNESS_LIMIT)
"""Stages that units named in them reach, and not the package."""


class Misplaced(Exception):
    """A certificate whose stages aren't those that must be there: nothing after can be judged."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(str(fault.words))
        self.fault = fault


class Stages:
    """What is left of a certificate's stages, and the faults found so far."""

    def __init__(self, stages: Sequence[Stage], faults: list[Fault]) -> None:
        self._left = iter(stages)
        self._next = next(self._left, None)
        self.faults = faults

    def begins(self, name: StageName, about: tuple[str, ...]) -> bool:
        """Whether this is the next stage."""
        return self._next is not None and (self._next.name, self._next.about) == (name, about)

    def take(self, name: StageName, about: tuple[str, ...]) -> Stage:
        """The next stage, which must be this one. Raises `Misplaced`."""
        stage = self._next
        if stage is None or not self.begins(name, about):
            found = _called(stage.name, stage.about) if stage else "the end"
            raise Misplaced(Fault("other_stages", f"Where {_called(name, about)} must stand there is {found}"))
        self._next = next(self._left, None)
        return stage

    def end(self) -> None:
        """Expect that no stage is left. Raises `Misplaced`."""
        if self._next is not None:
            words = f"{_called(self._next.name, self._next.about)} stands where no stage may"
            raise Misplaced(Fault("other_stages", words))

    def judge(
        self,
        stage: Stage,
        program: Program,
        objective: Mapping[int, int],
        reached: int,
        hoped: int | None = None,
        told_as: Callable[[int], int] = int,
    ) -> int:
        """Judge a stage by what the package reaches of it and by its proof, and give what later rows keep of it.

        ``hoped``: what those reach whom the stages counted on before the rounds had no room for all of them.
        ``told_as``: what the stage tells of a number of the objective.
        """
        called = _called(stage.name, stage.about)
        if stage.reached_by and stage.name not in _BESIDE_THE_PACKAGE:
            self.fault("other_units", f"{called}: the package itself must reach it, and no others")
        if stage.value != reached:
            self.fault("other_value", f"{called}: the package reaches {reached}, not {stage.value}")
        try:
            bound = told_as(proven(program, objective, stage.proof))
        except Unsound as error:
            self.fault("no_proof", f"{called}: {error}")
        else:
            if bound != stage.bound:
                self.fault("other_bound", f"{called}: its proof bounds it to {bound}, not to {stage.bound}")
        kept = stage.value if stage.kept is None else stage.kept
        best = reached if hoped is None else hoped
        if max(reached, best) > stage.bound:
            self.fault(
                "above_its_bound", f"{called}: {max(reached, best)} is reached, above its bound of {stage.bound}"
            )
        if kept == stage.kept == stage.value or kept > best or kept < best == stage.bound:
            self.fault("other_kept", f"{called}: later stages keep {kept} of it, where {best} is reached")
        return kept

    def judge_and_keep(
        self, stage: Stage, program: Program, objective: Mapping[int, int], reached: int, hoped: int | None = None
    ) -> None:
        """Judge a stage that the package itself reaches, and keep it from now on in the same program."""
        kept = self.judge(stage, program, objective, reached, hoped)
        self.keep(stage, program, objective, kept)

    def keep(self, stage: Stage, program: Program, objective: Mapping[int, int], kept: int) -> None:
        """Keep a stage in a program from now on."""
        program.add(("stage", stage.name.value, *stage.about), objective, kept, stage.bound)

    def witness(self, program: Program, units: Named, what: str) -> list[int]:
        """The values that some units give columns, which must keep the program. Raises `Misplaced`."""
        values = [0] * len(program.columns)
        before = -1
        for name, number in units:
            column = program.by_name.get(name, -1)
            if column <= before or not 0 < number <= program.most[column]:
                raise Misplaced(
                    Fault("other_units", f"{what}: {number} of {name} are unknown, too many or out of order")
                )
            values[column], before = number, column
        for row in islice(program.broken(values), 1):
            self.fault("broken_row", f"{what}: the units named don't keep {', '.join(row)}")
        return values

    def fault(self, code: str, words: str) -> None:
        """Remember something wrong."""
        self.faults.append(Fault(code, words))


def reached(objective: Mapping[int, int], values: Sequence[int]) -> int:
    """What values of columns come to."""
    return sum(weight * values[column] for column, weight in objective.items())


def _called(name: StageName, about: tuple[str, ...]) -> str:
    return f"stage {name.value} ({', '.join(about)})" if about else f"stage {name.value}"
