"""Every way a small crossing can go, walked with the real rules: a model checker in a page.

From two convoys at the crossing each party hands over the next of three people, receives, the facilitator sends people
back, the observer witnesses, anybody freezes and resumes: in any order. Breadth first, every state once.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from kit.table import LYSORIA, OBSERVER, PARTIES, ROUND, SAHLAN, Script, held_by, other

from wayhome.acts import Act, Refused, Statement
from wayhome.handover import HandedOver, MovementFrozen, MovementResumed, Received, Returned, Stage, exposure
from wayhome.handover.acts import Alarm
from wayhome.people import Track
from wayhome.rounds import Rounds, admit, fold

COUNTED = {party: held_by(party, Track.COUNTED)[:3] for party in PARTIES}
TIME = Script().time


def at(state: Rounds, party: str, *stages: Stage) -> tuple[str, ...]:
    """The party's counted prisoners at these stages."""
    journeys = state[ROUND].handover.journeys
    return tuple(person for person in COUNTED[party] if journeys[person].stage in stages)


def moves(state: Rounds, most: int) -> Iterator[tuple[str, Act]]:
    """What anybody might try next."""
    for party in PARTIES:
        waiting = at(state, party, Stage.AT_CROSSING)
        for heads in range(1, most + 2):
            yield party, HandedOver(1, f"from {party}", waiting[:heads])
        released = at(state, party, Stage.RELEASED)
        yield other(party), Received(released)
        yield OBSERVER, Received(released[:1])
        yield SAHLAN, Returned(f"from {party}", released)
        yield SAHLAN, Returned(f"from {party}", waiting)
    yield LYSORIA, MovementFrozen(Alarm.SAFETY)
    yield LYSORIA, MovementResumed()


def after(state: Rounds, author: str, act: Act) -> Rounds | None:
    """The state after this act, or None if it is refused."""
    try:
        return admit(state, Statement(ROUND, author, TIME, act))
    except Refused:
        return None


def key(state: Rounds) -> tuple[object, ...]:
    """What tells two states of the crossing apart."""
    stages = tuple(state[ROUND].handover.journeys[person].stage for party in PARTIES for person in COUNTED[party])
    return (*stages, *sorted(state[ROUND].handover.frozen))


@pytest.mark.parametrize("most", [1, 2])
def test_no_way_of_crossing_exposes_anybody_further_or_strands_anybody(most: int) -> None:
    start = fold(Script().up_to_crossing(exposure=most))
    seen, front = {key(start): start}, [start]
    while front:
        reached = []
        for state in front:
            for author, act in moves(state, most):
                found = after(state, author, act)
                if found is not None and key(found) not in seen:
                    seen[key(found)] = found
                    reached.append(found)
        front = reached
    for state in seen.values():
        round_ = state[ROUND]
        assert max(exposure(round_.agreement, round_.handover).values()) <= most
        for party in PARTIES:
            released = at(state, party, Stage.RELEASED)
            assert not released or after(state, other(party), Received(released))
            assert not released or after(state, SAHLAN, Returned(f"from {party}", released))
    everybody = [s for s in seen.values() if all(at(s, p, Stage.RECEIVED) == COUNTED[p] for p in PARTIES)]
    assert everybody
    assert len(seen) > 100
