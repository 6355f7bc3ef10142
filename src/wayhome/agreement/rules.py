"""What the agreement refuses, and why."""

from __future__ import annotations

import msgspec

from wayhome.acts import Refused, Statement, each_once
from wayhome.agreement.acts import (
    HostilitiesEnded,
    InquiryAnswered,
    InquiryMade,
    KeyConfirmed,
    PackageCountered,
    PackageProposed,
    PackageSigned,
    RefusalRecorded,
    RoundOpened,
    SeatName,
    SeatTaken,
    TermsAccepted,
    TermsCountered,
    TermsProposed,
)
from wayhome.agreement.lawful import forbid
from wayhome.agreement.state import Agreement
from wayhome.exchange import Terms, check_feasible, forbidden
from wayhome.journal import BadKey, PublicKey
from wayhome.law import (
    counting_civilians_or_retained_personnel,
    counting_the_seriously_wounded,
    keeping_a_ratio_after_hostilities,
    splitting_a_family,
)
from wayhome.people import Returnee


def refuse(state: Agreement, statement: Statement) -> None:
    """Raise `Refused` if the agreement as it stands doesn't admit this statement."""
    author, act = statement.author, statement.act
    match act:
        case RoundOpened():
            _refuse_opening(state, author, act)
        case SeatTaken():
            if state.seats[author].key:
                raise Refused(f"The seat of {author} is taken already.")
            _refuse_key(act.key)
        case KeyConfirmed():
            _refuse_confirmation(state, author, act)
        case InquiryMade():
            _refuse_inquiry(state, author, act)
        case InquiryAnswered():
            _refuse_answer(state, author, act)
        case TermsProposed() | TermsCountered():
            _refuse_terms(state, act)
        case TermsAccepted():
            if state.terms is None or state.terms.digest != act.terms:
                raise Refused("These are not the terms on the table; read them again and accept those.")
            if author in state.terms.accepted_by:
                raise Refused(f"{author} has accepted these terms already.")
        case PackageProposed() | PackageCountered():
            _refuse_package(state, statement, act)
        case PackageSigned():
            _refuse_signature(state, statement, act)
        case HostilitiesEnded():
            if state.hostilities_ended:
                raise Refused("The end of active hostilities is on record already.")
        case RefusalRecorded():
            if act.of not in state.seats:
                raise Refused(f"There is no seat {act.of} at this table.")
        case _:
            pass


def _refuse_opening(state: Agreement, author: str, act: RoundOpened) -> None:
    if state.open:
        raise Refused("This round is open already.")
    seats = [author, *act.parties, act.observer, act.reception]
    if len(act.parties) < 2:
        raise Refused("A round needs two parties or more.")
    if len(set(seats)) < len(seats) or not all(seats):
        raise Refused("Every seat needs a name of its own: the facilitator holds no one, the observer is no party.")
    _refuse_names(act, seats)
    _refuse_key(act.key)


def _refuse_names(act: RoundOpened, seats: list[str]) -> None:
    """Refuse names under which a reader of the communiqué could take one seat for another."""
    named = [name.seat for name in act.names]
    if set(named) - set(seats) or len(set(named)) < len(named):
        raise Refused("Names are given for seats of this table, once for each.")
    for shown in (seats, *(list(words) for words in zip(*(_words(name) for name in act.names), strict=True))):
        if len(set(shown)) < len(shown) or not all(word.isprintable() and word.strip() == word != "" for word in shown):
            raise Refused("No two seats go by one name in any language, and a name is plain printable text.")


def _words(name: SeatName) -> tuple[str, ...]:
    return (name.en, name.uk, name.ru, name.ar)


def _refuse_key(key: str) -> None:
    try:
        PublicKey.parse(key)
    except BadKey as error:
        raise Refused(f"This key can't be admitted: {error}.") from error


