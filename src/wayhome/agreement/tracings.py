"""The blind tracings of a round, and how each act changes them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from wayhome.acts import Statement
from wayhome.agreement.blind import (
    ListMasked,
    ListRaised,
    ListsCompared,
    SampleDrawn,
    SampleOpened,
    TracingAccepted,
    TracingProposed,
)
from wayhome.agreement.confirming import (
    AuditExcused,
    DossierLodged,
    DossiersReleased,
    ProofOfLifeGiven,
    SampleJudged,
)


@dataclass(frozen=True)
class Lodged:
    """A dossier that lies with the facilitator."""

    matches: tuple[str, ...]
    dossier: str
    """SHA-256 of the dossier as it is sealed to the other party."""


@dataclass(frozen=True)
class Tracing:
    """One blind tracing, as far as it has come. Everything is by party: who masked, who raised, who was told."""

    terms: TracingProposed
    proposed_by: str
    accepted: bool = False
    masked: Mapping[str, ListMasked] = field(default_factory=dict)
    raised: Mapping[str, ListRaised] = field(default_factory=dict)
    """By the party that raised the other's list."""
    compared: Mapping[str, int] = field(default_factory=dict)
    """How many lines matched."""
    seed: str = ""
    """Of the sample, once it is drawn."""
    opened: tuple[str, ...] = ()
    judged: Mapping[str, SampleJudged] = field(default_factory=dict)
    """What the observer found in the lines each party opened."""
    excused: tuple[str, ...] = ()
    """The parties whose failed audit the other has excused."""
    dossiers: Mapping[str, Mapping[str, Lodged]] = field(default_factory=dict)
    """By party and the reference of the person."""
    matches: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """By party: the name of a match → the person whose dossier the party lodged of it."""
    released: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The matches of which both dossiers are released: person sought → persons held."""
    proven: Mapping[str, datetime] = field(default_factory=dict)
    """When proof of life was given of a person held."""

    @property
    def parties(self) -> tuple[str, str]:
        """The party that seeks and the party that holds."""
        return self.terms.home, self.terms.holder

    @property
    def files(self) -> frozenset[str]:
        """The digests of all files stated."""
        masked = {each.file for each in self.masked.values()}
        return frozenset(masked | {each.file for each in self.raised.values()})

    @property
    def failed(self) -> tuple[str, ...]:
        """The parties with more invented lines than the terms allow, unless the other party has excused it."""
        return tuple(
            party
            for party, judged in self.judged.items()
            if judged.invented > self.terms.invented_allowed and party not in self.excused
        )

    @property
    def audited(self) -> bool:
        """Whether the lines of both parties were opened, judged, and found sound or excused."""
        return len(self.judged) == len(self.parties) and not self.failed

    @property
    def releasable(self) -> tuple[tuple[str, str], ...]:
        """The matches of which both dossiers lie there and neither is released: person sought, person held."""
        sought, held = (self.matches.get(party, {}) for party in self.parties)
        pairs = dict.fromkeys((person, held[match]) for match, person in sought.items() if match in held)
        return tuple(pair for pair in pairs if pair[1] not in self.released.get(pair[0], ()))

    @property
    def owed(self) -> tuple[str, ...]:
        """The people held of whom proof of life is owed: their dossier was exchanged and no proof is given."""
        exchanged = dict.fromkeys(person for held in self.released.values() for person in held)
        return tuple(person for person in exchanged if person not in self.proven)

    def other(self, party: str) -> str:
        """The other of the two parties."""
        home, holder = self.parties
        return holder if party == home else home

    def lines(self, party: str) -> int:
        """How many lines this party sends."""
        return self.terms.lines_sought if party == self.terms.home else self.terms.lines_held

    def budget(self, party: str) -> int:
        """How many lines this party may have sent in all tracings of this way together."""
        return self.terms.budget_sought if party == self.terms.home else self.terms.budget_held


Tracings = Mapping[str, Tracing]
"""By name."""


def apply(tracings: Tracings, statement: Statement) -> Tracings:
    """Return the tracings after one more statement. Pure; other statements change nothing."""
    author, act = statement.author, statement.act
    match act:
        case TracingProposed():
            return {**tracings, act.tracing: Tracing(act, author)}
        case TracingAccepted():
            changed = replace(tracings[act.tracing], accepted=True)
        case ListMasked():
            before = tracings[act.tracing]
            changed = replace(before, masked={**before.masked, author: act})
        case ListRaised():
            before = tracings[act.tracing]
            changed = replace(before, raised={**before.raised, author: act})
        case ListsCompared():
            before = tracings[act.tracing]
            changed = replace(before, compared={**before.compared, act.party: act.matched})
        case SampleDrawn():
            changed = replace(tracings[act.tracing], seed=act.seed)
        case SampleOpened():
            before = tracings[act.tracing]
            changed = replace(before, opened=(*before.opened, author))
        case SampleJudged():
            before = tracings[act.tracing]
            changed = replace(before, judged={**before.judged, act.party: act})
        case AuditExcused():
            before = tracings[act.tracing]
            changed = replace(before, excused=(*before.excused, act.party))
        case DossierLodged():
            before = tracings[act.tracing]
            dossiers = {**before.dossiers.get(author, {}), act.person: Lodged(act.matches, act.dossier)}
            matches = {**before.matches.get(author, {}), **dict.fromkeys(act.matches, act.person)}
            changed = replace(
                before,
                dossiers={**before.dossiers, author: dossiers},
                matches={**before.matches, author: matches},
            )
        case DossiersReleased():
            before = tracings[act.tracing]
            held = (*before.released.get(act.person_sought, ()), act.person_held)
            changed = replace(before, released={**before.released, act.person_sought: held})
        case ProofOfLifeGiven():
            before = tracings[act.tracing]
            changed = replace(before, proven={**before.proven, act.person: statement.time})
        case _:
            return tracings
    return {**tracings, act.tracing: changed}


def lines_sent(tracings: Tracings, home: str, holder: str) -> Mapping[str, int]:
    """How many lines each of the two parties has masked in the tracings of this way: each may have been a guess."""
    sent = {home: 0, holder: 0}
    for tracing in tracings.values():
        if tracing.parties == (home, holder):
            for party, masked in tracing.masked.items():
                sent[party] += masked.count
    return sent


@dataclass(frozen=True)
class ProofOwed:
    """Proof of life that is owed of a person held."""

    tracing: str
    person: str
    holder: str
    home: str
    by: datetime


def proofs_owed(tracings: Tracings) -> Iterator[ProofOwed]:
    """Everybody of whom proof of life is owed and not given, with the day agreed."""
    for name, tracing in tracings.items():
        home, holder = tracing.parties
        for person in tracing.owed:
            yield ProofOwed(name, person, holder, home, tracing.terms.proof_of_life_by)
