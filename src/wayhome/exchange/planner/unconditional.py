"""Who of the unconditional goes in which round: as early as seats allow, the most urgent first, nobody counted.

What one holder's seats bind is decided apart from all else. Each column counts the units of a kind gone by a round, so
that a sum of columns counts everybody once for each round left when they go; ``then`` rows keep them gone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from wayhome.exchange.package import Stage, StageName
from wayhome.exchange.planner.kinds import Kind
from wayhome.exchange.planner.programs import Space, named
from wayhome.exchange.planner.seats import Cap, fill
from wayhome.exchange.planner.stages import NOTHING_TO_ADD, Stages, Watcher
from wayhome.exchange.program import Row, Whole
from wayhome.exchange.proof import Piece, Proof
from wayhome.exchange.terms import Terms

_Chosen: TypeAlias = NDArray[np.bool_]
"""Whether each kind is meant."""


@dataclass(frozen=True, eq=False)
class Part:
    """Unconditional people whose seats have nothing to do with anybody else's."""

    about: tuple[str, ...]
    """The holder, and ``to`` a home, ``from`` a place, ``all`` where seats of both sorts bind, ``free`` where none."""
    kinds: tuple[Kind, ...]
    caps: tuple[Cap, ...]
    rounds: int

    @cached_property
    def space(self) -> Space:
        """The program of this part."""
        columns = tuple(
            (number, each) for number, kind in enumerate(self.kinds) for each in range(kind.first, self.rounds + 1)
        )
        most = np.array([self.kinds[kind].number for kind, _ in columns], dtype=np.int64)
        at = {column: number for number, column in enumerate(columns)}
        rows = [
            Row(("then", self.kinds[kind].name, str(each)), {at[kind, each]: 1, at[kind, each - 1]: -1}, 0)
            for kind, each in columns
            if (kind, each - 1) in at
        ]
        for cap in self.caps:
            for each in range(1, self.rounds + 1):
                weights = {}
                for kind in sorted(cap.kinds):
                    for of, sign in ((each, 1), (each - 1, -1)):
                        if (kind, of) in at:
                            weights[at[kind, of]] = sign * self.kinds[kind].heads
                rows.append(Row((*cap.name, str(each)), weights, None, cap.seats))
        return named(most, rows, self.kinds, columns)

    @cached_property
    def tiers(self) -> tuple[Whole, ...]:
        """The numbers of the kinds of each tier of urgency, the most urgent first."""
        keys = sorted({kind.key for kind in self.kinds})
        of = np.array([keys.index(kind.key) for kind in self.kinds])
        return tuple(np.flatnonzero(of == tier) for tier in range(len(keys)))


@dataclass(frozen=True, eq=False)
class Unconditional:
    """What is decided of one part."""

    part: Part
    gone: Whole
    """Units of each kind gone by each round. Shape (kinds, rounds)."""
    stages: tuple[Stage, ...]


def parts_of(terms: Terms, kinds: Sequence[Kind]) -> tuple[Part, ...]:
    """The unconditional kinds that may go in some round, in parts whose seats have nothing to do with each other.

    A family larger than the seats of a round can't go in any: it waits for more.
    """
    seats = terms.unconditional.seats
    lines = {(line.holder, line.place): line.unconditional for line in terms.seats if line.unconditional is not None}
    parts: dict[tuple[str, ...], list[Kind]] = {}
    for kind in kinds:
        place = None if kind.place is None else lines[kind.holder, kind.place]
        if any(limit is not None and kind.heads > limit for limit in (seats, place)):
            continue
        if seats is not None and any(holder == kind.holder for holder, _ in lines):
            about: tuple[str, ...] = (kind.holder, "all")
        elif seats is not None:
            about = (kind.holder, "to", kind.home)
        else:
            about = (kind.holder, "free") if kind.place is None else (kind.holder, "from", kind.place)
        parts.setdefault(about, []).append(kind)
    return tuple(
        Part(about, tuple(parts[about]), tuple(_caps(parts[about], seats, lines)), len(terms.rounds))
        for about in sorted(parts)
    )


def _caps(kinds: Sequence[Kind], seats: int | None, lines: Mapping[tuple[str, str], int]) -> Iterator[Cap]:
    """The seats that bind a part: those that suffice for everybody are left out."""
    bound: dict[tuple[str, ...], list[int]] = {}
    for number, kind in enumerate(kinds):
        if seats is not None:
            bound.setdefault(("transport", kind.holder, kind.home), []).append(number)
        if kind.place is not None:
            bound.setdefault(("seats", kind.holder, kind.place), []).append(number)
    for name, numbers in sorted(bound.items()):
        limit = seats if name[0] == "transport" else lines[name[1], name[2]]
        assert limit is not None
        if sum(kinds[number].heads * kinds[number].number for number in numbers) > limit:
            yield Cap(name, limit, frozenset(numbers))


