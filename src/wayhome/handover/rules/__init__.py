"""What the handover refuses, and why: one module for each step."""

from __future__ import annotations

from wayhome.acts import Act, Refused, Statement
from wayhome.agreement import Agreement
from wayhome.handover.acts import (
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
from wayhome.handover.rules import consent, convoy, crossing, substitution
from wayhome.handover.rules.consent import refuse_sealed
from wayhome.handover.state import Handover, travellers
from wayhome.people.messages import said

__all__ = ["recipients", "refuse", "refuse_sealed"]


def refuse(agreement: Agreement, state: Handover, statement: Statement) -> None:
    """Raise `Refused` if the handover as it stands doesn't admit this statement."""
    author, act = statement.author, statement.act
    match act:
        case WishTaken() | GuardianRecorded():
            consent.refuse_private_word(agreement, state, act)
        case FitnessCertified() | ClearanceWithheld():
            consent.refuse_certificate(agreement, state, act)
        case TransferCleared():
            consent.refuse_clearance(agreement, state, act)
        case SubstitutionProposed():
            substitution.refuse_proposal(agreement, state, author, act)
        case SubstitutionSigned():
            substitution.refuse_second_signature(agreement, state, author, act)
        case ManifestSigned():
            convoy.refuse_manifest(agreement, state, author, act)
        case TransportNotified():
            convoy.refuse_notice(state, act)
        case TransportAcknowledged():
            convoy.refuse_acknowledgement(state, author, act)
        case Departed():
            convoy.refuse_departure(agreement, state, author, act)
        case PresentAtCrossing():
            crossing.refuse_presence(state, act)
        case UnlistedArrived():
            crossing.refuse_unlisted(agreement, state, act)
        case HeadsCounted():
            crossing.refuse_count(state, act)
        case HandedOver():
            crossing.refuse_handing_over(agreement, state, author, act)
        case Received():
            crossing.refuse_receiving(agreement, state, author, act)
        case Returned():
            crossing.refuse_return(state, act)
        case MovementFrozen():
            if author in state.frozen:
                raise Refused(said("handover.frozen_already", author=author))
        case MovementResumed():
            if author not in state.frozen:
                raise Refused(said("handover.only_who_froze"))
        case _:
            pass


def recipients(agreement: Agreement, state: Handover, author: str, act: Act) -> tuple[str, ...]:
    """The seats to which this act's sealed part must go; none where it needs no sealed part."""
    match act:
        case WishTaken():
            return (agreement.observer,)
        case GuardianRecorded() | UnlistedArrived():
            return (agreement.observer,)
        case ManifestSigned():
            people = travellers(agreement, state)
            homes = {people[person].home for person in act.people if person in people}
            return (*sorted(homes - {author}), agreement.facilitator, agreement.observer)
        case _:
            return ()
