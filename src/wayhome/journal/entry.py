"""The entry: one signed statement's place in a journal, whatever it states."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

from wayhome.journal.canonical import LARGEST_INTEGER, decode, encode, from_base64, to_base64
from wayhome.journal.errors import BadEntry, NotCanonical

VERSION = 1
_FIELDS = {"version", "journal", "sequence", "round", "author", "kind", "time", "facts", "sealed", "seen"}
_TIME = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})Z", re.ASCII)
_DIGEST = re.compile(r"[0-9a-f]{64}", re.ASCII)
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
"""Control characters, line ends and direction overrides: a name with one of them reads as another."""


@dataclass(frozen=True)
class Seen:
    """The checkpoint an author had seen when signing: the number of entries, and the root over them (32 bytes)."""

    size: int
    root: bytes

    def __post_init__(self) -> None:
        _require_integer(self.size, "seen.size", at_least=0)
        if not isinstance(self.root, bytes) or len(self.root) != 32:
            raise BadEntry("seen.root has to be the 32 bytes of a SHA-256")


@dataclass(frozen=True)
class SealedDigest:
    """Names a sealed part, which is kept beside the journal and can be erased.

    ``digest`` is SHA-256 of the sealed bytes in hex, ``size`` their number, ``for_`` the seats able to unseal it, in
    alphabetical order (by code point). In JSON ``for_`` is called "for".
    """

    digest: str
    size: int
    for_: tuple[str, ...]

    def __post_init__(self) -> None:
        if not isinstance(self.digest, str) or not _DIGEST.fullmatch(self.digest):
            raise BadEntry("sealed.digest has to be a SHA-256 in 64 hex digits")
        _require_integer(self.size, "sealed.size", at_least=1)
        for seat in self.for_:
            _require_name(seat, "sealed.for")
        if not self.for_ or list(self.for_) != sorted(set(self.for_)):
            raise BadEntry("sealed.for has to name at least one seat, each once, in alphabetical order")

    @classmethod
    def of(cls, blob: bytes, recipients: Iterable[str]) -> SealedDigest:
        """Name the sealed part ``blob``, made for the seats ``recipients``."""
        return cls(sha256(blob).hexdigest(), len(blob), tuple(sorted(recipients)))


@dataclass(frozen=True)
class Entry:
    """One entry of a journal. Raises `BadEntry` for a value that is not of its form."""

    journal: str
    """The journal's name, the origin of its checkpoints: like "round.example/2025-08-24" (c2sp.org/tlog-checkpoint)."""
    sequence: int
    """The author's own running number in this journal, from 1 without gaps: an act can be signed with no network and
    appended later, and neither a repetition nor an omission goes unnoticed."""
    round: str
    author: str
    """The seat that states it."""
    kind: str
    time: datetime
    """When the author signed, by the author's clock: UTC, whole seconds."""
    facts: dict[str, Any]
    """What is stated, for every seat of the journal to read: a JSON object in canonical values. Not to be changed."""
    seen: Seen
    sealed: tuple[SealedDigest, ...] = ()
    version: int = VERSION

    def __post_init__(self) -> None:
        if type(self.version) is not int or self.version != VERSION:
            raise BadEntry(f"version has to be {VERSION}: a later version of the program may read this entry")
        require_origin(self.journal)
        _require_integer(self.sequence, "sequence", at_least=1)
        _require_name(self.round, "round")
        _require_name(self.author, "author")
        _require_name(self.kind, "kind")
        if not isinstance(self.time, datetime) or self.time.utcoffset() != timedelta(0) or self.time.microsecond:
            raise BadEntry("time has to be in UTC and whole seconds")
        if not isinstance(self.facts, dict):
            raise BadEntry("facts has to be a JSON object")
        if not isinstance(self.sealed, tuple) or len({part.digest for part in self.sealed}) != len(self.sealed):
            raise BadEntry("sealed has to name each sealed part once")
        if not isinstance(self.seen, Seen):
            raise BadEntry("seen has to be the size and root of a checkpoint")

    def to_json(self) -> dict[str, object]:
        """Return the JSON object of this entry."""
        return {
            "version": self.version,
            "journal": self.journal,
            "sequence": self.sequence,
            "round": self.round,
            "author": self.author,
            "kind": self.kind,
            "time": f"{self.time.replace(tzinfo=None).isoformat()}Z",
            "facts": self.facts,
            "sealed": [{"digest": part.digest, "size": part.size, "for": list(part.for_)} for part in self.sealed],
            "seen": {"size": self.seen.size, "root": to_base64(self.seen.root)},
        }

    @classmethod
    def from_json(cls, value: object) -> Entry:
        """Read the JSON object of an entry. Raises `BadEntry` for missing, unknown or malformed fields."""
        fields = _require_fields(value, _FIELDS, "entry")
        if not isinstance(fields["sealed"], list):
            raise BadEntry("sealed has to be a list")
        return cls(
            version=fields["version"],
            journal=fields["journal"],
            sequence=fields["sequence"],
            round=fields["round"],
            author=fields["author"],
            kind=fields["kind"],
            time=_time(fields["time"]),
            facts=fields["facts"],
            sealed=tuple(_sealed_digest(part) for part in fields["sealed"]),
            seen=_seen(fields["seen"]),
        )

    def encode(self) -> bytes:
        """Return the entry's canonical JSON: what is signed. Raises `NotCanonical` if the facts have no such form."""
        return encode(self.to_json())

    @classmethod
    def decode(cls, data: bytes) -> Entry:
        """Read an entry's canonical JSON. Raises `NotCanonical` or `BadEntry`."""
        return cls.from_json(decode(data))


