"""Where a journal's bytes are kept: in files of one folder, or in memory. Storage keeps bytes and judges none."""

from __future__ import annotations

import fcntl
import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO, Protocol

from wayhome.journal.errors import Moved, Shrunk

_DIGEST = re.compile(r"[0-9a-f]{64}", re.ASCII)


class Storage(Protocol):
    """What a journal needs of the place that keeps it. What a call has returned from is kept, whatever happens next."""

    def envelopes(self, start: int = 0) -> Iterator[bytes]:
        """Yield the stored envelopes from position ``start`` on. Raises `Shrunk` if there are fewer than that."""

    def append(self, envelopes: Sequence[bytes], after: int) -> None:
        """Append the envelopes durably, in order, to a journal of ``after`` entries, and make those durable, too.

        Raises `Moved` if there are more by now, `Shrunk` if there are fewer, and then has appended none. A crash on the
        way may leave a leading part of the envelopes, each of them whole.
        """

    def read_checkpoint(self) -> bytes | None:
        """Return the signed checkpoint, or None if there is none yet."""

    def write_checkpoint(self, note: bytes) -> None:
        """Replace the signed checkpoint: a reader finds the old one or the new one."""

    def read_sealed(self, digest: str) -> bytes | None:
        """Return the sealed part stored under a digest (SHA-256, hex), or None if it is erased or was never here."""

    def write_sealed(self, blob: bytes) -> str:
        """Store a sealed part durably under its digest, and return that."""


class MemoryStorage:
    """Storage in memory, for tests and for replaying what came from elsewhere."""

    def __init__(self) -> None:
        self._envelopes: list[bytes] = []
        self._checkpoint: bytes | None = None
        self._sealed: dict[str, bytes] = {}

    def envelopes(self, start: int = 0) -> Iterator[bytes]:
        """Yield the stored envelopes from position ``start`` on. Raises `Shrunk` if there are fewer than that."""
        _require_at_least(start, len(self._envelopes))
        return iter(self._envelopes[start:])

    def append(self, envelopes: Sequence[bytes], after: int) -> None:
        """Append the envelopes. Raises `Moved` or `Shrunk` unless there are ``after`` entries so far."""
        _require_exactly(after, len(self._envelopes))
        self._envelopes.extend(envelopes)

    def read_checkpoint(self) -> bytes | None:
        """Return the signed checkpoint, or None."""
        return self._checkpoint

    def write_checkpoint(self, note: bytes) -> None:
        """Replace the signed checkpoint."""
        self._checkpoint = note

    def read_sealed(self, digest: str) -> bytes | None:
        """Return the sealed part stored under a digest, or None."""
        return self._sealed.get(digest)

    def write_sealed(self, blob: bytes) -> str:
        """Store a sealed part under its digest, and return that."""
        digest = sha256(blob).hexdigest()
        self._sealed[digest] = blob
        return digest


class FileStorage:
    """Storage in one folder, made on the first write: ``entries.jsonl``, ``checkpoint`` and ``sealed/<digest>``.

    ``entries.jsonl`` holds one envelope a line. A last line without its end is what a crash left of an append that
    never returned: readers pass over it, the next append drops it. Writers exclude one another by a lock on the folder
    (flock: processes of one machine; a folder shared over a network is not for writing from two).
    """

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._entries = directory / "entries.jsonl"
        self._known = (0, 0)
        """How far this object has read: a position, and the byte at which its line begins."""

    def envelopes(self, start: int = 0) -> Iterator[bytes]:
        """Yield the stored envelopes from position ``start`` on. Raises `Shrunk` if there are fewer than that."""
        try:
            file = self._entries.open("rb")
        except FileNotFoundError:
            _require_at_least(start, 0)
            return
        with file:
            yield from self._lines(file, start)

    def append(self, envelopes: Sequence[bytes], after: int) -> None:
        """Append the envelopes durably. Raises `Moved` or `Shrunk` unless there are ``after`` entries so far."""
        if any(b"\n" in envelope for envelope in envelopes):
            raise ValueError("an envelope is one line")
        with self._locked() as directory:
            descriptor = os.open(self._entries, os.O_RDWR | os.O_CREAT, 0o666)
            with os.fdopen(descriptor, "r+b") as file:
                _require_exactly(after, self._known[0] + sum(1 for _ in self._lines(file, self._known[0])))
                _, offset = self._known
                file.seek(offset)
                file.truncate()
                file.write(b"".join(envelope + b"\n" for envelope in envelopes))
                file.flush()
                os.fsync(descriptor)
                self._known = after + len(envelopes), file.tell()
            if offset == 0:
                os.fsync(directory)

    def read_checkpoint(self) -> bytes | None:
        """Return the signed checkpoint, or None."""
        return _read(self._directory / "checkpoint")

    def write_checkpoint(self, note: bytes) -> None:
        """Replace the signed checkpoint durably: a reader finds the old one or the new one."""
        with self._locked():
            if self._entries.exists():
                _sync(self._entries)  # first what it signs for: whoever wrote that may have been killed before it could
            _replace(self._directory / "checkpoint", note)

    def read_sealed(self, digest: str) -> bytes | None:
        """Return the sealed part stored under a digest, or None. Raises ValueError for what is no digest."""
        if not _DIGEST.fullmatch(digest):
            raise ValueError("a digest has 64 hex digits")
        return _read(self._directory / "sealed" / digest)

    def write_sealed(self, blob: bytes) -> str:
        """Store a sealed part durably under its digest, and return that."""
        digest = sha256(blob).hexdigest()
        with self._locked():
            _make_directory(self._directory / "sealed")
            _replace(self._directory / "sealed" / digest, blob)
        return digest

    def _lines(self, file: BinaryIO, start: int) -> Iterator[bytes]:
        """Yield the whole lines from position ``start`` on, and remember how far the file was read."""
        position, offset = self._known if start >= self._known[0] else (0, 0)
        if os.fstat(file.fileno()).st_size < offset:
            raise Shrunk(f"{self._entries} is shorter than it was")
        file.seek(offset)
        for line in file:
            if not line.endswith(b"\n"):
                break
            position, offset = position + 1, offset + len(line)
            self._known = max(self._known, (position, offset))
            if position > start:
                yield line[:-1]
        _require_at_least(start, position)

    @contextmanager
    def _locked(self) -> Iterator[int]:
        """Hold the folder's lock, and yield the folder's descriptor."""
        _make_directory(self._directory)
        descriptor = os.open(self._directory, os.O_RDONLY)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield descriptor
        finally:
            os.close(descriptor)


def _require_at_least(expected: int, found: int) -> None:
    if found < expected:
        raise Shrunk(f"the storage holds {found} entries where there were {expected}")


def _require_exactly(expected: int, found: int) -> None:
    _require_at_least(expected, found)
    if found > expected:
        raise Moved(f"the storage holds {found} entries by now, not {expected}")


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _replace(path: Path, content: bytes) -> None:
    """Write a file so that after a crash it holds the old content or the new, whole."""
    new = path.with_name(f"{path.name}.new")
    with new.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)
    _sync(path.parent)


def _make_directory(directory: Path) -> None:
    if directory.is_dir():
        return
    _make_directory(directory.parent)
    directory.mkdir(exist_ok=True)
    _sync(directory.parent)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
