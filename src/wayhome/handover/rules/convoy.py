"""Manifests, notices, departures."""

from __future__ import annotations

from wayhome.acts import Refused
from wayhome.agreement import Agreement, each_once, forbid
from wayhome.handover.acts import Departed, ManifestSigned, TransportAcknowledged, TransportNotified
from wayhome.handover.rules.people import leg_of, refuse_moving
from wayhome.handover.state import Handover, Stage, travellers
from wayhome.law import departing_without_manifest_and_notice, making_protected_people_wait_for_counted
from wayhome.people.messages import said


def refuse_manifest(agreement: Agreement, state: Handover, author: str, act: ManifestSigned) -> None:
    """Refuse a manifest that names anybody who may not be on it, or that makes protected people wait."""
    each_once(act.people)
    people = travellers(agreement, state)
    strangers = [person for person in act.people if person not in people or people[person].holder != author]
    if strangers:
        raise Refused(said("handover.not_held_by_author", author=author, people=tuple(strangers)))
    _refuse_leg(state, author, act)
    _refuse_elsewhere(state, act)
    refuse_moving(agreement, state, act.people)
    _refuse_waiting(agreement, state, act)


def refuse_notice(state: Handover, act: TransportNotified) -> None:
    """Refuse a notice of another manifest than the one signed."""
    leg = leg_of(state, act.leg)
    if leg.manifest != act.manifest:
        raise Refused(said("handover.manifest_signed_anew"))
    if leg.notified or leg.aboard is not None:
        raise Refused(said("handover.notice_given"))
    if act.vehicles < 0 or act.ambulances < 0 or act.vehicles + act.ambulances < 1:
        raise Refused(said("handover.a_vehicle"))


def refuse_acknowledgement(state: Handover, author: str, act: TransportAcknowledged) -> None:
    """Refuse to acknowledge what was not notified."""
    leg = leg_of(state, act.leg)
    if leg.manifest != act.manifest or not leg.notified:
        raise Refused(said("handover.no_notice"))
    if author in leg.acknowledged_by:
        raise Refused(said("handover.notice_acknowledged", author=author))


def refuse_departure(agreement: Agreement, state: Handover, author: str, act: Departed) -> None:
    """Refuse a departure without manifest and notice (L5), or with the wrong people aboard."""
    each_once(act.people)
    leg = state.legs.get(act.leg)
    forbid(
        departing_without_manifest_and_notice(
            aboard=act.people,
            manifest=set(leg.people) if leg and leg.notified else (),
            acknowledged=leg.acknowledged_by if leg else (),
            parties=agreement.parties,
        )
    )
    assert leg
    if leg.holder != author:
        raise Refused(said("handover.leg_of", leg=act.leg, holder=leg.holder))
    if leg.aboard is not None:
        raise Refused(said("handover.leg_departed", leg=act.leg))
    if state.frozen:
        raise Refused(said("handover.nobody_sets_out", seats=tuple(sorted(state.frozen))))
    for earlier in leg.after:
        if leg_of(state, earlier).present is None:
            raise Refused(said("handover.waits_until_leg", leg=earlier))
    people = travellers(agreement, state)
    replaced = [person for person in act.people if person not in people]
    if replaced:
        raise Refused(said("handover.not_in_the_package", people=tuple(replaced)))
    refuse_moving(agreement, state, act.people)
    aboard = set(act.people)
    left = [p for p in leg.people if p not in aboard and p in people and state.journey(p).may_travel]
    if left:
        raise Refused(said("handover.not_aboard", people=tuple(left)))


def _refuse_leg(state: Handover, author: str, act: ManifestSigned) -> None:
    known = state.legs.get(act.leg)
    if known and known.holder != author:
        raise Refused(said("handover.leg_of", leg=act.leg, holder=known.holder))
    if known and known.aboard is not None:
        raise Refused(said("handover.manifest_can_not_change", leg=act.leg))
    if act.leg in act.after:
        raise Refused(said("handover.leg_waits_for_itself"))


def _refuse_elsewhere(state: Handover, act: ManifestSigned) -> None:
    """Refuse to list anybody who is on another manifest, on the way, across, or at a crossing unlisted."""
    waiting = {p for name, leg in state.legs.items() if name != act.leg and leg.aboard is None for p in leg.people}
    twice = [person for person in act.people if person in waiting]
    if twice:
        raise Refused(said("handover.on_another_manifest", people=tuple(twice)))
    unlisted = {person for leg in state.legs.values() for person in leg.unlisted_here}
    away = [p for p in act.people if p in unlisted or state.journey(p).stage is not Stage.HELD]
    if away:
        raise Refused(said("handover.away_already", people=tuple(away)))


def _refuse_waiting(agreement: Agreement, state: Handover, act: ManifestSigned) -> None:
    """Refuse a manifest by which protected people would wait for counted ones (L23), on this leg or on one after it."""
    people = travellers(agreement, state)
    listed = [people[person] for person in act.people]
    for earlier in act.after:
        waits_for = [people[person] for person in leg_of(state, earlier).people if person in people]
        forbid(making_protected_people_wait_for_counted(listed, waits_for))
    for leg in state.legs.values():
        if act.leg in leg.after and leg.aboard is None:
            waiting = [people[person] for person in leg.people if person in people]
            forbid(making_protected_people_wait_for_counted(waiting, listed))
