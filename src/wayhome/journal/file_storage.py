"""Storage in the files of one folder."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from wayhome.journal.errors import Shrunk
from wayhome.journal.keyring import Keyring
from wayhome.journal.storage import require_at_least, require_digest, require_exactly


class FileStorage:
    """Storage in one folder, made on the first write.

    ``entries.jsonl`` holds one envelope a line; beside it lie ``checkpoint``, ``sealed/<digest>`` and ``keys.jsonl``
    (see `Keyring`). A last line without its end is what a crash left of an append that never returned: readers pass
    over it, the next append drops it. Writers exclude one another by a lock on the folder (flock: processes of one
    machine; a folder shared over a network is not for writing from two). They wait for the disc outside that lock: the
    next one writes meanwhile, and its own wait covers whatever stands before.
    """

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._entries = directory / "entries.jsonl"
        self._keyring = Keyring(directory / "keys.jsonl")
        self._known = (0, 0)
        """How far this object has read: a position, and the byte at which its line begins."""

    def envelopes(self, start: int = 0) -> Iterator[bytes]:
        """Yield the stored envelopes from position ``start`` on. Raises `Shrunk` if there are fewer than that."""
        try:
            file = self._entries.open("rb")
        except FileNotFoundError:
            require_at_least(start, 0)
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
                require_exactly(after, self._known[0] + sum(1 for _ in self._lines(file, self._known[0])))
                _, offset = self._known
                file.seek(offset)
                file.truncate()
                file.write(b"".join(envelope + b"\n" for envelope in envelopes))
                self._known = after + len(envelopes), file.tell()
            if offset == 0:
                os.fsync(directory)
        _sync(self._entries)

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
        require_digest(digest)
        return _read(self._directory / "sealed" / digest)

    def write_sealed(self, blob: bytes) -> str:
        """Store a sealed part durably under its digest, and return that."""
        digest = sha256(blob).hexdigest()
        with self._locked():
            _make_directory(self._directory / "sealed")
            _replace(self._directory / "sealed" / digest, blob)
        return digest

    def keys(self) -> dict[str, frozenset[bytes]]:
        """Return the keys of people by reference; an empty set for somebody who is erased."""
        return self._keyring.read()

    def add_keys(self, keys: Mapping[str, Iterable[bytes]]) -> None:
        """Keep these keys of people durably. Whoever is erased stays erased."""
        with self._locked() as directory:
            self._keyring.add(keys)
            os.fsync(directory)

    def erase_keys(self, people: Iterable[str]) -> None:
        """Overwrite the keys of these people where they lie, and remember that they are erased."""
        with self._locked() as directory:
            self._keyring.erase(people)
            os.fsync(directory)

    def _lines(self, file: BinaryIO, start: int) -> Iterator[bytes]:
        """Yield the whole lines from position ``start`` on, and remember how far the file was read."""
        position, offset = self._known if start >= self._known[0] else (0, 0)
        if os.fstat(file.fileno()).st_size < offset:
            raise Shrunk("journal.shorter_than_it_was", path=str(self._entries))
        file.seek(offset)
        for line in file:
            if not line.endswith(b"\n"):
                break
            position, offset = position + 1, offset + len(line)
            self._known = max(self._known, (position, offset))
            if position > start:
                yield line[:-1]
        require_at_least(start, position)

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
