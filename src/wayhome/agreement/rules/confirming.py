"""What follows a blind tracing: its audit, dossiers of which neither is released without the other, proof of life."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wayhome.acts import Refused, Statement, each_once
from wayhome.agreement.confirming import (
    AuditExcused,
    DossierLodged,
    DossiersReleased,
    ProofOfLifeGiven,
    SampleJudged,
)
from wayhome.agreement.rules.tracings import known, of
from wayhome.agreement.seats import Role
from wayhome.agreement.state import Agreement
from wayhome.agreement.tracings import Lodged, Tracing
from wayhome.tracing.blind import MOST_TOKENS

_HEX = re.compile(r"[0-9a-f]{64}")


def refuse_confirming(state: Agreement, statement: Statement) -> None:
    """Raise `Refused` for what isn't due after a blind tracing, isn't its author's to say, or isn't as agreed."""
    author, act = statement.author, statement.act
    match act:
        case SampleJudged():
            _refuse_judged(known(state, act.tracing), act)
        case AuditExcused():
            _refuse_excused(of(state, author, act.tracing), author, act)
        case DossierLodged():
            _refuse_lodged(state, of(state, author, act.tracing), statement, act)
        case DossiersReleased():
            _refuse_released(known(state, act.tracing), statement, act)
        case ProofOfLifeGiven():
            _refuse_proof(state, known(state, act.tracing), statement, act)


def _refuse_judged(tracing: Tracing, act: SampleJudged) -> None:
    if act.party not in tracing.opened:
        raise Refused(f"{act.party} has opened no lines of this tracing.")
    if act.party in tracing.judged:
        raise Refused(f"The lines of {act.party} are judged already.")
    if not _HEX.fullmatch(act.opened):
        raise Refused("What was opened is stated by its SHA-256, 64 hexadecimal digits.")
    if act.lines_opened != tracing.terms.sample:
        raise Refused(f"By the terms {tracing.terms.sample} lines are opened, not {act.lines_opened}.")
    if not 0 <= act.invented <= act.lines_opened:
        raise Refused("No more lines are invented than were opened.")


def _refuse_excused(tracing: Tracing, author: str, act: AuditExcused) -> None:
    if act.party != tracing.other(author):
        raise Refused("A failed audit is excused by the other party, never by the one whose list failed.")
    if act.party not in tracing.failed:
        raise Refused(f"The audit of {act.party} has not failed, or is excused already.")
    if act.judged != tracing.judged[act.party].digest:
        raise Refused("This is not what the observer found; read it again.")


def _refuse_lodged(state: Agreement, tracing: Tracing, statement: Statement, act: DossierLodged) -> None:
    author = statement.author
    if len(tracing.compared) < len(tracing.parties):
        raise Refused("No dossier is lodged before both parties have been told what matched.")
    _refuse_failed(tracing)
    each_once(act.matches, "match")
    if len(act.matches) > MOST_TOKENS:
        raise Refused(f"One person has at most {MOST_TOKENS} lines that match: one dossier is not for more.")
    if not all(_HEX.fullmatch(name) for name in (*act.matches, act.dossier)):
        raise Refused("Matches and dossiers are named by 64 hexadecimal digits.")
    if act.person in tracing.dossiers.get(author, ()):
        raise Refused(f"A dossier of {act.person} is lodged already.")
    own = tracing.matches.get(author, {})
    if not own.keys().isdisjoint(act.matches):
        raise Refused(f"{author} has lodged a dossier of this match already: a match is of one person of each list.")
    if len(own) + len(act.matches) > tracing.compared[author]:
        raise Refused(f"Only {tracing.compared[author]} lines matched: nobody else has a dossier lodged.")
    if act.dossier in _lodged(state):
        raise Refused("This dossier was lodged before; every dossier is sealed anew.")
    if statement.sealed_for != (state.facilitator,):
        raise Refused("A dossier is sealed to the facilitator alone until both lie there.")


def _refuse_released(tracing: Tracing, statement: Statement, act: DossiersReleased) -> None:
    _refuse_failed(tracing)
    home, holder = tracing.parties
    sought = _dossier(tracing, home, act.person_sought)
    held = _dossier(tracing, holder, act.person_held)
    if act.person_sought == act.person_held:
        raise Refused("A person sought and a person held have two references.")
    if set(sought.matches).isdisjoint(held.matches):
        raise Refused(f"{act.person_sought} and {act.person_held} have no match: neither dossier is for the other.")
    if act.person_held in tracing.released.get(act.person_sought, ()):
        raise Refused("These two dossiers are released already.")
    if not tracing.audited:
        raise Refused("Nothing is released before the observer has judged the lines opened of both lists.")
    if set(statement.sealed_for) != set(tracing.parties):
        raise Refused("Both dossiers are released to both parties at once, and to nobody else.")


def _lodged(state: Agreement) -> Iterator[str]:
    """The digests of all dossiers lodged in this round."""
    for tracing in state.tracings.values():
        for of_party in tracing.dossiers.values():
            yield from (lodged.dossier for lodged in of_party.values())


def _dossier(tracing: Tracing, party: str, person: str) -> Lodged:
    """The dossier a party lodged of somebody. Raises `Refused` where there is none."""
    lodged = tracing.dossiers.get(party, {}).get(person)
    if lodged is None:
        raise Refused(f"{party} has lodged no dossier of {person}: neither is released without the other.")
    return lodged


def _refuse_proof(state: Agreement, tracing: Tracing, statement: Statement, act: ProofOfLifeGiven) -> None:
    home, holder = tracing.parties
    if statement.author != holder and state.seats[statement.author].role is not Role.OBSERVER:
        raise Refused(f"Proof of life is given by {holder}, who holds them, or by the observer.")
    if act.person in tracing.proven:
        raise Refused(f"Proof of life of {act.person} is given already.")
    if act.person not in tracing.owed:
        raise Refused(f"No dossier of {act.person} was exchanged in this tracing, so nothing is owed.")
    if act.party != home or statement.sealed_for != (home,):
        raise Refused(f"Proof of life is for {home}, the party of origin, alone.")


def _refuse_failed(tracing: Tracing) -> None:
    """Refuse to go on where an audit failed: by the terms, until the other party has excused it."""
    for party in tracing.failed:
        raise Refused(
            f"{tracing.judged[party].invented} of the lines opened of {party} are invented; the terms allow "
            f"{tracing.terms.invented_allowed}. Nothing goes on unless {tracing.other(party)} excuses it."
        )
