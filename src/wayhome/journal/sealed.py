"""Sealed parts: content that only the seats named may read, kept beside the journal, which holds its digest.

The sealed bytes are one line of canonical JSON, the heading, and then the ciphertext::

    {"commitment": base64, "format": "wayhome-sealed/1", "keys": {seat: base64, ...}, "nonce": base64}\\n<ciphertext>

The content, its sender and its recipients are encrypted together (XChaCha20-Poly1305, draft-irtf-cfrg-xchacha) under a
fresh content key, with the heading's line as associated data; ``keys`` holds the content key sealed to each recipient
(see `PublicKey.seal`). Three dangers and what meets them:

- *The length tells the content.* It is padded (see `padded_length`).
- *A part passed on as somebody else's.* Sender and recipients stand inside; whoever unseals compares them with the
  entry, whose signature covers the digest of these bytes.
- *One ciphertext that reads differently under two keys*, which Poly1305 alone does not exclude (Len, Grubbs and
  Ristenpart, "Partitioning Oracle Attacks", 2021). ``commitment`` is a hash of the content key: all hold the same.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256

import nacl.bindings
import nacl.exceptions

from wayhome.journal.canonical import decode, encode, from_base64, to_base64
from wayhome.journal.errors import CannotUnseal, NotCanonical
from wayhome.journal.keys import PublicKey, SigningKey

FORMAT = "wayhome-sealed/1"
SMALLEST = 1024
"""Bytes that any content, however short, is padded to: "yes" and "no" look alike."""
_KEY_BYTES = nacl.bindings.crypto_aead_xchacha20poly1305_ietf_KEYBYTES
_NONCE_BYTES = nacl.bindings.crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
_EPHEMERAL_BYTES = nacl.bindings.crypto_box_SECRETKEYBYTES


@dataclass(frozen=True)
class Unsealed:
    """What a sealed part held. Its fields stay out of its repr: they are confidential."""

    content: bytes
    sender: str
    recipients: tuple[str, ...]

    def __repr__(self) -> str:
        return f"Unsealed({len(self.content)} bytes)"


def seal(content: bytes, recipients: Mapping[str, PublicKey], sender: str, randomness: Callable[[int], bytes]) -> bytes:
    """Encrypt ``content`` from the seat ``sender`` to each seat of ``recipients``.

    ``randomness(n)`` returns n fresh random bytes. It is asked for the content key (32), the nonce (24), then for each
    recipient in alphabetical order an ephemeral key (32); the same answers give the same sealed bytes.
    """
    if not recipients:
        raise ValueError("a sealed part needs at least one recipient")
    content_key, nonce = _draw(randomness, _KEY_BYTES), _draw(randomness, _NONCE_BYTES)
    seats = sorted(recipients)
    heading = encode(
        {
            "commitment": to_base64(_commitment(content_key)),
            "format": FORMAT,
            "keys": {
                seat: to_base64(recipients[seat].seal(content_key, _draw(randomness, _EPHEMERAL_BYTES)))
                for seat in seats
            },
            "nonce": to_base64(nonce),
        }
    )
    inside = _pad(encode({"content": to_base64(content), "recipients": seats, "sender": sender}))
    ciphertext = nacl.bindings.crypto_aead_xchacha20poly1305_ietf_encrypt(inside, heading, nonce, content_key)
    return heading + b"\n" + ciphertext


def unseal(blob: bytes, seat: str, key: SigningKey) -> Unsealed:
    """Return what ``blob`` holds for ``seat``. Raises `CannotUnseal` if it was not sealed to it, or was changed.

    The sender named is the sender's own word until it is compared with the author of the signed entry.
    """
    try:
        return _unseal(blob, seat, key)
    except NotCanonical as error:
        raise CannotUnseal("journal.not_as_it_was_sealed", error=error) from None


def padded_length(length: int) -> int:
    """Return the length that ``length`` bytes are padded to: at least `SMALLEST`, then by Padmé.

    Padmé (Nikitin et al., "Reducing Metadata Leakage from Encrypted Files and Communication with PURBs", 2019) leaves
    as few significant bits in a length as a floating-point number would: it adds at most 12 %, and leaks
    O(log log length) bits.
    """
    if length <= SMALLEST:
        return SMALLEST
    exponent = length.bit_length() - 1
    granule = 1 << (exponent - exponent.bit_length())
    return (length + granule - 1) // granule * granule


def _unseal(blob: bytes, seat: str, key: SigningKey) -> Unsealed:
    heading, newline, ciphertext = blob.partition(b"\n")
    match decode(heading):
        case {
            "commitment": str(commitment),
            "format": str(form),
            "keys": dict(keys),
            "nonce": str(nonce),
            **unknown,
        } if newline and not unknown and form == FORMAT and all(isinstance(each, str) for each in keys.values()):
            pass
        case _:
            raise CannotUnseal("journal.not_a_sealed_part", format=FORMAT)
    if seat not in keys:
        raise CannotUnseal("journal.not_sealed_for", seat=seat)
    content_key = key.unseal(from_base64(keys[seat]))
    if _commitment(content_key) != from_base64(commitment):
        raise CannotUnseal("journal.given_different_keys")
    try:
        inside = nacl.bindings.crypto_aead_xchacha20poly1305_ietf_decrypt(
            ciphertext, heading, from_base64(nonce), content_key
        )
    except (nacl.exceptions.CryptoError, ValueError):
        raise CannotUnseal("journal.changed_after_sealing") from None
    match decode(_unpad(inside)):
        case {"content": str(content), "recipients": list(recipients), "sender": str(sender), **unknown} if (
            not unknown and recipients == sorted(keys)
        ):
            return Unsealed(from_base64(content), sender, tuple(recipients))
        case _:
            raise CannotUnseal("journal.other_recipients_inside")


def _commitment(content_key: bytes) -> bytes:
    return sha256(f"{FORMAT} commitment:".encode() + content_key).digest()


def _pad(content: bytes) -> bytes:
    """Pad as ISO/IEC 7816-4 does: one byte 0x80, then zeros."""
    return (content + b"\x80").ljust(padded_length(len(content) + 1), b"\0")


def _unpad(padded: bytes) -> bytes:
    content = padded.rstrip(b"\0")
    if content[-1:] != b"\x80" or _pad(content[:-1]) != padded:
        raise CannotUnseal("journal.not_padded")
    return content[:-1]


def _draw(randomness: Callable[[int], bytes], count: int) -> bytes:
    drawn = randomness(count)
    if len(drawn) != count:
        raise ValueError(f"asked for {count} random bytes, was given {len(drawn)}")
    return drawn
