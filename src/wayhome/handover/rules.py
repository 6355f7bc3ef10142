"""What the handover refuses, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from wayhome.acts import Refused, Statement, each_once
from wayhome.agreement import Agreement, forbid
from wayhome.agreement.rules import refuse_returnees
from wayhome.handover.acts import (
    Cause,
    CrossingDeclined,
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
    WishWithdrawn,
)
from wayhome.handover.state import GONE, Handover, Leg, Stage, Wish, exposure, travellers
from wayhome.handover.wishes import WishAnswer
from wayhome.law import (
    counting_civilians_or_retained_personnel,
    counting_the_seriously_wounded,
    departing_without_manifest_and_notice,
    making_protected_people_wait_for_counted,
    moving_a_child_without_guardian,
    moving_without_an_own_wish,
    moving_without_protection_screening,
    splitting_a_family,
)
from wayhome.people import Returnee, Track


def refuse(agreement: Agreement, state: Handover, statement: Statement) -> None:
    """Raise `Refused` if the handover as it stands doesn't admit this statement."""
    author, act = statement.author, statement.act
    match act:
        case WishTaken() | WishWithdrawn() | GuardianRecorded():
            _refuse_private_word(agreement, state, act)
            if isinstance(act, WishTaken) and statement.sealed_for != (agreement.observer,):
                raise Refused(
                    "A wish is sealed to the observer and to nobody else.", rule="L10", article="GC III 109 (3)"
                )
        case FitnessCertified():
            _refuse_unknown(agreement, state, act.people)
        case TransferCleared():
            _refuse_clearance(agreement, state, act)
        case SubstitutionProposed():
            _refuse_substitution(agreement, state, author, act)
        case SubstitutionSigned():
            _refuse_second_signature(agreement, state, author, act)
        case ManifestSigned():
            _refuse_manifest(agreement, state, author, act)
        case TransportNotified():
            _refuse_notice(state, act)
        case TransportAcknowledged():
            _refuse_acknowledgement(state, author, act)
        case Departed():
            _refuse_departure(agreement, state, author, act)
        case PresentAtCrossing():
            _refuse_presence(state, act)
        case UnlistedArrived():
            _refuse_unlisted(agreement, state, act)
        case HeadsCounted():
            if act.heads < 0:
                raise Refused("A head count is zero or more.")
            _arrived(state, act.leg)
        case CrossingDeclined():
            if state.journey(act.person).stage is not Stage.AT_CROSSING:
                raise Refused("Only somebody at the crossing, before the line, can decline to cross.")
        case HandedOver():
            _refuse_handing_over(agreement, state, author, act)
        case Received():
            _refuse_reception(agreement, state, author, act)
        case Returned():
            _refuse_return(state, act)
        case MovementFrozen():
            if author in state.frozen:
                raise Refused(f"{author} has frozen movement already.")
        case MovementResumed():
            if author not in state.frozen:
                raise Refused("Only the seat that froze movement can resume it.")
        case _:
            pass


def refuse_sealed(statement: Statement, answers: Mapping[str, WishAnswer]) -> None:
    """Raise `Refused` for a clearance against what the people themselves said.

    ``answers`` is what this seat can open: everything for the observer, nothing for anybody else. So the observer's own
    machine refuses to clear somebody who said no (L10) or has an unresolved fear (L28); no other machine could know.
    """
    if isinstance(statement.act, TransferCleared):
        asked = [answers[person] for person in statement.act.people if person in answers]
        forbid(moving_without_an_own_wish([a.person for a in asked], {a.person for a in asked if a.wants_to_go}))
        forbid(
            moving_without_protection_screening(
                [a.person for a in asked], {a.person for a in asked if not a.fears_transfer}
            )
        )


def _refuse_unknown(agreement: Agreement, state: Handover, people: tuple[str, ...]) -> None:
    """Refuse to speak of anybody who is not in the package in effect or asked about as a substitute."""
    each_once(people)
    known = {*travellers(agreement, state), *agreement.held}
    if not agreement.in_effect:
        raise Refused("There is no package in effect yet.")
    strangers = [person for person in people if person not in known]
    if strangers:
        raise Refused(f"Not known in this round: {', '.join(strangers)}.")


