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
from wayhome.agreement.confirming import (
    AuditExcused,
    DossierLodged,
    DossiersReleased,
    ProofOfLifeGiven,
    SampleJudged,
)
from wayhome.agreement.lawful import forbid
from wayhome.agreement.once import each_once
from wayhome.agreement.rules import recipients, refuse, refuse_returnees
from wayhome.agreement.seats import Role, Seat
from wayhome.agreement.state import Agreement, Inquiry, JudgedMatch, LotteryOnTable, PackageOnTable, TermsOnTable, apply
from wayhome.agreement.tracings import Lodged, ProofOwed, Tracing, Tracings, lines_sent, proofs_owed

__all__ = [
    "ACTS",
    "Agreement",
    "AuditExcused",
    "CovenantAdopted",
    "DossierLodged",
    "DossiersReleased",
    "HostilitiesEnded",
    "Inquiry",
    "InquiryAnswered",
    "InquiryMade",
    "JudgedMatch",
    "KeyConfirmed",
    "ListMasked",
    "ListRaised",
    "ListsCompared",
    "Lodged",
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
    "ProofOfLifeGiven",
    "ProofOwed",
    "RefusalRecorded",
    "Role",
    "RoundOpened",
    "SampleDrawn",
    "SampleJudged",
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
    "each_once",
    "forbid",
    "lines_sent",
    "proofs_owed",
    "recipients",
    "refuse",
    "refuse_returnees",
]
