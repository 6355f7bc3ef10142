"""What the worker has read of a file, kept beside it until it is taken in: what differs from the version in force."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple, TypeVar

import msgspec
from django.conf import settings

from wayhome.desk.register.models import Version

_Item = TypeVar("_Item")


class Row(NamedTuple):
    """A person's row as it will stand on the register."""

    list_id: str
    surname_key: str
    given_key: str
    category: str
    place: str
    medical: str | None
    content: str


class Count(NamedTuple):
    """How many people have a surname or are held in a place, as `Counted` keeps it."""

    what: str
    value: str
    people: int
    skeleton: str
    arabic: str


class Staged:
    """The folder in which a version waits to be taken in."""

    def __init__(self, version: Version) -> None:
        uploads: Path = settings.HOME.uploads
        self.upload = uploads / Path(version.upload).name
        self._folder = self.upload.with_name(f"{self.upload.name}.read")

    @property
    def names(self) -> tuple[str, str]:
        """What stands in uploads of it: the file, and the folder."""
        return self.upload.name, self._folder.name

    def begin(self) -> None:
        """Make the folder anew, for its owner alone."""
        shutil.rmtree(self._folder, ignore_errors=True)
        self._folder.mkdir(mode=0o700)

    def write_rows(self, rows: Iterable[Row]) -> int:
        """Keep the rows that are new or changed. Returns how many."""
        return self._write("rows", rows)

    def write_leaving(self, list_ids: Iterable[str]) -> int:
        """Keep whose rows end with the version in force. Returns how many."""
        return self._write("leaving", list_ids)

    def write_counts(self, counts: Iterable[Count]) -> int:
        """Keep the counts of the whole version. Returns how many."""
        return self._write("counts", counts)

    def rows(self) -> Iterator[Row]:
        """The rows that are new or changed."""
        return self._read("rows", msgspec.json.Decoder(Row))

    def leaving(self) -> Iterator[str]:
        """Whose rows end with the version in force."""
        return self._read("leaving", msgspec.json.Decoder(str))

    def counts(self) -> Iterator[Count]:
        """The counts of the whole version."""
        return self._read("counts", msgspec.json.Decoder(Count))

    def remove(self) -> None:
        """Remove the file that was handed in, and what was read of it."""
        shutil.rmtree(self._folder, ignore_errors=True)
        if self.upload.is_file():
            self.upload.unlink()

    def _write(self, name: str, items: Iterable[object]) -> int:
        encode, written = msgspec.json.Encoder().encode, 0
        with os.fdopen(os.open(self._folder / name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            for item in items:
                file.write(encode(item))
                file.write(b"\n")
                written += 1
        return written

    def _read(self, name: str, decoder: msgspec.json.Decoder[_Item]) -> Iterator[_Item]:
        with (self._folder / name).open("rb") as file:
            yield from map(decoder.decode, file)
