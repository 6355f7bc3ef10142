"""What the claims refuse, and why."""

from __future__ import annotations

from wayhome.acts import Act, Refused, Statement
from wayhome.agreement import Agreement, proofs_owed
from wayhome.claims.acts import ClaimAnswered, ClaimKind, ClaimLodged, ClaimSettled, ClaimWithdrawn
from wayhome.claims.state import Claim, Claims, ClaimStatus
from wayhome.handover import Handover, Stage
from wayhome.people.messages import said


def refuse(agreement: Agreement, handover: Handover, state: Claims, statement: Statement) -> None:
    """Raise `Refused` if the claims as they stand don't admit this statement."""
    author, act = statement.author, statement.act
    match act:
        case ClaimLodged():
            if act.claim in state.claims:
                raise Refused(said("claims.claim_exists", claim=act.claim))
            if act.against not in agreement.parties or act.against == author:
                raise Refused(said("claims.against_another_party"))
            if act.heads < 1 or len(act.people) > act.heads or len(set(act.people)) < len(act.people):
                raise Refused(said("claims.about_one_or_more"))
            if act.about is ClaimKind.UNPROVEN:
                _refuse_early(agreement, handover, statement, act)
        case ClaimAnswered():
            claim = _open_claim(state, act.claim)
            if author != claim.lodged.against:
                raise Refused(said("claims.only_against", against=claim.lodged.against))
            answered = {answer.answer: answer.heads for answer in (*claim.answers, act)}
            given = {answer.answer for answer in claim.answers}
            if act.heads < (0 if act.answer in given else 1) or sum(answered.values()) > claim.lodged.heads:
                raise Refused(said("claims.heads_of_answers", heads=claim.lodged.heads))
        case ClaimSettled() | ClaimWithdrawn():
            if author != _open_claim(state, act.claim).by:
                raise Refused(said("claims.only_the_claimant"))
        case _:
            pass


def _refuse_early(agreement: Agreement, handover: Handover, statement: Statement, act: ClaimLodged) -> None:
    """Refuse a claim of proof of life of somebody of whom the other party owes none, not yet, or no more."""
    overdue = {
        owed.person
        for owed in proofs_owed(agreement.tracings)
        if (owed.holder, owed.home) == (act.against, statement.author)
        and owed.by < statement.time
        and handover.journey(owed.person).stage is not Stage.RECEIVED
    }
    if len(act.people) < act.heads or set(act.people) - overdue:
        raise Refused(said("claims.proof_of_life_is_owed", against=act.against))


def recipients(state: Claims, act: Act) -> tuple[str, ...]:
    """The seats to which this act's sealed part must go: the other party, so that it knows whom a claim is about."""
    match act:
        case ClaimLodged():
            return (act.against,)
        case ClaimAnswered() if act.claim in state.claims:
            return (state.claims[act.claim].by,)
        case _:
            return ()


def _open_claim(state: Claims, name: str) -> Claim:
    claim = state.claims.get(name)
    if claim is None:
        raise Refused(said("claims.no_such_claim", claim=name))
    if claim.status is not ClaimStatus.OPEN:
        raise Refused(said("claims.claim_is", status=said(f"claims.{claim.status}")))
    return claim
