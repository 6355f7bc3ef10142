"""What a match rests on, and what would settle it: for people who are to judge it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from math import log

from wayhome.tracing.decision import probability
from wayhome.tracing.engine import Traced
from wayhome.tracing.matches import Match, Verdict


@dataclass(frozen=True)
class Settling:
    """A field that one of two entries doesn't state, and the probability of one person if it did, and was so."""

    field: str
    same: float
    different: float


def log_odds(traced: Traced, match: Match) -> float:
    """Natural log-odds of a match: those of any two entries, and the weights of its reasons."""
    return traced.start + sum(reason.weight for reason in match.reasons)


def settling(traced: Traced, match: Match) -> tuple[Settling, ...]:
    """What evidence would settle a match: the fields it doesn't rest on, those that would change most first.

    A field that agrees weighs by its value; here it weighs as it does on average.
    """
    so_far, stated = log_odds(traced, match), {reason.field for reason in match.reasons}
    open_fields = [
        Settling(field, probability(so_far + same), probability(so_far + traced.difference[field]))
        for field, same in traced.agreement.items()
        if field not in stated and same > 0
    ]
    return tuple(sorted(open_fields, key=lambda each: (each.different - each.same, each.field)))


def by_worth(matches: Iterable[Match]) -> tuple[Match, ...]:
    """The matches that wait for a verdict (possible and unsure), ordered by what a decision is worth.

    That is the doubt it takes away, the entropy of the probability, once for the pair itself and once for every other
    waiting pair of its two people: a "same" answers those, too.
    """
    waiting = [match for match in matches if match.verdict in (Verdict.POSSIBLE, Verdict.UNSURE)]
    of_sought = Counter(match.sought_id for match in waiting)
    of_held = Counter(match.held_id for match in waiting)

    def worth(match: Match) -> float:
        likely = min(max(match.probability, 0.0001), 0.9999)
        doubt = -likely * log(likely) - (1 - likely) * log(1 - likely)
        return doubt * (of_sought[match.sought_id] + of_held[match.held_id] - 1)

    return tuple(sorted(waiting, key=lambda match: (-worth(match), match.sought_id, match.held_id)))
