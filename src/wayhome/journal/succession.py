"""Which entry may come next in a journal."""

from __future__ import annotations

from wayhome.journal.entry import Entry
from wayhome.journal.errors import Conflict, FalseCheckpoint, Gap, WrongJournal
from wayhome.journal.tree import Tree, leaf_hash


class Succession:
    """The entries admitted so far, as their hash tree and each author's running numbers, and the rules for the next:

    1. It is made for this journal; with an origin of None, the first entry says which journal this is.
    2. Its running number is its author's next one.
    3. The checkpoint its author had seen is one this journal had before it.
    """

    def __init__(self, origin: str | None) -> None:
        self.origin = origin
        self.tree = Tree()
        self._positions: dict[str, list[int]] = {}

    def next_sequence(self, author: str) -> int:
        """Return the running number that the author's next entry has to carry."""
        return len(self._positions.get(author, ())) + 1

    def position_of(self, entry: Entry, envelope: bytes) -> int | None:
        """Return where this very envelope stands already, or None."""
        positions = self._positions.get(entry.author, [])
        if entry.sequence > len(positions):
            return None
        position = positions[entry.sequence - 1]
        return position if self.tree.leaf(position) == leaf_hash(envelope) else None

    def admit(self, entry: Entry, envelope: bytes) -> int:
        """Take the entry in as the next and return its position.

        Raises `WrongJournal`, `Conflict`, `Gap` or `FalseCheckpoint`, and is then as it was before.
        """
        position = len(self.tree)
        if self.origin not in (None, entry.journal):
            raise WrongJournal(f"made for the journal {entry.journal}, not for {self.origin}")
        expected = self.next_sequence(entry.author)
        if entry.sequence < expected:
            earlier = self._positions[entry.author][entry.sequence - 1]
            raise Conflict(f"number {entry.sequence} of {entry.author} already stands at position {earlier}")
        if entry.sequence > expected:
            raise Gap(f"number {entry.sequence} of {entry.author} came before number {expected}")
        if entry.seen.size > position or self.tree.root(entry.seen.size) != entry.seen.root:
            raise FalseCheckpoint(f"{entry.author} had seen {entry.seen.size} entries that are not these")
        self.origin = entry.journal
        self.tree.append(leaf_hash(envelope))
        self._positions.setdefault(entry.author, []).append(position)
        return position

    def take_back(self, size: int) -> None:
        """Forget every entry from position ``size`` on."""
        self.tree.truncate(size)
        for positions in self._positions.values():
            while positions and positions[-1] >= size:
                positions.pop()
