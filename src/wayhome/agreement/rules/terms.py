"""Terms, and what the law keeps out of them."""

from __future__ import annotations

import msgspec

from wayhome.acts import Refused
from wayhome.agreement.acts import TermsAccepted, TermsCountered, TermsProposed
from wayhome.agreement.lawful import forbid
from wayhome.agreement.state import Agreement
from wayhome.exchange import Terms, forbidden
from wayhome.law import keeping_a_ratio_after_hostilities


def refuse_terms(state: Agreement, act: TermsProposed | TermsCountered) -> None:
    """Refuse terms the law forbids, for other parties, or that answer nothing on the table."""
    if state.in_effect:
        raise Refused("A package is in effect under the terms in force; new terms belong to a new round.")
    forbid_terms(state, act.terms)
    if set(act.terms.parties) != set(state.parties):
        raise Refused("The terms must name exactly the parties of this round.")
    if isinstance(act, TermsCountered):
        if state.terms is None or state.terms.digest != act.replaces:
            raise Refused("These terms answer others than those on the table.")
        if act.terms.digest == act.replaces:
            raise Refused("These are the terms on the table: accept them, or change something.")


def refuse_acceptance(state: Agreement, author: str, act: TermsAccepted) -> None:
    """Refuse to accept any other terms than those on the table."""
    if state.terms is None or state.terms.digest != act.terms:
        raise Refused("These are not the terms on the table; read them again and accept those.")
    if author in state.terms.accepted_by:
        raise Refused(f"{author} has accepted these terms already.")
    forbid_terms(state, state.terms.terms)


def forbid_terms(state: Agreement, terms: Terms) -> None:
    """Refuse what the law forbids in terms (L2, L8, L23), and every ratio once active hostilities have ended (L16)."""
    forbid(forbidden(terms))
    written = msgspec.to_builtins(terms)
    forbid(keeping_a_ratio_after_hostilities(written, hostilities_ended=state.hostilities_ended))
