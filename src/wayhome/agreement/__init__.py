"""What the parties agree before anybody moves: seats, blind tracing, who is who and held, terms, package, signatures.

This room owns those acts, the fold of their state and the rules of their step. It will never choose a package, sign for
anyone, or let a signature stand on something that was changed after it.
"""

from wayhome.agreement.acts import (
    ACTS,
    CovenantAdopted,
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
from wayhome.agreement.blind import (
    ListMasked,
    ListRaised,
    ListsCompared,
    SampleDrawn,
    SampleOpened,
    TracingAccepted,
    TracingProposed,
)
from wayhome.agreement.lawful import forbid
from wayhome.agreement.rules import recipients, refuse, refuse_returnees
from wayhome.agreement.seats import Role, Seat
from wayhome.agreement.state import Agreement, Inquiry, JudgedMatch, LotteryOnTable, PackageOnTable, TermsOnTable, apply
from wayhome.agreement.tracings import Tracing, Tracings, lines_sent

__all__ = [
    "ACTS",
    "Agreement",
    "CovenantAdopted",
    "HostilitiesEnded",
    "Inquiry",
    "InquiryAnswered",
    "InquiryMade",
    "JudgedMatch",
    "KeyConfirmed",
    "ListMasked",
    "ListRaised",
    "ListsCompared",
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
    "SampleDrawn",
    "SampleOpened",
    "Seat",
    "SeatName",
    "SeatTaken",
    "TermsAccepted",
    "TermsCountered",
    "TermsOnTable",
    "TermsProposed",
    "Tracing",
    "TracingAccepted",
    "TracingProposed",
    "Tracings",
    "apply",
    "forbid",
    "lines_sent",
    "recipients",
    "refuse",
    "refuse_returnees",
]
