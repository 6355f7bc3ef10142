"""Inquiries and their answers."""

from __future__ import annotations

from wayhome.acts import Refused, each_once
from wayhome.agreement.acts import InquiryAnswered, InquiryMade
from wayhome.agreement.state import Agreement


def refuse_inquiry(state: Agreement, author: str, act: InquiryMade) -> None:
    """Refuse an inquiry to nobody, about nobody, or with families that are none."""
    if act.inquiry in state.inquiries:
        raise Refused(f"There is an inquiry {act.inquiry} already.")
    if act.to not in state.parties or act.to == author:
        raise Refused("An inquiry goes to another party of the round.")
    each_once(act.people)
    in_families = [person for family in act.together for person in family]
    if len(set(in_families)) < len(in_families) or set(in_families) - set(act.people):
        raise Refused("A family of an inquiry is made of people asked about, each in one family.")


def refuse_answer(state: Agreement, author: str, act: InquiryAnswered) -> None:
    """Refuse an answer by another party, or one that leaves somebody out."""
    inquiry = state.inquiries.get(act.inquiry)
    if inquiry is None:
        raise Refused(f"There is no inquiry {act.inquiry}.")
    if inquiry.to != author:
        raise Refused(f"This inquiry was put to {inquiry.to}; nobody else can answer it.")
    if inquiry.answer:
        raise Refused("This inquiry is answered; a change of what is known is a new inquiry.")
    answered = (*act.held, *act.not_held, *act.cannot_say)
    if sorted(answered) != sorted(inquiry.people):
        raise Refused("An answer says held, not held or can't say of each person asked about, exactly once.")
    way = (inquiry.to, inquiry.by)
    elsewhere = [person for person in act.held if state.held.get(person, way) != way]
    if elsewhere:
        raise Refused(f"Said to be held by another party: {', '.join(elsewhere)}.")
