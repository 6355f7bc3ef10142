"""Terms, and what the law keeps out of them."""

from __future__ import annotations

import msgspec

from wayhome.acts import Refused
from wayhome.agreement.acts import TermsAccepted, TermsCountered, TermsProposed
from wayhome.agreement.lawful import forbid
from wayhome.agreement.state import Agreement
from wayhome.exchange import Terms, forbidden
from wayhome.law import keeping_a_ratio_after_hostilities
from wayhome.people.messages import said


def refuse_terms(state: Agreement, act: TermsProposed | TermsCountered) -> None:
    """Refuse terms the law forbids, for other parties, or that answer nothing on the table."""
    if state.in_effect:
        raise Refused(said("agreement.terms_have_a_package"))
    forbid_terms(state, act.terms)
    if set(act.terms.parties) != set(state.parties):
        raise Refused(said("agreement.parties_of_the_terms"))
    if isinstance(act, TermsCountered):
        if state.terms is None or state.terms.digest != act.replaces:
            raise Refused(said("agreement.terms_answer_others"))
        if act.terms.digest == act.replaces:
            raise Refused(said("agreement.terms_are_on_the_table"))


def refuse_acceptance(state: Agreement, author: str, act: TermsAccepted) -> None:
    """Refuse to accept any other terms than those on the table."""
    if state.terms is None or state.terms.digest != act.terms:
        raise Refused(said("agreement.not_the_terms"))
    if author in state.terms.accepted_by:
        raise Refused(said("agreement.terms_accepted_already", author=author))
    forbid_terms(state, state.terms.terms)


def forbid_terms(state: Agreement, terms: Terms) -> None:
    """Refuse what the law forbids in terms (L2, L8, L23), and every ratio once active hostilities have ended (L16)."""
    forbid(forbidden(terms))
    written = msgspec.to_builtins(terms)
    forbid(keeping_a_ratio_after_hostilities(written, hostilities_ended=state.hostilities_ended))
