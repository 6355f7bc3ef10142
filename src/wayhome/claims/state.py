"""The claims of a round and what was answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from wayhome.acts import Statement
from wayhome.claims.acts import ClaimAnswered, ClaimLodged, ClaimSettled, ClaimWithdrawn


class ClaimStatus(StrEnum):
    """Where a claim stands. Only the claimant ends it."""

    OPEN = "open"
    SETTLED = "settled"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Claim:
    """One claim, with every answer given to it."""

    by: str
    lodged: ClaimLodged
    answers: tuple[ClaimAnswered, ...] = ()
    status: ClaimStatus = ClaimStatus.OPEN


@dataclass(frozen=True)
class Claims:
    """All claims of a round, by name."""

    claims: Mapping[str, Claim] = field(default_factory=dict)


def apply(state: Claims, statement: Statement) -> Claims:
    """Return the claims after one more statement. Pure; statements of other rooms change nothing."""
    act = statement.act
    match act:
        case ClaimLodged():
            claim = Claim(statement.author, act)
        case ClaimAnswered():
            claim = state.claims[act.claim]
            claim = replace(claim, answers=(*claim.answers, act))
        case ClaimSettled():
            claim = replace(state.claims[act.claim], status=ClaimStatus.SETTLED)
        case ClaimWithdrawn():
            claim = replace(state.claims[act.claim], status=ClaimStatus.WITHDRAWN)
        case _:
            return state
    return Claims({**state.claims, act.claim: claim})
