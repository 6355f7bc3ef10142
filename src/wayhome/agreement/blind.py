"""The acts of blind tracing: *do you hold whom we seek?* without showing either list (see `wayhome.tracing.blind`)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from wayhome.acts import Act
from wayhome.agreement.confirming import CONFIRMING
from wayhome.agreement.seats import Role
from wayhome.tracing.blind import TokenKind


@dataclass(frozen=True)
class TracingProposed(Act):
    """A party proposes to trace whom one seeks among whom the other holds, and how much each may ask.

    The secret of the canaries, lines that both lists have and no other seat knows, is sealed to the two parties.
    """

    kind = "tracing.proposed"
    by = (Role.PARTY,)
    sealed_for = (Role.PARTY,)

    tracing: str
    home: str
    """The party that seeks."""
    holder: str
    """The party that holds."""
    lines_sought: int
    """Lines of the masked list of those sought, padding and canaries included."""
    lines_held: int
    kinds: tuple[TokenKind, ...]
    canaries: int
    sample: int
    """Lines of each list that are opened to the observer."""
    budget_sought: int
    """Lines that the party that seeks may have sent in all tracings of this way together, this one included."""
    budget_held: int
    proof_of_life_by: datetime
    """Until when the holder owes proof of life of everybody whose dossier it has exchanged."""
    invented_allowed: int = 0
    """Invented lines among those opened of a list that don't yet fail its audit."""


@dataclass(frozen=True)
class TracingAccepted(Act):
    """The other party accepts exactly these terms of a blind tracing."""

    kind = "tracing.accepted"
    by = (Role.PARTY,)

    tracing: str
    proposed: str
    """The digest of the terms."""


@dataclass(frozen=True)
class ListMasked(Act):
    """A party has masked its list, before it has seen anything of the other's: the file can't change any more."""

    kind = "list.masked"
    by = (Role.PARTY,)

    tracing: str
    file: str
    """SHA-256 of the masked file, in hex."""
    count: int
    masking_key: str
    """The public half of the key it is masked with, in hex."""


@dataclass(frozen=True)
class ListRaised(Act):
    """A party has raised the other's masked list by its own key, for the facilitator alone."""

    kind = "list.raised"
    by = (Role.PARTY,)

    tracing: str
    masked: str
    """SHA-256 of the masked file that was raised."""
    file: str
    """SHA-256 of the raised file."""


@dataclass(frozen=True)
class ListsCompared(Act):
    """The facilitator has checked every proof and compared; which of its own lines matched is sealed to each party."""

    kind = "lists.compared"
    by = (Role.FACILITATOR,)
    sealed_for = (Role.PARTY,)

    tracing: str
    party: str
    matched: int


@dataclass(frozen=True)
class SampleDrawn(Act):
    """The observer draws, after all is compared, the random bytes from which the lines to be opened follow."""

    kind = "sample.drawn"
    by = (Role.OBSERVER,)

    tracing: str
    seed: str
    """32 random bytes, in hex."""


@dataclass(frozen=True)
class SampleOpened(Act):
    """A party opens the lines drawn of its list to the observer, with the proof that they are what it masked."""

    kind = "sample.opened"
    by = (Role.PARTY,)
    sealed_for = (Role.OBSERVER,)

    tracing: str
    masked: str
    """SHA-256 of the masked file whose lines they are."""


BLIND_TRACING: tuple[type[Act], ...] = (
    TracingProposed,
    TracingAccepted,
    ListMasked,
    ListRaised,
    ListsCompared,
    SampleDrawn,
    SampleOpened,
    *CONFIRMING,
)
