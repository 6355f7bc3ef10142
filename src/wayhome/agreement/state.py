"""The agreement's part of a round, and how each act changes it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from wayhome.acts import Statement
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
from wayhome.agreement.blind import BLIND_TRACING
from wayhome.agreement.seats import Role, Seat
from wayhome.agreement.tracings import Tracings
from wayhome.agreement.tracings import apply as apply_tracing
from wayhome.exchange import Terms
from wayhome.people import Returnee


@dataclass(frozen=True)
class Inquiry:
    """A question of one party to another about people, and the answer where there is one."""

    by: str
    to: str
    people: tuple[str, ...]
    together: tuple[tuple[str, ...], ...] = ()
    answer: InquiryAnswered | None = None


@dataclass(frozen=True)
class JudgedMatch:
    """Whose people a match is of, and the standing verdict of each seat that gave one."""

    holder: str
    home: str
    verdicts: Mapping[str, MatchVerdict]
    """By seat."""

    @property
    def agreed(self) -> MatchVerdict | None:
        """The verdict of every seat that gave one; None where they differ."""
        words = set(self.verdicts.values())
        return words.pop() if len(words) == 1 else None


@dataclass(frozen=True)
class TermsOnTable:
    """The terms under discussion, or in force once every party has accepted them."""

    digest: str
    terms: Terms
    accepted_by: tuple[str, ...]


@dataclass(frozen=True)
class PackageOnTable:
    """The package under discussion, or in effect once every party and the facilitator have signed."""

    digest: str
    returnees: Mapping[str, Returnee]
    sign_by: datetime
    document: str
    signed_by: tuple[str, ...] = ()


@dataclass(frozen=True)
class LotteryOnTable:
    """A lottery from its preparation to its draw."""

    prepared: LotteryPrepared
    commitments: Mapping[str, str] = field(default_factory=dict)
    """By seat."""
    secrets: Mapping[str, str] = field(default_factory=dict)
    """By seat, those revealed."""
    drawn: LotteryDrawn | None = None


@dataclass(frozen=True)
class Agreement:
    """Who sits at the table and what they have agreed so far."""

    title: str = ""
    parties: tuple[str, ...] = ()
    facilitator: str = ""
    observer: str = ""
    reception: str = ""
    names: tuple[SeatName, ...] = ()
    seats: Mapping[str, Seat] = field(default_factory=dict)
    tracings: Tracings = field(default_factory=dict)
    inquiries: Mapping[str, Inquiry] = field(default_factory=dict)
    held: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """Everyone whom a party has said it holds: reference → (holder, party of origin)."""
    judged: Mapping[str, Mapping[str, JudgedMatch]] = field(default_factory=dict)
    """The matches that were judged: reference of the person sought → of the person held → the verdicts."""
    terms: TermsOnTable | None = None
    package: PackageOnTable | None = None
    lotteries: tuple[LotteryOnTable, ...] = ()
    """In the order they were prepared; all but the last are void, and whoever did not reveal in them is on record."""
    hostilities_ended: bool = False
    refusals: tuple[RefusalRecorded, ...] = ()

    @property
    def open(self) -> bool:
        """Whether the round has been opened."""
        return bool(self.seats)

    @property
    def terms_in_force(self) -> Terms | None:
        """The terms every party has accepted, or None."""
        on_table = self.terms
        return on_table.terms if on_table and set(on_table.accepted_by) == set(self.parties) else None

    @property
    def signatories(self) -> tuple[str, ...]:
        """Who must sign a package, the facilitator last."""
        return (*self.parties, self.facilitator)

    @property
    def in_effect(self) -> bool:
        """Whether the package on the table bears every signature."""
        return self.package is not None and set(self.package.signed_by) == set(self.signatories)

    @property
    def lottery(self) -> LotteryOnTable | None:
        """The lottery last prepared."""
        return self.lotteries[-1] if self.lotteries else None

    @property
    def drawing(self) -> tuple[str, ...]:
        """Who must commit and reveal, in alphabetical order."""
        return tuple(sorted((*self.parties, self.facilitator)))

    @property
    def signed(self) -> Mapping[str, Returnee]:
        """Everyone of the package in effect, by reference; empty until it is in effect."""
        return self.package.returnees if self.package and self.in_effect else {}

    @property
    def families(self) -> tuple[tuple[str, ...], ...]:
        """The families that answered inquiries know, each by those of its members said to be held."""
        return tuple(
            tuple(person for person in family if person in inquiry.answer.held)
            for inquiry in self.inquiries.values()
            if inquiry.answer
            for family in inquiry.together
        )


def apply(state: Agreement, statement: Statement) -> Agreement:
    """Return the agreement after one more statement. Pure; statements of other rooms change nothing."""
    author, act = statement.author, statement.act
    match act:
        case RoundOpened():
            seats = {author: Seat(Role.FACILITATOR, act.key)}
            seats |= {party: Seat(Role.PARTY) for party in act.parties}
            seats |= {act.observer: Seat(Role.OBSERVER), act.reception: Seat(Role.RECEPTION)}
            return replace(
                state,
                title=act.title,
                parties=act.parties,
                facilitator=author,
                observer=act.observer,
                reception=act.reception,
                names=act.names,
                seats=seats,
            )
        case SeatTaken():
            return _with_seat(state, author, Seat(state.seats[author].role, act.key))
        case KeyConfirmed():
            seat = state.seats[act.seat]
            return _with_seat(state, act.seat, replace(seat, confirmed_by=(*seat.confirmed_by, author)))
        case InquiryMade():
            return _with_inquiry(state, act.inquiry, Inquiry(author, act.to, act.people, act.together))
        case InquiryAnswered():
            inquiry = replace(state.inquiries[act.inquiry], answer=act)
            held = dict.fromkeys(act.held, (inquiry.to, inquiry.by))
            return replace(_with_inquiry(state, act.inquiry, inquiry), held={**state.held, **held})
        case MatchJudged():
            return _with_verdict(state, author, act)
        case TermsProposed() | TermsCountered():
            accepted = (author,) if author in state.parties else ()
            return replace(state, terms=TermsOnTable(act.terms.digest, act.terms, accepted), package=None)
        case TermsAccepted():
            assert state.terms
            terms = replace(state.terms, accepted_by=(*state.terms.accepted_by, author))
            return replace(state, terms=terms)
        case PackageProposed() | PackageCountered():
            returnees = {returnee.person: returnee for returnee in act.returnees}
            return replace(state, package=PackageOnTable(act.digest, returnees, act.sign_by, act.document))
        case PackageSigned():
            assert state.package
            return replace(state, package=replace(state.package, signed_by=(*state.package.signed_by, author)))
        case LotteryPrepared():
            return replace(state, lotteries=(*state.lotteries, LotteryOnTable(act)))
        case LotteryCommitted() | LotteryRevealed() | LotteryDrawn():
            return _with_lottery(state, author, act)
        case HostilitiesEnded():
            return replace(state, hostilities_ended=True)
        case RefusalRecorded():
            return replace(state, refusals=(*state.refusals, act))
        case _ if isinstance(act, BLIND_TRACING):
            return replace(state, tracings=apply_tracing(state.tracings, statement))
        case _:
            return state


def _with_seat(state: Agreement, name: str, seat: Seat) -> Agreement:
    return replace(state, seats={**state.seats, name: seat})


def _with_inquiry(state: Agreement, name: str, inquiry: Inquiry) -> Agreement:
    return replace(state, inquiries={**state.inquiries, name: inquiry})


def _with_lottery(state: Agreement, author: str, act: LotteryCommitted | LotteryRevealed | LotteryDrawn) -> Agreement:
    lottery = state.lotteries[-1]
    match act:
        case LotteryCommitted():
            lottery = replace(lottery, commitments={**lottery.commitments, author: act.commitment})
        case LotteryRevealed():
            lottery = replace(lottery, secrets={**lottery.secrets, author: act.secret})
        case LotteryDrawn():
            lottery = replace(lottery, drawn=act)
    return replace(state, lotteries=(*state.lotteries[:-1], lottery))


def _with_verdict(state: Agreement, author: str, act: MatchJudged) -> Agreement:
    matches = state.judged.get(act.person_sought, {})
    earlier = matches[act.person_held].verdicts if act.person_held in matches else {}
    judged = JudgedMatch(act.holder, act.home, {**earlier, author: act.verdict})
    return replace(state, judged={**state.judged, act.person_sought: {**matches, act.person_held: judged}})
