"""Checkpoints: the size and root of a journal, signed by its keeper and cosigned by those who watch it.

The text is C2SP tlog-checkpoint v1, so any transparency-log tool can check it. A cosignature (C2SP tlog-cosignature,
``cosignature/v1``) says: "at this time, this is the longest history of this journal I have seen, and it goes on from
every one I signed before". So it is made only by who remembers what that was.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from wayhome.journal.canonical import from_base64, to_base64
from wayhome.journal.entry import require_origin
from wayhome.journal.errors import BadEntry, BadNote, BadProof, BadSignature, NotCanonical, SplitView, WrongJournal
from wayhome.journal.keys import SIGNATURE_BYTES, PublicKey, SigningKey
from wayhome.journal.note import COSIGNATURE, Note, NoteSignature, key_hash, sign_note
from wayhome.journal.office import Office
from wayhome.journal.tree import EMPTY_ROOT, check_consistency

_CHECKPOINT = re.compile(r"([^\n]+)\n(0|[1-9][0-9]{0,14})\n([^\n]+)\n", re.ASCII)
_NOT_IN_A_NAME = re.compile(r"[\s+%]")
_TIMESTAMP_BYTES = 8
_LAST_TIMESTAMP = int(datetime.max.replace(tzinfo=UTC).timestamp())


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
            raise BadNote("journal.bad_checkpoint", error=error) from None
        if self.size < 0 or len(self.root) != 32:
            raise BadNote("journal.size_and_root")

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
            raise BadNote("journal.lines_of_a_checkpoint")
        try:
            root = from_base64(match[3])
        except NotCanonical as error:
            raise BadNote("journal.bad_checkpoint", error=error) from None
        return cls(match[1], int(match[2]), root)


def sign_checkpoint(checkpoint: Checkpoint, *keys: SigningKey) -> bytes:
    """Return the checkpoint signed by the journal's keeper, whose name is the journal's (c2sp.org/tlog-checkpoint)."""
    return sign_note(checkpoint.text(), checkpoint.origin, *keys)


def open_checkpoint(note: bytes, keeper: Office, origin: str | None = None) -> Checkpoint:
    """Read a checkpoint its keeper signed, of the journal named ``origin`` or, if None, of the one it names itself.

    Raises `BadNote`, `BadSignature` or `WrongJournal`.
    """
    parsed = Note.parse(note)
    checkpoint = Checkpoint.parse(parsed.text)
    signed = {key: parsed.by(checkpoint.origin, key_hash(checkpoint.origin, key)) for key in keeper.keys}
    given = {key: signature for key, signature in signed.items() if signature is not None}
    for key, signature in given.items():
        PublicKey(key).verify(parsed.text.encode(), signature)
    if len(given) < keeper.threshold:
        raise BadSignature("journal.checkpoint_not_of_the_keeper", journal=checkpoint.origin)
    if origin is not None and checkpoint.origin != origin:
        raise WrongJournal("journal.checkpoint_of_another", found=checkpoint.origin, journal=origin)
    return checkpoint


def cosigner_name(origin: str, seat: str) -> str:
    """Return the name of a seat's signature line: the journal's and the seat's, with "%20" for a space and so on."""
    return f"{origin}/{_NOT_IN_A_NAME.sub(lambda found: ''.join(f'%{byte:02X}' for byte in found[0].encode()), seat)}"


def cosign(
    note: bytes,
    keeper: Office,
    seat: str,
    key: SigningKey,
    time: datetime,
    last: Checkpoint | None,
    proof: Sequence[bytes],
) -> bytes:
    """Return the checkpoint with this seat's cosignature added.

    ``last`` is the checkpoint the seat cosigned before (None if none), ``proof`` shows that this one goes on from it.
    Raises what `open_checkpoint` raises for the note, and `SplitView` where the history isn't the one signed before.
    """
    checkpoint = open_checkpoint(note, keeper, last.origin if last else None)
    if last is not None:
        require_goes_on(last, checkpoint, proof)
    timestamp = int(time.timestamp())
    signature = timestamp.to_bytes(_TIMESTAMP_BYTES) + key.sign(_cosigned(timestamp, checkpoint.text()))
    name = cosigner_name(checkpoint.origin, seat)
    parsed = Note.parse(note)
    return parsed.with_signature(NoteSignature(name, key_hash(name, key.public.raw, COSIGNATURE), signature)).encode()


