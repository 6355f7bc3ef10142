"""The acts of the agreement."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from wayhome.acts import Act
from wayhome.agreement.blind import BLIND_TRACING
from wayhome.agreement.seats import Role
from wayhome.exchange import Terms
from wayhome.people import Returnee


@dataclass(frozen=True, slots=True)
class SeatName:
    """What a seat is called in the four languages of the communiqué."""

    seat: str
    en: str
    uk: str
    ru: str
    ar: str


@dataclass(frozen=True)
class RoundOpened(Act):
    """The facilitator opens a round and names its seats. The act carries the facilitator's own key."""

    kind = "round.opened"
    by = (Role.FACILITATOR,)

    title: str
    parties: tuple[str, ...]
    observer: str
    reception: str
    key: str
    names: tuple[SeatName, ...] = ()


@dataclass(frozen=True)
class SeatTaken(Act):
    """A seat named in the opening is taken by whoever signs this, with this key."""

    kind = "seat.taken"
    by = (Role.PARTY, Role.OBSERVER, Role.RECEPTION)

    key: str


@dataclass(frozen=True)
class KeyConfirmed(Act):
    """Another seat heard the key's fingerprint read aloud and found it the same: the key's second confirmation."""

    kind = "key.confirmed"
    by = (Role.FACILITATOR, Role.PARTY, Role.OBSERVER, Role.RECEPTION)

    seat: str
    key: str


@dataclass(frozen=True)
class CovenantAdopted(Act):
    """The seats put a new version of their covenant in force: who signs for whom, from the next entry on.

    ``covenant`` holds it with every signature, as `wayhome keys covenant` writes it. Whoever states this only hands it
    in: what counts are the signatures in it.
    """

    kind = "covenant.adopted"
    by = (Role.FACILITATOR, Role.PARTY, Role.OBSERVER, Role.RECEPTION)

    covenant: str


@dataclass(frozen=True)
class InquiryMade(Act):
    """A party asks another whether it holds these people. Who they are is in the sealed part.

    ``together`` lists families among them: people who may not be separated (AP I 74).
    """

    kind = "inquiry.made"
    by = (Role.PARTY,)
    sealed_for = (Role.PARTY,)

    inquiry: str
    to: str
    people: tuple[str, ...]
    together: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class InquiryAnswered(Act):
    """The party asked answers for each person: held, not held, or can't say (GC III 122 (7))."""

    kind = "inquiry.answered"
    by = (Role.PARTY,)

    inquiry: str
    held: tuple[str, ...] = ()
    not_held: tuple[str, ...] = ()
    cannot_say: tuple[str, ...] = ()


