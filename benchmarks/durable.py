"""Durable appends, one at a time and together, in a file and in databases; writers killed a thousand times.

`./run bench trust` shows these rows among its own; `python benchmarks/durable.py [--quick]` shows them alone. Rates are
entries a second by the wall clock, each signed entry checked on its way in; the peer is a file to which a line is
appended and synced with nothing else done, in the same folder and run. It needs PostgreSQL's server programs.
"""

from __future__ import annotations

import os
import random
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

HERE = Path(__file__).parent
sys.path.append(str(HERE.parent / "tests"))

from kit.killed import kill_again_and_again  # noqa: E402
from kit.postgresql import Server, server  # noqa: E402

from wayhome.journal import (  # noqa: E402
    Authority,
    Entry,
    FileStorage,
    Journal,
    Office,
    Seen,
    SigningKey,
    Storage,
    Together,
    sign_entry,
)
from wayhome.journal.tree import EMPTY_ROOT  # noqa: E402
from wayhome.storage import PostgresqlStorage, SqliteStorage  # noqa: E402

ORIGIN = "wayhome.example/durable"
THREADS = 64
Row = tuple[str, float, float, str]


def durable(size: int, kills: int) -> Iterator[Row]:
    """The rows: ``size`` entries each way, ``kills`` over the three storages."""
    with TemporaryDirectory(prefix="wayhome-bench-") as name, server() as postgresql:
        folder = Path(name)
        bare = min(size, 300) / seconds(lambda: append_lines(folder / "bare", min(size, 300)))
        yield "a line appended and synced, nothing else", bare, 1.0, "itself"
        for kind, new in storages(folder, postgresql).items():
            few = min(size, 500)
            rate = few / one_at_a_time(new("single"), few)
            yield f"{kind}: signed entries appended one at a time", rate, rate / bare, "a line synced"
            rate = size / together(new("threads"), size)
            yield f"{kind}: by {THREADS} threads together", rate, rate / bare, "a line synced"
        for kind in ("file", "sqlite", "postgresql"):
            where = postgresql.new_database("killed") if kind == "postgresql" else folder / f"killed-{kind}"
            told, stands = kill_again_and_again(f"{kind}:{where}", -(-kills // 3), random.Random(kind))
            about = f"of {len(told):,} acknowledged, killed {-(-kills // 3)} times"
            yield f"{kind}: entries lost {about}", len(told - set(stands)), 0.0, "none may be"
            yield (
                f"{kind}: entries doubled or left out",
                len(stands) - len(set(stands)) + gaps(stands),
                0.0,
                "none may be",
            )


def storages(folder: Path, postgresql: Server) -> dict[str, Callable[[str], Storage]]:
    """By name, what makes a new storage of that kind."""
    return {
        "file": lambda name: FileStorage(folder / name),
        "SQLite": lambda name: SqliteStorage(folder / f"{name}.sqlite"),
        "PostgreSQL": lambda name: PostgresqlStorage(postgresql.new_database(name)),
    }


def append_lines(path: Path, count: int) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    for _ in range(count):
        os.write(descriptor, b"x" * 600 + b"\n")
        os.fsync(descriptor)
    os.close(descriptor)


def one_at_a_time(storage: Storage, count: int) -> float:
    journal, key = Journal(storage, ORIGIN), SigningKey(b"\x01" * 32)
    authority = Authority(Office.of(key.public))
    envelopes = signed("Lysoria", key, count)

    def state() -> None:
        for envelope in envelopes:
            journal.append([envelope], lambda *_: authority)

    return seconds(state)


def together(storage: Storage, count: int) -> float:
    """Each thread states the entries of a seat of its own, and waits for each to be durable before the next."""
    keys = {f"seat {number}": SigningKey(number.to_bytes(32)) for number in range(1, THREADS + 1)}
    authorities = {seat: Authority(Office.of(key.public)) for seat, key in keys.items()}
    gathered = Together(Journal(storage, ORIGIN), lambda seat, _: authorities[seat])

    def state(envelopes: list[bytes]) -> None:
        for envelope in envelopes:
            gathered.append(envelope)

    said = [signed(seat, key, -(-count // THREADS)) for seat, key in keys.items()]
    with ThreadPoolExecutor(THREADS) as threads:
        return seconds(lambda: list(threads.map(state, said)))


def signed(author: str, key: SigningKey, count: int) -> list[bytes]:
    """The author's first entries, signed before anything is measured."""
    return [
        sign_entry(
            Entry(
                journal=ORIGIN,
                sequence=number,
                round="2025-08-24",
                author=author,
                kind="transfer.cleared",
                time=datetime(2025, 8, 24, tzinfo=UTC),
                facts={"people": [f"{author[:3].upper()}-{number:08}-{each}" for each in range(4)]},
                seen=Seen(0, EMPTY_ROOT),
            ),
            key,
        )
        for number in range(1, count + 1)
    ]


def gaps(numbers: list[int]) -> int:
    """How many numbers from 1 on are missing."""
    return len(set(range(1, max(numbers, default=0) + 1)) - set(numbers))


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


if __name__ == "__main__":
    quick = "--quick" in sys.argv
    for name, rate, ratio, of in durable(2_000 if quick else 20_000, 60 if quick else 1_000):
        print(f"{name:<72}{rate:>10,.0f}{ratio:>9.2f}  {of}", flush=True)
