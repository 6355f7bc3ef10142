"""The rates of a simulation: how people are captured and identified, and what seats there are. All is fictional."""

from __future__ import annotations

from functools import cached_property
from itertools import permutations
from typing import TypeAlias

import msgspec

Way: TypeAlias = tuple[int, int]
"""From a detaining party home to a party of origin, each by its place among the parties."""


class BadRate(ValueError):
    """A rate that isn't what it must be; carries its key, such as ``captures.ways.holder``."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


class WayRate(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How many people one party captures of another's in a month, on average."""

    holder: str
    home: str
    a_month: float

    def __post_init__(self) -> None:
        _expect_between("captures.ways.a_month", self.a_month, 0, _MANY)
        if self.holder == self.home:
            raise BadRate("captures.ways.home")


class Captures(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How many people are captured in a month, on average, each way; `ways` differ from the rest."""

    a_month: float
    ways: tuple[WayRate, ...] = ()

    def __post_init__(self) -> None:
        _expect_between("captures.a_month", self.a_month, 0, _MANY)
        if len({(way.holder, way.home) for way in self.ways}) < len(self.ways):
            raise BadRate("captures.ways")


class Identification(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The chance to be identified in a month, that of the capture included."""

    each_month: float

    def __post_init__(self) -> None:
        _expect_between("identification.each_month", self.each_month, 1e-6, 1)


class Unconditional(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The share of people who are never counted (GC III 109, 110; GC IV 34)."""

    share: float

    def __post_init__(self) -> None:
        _expect_between("unconditional.share", self.share, 0, 1)


class Families(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The share of units that are families or crews, who go together or not at all, and how many people these are."""

    counted: float
    unconditional: float
    heads: int

    def __post_init__(self) -> None:
        _expect_between("families.counted", self.counted, 0, 1)
        _expect_between("families.unconditional", self.unconditional, 0, 1)
        _expect_between("families.heads", self.heads, 2, 50)


class Seats(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Seats each way: for the counted in a year; for the unconditional, and for all after hostilities, in a month."""

    counted_a_year: int
    unconditional_a_month: int
    due_a_month: int

    def __post_init__(self) -> None:
        for key in ("counted_a_year", "unconditional_a_month", "due_a_month"):
            _expect_between(f"seats.{key}", getattr(self, key), 0, _MANY)


class Hostilities(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How many months hostilities last at least, and the chance that they end in any month after that."""

    last_at_least: int
    chance_of_end: float

    def __post_init__(self) -> None:
        _expect_between("hostilities.last_at_least", self.last_at_least, 0, _MANY)
        _expect_between("hostilities.chance_of_end", self.chance_of_end, 0, 1)


class Rates(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, dict=True):
    """All rates. ``exchange/data/rates.toml`` says what each means and in which unit. Raises `BadRate`."""

    parties: tuple[str, ...]
    captures: Captures
    identification: Identification
    unconditional: Unconditional
    families: Families
    seats: Seats
    hostilities: Hostilities

    def __post_init__(self) -> None:
        names = set(self.parties)
        if len(names) < max(2, len(self.parties)) or not all(name.strip() == name != "" for name in names):
            raise BadRate("parties")
        for way in self.captures.ways:
            for key in ("holder", "home"):
                if getattr(way, key) not in names:
                    raise BadRate(f"captures.ways.{key}")

    @cached_property
    def ways(self) -> tuple[Way, ...]:
        """Every way, in the order in which arrays hold them."""
        return tuple(permutations(range(len(self.parties)), 2))

    @cached_property
    def captured_a_month(self) -> tuple[float, ...]:
        """People captured in a month each way, on average, in the order of `ways`."""
        named = {(way.holder, way.home): way.a_month for way in self.captures.ways}
        return tuple(
            named.get((self.parties[holder], self.parties[home]), self.captures.a_month) for holder, home in self.ways
        )


_MANY = 1_000_000


def _expect_between(key: str, number: float, least: float, most: float) -> None:
    if not least <= number <= most:
        raise BadRate(key)
