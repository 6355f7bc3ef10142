"""From terms, pool and orders to how many of each kind go in each round: all stages, one after another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from wayhome.exchange.order import Order, orders_of
from wayhome.exchange.package import Certificate
from wayhome.exchange.planner.contradiction import contradictory, undecided
from wayhome.exchange.planner.counted import Counted, decide_counted
from wayhome.exchange.planner.fairness import going
from wayhome.exchange.planner.kinds import Kind, kinds_of
from wayhome.exchange.planner.reached import as_reached, units_by_round
from wayhome.exchange.planner.rounds import Schedule, all_at_once, round_by_round
from wayhome.exchange.planner.rules import that_fit
from wayhome.exchange.planner.solved import Solved
from wayhome.exchange.planner.stages import THOROUGH, Watch, Watcher
from wayhome.exchange.planner.unconditional import decide_part, parts_of
from wayhome.exchange.pool import Candidate, sound
from wayhome.exchange.program import Contradiction, Undecided
from wayhome.exchange.terms import Terms
from wayhome.exchange.terms_file import UnlawfulTerms, forbidden
from wayhome.people.categories import Track


def solve(
    terms: Terms,
    pool: Sequence[Candidate],
    orders: Iterable[Order] = (),
    *,
    watch: Watch | None = None,
    effort: int = THOROUGH,
) -> Solved:
    """Decide who goes home. Raises `UnlawfulTerms`, `BadPool`, `BadOrder`, `ContradictoryTerms`, `UndecidedTerms`.

    What is decided are numbers of each kind of people whom terms, orders and law can't tell apart (see `Kind`), in
    stages of which none gives up anything for a later one:

    1. the *unconditional*: as many as early as there are seats for, families whole; then the most urgent first;
    2. *fairness*, where more than two parties share what there is: nobody below what pairs alone would bring it, and
       whoever gains least of its range gains the most it can, then the next (`wayhome.exchange.planner.fairness`);
    3. the *counted*: the most heads in all the rounds looked ahead to, balanced as the terms say;
    4. the *criteria*: the first tier of each party's order, then the second … (`wayhome.exchange.planner.tiers`);
    5. the *rounds*: this one as full as it can be with all that, then the next …; in each the first tiers first;
    6. among those of one kind the *draw* (`wayhome.exchange.units.drawn`), until a lottery takes its place.

    Once hostilities have ended there is only the first stage: everyone is due, and nobody is counted.
    The same people and terms give the same, in whatever order they are listed. ``watch`` is told how every stage
    comes on; once it returns True, what comes back is the best so far, and its bounds say what is still open. Nobody's
    going is the least that stands; where the terms ask for somebody to go (the least of a share), it goes on until
    something is found that keeps them, and `UndecidedTerms` says that nothing was. ``effort``: columns × nodes of
    branch and bound that a stage may take before it leaves a gap, or those terms undecided.
    """
    breaches = forbidden(terms)
    if breaches:
        raise UnlawfulTerms(breaches)
    of_party = orders_of(terms, orders)
    kinds = kinds_of(terms, of_party, sound(terms, pool))
    watcher = Watcher(watch, effort)
    due = [kind for kind in kinds if kind.track is Track.UNCONDITIONAL and kind.first]
    digest = terms.digest
    unconditional = tuple(decide_part(part, digest, watcher) for part in parts_of(terms, due))
    stages = [stage for each in unconditional for stage in each.stages]
    counted, schedule = None, None
    hoped: tuple[tuple[str, int], ...] = ()
    if not terms.hostilities_ended:
        able = [kind for kind in kinds if kind.track is Track.COUNTED and kind.first]
        counted, schedule, hoped = _finished(terms, *_counted(terms, that_fit(terms, able), watcher))
        stages += [*counted.stages, *(schedule.stages if schedule else ())]
    fallback = counted.fallback if counted else None
    certificate = Certificate(tuple(stages), bool(counted and counted.by_round), fallback, hoped)
    return Solved(terms, of_party, kinds, unconditional, counted, schedule, certificate)


def _counted(terms: Terms, kinds: Sequence[Kind], watcher: Watcher) -> tuple[Counted, Schedule | None]:
    """What goes in all, and its schedule; of few from the program of every round where rounds in turn don't close."""
    try:
        counted = decide_counted(terms, kinds, watcher)
        if len(terms.rounds) == 1:
            return counted, None
        schedule = round_by_round(terms, kinds, counted, watcher)
        if schedule and (schedule.closed or watcher.stopped or len(kinds) * len(terms.rounds) > _FEW):
            return counted, schedule
        counted = decide_counted(terms, kinds, watcher, by_round=True)
        return counted, all_at_once(terms, kinds, counted, watcher)
    except Contradiction as nothing:
        raise contradictory(terms, kinds) from nothing
    except Undecided as open_still:
        raise undecided(terms, kinds, open_still) from open_still


def _finished(
    terms: Terms, counted: Counted, schedule: Schedule | None
) -> tuple[Counted, Schedule | None, tuple[tuple[str, int], ...]]:
    """The same with each stage's value as the finished reaches it; and those hoped for, if not all found a round."""
    units = schedule.units if schedule else units_by_round(counted.space, counted.values, 1)
    hoped: tuple[tuple[str, int], ...] = ()
    values = counted.values
    if schedule and not schedule.closed:
        hoped, values = going(counted.space, counted.values), units.sum(axis=1)
    kinds, fallback = counted.space.kinds, dict(counted.fallback.heads if counted.fallback else ())
    stages = as_reached(
        (*counted.stages, *(schedule.stages if schedule else ())), kinds, units, fallback, terms.parties
    )
    together = len(counted.stages)
    counted = replace(counted, values=values, stages=stages[:together])
    return counted, schedule and replace(schedule, stages=stages[together:]), hoped


_FEW = 600
"""Columns of the program of every round that are still decided at once."""
