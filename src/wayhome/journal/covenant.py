"""The covenant: who signs for whom in a journal, as one document that all seats have signed, version after version.

It is to a journal what the root is to The Update Framework: version N+1 counts only if those whom version N trusts
have signed it, and those whom it names itself. So a key that was lost or stolen can be replaced, and nobody is asked to
trust anything but the version they hold. The signed form is a DSSE envelope of canonical JSON with every signature.
"""

from __future__ import annotations

from functools import reduce
from typing import Literal

import msgspec

from wayhome.journal.canonical import decode_as, decoder, encode
from wayhome.journal.entry import require_integer, require_name, require_origin
from wayhome.journal.envelope import Envelope, Signature
from wayhome.journal.errors import BadCovenant, why
from wayhome.journal.keys import VERIFIER, PublicKey, SigningKey
from wayhome.journal.office import Office
from wayhome.journal.passkey import RelyingParty, challenge_of
from wayhome.journal.signing import Authority

PAYLOAD_TYPE = "application/vnd.wayhome.covenant+json"


class Covenant(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One version of a covenant. Raises `BadCovenant` for one that contradicts itself."""

    format: Literal["wayhome-covenant/1"] = "wayhome-covenant/1"
    journal: str
    version: int
    seats: dict[str, Office]
    threshold: int
    """How many of the seats have to agree to the next version: more than half of them."""
    keeper: str
    """The seat that signs checkpoints: the facilitator."""
    watching: tuple[str, ...]
    """The seats whose cosignature a checkpoint needs to count between all of them: the parties and the observer."""
    relying_party: RelyingParty | None = None
    verifier: str = VERIFIER
    """The program whose verdict on Ed25519 signatures counts."""

    def __post_init__(self) -> None:
        require_origin(self.journal)
        require_integer(self.version, "version", at_least=1)
        for seat in self.seats:
            require_name(seat, "seats")
        if self.verifier != VERIFIER:
            raise BadCovenant("journal.another_verifier", verifier=VERIFIER)
        if not len(self.seats) // 2 < self.threshold <= len(self.seats):
            raise BadCovenant("journal.threshold_of_seats")
        if self.keeper not in self.seats or not set(self.watching) <= self.seats.keys() - {self.keeper}:
            raise BadCovenant("journal.keeper_and_watching")
        if list(self.watching) != sorted(set(self.watching)):
            raise BadCovenant("journal.watching_each_once")
        keys = [key for office in self.seats.values() for key in (*office.keys, *(each.key for each in office.former))]
        if len(set(keys)) < len(keys):
            raise BadCovenant("journal.keys_of_its_own")
        if self.relying_party is None and any(office.passkeys for office in self.seats.values()):
            raise BadCovenant("journal.passkeys_need_a_relying_party")

    def authority(self, seat: str) -> Authority | None:
        """Who signs for a seat, or None for one that the covenant doesn't name."""
        office = self.seats.get(seat)
        return Authority(office, self.relying_party) if office else None

    def encode(self) -> bytes:
        """Return the covenant's canonical JSON: what is signed."""
        return encode(msgspec.to_builtins(self))


class SignedCovenant:
    """A covenant and the keys that signed it, every signature checked."""

    def __init__(self, envelope: bytes) -> None:
        """Read a signed covenant. Raises `BadCovenant`, or what is wrong with a signature or key of it.

        ``challenge`` is what a person's passkey may be asked with before they sign it; its answer is kept nowhere.
        """
        opened = Envelope.decode(envelope, PAYLOAD_TYPE)
        try:
            self.covenant = decode_as(opened.payload, _COVENANT)
        except msgspec.ValidationError as error:
            raise BadCovenant("journal.not_a_covenant", error=why(error)) from None
        if opened.passkeys:
            raise BadCovenant("journal.covenant_signed_with_passkeys")
        self.signed_by = opened.verify()
        self.challenge = challenge_of(opened.signed_bytes)
        self.envelope = envelope

    def agreeing(self, covenant: Covenant) -> list[str]:
        """Return the seats that have signed with as many of the keys they have in ``covenant`` as it asks."""
        return [
            seat
            for seat, office in covenant.seats.items()
            if len(self.signed_by.intersection(office.keys)) >= office.threshold
        ]

    def missing(self, before: Covenant | None) -> list[BadCovenant]:
        """Return what this covenant still lacks to follow ``before`` (None for the first), one by one."""
        lacking = [
            BadCovenant("journal.yet_to_sign_with_the_new_key", seat=seat, key=_fingerprint(key))
            for seat, office in self.covenant.seats.items()
            for key in office.keys
            if key not in self.signed_by and (before is None or key not in _keys(before, seat))
        ]
        if before is None:
            silent = self.covenant.seats.keys() - set(self.agreeing(self.covenant))
            return lacking + [BadCovenant("journal.first_needs_every_seat", seat=seat) for seat in sorted(silent)]
        for covenant in (before, self.covenant):
            agreeing = self.agreeing(covenant)
            if len(agreeing) < covenant.threshold:
                names = ", ".join(agreeing) or BadCovenant("journal.no_seat")
                by = {"threshold": covenant.threshold, "version": covenant.version}
                lacking.append(BadCovenant("journal.seats_have_to_sign", **by, names=names))
        return lacking

    def require_follows(self, before: Covenant | None) -> None:
        """Raise `BadCovenant` unless this version may follow ``before``, or be the first where that is None."""
        _require_succession(self.covenant, before)
        lacking = self.missing(before)
        if lacking:
            raise reduce(lambda one, other: BadCovenant("journal.and_also", one=one, other=other), lacking)


def sign_covenant(covenant: Covenant, *keys: SigningKey) -> bytes:
    """Return the covenant signed with these keys."""
    return Envelope.sign(covenant.encode(), *keys, payload_type=PAYLOAD_TYPE).encode()


def add_signature(envelope: bytes, key: SigningKey) -> bytes:
    """Return a signed covenant with one more signature."""
    opened = Envelope.decode(envelope, PAYLOAD_TYPE)
    signatures = {each.keyid: each for each in opened.signatures}
    keyid = str(key.public)
    signatures[keyid] = Signature(keyid, key.sign(opened.signed_bytes))
    return Envelope(opened.payload, PAYLOAD_TYPE, tuple(signatures[keyid] for keyid in sorted(signatures))).encode()


def _require_succession(covenant: Covenant, before: Covenant | None) -> None:
    version = before.version + 1 if before else 1
    if covenant.version != version:
        raise BadCovenant("journal.comes_next", next=version, version=covenant.version)
    if before is None:
        if any(office.former for office in covenant.seats.values()):
            raise BadCovenant("journal.first_without_former_keys")
        return
    if covenant.journal != before.journal:
        raise BadCovenant("journal.covenant_of_another", journal=covenant.journal)
    for seat, office in before.seats.items():
        _require_past(seat, office, covenant.seats.get(seat))


def _require_past(seat: str, before: Office, now: Office | None) -> None:
    """Every key a seat has had stays in the covenant, and what a former key is trusted for may only shrink."""
    if now is None:
        raise BadCovenant("journal.stays_in_the_covenant", seat=seat)
    former = {each.key: each.trusted_to for each in now.former}
    for key in before.keys:
        if key not in now.keys and key not in former:
            raise BadCovenant("journal.trusted_up_to", seat=seat, key=_fingerprint(key))
    for each in before.former:
        if each.key not in former or former[each.key] > each.trusted_to:
            raise BadCovenant("journal.revoked_for_good", key=_fingerprint(each.key), seat=seat)
    if former.keys() - {*before.keys, *(each.key for each in before.former)}:
        raise BadCovenant("journal.never_had_the_key", seat=seat)


def _keys(covenant: Covenant, seat: str) -> tuple[bytes, ...]:
    return covenant.seats[seat].keys if seat in covenant.seats else ()


def _fingerprint(key: bytes) -> str:
    return PublicKey(key).fingerprint


_COVENANT = decoder(Covenant)