def _refuse_private_word(
    agreement: Agreement, state: Handover, act: WishTaken | WishWithdrawn | GuardianRecorded
) -> None:
    _refuse_unknown(agreement, state, (act.person,))
    journey = state.journey(act.person)
    if journey.stage in GONE:
        raise Refused("This person has crossed the line.")
    if isinstance(act, WishWithdrawn) and journey.wish is not Wish.TAKEN:
        raise Refused("There is no standing wish of this person to withdraw.")


def _refuse_clearance(agreement: Agreement, state: Handover, act: TransferCleared) -> None:
    _refuse_unknown(agreement, state, act.people)
    forbid(
        moving_without_an_own_wish(act.people, {p for p in act.people if state.journey(p).wish is Wish.TAKEN}),
    )
    crossed = [person for person in act.people if state.journey(person).stage in GONE]
    if crossed:
        raise Refused(f"Across the line already: {', '.join(crossed)}.")


def _refuse_substitution(agreement: Agreement, state: Handover, author: str, act: SubstitutionProposed) -> None:
    people, coming = travellers(agreement, state), act.coming
    leaving = people.get(act.leaving)
    if leaving is None or leaving.holder != author:
        raise Refused("Only somebody of the package whom this party holds can be replaced by it.")
    both = (leaving, coming)
    forbid(counting_the_seriously_wounded([_as_counted(returnee) for returnee in both]))
    forbid(counting_civilians_or_retained_personnel([_as_counted(returnee) for returnee in both]))
    if coming.track is not Track.COUNTED or (coming.holder, coming.home) != (leaving.holder, leaving.home):
        raise Refused("A substitute is held by the same party, of the same party of origin, and counted.")
    terms = agreement.terms_in_force
    if terms is None or coming.category not in terms.counted.categories:
        raise Refused("The terms don't count people of this category.")
    refuse_returnees(agreement, (coming,))
    if coming.person in people or coming.person in agreement.signed or act.digest in state.substitutions:
        raise Refused("The substitute is in the package already, was in it, or was proposed so already.")
    if any(person in family for family in agreement.families for person in (act.leaving, coming.person)):
        raise Refused("A member of a family can't be replaced or stand in: the family is one.")
    _refuse_while_able(state, act)


def _as_counted(returnee: Returnee) -> Returnee:
    """The same person as if counted: what a substitution, man for man, makes of anybody."""
    return Returnee(
        returnee.person, returnee.holder, returnee.home, Track.COUNTED, returnee.category, returnee.conditions
    )


def _refuse_while_able(state: Handover, act: SubstitutionProposed) -> None:
    """Refuse to replace somebody who could go, or whose way has begun."""
    journey = state.journey(act.leaving)
    if journey.stage is not Stage.HELD:
        raise Refused("Somebody already on the way can't be replaced.")
    if act.cause is Cause.UNFIT and journey.fit is not False:
        raise Refused("This person is not certified unfit to travel.")
    if journey.may_travel:
        raise Refused("This person wants to go, is cleared and is fit: nobody goes in their place.")


def _refuse_second_signature(agreement: Agreement, state: Handover, author: str, act: SubstitutionSigned) -> None:
    substitution = state.substitutions.get(act.substitution)
    if substitution is None:
        raise Refused("There is no such substitution on the table.")
    if substitution.signed:
        raise Refused("This substitution is signed already.")
    if author != substitution.proposal.coming.home:
        raise Refused("The second signature is that of the party of origin.")
    people = travellers(agreement, state)
    if substitution.proposal.leaving not in people or substitution.proposal.coming.person in people:
        raise Refused("Another substitution has taken its place; propose it anew.")
    _refuse_while_able(state, substitution.proposal)
    listed = (*(person for leg in state.legs.values() if leg.aboard is None for person in leg.people),)
    if substitution.proposal.leaving in listed:
        raise Refused("The person leaving stands on a signed manifest; sign the manifest without them first.")


def _refuse_manifest(agreement: Agreement, state: Handover, author: str, act: ManifestSigned) -> None:
    each_once(act.people)
    people = travellers(agreement, state)
    strangers = [person for person in act.people if person not in people or people[person].holder != author]
    if strangers:
        raise Refused(f"Not in the signed package as held by {author}: {', '.join(strangers)}.")
    _refuse_other_manifests(state, author, act)
    forbid(moving_without_an_own_wish(act.people, {p for p in act.people if state.journey(p).wish is Wish.TAKEN}))
    forbid(moving_without_protection_screening(act.people, {p for p in act.people if state.journey(p).cleared}))
    _refuse_unfit(state, act.people)
    listed = [people[person] for person in act.people]
    forbid(moving_a_child_without_guardian(listed, {p for p in act.people if state.journey(p).guardian}))
    forbid(splitting_a_family(act.people, _families_able(agreement, state, Stage.HELD)))
    earlier = [_leg(state, name) for name in act.after]
    waits_for = [people[person] for leg in earlier for person in leg.people if person in people]
    forbid(making_protected_people_wait_for_counted(listed, waits_for))


