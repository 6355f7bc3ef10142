"""What a journal needs of the place that keeps it, and storage in memory. Storage keeps bytes and judges none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Protocol

from wayhome.journal.errors import Moved, Shrunk

_DIGEST = re.compile(r"[0-9a-f]{64}", re.ASCII)


class Storage(Protocol):
    """What a journal needs of the place that keeps it. What a call has returned from is kept, whatever happens next."""

    def envelopes(self, start: int = 0) -> Iterator[bytes]:
        """Yield the stored envelopes from position ``start`` on. Raises `Shrunk` if there are fewer than that."""

    def append(self, envelopes: Sequence[bytes], after: int) -> None:
        """Append the envelopes durably, in order, to a journal of ``after`` entries, and make those durable, too.

        Raises `Moved` if there are more by now, `Shrunk` if there are fewer, and then has appended none. A crash on the
        way may leave a leading part of the envelopes, each of them whole.
        """

    def read_checkpoint(self) -> bytes | None:
        """Return the signed checkpoint, or None if there is none yet."""

    def write_checkpoint(self, note: bytes) -> None:
        """Replace the signed checkpoint: a reader finds the old one or the new one."""

    def read_sealed(self, digest: str) -> bytes | None:
        """Return the sealed part stored under a digest (SHA-256, hex), or None if it is erased or was never here."""

    def write_sealed(self, blob: bytes) -> str:
        """Store a sealed part durably under its digest, and return that."""

    def keys(self) -> dict[str, frozenset[bytes]]:
        """Return the keys of people (see `locks`) by reference; an empty set for somebody who is erased."""

    def add_keys(self, keys: Mapping[str, Iterable[bytes]]) -> None:
        """Keep these keys of people durably, beside those that are here. Whoever is erased stays erased."""

    def erase_keys(self, people: Iterable[str]) -> None:
        """Destroy the keys of these people for good, and remember that they are erased, also where none was here."""


class MemoryStorage:
    """Storage in memory, for tests and for replaying what came from elsewhere."""

    def __init__(self) -> None:
        self._envelopes: list[bytes] = []
        self._checkpoint: bytes | None = None
        self._sealed: dict[str, bytes] = {}
        self._keys: dict[str, frozenset[bytes]] = {}

    def envelopes(self, start: int = 0) -> Iterator[bytes]:
        """Yield the stored envelopes from position ``start`` on. Raises `Shrunk` if there are fewer than that."""
        require_at_least(start, len(self._envelopes))
        return iter(self._envelopes[start:])

    def append(self, envelopes: Sequence[bytes], after: int) -> None:
        """Append the envelopes. Raises `Moved` or `Shrunk` unless there are ``after`` entries so far."""
        require_exactly(after, len(self._envelopes))
        self._envelopes.extend(envelopes)

    def read_checkpoint(self) -> bytes | None:
        """Return the signed checkpoint, or None."""
        return self._checkpoint

    def write_checkpoint(self, note: bytes) -> None:
        """Replace the signed checkpoint."""
        self._checkpoint = note

    def read_sealed(self, digest: str) -> bytes | None:
        """Return the sealed part stored under a digest, or None."""
        return self._sealed.get(digest)

    def write_sealed(self, blob: bytes) -> str:
        """Store a sealed part under its digest, and return that."""
        digest = sha256(blob).hexdigest()
        self._sealed[digest] = blob
        return digest

    def keys(self) -> dict[str, frozenset[bytes]]:
        """Return the keys of people by reference; an empty set for somebody who is erased."""
        return dict(self._keys)

    def add_keys(self, keys: Mapping[str, Iterable[bytes]]) -> None:
        """Keep these keys of people. Whoever is erased stays erased."""
        self._keys |= merged(self._keys, keys)

    def erase_keys(self, people: Iterable[str]) -> None:
        """Destroy the keys of these people, and remember that they are erased."""
        self._keys |= dict.fromkeys(people, frozenset())


def merged(have: Mapping[str, frozenset[bytes]], more: Mapping[str, Iterable[bytes]]) -> dict[str, frozenset[bytes]]:
    """Return all keys of the people whom ``more`` names; none for somebody who is erased."""
    return {
        person: frozenset() if have.get(person) == frozenset() else have.get(person, frozenset()) | frozenset(keys)
        for person, keys in more.items()
    }


def require_at_least(expected: int, found: int) -> None:
    """Raise `Shrunk` if fewer entries were found than there were."""
    if found < expected:
        raise Shrunk("journal.fewer_in_the_storage", found=found, expected=expected)


def require_exactly(expected: int, found: int) -> None:
    """Raise `Shrunk` or `Moved` unless as many entries were found as expected."""
    require_at_least(expected, found)
    if found > expected:
        raise Moved("journal.more_in_the_storage", found=found, expected=expected)


def require_digest(digest: str) -> None:
    """Raise ValueError for what is no SHA-256 in hex: it must not become a path."""
    if not _DIGEST.fullmatch(digest):
        raise ValueError("a digest has 64 hex digits")
