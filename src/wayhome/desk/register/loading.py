"""Writing many rows of a register: COPY on PostgreSQL, one prepared statement run over all of them elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, models, transaction


def load(model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Write rows that hold these columns of a model, as the database names them, all or none."""
    quote = connection.ops.quote_name
    table, names = quote(model._meta.db_table), ", ".join(map(quote, columns))
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            _copy(cursor, table, names, rows)
        else:
            places = ", ".join(["%s"] * len(columns))
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({places})", list(rows))  # noqa: S608 - our names


def _copy(cursor: Any, table: str, names: str, rows: Iterable[Sequence[Any]]) -> None:
    """By a table of the transaction's own: PostgreSQL has no COPY past the security of rows."""
    cursor.execute("DROP TABLE IF EXISTS pg_temp.loading")
    cursor.execute(f"CREATE TEMPORARY TABLE loading ON COMMIT DROP AS SELECT {names} FROM {table} WHERE false")  # noqa: S608 - our names
    with cursor.copy(f"COPY loading ({names}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)
    cursor.execute(f"INSERT INTO {table} ({names}) SELECT {names} FROM loading")  # noqa: S608 - our names
