"""What may this seat begin now, with content of its own?"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from wayhome.acts import Act
from wayhome.agreement import (
    DossierLodged,
    DossiersReleased,
    HostilitiesEnded,
    InquiryAnswered,
    InquiryMade,
    ListMasked,
    ListRaised,
    ListsCompared,
    LotteryCommitted,
    LotteryDrawn,
    LotteryOnTable,
    LotteryPrepared,
    LotteryRevealed,
    MatchJudged,
    PackageCountered,
    PackageProposed,
    ProofOfLifeGiven,
    SampleDrawn,
    SampleJudged,
    SampleOpened,
    SeatTaken,
    TermsCountered,
    TermsProposed,
    Tracing,
    TracingProposed,
)
from wayhome.claims import Claim, ClaimAnswered, ClaimLodged, ClaimSettled, ClaimStatus, ClaimWithdrawn
from wayhome.handover import (
    ClearanceWithheld,
    FitnessCertified,
    GuardianRecorded,
    HandedOver,
    HeadsCounted,
    ManifestSigned,
    MovementFrozen,
    MovementResumed,
    Stage,
    SubstitutionProposed,
    TransferCleared,
    TransportNotified,
    UnlistedArrived,
    WishTaken,
    travellers,
)
from wayhome.reception import CareHandedOn
from wayhome.record import CommuniqueEmbargoed, CommuniquePublished, SentenceProposed
from wayhome.rounds.round import Round
from wayhome.rounds.rounds import Rounds
from wayhome.rounds.vocabulary import MOVEMENT


def may_begin(state: Rounds, round_name: str, seat: str) -> tuple[type[Act], ...]:
    """Return the kinds of act that this seat may state now with content of its own; the rules judge the content."""
    round_ = state[round_name]
    taken = round_.agreement.seats.get(seat)
    if taken is None:
        return ()
    if not taken.key:
        return (SeatTaken,)
    if not taken.confirmed_by:
        return ()
    return tuple(
        kind
        for kind, now in _BEGINS.items()
        if taken.role in kind.by and not (round_.closed and kind.kind in MOVEMENT) and now(round_, seat)
    )


def _somebody(round_: Round, holder: str, *stages: Stage) -> bool:
    """Whether somebody of the package whom this party holds (any, if "") is at one of these stages."""
    going = travellers(round_.agreement, round_.handover)
    return any(
        holder in ("", returnee.holder) and round_.handover.journey(person).stage in stages
        for person, returnee in going.items()
    )


def _before_package(round_: Round, _: str) -> bool:
    return not round_.agreement.in_effect


def _terms_open(round_: Round, _: str) -> bool:
    return round_.agreement.terms_in_force is None


def _terms_may_be_countered(round_: Round, _: str) -> bool:
    return round_.agreement.terms is not None and not round_.agreement.in_effect


def _package_wanted(round_: Round, _: str) -> bool:
    return round_.agreement.terms_in_force is not None and not round_.agreement.in_effect


def _package_may_be_countered(round_: Round, _: str) -> bool:
    return round_.agreement.package is not None and not round_.agreement.in_effect


def _lottery_open(round_: Round) -> bool:
    lottery = round_.agreement.lottery
    return lottery is not None and lottery.drawn is None and not round_.agreement.in_effect


def _lottery(round_: Round) -> LotteryOnTable:
    assert round_.agreement.lottery
    return round_.agreement.lottery


def _all_committed(round_: Round) -> bool:
    return set(_lottery(round_).commitments) == set(round_.agreement.drawing)


def _somebody_held(round_: Round, _: str) -> bool:
    return _somebody(round_, "", Stage.HELD)


def _holds_somebody(round_: Round, seat: str) -> bool:
    return _somebody(round_, seat, Stage.HELD)


def _somebody_before_the_line(round_: Round, _: str) -> bool:
    return _somebody(round_, "", Stage.HELD, Stage.ON_THE_WAY, Stage.AT_CROSSING)


def _convoy_has_left(round_: Round, _: str) -> bool:
    return any(leg.aboard is not None for leg in round_.handover.legs.values())


def _unpublished(round_: Round, _: str) -> bool:
    return round_.agreement.in_effect and not round_.record.published


def _some_tracing(now: Callable[[Tracing, str], bool]) -> Callable[[Round, str], bool]:
    return lambda round_, seat: any(now(tracing, seat) for tracing in round_.agreement.tracings.values())


_BEGINS: Mapping[type[Act], Callable[[Round, str], bool]] = {
    TracingProposed: lambda _r, _seat: True,
    ListMasked: _some_tracing(lambda t, seat: t.accepted and seat in t.parties and seat not in t.masked),
    ListRaised: _some_tracing(lambda t, seat: len(t.masked) == 2 and seat in t.parties and seat not in t.raised),
    ListsCompared: _some_tracing(lambda t, _: len(t.raised) == 2 and len(t.compared) < 2),
    SampleDrawn: _some_tracing(lambda t, _: len(t.compared) == 2 and not t.seed),
    SampleOpened: _some_tracing(lambda t, seat: bool(t.seed) and seat in t.parties and seat not in t.opened),
    SampleJudged: _some_tracing(lambda t, _: len(t.judged) < len(t.opened)),
    DossierLodged: _some_tracing(lambda t, seat: len(t.compared) == 2 and seat in t.parties and not t.failed),
    DossiersReleased: _some_tracing(lambda t, _: t.audited and bool(t.releasable)),
    ProofOfLifeGiven: lambda r, seat: any(
        t.owed and seat in (t.terms.holder, r.agreement.observer) for t in r.agreement.tracings.values()
    ),
    InquiryMade: _before_package,
    InquiryAnswered: lambda r, seat: any(i.to == seat and not i.answer for i in r.agreement.inquiries.values()),
    MatchJudged: lambda _r, _seat: True,
    TermsProposed: _terms_open,
    TermsCountered: _terms_may_be_countered,
    PackageProposed: _package_wanted,
    LotteryPrepared: _package_wanted,
    LotteryCommitted: lambda r, seat: _lottery_open(r) and seat not in _lottery(r).commitments,
    LotteryRevealed: lambda r, seat: _lottery_open(r) and _all_committed(r) and seat not in _lottery(r).secrets,
    LotteryDrawn: lambda r, _: _lottery_open(r) and set(_lottery(r).secrets) == set(r.agreement.drawing),
    PackageCountered: _package_may_be_countered,
    HostilitiesEnded: lambda r, _: not r.agreement.hostilities_ended,
    WishTaken: _somebody_held,
    FitnessCertified: _somebody_held,
    GuardianRecorded: _somebody_held,
    TransferCleared: _somebody_before_the_line,
    ClearanceWithheld: _somebody_before_the_line,
    SubstitutionProposed: _holds_somebody,
    ManifestSigned: _holds_somebody,
    TransportNotified: lambda r, _: any(not leg.notified for leg in r.handover.legs.values()),
    UnlistedArrived: _convoy_has_left,
    HeadsCounted: lambda r, _: any(leg.present is not None for leg in r.handover.legs.values()),
    HandedOver: lambda r, seat: _somebody(r, seat, Stage.AT_CROSSING),
    MovementFrozen: _somebody_before_the_line,
    MovementResumed: lambda r, seat: seat in r.handover.frozen,
    CareHandedOn: lambda r, _: bool(r.reception.care),
    ClaimLodged: lambda _r, _seat: True,
    ClaimAnswered: lambda r, seat: any(_open(c) and c.lodged.against == seat for c in r.claims.claims.values()),
    ClaimSettled: lambda r, seat: any(_open(c) and c.by == seat for c in r.claims.claims.values()),
    ClaimWithdrawn: lambda r, seat: any(_open(c) and c.by == seat for c in r.claims.claims.values()),
    SentenceProposed: _unpublished,
    CommuniqueEmbargoed: _unpublished,
    CommuniquePublished: lambda r, _: r.closed and bool(r.record.sentences) and not r.record.published,
}
"""When a seat whose role may state a kind has reason to, in the order of the way home."""


def _open(claim: Claim) -> bool:
    return claim.status is ClaimStatus.OPEN
