"""The second wall, on PostgreSQL: a database role for each delegation, to which the database shows its own rows only.

Every table of kept rows has row-level security, forced on its owner as well: a row is there for the role of the
delegation that keeps it and for nobody else. Within a delegation's scope the connection takes that role on; outside
every scope it is the desk's own login, which finds no kept row at all but the queue of jobs. So a query that forgot the
first wall comes back empty. No extension is needed; the desk's login needs CREATEROLE, and must not be a superuser, to
whom PostgreSQL shows everything.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.db import DatabaseError, connection, models
from psycopg import sql

_QUEUE = "jobs_job"
"""The one table of kept rows that the desk's login reads: its worker takes jobs of every delegation."""


def role_of(delegation_id: int) -> str:
    """The database role of a delegation. Roles belong to the whole server, so the database's name is part of it."""
    return f"{connection.settings_dict['NAME']}_d{delegation_id}"


@contextmanager
def behind_the_wall(delegation_id: int) -> Iterator[None]:
    """Be this delegation to the database until the end; where there is no PostgreSQL, do nothing."""
    if connection.vendor != "postgresql":
        yield
        return
    before = _now()
    _become(role_of(delegation_id))
    try:
        yield
    finally:
        try:
            _become(before)
        except DatabaseError:
            connection.close()  # the pool lets it step back, or drops it


def raise_wall() -> None:
    """Give every table of kept rows its security; done again after each migration."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        for table in _tables():
            name = sql.Identifier(table)
            prefix = sql.Literal(role_of(0).removesuffix("0"))
            own = sql.SQL("current_user::text = {} || delegation_id").format(prefix)
            if table == _QUEUE:
                own = sql.SQL("({} OR current_user::text = {})").format(own, sql.Literal(_login(cursor)))
            for statement in (
                sql.SQL("ALTER TABLE {} ENABLE ROW LEVEL SECURITY").format(name),
                sql.SQL("ALTER TABLE {} FORCE ROW LEVEL SECURITY").format(name),
                sql.SQL("DROP POLICY IF EXISTS own_rows ON {}").format(name),
                sql.SQL("CREATE POLICY own_rows ON {} USING ({}) WITH CHECK ({})").format(name, own, own),
            ):
                cursor.execute(statement)
        for number in _delegations(cursor):
            _make_role(cursor, number)


def admit(delegation_id: int) -> None:
    """Make a delegation's role."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            _make_role(cursor, delegation_id)


def _make_role(cursor: Any, delegation_id: int) -> None:
    role = role_of(delegation_id)
    cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
    if cursor.fetchone() is None:
        cursor.execute(sql.SQL("CREATE ROLE {} NOLOGIN NOINHERIT").format(sql.Identifier(role)))
    for statement in (
        "GRANT {} TO CURRENT_USER",
        "GRANT USAGE ON SCHEMA public TO {}",
        "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {}",
        "GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {}",
    ):
        cursor.execute(sql.SQL(statement).format(sql.Identifier(role)))


def _login(cursor: Any) -> str:
    cursor.execute("SELECT session_user")
    (name,) = cursor.fetchone()
    return str(name)


def _tables() -> list[str]:
    from wayhome.desk.compartments.kept import Kept

    kept: list[type[models.Model]] = [model for model in apps.get_models() if issubclass(model, Kept)]
    existing = set(connection.introspection.table_names())
    return sorted(model._meta.db_table for model in kept if model._meta.db_table in existing)


def _delegations(cursor: Any) -> list[int]:
    if "seats_delegation" not in connection.introspection.table_names():
        return []
    cursor.execute("SELECT id FROM seats_delegation ORDER BY id")
    return [number for (number,) in cursor.fetchall()]


def _now() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        (name,) = cursor.fetchone() or ("",)
        return str(name)


def _become(role: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("SET ROLE {}").format(sql.Identifier(role)))
