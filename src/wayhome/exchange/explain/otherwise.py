"""What other terms would bring: how many of the counted come home to each party, decided again and proven."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from wayhome.exchange.planner.counted import fair_and_most, ground
from wayhome.exchange.planner.fairness import home_to
from wayhome.exchange.planner.kinds import without_order
from wayhome.exchange.planner.rules import that_fit
from wayhome.exchange.planner.solved import Solved
from wayhome.exchange.planner.stages import Watcher, total
from wayhome.exchange.program import Contradiction, Undecided
from wayhome.exchange.terms import Terms
from wayhome.people.categories import Track


def home_under(solved: Solved, terms: Terms) -> Mapping[str, int] | None:
    """Counted heads home to each party in all rounds, by the stages of fairness and number, under other terms.

    They must have the same parties, rounds and lines of seats: only their numbers may differ. None where no package
    keeps them, or where it isn't proven that nothing better does.
    """
    able = [kind for kind, _ in solved.of_track(Track.COUNTED) if kind.first]
    joined, _ = without_order(that_fit(terms, able))
    try:
        stages, fallback = ground(terms, joined, Watcher(None))
        fair_and_most(terms, stages, fallback)
    except (Contradiction, Undecided):
        return None
    if stages.values is None or not all(stage.proven for stage in stages.done):
        return None
    return {party: total(home_to(stages.space, party), stages.values) for party in sorted(terms.parties)}


def with_most(terms: Terms, most: int) -> Terms:
    """The same terms with another most in each round."""
    return replace(terms, counted=replace(terms.counted, most=most))


def with_seats(terms: Terms, number: int, counted: int) -> Terms:
    """The same terms with other counted seats in a line."""
    seats = list(terms.seats)
    seats[number] = replace(seats[number], counted=counted)
    return replace(terms, seats=tuple(seats))
