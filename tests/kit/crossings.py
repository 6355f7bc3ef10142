"""Every way a return can go, walked breadth first with the real rules and the real reducer: a model checker in a page.

People who are alike are one: a state is how many of each party's people are at each stage, and whether movement is
frozen. So it may be folded, for of a counted person without a family the rules ask only holder, home, stage, leg, and
whether they were asked, cleared and found fit, and then count; who it is they never ask. Change two such people of one
stage and leg for each other in a history, and it is admitted as before and leads to the same counts: what is tried with
some of those at a stage is tried with all. The tests put others in their place at every step, and the same follows.
Where each party holds as many, the parties are alike too: ``mirrored`` takes a state and its mirror image for one.

What is kept of a state is the counts; what is asked is each time the handover that acts have led to.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from kit.table import LYSORIA, OBSERVER, PARTIES, ROUND, SAHLAN, TORVENIA, Script, other, soldiers, terms
from wayhome.acts import Act, Refused, Statement
from wayhome.agreement import Agreement
from wayhome.handover import (
    Departed,
    HandedOver,
    Handover,
    HeadsCounted,
    ManifestSigned,
    MovementFrozen,
    MovementResumed,
    PresentAtCrossing,
    Received,
    Returned,
    Stage,
    TransportAcknowledged,
    TransportNotified,
    apply,
    refuse,
)
from wayhome.handover.acts import Alarm
from wayhome.rounds import fold

TIME = Script().time
Said = tuple[str, Act]


class Side(NamedTuple):
    """How many of the people a party holds are at each stage."""

    held: int
    on_the_way: int
    at_crossing: int
    released: int
    received: int


class Counts(NamedTuple):
    """A state of the walk."""

    lysoria: Side
    torvenia: Side
    frozen: bool

    def exposure(self) -> int:
        """How many more a party has released than received, of the party for which that is most."""
        one, two = self.lysoria, self.torvenia
        return max(one.released + one.received - two.received, two.released + two.received - one.received)

    @property
    def mirrored(self) -> Counts:
        """The same with the parties in each other's place."""
        return Counts(self.torvenia, self.lysoria, self.frozen)

    def everybody_home(self) -> bool:
        """Whether everybody was received."""
        return sum(self.lysoria) == self.lysoria.received and sum(self.torvenia) == self.torvenia.received

    def nobody_under_way(self) -> bool:
        """Whether everybody was received or is held."""
        return not any((*self.lysoria[1:4], *self.torvenia[1:4]))

    def nobody_went_back(self) -> bool:
        """Whether everybody has set out and nobody was returned."""
        return not self.lysoria.held + self.torvenia.held


@dataclass
class Walk:
    """What a walk has found: from each state those that one move leads to, and what must not be, by how often."""

    further: dict[Counts, tuple[Counts, ...]] = field(default_factory=dict)
    faults: Counter[str] = field(default_factory=Counter)
    asked: int = 0
    """How many acts the rules were asked about."""

    @property
    def unfolded(self) -> set[Counts]:
        """The states and their mirror images."""
        return {each for state in self.further for each in (state, state.mirrored)}

    def leading_to(self, ends: Collection[Counts]) -> set[Counts]:
        """The states from which one of ``ends`` can be reached."""
        found, before = set(ends), 0
        while len(found) > before:
            before = len(found)
            found.update(s for s in reversed(self.further) if not found.isdisjoint(self.further[s]))
        return found

    def where(self, holds: Callable[[Counts], bool]) -> set[Counts]:
        """The states of which this holds."""
        return set(filter(holds, self.further))


