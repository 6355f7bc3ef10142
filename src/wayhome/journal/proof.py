"""The proof that one entry stands in a journal, as a file that needs no network to be checked (C2SP tlog-proof v1).

c2sp.org/tlog-proof@v1
index 17
<a hash in base64, for each level of the tree>

<the checkpoint, as it was signed and cosigned>
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from wayhome.journal.canonical import from_base64, to_base64
from wayhome.journal.checkpoint import Checkpoint
from wayhome.journal.errors import BadNote, NotCanonical
from wayhome.journal.note import Note
from wayhome.journal.tree import check_inclusion, leaf_hash

_HEADING = "c2sp.org/tlog-proof@v1"
_INDEX = re.compile(r"index (0|[1-9][0-9]{0,14})", re.ASCII)
_EXTRA = "extra "
_MOST_HASHES = 63
_HASH_BYTES = 32


@dataclass(frozen=True)
class Proof:
    """An entry's position, the hashes from its leaf up to the root's child, and the signed checkpoint."""

    index: int
    hashes: tuple[bytes, ...]
    note: bytes

    def encode(self) -> bytes:
        """Return the proof's file."""
        lines = [_HEADING, f"index {self.index}", *map(to_base64, self.hashes)]
        return "".join(f"{line}\n" for line in lines).encode() + b"\n" + self.note

    @classmethod
    def parse(cls, data: bytes) -> Proof:
        """Read a proof's file. Raises `BadNote` for any other form; extra data, which nobody signed, is passed over."""
        head, separator, note = data.partition(b"\n\n")
        try:
            heading, *lines = head.decode("ascii").split("\n")
        except UnicodeDecodeError:
            raise BadNote("journal.proof_not_ascii") from None
        if heading != _HEADING or not separator:
            raise BadNote("journal.parts_of_a_proof", heading=_HEADING)
        if lines and lines[0].startswith(_EXTRA):
            _bytes(lines.pop(0).removeprefix(_EXTRA))
        match = _INDEX.fullmatch(lines[0]) if lines else None
        if not match or len(lines) > _MOST_HASHES + 1:
            raise BadNote("journal.index_of_a_proof")
        hashes = tuple(map(_bytes, lines[1:]))
        if any(len(each) != _HASH_BYTES for each in hashes):
            raise BadNote("journal.hash_in_a_proof", bytes=_HASH_BYTES)
        Checkpoint.parse(Note.parse(note).text)
        return cls(int(match[1]), hashes, note)

    def require(self, envelope: bytes, checkpoint: Checkpoint) -> None:
        """Raise `BadProof` unless this envelope stands at this index under the checkpoint.

        The caller has checked that (see `open_checkpoint` and `cosigners`).
        """
        check_inclusion(self.index, checkpoint.size, leaf_hash(envelope), self.hashes, checkpoint.root)


def _bytes(line: str) -> bytes:
    try:
        return from_base64(line)
    except NotCanonical as error:
        raise BadNote("journal.bad_proof", error=error) from None
