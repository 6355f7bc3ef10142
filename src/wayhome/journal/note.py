"""Signed notes (C2SP signed-note v1): a text, an empty line, and a line for each signature.

round.example/2025-08-24
4
<the root in base64>

— round.example/2025-08-24 <four bytes of key hash and the signature in base64>
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256

from wayhome.journal.canonical import from_base64, to_base64
from wayhome.journal.errors import BadNote, BadSignature, NotCanonical
from wayhome.journal.keys import PublicKey, SigningKey

ED25519 = 0x01
COSIGNATURE = 0x04
"""The signature types of c2sp.org/signed-note that are used here."""
_KEY_HASH_BYTES = 4
_MOST_SIGNATURES = 100
_SIGNATURE_LINE = re.compile(r"— ([^\s+]+) ([A-Za-z0-9+/]+={0,2})")
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f]")


@dataclass(frozen=True)
class NoteSignature:
    """A line of a note: whose it says it is, the four bytes that name key and type, and the signature itself."""

    name: str
    key_hash: bytes
    signature: bytes

    def line(self) -> str:
        """The line as it stands in the note."""
        return f"— {self.name} {to_base64(self.key_hash + self.signature)}\n"


@dataclass(frozen=True)
class Note:
    """A text, which ends in a newline, and its signatures, none of them checked."""

    text: str
    signatures: tuple[NoteSignature, ...]

    @classmethod
    def parse(cls, note: bytes) -> Note:
        """Read a note's bytes. Raises `BadNote` for any other form."""
        try:
            whole = note.decode("utf-8")
        except UnicodeDecodeError:
            raise BadNote("journal.note_not_utf8") from None
        text, separator, signatures = whole.rpartition("\n\n")
        if _CONTROL.search(whole) or not separator or not signatures.endswith("\n"):
            raise BadNote("journal.not_a_note")
        lines = signatures[:-1].split("\n")
        if len(lines) > _MOST_SIGNATURES:
            raise BadNote("journal.too_many_signatures", most=_MOST_SIGNATURES)
        return cls(text + "\n", tuple(_signature(line) for line in lines))

    def encode(self) -> bytes:
        """Return the note's bytes."""
        return f"{self.text}\n{''.join(each.line() for each in self.signatures)}".encode()

    def by(self, name: str, hashed: bytes) -> bytes | None:
        """Return the signature under this name by the key and type named by its hash, or None.

        Signatures of others are passed over, as the format demands. Raises `BadNote` where the key signed twice.
        """
        ours = [each.signature for each in self.signatures if (each.name, each.key_hash) == (name, hashed)]
        if len(ours) > 1:
            raise BadNote("journal.signed_twice")
        return ours[0] if ours else None

    def with_signature(self, signature: NoteSignature) -> Note:
        """Return the note with one more signature, in place of an earlier one of the same key."""
        others = [
            each for each in self.signatures if each.key_hash != signature.key_hash or each.name != signature.name
        ]
        return Note(self.text, (*others, signature))


def key_hash(name: str, key: bytes, kind: int = ED25519) -> bytes:
    """Return the four bytes by which a signature line says whose key of which type signed it."""
    return sha256(name.encode() + b"\n" + bytes([kind]) + key).digest()[:_KEY_HASH_BYTES]


def verifier_key(name: str, key: PublicKey, kind: int = ED25519) -> str:
    """Return a key as other tools take it (c2sp.org/signed-note, "vkey"): name, key hash and key, joined by "+"."""
    return f"{name}+{key_hash(name, key.raw, kind).hex()}+{to_base64(bytes([kind]) + key.raw)}"


def sign_note(text: str, name: str, *keys: SigningKey) -> bytes:
    """Return ``text``, which has to end in a newline, as a note signed with ``keys`` under ``name``."""
    signatures = [NoteSignature(name, key_hash(name, key.public.raw), key.sign(text.encode())) for key in keys]
    return Note(text, tuple(signatures)).encode()


def open_note(note: bytes, name: str, key: PublicKey) -> str:
    """Return the text of a signed note. Raises `BadNote` for another form, `BadSignature` unless ``key`` signed it."""
    parsed = Note.parse(note)
    signature = parsed.by(name, key_hash(name, key.raw))
    if signature is None:
        raise BadSignature("journal.note_not_signed_by", name=name, key=key.fingerprint)
    key.verify(parsed.text.encode(), signature)
    return parsed.text


def _signature(line: str) -> NoteSignature:
    match = _SIGNATURE_LINE.fullmatch(line)
    if not match:
        raise BadNote("journal.no_signature_line")
    try:
        signature = from_base64(match[2])
    except NotCanonical as error:
        raise BadNote("journal.bad_signature_of_note", error=error) from None
    if len(signature) <= _KEY_HASH_BYTES:
        raise BadNote("journal.signature_too_short")
    return NoteSignature(match[1], signature[:_KEY_HASH_BYTES], signature[_KEY_HASH_BYTES:])
