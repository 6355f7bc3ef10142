"""The acts of the record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from wayhome.acts import Act
from wayhome.agreement import Role
from wayhome.people import Track
from wayhome.record.account import AccountLine


@dataclass(frozen=True)
class Reconciled(Act):
    """The facilitator draws up the account. It must be exactly what follows from the acts."""

    kind = "account.reconciled"
    by = (Role.FACILITATOR,)

    lines: tuple[AccountLine, ...]
    unlisted: int


@dataclass(frozen=True)
class ShortfallRecorded(Act):
    """So many people of this part of the package, this way, were signed for and not received."""

    kind = "shortfall.recorded"
    by = (Role.FACILITATOR,)

    holder: str
    home: str
    track: Track
    heads: int


@dataclass(frozen=True)
class RoundClosed(Act):
    """No more movement in this round. Claims, care and public words go on."""

    kind = "round.closed"
    by = (Role.FACILITATOR,)


@dataclass(frozen=True)
class FamiliesTold(Act):
    """The party of origin has told the families of these people, before anybody reads of it."""

    kind = "families.told"
    by = (Role.PARTY,)

    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Parameter:
    """One value of a sentence: a figure, or the name of a seat."""

    name: str
    value: str | int


@dataclass(frozen=True)
class SentenceProposed(Act):
    """A sentence for the communiqué, from the stock of sentences that exist in every language."""

    kind = "sentence.proposed"
    by = (Role.PARTY, Role.FACILITATOR)

    sentence: str
    """Which sentence of the stock."""
    parameters: tuple[Parameter, ...]
    """Its values, in the order of their names."""

    @property
    def values(self) -> dict[str, str | int]:
        """The parameters as a mapping."""
        return {parameter.name: parameter.value for parameter in self.parameters}


@dataclass(frozen=True)
class SentenceConfirmed(Act):
    """A seat confirms a sentence, named by its digest."""

    kind = "sentence.confirmed"
    by = (Role.PARTY, Role.FACILITATOR, Role.OBSERVER, Role.RECEPTION)

    sentence: str


@dataclass(frozen=True)
class CommuniqueEmbargoed(Act):
    """Nothing is published before this time. A later embargo replaces an earlier one of the same seat."""

    kind = "communique.embargoed"
    by = (Role.PARTY, Role.FACILITATOR)

    until: datetime


@dataclass(frozen=True)
class CommuniquePublished(Act):
    """The communiqué: these sentences, by digest, in this order."""

    kind = "communique.published"
    by = (Role.FACILITATOR,)

    sentences: tuple[str, ...]


ACTS: tuple[type[Act], ...] = (
    Reconciled,
    ShortfallRecorded,
    RoundClosed,
    FamiliesTold,
    SentenceProposed,
    SentenceConfirmed,
    CommuniqueEmbargoed,
    CommuniquePublished,
)
