"""The crossing: who is there, the head counts, the tranches, receiving and going back."""

from __future__ import annotations

from wayhome.acts import Refused
from wayhome.agreement import Agreement, each_once
from wayhome.handover.acts import HandedOver, HeadsCounted, PresentAtCrossing, Received, Returned, UnlistedArrived
from wayhome.handover.rules.people import leg_of, refuse_moving
from wayhome.handover.state import Handover, Leg, Stage, exposure, travellers
from wayhome.people import Track
from wayhome.people.messages import Message, said


def refuse_presence(state: Handover, act: PresentAtCrossing) -> None:
    """Refuse to find anybody present who was not aboard."""
    each_once(act.people)
    leg = leg_of(state, act.leg)
    elsewhere = [p for p in act.people if _not_with(state, act.leg, p, Stage.ON_THE_WAY)]
    if leg.aboard is None or elsewhere:
        raise Refused(said("handover.not_on_the_way_with", leg=act.leg, people=tuple(elsewhere or act.people)))


def refuse_unlisted(agreement: Agreement, state: Handover, act: UnlistedArrived) -> None:
    """Refuse to report anybody as unlisted who is listed, or reported and still there."""
    leg = leg_of(state, act.leg)
    if leg.aboard is None:
        raise Refused(said("handover.leg_not_departed", leg=act.leg))
    if act.person in leg.aboard or any(act.person in other.unlisted_here for other in state.legs.values()):
        raise Refused(said("handover.listed_or_reported"))
    if act.person in leg.unlisted:
        raise Refused(said("handover.came_and_went_back"))
    if act.person in travellers(agreement, state) and state.journey(act.person).stage is not Stage.HELD:
        raise Refused(said("handover.travels_on_another"))


def refuse_count(state: Handover, act: HeadsCounted) -> None:
    """Refuse a count of nobody's heads."""
    if act.heads < 0:
        raise Refused(said("handover.count_of_heads"))
    _arrived(state, act.leg)


def refuse_handing_over(agreement: Agreement, state: Handover, author: str, act: HandedOver) -> None:
    """Refuse a tranche with anybody in it who may not cross now, or beyond the agreed exposure."""
    each_once(act.people)
    leg = _arrived(state, act.leg)
    if leg.holder != author:
        raise Refused(said("handover.leg_of", leg=act.leg, holder=leg.holder))
    if act.tranche < 1:
        raise Refused(said("handover.tranche_numbers"))
    if state.frozen:
        raise Refused(said("handover.nobody_crosses", seats=tuple(sorted(state.frozen))))
    people = travellers(agreement, state)
    absent = [p for p in act.people if p not in people or _not_with(state, act.leg, p, Stage.AT_CROSSING)]
    if absent:
        raise Refused(said("handover.not_present_with", leg=act.leg, people=tuple(absent)))
    refuse_moving(agreement, state, act.people)
    crossing = [people[person] for person in act.people]
    _refuse_counts(agreement, leg, act.leg, {returnee.home for returnee in crossing})
    _refuse_exposure(agreement, state, author, sum(returnee.track is Track.COUNTED for returnee in crossing))


def refuse_receiving(agreement: Agreement, state: Handover, author: str, act: Received) -> None:
    """Refuse to receive anybody who was not handed over, or who is another party's."""
    each_once(act.people)
    people = travellers(agreement, state)
    theirs = agreement.parties if author == agreement.observer else (author,)
    others = [
        person
        for person in act.people
        if person not in people
        or people[person].home not in theirs
        or state.journey(person).stage is not Stage.RELEASED
    ]
    if others:
        raise Refused(said("handover.not_handed_over", seats=tuple(theirs), people=tuple(others)))


def refuse_return(state: Handover, act: Returned) -> None:
    """Refuse to bring back anybody who is not with this leg, or who was received."""
    each_once(act.people)
    leg = leg_of(state, act.leg)
    stages = (Stage.ON_THE_WAY, Stage.AT_CROSSING, Stage.RELEASED)
    others = [p for p in act.people if p not in leg.unlisted_here and _not_with(state, act.leg, p, *stages)]
    if others:
        raise Refused(said("handover.not_on_this_side", leg=act.leg, people=tuple(others)))


def _not_with(state: Handover, leg: str, person: str, *stages: Stage) -> bool:
    journey = state.journey(person)
    return journey.leg != leg or journey.stage not in stages


def _arrived(state: Handover, name: str) -> Leg:
    leg = leg_of(state, name)
    if leg.present is None:
        raise Refused(said("handover.leg_not_found_yet", leg=name))
    return leg


def _refuse_counts(agreement: Agreement, leg: Leg, name: str, homes: set[str]) -> None:
    """Refuse while the head counts of the detaining party, the parties of origin and the facilitator differ."""
    for seat in (leg.holder, *sorted(homes), agreement.facilitator):
        count = leg.counts.get(seat)
        if count is None:
            raise Refused(said("handover.not_counted", seat=seat, leg=name))
        if count.heads != count.present:
            raise Refused(
                said("handover.counted_otherwise", seat=seat, heads=count.heads, leg=name, present=count.present)
            )


def _refuse_exposure(agreement: Agreement, state: Handover, author: str, counted: int) -> None:
    terms = agreement.terms_in_force
    if agreement.hostilities_ended or terms is None or not counted:
        return
    exposed = exposure(agreement, state)[author] + counted
    if exposed > terms.exposure:
        raise Refused(
            said(
                "handover.too_much_exposed",
                author=author,
                exposed=exposed,
                shares=_shares(agreement, state, author),
                exposure=terms.exposure,
            )
        )


def _shares(agreement: Agreement, state: Handover, party: str) -> Message | str:
    """How a refusal says that a party's two totals differ, so that those it has received count in shares."""
    counted = [each for each in travellers(agreement, state).values() if each.track is Track.COUNTED]
    to_release = sum(each.holder == party for each in counted)
    to_receive = sum(each.home == party for each in counted)
    if to_release == to_receive:
        return ""
    return said("handover.in_shares", to_release=to_release, to_receive=to_receive)
