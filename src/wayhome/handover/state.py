"""Where everybody is on the way, and how each act changes it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from fractions import Fraction
from math import floor

from wayhome.acts import Statement
from wayhome.agreement import Agreement
from wayhome.handover.acts import (
    Alarm,
    ClearanceWithheld,
    Departed,
    FitnessCertified,
    GuardianRecorded,
    HandedOver,
    HeadsCounted,
    ManifestSigned,
    MovementFrozen,
    MovementResumed,
    PresentAtCrossing,
    Received,
    Returned,
    SubstitutionProposed,
    SubstitutionSigned,
    TransferCleared,
    TransportAcknowledged,
    TransportNotified,
    UnlistedArrived,
    WishTaken,
)
from wayhome.people import Returnee, Track


class Wish(StrEnum):
    """What the shared record knows of a person's own wish; the answer itself is sealed to the observer."""

    UNKNOWN = "unknown"
    TAKEN = "taken"


class Clearance(StrEnum):
    """Whether the observer has cleared a person for the transfer. Why not, nobody is told."""

    OPEN = "open"
    CLEARED = "cleared"
    WITHHELD = "withheld"


class Stage(StrEnum):
    """Where a person is."""

    HELD = "held"
    ON_THE_WAY = "on_the_way"
    """In the convoy, still in the detaining party's custody."""
    AT_CROSSING = "at_crossing"
    """Present at the crossing, still in the detaining party's custody."""
    RELEASED = "released"
    """Handed over: out of the detaining party's custody, not yet received."""
    RECEIVED = "received"
    """With the party of origin."""


GONE = frozenset({Stage.RELEASED, Stage.RECEIVED})
"""The stages of those the detaining party has released."""


@dataclass(frozen=True)
class Journey:
    """One person's way so far."""

    wish: Wish = Wish.UNKNOWN
    clearance: Clearance = Clearance.OPEN
    fit: bool | None = None
    guardian: bool = False
    stage: Stage = Stage.HELD
    leg: str = ""
    """The leg they travel on or last travelled on."""
    tranche: int = 0
    """The tranche in which they were handed over; 0 before."""

    @property
    def cleared(self) -> bool:
        """Whether the observer's clearance stands."""
        return self.clearance is Clearance.CLEARED

    @property
    def may_travel(self) -> bool:
        """Whether this person was asked, is cleared and is fit."""
        return self.wish is Wish.TAKEN and self.cleared and self.fit is True


_AT_START = Journey()


@dataclass(frozen=True)
class Count:
    """A seat's head count of a leg, beside how many were there to be counted at that moment."""

    heads: int
    present: int


@dataclass(frozen=True)
class Leg:
    """One movement of one detaining party's people to the crossing."""

    holder: str
    manifest: str
    """The digest of the signed manifest."""
    people: tuple[str, ...]
    crossing: str
    after: tuple[str, ...] = ()
    notified: bool = False
    acknowledged_by: tuple[str, ...] = ()
    aboard: tuple[str, ...] | None = None
    """Who set out; None until the convoy has departed."""
    present: tuple[str, ...] | None = None
    """Who was found at the crossing; None until the facilitator has said so."""
    unlisted: tuple[str, ...] = ()
    """Who came with the convoy and is on no manifest."""
    returned: tuple[str, ...] = ()
    """Who went back without having crossed."""
    counts: Mapping[str, Count] = field(default_factory=dict)
    """By seat, since somebody last arrived."""

    @property
    def unlisted_here(self) -> tuple[str, ...]:
        """Those unlisted who have not gone back."""
        return tuple(person for person in self.unlisted if person not in self.returned)


@dataclass(frozen=True)
class Substitution:
    """One person of the counted part in place of another, in effect once the party of origin has signed."""

    proposal: SubstitutionProposed
    signed: bool = False


@dataclass(frozen=True)
class Handover:
    """Where everybody is."""

    journeys: Mapping[str, Journey] = field(default_factory=dict)
    legs: Mapping[str, Leg] = field(default_factory=dict)
    substitutions: Mapping[str, Substitution] = field(default_factory=dict)
    frozen: Mapping[str, Alarm] = field(default_factory=dict)

    def journey(self, person: str) -> Journey:
        """How far this person is; at the start for somebody of whom nothing is stated yet."""
        return self.journeys.get(person, _AT_START)

    def heads(self, name: str) -> int:
        """How many heads of this leg are on this side of the line: at the crossing, or unlisted and not gone back."""
        leg = self.legs[name]
        there = (
            p for p in leg.present or () if self.journey(p).stage is Stage.AT_CROSSING and self.journey(p).leg == name
        )
        return sum(1 for _ in there) + len(leg.unlisted_here)


def travellers(agreement: Agreement, handover: Handover) -> dict[str, Returnee]:
    """Everyone of the package in effect as signed substitutions have changed it, by reference."""
    people = dict(agreement.signed)
    for substitution in handover.substitutions.values():
        leaving, coming = substitution.proposal.leaving, substitution.proposal.coming
        if substitution.signed and leaving in people:
            del people[leaving]
            people[coming.person] = coming
    return people


