"""Tracing two lists: features, candidates, comparison, evidence, decision, reasons."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from wayhome.people import Particulars
from wayhome.people.names import canonical
from wayhome.tracing.candidates import candidates
from wayhome.tracing.comparison import Levels, compare
from wayhome.tracing.decision import POSSIBLE, Weighed, decide, prior, probability
from wayhome.tracing.evidence import Evidence, Weighing, contradicted
from wayhome.tracing.features import Features, features_of
from wayhome.tracing.matches import Match
from wayhome.tracing.reasons import Reason

_PROGRESS_EVERY = 200
"""People sought between two reports of progress."""


class ListedTwice(ValueError):
    """Two entries of one list have the same id, so a match couldn't say which it means."""


def trace(
    held: Sequence[Particulars],
    sought: Sequence[Particulars],
    progress: Callable[[int, int], None] | None = None,
) -> tuple[Match, ...]:
    """The matches between people held and people sought that are worth seeing, verdict confirmed or possible.

    They are in order of the sought id, then from the likeliest down; the order of the lists' rows doesn't matter. A
    confirmed person has one partner; doubles within a list aren't merged. ``progress`` is told how many people sought
    are done, and of how many. Raises ListedTwice.
    """
    held, sought = _by_id("held", held), _by_id("sought", sought)
    found = dict(_weighed_pairs(features_of(held), features_of(sought), progress))
    matches = []
    for pair, verdict, rivalled in decide(found):
        person_sought, person_held = sought[pair.sought], held[pair.held]
        reasons = _reasons(person_sought, person_held, *found[pair])
        if rivalled:
            reasons = (Reason("others", "as_likely"), *reasons)
        matches.append(Match(person_sought.id, person_held.id, probability(pair.log_odds), verdict, reasons))
    return tuple(sorted(matches, key=lambda match: (match.sought_id, -match.probability, match.held_id)))


def _by_id(list_name: str, people: Sequence[Particulars]) -> list[Particulars]:
    ordered = sorted(people, key=lambda person: person.id)
    for person, following in pairwise(ordered):
        if person.id == following.id:
            raise ListedTwice(
                f"the {list_name} list has more than one entry with the id {person.id}: give each its own"
            )
    return ordered


def _weighed_pairs(
    held: Sequence[Features], sought: Sequence[Features], progress: Callable[[int, int], None] | None
) -> Iterator[tuple[Weighed, tuple[Levels, Evidence]]]:
    """The pairs worth seeing, each with what it rests on."""
    weighing = Weighing(held, sought)
    start = prior(len(held), len(sought))
    for place, (person, partners) in enumerate(zip(sought, candidates(sought, held), strict=True)):
        for position in sorted(partners):
            levels = compare(person, held[position])
            evidence = weighing.weigh(person, held[position], levels)
            log_odds = round(start + evidence.total, 6)
            # One number for two people is worth an officer's look whatever the names say.
            if log_odds >= POSSIBLE or levels.service_number == "same":
                yield Weighed(place, position, log_odds, contradicted(levels)), (levels, evidence)
        if progress and (place + 1 == len(sought) or not (place + 1) % _PROGRESS_EVERY):
            progress(place + 1, len(sought))


_SPELLED = {
    "surname": "same_letters",
    "given_names": "same_name",
    "patronymic": "same_father",
    "birth_place": "same_letters",
}
"""The fields of which spellings are compared, and what makes them the same when their letters don't."""


def _reasons(sought: Particulars, held: Particulars, levels: Levels, evidence: Evidence) -> tuple[Reason, ...]:
    """What the entries say, the strongest against first, then the strongest for."""
    weighed = [(weight, Reason("relatives", evidence.relation)) for weight in [evidence.relation_weight] if weight]
    for field, level, weight in zip(Levels._fields, levels, evidence.weights, strict=True):
        if level:
            code = _code_of_same(field, getattr(sought, field), getattr(held, field)) if level == "same" else level
            weighed.append((weight, Reason(field, code)))
    against = sorted((each for each in weighed if each[0] < 0), key=lambda each: each[0])
    in_favour = sorted((each for each in weighed if each[0] >= 0), key=lambda each: -each[0])
    return tuple(reason for _, reason in against + in_favour)


def _code_of_same(field: str, one: str, other: str) -> str:
    """How two values are the same: as written, in other letters, or as names that mean the same."""
    if field not in _SPELLED or one.casefold() == other.casefold():
        return "same"
    return "same_letters" if canonical(one) == canonical(other) else _SPELLED[field]