def _refuse_confirmation(state: Agreement, author: str, act: KeyConfirmed) -> None:
    seat = state.seats.get(act.seat)
    if seat is None or not seat.key:
        raise Refused(f"Nobody has taken the seat {act.seat!r} yet.")
    if act.seat == author:
        raise Refused("A seat can't confirm its own key: the second confirmation is another seat's.")
    if act.key != seat.key:
        raise Refused(f"This is not the key {act.seat} took its seat with. Don't go on: read the fingerprints again.")
    if author in seat.confirmed_by:
        raise Refused(f"{author} has confirmed this key already.")


def _refuse_inquiry(state: Agreement, author: str, act: InquiryMade) -> None:
    if act.inquiry in state.inquiries:
        raise Refused(f"There is an inquiry {act.inquiry} already.")
    if act.to not in state.parties or act.to == author:
        raise Refused("An inquiry goes to another party of the round.")
    each_once(act.people)
    in_families = [person for family in act.together for person in family]
    if len(set(in_families)) < len(in_families) or set(in_families) - set(act.people):
        raise Refused("A family of an inquiry is made of people asked about, each in one family.")


def _refuse_answer(state: Agreement, author: str, act: InquiryAnswered) -> None:
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
    taken = [person for person in act.held if person in state.held]
    if taken:
        raise Refused(f"Said to be held already, in another inquiry: {', '.join(taken)}.")


def _refuse_terms(state: Agreement, act: TermsProposed | TermsCountered) -> None:
    if state.in_effect:
        raise Refused("A package is in effect under the terms in force; new terms belong to a new round.")
    _forbid_terms(state, act.terms)
    if set(act.terms.parties) != set(state.parties):
        raise Refused("The terms must name exactly the parties of this round.")
    if isinstance(act, TermsCountered):
        if state.terms is None or state.terms.digest != act.replaces:
            raise Refused("These terms answer others than those on the table.")
        if act.terms.digest == act.replaces:
            raise Refused("These are the terms on the table: accept them, or change something.")


def _forbid_terms(state: Agreement, terms: Terms) -> None:
    forbid(forbidden(terms))
    written = msgspec.to_builtins(terms)
    forbid(keeping_a_ratio_after_hostilities(written, hostilities_ended=state.hostilities_ended))


def _refuse_package(state: Agreement, statement: Statement, act: PackageProposed | PackageCountered) -> None:
    if state.in_effect:
        raise Refused("The package in effect can't be replaced; a person can be, by a substitution both parties sign.")
    terms = state.terms_in_force
    if terms is None or state.terms is None or act.terms != state.terms.digest:
        raise Refused("A package needs terms in force, and must name them.")
    if isinstance(act, PackageCountered) and (state.package is None or state.package.digest != act.replaces):
        raise Refused("This package answers another than the one on the table.")
    if act.sign_by <= statement.time:
        raise Refused("The time to sign must lie ahead.")
    _forbid_terms(state, terms)
    refuse_returnees(state, act.returnees)
    forbid(splitting_a_family({returnee.person for returnee in act.returnees}, state.families))
    faults = check_feasible(terms, act.returnees)
    if faults:
        raise Refused(f"The package breaks its terms: {'; '.join(str(fault) for fault in faults)}.")


def refuse_returnees(state: Agreement, returnees: tuple[Returnee, ...]) -> None:
    """Refuse anybody whom the law keeps out of where they are put, or whom their holder has not said to hold."""
    forbid(counting_the_seriously_wounded(returnees))
    forbid(counting_civilians_or_retained_personnel(returnees))
    for returnee in returnees:
        if state.held.get(returnee.person) != (returnee.holder, returnee.home):
            raise Refused(f"{returnee.holder} has not answered {returnee.home} that it holds {returnee.person}.")


def _refuse_signature(state: Agreement, statement: Statement, act: PackageSigned) -> None:
    author, package = statement.author, state.package
    if package is None or package.digest != act.package:
        raise Refused("This is not the package on the table; what was changed must be read and signed again.")
    if author in package.signed_by:
        raise Refused(f"{author} has signed this package already.")
    if statement.time > package.sign_by:
        raise Refused(f"The time to sign ended at {package.sign_by:%Y-%m-%d %H:%M} UTC; propose the package anew.")
    if author == state.facilitator and set(package.signed_by) != set(state.parties):
        raise Refused("The facilitator signs last, after every party.")
