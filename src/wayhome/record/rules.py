"""What the record refuses, and why."""

from __future__ import annotations

from wayhome.acts import Refused, Statement, each_once
from wayhome.agreement import Agreement
from wayhome.claims import Claims
from wayhome.handover import Handover, Stage, travellers
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
                raise Refused("These figures don't follow from the acts.")
            if state.closed or not agreement.in_effect:
                raise Refused("An account is drawn up of a package in effect, until the round is closed.")
        case ShortfallRecorded():
            _refuse_shortfall(state, act)
        case RoundClosed():
            _refuse_closing(agreement, handover, state)
        case FamiliesTold():
            each_once(act.people)
            people = travellers(agreement, handover)
            if any(person not in people or people[person].home != author for person in act.people):
                raise Refused("A party speaks for the families of its own people in the package.")
        case SentenceProposed():
            if act.digest in state.sentences:
                raise Refused("This sentence is on the table already.")
            reason = untrue(act, agreement, handover, reception, claims)
            if reason:
                raise Refused(reason)
        case SentenceConfirmed():
            _refuse_confirmation(state, author, act)
        case CommuniqueEmbargoed():
            if state.published:
                raise Refused("The communiqué is published.")
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
        raise Refused("This shortfall doesn't follow from the reconciled account.")
    if act in state.shortfalls:
        raise Refused("This shortfall is on record.")


def _refuse_closing(agreement: Agreement, handover: Handover, state: Record) -> None:
    if state.closed:
        raise Refused("The round is closed.")
    if under_way(handover):
        raise Refused(f"Still on the way: {', '.join(under_way(handover))}.")
    if state.reconciled is None or state.reconciled != account(agreement, handover):
        raise Refused("A round closes on an account reconciled after the last movement.")
    recorded = {(s.holder, s.home, s.track) for s in state.shortfalls}
    open_ways = [
        line
        for line in state.reconciled.lines
        if line.shortfall > 0 and (line.holder, line.home, line.track) not in recorded
    ]
    if open_ways:
        ways = "; ".join(f"{line.holder} to {line.home}, {line.track}: {line.shortfall}" for line in open_ways)
        raise Refused(f"A shortfall is not on record: {ways}.")


def _refuse_confirmation(state: Record, author: str, act: SentenceConfirmed) -> None:
    on_table = state.sentences.get(act.sentence)
    if on_table is None:
        raise Refused("There is no such sentence on the table.")
    if author in on_table.confirmed_by:
        raise Refused(f"{author} has confirmed this sentence already.")


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
        raise Refused("The communiqué is published.")
    if not state.closed:
        raise Refused("The communiqué tells of a closed round: of an account reconciled and shortfalls on record.")
    each_once(act.sentences, "sentence")
    for digest in act.sentences:
        on_table = state.sentences.get(digest)
        if on_table is None:
            raise Refused("There is no such sentence on the table.")
        silent = [seat for seat in named(on_table.proposed) if seat not in on_table.confirmed_by]
        if silent:
            raise Refused(f"Named in a sentence and hasn't confirmed it: {', '.join(silent)}.")
        reason = untrue(on_table.proposed, agreement, handover, reception, claims)
        if reason:
            raise Refused(reason)
    until = max(state.embargoes.values(), default=None)
    if until and statement.time < until:
        raise Refused(f"Nothing is published before {until:%Y-%m-%d %H:%M} UTC.")
    home = [p for p in travellers(agreement, handover) if handover.journey(p).stage is Stage.RECEIVED]
    untold = [person for person in home if person not in state.told]
    if untold:
        raise Refused(
            f"The families of {len(untold)} people have not been told yet.", rule="L1", article="GC III 13; GC IV 27"
        )
