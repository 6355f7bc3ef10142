"""All rounds of a journal: the fold, and what no two rounds may do to one person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import reduce
from hashlib import sha256

import msgspec

from wayhome.acts import Refused, Statement
from wayhome.agreement import (
    CovenantAdopted,
    HostilitiesEnded,
    ListMasked,
    PackageCountered,
    PackageProposed,
    PackageSigned,
    Role,
    RoundOpened,
    SeatTaken,
    TracingProposed,
    lines_sent,
)
from wayhome.handover import Stage, SubstitutionProposed, SubstitutionSigned, travellers
from wayhome.journal import Covenant, canonical
from wayhome.people.messages import said
from wayhome.rounds.adoption import adopted, refuse_adoption
from wayhome.rounds.round import Round


@dataclass(frozen=True)
class Rounds:
    """Every round of a journal, by name."""

    rounds: Mapping[str, Round] = field(default_factory=dict)
    covenant: Covenant | None = None
    """The covenant in force: who signs for whom in every round. None before the first."""

    def __getitem__(self, name: str) -> Round:
        """The round of this name, at its start if nothing was stated in it."""
        return self.rounds.get(name, Round())


def apply(state: Rounds, statement: Statement) -> Rounds:
    """Return the rounds after one more statement. Pure; asks no rule."""
    rounds: Mapping[str, Round] = {**state.rounds, statement.round: state[statement.round].after(statement)}
    if isinstance(statement.act, HostilitiesEnded | RoundOpened):
        rounds = _spread_peace(rounds)
    if isinstance(statement.act, CovenantAdopted):
        covenant, rounds = adopted(rounds, statement.act)
        return Rounds(rounds, covenant)
    return Rounds(rounds, state.covenant)


def admit(state: Rounds, statement: Statement) -> Rounds:
    """Return the rounds after one more statement, if their rules and the law admit it. Raises `Refused`."""
    state[statement.round].refuse(statement)
    if isinstance(statement.act, CovenantAdopted):
        refuse_adoption(state.covenant, state.rounds, statement.act)
    _refuse_strangers(state, statement)
    _refuse_elsewhere(state, statement)
    _refuse_over_budget(state, statement)
    return apply(state, statement)


def fold(statements: Iterable[Statement], state: Rounds | None = None) -> Rounds:
    """Fold statements to their state, in order. Raises `Refused` for one that should not have been admitted."""
    return reduce(admit, statements, state or Rounds())


def fingerprint(state: Rounds) -> str:
    """SHA-256 of the state's canonical JSON (RFC 8785), in hex: equal where two machines have folded the same acts."""
    return sha256(canonical.encode(msgspec.to_builtins(state))).hexdigest()


def _spread_peace(rounds: Mapping[str, Round]) -> Mapping[str, Round]:
    """The end of active hostilities is one fact for every round between the same parties (GC III 118)."""
    ended = {frozenset(each.agreement.parties) for each in rounds.values() if each.agreement.hostilities_ended}
    return {
        name: replace(each, agreement=replace(each.agreement, hostilities_ended=True))
        if frozenset(each.agreement.parties) in ended
        else each
        for name, each in rounds.items()
    }


def _refuse_strangers(state: Rounds, statement: Statement) -> None:
    """After a journal's first round, refuse a further one opened by a stranger, or a known seat with another key."""
    earlier = [each.agreement.seats for name, each in state.rounds.items() if name != statement.round]
    known = [seats[statement.author] for seats in earlier if statement.author in seats]
    keys = {seat.key for seat in known if seat.confirmed_by}
    match statement.act:
        case RoundOpened(key=key):
            if earlier and (key not in keys or Role.FACILITATOR not in {seat.role for seat in known}):
                raise Refused(said("rounds.opened_by_the_facilitator"))
        case SeatTaken(key=key):
            if keys and key not in keys:
                raise Refused(said("rounds.another_key_in_this_journal", author=statement.author))
        case _:
            pass


def _refuse_elsewhere(state: Rounds, statement: Statement) -> None:
    """Refuse to put anybody into a package who is in another open round's, or went home in another round."""
    named = _put_into_a_package(state[statement.round], statement)
    if not named:
        return
    for name, other in state.rounds.items():
        if name == statement.round:
            continue
        for person in travellers(other.agreement, other.handover):
            gone = other.handover.journey(person).stage in (Stage.RELEASED, Stage.RECEIVED)
            if person in named and (gone or not other.closed):
                raise Refused(said("rounds.in_another_round", person=person, round=name))


def _refuse_over_budget(state: Rounds, statement: Statement) -> None:
    """Refuse more lines of a blind tracing than its terms allow for all tracings of its way, whatever their rounds."""
    match statement.act:
        case TracingProposed():
            terms = statement.act
            asked = {terms.home: terms.lines_sought, terms.holder: terms.lines_held}
        case ListMasked(tracing=name, count=count):
            terms = state[statement.round].agreement.tracings[name].terms
            asked = {statement.author: count}
        case _:
            return
    budget = {terms.home: terms.budget_sought, terms.holder: terms.budget_held}
    sent = Counter[str]()
    for each in state.rounds.values():
        sent.update(lines_sent(each.agreement.tracings, terms.home, terms.holder))
    for party, count in asked.items():
        if sent[party] + count > budget[party]:
            raise Refused(said("rounds.over_budget", party=party, sent=sent[party], more=count, budget=budget[party]))


def _put_into_a_package(round_: Round, statement: Statement) -> set[str]:
    match statement.act:
        case PackageProposed(returnees=returnees) | PackageCountered(returnees=returnees):
            return {returnee.person for returnee in returnees}
        case PackageSigned():
            package = round_.agreement.package
            return set(package.returnees) if package else set()
        case SubstitutionProposed(coming=coming):
            return {coming.person}
        case SubstitutionSigned(substitution=digest):
            return {round_.handover.substitutions[digest].proposal.coming.person}
        case _:
            return set()
