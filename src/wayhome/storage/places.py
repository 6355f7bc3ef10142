"""How a place is named: a folder, a file that ends in .sqlite, or postgresql:SERVICE."""

from __future__ import annotations

from pathlib import Path

from wayhome.journal import FileStorage, Storage
from wayhome.storage.postgresql import PostgresqlStorage
from wayhome.storage.sqlite import SqliteStorage

_SERVER = "postgresql:"
ENDING = ".sqlite"


def storage_at(place: Path) -> Storage:
    """Return the storage at a place; nothing is opened or made yet.

    ``postgresql:SERVICE`` names a service of libpq's (``~/.pg_service.conf``), so that no password ever stands in a
    command. Raises OSError where psycopg is needed and not installed.
    """
    if str(place).startswith(_SERVER):
        return PostgresqlStorage(f"service={str(place).removeprefix(_SERVER)}")
    if place.suffix == ENDING or place.is_file():
        return SqliteStorage(place)
    return FileStorage(place)


def is_there(place: Path) -> bool:
    """Whether a journal with at least one entry is at this place."""
    return next(iter(storage_at(place).envelopes()), None) is not None
