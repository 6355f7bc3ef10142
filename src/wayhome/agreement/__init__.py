"""What the parties agree before anybody moves: the seats, who is who and held, the terms, the package, the signatures.

This room owns those acts, the fold of their state and the rules of their step. It will never choose a package, sign for
anyone, or let a signature stand on something that was changed after it.
"""

from wayhome.agreement.acts import (
    ACTS,
    HostilitiesEnded,
    InquiryAnswered,
    InquiryMade,
    KeyConfirmed,
    LotteryCommitted,
    LotteryDrawn,
    LotteryPrepared,
    LotteryRevealed,
    MatchJudged,
    MatchVerdict,
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
from wayhome.agreement.rules import recipients, refuse, refuse_returnees
from wayhome.agreement.seats import Role, Seat
from wayhome.agreement.state import Agreement, Inquiry, JudgedMatch, LotteryOnTable, PackageOnTable, TermsOnTable, apply

__all__ = [
    "ACTS",
    "Agreement",
    "HostilitiesEnded",
    "Inquiry",
    "InquiryAnswered",
    "InquiryMade",
    "JudgedMatch",
    "KeyConfirmed",
    "LotteryCommitted",
    "LotteryDrawn",
    "LotteryOnTable",
    "LotteryPrepared",
    "LotteryRevealed",
    "MatchJudged",
    "MatchVerdict",
    "PackageCountered",
    "PackageOnTable",
    "PackageProposed",
    "PackageSigned",
    "RefusalRecorded",
    "Role",
    "RoundOpened",
    "Seat",
    "SeatName",
    "SeatTaken",
    "TermsAccepted",
    "TermsCountered",
    "TermsOnTable",
    "TermsProposed",
    "apply",
    "forbid",
    "recipients",
    "refuse",
    "refuse_returnees",
]
