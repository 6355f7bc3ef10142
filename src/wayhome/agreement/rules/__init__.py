"""What the agreement refuses, and why: one module for each matter."""

from __future__ import annotations

import re

from wayhome.acts import Act, Refused, Statement
from wayhome.agreement.acts import (
    HostilitiesEnded,
    InquiryAnswered,
    InquiryMade,
    KeyConfirmed,
    LotteryCommitted,
    LotteryDrawn,
    LotteryPrepared,
    LotteryRevealed,
    MatchJudged,
    PackageCountered,
    PackageProposed,
    PackageSigned,
    RefusalRecorded,
    RoundOpened,
    SeatTaken,
    TermsAccepted,
    TermsCountered,
    TermsProposed,
)
from wayhome.agreement.blind import BLIND_TRACING, ListsCompared, TracingProposed
from wayhome.agreement.confirming import CONFIRMING, ProofOfLifeGiven
from wayhome.agreement.rules import confirming, inquiries, lottery, package, table, terms, tracings, verdicts
from wayhome.agreement.rules.package import refuse_returnees
from wayhome.agreement.state import Agreement
from wayhome.law import RULES
from wayhome.people.messages import said

__all__ = ["recipients", "refuse", "refuse_returnees"]

_KIND = re.compile(r"[a-z]+\.[a-z_]+")
_DIGEST = re.compile(r"[0-9a-f]{64}")


def refuse(state: Agreement, statement: Statement) -> None:
    """Raise `Refused` if the agreement as it stands doesn't admit this statement."""
    author, act = statement.author, statement.act
    match act:
        case RoundOpened():
            table.refuse_opening(state, author, act)
        case SeatTaken():
            table.refuse_taking(state, author, act)
        case KeyConfirmed():
            table.refuse_confirmation(state, author, act)
        case InquiryMade():
            inquiries.refuse_inquiry(state, author, act)
        case InquiryAnswered():
            inquiries.refuse_answer(state, author, act)
        case MatchJudged():
            verdicts.refuse_verdict(state, author, act)
        case TermsProposed() | TermsCountered():
            terms.refuse_terms(state, act)
        case TermsAccepted():
            terms.refuse_acceptance(state, author, act)
        case PackageProposed() | PackageCountered():
            package.refuse_package(state, statement, act)
        case PackageSigned():
            package.refuse_signature(state, statement, act)
        case LotteryPrepared():
            lottery.refuse_preparation(state, act)
        case LotteryCommitted():
            lottery.refuse_commitment(state, author, act)
        case LotteryRevealed():
            lottery.refuse_reveal(state, author, act)
        case LotteryDrawn():
            lottery.refuse_draw(state, act)
        case HostilitiesEnded():
            if state.hostilities_ended:
                raise Refused(said("agreement.hostilities_ended_already"))
        case RefusalRecorded():
            _refuse_record(state, act)
        case _ if isinstance(act, CONFIRMING):
            confirming.refuse_confirming(state, statement)
        case _ if isinstance(act, BLIND_TRACING):
            tracings.refuse_tracing(state, statement)
        case _:
            pass


def recipients(author: str, act: Act) -> tuple[str, ...]:
    """The seats to which this act's sealed part must go; none where it needs no sealed part."""
    match act:
        case InquiryMade():
            return (act.to,)
        case MatchJudged():
            return (author,)
        case TracingProposed():
            return (act.home, act.holder)
        case ListsCompared() | ProofOfLifeGiven():
            return (act.party,)
        case _:
            return ()


def _refuse_record(state: Agreement, act: RefusalRecorded) -> None:
    if act.of not in state.seats:
        raise Refused(said("agreement.no_such_seat", seat=act.of))
    if act.rule not in {rule.number for rule in RULES}:
        raise Refused(said("agreement.no_such_rule", rule=act.rule))
    if not _KIND.fullmatch(act.tried) or not _DIGEST.fullmatch(act.attempt):
        raise Refused(said("agreement.what_was_tried"))
