"""Checkpoints: the signed size and root of a journal (C2SP signed-note v1 and tlog-checkpoint v1).

A signed checkpoint is a text anybody can read and any transparency-log tool can check::

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
from wayhome.journal.entry import require_origin
from wayhome.journal.errors import BadEntry, BadNote, BadSignature, NotCanonical, WrongJournal
from wayhome.journal.keys import PublicKey, SigningKey

ED25519 = 0x01
COSIGNATURE = 0x04
"""The signature types of c2sp.org/signed-note. Cosignatures (c2sp.org/tlog-cosignature) are passed over as yet."""
_KEY_HASH_BYTES = 4
_SIGNATURE_LINE = re.compile(r"— ([^\s+]+) ([A-Za-z0-9+/]+={0,2})")
_CHECKPOINT = re.compile(r"([^\n]+)\n(0|[1-9][0-9]{0,14})\n([^\n]+)\n", re.ASCII)
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f]")


@dataclass(frozen=True)
class Checkpoint:
    """The root (32 bytes) over the first ``size`` entries of the journal named ``origin``."""

    origin: str
    size: int
    root: bytes

    def __post_init__(self) -> None:
        try:
            require_origin(self.origin)
        except BadEntry as error:
            raise BadNote(f"not a checkpoint: {error}") from None
        if self.size < 0 or len(self.root) != 32:
            raise BadNote("not a checkpoint: a number of entries and a SHA-256 expected")

    def text(self) -> str:
        """Return the text that is signed."""
        return f"{self.origin}\n{self.size}\n{to_base64(self.root)}\n"

    @classmethod
    def parse(cls, text: str) -> Checkpoint:
        """Read the text. Raises `BadNote` for any other form, such as a size of "+4", "04", "4_0" or "٤".

        Extension lines, which the format allows, are refused: Wayhome writes none.
        """
        match = _CHECKPOINT.fullmatch(text)
        if not match:
            raise BadNote("not a checkpoint: a line each for the journal, the number of entries and the root expected")
        try:
            root = from_base64(match[3])
        except NotCanonical as error:
            raise BadNote(f"not a checkpoint: {error}") from None
        return cls(match[1], int(match[2]), root)


def key_hash(name: str, public: PublicKey, kind: int = ED25519) -> bytes:
    """Return the four bytes by which a signature line says whose key of which type signed it."""
    return sha256(name.encode() + b"\n" + bytes([kind]) + public.raw).digest()[:_KEY_HASH_BYTES]


def sign_note(text: str, name: str, key: SigningKey) -> bytes:
    """Return ``text``, which has to end in a newline, as a note signed with ``key`` under ``name``."""
    signature = to_base64(key_hash(name, key.public) + key.sign(text.encode()))
    return f"{text}\n— {name} {signature}\n".encode()


def open_note(note: bytes, name: str, key: PublicKey) -> str:
    """Return the text of a signed note. Raises `BadNote` for another form, `BadSignature` unless ``key`` signed it.

    Signatures under other names or keys are passed over, as the format demands.
    """
    text, lines = _split(note)
    ours = None
    for line in lines:
        match = _SIGNATURE_LINE.fullmatch(line)
        if not match:
            raise BadNote("not a signed note: a line among the signatures is none")
        try:
            signature = from_base64(match[2])
        except NotCanonical as error:
            raise BadNote(f"not a signed note: {error}") from None
        if match[1] == name and signature[:_KEY_HASH_BYTES] == key_hash(name, key):
            if ours is not None:
                raise BadNote("signed twice with the same key")
            ours = signature[_KEY_HASH_BYTES:]
    if ours is None:
        raise BadSignature(f"the note is not signed by {name} with the key {key.fingerprint}")
    key.verify(text.encode(), ours)
    return text


def sign_checkpoint(checkpoint: Checkpoint, key: SigningKey) -> bytes:
    """Return the checkpoint signed by the journal's keeper, whose name is the journal's (c2sp.org/tlog-checkpoint)."""
    return sign_note(checkpoint.text(), checkpoint.origin, key)


def open_checkpoint(note: bytes, key: PublicKey, origin: str | None = None) -> Checkpoint:
    """Read a checkpoint signed with ``key``, of the journal named ``origin`` or, if None, of the one it names itself.

    Raises `BadNote`, `BadSignature` or `WrongJournal`.
    """
    text, _ = _split(note)
    checkpoint = Checkpoint.parse(text)
    open_note(note, checkpoint.origin, key)
    if origin is not None and checkpoint.origin != origin:
        raise WrongJournal(f"a checkpoint of the journal {checkpoint.origin}, not of {origin}")
    return checkpoint


def _split(note: bytes) -> tuple[str, list[str]]:
    """The text with its last newline, and the lines of the signature block."""
    try:
        whole = note.decode("utf-8")
    except UnicodeDecodeError:
        raise BadNote("not a signed note: not UTF-8") from None
    text, separator, signatures = whole.rpartition("\n\n")
    if _CONTROL.search(whole) or not separator or not signatures.endswith("\n"):
        raise BadNote("not a signed note: a text, an empty line and signature lines expected")
    return text + "\n", signatures[:-1].split("\n")
