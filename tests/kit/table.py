"""A small round: two parties, everybody the law speaks of, and the steps up to any point of the way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256

from wayhome.acts import Act, Statement
from wayhome.agreement import (
    InquiryAnswered,
    InquiryMade,
    KeyConfirmed,
    PackageProposed,
    PackageSigned,
    RoundOpened,
    SeatTaken,
    TermsAccepted,
    TermsProposed,
)
from wayhome.exchange import CountedTerms, Criterion, Terms, UnconditionalTerms
from wayhome.handover import (
    Departed,
    FitnessCertified,
    GuardianRecorded,
    HeadsCounted,
    ManifestSigned,
    PresentAtCrossing,
    TransferCleared,
    TransportAcknowledged,
    TransportNotified,
    WishTaken,
)
from wayhome.journal import SigningKey
from wayhome.people import Category, Condition, Returnee, Track

LYSORIA, TORVENIA = PARTIES = ("Lysoria", "Torvenia")
SAHLAN, OBSERVER, MERIDIA = "Sahlan", "Committee", "Meridia"
SEATS = (SAHLAN, LYSORIA, TORVENIA, OBSERVER, MERIDIA)
ROUND = "2025-08-24"
ORIGIN = "wayhome.example/test"
START = datetime(2025, 8, 20, 9, tzinfo=UTC)
KEYS = {seat: SigningKey(sha256(seat.encode()).digest()) for seat in SEATS}


def key_of(seat: str) -> str:
    """The seat's public key in text form."""
    return str(KEYS[seat].public)


def other(party: str) -> str:
    """The other party."""
    return TORVENIA if party == LYSORIA else LYSORIA


def soldiers(holder: str, first: int, count: int) -> list[Returnee]:
    """Prisoners of war for the counted part, with references such as TORVENIA-SOLDIER-1."""
    names = [f"{holder.upper()}-SOLDIER-{number}" for number in range(first, first + count)]
    return [Returnee(name, holder, other(holder), Track.COUNTED, Category.PRISONER_OF_WAR) for name in names]


def protected(holder: str) -> list[Returnee]:
    """One wounded soldier, one civilian, and a mother with her child."""

    def person(name: str, category: Category, *conditions: Condition, family: str = "") -> Returnee:
        return Returnee(
            f"{holder.upper()}-{name}", holder, other(holder), Track.UNCONDITIONAL, category, conditions, family
        )

    return [
        person("WOUNDED", Category.PRISONER_OF_WAR, Condition.SERIOUSLY_WOUNDED_OR_SICK),
        person("CIVILIAN", Category.CIVILIAN_DETAINEE),
        person("MOTHER", Category.CIVILIAN_INTERNEE, family=f"{holder}-family"),
        person("CHILD", Category.CIVILIAN_INTERNEE, Condition.CHILD, family=f"{holder}-family"),
    ]


KNOWING = {holder: (other(holder), SAHLAN, OBSERVER) for holder in PARTIES}
"""The seats to which a manifest's names are sealed, by detaining party."""
COUNTED = 4
"""Counted people each way in the package."""
RESERVE = {holder: soldiers(holder, COUNTED + 1, 2) for holder in PARTIES}
"""Held, asked about, and not in the package: substitutes."""
PACKAGE = tuple(returnee for holder in PARTIES for returnee in (*soldiers(holder, 1, COUNTED), *protected(holder)))
EVERYBODY = (*PACKAGE, *RESERVE[LYSORIA], *RESERVE[TORVENIA])


def terms(exposure: int = 2, most: int = COUNTED) -> Terms:
    """Terms one for one."""
    return Terms(
        parties=PARTIES,
        day=date(2025, 8, 24),
        counted=CountedTerms(most=most),
        unconditional=UnconditionalTerms(),
        exposure=exposure,
        criteria=(Criterion.LONGEST_HELD,),
    )


