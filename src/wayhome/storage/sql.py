"""A journal in the tables of a database: what SQLite and PostgreSQL have in common."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from hashlib import sha256
from typing import Any, Protocol

from wayhome.journal import Shrunk
from wayhome.journal.storage import merged, require_at_least, require_digest, require_exactly

_PAGE = 1000
"""Entries read at a time: nobody who writes waits for a long reading."""


class Statements(Protocol):
    """Runs statements within one transaction. Values stand in them as ``?``."""

    def rows(self, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        """Run one statement and return its rows."""

    def many(self, statement: str, values: Sequence[tuple[Any, ...]]) -> None:
        """Run one statement for each of these values."""


class SqlStorage(ABC):
    """A `journal.Storage` in a database: the tables ``entries``, ``checkpoint``, ``sealed`` and ``person_keys``.

    They are made on the first write. An entry is a row, an append one transaction: it stands whole or not at all. What
    the database refuses is raised as OSError, as a file's storage does.
    """

    BYTES: str
    """What the database calls a column of bytes."""

    @abstractmethod
    def _reading(self) -> AbstractContextManager[Statements | None]:
        """One transaction that reads; None where there are no tables yet."""

    @abstractmethod
    def _writing(self) -> AbstractContextManager[Statements]:
        """One transaction, durable when it ends without error, with no other writer beside it. Makes the tables."""

    def envelopes(self, start: int = 0) -> Iterator[bytes]:
        """Yield the stored envelopes from position ``start`` on. Raises `Shrunk` if there are fewer than that."""
        with self._reading() as run:
            require_at_least(start, _count(run))
        position = start
        while page := self._page(position):
            for at, envelope in page:
                if at != position:
                    raise Shrunk("journal.entry_is_missing", position=position)
                yield bytes(envelope)
                position += 1

    def append(self, envelopes: Sequence[bytes], after: int) -> None:
        """Append the envelopes durably. Raises `Moved` or `Shrunk` unless there are ``after`` entries so far."""
        with self._writing() as run:
            require_exactly(after, _count(run))
            rows = [(position, envelope) for position, envelope in enumerate(envelopes, after)]
            run.many("INSERT INTO entries (position, envelope) VALUES (?, ?)", rows)

    def read_checkpoint(self) -> bytes | None:
        """Return the signed checkpoint, or None."""
        with self._reading() as run:
            return _value(run.rows("SELECT note FROM checkpoint")) if run else None

    def write_checkpoint(self, note: bytes) -> None:
        """Replace the signed checkpoint durably: a reader finds the old one or the new one."""
        with self._writing() as run:
            run.rows("DELETE FROM checkpoint")
            run.rows("INSERT INTO checkpoint (note) VALUES (?)", note)

    def read_sealed(self, digest: str) -> bytes | None:
        """Return the sealed part stored under a digest, or None. Raises ValueError for what is no digest."""
        require_digest(digest)
        with self._reading() as run:
            return _value(run.rows("SELECT blob FROM sealed WHERE digest = ?", digest)) if run else None

    def write_sealed(self, blob: bytes) -> str:
        """Store a sealed part durably under its digest, and return that."""
        digest = sha256(blob).hexdigest()
        with self._writing() as run:
            run.rows("INSERT INTO sealed (digest, blob) VALUES (?, ?) ON CONFLICT (digest) DO NOTHING", digest, blob)
        return digest

    def keys(self) -> dict[str, frozenset[bytes]]:
        """Return the keys of people by reference; an empty set for somebody who is erased."""
        with self._reading() as run:
            return _keys(run) if run else {}

    def add_keys(self, keys: Mapping[str, Iterable[bytes]]) -> None:
        """Keep these keys of people durably. Whoever is erased stays erased."""
        with self._writing() as run:
            have = _keys(run)
            new = [
                (person, key)
                for person, all_keys in merged(have, keys).items()
                for key in sorted(all_keys - have.get(person, frozenset()))
            ]
            run.many("INSERT INTO person_keys (person, key) VALUES (?, ?)", new)

    def erase_keys(self, people: Iterable[str]) -> None:
        """Delete the keys of these people, and remember that they are erased: a row with an empty key says so."""
        with self._writing() as run:
            erased = [(person,) for person in set(people)]
            run.many("DELETE FROM person_keys WHERE person = ?", erased)
            run.many("INSERT INTO person_keys (person, key) VALUES (?, ?)", [(person, b"") for (person,) in erased])

    def _page(self, start: int) -> list[tuple[Any, ...]]:
        statement = "SELECT position, envelope FROM entries WHERE position >= ? ORDER BY position LIMIT ?"
        with self._reading() as run:
            return run.rows(statement, start, _PAGE) if run else []

    def _make_tables(self, run: Statements) -> None:
        for table in (
            f"entries (position BIGINT PRIMARY KEY, envelope {self.BYTES} NOT NULL)",
            f"checkpoint (note {self.BYTES} NOT NULL)",
            f"sealed (digest TEXT PRIMARY KEY, blob {self.BYTES} NOT NULL)",
            f"person_keys (person TEXT, key {self.BYTES}, PRIMARY KEY (person, key))",
        ):
            run.rows(f"CREATE TABLE IF NOT EXISTS {table}")


def _count(run: Statements | None) -> int:
    """How many entries there are, by the last position: one missing before it is found by whoever reads."""
    return int(run.rows("SELECT COALESCE(MAX(position) + 1, 0) FROM entries")[0][0]) if run else 0


def _value(rows: list[tuple[Any, ...]]) -> bytes | None:
    return bytes(rows[0][0]) if rows else None


def _keys(run: Statements) -> dict[str, frozenset[bytes]]:
    keys: dict[str, frozenset[bytes]] = {}
    for person, key in run.rows("SELECT person, key FROM person_keys"):
        keys[person] = keys.get(person, frozenset()) | ({bytes(key)} if key else frozenset())
    return keys
