"""The unconditional who wait: for how many seats, where that is certain."""

from __future__ import annotations

from collections.abc import Sequence

from wayhome.exchange.explain.changes import Parameters
from wayhome.exchange.package import Code
from wayhome.exchange.planner.kinds import Kind
from wayhome.exchange.planner.solved import Solved
from wayhome.people.categories import Track


class WaitingForSeats:
    """What the unconditional are told who are due in this round and have no seat in it.

    So many more seats are certain to suffice where one limit of seats alone binds them: those seats then hold everybody
    who is as urgent or more so. With rounds after this one that needs everybody of them to travel alone: families could
    be spread over the rounds otherwise.
    """

    def __init__(self, solved: Solved) -> None:
        terms = solved.terms
        self._alone_only = len(terms.rounds) > 1
        self._transport = terms.unconditional.seats
        self._lines = {(line.holder, line.place): line.unconditional for line in terms.seats}
        self._bound = {line.holder for line in terms.seats if line.unconditional is not None}
        self._together: dict[tuple[str, ...], list[Kind]] = {}
        for kind, _ in solved.of_track(Track.UNCONDITIONAL):
            if kind.first:
                self._together.setdefault(self._which(kind), []).append(kind)

    def why(self, kind: Kind) -> tuple[Code, Parameters]:
        """Why everybody of a kind who waits does, and what would bring all of them home in this round."""
        return Code.UNCONDITIONAL_WAITS_FOR_SEATS, self._more(kind, self._together[self._which(kind)])

    def _which(self, kind: Kind) -> tuple[str, ...]:
        if self._transport is not None:
            return ("to", kind.holder, kind.home)
        return ("free", kind.holder) if kind.place is None else ("from", kind.holder, kind.place)

    def _more(self, kind: Kind, together: Sequence[Kind]) -> Parameters:
        if self._transport is not None and kind.holder in self._bound:
            return ()
        if self._alone_only and any(each.heads > 1 for each in together):
            return ()
        needed = sum(each.heads * each.number for each in together if each.first == 1 and each.key <= kind.key)
        if self._transport is not None:
            return (("more_transport", needed - self._transport),) if needed > self._transport else ()
        place = kind.place or ""
        seats = self._lines[kind.holder, place] or 0
        return (("more_seats", needed - seats), ("place", place)) if needed > seats else ()