@dataclass(frozen=True, eq=False)
class Explorer:
    """Walks from a handover on. ``returns``: people are sent back; ``setting_out``: those held set out, each on a leg
    of their own; ``mirrored``: of a state and its mirror image one is walked."""

    agreement: Agreement
    start: Handover
    people: Mapping[str, tuple[str, ...]]
    """Of each party, in the order in which they are tried."""
    returns: bool = True
    setting_out: bool = False
    mirrored: bool = False

    def walk(self, until_fault: bool = False) -> Walk:
        """Every state there is, once; ``until_fault``: as many moves from the start as it takes to find a fault."""
        walk, front = Walk(), {self.counts(self.start): self.start}
        known = {state: state for state in front}
        while front and not (until_fault and walk.faults):
            reached: dict[Counts, Handover] = {}
            for state, handover in front.items():
                further: dict[Counts, None] = {}
                for found in self.tried(walk, state, handover):
                    counts = self.counts(found)
                    if counts not in known:
                        known[counts], reached[counts] = counts, found
                    further[known[counts]] = None
                walk.further[state] = tuple(further)
            front = reached
        return walk

    def tried(self, walk: Walk, state: Counts, handover: Handover) -> Iterator[Handover]:
        """Try every move in a state, and note what must not be. Gives the states that follow."""
        assert self.agreement.terms
        if state.exposure() > self.agreement.terms.terms.exposure:
            walk.faults["exposed further than agreed"] += 1
        there = {party: self.by_stage(handover, party) for party in PARTIES}
        for said in self.never(there):
            if self.after(walk, handover, said):
                walk.faults["crosses twice"] += 1
        for said in self.always(handover, there):
            found = self.after(walk, handover, said)
            if found:
                yield found
            else:
                walk.faults["stranded"] += 1
        for said in self.unless_frozen(handover, there):
            found = self.after(walk, handover, said)
            if found and state.frozen:
                walk.faults["sets out or crosses while movement is frozen"] += 1
            if found:
                yield found
        stop_or_go = self.after(walk, handover, [(LYSORIA, _STOP_OR_GO[state.frozen])])
        assert stop_or_go
        yield stop_or_go

    def after(self, walk: Walk, handover: Handover, said: list[Said]) -> Handover | None:
        """The handover after these acts, or None where one of them is refused."""
        for author, act in said:
            walk.asked += 1
            statement = Statement(ROUND, author, TIME, act)
            try:
                refuse(self.agreement, handover, statement)
            except Refused:
                return None
            handover = apply(handover, statement)
        return handover

    def never(self, there: There) -> Iterator[list[Said]]:
        """To cross once more, or to go back from home."""
        for party, stages in there.items():
            for stage in (Stage.RELEASED, Stage.RECEIVED):
                for leg, people in _first_leg(stages, stage):
                    yield [(party, HandedOver(2, leg, people[:1]))]
            for leg, people in _first_leg(stages, Stage.RECEIVED):
                yield [(other(party), Received(people[:1]))]
                yield [(SAHLAN, Returned(leg, people[:1]))]

    def always(self, handover: Handover, there: There) -> Iterator[list[Said]]:
        """To arrive, to be received and to go back, one or all: nobody under way is stranded, frozen or not."""
        for party, stages in there.items():
            released = tuple(person for people in stages.get(Stage.RELEASED, {}).values() for person in people)
            for people in _one_and_all(released):
                yield [(other(party), Received(people))]
            if released:
                yield [(OBSERVER, Received(released[:1]))]
            for leg, people in _first_leg(stages, Stage.ON_THE_WAY):
                arrived = handover.heads(leg) + len(people)
                yield [
                    (SAHLAN, PresentAtCrossing(leg, people)),
                    *((seat, HeadsCounted(leg, arrived)) for seat in (*PARTIES, SAHLAN)),
                ]
            for stage in (Stage.ON_THE_WAY, Stage.AT_CROSSING, Stage.RELEASED) if self.returns else ():
                for leg, people in _first_leg(stages, stage):
                    for back in _one_and_all(people):
                        yield [(SAHLAN, Returned(leg, back))]

    def unless_frozen(self, handover: Handover, there: There) -> Iterator[list[Said]]:
        """To cross, in tranches of every size, and to set out."""
        for party, stages in there.items():
            for leg, people in _first_leg(stages, Stage.AT_CROSSING):
                for heads in range(1, len(people) + 1):
                    yield [(party, HandedOver(1, leg, people[:heads]))]
            for _, people in _first_leg(stages, Stage.HELD) if self.setting_out else ():
                leg = f"leg {len(handover.legs) + 1}"
                manifest = ManifestSigned(leg, people[:1], "Bridge")
                yield [
                    (party, manifest),
                    (SAHLAN, TransportNotified(leg, manifest.digest, vehicles=1, ambulances=1)),
                    *((each, TransportAcknowledged(leg, manifest.digest)) for each in PARTIES),
                    (party, Departed(leg, people[:1])),
                ]

    def by_stage(self, handover: Handover, party: str) -> dict[Stage, dict[str, tuple[str, ...]]]:
        """The party's people by stage and by the leg they travel on or last travelled on."""
        found: dict[Stage, dict[str, tuple[str, ...]]] = {}
        for person in self.people[party]:
            journey = handover.journeys[person]
            legs = found.setdefault(journey.stage, {})
            legs[journey.leg] = (*legs.get(journey.leg, ()), person)
        return found

    def counts(self, handover: Handover) -> Counts:
        """The state that this handover is in."""
        journeys = handover.journeys
        stages = {party: [journeys[person].stage for person in self.people[party]] for party in PARTIES}
        one, two = (Side(*[stages[party].count(stage) for stage in Stage]) for party in (LYSORIA, TORVENIA))
        return Counts(*sorted((one, two)) if self.mirrored else (one, two), bool(handover.frozen))


There = Mapping[str, Mapping[Stage, Mapping[str, tuple[str, ...]]]]
"""The people of each party, by stage and leg."""
_STOP_OR_GO = {False: MovementFrozen(Alarm.SAFETY), True: MovementResumed()}


def _first_leg(
    stages: Mapping[Stage, Mapping[str, tuple[str, ...]]], stage: Stage
) -> list[tuple[str, tuple[str, ...]]]:
    return list(stages.get(stage, {}).items())[:1]


def _one_and_all(people: tuple[str, ...]) -> list[tuple[str, ...]]:
    return [people[:1], people][: len(people)]


Beginning = tuple[Agreement, Handover, Mapping[str, tuple[str, ...]]]


def both_convoys_there(heads: int, exposure: int) -> Beginning:
    """So many people a side, cleared, and each party's at the crossing in one convoy, counted."""
    script, people = Script(), _people(heads)
    agreed = _cleared(script, heads, exposure)
    for holder in PARTIES:
        leg = f"from {holder}"
        agreed += [*script.departing(holder, leg, people[holder]), *script.arriving(leg, people[holder])]
    round_ = fold(agreed)[ROUND]
    return round_.agreement, round_.handover, people


def everybody_held(heads: int, exposure: int) -> Beginning:
    """So many people a side, cleared, and nobody on a manifest."""
    round_ = fold(_cleared(Script(), heads, exposure))[ROUND]
    return round_.agreement, round_.handover, _people(heads)


def _people(heads: int) -> dict[str, tuple[str, ...]]:
    return {holder: tuple(each.person for each in soldiers(holder, 1, heads)) for holder in PARTIES}


def _cleared(script: Script, heads: int, exposure: int) -> list[Statement]:
    package = tuple(returnee for holder in PARTIES for returnee in soldiers(holder, 1, heads))
    agreed = [*script.opening(), *script.inquiries(package)]
    return [*agreed, *script.agreeing(terms(exposure, heads), package), *script.clearing(package)]
