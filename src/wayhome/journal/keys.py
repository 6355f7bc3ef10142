"""Keys of the seats: Ed25519 signatures (RFC 8032), and sealing small secrets to a key.

One verifier only, libsodium through PyNaCl: Ed25519 libraries disagree on crafted signatures, and two seats that
disagree on whether something was signed have no journal. Keys that such signatures need are refused when parsed.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from hashlib import blake2b, sha256
from pathlib import Path
from typing import NoReturn

import nacl.bindings
import nacl.exceptions
import nacl.signing

from wayhome.journal.canonical import from_base64, to_base64
from wayhome.journal.errors import BadKey, BadSignature, CannotUnseal, NotCanonical

KEY_BYTES = 32
SIGNATURE_BYTES = 64
_FILE_HEADING = "wayhome private key 1: "


@dataclass(frozen=True)
class PublicKey:
    """An Ed25519 public key: 32 bytes, a canonical point of the prime-order group. Raises `BadKey` for any other."""

    raw: bytes

    def __post_init__(self) -> None:
        if len(self.raw) != KEY_BYTES:
            raise BadKey(f"a public key has {KEY_BYTES} bytes, not {len(self.raw)}")
        if not nacl.bindings.crypto_core_ed25519_is_valid_point(self.raw):
            raise BadKey("not the public key of any private key (small order, mixed order or not canonical)")

    @classmethod
    def parse(cls, text: str) -> PublicKey:
        """Read a key's text form, 44 characters of base64. Raises `BadKey`."""
        try:
            raw = from_base64(text)
        except NotCanonical as error:
            raise BadKey(f"a public key is {KEY_BYTES} bytes in base64: {error}") from None
        return cls(raw)

    def __str__(self) -> str:
        return to_base64(self.raw)

    @property
    def id(self) -> str:
        """SHA-256 of the key's bytes, in 64 hex characters: whole, so that nobody has to think about collisions."""
        return sha256(self.raw).hexdigest()

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
            raise BadSignature(f"a signature has {SIGNATURE_BYTES} bytes, not {len(signature)}")
        try:
            nacl.bindings.crypto_sign_open(signature + message, self.raw)
        except nacl.exceptions.BadSignatureError:
            raise BadSignature(f"not signed by the key {self.fingerprint}") from None

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
            raise BadKey(f"a private key is made from {KEY_BYTES} random bytes, not {len(seed)}")
        self._key = nacl.signing.SigningKey(seed)
        self.public = PublicKey(bytes(self._key.verify_key))

    def __repr__(self) -> str:
        return f"SigningKey({self.public.fingerprint})"

    def __reduce__(self) -> NoReturn:
        raise TypeError("a private key is kept with write_key, never pickled or copied")

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
            raise CannotUnseal(f"not sealed to the key {self.public.fingerprint}") from None


def write_key(path: Path, key: SigningKey) -> None:
    """Write a private key file that only its owner may read. Raises FileExistsError rather than overwrite one."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(f"{_FILE_HEADING}{to_base64(bytes(key._key))}\n")
        file.flush()
        os.fsync(descriptor)


def read_key(path: Path) -> SigningKey:
    """Read a private key file. Raises `BadKey`, or OSError if the file can't be read."""
    if path.stat().st_mode & 0o077:
        raise BadKey(f"{path}: others may read this private key; run: chmod 600 {path}")
    try:
        text = path.read_bytes().decode("ascii")
        if not (text.startswith(_FILE_HEADING) and text.endswith("\n")):
            raise NotCanonical("no heading")
        seed = from_base64(text[len(_FILE_HEADING) : -1])
    except (NotCanonical, UnicodeDecodeError):
        raise BadKey(f"{path}: not a private key file; it is one line, '{_FILE_HEADING}' and 44 characters") from None
    if len(seed) != KEY_BYTES:
        raise BadKey(f"{path}: the private key in this file is not whole")
    return SigningKey(seed)
