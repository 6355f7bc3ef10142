"""What is counted of sign-ins for a while: codes that were used, attempts that failed. In the database, by no name."""

from __future__ import annotations

from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.db import DatabaseCache
from django.db import connection
from django.utils import timezone
from django.utils.crypto import salted_hmac


class Counted(DatabaseCache):
    """A cache whose `add` succeeds once, however many ask at the same time: a code of an app counts once."""

    def add(self, key: Any, value: Any, timeout: float | None = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """Add what isn't there. What has lapsed is taken away first: two who both found it could both replace it."""
        name = self.make_and_validate_key(key, version=version)
        lapsed = connection.ops.adapt_datetimefield_value(timezone.now().replace(microsecond=0))
        with connection.cursor() as cursor:
            table = connection.ops.quote_name(self._table)  # type: ignore[attr-defined]
            cursor.execute(f"DELETE FROM {table} WHERE cache_key = %s AND expires < %s", [name, lapsed])  # noqa: S608 - our own table
        return bool(super().add(key, value, timeout, version))


def hidden(key: str, _prefix: str, version: int) -> str:
    """The name under which something is counted: nobody who reads the table learns whose it is."""
    return salted_hmac("wayhome.desk.seats.counting", f"{version} {key}", algorithm="sha256").hexdigest()
