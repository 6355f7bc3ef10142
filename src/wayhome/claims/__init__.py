"""Claims: people owed, missing or withheld, as one party states it, and the other party's answers.

This room owns those acts. It will never decide who is right, hide a claim behind its answer, or let a claim hold back
people it is not about.
"""

from wayhome.claims.acts import ACTS, Answer, ClaimAnswered, ClaimKind, ClaimLodged, ClaimSettled, ClaimWithdrawn
from wayhome.claims.rules import recipients, refuse
from wayhome.claims.state import Claim, Claims, ClaimStatus, apply

__all__ = [
    "ACTS",
    "Answer",
    "Claim",
    "ClaimAnswered",
    "ClaimKind",
    "ClaimLodged",
    "ClaimSettled",
    "ClaimStatus",
    "ClaimWithdrawn",
    "Claims",
    "apply",
    "recipients",
    "refuse",
]