def require_origin(origin: str) -> None:
    """Raise `BadEntry` unless ``origin`` can name a journal: not empty, no spaces, no "+" (c2sp.org/signed-note)."""
    _require_name(origin, "journal")
    if "+" in origin or any(character.isspace() for character in origin):
        raise BadEntry('journal may contain neither spaces nor "+"')


def _sealed_digest(value: object) -> SealedDigest:
    fields = _require_fields(value, {"digest", "size", "for"}, "sealed")
    if not isinstance(fields["for"], list):
        raise BadEntry("sealed.for has to be a list")
    return SealedDigest(fields["digest"], fields["size"], tuple(fields["for"]))


def _seen(value: object) -> Seen:
    fields = _require_fields(value, {"size", "root"}, "seen")
    try:
        root = from_base64(_require_text(fields["root"], "seen.root"))
    except NotCanonical as error:
        raise BadEntry(f"seen.root: {error}") from None
    return Seen(fields["size"], root)


def _time(value: object) -> datetime:
    match = _TIME.fullmatch(_require_text(value, "time"))
    if not match:
        raise BadEntry("time has to be written YYYY-MM-DDTHH:MM:SSZ")
    year, month, day, hour, minute, second = (int(part) for part in match.groups())
    try:
        return datetime(year, month, day, hour, minute, second, tzinfo=UTC)
    except ValueError:
        raise BadEntry("time names a moment that does not exist") from None


def _require_fields(value: object, names: set[str], what: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise BadEntry(f"{what} has to be a JSON object")
    if missing := names - value.keys():
        raise BadEntry(f"{what} lacks {', '.join(sorted(missing))}")
    if unknown := value.keys() - names:
        raise BadEntry(f"{what} has no field {', '.join(sorted(unknown))}")
    return value


def _require_text(value: object, what: str) -> str:
    if not isinstance(value, str):
        raise BadEntry(f"{what} has to be text")
    return value


def _require_name(value: object, what: str) -> None:
    text = _require_text(value, what)
    if not text or text != text.strip() or _UNSEEN.search(text):
        raise BadEntry(f"{what} has to be a name: not empty, no control characters, no space around it")


def _require_integer(value: object, what: str, *, at_least: int) -> None:
    if type(value) is not int or not at_least <= value <= LARGEST_INTEGER:
        raise BadEntry(f"{what} has to be an integer from {at_least}")
