"""The blind tracings of a round, and how each act changes them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

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

    @property
    def parties(self) -> tuple[str, str]:
        """The party that seeks and the party that holds."""
        return self.terms.home, self.terms.holder

    @property
    def files(self) -> frozenset[str]:
        """The digests of all files stated."""
        masked = {each.file for each in self.masked.values()}
        return frozenset(masked | {each.file for each in self.raised.values()})

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
