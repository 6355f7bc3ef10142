"""What the reception refuses, and why."""

from __future__ import annotations

from wayhome.acts import Act, Refused, Statement, each_once
from wayhome.agreement import Agreement
from wayhome.handover import Handover, Stage, travellers
from wayhome.reception.acts import CareHandedOn, ReceivedIntoCare
from wayhome.reception.state import Reception


def refuse(handover: Handover, state: Reception, statement: Statement) -> None:
    """Raise `Refused` if the reception as it stands doesn't admit this statement."""
    act = statement.act
    match act:
        case ReceivedIntoCare():
            each_once(act.people)
            each_once(act.care, "kind of care")
            absent = [p for p in act.people if handover.journey(p).stage is not Stage.RECEIVED]
            if absent:
                raise Refused(f"Not received yet: {', '.join(absent)}.")
        case CareHandedOn():
            if act.person not in state.care:
                raise Refused("This person is not in care here.")
            if act.person in state.handed_on:
                raise Refused("The hand-off for this person is written.")
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