def exposure(agreement: Agreement, handover: Handover) -> dict[str, int]:
    """How many more counted people each party has released than it has received, by party. Negative when it has more.

    Under a ratio someone received counts for as many released as the terms say: where Lysoria releases two for one,
    each of its people received stands for two. Where the terms balance ranks and not heads, received count in shares of
    the package: of G people to release for R to receive each stands for G / R, and a party that is to receive nobody
    waits for nothing. A part of a person left over counts as one.

    Unconditional people are in no count: their return makes nobody more or less exposed.
    """
    people = {p: each for p, each in travellers(agreement, handover).items() if each.track is Track.COUNTED}
    stages = {person: handover.journey(person).stage for person in people}
    released = Counter(each.holder for person, each in people.items() if stages[person] in GONE)
    received = Counter((r.home, r.holder) for person, r in people.items() if stages[person] is Stage.RECEIVED)
    exposed = dict.fromkeys(agreement.parties, 0)
    for party in agreement.parties:
        stands_for = _standing_for(agreement, people.values(), party)
        if stands_for:
            exposed[party] = released[party] - floor(sum(received[party, p] * each for p, each in stands_for.items()))
    return exposed


def _standing_for(agreement: Agreement, counted: Collection[Returnee], party: str) -> dict[str, Fraction]:
    """For how many released a person received from each other party counts; empty for whoever waits for nothing."""
    terms = agreement.terms_in_force
    others = [other for other in agreement.parties if other != party]
    if terms and terms.counted.equivalents and terms.counted.equivalents.instead_of_heads:
        to_release = sum(each.holder == party for each in counted)
        to_receive = sum(each.home == party for each in counted)
        return dict.fromkeys(others, Fraction(to_release, to_receive)) if to_receive else {}
    heads = {each.party: each.heads for each in terms.counted.ratio} if terms else {}
    return {other: Fraction(heads.get(party, 1), heads.get(other, 1)) for other in others}


def apply(state: Handover, statement: Statement) -> Handover:
    """Return the handover after one more statement. Pure; statements of other rooms change nothing."""
    act = statement.act
    match act:
        case WishTaken():
            return _journeys(state, (act.person,), wish=Wish.TAKEN, clearance=Clearance.OPEN)
        case FitnessCertified():
            return _journeys(state, act.people, fit=act.fit)
        case GuardianRecorded():
            return _journeys(state, (act.person,), guardian=True)
        case TransferCleared():
            return _journeys(state, act.people, clearance=Clearance.CLEARED)
        case ClearanceWithheld():
            return _journeys(state, act.people, wish=Wish.UNKNOWN, clearance=Clearance.WITHHELD)
        case SubstitutionProposed():
            return replace(state, substitutions={**state.substitutions, act.digest: Substitution(act)})
        case SubstitutionSigned():
            # Signed ones stand in the order of their signatures, the order in which they take effect.
            others = {digest: each for digest, each in state.substitutions.items() if digest != act.substitution}
            signed = replace(state.substitutions[act.substitution], signed=True)
            return replace(state, substitutions={**others, act.substitution: signed})
        case ManifestSigned():
            return _leg(state, act.leg, Leg(statement.author, act.digest, act.people, act.crossing, act.after))
        case TransportNotified():
            return _leg(state, act.leg, replace(state.legs[act.leg], notified=True))
        case TransportAcknowledged():
            leg = state.legs[act.leg]
            return _leg(state, act.leg, replace(leg, acknowledged_by=(*leg.acknowledged_by, statement.author)))
        case Departed():
            state = _leg(state, act.leg, replace(state.legs[act.leg], aboard=act.people))
            return _journeys(state, act.people, stage=Stage.ON_THE_WAY, leg=act.leg)
        case PresentAtCrossing():
            leg = state.legs[act.leg]
            state = _leg(state, act.leg, replace(leg, present=(*(leg.present or ()), *act.people), counts={}))
            return _journeys(state, act.people, stage=Stage.AT_CROSSING)
        case UnlistedArrived():
            leg = state.legs[act.leg]
            return _leg(state, act.leg, replace(leg, unlisted=(*leg.unlisted, act.person), counts={}))
        case HeadsCounted():
            leg = state.legs[act.leg]
            count = Count(act.heads, state.heads(act.leg))
            return _leg(state, act.leg, replace(leg, counts={**leg.counts, statement.author: count}))
        case HandedOver():
            return _journeys(state, act.people, stage=Stage.RELEASED, tranche=act.tranche)
        case Received():
            return _journeys(state, act.people, stage=Stage.RECEIVED)
        case Returned():
            leg = state.legs[act.leg]
            state = _leg(state, act.leg, replace(leg, returned=(*leg.returned, *act.people)))
            return _journeys(state, tuple(p for p in act.people if p not in leg.unlisted), stage=Stage.HELD)
        case MovementFrozen():
            return replace(state, frozen={**state.frozen, statement.author: act.alarm})
        case MovementResumed():
            frozen = {seat: alarm for seat, alarm in state.frozen.items() if seat != statement.author}
            return replace(state, frozen=frozen)
        case _:
            return state


def _journeys(state: Handover, people: tuple[str, ...], **changes: object) -> Handover:
    changed = {person: replace(state.journey(person), **changes) for person in people}  # type: ignore[arg-type]
    return replace(state, journeys={**state.journeys, **changed})


def _leg(state: Handover, name: str, leg: Leg) -> Handover:
    return replace(state, legs={**state.legs, name: leg})
