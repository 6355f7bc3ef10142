"""An explanation for everybody of the pool: why they go home in this round or don't yet, and when as things stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import accumulate

from wayhome.exchange.explain.changes import Parameters
from wayhome.exchange.explain.counted import CountedReasons
from wayhome.exchange.explain.due import WaitingForSeats
from wayhome.exchange.package import Code, Explanation
from wayhome.exchange.planner.kinds import Kind
from wayhome.exchange.planner.solved import Solved
from wayhome.exchange.pool import Candidate
from wayhome.exchange.terms import Terms, Withheld
from wayhome.exchange.units import Unit
from wayhome.people.categories import COUNTABLE, Track


def explanations(solved: Solved, chances: Mapping[str, Fraction] | None = None) -> Iterator[Explanation]:
    """An explanation for everybody of the pool.

    ``chances``: where a lottery decides among the counted, the chance of each unit of a kind, by the kind's name.
    """
    withheld = {each.person: each for each in solved.terms.withheld}
    counted, due = CountedReasons(solved, chances or {}), WaitingForSeats(solved)
    for kind, rounds in zip(solved.kinds, solved.rounds, strict=True):
        gone = list(accumulate(rounds))
        sequence: Sequence[Unit] = solved.sequence(kind) if gone[-1] > 0 and rounds[0] < kind.number else kind.units
        told = _told(counted, due, kind, rounds)
        number = 0
        for at, unit in enumerate(sequence):
            while number < len(gone) and at >= gone[number]:
                number += 1
            alike = told[number]
            for each in unit.people:
                code, parameters = alike or _of_one(solved.terms, kind, unit, each, withheld, number, len(gone))
                yield Explanation(each.person, number == 0, code, parameters)


def _told(
    counted: CountedReasons, due: WaitingForSeats, kind: Kind, rounds: Sequence[int]
) -> list[tuple[Code, Parameters] | None]:
    """What everybody of a kind is told who goes in each round, or in none; None where they are told unlike things."""
    told: list[tuple[Code, Parameters] | None] = [None] * (len(rounds) + 1)
    if kind.track is Track.COUNTED and rounds[0]:
        told[0] = counted.going(kind, rounds[0])
    if kind.track and kind.first == 1 and rounds[0] < kind.number:
        for number in range(1, len(rounds) + 1):
            if number < len(rounds) and not rounds[number]:
                continue
            later = _later(number, len(rounds))
            waits = due.why(kind) if kind.track is Track.UNCONDITIONAL else counted.waiting(kind, rounds[0], later)
            told[number] = waits[0], waits[1] + later
    return told


def _later(number: int, rounds: int) -> Parameters:
    """The round in which somebody goes, by its number from 0; nothing for none."""
    return (("round", number + 1),) if number < rounds else ()


def _of_one(
    terms: Terms, kind: Kind, unit: Unit, each: Candidate, withheld: Mapping[str, Withheld], number: int, rounds: int
) -> tuple[Code, Parameters]:
    """What one person is told of a kind whose people are told unlike things."""
    if number == 0:
        return Code.UNCONDITIONAL, (("ground", _ground(terms, each)),)
    code, parameters = _barred(terms, kind, unit, each, withheld)
    return code, parameters + _later(number, rounds)


def _barred(
    terms: Terms, kind: Kind, unit: Unit, each: Candidate, withheld: Mapping[str, Withheld]
) -> tuple[Code, Parameters]:
    """Why someone waits whom no stage had a say about in this round."""
    if kind.track is None:
        left_out = min(member.category for member in unit.people if member.category not in terms.counted.categories)
        whose = "own" if each.category == left_out else "family"
        return Code.WAITS_CATEGORY_NOT_COUNTED, (("category", left_out.value), ("whose", whose))
    by = [withheld[member.person] for member in unit.people if member.person in withheld]
    own = [line for line in by if line.person == each.person]
    line = (own or by)[0]
    until: Parameters = (("until", line.until.isoformat()),) if line.until else ()
    return Code.WAITS_WITHHELD, (("reason", line.reason), ("whose", "own" if own else "family"), *until)


def _ground(terms: Terms, candidate: Candidate) -> str:
    """The first ground on which someone goes outside every count."""
    if candidate.conditions:
        return candidate.conditions[0].value
    if candidate.category not in COUNTABLE:
        return candidate.category.value
    return "hostilities_ended" if terms.hostilities_ended else "family"
