"""Verification of a stored journal from its bytes alone: each entry once, none kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from wayhome.journal.checkpoint import Checkpoint, cosigners, open_checkpoint
from wayhome.journal.entry import Entry
from wayhome.journal.errors import Broken, FalseCheckpoint, JournalRefusal
from wayhome.journal.journal import Placed, check_blob
from wayhome.journal.note import Note
from wayhome.journal.office import Office
from wayhome.journal.signing import KeyOf, open_entry, reopen_entry
from wayhome.journal.storage import Storage
from wayhome.journal.succession import WINDOW, Succession
from wayhome.journal.tree import EMPTY_ROOT, Roots, leaf_hash


@dataclass(frozen=True)
class Verified:
    """A journal every entry of which was checked."""

    size: int
    root: bytes
    checkpoint: Checkpoint
    """What its keeper has signed for. Entries beyond its size are their authors' word, not yet the keeper's."""
    cosigned: Mapping[str, datetime]
    """The seats that have cosigned it, and when."""


Sifted = Callable[[Iterator[bytes]], Iterator[tuple[bytes, bool]]]
"""Passes envelopes on, in order, each with whether it `is_sound`: asked beforehand, of many, on several cores."""


def unsifted(envelopes: Iterator[bytes]) -> Iterator[tuple[bytes, bool]]:
    """Pass envelopes on with nothing asked beforehand."""
    return ((envelope, False) for envelope in envelopes)


class Verification:
    """One reading of a stored journal.

    First `entries` to its end, which checks each entry and hands it out; then `checkpoint`, which checks what was
    signed for the whole. Memory doesn't grow with the journal.
    """

    def __init__(self, storage: Storage, origin: str | None = None, sifted: Sifted = unsifted) -> None:
        """``origin`` is the journal's name; with None the first entry says which journal this is.

        What ``sifted`` says isn't sound is looked at here again, to say why.
        """
        self._storage = storage
        self._sifted = sifted
        self._roots = Roots(WINDOW)
        self._succession = Succession(origin, self._roots)
        self._note = storage.read_checkpoint()
        self._signed_size = _claimed_size(self._note)
        self._root_signed_for = EMPTY_ROOT if self._signed_size == 0 else None
        self._vouched = 0
        self.sealed_parts = 0
        """How many sealed parts the entries so far name."""
        self.sealed_parts_here = 0
        """How many of them are here: one may be erased, or kept elsewhere."""

    def entries(self, key_of: KeyOf) -> Iterator[Placed]:
        """Yield every stored entry in order, each only after it is checked. Raises `Broken` at the first that is wrong.

        Checked are, in this order: canonical form, the author's signature and passkeys, the journal's name, the
        author's running number, the checkpoint the author had seen, and the sealed parts that are there. ``key_of`` is
        asked for one entry at a time, so it may rest on what the caller has learnt from those before.
        """
        for position, (envelope, sound) in enumerate(self._sifted(self._storage.envelopes())):
            try:
                entry = reopen_entry(envelope, key_of) if sound else open_entry(envelope, key_of)
                self._succession.admit(entry, leaf_hash(envelope))
                self._check_sealed(entry)
            except JournalRefusal as error:
                raise Broken(position, error) from error
            self._vouched = max(self._vouched, entry.seen.size)
            if position + 1 == self._signed_size:
                self._root_signed_for = self._roots.root()
            yield Placed(position, entry, envelope)

    def checkpoint(self, keeper: Office, watching: Mapping[str, Office]) -> Verified:
        """Check what was signed for the entries read, by the keeper and by the seats ``watching``. Raises `Broken`.

        Where only the root tells that something is wrong, its position is the first one that no checkpoint seen by a
        later author vouches for.
        """
        size = len(self._roots)
        if self._note is None:
            raise Broken(size, FalseCheckpoint("journal.no_checkpoint"))
        try:
            checkpoint = open_checkpoint(self._note, keeper, self._succession.origin)
            cosigned = cosigners(self._note, watching)
        except JournalRefusal as error:
            raise Broken(size, error) from error
        if checkpoint.size > size:
            why = FalseCheckpoint("journal.fewer_than_signed_for", signed=checkpoint.size, found=size)
            raise Broken(size, why)
        if self._root_signed_for != checkpoint.root:
            why = FalseCheckpoint("journal.not_those_signed_for", size=checkpoint.size)
            raise Broken(min(self._vouched, checkpoint.size), why)
        return Verified(size, self._roots.root(), checkpoint, cosigned)

    def _check_sealed(self, entry: Entry) -> None:
        for part in entry.sealed:
            blob = self._storage.read_sealed(part.digest)
            self.sealed_parts += 1
            if blob is not None:
                check_blob(part, blob)
                self.sealed_parts_here += 1


def _claimed_size(note: bytes | None) -> int | None:
    """The size a checkpoint speaks of, before anything of it is checked."""
    try:
        return Checkpoint.parse(Note.parse(note).text).size if note is not None else None
    except JournalRefusal:
        return None
