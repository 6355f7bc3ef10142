"""Nobody is given a connection to PostgreSQL that still has another delegation's role."""

from __future__ import annotations

from typing import Any

from psycopg import Connection


def step_back(connection: Connection[Any]) -> None:
    """Be the desk's own login again. The pool does so to every connection it takes back, and drops it on an error."""
    connection.execute("RESET ROLE")
