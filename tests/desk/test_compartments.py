"""The second wall: what the database itself shows to the role of each delegation."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction
from kit.desk import Desk
from kit.table import LYSORIA, TORVENIA
from psycopg import sql

from wayhome.desk.compartments.kept import within
from wayhome.desk.compartments.wall import role_of
from wayhome.desk.register.models import Known


def rows() -> list[str]:
    """What raw SQL, past the first wall, finds."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM register_known ORDER BY name")
        return [name for (name,) in cursor.fetchall()]


def run(statement: str, *values: object) -> None:
    """Run raw SQL in a transaction of its own."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


@pytest.fixture
def known(desk: Desk) -> Desk:
    """One row of each party's."""
    for seat in (LYSORIA, TORVENIA):
        with within(desk.delegations[seat]):
            Known.objects.create(delegation=desk.delegations[seat], reference=seat, name=f"of {seat}")
    return desk


def test_raw_sql_finds_a_delegations_own_rows_only(known: Desk) -> None:
    with within(known.delegations[LYSORIA]):
        assert rows() == ["of Lysoria"]
    with within(known.delegations[TORVENIA]):
        assert rows() == ["of Torvenia"]


def test_outside_every_scope_even_the_owner_finds_nothing(known: Desk) -> None:
    assert rows() == []


def test_a_row_for_another_delegation_is_refused_by_the_database(known: Desk) -> None:
    insert = "INSERT INTO register_known (delegation_id, reference, name, particulars) VALUES (%s, 'x', 'x', '{}')"
    with within(known.delegations[LYSORIA]), pytest.raises(DatabaseError):
        run(insert, known.delegations[TORVENIA].pk)


def test_a_row_cannot_be_moved_to_another_delegation_nor_another_ones_taken(known: Desk) -> None:
    with within(known.delegations[LYSORIA]):
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM register_known WHERE name = 'of Torvenia'")
            assert cursor.rowcount == 0
        with pytest.raises(DatabaseError):
            run("UPDATE register_known SET delegation_id = %s", known.delegations[TORVENIA].pk)


def test_no_delegations_role_reaches_the_journals_tables_by_the_desks_connection(known: Desk) -> None:
    with within(known.delegations[LYSORIA]), pytest.raises(DatabaseError):
        run("SELECT 1 FROM journal.entries")


def test_scopes_within_scopes_come_back_to_the_one_before(known: Desk) -> None:
    with within(known.delegations[LYSORIA]):
        with within(known.delegations[TORVENIA]):
            assert rows() == ["of Torvenia"]
        assert rows() == ["of Lysoria"]
    assert rows() == []


@pytest.mark.django_db(transaction=True)
def test_a_connection_given_back_is_nobodys_before_another_gets_it(known: Desk) -> None:
    pool = connection.pool  # type: ignore[attr-defined]  # of the PostgreSQL backend alone
    with pool.connection() as given:
        given.execute(sql.SQL("SET ROLE {}").format(sql.Identifier(role_of(known.delegations[LYSORIA].pk))))
        back = given.info.backend_pid
    users: dict[int, str] = {}
    while back not in users:
        with pool.connection() as given:
            (users[given.info.backend_pid],) = given.execute("SELECT current_user").fetchone()
    assert users[back] == connection.settings_dict["USER"]
