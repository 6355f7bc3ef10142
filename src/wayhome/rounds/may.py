"""What may this seat do now?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from wayhome.acts import Act, Refused, Statement
from wayhome.agreement import AuditExcused, KeyConfirmed, PackageSigned, TermsAccepted, TracingAccepted
from wayhome.handover import (
    Departed,
    Journey,
    PresentAtCrossing,
    Received,
    Returned,
    Stage,
    SubstitutionSigned,
    TransportAcknowledged,
    travellers,
)
from wayhome.reception import Care, ReceivedIntoCare
from wayhome.record import (
    FamiliesTold,
    Reconciled,
    RoundClosed,
    SentenceConfirmed,
    ShortfallRecorded,
    account,
    named,
    under_way,
)
from wayhome.rounds.round import Round
from wayhome.rounds.rounds import Rounds, admit


def may(state: Rounds, round_name: str, seat: str, time: datetime) -> tuple[Act, ...]:
    """Return the acts that wait for this seat, complete: what the rules would admit from it at this moment.

    Acts that need the seat's own content first (terms, a package, a claim, a wish) are not among them (see
    `begin.may_begin`): nothing here proposes anything.
    """

    def admitted(act: Act) -> bool:
        try:
            admit(state, Statement(round_name, seat, time, act))
        except Refused:
            return False
        return True

    return tuple(act for act in _waiting(state[round_name], seat) if admitted(act))


def _waiting(round_: Round, seat: str) -> Iterator[Act]:
    """Every act whose content follows from the state; the rules say which of them this seat may state."""
    agreement, record = round_.agreement, round_.record
    unconfirmed = {name: taken.key for name, taken in agreement.seats.items() if taken.key and not taken.confirmed_by}
    yield from (KeyConfirmed(name, key) for name, key in unconfirmed.items())
    yield from (TracingAccepted(name, tracing.terms.digest) for name, tracing in agreement.tracings.items())
    for name, tracing in agreement.tracings.items():
        yield from (AuditExcused(name, party, tracing.judged[party].digest) for party in tracing.failed)
    if agreement.terms:
        yield TermsAccepted(agreement.terms.digest)
    if agreement.package:
        yield PackageSigned(agreement.package.digest)
    yield from _movement(round_)
    received = [p for p, journey in round_.handover.journeys.items() if journey.stage is Stage.RECEIVED]
    uncared = tuple(p for p in received if p not in round_.reception.care)
    if uncared:
        yield ReceivedIntoCare(uncared, (Care.MEDICAL, Care.PSYCHOLOGICAL))
    going = travellers(agreement, round_.handover)
    untold = tuple(p for p in received if p not in record.told and going[p].home == seat)
    if untold:
        yield FamiliesTold(untold)
    drawn_up = account(agreement, round_.handover)
    if drawn_up.lines and record.reconciled != drawn_up and not _somebody_may_still_go(round_):
        yield Reconciled(drawn_up.lines, drawn_up.unlisted)
    for line in record.reconciled.lines if record.reconciled else ():
        yield ShortfallRecorded(line.holder, line.home, line.track, line.shortfall)
    yield RoundClosed()
    if not record.published:
        for digest, on_table in record.sentences.items():
            if seat in named(on_table.proposed):
                yield SentenceConfirmed(digest)


def _somebody_may_still_go(round_: Round) -> bool:
    """Whether anybody has set out and not arrived, or could set out on a manifest whose convoy has not departed."""
    handover = round_.handover
    waiting = [leg.people for leg in handover.legs.values() if leg.aboard is None]
    able = any(handover.journey(person).may_travel for people in waiting for person in people)
    return able or bool(under_way(handover))


def _movement(round_: Round) -> Iterator[Act]:
    handover = round_.handover
    yield from (SubstitutionSigned(digest) for digest in handover.substitutions)
    for name, leg in handover.legs.items():
        yield TransportAcknowledged(name, leg.manifest)
        yield Departed(name, tuple(person for person in leg.people if handover.journey(person).may_travel))
        on_the_way = tuple(p for p in leg.aboard or () if handover.journey(p).stage is Stage.ON_THE_WAY)
        yield PresentAtCrossing(name, on_the_way)
        staying = [p for p in leg.present or () if _stays(handover.journey(p))]
        yield Returned(name, (*staying, *leg.unlisted_here))
    released: dict[str, list[str]] = {}
    for person, returnee in travellers(round_.agreement, handover).items():
        if handover.journey(person).stage is Stage.RELEASED:
            released.setdefault(returnee.home, []).append(person)
    yield from (Received(tuple(people)) for people in released.values())


def _stays(journey: Journey) -> bool:
    return journey.stage is Stage.AT_CROSSING and not journey.may_travel
