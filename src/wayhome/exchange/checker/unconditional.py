"""Whether the unconditional go as early as the certificate says, the most urgent first. Nobody here is ever counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import accumulate

from wayhome.exchange.checker.going import Going
from wayhome.exchange.checker.kinds import Kind
from wayhome.exchange.checker.program import Program
from wayhome.exchange.checker.stages import Stages, reached
from wayhome.exchange.package import StageName
from wayhome.exchange.terms import Terms
from wayhome.people.messages import said

_About = tuple[str, ...]


def check_unconditional(terms: Terms, kinds: Sequence[Kind], by_round: Sequence[Sequence[int]], stages: Stages) -> None:
    """Judge seats and stages of the unconditional who may go in some round, part by part. Raises `Misplaced`."""
    gone = [list(accumulate(units)) for units in by_round]
    parts: dict[_About, list[int]] = {}
    for number, kind in enumerate(kinds):
        parts.setdefault(_part(terms, kind), []).append(number)
    for about, numbers in sorted(parts.items()):
        own = [kinds[number] for number in numbers]
        _check_part(terms, about, Going(own, [gone[number] for number in numbers], ()), stages)


def _part(terms: Terms, kind: Kind) -> _About:
    """The people whose seats have something to do with this kind's."""
    if terms.unconditional.seats is None:
        return (kind.holder, "free") if kind.place is None else (kind.holder, "from", kind.place)
    if any(line.holder == kind.holder and line.unconditional is not None for line in terms.seats):
        return kind.holder, "all"
    return kind.holder, "to", kind.home


def _check_part(terms: Terms, about: _About, going: Going, stages: Stages) -> None:
    rounds = len(terms.rounds)
    program = _program(terms, going.kinds, rounds)
    values = going.values(program)
    for row in program.broken(values):
        stages.fault("above_the_seats", said("exchange.more_than_there_are_seats", row=row))
    urgencies = sorted({kind.standing for kind in going.kinds})
    # Each column counts those gone by a round, so that who goes earlier counts more often.
    tiers: dict[tuple[int, ...], dict[int, int]] = {urgency: {} for urgency in urgencies}
    for column, (number, _) in enumerate(program.columns):
        tiers[going.kinds[number].standing][column] = going.kinds[number].heads
    everybody = {column: heads for own in tiers.values() for column, heads in own.items()}
    stage = stages.take(StageName.UNCONDITIONAL, about)
    stages.judge_and_keep(stage, program, everybody, reached(everybody, values))
    most_urgent: dict[int, int] = {}
    for tier, own in enumerate(tiers.values(), 1):
        most_urgent = {**most_urgent, **own}
        stage = stages.take(StageName.UNCONDITIONAL_ORDER, (*about, str(tier)))
        stages.judge_and_keep(stage, program, most_urgent, reached(most_urgent, values))


def _program(terms: Terms, kinds: Sequence[Kind], rounds: int) -> Program:
    """A column for each kind and round, of those gone by then, who stay gone; and in each round the seats."""
    columns = [(number, at) for number, kind in enumerate(kinds) for at in range(kind.first, rounds + 1)]
    program = Program(kinds, columns, [kinds[kind].number for kind, _ in columns])
    column = {at: number for number, at in enumerate(columns)}
    for kind, at in columns:
        if (kind, at - 1) in column:
            weights = {column[kind, at]: 1, column[kind, at - 1]: -1}
            program.add(("then", kinds[kind].name, str(at)), weights, 0, None)
    for (name, seats), numbers in sorted(_seats(terms, kinds).items()):
        for at in range(1, rounds + 1):
            weights = {}
            for kind in numbers:
                for round_number, sign in ((at, 1), (at - 1, -1)):
                    if (kind, round_number) in column:
                        weights[column[kind, round_number]] = sign * kinds[kind].heads
            program.add((*name, str(at)), weights, None, seats)
    return program


def _seats(terms: Terms, kinds: Sequence[Kind]) -> Mapping[tuple[_About, int], list[int]]:
    """The seats in each round, and the kinds that share them."""
    lines = {(line.holder, line.place): line.unconditional for line in terms.seats}
    sharing: dict[tuple[_About, int], list[int]] = {}
    for number, kind in enumerate(kinds):
        if terms.unconditional.seats is not None:
            name = ("transport", kind.holder, kind.home)
            sharing.setdefault((name, terms.unconditional.seats), []).append(number)
        limit = kind.place is not None and lines[kind.holder, kind.place]
        if kind.place is not None and limit is not None:
            sharing.setdefault((("seats", kind.holder, kind.place), int(limit)), []).append(number)
    return sharing
