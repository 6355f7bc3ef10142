"""Which terms can't hold together: a smallest set, so that whoever mends them knows where to look."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from wayhome.exchange.program.maximum import Contradiction, Undecided, maximise
from wayhome.exchange.program.program import Program, RowName

_FEW = 12


@dataclass(frozen=True, slots=True)
class TogetherImpossible:
    """Terms that can't hold together, though any of them could be left out and the others hold."""

    terms: tuple[str, ...]
    """In the order they were given in."""
    fewest: bool
    """Whether no smaller number of terms contradicts itself; else only that none of these can be spared."""


def smallest_contradiction(program: Program, groups: Mapping[str, Sequence[RowName]]) -> TogetherImpossible | None:
    """A smallest set of terms that can't hold together with the rows of no term; None where all hold together.

    ``groups``: the rows that come from each term. With at most twelve terms all sets are tried, small ones first;
    else terms are left out one by one while the rest still contradicts itself (the deletion filter of J. Chinneck,
    E. Dravnieks, *Locating minimal infeasible constraint sets in linear programs*, ORSA Journal on Computing 3, 1991).
    """
    if _holds(program, groups, groups):
        return None
    if len(groups) <= _FEW:
        for number in range(len(groups)):
            for terms in combinations(groups, number):
                if not _holds(program, groups, terms):
                    return TogetherImpossible(terms, fewest=True)
        return TogetherImpossible(tuple(groups), fewest=True)
    kept = list(groups)
    for term in groups:
        without = [each for each in kept if each != term]
        if not _holds(program, groups, without):
            kept = without
    return TogetherImpossible(tuple(kept), fewest=len(kept) <= 1)


def _holds(program: Program, groups: Mapping[str, Sequence[RowName]], terms: Collection[str]) -> bool:
    """Whether these terms hold together, as far as is known."""
    left_out = {name for term, names in groups.items() if term not in terms for name in names}
    rows = tuple(row for row in program.rows if row.name not in left_out)
    try:
        maximise(Program(program.most, rows, program.names), {})
    except Contradiction:
        return False
    except Undecided:
        return True
    return True
