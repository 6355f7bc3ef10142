"""The acts that follow a blind tracing: what its audit found, the dossiers exchanged of a match, and proof of life."""

from __future__ import annotations

from dataclasses import dataclass

from wayhome.acts import Act
from wayhome.agreement.seats import Role


@dataclass(frozen=True)
class SampleJudged(Act):
    """The observer states what it found in the lines a party opened: how many there were, and how many are invented.

    ``opened`` is the SHA-256 of what was opened. A proof made with fresh randomness stands in it, so nobody can try
    names against the digest.
    """

    kind = "sample.judged"
    by = (Role.OBSERVER,)

    tracing: str
    party: str
    """Whose lines they are."""
    opened: str
    lines_opened: int
    invented: int
    """Lines of people who don't exist or aren't on the party's list; all of them where the opening doesn't hold."""


@dataclass(frozen=True)
class AuditExcused(Act):
    """A party goes on although the observer found more invented lines on the other's list than the terms allow."""

    kind = "audit.excused"
    by = (Role.PARTY,)

    tracing: str
    party: str
    """The other party, whose lines they are."""
    judged: str
    """The digest of the observer's finding."""


@dataclass(frozen=True)
class DossierLodged(Act):
    """A party lodges with the facilitator what it states of one of its own people who matched.

    The sealed part is for the facilitator, and holds the dossier sealed once more, to the other party: the facilitator
    keeps an envelope that it can't open.
    """

    kind = "dossier.lodged"
    by = (Role.PARTY,)
    sealed_for = (Role.FACILITATOR,)

    tracing: str
    person: str
    matches: tuple[str, ...]
    """The matches of the person's lines, each by its name (see `wayhome.tracing.blind.own_matches`)."""
    dossier: str
    """SHA-256 of the dossier as it is sealed to the other party, in hex: no other can be released in its place."""


@dataclass(frozen=True)
class DossiersReleased(Act):
    """The facilitator gives each party the dossier the other lodged of a match. Neither is released without the other.

    The sealed part holds both, for both parties, each still sealed to the party it is for.
    """

    kind = "dossiers.released"
    by = (Role.FACILITATOR,)
    sealed_for = (Role.PARTY,)

    tracing: str
    person_sought: str
    person_held: str


@dataclass(frozen=True)
class ProofOfLifeGiven(Act):
    """Proof is given that somebody held is alive: by who holds them, or by the observer who has seen them.

    What proves it (their own words, the day of a visit) is sealed to the party of origin; never an image (GC III 13).
    It is taken after the day agreed as well, and is on record as late.
    """

    kind = "life.proven"
    by = (Role.PARTY, Role.OBSERVER)
    sealed_for = (Role.PARTY,)

    tracing: str
    person: str
    party: str
    """The party of origin, to which it is owed."""


CONFIRMING: tuple[type[Act], ...] = (SampleJudged, AuditExcused, DossierLodged, DossiersReleased, ProofOfLifeGiven)
