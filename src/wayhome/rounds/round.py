"""One round: the states of its slices, side by side, and who may speak in it."""

from __future__ import annotations

from dataclasses import dataclass, field

from wayhome import agreement, claims, handover, reception, record
from wayhome.acts import Act, Refused, Statement
from wayhome.agreement import Agreement, InquiryMade, KeyConfirmed, RoundOpened, SeatTaken
from wayhome.claims import Claims
from wayhome.handover import Handover, WishTaken
from wayhome.journal import NotCanonical, canonical
from wayhome.people.messages import message_of, said
from wayhome.reception import CareHandedOn, Reception
from wayhome.record import Record
from wayhome.rounds.vocabulary import MOVEMENT


@dataclass(frozen=True)
class Round:
    """What the acts of a round say, slice by slice. A slice reads those above it in this list, never those below."""

    agreement: Agreement = field(default_factory=Agreement)
    handover: Handover = field(default_factory=Handover)
    reception: Reception = field(default_factory=Reception)
    claims: Claims = field(default_factory=Claims)
    record: Record = field(default_factory=Record)

    @property
    def closed(self) -> bool:
        """Whether movement in this round is over."""
        return self.record.closed

    def after(self, statement: Statement) -> Round:
        """Return the round after one more statement. Pure; asks no rule."""
        return Round(
            agreement.apply(self.agreement, statement),
            handover.apply(self.handover, statement),
            reception.apply(self.reception, statement),
            claims.apply(self.claims, statement),
            record.apply(self.record, statement),
        )

    def refuse(self, statement: Statement) -> None:
        """Raise `Refused` if this round as it stands doesn't admit the statement."""
        _refuse_form(statement.act)
        self._refuse_speaker(statement)
        self._refuse_sealing(statement)
        agreement.refuse(self.agreement, statement)
        handover.refuse(self.agreement, self.handover, statement)
        reception.refuse(self.handover, self.reception, statement)
        claims.refuse(self.agreement, self.handover, self.claims, statement)
        record.refuse(self.agreement, self.handover, self.reception, self.claims, self.record, statement)

    def _refuse_speaker(self, statement: Statement) -> None:
        """Refuse whoever has no seat, the wrong role, or a key that nobody else has confirmed."""
        act = statement.act
        if isinstance(act, RoundOpened):
            return
        if not self.agreement.open:
            raise Refused(said("rounds.no_such_round", round=statement.round))
        seat = self.agreement.seats.get(statement.author)
        if seat is None:
            raise Refused(said("rounds.no_seat_at_this_table", author=statement.author))
        if seat.role not in act.by:
            raise Refused(
                said(
                    "rounds.not_for_this_role",
                    role=said(f"agreement.{seat.role}"),
                    roles=tuple(said(f"agreement.{role}") for role in act.by),
                )
            )
        if not isinstance(act, SeatTaken | KeyConfirmed) and not seat.confirmed_by:
            raise Refused(said("rounds.key_not_confirmed", author=statement.author))
        if self.closed and act.kind in MOVEMENT:
            raise Refused(said("rounds.round_is_closed"))

    def recipients(self, author: str, act: Act) -> tuple[str, ...]:
        """The seats to which this act's sealed part must go, in alphabetical order; none where none is needed."""
        seats = {
            *agreement.recipients(author, act),
            *handover.recipients(self.agreement, self.handover, author, act),
            *reception.recipients(self.agreement, self.handover, act),
            *claims.recipients(self.claims, act),
        }
        return tuple(sorted(seats - {author} if seats != {author} else seats))

    def _refuse_sealing(self, statement: Statement) -> None:
        """Refuse a part sealed to a seat it is not for, or not sealed to every seat it must go to."""
        act, sealed_for = statement.act, statement.sealed_for
        for name in sealed_for:
            seat = self.agreement.seats.get(name)
            if seat is None or seat.role not in act.sealed_for:
                raise Refused(said("rounds.can_not_be_sealed_to", seat=name))
            if not seat.confirmed_by:
                raise Refused(said("rounds.sealed_after_confirming", seat=name))
        needed = self.recipients(statement.author, act)
        missing = [seat for seat in needed if seat not in sealed_for]
        if missing:
            raise Refused(said("rounds.needs_a_sealed_part", seats=tuple(missing)))
        beyond = [seat for seat in sealed_for if seat not in needed]
        if beyond and isinstance(act, WishTaken | CareHandedOn | InquiryMade):
            raise Refused(said("rounds.for_these_alone", needed=tuple(needed), beyond=tuple(beyond)))


def _refuse_form(act: Act) -> None:
    """Refuse what has no canonical form: another spelling of a letter (not NFC), a number beyond 2^53."""
    try:
        canonical.encode(act.facts)
    except NotCanonical as error:
        raise Refused(said("rounds.can_not_be_written", error=message_of(error))) from error
