"""Why each person goes or waits, what would have to change, what another choice would do: true, and in four languages.

`explanations` says it of everybody of the pool in codes and parameters, `wording` in words; `seen_by` leaves to a
party what it may see. `counter` says what this person instead of that one would do to every term and every stage, and
`limits` which terms are at their limit. Nothing here says more of a person than the terms and the law do.
"""

from wayhome.exchange.explain.at_limit import Limit, limits
from wayhome.exchange.explain.everyone import explanations
from wayhome.exchange.explain.instead import Effect, StageEffect, Unknown, counter
from wayhome.exchange.explain.shown import Shown, seen_by, shown_json
from wayhome.exchange.explain.words import wording

__all__ = [
    "Effect",
    "Limit",
    "Shown",
    "StageEffect",
    "Unknown",
    "counter",
    "explanations",
    "limits",
    "seen_by",
    "shown_json",
    "wording",
]
