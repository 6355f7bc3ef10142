"""The entry: one signed statement's place in a journal, whatever it states."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

import msgspec

from wayhome.journal.canonical import LARGEST_INTEGER, decode_as, decoder, encode
from wayhome.journal.errors import BadEntry, why

VERSION = 1
_DIGEST = re.compile(r"[0-9a-f]{64}", re.ASCII)
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
"""Control characters, line ends and direction overrides: a name with one of them reads as another."""
_ROOT_BYTES = 32
_UTC = timedelta(0)


class Seen(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The checkpoint an author had seen when signing: the number of entries, and the root over them (32 bytes)."""

    size: int
    root: bytes

    def __post_init__(self) -> None:
        require_integer(self.size, "seen.size", at_least=0)
        if type(self.root) is not bytes or len(self.root) != _ROOT_BYTES:
            raise BadEntry("journal.root_of_seen")


class SealedDigest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Names a sealed part, which is kept beside the journal and can be erased.

    ``digest`` is SHA-256 of the sealed bytes in hex, ``size`` their number, ``for_`` the seats able to unseal it, in
    alphabetical order (by code point). In JSON ``for_`` is called "for".
    """

    digest: str
    size: int
    for_: tuple[str, ...] = msgspec.field(name="for")

    def __post_init__(self) -> None:
        if type(self.digest) is not str or not _DIGEST.fullmatch(self.digest):
            raise BadEntry("journal.digest_of_sealed")
        require_integer(self.size, "sealed.size", at_least=1)
        for seat in self.for_:
            require_name(seat, "sealed.for")
        if not self.for_ or list(self.for_) != sorted(set(self.for_)):
            raise BadEntry("journal.seats_of_sealed")

    @classmethod
    def of(cls, blob: bytes, recipients: Iterable[str]) -> SealedDigest:
        """Name the sealed part ``blob``, made for the seats ``recipients``."""
        return cls(sha256(blob).hexdigest(), len(blob), tuple(sorted(recipients)))


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
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
            raise BadEntry("journal.version_of_entry", version=VERSION)
        require_origin(self.journal)
        require_integer(self.sequence, "sequence", at_least=1)
        require_name(self.round, "round")
        require_name(self.author, "author")
        require_name(self.kind, "kind")
        time = self.time
        if not isinstance(time, datetime) or time.utcoffset() != _UTC or time.microsecond:
            raise BadEntry("journal.time_of_entry")
        if type(self.facts) is not dict:
            raise BadEntry("journal.facts_of_entry")
        if type(self.seen) is not Seen:
            raise BadEntry("journal.seen_of_entry")
        if self.sealed and len({part.digest for part in self.sealed}) != len(self.sealed):
            raise BadEntry("journal.sealed_of_entry")

    def encode(self) -> bytes:
        """Return the entry's canonical JSON: what is signed. Raises `NotCanonical` if the facts have no such form."""
        return encode(msgspec.to_builtins(self))

    @classmethod
    def reread(cls, data: bytes) -> Entry:
        """Read once more what `decode` has taken: these very bytes need no second look at their form."""
        return _ENTRY.decode(data)

    @classmethod
    def decode(cls, data: bytes) -> Entry:
        """Read an entry's canonical JSON. Raises `NotCanonical` or `BadEntry`."""
        try:
            return decode_as(data, _ENTRY)
        except msgspec.ValidationError as error:
            raise BadEntry("journal.not_an_entry", error=why(error)) from None


_ENTRY = decoder(Entry)


def require_origin(origin: str) -> None:
    """Raise `BadEntry` unless ``origin`` can name a journal: not empty, no spaces, no "+" (c2sp.org/signed-note)."""
    require_name(origin, "journal")
    if "+" in origin or len(origin.split()) != 1:
        raise BadEntry("journal.name_of_journal")


def require_name(text: str, what: str) -> None:
    """Raise `BadEntry` unless ``text`` can name something: not empty, nothing unseen in it, no space around it."""
    if type(text) is not str or not text or text != text.strip() or _UNSEEN.search(text):
        raise BadEntry("journal.needs_a_name", what=what)


def require_integer(value: int, what: str, *, at_least: int) -> None:
    """Raise `BadEntry` unless ``value`` is an integer from ``at_least`` up to what every JSON reader agrees on."""
    if type(value) is not int or not at_least <= value <= LARGEST_INTEGER:
        raise BadEntry("journal.needs_an_integer", what=what, least=at_least)
