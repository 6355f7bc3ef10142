"""The keys of people in a file of their own: one a line, erased where it lies.

A line is canonical JSON, ``{"key": 44 letters of base64, "person": reference}``. To erase somebody is to write dots
over the key, in the same place and of the same length, so that no older version of the file is left beside it. Dots
are no base64: a line of which a crash left even one dot is erased already.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO

from wayhome.journal.canonical import decode, encode, from_base64, to_base64
from wayhome.journal.errors import NotCanonical
from wayhome.journal.storage import merged

KEY_BYTES = 32
_BEFORE = b'{"key":"'
_DOT = "."
_ERASED = _DOT * len(to_base64(bytes(KEY_BYTES)))


class Keyring:
    """The keys in one file. Its writers exclude one another by a lock of the caller's."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._read_at: tuple[int, ...] = ()
        self._keys: dict[str, frozenset[bytes]] = {}
        """What was read, and of which state of the file: whatever is added or erased makes it longer."""

    def read(self) -> dict[str, frozenset[bytes]]:
        """Return the keys by person; an empty set for somebody who is erased."""
        try:
            with self._path.open("rb") as file:
                status = os.fstat(file.fileno())
                now = (status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns)
                if now != self._read_at:
                    self._keys = _by_person(line for _, line in _lines(file))
                    self._read_at = now
        except FileNotFoundError:
            self._read_at, self._keys = (), {}
        return dict(self._keys)

    def add(self, keys: Mapping[str, Iterable[bytes]]) -> None:
        """Append those of these keys that are not here, durably. Nobody who is erased gets one."""
        have = self.read()
        self._append(
            _line(person, to_base64(key))
            for person, all_keys in merged(have, keys).items()
            for key in sorted(all_keys - have.get(person, frozenset()))
        )

    def erase(self, people: Iterable[str]) -> None:
        """Write over every key of these people, durably, after a line for each that says erased."""
        erased, have = set(people), self.read()
        self._append(_line(person, _ERASED) for person in sorted(erased) if have.get(person) != frozenset())
        with self._path.open("r+b") as file:
            for offset in [offset for offset, line in _lines(file) if line.get("person") in erased]:
                file.seek(offset + len(_BEFORE))
                file.write(_ERASED.encode())
            file.flush()
            os.fsync(file.fileno())

    def _append(self, lines: Iterable[bytes]) -> None:
        """Append lines durably, after dropping what a crash left of one that never was whole."""
        descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        with os.fdopen(descriptor, "r+b") as file:
            content = file.read()
            file.seek(content.rfind(b"\n") + 1)
            file.truncate()
            file.write(b"".join(lines))
            file.flush()
            os.fsync(descriptor)


def _line(person: str, key: str) -> bytes:
    return encode({"key": key, "person": person}) + b"\n"


def _lines(file: BinaryIO) -> Iterator[tuple[int, dict[str, Any]]]:
    """Each whole line, with the byte at which it begins."""
    offset = 0
    for line in file:
        if not line.endswith(b"\n"):
            return
        match decode(line[:-1]):
            case {"key": str(), "person": str(), **unknown} as entry if not unknown:
                yield offset, entry
            case _:
                raise NotCanonical("journal.not_a_line_of_a_keyring", offset=offset)
        offset += len(line)


def _by_person(lines: Iterable[dict[str, Any]]) -> dict[str, frozenset[bytes]]:
    keys: dict[str, frozenset[bytes]] = {}
    erased = set()
    for line in lines:
        person = line["person"]
        key = _key(line["key"])
        keys[person] = keys.get(person, frozenset()) | ({key} if key else frozenset())
        if not key:
            erased.add(person)
    return keys | dict.fromkeys(erased, frozenset())


def _key(text: str) -> bytes | None:
    """The key in a line, or None where it is erased. Raises `NotCanonical` for what is neither."""
    if _DOT in text:
        return None
    key = from_base64(text)
    if len(key) != KEY_BYTES:
        raise NotCanonical("journal.not_the_key_of_a_person")
    return key
