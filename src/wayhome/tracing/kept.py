"""What was compared is kept in a folder, so that nothing is compared twice.

A long tracing that was stopped goes on where it was; a later one, with rows added or mended, compares these with all
others and takes the rest from before. The folder holds no name, date or id: a row is a keyed digest of all it states, a
pair is two of them.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from wayhome.tracing.vocabulary import Mask, Numbers

Digests = NDArray[np.uint64]
"""A digest of each row; 64 bits: two rows of different content with one digest are not expected among 2**32 rows."""
_FORMAT = b"wayhome tracing 1"
_SALT = 32


class NotKept(Exception):
    """A folder is not one in which tracing keeps what it compared. The message says how to mend it."""


@dataclass(frozen=True)
class _Before:
    """The last tracing that came to its end: digests of its rows, and of the pairs that could matter."""

    sought: Digests
    held: Digests
    pair_sought: Digests
    pair_held: Digests


class Kept:
    """A folder with what was compared."""

    def __init__(self, folder: Path, new_salt: Callable[[int], bytes]) -> None:
        """``new_salt`` gives that many random bytes for a new folder. Raises NotKept."""
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        salt = folder / "salt"
        if not salt.exists():
            if any(folder.iterdir()):
                raise NotKept(f"{folder} holds other things: give tracing an empty folder, or one it made, for --keep")
            _write(salt, lambda path: path.write_bytes(new_salt(_SALT)))
        self._salt = salt.read_bytes()

    def text_digest(self, text: str) -> int:
        """The keyed digest of one value, 64 bits."""
        return int.from_bytes(blake2b(text.encode(), key=self._salt, digest_size=8).digest())

    def begin(self, sought: Digests, held: Digests, judged: bytes) -> Comparison:
        """Begin to compare these rows, or go on if these very rows were being compared."""
        before = self._before()
        whole = blake2b(_FORMAT, key=self._salt, digest_size=16)
        for part in (sought, held, before.sought, before.held):
            whole.update(len(part).to_bytes(8) + part.tobytes())
        whole.update(judged)
        parts = self._folder / f"parts-{whole.hexdigest()}"
        for other in self._folder.glob("parts-*"):
            if other != parts:
                shutil.rmtree(other)
        parts.mkdir(exist_ok=True)
        return Comparison(self._folder, parts, before, sought, held)

    def _before(self) -> _Before:
        path = self._folder / "compared.npz"
        nothing = np.zeros(0, dtype=np.uint64)
        if not path.exists():
            return _Before(nothing, nothing, nothing, nothing)
        try:
            with np.load(path) as arrays:
                return _Before(*(arrays[name] for name in _Before.__dataclass_fields__))
        except (OSError, ValueError, KeyError) as error:
            raise NotKept(f"{path} can't be read: take the folder away; tracing starts anew") from error


class Comparison:
    """One tracing of two lists as far as it has come."""

    def __init__(self, folder: Path, parts: Path, before: _Before, sought: Digests, held: Digests) -> None:
        self._folder, self._parts = folder, parts
        self._before, self._sought, self._held = before, sought, held
        self._old_sought, self._old_held = np.isin(sought, before.sought), np.isin(held, before.held)

    def new(self, sought: Numbers, held: Numbers) -> Mask:
        """Whether each pair, by places in the two lists, was not compared before."""
        return np.asarray(~(self._old_sought[sought] & self._old_held[held]))

    def pairs_from_before(self) -> tuple[Numbers, Numbers]:
        """The pairs of unchanged rows that could matter, by places in the two lists."""
        places = []
        for digests, pairs in ((self._sought, self._before.pair_sought), (self._held, self._before.pair_held)):
            order = np.argsort(digests, kind="stable")
            at = np.minimum(np.searchsorted(digests[order], pairs), max(len(digests) - 1, 0))
            place = order[at] if len(digests) else np.zeros(len(pairs), dtype=np.intp)
            places.append(np.where(digests[place] == pairs, place, -1) if len(digests) else place - 1)
        there = (places[0] >= 0) & (places[1] >= 0)
        return places[0][there].astype(np.int32), places[1][there].astype(np.int32)

    def part(self, number: int) -> tuple[Numbers, Numbers] | None:
        """The rows of a part's pairs that could matter, if that part was compared; else None."""
        path = self._parts / f"{number}.npy"
        if not path.exists():
            return None
        left, right = np.load(path)
        return left, right

    def keep_part(self, number: int, left: Numbers, right: Numbers) -> None:
        _write(self._parts / f"{number}.npy", lambda path: _save(path, np.stack((left, right))))

    def end(self, sought: Numbers, held: Numbers) -> None:
        """All is compared: keep the pairs that could matter, by places in the two lists."""
        arrays = _Before(self._sought, self._held, self._sought[sought], self._held[held])
        _write(self._folder / "compared.npz", lambda path: _save_all(path, arrays))
        shutil.rmtree(self._parts)


def _save(path: Path, numbers: Numbers) -> None:
    with path.open("wb") as stream:
        np.save(stream, numbers)


def _save_all(path: Path, arrays: _Before) -> None:
    with path.open("wb") as stream:
        np.savez(stream, **vars(arrays))


def _write(path: Path, write: Callable[[Path], object]) -> None:
    """Write a file whole or not at all."""
    partial = path.with_name(path.name + ".partial")
    write(partial)
    partial.replace(path)
