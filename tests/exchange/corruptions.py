"""Every package that differs from one in a single thing: a number, a name, an entry of a list."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date
from enum import Enum
from fractions import Fraction
from itertools import pairwise
from typing import Any

from wayhome.exchange import Package

Corruption = tuple[str, Any]
"""Where it is, and what stands there instead."""


def corrupted(package: Package) -> Iterator[tuple[str, Package]]:
    """Corruptions of everything but the terms, which are compared whole."""
    present = sorted(set(_strings(package)))
    following = dict(pairwise([*present, present[0]]))
    for field in ("returnees", "explanations", "certificate"):
        for where, changed in _of(getattr(package, field), following):
            yield f"{field}{where}", replace(package, **{field: changed})


_OF_PAIRS = {"parameters", "multipliers", "reached_by", "going", "heads", "hoped"}
"""Fields whose entries are pairs: one of another length could not even be read."""


def _of(value: Any, following: dict[str, str], *, pairs: bool = False) -> Iterator[Corruption]:
    if isinstance(value, Enum):
        yield from ((f" {other!r}", other) for other in type(value) if other is not value)
    elif isinstance(value, bool):
        yield f" {not value}", not value
    elif isinstance(value, int | Fraction):
        yield from ((f" {value + more}", value + more) for more in (1, -1))
        if isinstance(value, Fraction):
            yield f" {-value}", -value
    elif isinstance(value, str):
        yield from ((f" {other!r}", other) for other in (following[value], value + "?") if other != value)
    elif isinstance(value, tuple):
        yield from _of_tuple(value, following, pairs)
    elif is_dataclass(value):
        for field in fields(value):
            for where, changed in _of(getattr(value, field.name), following, pairs=field.name in _OF_PAIRS):
                yield f".{field.name}{where}", replace(value, **{field.name: changed})


def _of_tuple(value: tuple, following: dict[str, str], pairs: bool) -> Iterator[Corruption]:
    for at, entry in enumerate(value):
        yield f"[{at}] left out", (*value[:at], *value[at + 1 :])
        yield f"[{at}] twice", (*value[:at], entry, *value[at:])
        if at and value[at - 1] != entry:
            yield f"[{at}] before the one before", (*value[: at - 1], entry, value[at - 1], *value[at + 1 :])
        for where, changed in _of_pair(entry, following) if pairs else _of(entry, following):
            yield f"[{at}]{where}", (*value[:at], changed, *value[at + 1 :])


def _of_pair(pair: tuple, following: dict[str, str]) -> Iterator[Corruption]:
    for at, entry in enumerate(pair):
        for where, changed in _of(entry, following):
            yield f"[{at}]{where}", (*pair[:at], changed, *pair[at + 1 :])


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str) and not isinstance(value, Enum):
        yield value
    elif isinstance(value, tuple):
        for entry in value:
            yield from _strings(entry)
    elif is_dataclass(value) and not isinstance(value, date):
        for field in fields(value):
            yield from _strings(getattr(value, field.name))
