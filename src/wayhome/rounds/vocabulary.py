"""Every kind of act there is."""

from __future__ import annotations

from wayhome import agreement, claims, handover, reception, record
from wayhome.acts import Vocabulary

_GOES_ON = (
    agreement.SeatTaken,
    agreement.KeyConfirmed,
    agreement.CovenantAdopted,
    agreement.InquiryAnswered,
    agreement.MatchJudged,
    agreement.SampleDrawn,
    agreement.SampleOpened,
    agreement.SampleJudged,
    agreement.AuditExcused,
    agreement.DossiersReleased,
    agreement.ProofOfLifeGiven,
    agreement.HostilitiesEnded,
    agreement.RefusalRecorded,
)
MOVEMENT = frozenset(kind.kind for kind in (*agreement.ACTS, *handover.ACTS) if kind not in _GOES_ON)
"""The kinds of act that end with the round; claims, care, public words and what is still owed go on after it."""

VOCABULARY = Vocabulary((*agreement.ACTS, *handover.ACTS, *reception.ACTS, *claims.ACTS, *record.ACTS))