def require_goes_on(last: Checkpoint, now: Checkpoint, proof: Sequence[bytes]) -> None:
    """Raise `SplitView` unless ``proof`` shows that the history of ``now`` begins with the whole of ``last``."""
    if now.size < last.size:
        raise SplitView("journal.fewer_than_signed_before", before=last.size, now=now.size)
    if last.size == 0:
        if last.root != EMPTY_ROOT:
            raise SplitView("journal.was_no_empty_journal")
        return
    try:
        check_consistency(last.size, now.size, last.root, now.root, proof)
    except BadProof as error:
        raise SplitView("journal.do_not_go_on", now=now.size, before=last.size, error=error) from None


def cosigners(note: bytes, offices: Mapping[str, Office]) -> dict[str, datetime]:
    """Return which of these seats have cosigned a checkpoint, and when each did (its last signature).

    A cosignature by one of their keys that isn't its own raises `BadSignature`; lines of anybody else say nothing.
    """
    parsed = Note.parse(note)
    checkpoint = Checkpoint.parse(parsed.text)
    found = {seat: _times(parsed, checkpoint, seat, office) for seat, office in offices.items()}
    return {
        seat: datetime.fromtimestamp(max(times), UTC)
        for seat, times in found.items()
        if len(times) >= offices[seat].threshold
    }


def joined(note: bytes, other: bytes, offices: Mapping[str, Office]) -> bytes:
    """Return a checkpoint with those cosignatures of these seats that only another copy of it bears.

    Raises `BadNote` if the two are not one checkpoint, and what `cosigners` raises for a cosignature that is wrong.
    """
    here, there = Note.parse(note), Note.parse(other)
    if here.text != there.text:
        raise BadNote("journal.two_checkpoints")
    cosigners(other, offices)
    origin = Checkpoint.parse(here.text).origin
    names = {(name, key_hash(name, key, COSIGNATURE)) for name, key in _cosigning_keys(origin, offices)}
    have = {(each.name, each.key_hash) for each in here.signatures}
    for each in there.signatures:
        if (each.name, each.key_hash) in names - have:
            here = here.with_signature(each)
    return here.encode()


def _cosigning_keys(origin: str, offices: Mapping[str, Office]) -> Iterator[tuple[str, bytes]]:
    for seat, office in offices.items():
        for key in office.keys:
            yield cosigner_name(origin, seat), key


def _times(note: Note, checkpoint: Checkpoint, seat: str, office: Office) -> list[int]:
    """When the keys of a seat cosigned."""
    name, times = cosigner_name(checkpoint.origin, seat), []
    for key in office.keys:
        signature = note.by(name, key_hash(name, key, COSIGNATURE))
        if signature is None:
            continue
        timestamp = int.from_bytes(signature[:_TIMESTAMP_BYTES])
        if len(signature) != _TIMESTAMP_BYTES + SIGNATURE_BYTES or timestamp > _LAST_TIMESTAMP:
            raise BadNote("journal.cosignature_without_time", seat=seat)
        PublicKey(key).verify(_cosigned(timestamp, note.text), signature[_TIMESTAMP_BYTES:])
        times.append(timestamp)
    return times


def _cosigned(timestamp: int, text: str) -> bytes:
    """What a cosignature covers (c2sp.org/tlog-cosignature)."""
    return f"cosignature/v1\ntime {timestamp}\n{text}".encode()
