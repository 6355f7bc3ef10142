"""What the record refuses, and why."""

from __future__ import annotations

from wayhome.acts import Refused, Statement
from wayhome.agreement import Agreement, each_once
from wayhome.claims import Claims
from wayhome.handover import Handover, Stage, travellers
from wayhome.people.messages import said
from wayhome.reception import Reception
from wayhome.record.account import Account, account, under_way
from wayhome.record.acts import (
    CommuniqueEmbargoed,
    CommuniquePublished,
    FamiliesTold,
    Reconciled,
    RoundClosed,
    SentenceConfirmed,
    SentenceProposed,
    ShortfallRecorded,
)
from wayhome.record.sentences import named, untrue
from wayhome.record.state import Record


def refuse(
    agreement: Agreement,
    handover: Handover,
    reception: Reception,
    claims: Claims,
    state: Record,
    statement: Statement,
) -> None:
    """Raise `Refused` if the record as it stands doesn't admit this statement."""
    author, act = statement.author, statement.act
    match act:
        case Reconciled():
            true = account(agreement, handover)
            if Account(act.lines, act.unlisted) != true:
                raise Refused(said("record.not_from_the_acts"))
            if state.closed or not agreement.in_effect:
                raise Refused(said("record.account_of_a_package"))
        case ShortfallRecorded():
            _refuse_shortfall(state, act)
        case RoundClosed():
            _refuse_closing(agreement, handover, state)
        case FamiliesTold():
            each_once(act.people)
            people = travellers(agreement, handover)
            if any(person not in people or people[person].home != author for person in act.people):
                raise Refused(said("record.own_families"))
        case SentenceProposed():
            if act.digest in state.sentences:
                raise Refused(said("record.sentence_on_the_table"))
            reason = untrue(act, agreement, handover, reception, claims)
            if reason:
                raise Refused(reason)
        case SentenceConfirmed():
            _refuse_confirmation(state, author, act)
        case CommuniqueEmbargoed():
            if state.published:
                raise Refused(said("record.communique_is_published"))
        case CommuniquePublished():
            _refuse_publication(agreement, handover, reception, claims, state, statement, act)
        case _:
            pass


def _refuse_shortfall(state: Record, act: ShortfallRecorded) -> None:
    lines = {
        (line.holder, line.home, line.track): line for line in (state.reconciled.lines if state.reconciled else ())
    }
    line = lines.get((act.holder, act.home, act.track))
    if line is None or line.shortfall != act.heads or act.heads < 1:
        raise Refused(said("record.not_from_the_account"))
    if act in state.shortfalls:
        raise Refused(said("record.shortfall_on_record"))


def _refuse_closing(agreement: Agreement, handover: Handover, state: Record) -> None:
    if state.closed:
        raise Refused(said("record.round_is_closed"))
    if under_way(handover):
        raise Refused(said("record.still_on_the_way", people=tuple(under_way(handover))))
    if state.reconciled is None or state.reconciled != account(agreement, handover):
        raise Refused(said("record.closes_on_an_account"))
    recorded = {(s.holder, s.home, s.track) for s in state.shortfalls}
    open_ways = [
        line
        for line in state.reconciled.lines
        if line.shortfall > 0 and (line.holder, line.home, line.track) not in recorded
    ]
    if open_ways:
        ways = tuple(
            said(
                "record.a_way_short",
                holder=line.holder,
                home=line.home,
                track=said(f"record.{line.track}"),
                shortfall=line.shortfall,
            )
            for line in open_ways
        )
        raise Refused(said("record.shortfall_not_on_record", ways=ways))


def _refuse_confirmation(state: Record, author: str, act: SentenceConfirmed) -> None:
    on_table = state.sentences.get(act.sentence)
    if on_table is None:
        raise Refused(said("record.no_such_sentence"))
    if author in on_table.confirmed_by:
        raise Refused(said("record.sentence_confirmed", author=author))


def _refuse_publication(
    agreement: Agreement,
    handover: Handover,
    reception: Reception,
    claims: Claims,
    state: Record,
    statement: Statement,
    act: CommuniquePublished,
) -> None:
    if state.published:
        raise Refused(said("record.communique_is_published"))
    if not state.closed:
        raise Refused(said("record.tells_of_a_closed_round"))
    each_once(act.sentences, said("agreement.a_sentence"))
    for digest in act.sentences:
        on_table = state.sentences.get(digest)
        if on_table is None:
            raise Refused(said("record.no_such_sentence"))
        silent = [seat for seat in named(on_table.proposed) if seat not in on_table.confirmed_by]
        if silent:
            raise Refused(said("record.not_confirmed", seats=tuple(silent)))
        reason = untrue(on_table.proposed, agreement, handover, reception, claims)
        if reason:
            raise Refused(reason)
    until = max(state.embargoes.values(), default=None)
    if until and statement.time < until:
        raise Refused(said("record.embargoed", until=f"{until:%Y-%m-%d %H:%M}"))
    home = [p for p in travellers(agreement, handover) if handover.journey(p).stage is Stage.RECEIVED]
    untold = [person for person in home if person not in state.told]
    if untold:
        raise Refused(said("record.families_not_told", count=len(untold)), rule="L1", article="GC III 13; GC IV 27")
