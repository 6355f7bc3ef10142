"""What the claims refuse, and why."""

from __future__ import annotations

from wayhome.acts import Act, Refused, Statement
from wayhome.agreement import Agreement, proofs_owed
from wayhome.claims.acts import ClaimAnswered, ClaimKind, ClaimLodged, ClaimSettled, ClaimWithdrawn
from wayhome.claims.state import Claim, Claims, ClaimStatus
from wayhome.handover import Handover, Stage


def refuse(agreement: Agreement, handover: Handover, state: Claims, statement: Statement) -> None:
    """Raise `Refused` if the claims as they stand don't admit this statement."""
    author, act = statement.author, statement.act
    match act:
        case ClaimLodged():
            if act.claim in state.claims:
                raise Refused(f"There is a claim {act.claim} already.")
            if act.against not in agreement.parties or act.against == author:
                raise Refused("A claim is against another party of the round.")
            if act.heads < 1 or len(act.people) > act.heads or len(set(act.people)) < len(act.people):
                raise Refused("A claim is about one person or more, and names nobody twice.")
            if act.about is ClaimKind.UNPROVEN:
                _refuse_early(agreement, handover, statement, act)
        case ClaimAnswered():
            claim = _open_claim(state, act.claim)
            if author != claim.lodged.against:
                raise Refused(f"This claim is against {claim.lodged.against}; nobody else can answer it.")
            answered = {answer.answer: answer.heads for answer in (*claim.answers, act)}
            given = {answer.answer for answer in claim.answers}
            if act.heads < (0 if act.answer in given else 1) or sum(answered.values()) > claim.lodged.heads:
                raise Refused(
                    f"The claim is about {claim.lodged.heads} people: an answer is about one of them or more, and all "
                    "answers together about no more. A later answer of a kind replaces the earlier, also by 0."
                )
        case ClaimSettled() | ClaimWithdrawn():
            if author != _open_claim(state, act.claim).by:
                raise Refused("Only the claimant can settle or withdraw a claim; an answer never ends it.")
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
        raise Refused(
            f"Proof of life is claimed of people by their references, each of whom {act.against} owes it and has let "
            "the day agreed pass."
        )


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
        raise Refused(f"There is no claim {name}.")
    if claim.status is not ClaimStatus.OPEN:
        raise Refused(f"This claim is {claim.status}.")
    return claim