def _refuse_other_manifests(state: Handover, author: str, act: ManifestSigned) -> None:
    known = state.legs.get(act.leg)
    if known and known.holder != author:
        raise Refused(f"Leg {act.leg} is {known.holder}'s.")
    if known and known.aboard is not None:
        raise Refused(f"Leg {act.leg} has departed; its manifest can't be changed.")
    if act.leg in act.after:
        raise Refused("A leg can't wait for itself.")
    waiting = {
        person for name, leg in state.legs.items() if name != act.leg and leg.aboard is None for person in leg.people
    }
    twice = [person for person in act.people if person in waiting]
    if twice:
        raise Refused(f"On another manifest already: {', '.join(twice)}.")
    away = [person for person in act.people if state.journey(person).stage is not Stage.HELD]
    if away:
        raise Refused(f"On the way or across already: {', '.join(away)}.")


def _refuse_unfit(state: Handover, people: Iterable[str]) -> None:
    unfit = [person for person in people if state.journey(person).fit is not True]
    if unfit:
        raise Refused(f"Not certified fit to travel: {', '.join(unfit)}.")


def _families_able(agreement: Agreement, state: Handover, stage: Stage) -> list[tuple[str, ...]]:
    """Each family by its members at ``stage`` who travel; one who can't or won't doesn't hold back the others."""
    people = travellers(agreement, state)

    def able(person: str) -> bool:
        journey = state.journey(person)
        return person in people and journey.stage is stage and journey.may_travel

    return [tuple(person for person in family if able(person)) for family in agreement.families]


def _leg(state: Handover, name: str) -> Leg:
    if name not in state.legs:
        raise Refused(f"There is no leg {name}.")
    return state.legs[name]


def _arrived(state: Handover, name: str) -> Leg:
    leg = _leg(state, name)
    if leg.present is None:
        raise Refused(f"Leg {name} has not been found at the crossing yet.")
    return leg


def _refuse_notice(state: Handover, act: TransportNotified) -> None:
    leg = _leg(state, act.leg)
    if leg.manifest != act.manifest:
        raise Refused("The manifest of this leg was signed anew; give notice of that one.")
    if leg.notified or leg.aboard is not None:
        raise Refused("Notice of this leg is given already.")
    if act.vehicles < 0 or act.ambulances < 0 or act.vehicles + act.ambulances < 1:
        raise Refused("A transport has at least one vehicle or ambulance.")


def _refuse_acknowledgement(state: Handover, author: str, act: TransportAcknowledged) -> None:
    leg = _leg(state, act.leg)
    if leg.manifest != act.manifest or not leg.notified:
        raise Refused("There is no notice of this manifest to acknowledge.")
    if author in leg.acknowledged_by:
        raise Refused(f"{author} has acknowledged this notice already.")


def _refuse_departure(agreement: Agreement, state: Handover, author: str, act: Departed) -> None:
    each_once(act.people)
    leg = state.legs.get(act.leg)
    forbid(
        departing_without_manifest_and_notice(
            aboard=act.people,
            manifest=leg.people if leg and leg.notified else (),
            acknowledged=leg.acknowledged_by if leg else (),
            parties=agreement.parties,
        )
    )
    assert leg
    if leg.holder != author:
        raise Refused(f"Leg {act.leg} is {leg.holder}'s.")
    if leg.aboard is not None:
        raise Refused(f"Leg {act.leg} has departed already.")
    if state.frozen:
        raise Refused(f"Movement is frozen by {', '.join(sorted(state.frozen))}: nobody new sets out.")
    for earlier in leg.after:
        _arrived(state, earlier)
    _refuse_moving(state, act.people)
    left = [person for person in leg.people if person not in act.people and state.journey(person).may_travel]
    if left:
        raise Refused(f"On the manifest, able to travel, and not aboard: {', '.join(left)}.")


