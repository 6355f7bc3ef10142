"""Passkeys: a person's own hand beside the signature of a seat (W3C Web Authentication Level 3).

Before an entry is signed by the office, the person who acts for it may be asked for a passkey. The challenge is SHA-256
of what the office signs, so the assertion is about this entry and no other; for several entries at once it is made of
theirs, and each keeps its place among them (see `several`). What the authenticator gave back is kept in the envelope as
it came, and is checked again whenever the journal is: with no network and no server.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from hashlib import sha256
from typing import Any, Literal

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256

from wayhome.journal.canonical import to_base64
from wayhome.journal.entry import require_name
from wayhome.journal.errors import BadKey, BadPasskey, BadSignature
from wayhome.journal.keys import PublicKey
from wayhome.journal.several import Among, places_among

USER_PRESENT, USER_VERIFIED, BACKUP_ELIGIBLE, BACKED_UP = 0x01, 0x04, 0x08, 0x10
"""Flags of authenticator data (section 6.1)."""
_AUTHENTICATOR_DATA_BYTES = 37
"""The hash of the relying party's id, the flags, the counter. More would be what nobody asked for."""
_LONGEST_CREDENTIAL = 1023
"""Section 4, "credential id"."""


class Passkey(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A person's passkey as the covenant names it. Raises `BadKey` for a key that is none.

    ``algorithm`` is "ES256" (ECDSA on P-256 with SHA-256; ``key`` is the point, uncompressed, 65 bytes) or "EdDSA"
    (Ed25519; 32 bytes). ``holder`` says whose it is in words of the seat's own: an office, no name.
    """

    algorithm: Literal["ES256", "EdDSA"]
    credential: bytes
    holder: str
    key: bytes

    def __post_init__(self) -> None:
        require_name(self.holder, "holder")
        if not 0 < len(self.credential) <= _LONGEST_CREDENTIAL:
            raise BadKey("journal.length_of_credential", longest=_LONGEST_CREDENTIAL)
        if self.algorithm == "EdDSA":
            PublicKey(self.key)
        else:
            _point(self.key)


class RelyingParty(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where passkeys are used: the relying party's id (a domain), the web origins, whether the person is verified."""

    id: str
    origins: tuple[str, ...]
    user_verification: bool
    """Whether a touch isn't enough: the authenticator has to have asked for a finger, a face or a code."""

    def __post_init__(self) -> None:
        for name in (self.id, *self.origins):
            require_name(name, "relying_party")


class Assertion(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What an authenticator gave back (AuthenticatorAssertionResponse, section 5.2.2), byte for byte."""

    authenticator_data: bytes = msgspec.field(name="authenticatorData")
    client_data_json: bytes = msgspec.field(name="clientDataJSON")
    credential: bytes
    signature: bytes
    among: Among | None = None
    """This act's place among those that the passkey was asked about at once; None where it was asked about this one."""

    def for_each(self, challenges: Sequence[bytes]) -> tuple[Assertion, ...]:
        """Return what is to stand beside each of the acts with these challenges, about all of which it was asked."""
        return tuple(msgspec.structs.replace(self, among=place) for place in places_among(challenges))


def challenge_of(signed: bytes) -> bytes:
    """Return the challenge to ask a passkey with for what an office signs (see `Envelope.signed_bytes`)."""
    return sha256(signed).digest()


def check_assertion(assertion: Assertion, challenge: bytes, passkey: Passkey, party: RelyingParty) -> None:
    """Raise `BadPasskey` unless ``passkey`` answered this challenge at this relying party (section 7.2, strictly).

    ``challenge`` is the act's own; where the passkey was asked about several, the assertion says how to get to theirs.
    """
    asked = assertion.among.challenge(challenge) if assertion.among else challenge
    client = _client_data(assertion.client_data_json)
    if client.get("type") != "webauthn.get":
        raise BadPasskey("journal.no_answer_to_sign")
    if client.get("challenge") != _base64url(asked):
        raise BadPasskey("journal.asked_about_something_else")
    if client.get("origin") not in party.origins:
        raise BadPasskey("journal.asked_at_another_place")
    if client.get("crossOrigin", False) is not False or "topOrigin" in client:
        raise BadPasskey("journal.asked_within_another_site")
    data = assertion.authenticator_data
    if len(data) != _AUTHENTICATOR_DATA_BYTES:
        raise BadPasskey("journal.length_of_authenticator_data", bytes=_AUTHENTICATOR_DATA_BYTES, found=len(data))
    if data[:32] != sha256(party.id.encode()).digest():
        raise BadPasskey("journal.another_relying_party")
    flags = data[32]
    if not flags & USER_PRESENT:
        raise BadPasskey("journal.nobody_was_there")
    if party.user_verification and not flags & USER_VERIFIED:
        raise BadPasskey("journal.not_verified_who_was_there")
    if flags & BACKED_UP and not flags & BACKUP_ELIGIBLE:
        raise BadPasskey("journal.backed_up_but_not_able")
    _check_signature(passkey, data + sha256(assertion.client_data_json).digest(), assertion.signature)


def _check_signature(passkey: Passkey, message: bytes, signature: bytes) -> None:
    try:
        if passkey.algorithm == "EdDSA":
            PublicKey(passkey.key).verify(message, signature)
        else:
            _point(passkey.key).verify(signature, message, ec.ECDSA(SHA256()))
    except (BadSignature, InvalidSignature):
        raise BadPasskey("journal.not_signed_by_passkey", holder=passkey.holder) from None


def _point(key: bytes) -> ec.EllipticCurvePublicKey:
    try:
        if len(key) != 65:  # the one form: uncompressed
            raise ValueError
        return ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), key)
    except ValueError:
        raise BadKey("journal.not_an_es256_point") from None


def _client_data(text: bytes) -> dict[str, Any]:
    try:
        value = json.loads(text.decode(), object_pairs_hook=_each_once)
    except (ValueError, RecursionError):
        raise BadPasskey("journal.client_data_not_json") from None
    if not isinstance(value, dict):
        raise BadPasskey("journal.client_data_no_object")
    return value


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    fields = dict(pairs)
    if len(fields) < len(pairs):
        raise ValueError("a field stands twice")
    return fields


def _base64url(data: bytes) -> str:
    """Base64url without padding (RFC 4648, section 5)."""
    return to_base64(data).rstrip("=").translate(str.maketrans("+/", "-_"))
