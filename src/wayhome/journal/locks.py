"""The second lock on what is sealed about people: a key for each person, so that destroying it erases them.

What is sealed is opened with a seat's private key (see `sealed`). What it says about a person is besides encrypted
under a key of that person's, which lies beside the journal in every copy (see `Storage.keys`). It keeps nothing secret
by itself; it is there to be destroyed. Then no seat's key opens what was said about the person, in no copy of the
sealed part that anybody has kept, and the sealed part's bytes, with every digest and proof, stay as they are.

A locked content is canonical JSON, ``{"format": "wayhome-locked/1", "parts": [{"box": base64, "people": {reference:
base64, ...}}, ...]}``. Each box is XChaCha20-Poly1305 (24 bytes of nonce, then the ciphertext) under the hash of the
keys of all the people it is about, with their references as associated data; ``people`` has a hash of each key, to
know it by. A part about several people is gone once one of them is erased.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from hashlib import sha256
from typing import NamedTuple

import nacl.bindings
import nacl.exceptions

from wayhome.journal.canonical import decode, encode, from_base64, to_base64
from wayhome.journal.errors import CannotUnseal, Erased

FORMAT = "wayhome-locked/1"
_START = f'{{"format":"{FORMAT}",'.encode()
_NONCE_BYTES = nacl.bindings.crypto_aead_xchacha20poly1305_ietf_NPUBBYTES


class Part(NamedTuple):
    """What is said about some people together."""

    people: tuple[str, ...]
    content: bytes

    def __repr__(self) -> str:
        return f"Part(about {len(self.people)}, {len(self.content)} bytes)"


class LockedPart(NamedTuple):
    """A part still locked: whom it is about, the hash of the key of each, and its nonce and ciphertext."""

    people: Mapping[str, bytes]
    box: bytes

    def open(self, keys: Mapping[str, frozenset[bytes]]) -> bytes:
        """Return the content. Raises `Erased` naming who is, `CannotUnseal` where a key isn't here."""
        erased = sorted(person for person in self.people if keys.get(person) == frozenset())
        if erased:
            raise Erased("journal.erased", people=", ".join(erased))
        found = {
            person: key
            for person, known_by in self.people.items()
            for key in keys.get(person, ())
            if _known_by(key) == known_by
        }
        missing = sorted(self.people.keys() - found.keys())
        if missing:
            raise CannotUnseal("journal.key_not_in_this_copy", people=", ".join(missing))
        nonce, ciphertext = self.box[:_NONCE_BYTES], self.box[_NONCE_BYTES:]
        try:
            return nacl.bindings.crypto_aead_xchacha20poly1305_ietf_decrypt(
                ciphertext, _names(self.people), nonce, _together(found)
            )
        except (nacl.exceptions.CryptoError, ValueError):
            raise CannotUnseal("journal.changed_after_locking") from None


def lock(parts: Iterable[Part], keys: Mapping[str, bytes], randomness: Callable[[int], bytes]) -> bytes:
    """Encrypt each part under the keys of those it is about; ``randomness(n)`` gives n fresh random bytes."""
    locked = []
    for people, content in parts:
        own = {person: keys[person] for person in people}
        nonce = randomness(_NONCE_BYTES)
        box = nacl.bindings.crypto_aead_xchacha20poly1305_ietf_encrypt(content, _names(own), nonce, _together(own))
        known_by = {person: to_base64(_known_by(key)) for person, key in own.items()}
        locked.append({"box": to_base64(nonce + box), "people": known_by})
    return encode({"format": FORMAT, "parts": locked})


def is_locked(content: bytes) -> bool:
    """Whether an unsealed content has locks on it."""
    return content.startswith(_START)


def locked_parts(content: bytes) -> Iterator[LockedPart]:
    """Yield the parts of a locked content, in the order they were locked. Raises `CannotUnseal` for another form."""
    match decode(content):
        case {"format": str(form), "parts": list(parts), **unknown} if form == FORMAT and not unknown:
            pass
        case _:
            raise CannotUnseal("journal.not_of_the_format", format=FORMAT)
    for part in parts:
        match part:
            case {"box": str(box), "people": dict(people), **unknown} if people and not unknown:
                yield LockedPart(
                    {person: from_base64(str(hashed)) for person, hashed in people.items()}, from_base64(box)
                )
            case _:
                raise CannotUnseal("journal.not_of_the_format", format=FORMAT)


def _known_by(key: bytes) -> bytes:
    return sha256(f"{FORMAT} known by:".encode() + key).digest()


def _together(keys: Mapping[str, bytes]) -> bytes:
    """One key that only all of these give."""
    return sha256(f"{FORMAT} together:".encode() + b"".join(keys[person] for person in sorted(keys))).digest()


def _names(people: Iterable[str]) -> bytes:
    return encode(sorted(people))
