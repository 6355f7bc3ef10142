"""One blind tracing as acts: its terms and its steps, in their order."""

from __future__ import annotations

from datetime import UTC, datetime
from hashlib import sha256

from kit.table import LYSORIA, OBSERVER, PARTIES, SAHLAN, TORVENIA, other
from wayhome.acts import Act
from wayhome.agreement import (
    AuditExcused,
    DossierLodged,
    DossiersReleased,
    ListMasked,
    ListRaised,
    ListsCompared,
    ProofOfLifeGiven,
    SampleDrawn,
    SampleJudged,
    SampleOpened,
    TracingAccepted,
    TracingProposed,
)
from wayhome.tracing.blind import USUAL

SEED = "5e" * 32
TERMS = TracingProposed(
    tracing="autumn",
    home=LYSORIA,
    holder=TORVENIA,
    lines_sought=100,
    lines_held=80,
    kinds=USUAL,
    canaries=10,
    sample=20,
    budget_sought=180,
    budget_held=80,
    proof_of_life_by=datetime(2025, 12, 1, tzinfo=UTC),
)


def masked(party: str, name: str = "autumn") -> ListMasked:
    """A party's masked list."""
    count = TERMS.lines_sought if party == LYSORIA else TERMS.lines_held
    return ListMasked(name, _digest(f"{party} masked"), count, _digest(f"{party} key"))


def raised(party: str, name: str = "autumn") -> ListRaised:
    """What a party made of the other's masked list."""
    return ListRaised(name, masked(other(party)).file, _digest(f"{party} raised"))


Said = tuple[str, Act] | tuple[str, Act, str] | tuple[str, Act, str, str]


def steps(name: str = "autumn") -> list[Said]:
    """Who says what, sealed to whom, from the terms to the sample opened."""
    return [
        (LYSORIA, TERMS, *PARTIES),
        (TORVENIA, TracingAccepted(name, TERMS.digest)),
        *((party, masked(party, name)) for party in PARTIES),
        *((party, raised(party, name)) for party in PARTIES),
        *((SAHLAN, ListsCompared(name, party, 20), party) for party in PARTIES),
        (OBSERVER, SampleDrawn(name, SEED)),
        *((party, SampleOpened(name, masked(party).file), OBSERVER) for party in PARTIES),
    ]


SOUGHT, HELD = "LYSORIA-SOUGHT-1", "TORVENIA-HELD-1"
"""One person, by the references of either list."""
RELEASED = DossiersReleased("autumn", SOUGHT, HELD)
PROOF = ProofOfLifeGiven("autumn", HELD, LYSORIA)


def judged(party: str, invented: int = 0) -> SampleJudged:
    """What the observer found in the lines a party opened."""
    return SampleJudged("autumn", party, _digest(f"{party} opened"), TERMS.sample, invented)


def lodged(party: str, person: str = "", *matches: str) -> DossierLodged:
    """A party's dossier: of the person who is on both lists, with two matches, or of another one."""
    person = person or (SOUGHT if party == LYSORIA else HELD)
    names = tuple(map(_digest, matches or ("first match", "second match")))
    return DossierLodged("autumn", person, names, _digest(f"{party}'s dossier of {person}"))


def excused(party: str, invented: int) -> AuditExcused:
    """The other party goes on although so many lines of this one are invented."""
    return AuditExcused("autumn", party, judged(party, invented).digest)


def confirming() -> list[Said]:
    """Who says what once the samples are opened: from the observer's finding to proof of life."""
    return [
        *((OBSERVER, judged(party)) for party in PARTIES),
        *((party, lodged(party), SAHLAN) for party in PARTIES),
        (SAHLAN, RELEASED, *PARTIES),
        (TORVENIA, PROOF, LYSORIA),
    ]


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()