def decide_part(part: Part, digest: str, watcher: Watcher, *, whole: bool = True) -> Unconditional:
    """The most heads, each once for every round left; if ``whole``, then the same of the most urgent by tiers."""
    caps = part.caps or (Cap(("free",), sum(kind.heads * kind.number for kind in part.kinds), frozenset()),)
    seated = _Seated(part, fill(part.kinds, caps, part.rounds, digest), watcher)
    seated.decide(StageName.UNCONDITIONAL, part.about, len(part.tiers))
    for tier in range(1, len(part.tiers) + 1 if whole else 1):
        seated.decide(StageName.UNCONDITIONAL_ORDER, (*part.about, str(tier)), tier)
    return Unconditional(part, seated.gone, tuple(seated.done))


class _Seated:
    """A part's people as they are seated so far, and what has been proven of it."""

    def __init__(self, part: Part, gone: Whole, watcher: Watcher) -> None:
        self._part, self._watcher = part, watcher
        self.gone = gone
        self.done: list[Stage] = []
        self._to_keep: list[tuple[Stage, int]] = []
        heads = np.array([kind.heads for kind in part.kinds], dtype=np.int64)
        there = np.array([[kind.first <= each for each in range(1, part.rounds + 1)] for kind in part.kinds])
        self._heads = heads
        self._there = there
        self._everyone = there * (heads * np.array([kind.number for kind in part.kinds]))[:, None]
        self._tier = np.zeros(len(part.kinds), dtype=np.int64)
        for number, kinds in enumerate(part.tiers):
            self._tier[kinds] = number

    def decide(self, name: StageName, about: tuple[str, ...], tiers: int) -> None:
        """Decide a stage about the first so many tiers: by who waits for which seats, or else by the program."""
        within = self._tier < tiers
        value = int((self.gone[within].sum(axis=1) * self._heads[within]).sum())
        everything = int(self._everyone[within].sum())
        told = self._watcher.of(name, about)
        if value == everything or self._watcher.stopped:
            told(value, everything)
            stage = Stage(name, about, value, everything, NOTHING_TO_ADD)
        else:
            proof, bound = self._waiting(within)
            if bound == value:
                told(value, bound)
                stage = Stage(name, about, value, bound, proof)
            else:
                stage = self._by_program(name, about, within)
        self.done.append(stage)
        self._to_keep.append((stage, tiers))

    def _waiting(self, within: _Chosen) -> tuple[Proof, int]:
        """Multipliers of the seats of a single cap, and the bound they prove of these kinds.

        Another seat in a round would bring somebody home earlier by as many rounds as there are from that one on after
        each of which somebody of these still waits.
        """
        if len(self._part.caps) != 1:
            return NOTHING_TO_ADD, int(self._everyone[within].sum())
        (cap,) = self._part.caps
        heads_gone = self.gone * self._heads[:, None]
        waiting = (heads_gone[within] < self._everyone[within]).any(axis=0)
        earlier = np.zeros(self._part.rounds + 1, dtype=np.int64)
        for at in reversed(range(self._part.rounds)):
            earlier[at] = earlier[at + 1] + 1 if waiting[at] else 0
        later = earlier[1:] - earlier[:-1]
        bound = int(earlier.sum()) * cap.seats
        bound += int((self._everyone[within].sum(axis=0) * np.maximum(0, 1 + later)).sum())
        bound += int((self._everyone[~within].sum(axis=0) * np.maximum(0, later)).sum())
        multipliers = tuple(
            ((*cap.name, str(at + 1)), Fraction(int(each))) for at, each in enumerate(earlier[:-1]) if each
        )
        return (Piece((), multipliers),), bound

    def _by_program(self, name: StageName, about: tuple[str, ...], within: _Chosen) -> Stage:
        stages, columns = self._stages, self._part.space.columns
        stages.values = np.array([self.gone[kind, each - 1] for kind, each in columns], dtype=np.int64)
        stages.keep(
            Row(("stage", stage.name.value, *stage.about), self._objective(tiers), stage.value, stage.bound)
            for stage, tiers in self._to_keep
        )
        self._to_keep.clear()
        stage = stages.decide(name, about, self._objective_of(within))
        for column, (kind, each) in enumerate(columns):
            self.gone[kind, each - 1] = stages.values[column]
        return stage

    @cached_property
    def _stages(self) -> Stages:
        """The program, once some stage needs it."""
        return Stages(self._part.space, self._watcher)

    def _objective(self, tiers: int) -> dict[int, int]:
        return self._objective_of(self._tier < tiers)

    def _objective_of(self, within: _Chosen) -> dict[int, int]:
        columns = self._part.space.columns
        return {column: int(self._heads[kind]) for column, (kind, _) in enumerate(columns) if within[kind]}
