"""What the journal refuses, each error named for what happened. No error carries a secret or sealed content."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Protocol


class Told(Protocol):
    """Something told as a code with values; its text is English."""

    @property
    def code(self) -> str:
        """The room and, after a dot, the name under which its words stand in that room's data/messages.toml."""

    @property
    def values(self) -> tuple[tuple[str, Any], ...]:
        """What the words name: texts, whole numbers, and others like this."""


class Coded(ValueError):
    """What is refused, as a code with values, such as "journal.not_base64"; its text is English.

    Whoever speaks to people in their own language makes a message of it (see people/messages.py).
    """

    def __init__(self, code: str, **values: str | int | Told) -> None:
        super().__init__(code)
        self.code, self.values = code, tuple(values.items())

    def __str__(self) -> str:
        room, _, name = self.code.partition(".")
        return _words(room)[name]["en"].format(**dict(self.values))


def why(error: Exception) -> Told | str:
    """What an error of somebody else's comes from, where that is a refusal of ours, with the place it was found at."""
    cause: BaseException | None = error
    while cause is not None and not isinstance(cause, Coded):
        cause = cause.__cause__
    if cause is None:
        return str(error)
    place = str(error).removeprefix(str(cause)).removeprefix(" - at ")
    return Coded("journal.at_a_place", why=cause, place=place) if place else cause


@cache
def _words(room: str) -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads(files(f"wayhome.{room}").joinpath("data", "messages.toml").read_text(encoding="utf-8"))


class JournalRefusal(Coded):
    """Anything the journal does not take as it is. Catch this to catch them all."""


class NotCanonical(JournalRefusal):
    """Not the one canonical way to write this value (RFC 8785 JSON, or base64)."""


class BadKey(JournalRefusal):
    """Not a key, or a key nobody may use."""


class UnknownAuthor(JournalRefusal):
    """No key is known for the seat named as author."""


class BadSignature(JournalRefusal):
    """The signature is not this key's over these bytes."""


class BadEnvelope(JournalRefusal):
    """Not an envelope with signatures over a payload of its type."""


class BadEntry(JournalRefusal):
    """Not an entry: a field is missing, unknown or not of its form."""


class BadPasskey(JournalRefusal):
    """A passkey's answer that doesn't show what it has to: not to this entry, not here, or not by this passkey."""


class BadCovenant(JournalRefusal):
    """Not a covenant, or not one that may follow the one in force."""


class BadNote(JournalRefusal):
    """Not a signed note, not a checkpoint, or not a proof in its file form."""


class BadProof(JournalRefusal):
    """The proof does not show what it claims."""


class CannotUnseal(JournalRefusal):
    """The sealed part was not made for this seat and key, or is not as it was sealed."""


class Erased(JournalRefusal):
    """What was said about a person who is erased: the key to it is destroyed. The message names their reference."""


class WrongBlob(JournalRefusal):
    """A sealed part that the entry does not name."""


class WrongJournal(JournalRefusal):
    """The entry or checkpoint was made for another journal."""


class Conflict(JournalRefusal):
    """An author has signed two different entries with the same running number, or the same entry stands twice."""


class Gap(JournalRefusal):
    """An author's running number leaves one out: an earlier entry has yet to arrive."""


class FalseCheckpoint(JournalRefusal):
    """A checkpoint, the stored one or the one an author had seen, that this journal never had."""


class SplitView(JournalRefusal):
    """Two histories of one journal: what is shown now doesn't go on from what was signed before."""


class Moved(JournalRefusal):
    """Another process has appended since: read on, ask the rules again, then append."""


class Shrunk(JournalRefusal):
    """Entries that were in the storage are there no longer."""


class Broken(JournalRefusal):
    """The journal does not verify. ``position`` (from 0) is the first place that can be wrong, ``reason`` says why."""

    def __init__(self, position: int, reason: Told) -> None:
        super().__init__("journal.broken", position=position, reason=reason)
        self.position = position
        self.reason = reason
