"""Blind tracing: terms both parties agree, then each step once, in its order, by its own seat, as was agreed."""

from __future__ import annotations

import re

from wayhome.acts import Refused, Statement, each_once
from wayhome.agreement.blind import (
    ListMasked,
    ListRaised,
    ListsCompared,
    SampleDrawn,
    SampleOpened,
    TracingAccepted,
    TracingProposed,
)
from wayhome.agreement.state import Agreement
from wayhome.agreement.tracings import Tracing
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
        raise Refused(f"There is a tracing {act.tracing} already." if act.tracing else "A tracing has a name.")
    if {act.home, act.holder} - set(state.parties) or act.home == act.holder:
        raise Refused("A tracing is of people one party seeks and another party holds.")
    if statement.author not in (act.home, act.holder):
        raise Refused(f"A tracing is proposed by who seeks, {act.home}, or who holds, {act.holder}.")
    each_once(act.kinds, "kind of token")
    if not set(act.kinds) - WEAK:
        raise Refused(f"A kind other than {', '.join(sorted(WEAK))} is needed: alone it says nothing.")
    fewest = min(act.lines_sought, act.lines_held)
    if not 0 < act.canaries < fewest or not 0 < act.sample < fewest:
        raise Refused("At least one canary and one line opened, and each list longer than either.")
    if not 0 <= act.invented_allowed < act.sample:
        raise Refused("Fewer invented lines are allowed than are opened; 0 allows none.")
    if max(act.budget_sought, act.budget_held) > _MOST_LINES:
        raise Refused(f"A budget is at most {_MOST_LINES:,} lines.")
    if act.lines_sought > act.budget_sought or act.lines_held > act.budget_held:
        raise Refused("A tracing has no more lines than its budget allows.")
    if act.proof_of_life_by <= statement.time:
        raise Refused("The time for proof of life is still to come.")
    if set(statement.sealed_for) != {act.home, act.holder}:
        raise Refused("The secret of the canaries is sealed to both parties of the tracing, and to nobody else.")


def _refuse_acceptance(tracing: Tracing, author: str, act: TracingAccepted) -> None:
    if author == tracing.proposed_by or tracing.accepted:
        raise Refused("A tracing is accepted once, by the party that didn't propose it.")
    if act.proposed != tracing.terms.digest:
        raise Refused("These are not the terms proposed; read them again and accept those.")


def _refuse_masked(state: Agreement, tracing: Tracing, author: str, act: ListMasked) -> None:
    if not tracing.accepted:
        raise Refused("Nothing is masked before both parties have agreed on the terms.")
    if author in tracing.masked:
        raise Refused(f"{author} has masked its list already; another list is another tracing.")
    if act.count != tracing.lines(author):
        raise Refused(f"{author} sends {tracing.lines(author)} lines by the terms, not {act.count}.")
    _refuse_digest(state, act.file)
    if not _HEX.fullmatch(act.masking_key):
        raise Refused("A masking key's public half is 64 hexadecimal digits.")
    if act.masking_key in {
        each.masking_key for each_tracing in state.tracings.values() for each in each_tracing.masked.values()
    }:
        raise Refused("This masking key was used before; every list is masked with a fresh one.")


def _refuse_raised(state: Agreement, tracing: Tracing, author: str, act: ListRaised) -> None:
    if len(tracing.masked) < len(tracing.parties):
        raise Refused("Nothing is raised before both lists are masked and their digests are here.")
    if author in tracing.raised:
        raise Refused(f"{author} has raised the other list already.")
    if act.masked != tracing.masked[tracing.other(author)].file:
        raise Refused(f"{author} raises the list that {tracing.other(author)} masked, and no other.")
    _refuse_digest(state, act.file)


def _refuse_compared(tracing: Tracing, statement: Statement, act: ListsCompared) -> None:
    if act.party not in tracing.parties:
        raise Refused(f"What matched is told to {' and '.join(tracing.parties)}.")
    if len(tracing.raised) < len(tracing.parties):
        raise Refused("Nothing is compared before both lists are raised.")
    if act.party in tracing.compared:
        raise Refused(f"{act.party} has been told already what matched.")
    if not 0 <= act.matched <= min(map(tracing.lines, tracing.parties)):
        raise Refused("No more lines match than either list has.")
    if set(tracing.compared.values()) - {act.matched}:
        raise Refused("As many lines match on one list as on the other.")
    if statement.sealed_for != (act.party,):
        raise Refused(f"Which lines of {act.party} matched is sealed to it alone.")


def _refuse_drawn(tracing: Tracing, act: SampleDrawn) -> None:
    if len(tracing.compared) < len(tracing.parties):
        raise Refused("The sample is drawn when all is compared: until then nobody knows which lines it will be.")
    if tracing.seed:
        raise Refused("The sample is drawn already; it is drawn once.")
    if not _HEX.fullmatch(act.seed):
        raise Refused("The seed of a sample is 32 random bytes, 64 hexadecimal digits.")


def _refuse_opened(state: Agreement, tracing: Tracing, statement: Statement, act: SampleOpened) -> None:
    author = statement.author
    if not tracing.seed:
        raise Refused("Nothing is opened before the observer has drawn the sample.")
    if author in tracing.opened:
        raise Refused(f"{author} has opened its lines already.")
    if act.masked != tracing.masked[author].file:
        raise Refused(f"{author} opens lines of the list it masked.")
    if statement.sealed_for != (state.observer,):
        raise Refused("What is opened is sealed to the observer alone.")


def _refuse_digest(state: Agreement, digest: str) -> None:
    """Refuse what is no digest of a file, and a file that was stated before, under whatever name."""
    if not _HEX.fullmatch(digest):
        raise Refused("A file is stated by its SHA-256, 64 hexadecimal digits.")
    if any(digest in tracing.files for tracing in state.tracings.values()):
        raise Refused("This file was stated before; every file is a new one.")


def known(state: Agreement, name: str) -> Tracing:
    """The tracing of this name. Raises `Refused` where there is none."""
    if name not in state.tracings:
        raise Refused(f"There is no tracing {name}.")
    return state.tracings[name]


def of(state: Agreement, author: str, name: str) -> Tracing:
    """The tracing of this name. Raises `Refused` for an author who isn't one of its two parties."""
    tracing = known(state, name)
    if author not in tracing.parties:
        raise Refused(f"The tracing {name} is between {' and '.join(tracing.parties)}.")
    return tracing
