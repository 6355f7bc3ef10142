"""lottery.json: what is published of a lottery before any randomness exists, and with it, in the end, how it was drawn.

Everything a stranger needs to check it stands here, and people only by the round's salted references.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import sha256
from typing import TypeAlias

import msgspec
import rfc8785

FORMAT = "wayhome lottery 1"
RULE = "weights by rejection, units by smallest SHA-256, 1"
"""How seed and lottery give the people drawn: see `wayhome.exchange.lottery.draw`."""

Unit: TypeAlias = tuple[str, ...]
"""The references of people who go together or not at all, in alphabetical order; the first names the unit."""


class BadLottery(ValueError):
    """A lottery that can't be read: where in it, and what was expected there."""

    def __init__(self, place: str, expected: str) -> None:
        super().__init__(f"lottery: {place}: expected {expected}; take the file as `wayhome lottery` wrote it")


@dataclass(frozen=True, slots=True)
class Kind:
    """Units that the terms don't tell apart: all have the same chance."""

    units: tuple[Unit, ...]
    most: int
    """The most of them that may go."""
    chance: str
    """Of each of them to go, as a fraction such as "3/20"."""


@dataclass(frozen=True, slots=True)
class PublishedRow:
    """What every package keeps: lower <= sum of coefficient × units going of a kind <= upper."""

    name: tuple[str, ...]
    coefficients: tuple[tuple[int, int], ...]
    """Pairs of a kind, by its place from 0, and its coefficient."""
    lower: int | None
    upper: int | None


@dataclass(frozen=True, slots=True)
class PublishedPackage:
    """How many units of each kind go, and with what weight in the draw (decimal digits: they may be many)."""

    weight: str
    units: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Multiplied:
    """A row, or a cut, and its multiplier as a fraction."""

    row: tuple[str, ...]
    by: str


@dataclass(frozen=True, slots=True)
class Half:
    """A piece where a kind's range was cut in two: at most ``value`` where ``below``, else at least one more."""

    kind: int
    value: int
    below: bool


@dataclass(frozen=True, slots=True)
class PublishedPiece:
    """One piece of a proof (see `wayhome.exchange.proof`)."""

    halves: tuple[Half, ...]
    multipliers: tuple[Multiplied, ...]


@dataclass(frozen=True, slots=True)
class PublishedCut:
    """A row that all packages in whole numbers keep, and its proof from the rows and cuts before it."""

    row: PublishedRow
    proof: tuple[PublishedPiece, ...]


@dataclass(frozen=True, slots=True)
class PublishedLevel:
    """Chances from the smallest up, each with what bounds it (see `wayhome.exchange.lottery.chances.Level`)."""

    chance: str
    bound: str
    kinds: tuple[int, ...]
    multipliers: tuple[Multiplied, ...]


@dataclass(frozen=True, slots=True)
class Lottery:
    """The part that is frozen when the lottery is prepared."""

    round: str
    terms: str
    """The digest of the terms in force."""
    attempt: int
    """1, and one more each time a lottery had to be prepared anew."""
    seats: tuple[str, ...]
    """Who must commit and reveal, in alphabetical order."""
    beacon: str
    """Which public random value, not known yet, is mixed in as well (such as a round of drand); "" for none."""
    rule: str
    kinds: tuple[Kind, ...]
    rows: tuple[PublishedRow, ...]
    cuts: tuple[PublishedCut, ...]
    levels: tuple[PublishedLevel, ...]
    packages: tuple[PublishedPackage, ...]

    @property
    def digest(self) -> str:
        """SHA-256 of the lottery as canonical JSON (RFC 8785), in hexadecimal: what the act of preparing it names."""
        return sha256(rfc8785.dumps(msgspec.to_builtins(self))).hexdigest()


@dataclass(frozen=True, slots=True)
class Word:
    """What one seat committed to, and the secret it revealed; both in hexadecimal."""

    seat: str
    commitment: str
    secret: str


@dataclass(frozen=True, slots=True)
class Draw:
    """How the lottery was drawn."""

    words: tuple[Word, ...]
    """In the order of the seats."""
    beacon: str
    """The value of the beacon, in hexadecimal; "" where the lottery names none."""
    seed: str
    package: int
    """The place of the package drawn, from 0."""
    people: tuple[str, ...]
    """The references of everybody drawn, in alphabetical order."""


@dataclass(frozen=True, slots=True)
class Published:
    """The whole file: before the draw without it."""

    format: str
    digest: str
    lottery: Lottery
    draw: Draw | None = None


def lottery_json(lottery: Lottery, draw: Draw | None = None) -> bytes:
    """Write the file. The same lottery and draw give the same bytes."""
    plain = msgspec.to_builtins(Published(FORMAT, lottery.digest, lottery, draw))
    return (json.dumps(plain, ensure_ascii=False, indent=1) + "\n").encode()


def read_lottery(data: bytes) -> Published:
    """Read the file. Raises `BadLottery`.

    Strict: exactly what `lottery_json` would write, but for spaces and the order of keys. Whether it is right is for
    `wayhome.exchange.check_lottery` to say.
    """
    try:
        raw = json.loads(data.decode("utf-8"), object_pairs_hook=_once_each)
        file = msgspec.convert(raw, Published)
    except (ValueError, RecursionError) as error:
        wrong, _, place = str(error).partition(" - at ")
        raise BadLottery(place.strip("`").removeprefix("$.") or "the file", f"something else ({wrong})") from None
    if file.format != FORMAT:
        raise BadLottery("format", FORMAT)
    if raw != msgspec.json.decode(msgspec.json.encode(file)):
        raise BadLottery("the file", "every key, and no others")
    return file


def _once_each(pairs: list[tuple[str, object]]) -> dict[str, object]:
    keys = dict(pairs)
    if len(keys) < len(pairs):
        raise ValueError("a key stands twice in one object")
    return keys
