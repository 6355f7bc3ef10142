"""The journal this desk works on: opened once in a process, read on with each request, one thread at a time."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import RLock
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import HttpRequest
from psycopg.conninfo import make_conninfo

from wayhome.desk.seats.models import Delegation, Member
from wayhome.journal import Storage, open_entry
from wayhome.rounds import Round, Rounds, Table
from wayhome.storage import PostgresqlStorage, SqliteStorage

SCHEMA = "journal"
"""The schema of the journal in a PostgreSQL database; no delegation's role may enter it."""
_lock = RLock()
_tables: dict[str, Table] = {}


class NoJournal(Exception):
    """There is no journal here yet."""


class NoKey(Exception):
    """This desk doesn't hold the office key of the seat somebody wants to sign for; the seat is all it says."""


@dataclass(frozen=True)
class Here:
    """Where somebody is: the round they look at, as its acts have it, and the seat they act for."""

    rounds: Rounds
    round_name: str
    member: Member

    @property
    def round(self) -> Round:
        """The round as the acts so far have it."""
        return self.rounds[self.round_name]

    @property
    def delegation(self) -> Delegation:
        """The member's delegation."""
        return self.member.delegation

    @property
    def seat(self) -> str:
        """The name of the member's seat in the journal."""
        return self.delegation.name


def storage() -> Storage:
    """Where the journal is kept: a file of the desk's folder, or a schema of the desk's PostgreSQL database."""
    if connection.vendor == "postgresql":
        return PostgresqlStorage(make_conninfo(**_server(), options=f"-c search_path={SCHEMA}"))
    return SqliteStorage(settings.HOME.journal)


def prepare_storage() -> None:
    """Make the place where the journal is kept, where that takes more than a file."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}")


def _server() -> dict[str, Any]:
    given: dict[str, Any] = dict(connection.settings_dict)
    parts = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    return {name: given[key] for name, key in parts.items() if given.get(key)}


@contextmanager
def at_the_table() -> Iterator[Table]:
    """The table, with everything read that anybody has said so far. Raises `NoJournal` where none is begun."""
    with _lock:
        place = str(settings.HOME.folder)
        if place not in _tables:
            kept = storage()
            first = next(iter(kept.envelopes()), None)
            if first is None:
                raise NoJournal
            _tables[place] = Table(kept, open_entry(first).journal, secrets.token_bytes)
        table = _tables[place]
        table.read_on()
        yield table


def here(request: HttpRequest) -> Here:
    """Where this request's member is. The round is the one they chose, or the latest opened.

    Raises `NoJournal` before any round, PermissionDenied for a delegation that has no seat in this one.
    """
    assert isinstance(request.user, Member)
    with at_the_table() as table:
        rounds = table.state
    chosen = request.session.get("round", "")
    name = chosen if chosen in rounds.rounds else next(reversed(list(rounds.rounds)))
    delegation = request.user.delegation
    if delegation.role != Delegation.Role.AUDIT and delegation.name not in rounds[name].agreement.seats:
        raise PermissionDenied
    return Here(rounds, name, request.user)


def forget() -> None:
    """Close the journal: the next one who asks opens it anew."""
    with _lock:
        _tables.clear()
