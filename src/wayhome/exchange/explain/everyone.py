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
    terms = solved.terms
    withheld = {each.person: each for each in terms.withheld}
    counted = CountedReasons(solved, chances or {})
    due = WaitingForSeats(solved)
    for kind, rounds in zip(solved.kinds, solved.rounds, strict=True):
        gone = list(accumulate(rounds))
        sequence: Sequence[Unit] = solved.sequence(kind) if gone[-1] > 0 and rounds[0] < kind.number else kind.units
        number = 0
        for at, unit in enumerate(sequence):
            while number < len(gone) and at >= gone[number]:
                number += 1
            later: Parameters = (("round", number + 1),) if 0 < number < len(gone) else ()
            if number == 0:
                yield from _going(terms, kind, unit, counted.going(kind, rounds[0]))
            elif kind.track is None or kind.first != 1:
                for each in unit.people:
                    code, parameters = _barred(terms, kind, unit, each, withheld)
                    yield Explanation(each.person, False, code, parameters + later)
            else:
                why = due.why(kind) if kind.track is Track.UNCONDITIONAL else counted.waiting(kind, rounds[0], later)
                for each in unit.people:
                    yield Explanation(each.person, False, why[0], why[1] + later)


def _going(terms: Terms, kind: Kind, unit: Unit, counted: tuple[Code, Parameters]) -> Iterator[Explanation]:
    for each in unit.people:
        if kind.track is Track.UNCONDITIONAL:
            yield Explanation(each.person, True, Code.UNCONDITIONAL, (("ground", _ground(terms, each)),))
        else:
            yield Explanation(each.person, True, *counted)


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
