"""What the reception refuses, and why."""

from __future__ import annotations

from wayhome.acts import Act, Refused, Statement
from wayhome.agreement import Agreement, each_once
from wayhome.handover import Handover, Stage, travellers
from wayhome.people.messages import said
from wayhome.reception.acts import CareHandedOn, ReceivedIntoCare
from wayhome.reception.state import Reception


def refuse(handover: Handover, state: Reception, statement: Statement) -> None:
    """Raise `Refused` if the reception as it stands doesn't admit this statement."""
    act = statement.act
    match act:
        case ReceivedIntoCare():
            each_once(act.people)
            each_once(act.care, said("agreement.a_kind_of_care"))
            absent = [p for p in act.people if handover.journey(p).stage is not Stage.RECEIVED]
            if absent:
                raise Refused(said("reception.not_received", people=tuple(absent)))
        case CareHandedOn():
            if act.person not in state.care:
                raise Refused(said("reception.not_in_care"))
            if act.person in state.handed_on:
                raise Refused(said("reception.handed_on"))
        case _:
            pass


def recipients(agreement: Agreement, handover: Handover, act: Act) -> tuple[str, ...]:
    """The seats to which this act's sealed part must go; none where it needs no sealed part.

    A medical hand-off goes to the person's own party and to nobody else: never to the party that held them.
    """
    if isinstance(act, CareHandedOn):
        returnee = travellers(agreement, handover).get(act.person)
        return (returnee.home,) if returnee else ()
    return ()
