"""Every address of the desk, filled in with whatever an attacker might try."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from django.urls import URLPattern, URLResolver, get_resolver

_PART = re.compile(r"<(?:(?P<kind>\w+):)?(?P<name>\w+)>")


@dataclass(frozen=True)
class Address:
    """One address of the desk: its pattern, and the view behind it."""

    pattern: str
    view: str

    def filled(self, numbers: list[int], words: list[str]) -> Iterator[str]:
        """The address with each of these numbers and words where it takes one."""
        parts = list(_PART.finditer(self.pattern))
        values = [numbers if part["kind"] == "int" else words for part in parts]
        for chosen in product(*values):
            address, rest = self.pattern, iter(chosen)
            yield "/" + _PART.sub(lambda _part: str(next(rest)), address)  # noqa: B023 - used at once


def addresses() -> list[Address]:
    """Every address of the desk's own; those of signing in are the library's, and tested with it."""
    return [each for each in _walk(get_resolver().url_patterns, "") if not each.view.startswith("allauth.")]


def _walk(patterns: list[URLPattern | URLResolver], before: str) -> Iterator[Address]:
    for each in patterns:
        here = before + str(each.pattern)
        if isinstance(each, URLResolver):
            yield from _walk(each.url_patterns, here)
        else:
            yield Address(here, f"{each.callback.__module__}.{each.callback.__qualname__}")
