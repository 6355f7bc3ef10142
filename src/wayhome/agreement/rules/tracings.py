"""Blind tracing: terms both parties agree, then each step once, in its order, by its own seat, as was agreed."""

from __future__ import annotations

import re

from wayhome.acts import Refused, Statement
from wayhome.agreement.blind import (
    ListMasked,
    ListRaised,
    ListsCompared,
    SampleDrawn,
    SampleOpened,
    TracingAccepted,
    TracingProposed,
)
from wayhome.agreement.once import each_once
from wayhome.agreement.state import Agreement
from wayhome.agreement.tracings import Tracing
from wayhome.people.messages import said
from wayhome.tracing.blind import WEAK

_HEX = re.compile(r"[0-9a-f]{64}")
_MOST_LINES = 2**32


def refuse_tracing(state: Agreement, statement: Statement) -> None:
    """Raise `Refused` for a step of a blind tracing that isn't due, isn't its author's, or isn't as agreed."""
    author, act = statement.author, statement.act
    match act:
        case TracingProposed():
            _refuse_proposal(state, statement, act)
        case TracingAccepted():
            _refuse_acceptance(of(state, author, act.tracing), author, act)
        case ListMasked():
            _refuse_masked(state, of(state, author, act.tracing), author, act)
        case ListRaised():
            _refuse_raised(state, of(state, author, act.tracing), author, act)
        case ListsCompared():
            _refuse_compared(known(state, act.tracing), statement, act)
        case SampleDrawn():
            _refuse_drawn(known(state, act.tracing), act)
        case SampleOpened():
            _refuse_opened(state, of(state, author, act.tracing), statement, act)


def _refuse_proposal(state: Agreement, statement: Statement, act: TracingProposed) -> None:
    if not act.tracing or act.tracing in state.tracings:
        exists = said("agreement.tracing_exists", tracing=act.tracing)
        raise Refused(exists if act.tracing else said("agreement.tracing_has_a_name"))
    if {act.home, act.holder} - set(state.parties) or act.home == act.holder:
        raise Refused(said("agreement.tracing_is_of"))
    if statement.author not in (act.home, act.holder):
        raise Refused(said("agreement.tracing_is_proposed_by", home=act.home, holder=act.holder))
    each_once(act.kinds, said("agreement.a_kind_of_token"))
    if not set(act.kinds) - WEAK:
        raise Refused(said("agreement.another_kind_needed", kinds=tuple(sorted(WEAK))))
    fewest = min(act.lines_sought, act.lines_held)
    if not 0 < act.canaries < fewest or not 0 < act.sample < fewest:
        raise Refused(said("agreement.one_canary_and_one_line"))
    if not 0 <= act.invented_allowed < act.sample:
        raise Refused(said("agreement.fewer_invented"))
    if max(act.budget_sought, act.budget_held) > _MOST_LINES:
        raise Refused(said("agreement.largest_budget", most=_MOST_LINES))
    if act.lines_sought > act.budget_sought or act.lines_held > act.budget_held:
        raise Refused(said("agreement.no_more_than_budget"))
    if act.proof_of_life_by <= statement.time:
        raise Refused(said("agreement.proof_of_life_ahead"))
    if set(statement.sealed_for) != {act.home, act.holder}:
        raise Refused(said("agreement.canaries_sealed_to_both"))


def _refuse_acceptance(tracing: Tracing, author: str, act: TracingAccepted) -> None:
    if author == tracing.proposed_by or tracing.accepted:
        raise Refused(said("agreement.tracing_accepted_by_the_other"))
    if act.proposed != tracing.terms.digest:
        raise Refused(said("agreement.not_the_terms_proposed"))


def _refuse_masked(state: Agreement, tracing: Tracing, author: str, act: ListMasked) -> None:
    if not tracing.accepted:
        raise Refused(said("agreement.masked_after_agreement"))
    if author in tracing.masked:
        raise Refused(said("agreement.masked_already", author=author))
    if act.count != tracing.lines(author):
        raise Refused(said("agreement.lines_by_the_terms", author=author, lines=tracing.lines(author), count=act.count))
    _refuse_digest(state, act.file)
    if not _HEX.fullmatch(act.masking_key):
        raise Refused(said("agreement.masking_key_form"))
    if act.masking_key in {
        each.masking_key for each_tracing in state.tracings.values() for each in each_tracing.masked.values()
    }:
        raise Refused(said("agreement.masking_key_used"))


def _refuse_raised(state: Agreement, tracing: Tracing, author: str, act: ListRaised) -> None:
    if len(tracing.masked) < len(tracing.parties):
        raise Refused(said("agreement.raised_after_masking"))
    if author in tracing.raised:
        raise Refused(said("agreement.raised_already", author=author))
    if act.masked != tracing.masked[tracing.other(author)].file:
        raise Refused(said("agreement.raises_the_other", author=author, other=tracing.other(author)))
    _refuse_digest(state, act.file)


def _refuse_compared(tracing: Tracing, statement: Statement, act: ListsCompared) -> None:
    if act.party not in tracing.parties:
        raise Refused(said("agreement.matched_is_told_to", parties=tuple(tracing.parties)))
    if len(tracing.raised) < len(tracing.parties):
        raise Refused(said("agreement.compared_after_raising"))
    if act.party in tracing.compared:
        raise Refused(said("agreement.told_already", party=act.party))
    if not 0 <= act.matched <= min(map(tracing.lines, tracing.parties)):
        raise Refused(said("agreement.no_more_than_a_list"))
    if set(tracing.compared.values()) - {act.matched}:
        raise Refused(said("agreement.as_many_on_both"))
    if statement.sealed_for != (act.party,):
        raise Refused(said("agreement.matches_sealed_to_it", party=act.party))


def _refuse_drawn(tracing: Tracing, act: SampleDrawn) -> None:
    if len(tracing.compared) < len(tracing.parties):
        raise Refused(said("agreement.sample_after_comparing"))
    if tracing.seed:
        raise Refused(said("agreement.sample_drawn_already"))
    if not _HEX.fullmatch(act.seed):
        raise Refused(said("agreement.seed_of_a_sample"))


def _refuse_opened(state: Agreement, tracing: Tracing, statement: Statement, act: SampleOpened) -> None:
    author = statement.author
    if not tracing.seed:
        raise Refused(said("agreement.opened_after_the_sample"))
    if author in tracing.opened:
        raise Refused(said("agreement.opened_already", author=author))
    if act.masked != tracing.masked[author].file:
        raise Refused(said("agreement.opens_its_own", author=author))
    if statement.sealed_for != (state.observer,):
        raise Refused(said("agreement.opened_to_the_observer"))


def _refuse_digest(state: Agreement, digest: str) -> None:
    """Refuse what is no digest of a file, and a file that was stated before, under whatever name."""
    if not _HEX.fullmatch(digest):
        raise Refused(said("agreement.file_form"))
    if any(digest in tracing.files for tracing in state.tracings.values()):
        raise Refused(said("agreement.file_stated_before"))


def known(state: Agreement, name: str) -> Tracing:
    """The tracing of this name. Raises `Refused` where there is none."""
    if name not in state.tracings:
        raise Refused(said("agreement.no_such_tracing", tracing=name))
    return state.tracings[name]


def of(state: Agreement, author: str, name: str) -> Tracing:
    """The tracing of this name. Raises `Refused` for an author who isn't one of its two parties."""
    tracing = known(state, name)
    if author not in tracing.parties:
        raise Refused(said("agreement.tracing_is_between", tracing=name, parties=tuple(tracing.parties)))
    return tracing
