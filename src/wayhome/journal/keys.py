"""Keys of the seats: Ed25519 signatures (RFC 8032), and sealing small secrets to a key.

One verifier only, libsodium through PyNaCl: Ed25519 libraries disagree on crafted signatures, and two seats that
disagree on whether something was signed have no journal. Keys that such signatures need are refused when parsed.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b, sha256
from typing import NoReturn

import nacl.bindings
import nacl.exceptions
import nacl.signing

from wayhome.journal.canonical import from_base64, to_base64
from wayhome.journal.errors import BadKey, BadSignature, CannotUnseal, NotCanonical

KEY_BYTES = 32
SIGNATURE_BYTES = 64
VERIFIER = "libsodium crypto_sign_verify_detached"
"""The verifier whose verdict counts, as covenants name it: docs/ed25519.md shows where others differ."""


@dataclass(frozen=True)
class PublicKey:
    """An Ed25519 public key: 32 bytes, a canonical point of the prime-order group. Raises `BadKey` for any other."""

    raw: bytes

    def __post_init__(self) -> None:
        if len(self.raw) != KEY_BYTES:
            raise BadKey("journal.length_of_public_key", bytes=KEY_BYTES, found=len(self.raw))
        if not _is_honest_point(self.raw):
            raise BadKey("journal.not_a_public_key")

    @classmethod
    def parse(cls, text: str) -> PublicKey:
        """Read a key's text form, 44 characters of base64. Raises `BadKey`."""
        return _parsed(text)

    def __str__(self) -> str:
        return to_base64(self.raw)

    @property
    def fingerprint(self) -> str:
        """Six groups of five digits, to be read aloud over the telephone when a key is confirmed.

        They are SHA-256 of the key's bytes, as a big-endian number modulo 10^30: a second key with the same digits
        takes about 2^99 tries.
        """
        digits = f"{int.from_bytes(sha256(self.raw).digest(), 'big') % 10**30:030}"
        return " ".join(digits[start : start + 5] for start in range(0, 30, 5))

    def verify(self, message: bytes, signature: bytes) -> None:
        """Raise `BadSignature` unless ``signature`` is this key's over ``message``, by libsodium's verdict."""
        if len(signature) != SIGNATURE_BYTES:
            raise BadSignature("journal.length_of_signature", bytes=SIGNATURE_BYTES, found=len(signature))
        try:
            nacl.bindings.crypto_sign_open(signature + message, self.raw)
        except nacl.exceptions.BadSignatureError:
            raise BadSignature("journal.not_signed_by_key", key=self.fingerprint) from None

    def seal(self, secret: bytes, ephemeral: bytes) -> bytes:
        """Encrypt a short ``secret`` so that only this key's owner reads it; 48 bytes longer than the secret.

        This is libsodium's sealed box (X25519, XSalsa20-Poly1305) to the X25519 form of this key, with the ephemeral
        private key (32 fresh random bytes) passed in, so that the same randomness gives the same bytes.
        """
        recipient = nacl.bindings.crypto_sign_ed25519_pk_to_curve25519(self.raw)
        sender = nacl.bindings.crypto_scalarmult_base(ephemeral)
        nonce = blake2b(sender + recipient, digest_size=nacl.bindings.crypto_box_NONCEBYTES).digest()
        return sender + nacl.bindings.crypto_box(secret, nonce, recipient, ephemeral)


class SigningKey:
    """An Ed25519 private key, made from 32 bytes of randomness. Shows only its public half."""

    __slots__ = ("_key", "public")

    public: PublicKey

    def __init__(self, seed: bytes) -> None:
        if len(seed) != KEY_BYTES:
            raise BadKey("journal.length_of_private_key", bytes=KEY_BYTES, found=len(seed))
        self._key = nacl.signing.SigningKey(seed)
        self.public = PublicKey(bytes(self._key.verify_key))

    def __repr__(self) -> str:
        return f"SigningKey({self.public.fingerprint})"

    def __reduce__(self) -> NoReturn:
        raise TypeError("a private key is kept with write_key, never pickled or copied")

    @property
    def seed(self) -> bytes:
        """The 32 secret bytes it was made from, for its file and nothing else."""
        return bytes(self._key)

    def sign(self, message: bytes) -> bytes:
        """Return the 64-byte signature over ``message``; the same message always gives the same signature."""
        return self._key.sign(message).signature

    def unseal(self, box: bytes) -> bytes:
        """Return the secret that `PublicKey.seal` encrypted to this key. Raises `CannotUnseal`."""
        pair = bytes(self._key) + self.public.raw
        private = nacl.bindings.crypto_sign_ed25519_sk_to_curve25519(pair)
        public = nacl.bindings.crypto_sign_ed25519_pk_to_curve25519(self.public.raw)
        try:
            return nacl.bindings.crypto_box_seal_open(box, public, private)
        except nacl.exceptions.CryptoError:
            raise CannotUnseal("journal.not_sealed_to_key", key=self.public.fingerprint) from None


@lru_cache(maxsize=4096)
def _is_honest_point(raw: bytes) -> bool:
    return bool(nacl.bindings.crypto_core_ed25519_is_valid_point(raw))


@lru_cache(maxsize=4096)
def _parsed(text: str) -> PublicKey:
    try:
        raw = from_base64(text)
    except NotCanonical as error:
        raise BadKey("journal.public_key_in_base64", bytes=KEY_BYTES, error=error) from None
    return PublicKey(raw)
