"""What the reception refuses, and why."""

from __future__ import annotations

from wayhome.acts import Refused, Statement, each_once
from wayhome.agreement import Agreement
from wayhome.handover import Handover, Stage, travellers
from wayhome.reception.acts import CareHandedOn, ReceivedIntoCare
from wayhome.reception.state import Reception


def refuse(agreement: Agreement, handover: Handover, state: Reception, statement: Statement) -> None:
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
            returnee = travellers(agreement, handover)[act.person]
            if returnee.holder in statement.sealed_for:
                raise Refused("A medical hand-off is never readable by the party that held the person.")
        case _:
            pass
