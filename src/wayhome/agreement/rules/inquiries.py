"""Inquiries and their answers."""

from __future__ import annotations

from wayhome.acts import Refused
from wayhome.agreement.acts import InquiryAnswered, InquiryMade
from wayhome.agreement.once import each_once
from wayhome.agreement.state import Agreement
from wayhome.people.messages import said


def refuse_inquiry(state: Agreement, author: str, act: InquiryMade) -> None:
    """Refuse an inquiry to nobody, about nobody, or with families that are none."""
    if act.inquiry in state.inquiries:
        raise Refused(said("agreement.inquiry_exists", inquiry=act.inquiry))
    if act.to not in state.parties or act.to == author:
        raise Refused(said("agreement.inquiry_to_another_party"))
    each_once(act.people)
    in_families = [person for family in act.together for person in family]
    if len(set(in_families)) < len(in_families) or set(in_families) - set(act.people):
        raise Refused(said("agreement.family_of_an_inquiry"))


def refuse_answer(state: Agreement, author: str, act: InquiryAnswered) -> None:
    """Refuse an answer by another party, or one that leaves somebody out."""
    inquiry = state.inquiries.get(act.inquiry)
    if inquiry is None:
        raise Refused(said("agreement.no_such_inquiry", inquiry=act.inquiry))
    if inquiry.to != author:
        raise Refused(said("agreement.inquiry_to_somebody_else", to=inquiry.to))
    if inquiry.answer:
        raise Refused(said("agreement.inquiry_is_answered"))
    answered = (*act.held, *act.not_held, *act.cannot_say)
    if sorted(answered) != sorted(inquiry.people):
        raise Refused(said("agreement.answer_each_once"))
    way = (inquiry.to, inquiry.by)
    elsewhere = [person for person in act.held if state.held.get(person, way) != way]
    if elsewhere:
        raise Refused(said("agreement.held_by_another", people=tuple(elsewhere)))
