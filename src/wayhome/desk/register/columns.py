"""A row of a list by its columns, as text."""

from __future__ import annotations

from functools import lru_cache
from operator import attrgetter

from wayhome.people import COLUMNS, Particulars

_stated = attrgetter(*COLUMNS)


def as_columns(row: Particulars) -> dict[str, str]:
    """What a row states, by canonical column; what isn't stated is missing."""
    return {
        name: value if type(value) is str else _text(value)
        for name, value in zip(COLUMNS, _stated(row), strict=True)
        if value
    }


@lru_cache(maxsize=1 << 16)
def _text(value: object) -> str:
    return "; ".join(sorted(value)) if isinstance(value, frozenset) else str(value)
