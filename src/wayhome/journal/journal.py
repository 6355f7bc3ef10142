"""The journal: signed entries one after another, under one growing tree."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from typing import NamedTuple

from wayhome.journal.checkpoint import Checkpoint, open_checkpoint, sign_checkpoint
from wayhome.journal.entry import Entry, SealedDigest, Seen, require_origin
from wayhome.journal.errors import Broken, CannotUnseal, FalseCheckpoint, JournalRefusal, Shrunk, WrongBlob
from wayhome.journal.keys import SigningKey
from wayhome.journal.note import Note
from wayhome.journal.office import Office
from wayhome.journal.sealed import unseal
from wayhome.journal.signing import KeyOf, open_entry
from wayhome.journal.storage import Storage
from wayhome.journal.succession import Succession
from wayhome.journal.tree import Tree, leaf_hash


class Placed(NamedTuple):
    """An entry where it stands."""

    position: int
    """From 0, as in the tree."""
    entry: Entry
    envelope: bytes


class Journal:
    """A journal as this process knows it, over a storage that other processes may append to as well.

    Opening reads what is stored and checks its form, order and names; signatures are checked where a ``key_of`` is
    given. Whoever doesn't trust the storage verifies it first (see `verify` and `replay`). One thread at a time.
    """

    def __init__(self, storage: Storage, origin: str) -> None:
        """Open the journal named ``origin``. Raises `BadEntry` for a bad name, `Broken` for a bad stored entry."""
        require_origin(origin)
        self.origin = origin
        self._storage = storage
        self._tree = Tree()
        self._succession = Succession(origin, self._tree)
        self._positions: dict[str, array[int]] = {}
        self.read_on()

    @property
    def size(self) -> int:
        """The number of entries."""
        return len(self._tree)

    def root(self, size: int | None = None) -> bytes:
        """Return the root over the first ``size`` entries; over all by default."""
        return self._tree.root(size)

    def seen(self) -> Seen:
        """Return what an author who has read this journal to its end puts in the next entry."""
        return Seen(self.size, self.root())

    def next_sequence(self, author: str) -> int:
        """Return the running number that the author's next entry has to carry."""
        return self._succession.numbers[author] + 1

    def read_on(self) -> int:
        """Take in what other processes have appended, and return the number of entries before that.

        Raises `Broken` for an entry that has no place here, `Shrunk` if known entries are gone.
        """
        before = self.size
        for envelope in self._storage.envelopes(before):
            try:
                self._take(open_entry(envelope), leaf_hash(envelope))
            except JournalRefusal as error:
                raise Broken(self.size, error) from error
        return before

    def entries(self, start: int = 0, key_of: KeyOf | None = None) -> Iterator[Placed]:
        """Yield the entries from position ``start`` on; with ``key_of``, each only after its signature is checked.

        ``key_of`` is asked for one entry at a time, so it may rest on what the caller has learnt from those before.
        Raises `Broken` for a wrong signature, or if the storage no longer holds what this journal has read.
        """
        envelopes = self._storage.envelopes(start)
        for position in range(start, self.size):
            envelope = next(envelopes, b"")
            if leaf_hash(envelope) != self._tree.leaf(position):
                raise Broken(position, Shrunk("journal.no_longer_holds_the_entry"))
            try:
                entry = open_entry(envelope, key_of)
            except JournalRefusal as error:
                raise Broken(position, error) from error
            yield Placed(position, entry, envelope)

    def append(self, envelopes: Sequence[bytes], key_of: KeyOf, sealed: Iterable[bytes] = ()) -> list[int]:
        """Append signed entries, all or none, and return their positions once they are durable.

        An envelope that stands in the journal already keeps its place and is not doubled. ``sealed`` are sealed parts
        that these entries name; they are stored first. Not all have to be given. What ``key_of`` rests on can't grow
        within one call: an entry whose author's key an earlier one brings takes a call of its own.

        Raises what the first refused entry is refused for: `NotCanonical`, `BadEnvelope`, `BadEntry` (form),
        `UnknownAuthor`, `BadSignature`, `BadPasskey`, `WrongJournal`, `Conflict` (another entry has this author's
        number), `Gap` (an earlier one is missing), `FalseCheckpoint`; `WrongBlob` for a sealed part no entry names;
        `Moved` if another process has appended: then `read_on`, look whether the entry still holds, and append again.
        """
        before, numbers = self.size, self._succession.numbers.copy()
        try:
            placed = [self._admit(envelope, key_of) for envelope in envelopes]
            self._store_sealed(sealed, [entry for _, entry in placed])
            self._store(
                before, [(position, envelope) for (position, _), envelope in zip(placed, envelopes, strict=True)]
            )
        except BaseException:
            self._take_back(before, numbers)
            raise
        return [position for position, _ in placed]

    def append_each(self, given: Sequence[tuple[bytes, Sequence[bytes]]], key_of: KeyOf) -> list[int | JournalRefusal]:
        """Append signed entries, each with its sealed parts, as `append` does, but each for itself.

        Return for each its position, or what it is refused for; the others are durable all the same. Raises `Moved`
        and whatever the storage raises for all of them: then none has been taken in.
        """
        before, numbers = self.size, self._succession.numbers.copy()
        outcomes: list[int | JournalRefusal] = []
        placed = []
        try:
            for envelope, sealed in given:
                size, so_far = self.size, self._succession.numbers.copy()
                try:
                    position, entry = self._admit(envelope, key_of)
                    self._store_sealed(sealed, [entry])
                except JournalRefusal as refusal:
                    self._take_back(size, so_far)
                    outcomes.append(refusal)
                else:
                    outcomes.append(position)
                    placed.append((position, envelope))
            self._store(before, placed)
        except BaseException:
            self._take_back(before, numbers)
            raise
        return outcomes

    def sealed(self, part: SealedDigest) -> bytes | None:
        """Return a sealed part's bytes, or None if they are erased or not here. Raises `WrongBlob` for other bytes."""
        blob = self._storage.read_sealed(part.digest)
        if blob is not None:
            check_blob(part, blob)
        return blob

    def unseal(self, entry: Entry, part: SealedDigest, seat: str, key: SigningKey) -> bytes | None:
        """Return what the author of ``entry`` sealed in ``part`` for ``seat``, or None if it is erased or not here.

        Raises `WrongBlob`, or `CannotUnseal` also if it was sealed by another seat than the author or for others than
        the entry says.
        """
        blob = self.sealed(part)
        if blob is None:
            return None
        unsealed = unseal(blob, seat, key)
        if unsealed.sender != entry.author:
            raise CannotUnseal("journal.sealed_by_another", author=entry.author)
        if unsealed.recipients != part.for_:
            raise CannotUnseal("journal.sealed_for_others")
        return unsealed.content

    def checkpoint(self, *keys: SigningKey, keeper: Office | None = None) -> bytes:
        """Sign the journal as it stands with its keeper's keys, store the checkpoint and return it.

        ``keeper`` is the office that signed the stored checkpoint, where that isn't just these keys. Raises
        `FalseCheckpoint` if the stored checkpoint, signed before, is not how this journal began: entries were lost or
        changed, and a second signature would vouch for two histories.
        """
        stored = self._storage.read_checkpoint()
        if stored is not None:
            signed_by = keeper or Office(tuple(key.public.raw for key in keys), len(keys))
            check_prefix(open_checkpoint(stored, signed_by, self.origin), self._tree)
        note = sign_checkpoint(Checkpoint(self.origin, self.size, self.root()), *keys)
        self._storage.write_checkpoint(note)
        return note

    @property
    def cosigned(self) -> bool:
        """Whether the stored checkpoint bears other signatures than its keeper's, whatever they are worth."""
        stored = self._storage.read_checkpoint()
        return stored is not None and any(each.name != self.origin for each in Note.parse(stored).signatures)

    def add_cosignature(self, note: bytes) -> None:
        """Store a checkpoint with one more cosignature in place of the one that stands (see `cosign`).

        Raises `FalseCheckpoint` if that is another by now.
        """
        stored = self._storage.read_checkpoint()
        if stored is None or Note.parse(stored).text != Note.parse(note).text:
            raise FalseCheckpoint("journal.another_checkpoint_by_now")
        self._storage.write_checkpoint(note)

    def inclusion(self, position: int, size: int | None = None) -> list[bytes]:
        """Return the proof that the entry at ``position`` is among the first ``size`` (see `check_inclusion`)."""
        return self._tree.inclusion(position, size)

    def consistency(self, old: int, new: int | None = None) -> list[bytes]:
        """Return the proof that the first ``old`` entries are how the first ``new`` began (see `check_consistency`)."""
        return self._tree.consistency(old, new)

    def going_on(self, last: Checkpoint | None, now: Checkpoint) -> list[bytes]:
        """Return the proof that ``now`` goes on from ``last``, which a seat cosigned before (None if none).

        Raises `FalseCheckpoint` where what ``now`` is signed for are not the entries here.
        """
        if now.size > self.size or self.root(now.size) != now.root:
            raise FalseCheckpoint("journal.signed_for_others", size=now.size)
        return self.consistency(last.size, now.size) if last and last.size <= now.size else []

    def _admit(self, envelope: bytes, key_of: KeyOf) -> tuple[int, Entry]:
        entry = open_entry(envelope)
        leaf = leaf_hash(envelope)
        position = self._position_of(entry, leaf)
        if position is None:
            # The signature comes first: a conflict is evidence against its author only if the author signed both.
            open_entry(envelope, key_of)
            position = self._take(entry, leaf)
        return position, entry

    def _store(self, before: int, placed: Iterable[tuple[int, bytes]]) -> None:
        """Make what was admitted durable. ``before`` entries stood in the journal."""
        new = [envelope for position, envelope in placed if position >= before]
        # Also where nothing is new: what stands here already may be what a killed process had not made durable.
        self._storage.append(list(dict.fromkeys(new)), after=before)

    def _position_of(self, entry: Entry, leaf: bytes) -> int | None:
        """Where this very envelope stands already, or None."""
        positions = self._positions.get(entry.author, ())
        if entry.sequence > len(positions):
            return None
        position = positions[entry.sequence - 1]
        return position if self._tree.leaf(position) == leaf else None

    def _take(self, entry: Entry, leaf: bytes) -> int:
        position = self._succession.admit(entry, leaf)
        self._positions.setdefault(entry.author, array("Q")).append(position)
        return position

    def _take_back(self, size: int, numbers: Counter[str]) -> None:
        """Forget every entry from position ``size`` on."""
        self._tree.truncate(size)
        self._succession.numbers = numbers
        for author, positions in self._positions.items():
            del positions[numbers[author] :]

    def _store_sealed(self, blobs: Iterable[bytes], entries: list[Entry]) -> None:
        named = {part.digest: part for entry in entries for part in entry.sealed}
        for blob in blobs:
            part = named.get(sha256(blob).hexdigest())
            if part is None:
                raise WrongBlob("journal.part_nobody_names")
            check_blob(part, blob)
            self._storage.write_sealed(blob)


def check_blob(part: SealedDigest, blob: bytes) -> None:
    """Raise `WrongBlob` unless ``blob`` is the sealed part that an entry names."""
    if len(blob) != part.size or sha256(blob).hexdigest() != part.digest:
        raise WrongBlob("journal.part_of_other_bytes", digest=part.digest)


def check_prefix(checkpoint: Checkpoint, tree: Tree) -> None:
    """Raise `FalseCheckpoint` unless the checkpoint is how these entries began."""
    if checkpoint.size > len(tree):
        raise FalseCheckpoint("journal.fewer_than_signed_for", signed=checkpoint.size, found=len(tree))
    if tree.root(checkpoint.size) != checkpoint.root:
        raise FalseCheckpoint("journal.not_those_signed_for", size=checkpoint.size)
