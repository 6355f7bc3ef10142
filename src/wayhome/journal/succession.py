"""Which entry may come next in a journal."""

from __future__ import annotations

from collections import Counter
from typing import Protocol

from wayhome.journal.entry import Entry
from wayhome.journal.errors import Conflict, FalseCheckpoint, Gap, WrongJournal

WINDOW = 2**16
"""How many entries may have come after the checkpoint an author had seen. Older ones can't be checked without keeping
the whole tree in memory; who was away so long reads the journal again and signs anew."""


class History(Protocol):
    """What is asked of the tree over the entries so far."""

    def __len__(self) -> int: ...
    def append(self, leaf: bytes) -> None:
        """Append a leaf's hash."""

    def root(self, size: int | None = None) -> bytes:
        """Return the root over the first ``size`` leaves, which is at most `WINDOW` back."""


class Succession:
    """The entries admitted so far, as their hash tree and each author's running numbers, and the rules for the next:

    1. It is made for this journal; with an origin of None, the first entry says which journal this is.
    2. Its running number is its author's next one.
    3. The checkpoint its author had seen is one this journal had before it, at most `WINDOW` entries before.
    """

    def __init__(self, origin: str | None, tree: History) -> None:
        self.origin = origin
        self.tree = tree
        self.numbers: Counter[str] = Counter()
        """How many entries each author has."""

    def admit(self, entry: Entry, leaf: bytes) -> int:
        """Take the entry, whose envelope has this hash, in as the next, and return its position.

        Raises `WrongJournal`, `Conflict`, `Gap` or `FalseCheckpoint`, and is then as it was before.
        """
        position = len(self.tree)
        if self.origin not in (None, entry.journal):
            raise WrongJournal("journal.made_for_another_journal", found=entry.journal, journal=self.origin)
        expected = self.numbers[entry.author] + 1
        if entry.sequence < expected:
            raise Conflict("journal.number_stands_already", sequence=entry.sequence, author=entry.author)
        if entry.sequence > expected:
            raise Gap("journal.number_left_out", sequence=entry.sequence, author=entry.author, expected=expected)
        seen = entry.seen
        if seen.size < position - WINDOW:
            raise FalseCheckpoint("journal.seen_too_long_ago", author=entry.author, size=seen.size)
        if seen.size > position or self.tree.root(seen.size) != seen.root:
            raise FalseCheckpoint("journal.seen_others", author=entry.author, size=seen.size)
        self.origin = entry.journal
        self.tree.append(leaf)
        self.numbers[entry.author] = expected
        return position