class MatchVerdict(StrEnum):
    """What a person finds of a match; the machine's own words have no place among acts."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"


@dataclass(frozen=True)
class MatchJudged(Act):
    """A seat's verdict on a match: whether a person sought is a person held. By which officer, and why, is sealed.

    The sealed part is the seat's own; it goes to others only where they are named. A later verdict of the same seat on
    the same match replaces the earlier. No verdict puts anybody into a package or takes anybody out.
    """

    kind = "match.judged"
    by = (Role.PARTY, Role.FACILITATOR)
    sealed_for = (Role.PARTY, Role.FACILITATOR)

    person_sought: str
    person_held: str
    home: str
    """The party that seeks."""
    holder: str
    """The party that holds."""
    verdict: MatchVerdict


@dataclass(frozen=True)
class TermsProposed(Act):
    """Terms are put on the table. A party that proposes them accepts them by that."""

    kind = "terms.proposed"
    by = (Role.PARTY, Role.FACILITATOR)

    terms: Terms


@dataclass(frozen=True)
class TermsCountered(Act):
    """Other terms in place of those on the table; earlier acceptances fall."""

    kind = "terms.countered"
    by = (Role.PARTY,)

    terms: Terms
    replaces: str
    """The digest of the terms this answers."""


@dataclass(frozen=True)
class TermsAccepted(Act):
    """A party accepts exactly the terms on the table. They are in force once every party has."""

    kind = "terms.accepted"
    by = (Role.PARTY,)

    terms: str


@dataclass(frozen=True)
class PackageProposed(Act):
    """Who would go home in this round, both ways, under the terms in force.

    ``document`` is the digest of the private package document (explanations, certificate) as `wayhome plan` wrote it,
    taken over its bytes with a salt, or "" where there is none. Signatures count until ``sign_by``.
    """

    kind = "package.proposed"
    by = (Role.PARTY, Role.FACILITATOR)

    terms: str
    returnees: tuple[Returnee, ...]
    sign_by: datetime
    document: str = ""


@dataclass(frozen=True)
class PackageCountered(Act):
    """Another package in place of the one on the table; every earlier signature is void."""

    kind = "package.countered"
    by = (Role.PARTY,)

    replaces: str
    terms: str
    returnees: tuple[Returnee, ...]
    sign_by: datetime
    document: str = ""


@dataclass(frozen=True)
class PackageSigned(Act):
    """Exactly the package on the table is signed: by each party, then by the facilitator, which puts it in effect."""

    kind = "package.signed"
    by = (Role.PARTY, Role.FACILITATOR)

    package: str


@dataclass(frozen=True)
class LotteryPrepared(Act):
    """A lottery among people whom the terms leave equal is frozen, before any randomness for it exists.

    ``lottery`` is the digest of its published part, as `wayhome lottery prepare` wrote it. Every party and the
    facilitator then commit to a secret each, and once all have, reveal it. A public random value that isn't known yet
    can be named as ``beacon``, such as a round of drand; it is mixed in as well.
    """

    kind = "lottery.prepared"
    by = (Role.FACILITATOR,)

    lottery: str
    terms: str
    beacon: str = ""


@dataclass(frozen=True)
class LotteryCommitted(Act):
    """A seat commits to a secret of its own, which nobody can tell from this, and which it can't change any more."""

    kind = "lottery.committed"
    by = (Role.PARTY, Role.FACILITATOR)

    lottery: str
    commitment: str


@dataclass(frozen=True)
class LotteryRevealed(Act):
    """A seat reveals the secret it had committed to, once every seat has committed."""

    kind = "lottery.revealed"
    by = (Role.PARTY, Role.FACILITATOR)

    lottery: str
    secret: str
    """32 bytes in hexadecimal."""


@dataclass(frozen=True)
class LotteryDrawn(Act):
    """The lottery is drawn: everything that anybody needs to draw it again is on record.

    ``seed`` follows from what was revealed and from the beacon's value; ``people`` follow from the seed and the
    lottery's published part, which `wayhome lottery verify` draws again.
    """

    kind = "lottery.drawn"
    by = (Role.FACILITATOR,)

    lottery: str
    seed: str
    people: tuple[str, ...]
    beacon: str = ""
    """The beacon's value in hexadecimal; "" where the lottery names none."""


@dataclass(frozen=True)
class HostilitiesEnded(Act):
    """Active hostilities have ended: from here on no ratio holds anybody back (GC III 118)."""

    kind = "hostilities.ended"
    by = (Role.FACILITATOR,)


@dataclass(frozen=True)
class RefusalRecorded(Act):
    """The facilitator puts on record that a seat tried what the law forbids, such as making civilians consideration."""

    kind = "refusal.recorded"
    by = (Role.FACILITATOR,)

    of: str
    """The seat that tried."""
    tried: str
    """The kind of act that was refused."""
    attempt: str
    """The digest of that act."""
    rule: str


ACTS: tuple[type[Act], ...] = (
    RoundOpened,
    SeatTaken,
    KeyConfirmed,
    CovenantAdopted,
    *BLIND_TRACING,
    InquiryMade,
    InquiryAnswered,
    MatchJudged,
    TermsProposed,
    TermsCountered,
    TermsAccepted,
    PackageProposed,
    PackageCountered,
    PackageSigned,
    LotteryPrepared,
    LotteryCommitted,
    LotteryRevealed,
    LotteryDrawn,
    HostilitiesEnded,
    RefusalRecorded,
)
