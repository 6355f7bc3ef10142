"""The stages of a certificate, taken one by one in the order in which they must be there, and judged as they are."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import islice

from wayhome.exchange.checker.bound import Unsound, proven
from wayhome.exchange.checker.fault import Fault
from wayhome.exchange.checker.program import Program
from wayhome.exchange.package import Stage, StageName
from wayhome.people.messages import Message, said

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
            found = _called(stage.name, stage.about) if stage else said("exchange.the_end")
            words = said("exchange.another_stage_stands", stage=_called(name, about), found=found)
            raise Misplaced(Fault("other_stages", words))
        self._next = next(self._left, None)
        return stage

    def end(self) -> None:
        """Expect that no stage is left. Raises `Misplaced`."""
        if self._next is not None:
            words = said("exchange.stage_where_none_may", stage=_called(self._next.name, self._next.about))
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
            self.fault("other_units", said("exchange.stage_of_the_package", stage=called))
        if stage.value != reached:
            words = said("exchange.stage_reaches_another", stage=called, reached=reached, said=stage.value)
            self.fault("other_value", words)
        try:
            bound = told_as(proven(program, objective, stage.proof))
        except Unsound as error:
            self.fault("no_proof", said("exchange.stage_not_proven", stage=called, why=error.why))
        else:
            if bound != stage.bound:
                words = said("exchange.stage_bounded_otherwise", stage=called, bound=bound, said=stage.bound)
                self.fault("other_bound", words)
        kept = stage.value if stage.kept is None else stage.kept
        best = reached if hoped is None else hoped
        if max(reached, best) > stage.bound:
            above = {"reached": max(reached, best), "bound": stage.bound}
            self.fault("above_its_bound", said("exchange.stage_above_its_bound", stage=called, **above))
        if kept == stage.kept == stage.value or kept > best or kept < best == stage.bound:
            self.fault("other_kept", said("exchange.stage_kept_otherwise", stage=called, kept=kept, reached=best))
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

    def witness(self, program: Program, units: Named, what: Message) -> list[int]:
        """The values that some units give columns, which must keep the program. Raises `Misplaced`."""
        values = [0] * len(program.columns)
        before = -1
        for name, number in units:
            column = program.by_name.get(name, -1)
            if column <= before or not 0 < number <= program.most[column]:
                words = said("exchange.units_unknown", what=what, number=number, name=name)
                raise Misplaced(Fault("other_units", words))
            values[column], before = number, column
        for row in islice(program.broken(values), 1):
            self.fault("broken_row", said("exchange.units_break_a_row", what=what, row=row))
        return values

    def fault(self, code: str, words: Message) -> None:
        """Remember something wrong."""
        self.faults.append(Fault(code, words))


def reached(objective: Mapping[int, int], values: Sequence[int]) -> int:
    """What values of columns come to."""
    return sum(weight * values[column] for column, weight in objective.items())


def _called(name: StageName, about: tuple[str, ...]) -> Message:
    return (
        said("exchange.stage_about", name=name.value, about=about) if about else said("exchange.stage", name=name.value)
    )
