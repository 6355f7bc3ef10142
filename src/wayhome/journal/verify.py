"""Verification of a stored journal from its bytes alone, one entry after another."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from wayhome.journal.errors import Broken, FalseCheckpoint, JournalRefusal
from wayhome.journal.journal import Placed, check_blob, check_prefix
from wayhome.journal.keys import PublicKey
from wayhome.journal.note import Checkpoint, open_checkpoint
from wayhome.journal.signing import KeyOf, open_entry
from wayhome.journal.storage import Storage
from wayhome.journal.succession import Succession


@dataclass(frozen=True)
class Verified:
    """A journal every entry of which was checked."""

    size: int
    root: bytes
    checkpoint: Checkpoint
    """What its keeper has signed for. Entries beyond its size are their authors' word, not yet the keeper's."""


def replay(storage: Storage, origin: str | None, key_of: KeyOf) -> Iterator[Placed]:
    """Yield every stored entry in order, each only after it is checked. Raises `Broken` at the first that is wrong.

    Checked are, in this order: canonical form, the author's signature, the journal's name, the author's running number,
    the checkpoint the author had seen, and the sealed parts that are there; a part may be absent. ``key_of`` is asked
    for one entry at a time, so it may rest on what the caller has learnt from those before. With ``origin`` None the
    first entry says which journal this is. The keeper's checkpoint is not looked at: see `verify`.
    """
    return _replay(storage, Succession(origin), key_of)


def verify(
    storage: Storage,
    origin: str | None,
    key_of: KeyOf,
    checkpoint_key: PublicKey,
    progress: Callable[[int], None] | None = None,
) -> Verified:
    """Check every entry as `replay` does, and then the tree against the checkpoint signed with ``checkpoint_key``.

    ``progress`` is told the number of entries checked so far. Raises `Broken`. Where only the root under the checkpoint
    tells that something is wrong, its position is the first one that no checkpoint seen by a later author vouches for.
    """
    succession = Succession(origin)
    vouched = 0
    for position, entry, _ in _replay(storage, succession, key_of):
        vouched = max(vouched, entry.seen.size)
        if progress is not None:
            progress(position + 1)
    size = len(succession.tree)
    note = storage.read_checkpoint()
    if note is None:
        raise Broken(size, "there is no checkpoint: nobody has signed for the whole of it")
    try:
        checkpoint = open_checkpoint(note, checkpoint_key, succession.origin)
    except JournalRefusal as error:
        raise Broken(size, str(error)) from error
    try:
        check_prefix(checkpoint, succession)
    except FalseCheckpoint as error:
        raise Broken(size if checkpoint.size > size else min(vouched, checkpoint.size), str(error)) from error
    return Verified(size, succession.tree.root(), checkpoint)


def _replay(storage: Storage, succession: Succession, key_of: KeyOf) -> Iterator[Placed]:
    for position, envelope in enumerate(storage.envelopes()):
        try:
            entry = open_entry(envelope, key_of)
            succession.admit(entry, envelope)
            for part in entry.sealed:
                blob = storage.read_sealed(part.digest)
                if blob is not None:
                    check_blob(part, blob)
        except JournalRefusal as error:
            raise Broken(position, str(error)) from error
        yield Placed(position, entry, envelope)
