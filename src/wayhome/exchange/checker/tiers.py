"""Whether the parties' orders are kept as the certificate says: tier by tier, one of each party in turn."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import zip_longest

from wayhome.exchange.checker.kinds import Kind
from wayhome.exchange.checker.program import Program
from wayhome.exchange.checker.rules import Weights
from wayhome.exchange.checker.stages import Stages, reached
from wayhome.exchange.package import StageName
from wayhome.people.messages import said


def tiers_of(kinds: Sequence[Kind], parties: Iterable[str]) -> list[tuple[str, int, list[int]]]:
    """Home, number from 1, and the numbers of the kinds of every tier: the first of each party, then the second …"""
    of_party = []
    for party in sorted(parties):
        equal: dict[tuple[int, ...], list[int]] = {}
        for number, kind in enumerate(kinds):
            if kind.home == party and kind.standing:
                equal.setdefault(kind.standing, []).append(number)
        of_party.append([(party, at, equal[key]) for at, key in enumerate(sorted(equal), 1)])
    return [tier for turn in zip_longest(*of_party) for tier in turn if tier]


def heads_in(program: Program, numbers: Iterable[int], round_number: int) -> Weights:
    """The heads of some kinds as weights of columns: those of one round, or of all with 0."""
    return {
        column: program.kinds[number].heads
        for number in numbers
        for column in program.of_kind[number]
        if not round_number or program.columns[column][1] == round_number
    }


def check_tiers(
    stages: Stages, program: Program, parties: Iterable[str], number: int, values: Sequence[int], hoped: Sequence[int]
) -> None:
    """Judge the tiers of a round, or of all of them with ``number`` 0. Raises `Misplaced`."""
    of_round = (str(number),) if number else ()
    tiers = [
        (home, (home, str(tier), *of_round), own)
        for home, tier, numbers in tiers_of(program.kinds, parties)
        if (own := heads_in(program, numbers, number))
    ]
    rest: dict[str, Weights] = {}
    for home, _, own in tiers:
        rest.setdefault(home, {}).update(own)
    after = {home: [about for of, about, _ in tiers if of == home] for home in rest}
    closed = set()
    for home, about, own in tiers:
        if home in closed:
            continue
        stage = stages.take(StageName.CRITERIA, about)
        stages.judge_and_keep(stage, program, own, reached(own, values), reached(own, hoped))
        after[home].pop(0)
        for column in own:
            del rest[home][column]
        if len(after[home]) > 1 and stages.begins(StageName.CRITERIA_REST, after[home][0]):
            stage = stages.take(StageName.CRITERIA_REST, after[home][0])
            stages.judge_and_keep(stage, program, rest[home], reached(rest[home], values), reached(rest[home], hoped))
            if stage.bound:
                stages.fault("other_bound", said("exchange.tiers_passed_over", home=home))
            closed.add(home)
