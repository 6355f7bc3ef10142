"""What follows a blind tracing: its audit, dossiers of which neither is released without the other, proof of life."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wayhome.acts import Refused, Statement
from wayhome.agreement.confirming import (
    AuditExcused,
    DossierLodged,
    DossiersReleased,
    ProofOfLifeGiven,
    SampleJudged,
)
from wayhome.agreement.once import each_once
from wayhome.agreement.rules.tracings import known, of
from wayhome.agreement.seats import Role
from wayhome.agreement.state import Agreement
from wayhome.agreement.tracings import Lodged, Tracing
from wayhome.people.messages import said
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
        raise Refused(said("agreement.no_lines_opened", party=act.party))
    if act.party in tracing.judged:
        raise Refused(said("agreement.judged_already", party=act.party))
    if not _HEX.fullmatch(act.opened):
        raise Refused(said("agreement.opened_form"))
    if act.lines_opened != tracing.terms.sample:
        raise Refused(said("agreement.sample_by_the_terms", sample=tracing.terms.sample, opened=act.lines_opened))
    if not 0 <= act.invented <= act.lines_opened:
        raise Refused(said("agreement.no_more_invented"))


def _refuse_excused(tracing: Tracing, author: str, act: AuditExcused) -> None:
    if act.party != tracing.other(author):
        raise Refused(said("agreement.excused_by_the_other"))
    if act.party not in tracing.failed:
        raise Refused(said("agreement.audit_not_failed", party=act.party))
    if act.judged != tracing.judged[act.party].digest:
        raise Refused(said("agreement.not_what_was_found"))


def _refuse_lodged(state: Agreement, tracing: Tracing, statement: Statement, act: DossierLodged) -> None:
    author = statement.author
    if len(tracing.compared) < len(tracing.parties):
        raise Refused(said("agreement.lodged_after_telling"))
    _refuse_failed(tracing)
    each_once(act.matches, said("agreement.a_match"))
    if len(act.matches) > MOST_TOKENS:
        raise Refused(said("agreement.most_lines_of_one_person", most=MOST_TOKENS))
    if not all(_HEX.fullmatch(name) for name in (*act.matches, act.dossier)):
        raise Refused(said("agreement.dossier_form"))
    if act.person in tracing.dossiers.get(author, ()):
        raise Refused(said("agreement.dossier_lodged_already", person=act.person))
    own = tracing.matches.get(author, {})
    if not own.keys().isdisjoint(act.matches):
        raise Refused(said("agreement.one_dossier_of_a_match", author=author))
    if len(own) + len(act.matches) > tracing.compared[author]:
        raise Refused(said("agreement.only_so_many_matched", matched=tracing.compared[author]))
    if act.dossier in _lodged(state):
        raise Refused(said("agreement.dossier_lodged_before"))
    if statement.sealed_for != (state.facilitator,):
        raise Refused(said("agreement.dossier_sealed_to_facilitator"))


def _refuse_released(tracing: Tracing, statement: Statement, act: DossiersReleased) -> None:
    _refuse_failed(tracing)
    home, holder = tracing.parties
    sought = _dossier(tracing, home, act.person_sought)
    held = _dossier(tracing, holder, act.person_held)
    if act.person_sought == act.person_held:
        raise Refused(said("agreement.two_references"))
    if set(sought.matches).isdisjoint(held.matches):
        raise Refused(said("agreement.dossiers_have_no_match", sought=act.person_sought, held=act.person_held))
    if act.person_held in tracing.released.get(act.person_sought, ()):
        raise Refused(said("agreement.dossiers_released_already"))
    if not tracing.audited:
        raise Refused(said("agreement.released_after_judging"))
    if set(statement.sealed_for) != set(tracing.parties):
        raise Refused(said("agreement.released_to_both"))


def _lodged(state: Agreement) -> Iterator[str]:
    """The digests of all dossiers lodged in this round."""
    for tracing in state.tracings.values():
        for of_party in tracing.dossiers.values():
            yield from (lodged.dossier for lodged in of_party.values())


def _dossier(tracing: Tracing, party: str, person: str) -> Lodged:
    """The dossier a party lodged of somebody. Raises `Refused` where there is none."""
    lodged = tracing.dossiers.get(party, {}).get(person)
    if lodged is None:
        raise Refused(said("agreement.neither_without_the_other", party=party, person=person))
    return lodged


def _refuse_proof(state: Agreement, tracing: Tracing, statement: Statement, act: ProofOfLifeGiven) -> None:
    home, holder = tracing.parties
    if statement.author != holder and state.seats[statement.author].role is not Role.OBSERVER:
        raise Refused(said("agreement.life_proven_by", holder=holder))
    if act.person in tracing.proven:
        raise Refused(said("agreement.life_proven_already", person=act.person))
    if act.person not in tracing.owed:
        raise Refused(said("agreement.nothing_is_owed", person=act.person))
    if act.party != home or statement.sealed_for != (home,):
        raise Refused(said("agreement.life_proven_for_home", home=home))


def _refuse_failed(tracing: Tracing) -> None:
    """Refuse to go on where an audit failed: by the terms, until the other party has excused it."""
    for party in tracing.failed:
        raise Refused(
            said(
                "agreement.too_many_invented",
                invented=tracing.judged[party].invented,
                party=party,
                allowed=tracing.terms.invented_allowed,
                other=tracing.other(party),
            )
        )
