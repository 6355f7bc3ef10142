"""The acts of the handover, from a person's own wish to the line crossed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from wayhome.acts import Act
from wayhome.agreement import Role
from wayhome.people import Returnee


@dataclass(frozen=True)
class WishTaken(Act):
    """The observer asked this person, alone, whether they want to go home (GC III 109 (3)).

    The answer, where they want to go and any fear they have are sealed to the observer; no party can read them.
    """

    kind = "wish.taken"
    by = (Role.OBSERVER,)
    sealed_for = (Role.OBSERVER,)

    person: str


@dataclass(frozen=True)
class FitnessCertified(Act):
    """The observer's doctors find these people fit to travel, or not."""

    kind = "fitness.certified"
    by = (Role.OBSERVER,)

    people: tuple[str, ...]
    fit: bool


@dataclass(frozen=True)
class GuardianRecorded(Act):
    """A guardian or agency is on record for this child (AP I 78). Who it is, is sealed."""

    kind = "guardian.recorded"
    by = (Role.OBSERVER,)
    sealed_for = (Role.OBSERVER, Role.RECEPTION)

    person: str


@dataclass(frozen=True)
class TransferCleared(Act):
    """The observer clears these people for the transfer: each gave a standing yes, and has no unresolved fear."""

    kind = "transfer.cleared"
    by = (Role.OBSERVER,)

    people: tuple[str, ...]


@dataclass(frozen=True)
class ClearanceWithheld(Act):
    """The observer doesn't clear these people, or no longer does, up to the line itself.

    No reason is ever given: somebody who says no, who takes back a yes, who is afraid or who declines at the crossing
    looks the same to every party, so that nobody and no family can be made to answer for it. They may be asked again.
    """

    kind = "clearance.withheld"
    by = (Role.OBSERVER,)

    people: tuple[str, ...]


class Cause(StrEnum):
    """Why a person of the package is replaced by another."""

    UNFIT = "unfit_to_travel"
    NOT_CLEARED = "not_cleared"
    """The observer, having been to see them, withholds the clearance."""


@dataclass(frozen=True)
class SubstitutionProposed(Act):
    """The detaining party would return ``coming`` in place of ``leaving``. Nothing changes until it is signed."""

    kind = "substitution.proposed"
    by = (Role.PARTY,)

    leaving: str
    coming: Returnee
    cause: Cause


@dataclass(frozen=True)
class SubstitutionSigned(Act):
    """The party of origin signs the substitution: with the proposer's, the second signature."""

    kind = "substitution.signed"
    by = (Role.PARTY,)

    substitution: str


@dataclass(frozen=True)
class ManifestSigned(Act):
    """The detaining party signs who is on a leg, complete. Names are in the part sealed to those who must know them.

    ``after`` names legs that must have arrived before this one departs.
    """

    kind = "manifest.signed"
    by = (Role.PARTY,)
    sealed_for = (Role.PARTY, Role.FACILITATOR, Role.OBSERVER, Role.RECEPTION)

    leg: str
    people: tuple[str, ...]
    crossing: str
    after: tuple[str, ...] = ()


@dataclass(frozen=True)
class TransportNotified(Act):
    """The facilitator gives notice of a leg's transport (GC III 48; GC IV 128)."""

    kind = "transport.notified"
    by = (Role.FACILITATOR,)

    leg: str
    manifest: str
    vehicles: int
    ambulances: int


@dataclass(frozen=True)
class TransportAcknowledged(Act):
    """A party has the notice and will not hinder the leg."""

    kind = "transport.acknowledged"
    by = (Role.PARTY,)

    leg: str
    manifest: str


@dataclass(frozen=True)
class Departed(Act):
    """The convoy has left with these people aboard. They are still in the detaining party's custody."""

    kind = "convoy.departed"
    by = (Role.PARTY,)

    leg: str
    people: tuple[str, ...]


@dataclass(frozen=True)
class PresentAtCrossing(Act):
    """The facilitator finds these people of a leg at the crossing."""

    kind = "crossing.present"
    by = (Role.FACILITATOR,)

    leg: str
    people: tuple[str, ...]


@dataclass(frozen=True)
class UnlistedArrived(Act):
    """Somebody arrived with a leg who is on no manifest. They don't cross on this act; who it is, is sealed."""

    kind = "crossing.unlisted"
    by = (Role.FACILITATOR,)
    sealed_for = (Role.FACILITATOR, Role.OBSERVER)

    leg: str
    person: str


@dataclass(frozen=True)
class HeadsCounted(Act):
    """A seat's own count of the heads of a leg on this side of the line. Counting again replaces its earlier count."""

    kind = "crossing.counted"
    by = (Role.PARTY, Role.FACILITATOR)

    leg: str
    heads: int


@dataclass(frozen=True)
class HandedOver(Act):
    """The detaining party releases these people of a leg across the line, as one tranche."""

    kind = "tranche.handed_over"
    by = (Role.PARTY,)

    tranche: int
    leg: str
    people: tuple[str, ...]


@dataclass(frozen=True)
class Received(Act):
    """The party of origin has received these people, or the observer has seen that it has."""

    kind = "tranche.received"
    by = (Role.PARTY, Role.OBSERVER)

    people: tuple[str, ...]


@dataclass(frozen=True)
class Returned(Act):
    """These people of a leg are back with the detaining party, as the facilitator has seen: whoever did not cross, and
    whoever was handed over and not let in."""

    kind = "convoy.returned"
    by = (Role.FACILITATOR,)

    leg: str
    people: tuple[str, ...]


class Alarm(StrEnum):
    """The only reasons for which movement may be frozen. A claim about other people is none of them."""

    SAFETY = "safety"
    IDENTITY = "identity"
    MEDICAL = "medical"


@dataclass(frozen=True)
class MovementFrozen(Act):
    """Nobody new sets out or crosses until this seat resumes. Whoever is on the way arrives or returns all the same."""

    kind = "movement.frozen"
    by = (Role.PARTY, Role.FACILITATOR, Role.OBSERVER)

    alarm: Alarm


@dataclass(frozen=True)
class MovementResumed(Act):
    """The seat that froze movement resumes it."""

    kind = "movement.resumed"
    by = (Role.PARTY, Role.FACILITATOR, Role.OBSERVER)


ACTS: tuple[type[Act], ...] = (
    WishTaken,
    FitnessCertified,
    GuardianRecorded,
    TransferCleared,
    ClearanceWithheld,
    SubstitutionProposed,
    SubstitutionSigned,
    ManifestSigned,
    TransportNotified,
    TransportAcknowledged,
    Departed,
    PresentAtCrossing,
    UnlistedArrived,
    HeadsCounted,
    HandedOver,
    Received,
    Returned,
    MovementFrozen,
    MovementResumed,
)
