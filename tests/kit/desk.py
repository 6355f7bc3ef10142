"""A desk with both parties' delegations at it, and the small round of `kit.table` in its journal."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.utils import timezone

from kit.journals import written
from kit.table import KEYS, LYSORIA, MERIDIA, OBSERVER, SAHLAN, TORVENIA, Script
from wayhome.acts import Statement
from wayhome.desk.home import Home
from wayhome.desk.seats.models import Delegation, Duty, Member
from wayhome.desk.table import at_the_table, forget, storage
from wayhome.journal import write_key
from wayhome.rounds import Round

AUDITORS = "Auditors"
STRANGERS = "Strangers"
"""A delegation of another table: a party that has no seat in this round."""
ROLES = {
    LYSORIA: Delegation.Role.PARTY,
    TORVENIA: Delegation.Role.PARTY,
    SAHLAN: Delegation.Role.FACILITATOR,
    OBSERVER: Delegation.Role.OBSERVER,
    MERIDIA: Delegation.Role.RECEPTION,
    AUDITORS: Delegation.Role.AUDIT,
    STRANGERS: Delegation.Role.PARTY,
}
Stage = Callable[[Script], Iterable[Statement]]


@dataclass
class Desk:
    """The desk of a test. Members and their signed-in browsers are made as they are asked for."""

    folder: Path
    delegations: dict[str, Delegation] = field(default_factory=dict)

    def __post_init__(self) -> None:
        (self.folder / "keys").mkdir(parents=True)
        for seat, key in KEYS.items():
            write_key(self.folder / "keys" / f"{seat}.key", key)
        for name, role in ROLES.items():
            self.delegations[name] = Delegation.objects.create(name=name, role=role)

    def begin(self, stage: Stage) -> None:
        """Carry the round to a stage of `kit.table.Script`, its last act an hour ago."""
        acts = sum(1 for _ in stage(Script()))
        start = datetime.now(UTC).replace(microsecond=0) - timedelta(hours=acts + 1)
        written(stage(Script(start=start)), storage())

    def lose_journal(self) -> None:
        """Take the journal away, as a fault or somebody with the database in their hands could."""
        forget()
        if connection.vendor == "postgresql":
            self.in_journal("DROP SCHEMA IF EXISTS journal CASCADE", "CREATE SCHEMA journal")
        else:
            Home(self.folder).journal.unlink(missing_ok=True)

    def in_journal(self, *statements: str) -> list[tuple[Any, ...]]:
        """Run SQL where the journal is kept, past everything that guards it; return the rows of the last."""
        if connection.vendor == "postgresql":
            parts = {"dbname": "NAME", "user": "USER", "host": "HOST"}
            given = {name: str(connection.settings_dict[key]) for name, key in parts.items()}
            with psycopg.connect(**given, autocommit=True, options="-c search_path=journal") as server:
                cursors = [server.execute(statement) for statement in statements]
                return list(cursors[-1]) if cursors[-1].description else []
        with sqlite3.connect(Home(self.folder).journal) as file:
            return [row for statement in statements for row in file.execute(statement)]

    def member(self, seat: str, duty: Duty) -> Member:
        """Somebody of a delegation with this duty, who has an authenticator app."""
        name = f"{seat}-{duty}".lower()
        member = Member.objects.filter(username=name).first()
        if member is None:
            member = Member.objects.create(name, f"{duty.label} of {seat}", self.delegations[seat], duty)
            Authenticator.objects.create(user=member, type=Authenticator.Type.TOTP, data={"secret": SECRET})
        return member

    def sits(self, seat: str, duty: Duty) -> Client:
        """A browser in which this member is signed in."""
        client = Client()
        client.force_login(self.member(seat, duty), backend="wayhome.desk.seats.backend.ByPassword")
        return client

    @property
    def round(self) -> Round:
        """The round as the journal has it now."""
        with at_the_table() as table:
            return next(iter(table.state.rounds.values()))


SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
"""The authenticator app of every member of the tests."""


def code(secret: str = SECRET) -> str:
    """What the app shows now."""
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

    return format_hotp_value(hotp_value(secret, int(timezone.now().timestamp()) // 30))


def sign(client: Client, response: Any) -> Any:
    """Follow a form to the page where its act is read, and sign it there."""
    address = response.headers["Location"]
    assert address.startswith("/sign/"), address
    page = client.get(address).text
    cache.clear()  # an app's code counts once in its half minute; a test signs more often
    return client.post(address, {"code": code(), "shown": shown_on(page)})


def shown_on(page: str) -> str:
    """What a page that asks for a signature says it shows."""
    found = re.search(r'name="shown" value="([0-9a-f]{64})"', page)
    assert found, page
    return found[1]
