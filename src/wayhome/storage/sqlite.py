"""A journal in one file: SQLite. Also the form in which a copy travels as a single file."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from wayhome.storage.sql import SqlStorage, Statements

_PATIENCE = 60.0
"""Seconds that a writer waits for another to end."""


class SqliteStorage(SqlStorage):
    """Storage in one SQLite file, made on the first write.

    It is kept with a rollback journal, not a write-ahead log: between two writes the file is the whole, to be carried
    away as it is. Every commit waits for the disc, the folder's too (``synchronous = EXTRA``). What is deleted is
    overwritten in the file (``secure_delete``).
    """

    BYTES = "BLOB"

    def __init__(self, path: Path) -> None:
        self._path = path
        self._open: sqlite3.Connection | None = None

    @contextmanager
    def _reading(self) -> Iterator[Statements | None]:
        if self._open is None and not self._path.exists():
            yield None
            return
        with self._transaction("BEGIN") as run:
            there = run.rows("SELECT 1 FROM sqlite_master WHERE name = 'person_keys'")
            yield run if there else None

    @contextmanager
    def _writing(self) -> Iterator[Statements]:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with self._transaction("BEGIN IMMEDIATE") as run:
            self._make_tables(run)
            yield run

    @contextmanager
    def _transaction(self, begin: str) -> Iterator[_Run]:
        """One transaction. Raises OSError for whatever SQLite refuses."""
        try:
            connection = self._connection()
            connection.execute(begin)
            with closing(connection.cursor()) as cursor:
                try:
                    yield _Run(cursor)
                except BaseException:
                    connection.execute("ROLLBACK")
                    raise
            connection.execute("COMMIT")
        except sqlite3.Error as error:
            self._close()
            raise OSError(None, f"SQLite: {error}", str(self._path)) from error

    def _connection(self) -> sqlite3.Connection:
        if self._open is None:
            self._open = sqlite3.connect(
                self._path, timeout=_PATIENCE, isolation_level=None, check_same_thread=False, cached_statements=16
            )
            for setting in ("journal_mode = DELETE", "synchronous = EXTRA", "secure_delete = ON"):
                self._open.execute(f"PRAGMA {setting}")
        return self._open

    def _close(self) -> None:
        if self._open is not None:
            self._open.close()
            self._open = None

    def __del__(self) -> None:
        self._close()


class _Run:
    """Statements of one transaction."""

    def __init__(self, cursor: sqlite3.Cursor) -> None:
        self._cursor = cursor

    def rows(self, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        return self._cursor.execute(statement, values).fetchall()

    def many(self, statement: str, values: Sequence[tuple[Any, ...]]) -> None:
        self._cursor.executemany(statement, values)