class Script:
    """Writes statements of one round one after another, an hour apart."""

    def __init__(self, name: str = ROUND, start: datetime = START) -> None:
        self.name = name
        self.time = start

    def __call__(self, author: str, act: Act, *sealed_for: str) -> Statement:
        """One statement, an hour after the one before."""
        self.time += timedelta(hours=1)
        return Statement(self.name, author, self.time, act, sealed_for)

    def opening(self) -> Iterator[Statement]:
        """The round is open and every key confirmed."""
        yield self(SAHLAN, RoundOpened("Round of 24 August 2025", PARTIES, OBSERVER, MERIDIA, key_of(SAHLAN)))
        for seat in SEATS[1:]:
            yield self(seat, SeatTaken(key_of(seat)))
        for seat in SEATS[1:]:
            yield self(SAHLAN, KeyConfirmed(seat, key_of(seat)))
        yield self(LYSORIA, KeyConfirmed(SAHLAN, key_of(SAHLAN)))

    def inquiries(self, returnees: tuple[Returnee, ...] = EVERYBODY) -> Iterator[Statement]:
        """Each party has asked about everybody, and been told they are held."""
        for holder in PARTIES:
            people = tuple(returnee.person for returnee in returnees if returnee.holder == holder)
            family = tuple(r.person for r in returnees if r.holder == holder and r.family)
            name = f"about those {holder} holds"
            yield self(other(holder), InquiryMade(name, holder, people, (family,) if family else ()), holder)
            yield self(holder, InquiryAnswered(name, held=people))

    def agreeing(self, terms: Terms, package: tuple[Returnee, ...] = PACKAGE) -> Iterator[Statement]:
        """Terms are in force and the package is in effect."""
        yield self(LYSORIA, TermsProposed(terms))
        digest = terms.digest
        yield self(TORVENIA, TermsAccepted(digest))
        proposal = PackageProposed(digest, package, sign_by=self.time + timedelta(days=2))
        yield self(SAHLAN, proposal)
        for seat in (*PARTIES, SAHLAN):
            yield self(seat, PackageSigned(proposal.digest))

    def clearing(self, returnees: tuple[Returnee, ...] = PACKAGE) -> Iterator[Statement]:
        """Everybody was asked, is fit and cleared."""
        for returnee in returnees:
            yield self(OBSERVER, WishTaken(returnee.person), OBSERVER)
            if Condition.CHILD in returnee.conditions:
                yield self(OBSERVER, GuardianRecorded(returnee.person), OBSERVER)
        people = tuple(returnee.person for returnee in returnees)
        yield self(OBSERVER, FitnessCertified(people, fit=True))
        yield self(OBSERVER, TransferCleared(people))

    def departing(self, holder: str, leg: str, people: tuple[str, ...]) -> Iterator[Statement]:
        """A leg has left, with everybody of its manifest."""
        manifest = ManifestSigned(leg, people, "Bridge")
        yield self(holder, manifest, *KNOWING[holder])
        yield self(SAHLAN, TransportNotified(leg, manifest.digest, vehicles=1, ambulances=1))
        for party in PARTIES:
            yield self(party, TransportAcknowledged(leg, manifest.digest))
        yield self(holder, Departed(leg, people))

    def arriving(self, leg: str, people: tuple[str, ...]) -> Iterator[Statement]:
        """A leg is at the crossing, everybody present and counted."""
        yield self(SAHLAN, PresentAtCrossing(leg, people))
        for seat in (*PARTIES, SAHLAN):
            yield self(seat, HeadsCounted(leg, len(people)))

    def up_to_signed(self, exposure: int = 2) -> list[Statement]:
        """From the opening to the package in effect."""
        return [*self.opening(), *self.inquiries(), *self.agreeing(terms(exposure))]

    def up_to_crossing(self, exposure: int = 2) -> list[Statement]:
        """From the opening to both convoys counted at the crossing: legs "from Lysoria" and "from Torvenia"."""
        statements = [*self.up_to_signed(exposure), *self.clearing()]
        for holder in PARTIES:
            people = held_by(holder)
            statements += [*self.departing(holder, f"from {holder}", people), *self.arriving(f"from {holder}", people)]
        return statements


def held_by(holder: str, track: Track | None = None) -> tuple[str, ...]:
    """The references of the package's people whom this party holds."""
    return tuple(r.person for r in PACKAGE if r.holder == holder and track in (None, r.track))


def as_counted(returnee: Returnee) -> Returnee:
    """The same person put into the counted part."""
    return replace(returnee, track=Track.COUNTED)
