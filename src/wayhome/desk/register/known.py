"""People by the names their delegation knows them under."""

from __future__ import annotations

from collections.abc import Iterable

from wayhome.desk.register.models import Known

_AT_ONCE = 500


def names_of(references: Iterable[str]) -> dict[str, str]:
    """The names of those of these people whom the delegation in scope knows, by reference."""
    wanted = list(dict.fromkeys(references))
    found: dict[str, str] = {}
    for start in range(0, len(wanted), _AT_ONCE):
        rows = Known.objects.filter(reference__in=wanted[start : start + _AT_ONCE])
        found.update(rows.values_list("reference", "name"))
    return found
