"""A writer that is killed: a small process forks it again and again, and it appends entries until `kill -9` comes.

Run as a program (`python killed.py PLACE`; PLACE is "file:", "sqlite:" or "postgresql:" and where it is), it forks
a writer for each line it reads, says its process id, then what the writer acknowledges, and at its end "ended".
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from wayhome.journal import Authority, Entry, FileStorage, Journal, Moved, Office, SigningKey, Storage, sign_entry
from wayhome.storage import PostgresqlStorage, SqliteStorage

ORIGIN = "wayhome.example/killed"
AUTHOR = "Lysoria"
KEY = SigningKey(b"\x01" * 32)
AUTHORITY = Authority(Office.of(KEY.public))
MOST_AT_ONCE = 5
"""Entries a writer appends with one call, at most."""


def storage_of(place: str) -> Storage:
    """The storage that a writer is told of."""
    kind, _, where = place.partition(":")
    if kind == "postgresql":
        return PostgresqlStorage(where)
    return SqliteStorage(Path(where)) if kind == "sqlite" else FileStorage(Path(where))


def kill_again_and_again(place: str, times: int, chance: random.Random) -> tuple[set[int], list[int]]:
    """Kill a writer so many times, each at another moment; return what was acknowledged, and what stands."""
    acknowledged: set[int] = set()
    with subprocess.Popen(
        [sys.executable, __file__, place], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as parent:
        for _ in range(times):
            acknowledged |= set(_killed(parent, chance.randrange(12), chance.randrange(40_000)))
        assert parent.stdin is not None
        parent.stdin.close()
    return acknowledged, standing(place)


def standing(place: str) -> list[int]:
    """The running numbers of the entries that stand, each after its signature was checked."""
    journal = Journal(storage_of(place), ORIGIN)
    return [placed.entry.sequence for placed in journal.entries(key_of=lambda *_: AUTHORITY)]


def _killed(parent: subprocess.Popen[str], acknowledgements: int, turns: int) -> Iterator[int]:
    """Start a writer, kill it some turns of a wheel after so many acknowledgements; yield all it acknowledged."""
    assert parent.stdin is not None
    assert parent.stdout is not None
    parent.stdin.write("go\n")
    parent.stdin.flush()
    writer = int(parent.stdout.readline())
    for _ in range(acknowledgements):
        yield int(parent.stdout.readline())
    for _ in range(turns):
        pass
    os.kill(writer, signal.SIGKILL)
    while (line := parent.stdout.readline()) != "ended\n":
        yield int(line)


def main(place: str) -> None:
    """Fork a writer for each line that comes."""
    for _ in sys.stdin:
        writer = os.fork()
        if not writer:
            _write(place)
        os.write(1, b"%d\n" % writer)
        os.waitpid(writer, 0)
        os.write(1, b"ended\n")


def _write(place: str) -> None:
    """Append entries and acknowledge each, without end."""
    journal = Journal(storage_of(place), ORIGIN)
    while True:
        first, seen = journal.next_sequence(AUTHOR), journal.seen()
        entries = [
            Entry(
                journal=ORIGIN,
                sequence=first + number,
                round="24 August",
                author=AUTHOR,
                kind="person.counted",
                time=datetime(2025, 8, 24, tzinfo=UTC),
                facts={"crossing": "Міст"},
                seen=seen,
            )
            for number in range(1 + first % MOST_AT_ONCE)
        ]
        try:
            journal.append([sign_entry(entry, KEY) for entry in entries], lambda *_: AUTHORITY)
        except Moved:  # what the writer killed before had asked of the server was done after all
            journal.read_on()
            continue
        os.write(1, b"".join(b"%d\n" % entry.sequence for entry in entries))


if __name__ == "__main__":
    main(sys.argv[1])
