"""Where a journal may lie: a folder, one file (SQLite), or a database of its own on a server (PostgreSQL).

This room holds the `journal.Storage`s that need a database. It keeps bytes: it will never read what an entry says,
judge it, or change what was appended.
"""

from wayhome.storage.places import ENDING, is_there, storage_at
from wayhome.storage.postgresql import PostgresqlStorage
from wayhome.storage.sqlite import SqliteStorage

__all__ = ["ENDING", "PostgresqlStorage", "SqliteStorage", "is_there", "storage_at"]
