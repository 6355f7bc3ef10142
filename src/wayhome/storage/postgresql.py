"""A journal in a database of its own on a PostgreSQL server."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from wayhome.storage.sql import SqlStorage, Statements

INSTALL = "PostgreSQL is reached through psycopg, which is not installed: pip install 'wayhome[postgresql]'"
_MAKING_TABLES = 0x77617968
"""The advisory lock under which the tables are made."""


class PostgresqlStorage(SqlStorage):
    """Storage in one database (or schema) of a server that holds nothing else; no extension is needed.

    Writers exclude one another by a lock on the table of entries; nobody who reads waits. Every commit waits for the
    server's disc, whatever the server's own setting is. A connection that was lost is made anew by the next call;
    whether the append it cut short stands, reading on tells.
    """

    BYTES = "BYTEA"

    def __init__(self, conninfo: str) -> None:
        """``conninfo`` is libpq's, such as "service=round"; used later. Raises OSError without psycopg."""
        try:
            import psycopg
        except ImportError as error:
            raise OSError(None, INSTALL, "PostgreSQL") from error
        self._psycopg = psycopg
        self._conninfo = conninfo
        self._open: psycopg.Connection[tuple[Any, ...]] | None = None

    @contextmanager
    def _reading(self) -> Iterator[Statements | None]:
        with self._transaction() as run:
            ((there,),) = run.rows("SELECT to_regclass('person_keys') IS NOT NULL")
            yield run if there else None

    @contextmanager
    def _writing(self) -> Iterator[Statements]:
        with self._transaction() as run:
            run.rows("SET LOCAL synchronous_commit TO on")
            ((there,),) = run.rows("SELECT to_regclass('person_keys') IS NOT NULL")
            if not there:
                run.rows("SELECT pg_advisory_xact_lock(?)", _MAKING_TABLES)
                self._make_tables(run)
            run.rows("LOCK TABLE entries IN EXCLUSIVE MODE")
            yield run

    @contextmanager
    def _transaction(self) -> Iterator[_Run]:
        """One transaction. Raises OSError for whatever the server or the way to it refuses."""
        try:
            connection = self._connection()
            with connection.transaction(), connection.cursor() as cursor:
                yield _Run(cursor)
        except self._psycopg.Error as error:
            self._close()
            # Only libpq's own words: it never repeats a password, and no value of a row stands in them.
            raise OSError(None, f"PostgreSQL: {str(error).partition('DETAIL')[0].strip()}", "PostgreSQL") from error

    def _connection(self) -> Any:
        if self._open is None:
            self._open = self._psycopg.connect(self._conninfo, autocommit=True, application_name="wayhome")
        return self._open

    def _close(self) -> None:
        if self._open is not None:
            self._open.close()
            self._open = None

    def __del__(self) -> None:
        if getattr(self, "_open", None) is not None:
            self._close()


class _Run:
    """Statements of one transaction."""

    def __init__(self, cursor: Any) -> None:
        self._cursor = cursor

    def rows(self, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        self._cursor.execute(statement.replace("?", "%s"), values)
        return list(self._cursor) if self._cursor.description else []

    def many(self, statement: str, values: Sequence[tuple[Any, ...]]) -> None:
        self._cursor.executemany(statement.replace("?", "%s"), values)