def _refuse_moving(state: Handover, people: tuple[str, ...]) -> None:
    """Refuse to move anybody without a standing wish (L10), clearance (L28) or fitness."""
    forbid(moving_without_an_own_wish(people, {p for p in people if state.journey(p).wish is Wish.TAKEN}))
    forbid(moving_without_protection_screening(people, {p for p in people if state.journey(p).cleared}))
    _refuse_unfit(state, people)


def _refuse_presence(state: Handover, act: PresentAtCrossing) -> None:
    each_once(act.people)
    leg = _leg(state, act.leg)
    elsewhere = [
        person
        for person in act.people
        if state.journey(person).leg != act.leg or state.journey(person).stage is not Stage.ON_THE_WAY
    ]
    if leg.aboard is None or elsewhere:
        raise Refused(f"Not on the way with leg {act.leg}: {', '.join(elsewhere or act.people)}.")


def _refuse_unlisted(agreement: Agreement, state: Handover, act: UnlistedArrived) -> None:
    leg = _leg(state, act.leg)
    if leg.aboard is None:
        raise Refused(f"Leg {act.leg} has not departed.")
    if act.person in leg.aboard or any(act.person in other.unlisted for other in state.legs.values()):
        raise Refused("This person is listed, or was reported already.")
    if act.person in travellers(agreement, state) and state.journey(act.person).stage is not Stage.HELD:
        raise Refused("This person travels on another leg.")


def _refuse_handing_over(agreement: Agreement, state: Handover, author: str, act: HandedOver) -> None:
    each_once(act.people)
    leg = _arrived(state, act.leg)
    if leg.holder != author:
        raise Refused(f"Leg {act.leg} is {leg.holder}'s.")
    if act.tranche < 1:
        raise Refused("Tranches are numbered from 1.")
    if state.frozen:
        raise Refused(f"Movement is frozen by {', '.join(sorted(state.frozen))}: nobody new crosses.")
    people = travellers(agreement, state)
    absent = [
        person
        for person in act.people
        if person not in people
        or state.journey(person).leg != act.leg
        or state.journey(person).stage is not Stage.AT_CROSSING
    ]
    if absent:
        raise Refused(f"Not of the signed package and present with leg {act.leg}: {', '.join(absent)}.")
    _refuse_moving(state, act.people)
    crossing = [people[person] for person in act.people]
    forbid(splitting_a_family(act.people, _families_able(agreement, state, Stage.AT_CROSSING)))
    _refuse_counts(agreement, leg, act.leg, {returnee.home for returnee in crossing})
    _refuse_exposure(agreement, state, author, sum(returnee.track is Track.COUNTED for returnee in crossing))


def _refuse_counts(agreement: Agreement, leg: Leg, name: str, homes: set[str]) -> None:
    """Refuse while the head counts of the detaining party, the parties of origin and the facilitator differ."""
    for seat in (leg.holder, *sorted(homes), agreement.facilitator):
        if seat not in leg.counts:
            raise Refused(f"{seat} has not counted the heads of leg {name} yet.")
        if leg.counts[seat] != leg.heads:
            raise Refused(
                f"{seat} counted {leg.counts[seat]} heads of leg {name}; present are {leg.heads}. Count again."
            )


def _refuse_exposure(agreement: Agreement, state: Handover, author: str, counted: int) -> None:
    terms = agreement.terms_in_force
    if agreement.hostilities_ended or terms is None or not counted:
        return
    exposed = exposure(agreement, state)[author] + counted
    if exposed > terms.exposure:
        raise Refused(
            f"{author} would have released {exposed} people more than it has received; "
            f"the terms allow {terms.exposure}. This tranche waits until more of {author}'s people are received."
        )


def _refuse_reception(agreement: Agreement, state: Handover, author: str, act: Received) -> None:
    each_once(act.people)
    people = travellers(agreement, state)
    others = [
        person
        for person in act.people
        if person not in people or people[person].home != author or state.journey(person).stage is not Stage.RELEASED
    ]
    if others:
        raise Refused(f"Not handed over to {author}, or received already: {', '.join(others)}.")


def _refuse_return(state: Handover, act: Returned) -> None:
    each_once(act.people)
    leg = _leg(state, act.leg)
    others = [
        person
        for person in act.people
        if person not in set(leg.unlisted) - set(leg.returned)
        and (
            state.journey(person).leg != act.leg
            or state.journey(person).stage not in (Stage.ON_THE_WAY, Stage.AT_CROSSING)
        )
    ]
    if others:
        raise Refused(f"Not with leg {act.leg} on this side of the line: {', '.join(others)}.")
