"""What trust costs: the journal, durable appends, blind tracing, and every crossing there is walked with the rules.

    ./run bench trust [--quick]

Each row is a rate per CPU second and its ratio to the named peer in the same run; durable appends are a second by the
wall clock (see `durable.py`). *libsodium alone* is Ed25519 verification through PyNaCl over the same messages. Peers
(pymerkle, securesystemslib) run in an environment of their own, made the first time from PyPI. Peak memory is of a
process of its own that verifies a journal of the size named. Blind tracing (see `blind.py`) has tables of its own, and
the crossing (see `crossing.py`) rows among the others: that table comes last. It needs PostgreSQL's server programs,
Spin and a C compiler.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import blind
import nacl.bindings
from crossing import crossing
from durable import durable

from wayhome.cli.demo.cast import ORIGIN
from wayhome.cli.sifting import on_every_core
from wayhome.journal import (
    Authority,
    Entry,
    FileStorage,
    MemoryStorage,
    Office,
    Seen,
    Sifted,
    SigningKey,
    Verification,
    sign_entry,
)
from wayhome.journal.checkpoint import Checkpoint, sign_checkpoint
from wayhome.journal.envelope import Envelope
from wayhome.journal.tree import Roots, Tree, leaf_hash
from wayhome.journal.verify import unsifted

HERE = Path(__file__).parent
ENVIRONMENT = HERE.parent / ".venv-trust-peers"
PEERS = HERE / "peers" / "trust_peers.py"
AUTHORS = ("Lysoria", "Torvenia", "Sahlan", "Neutral Committee")
KEYS = {author: SigningKey(bytes([number]) * 32) for number, author in enumerate(AUTHORS, 1)}
AUTHORITIES = {author: Authority(Office.of(key.public)) for author, key in KEYS.items()}


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--quick",
        action="store_true",
        help="2,000 entries instead of 20,000, memory at 20,000 instead of 100,000, 60 writers killed and not 1,000, "
        "2,000 people sought instead of 100,000, ten a side who may go back instead of twenty",
    )
    parser.add_argument("--memory", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.memory:
        print(peak_of(options.memory))
        return
    size, large = (2_000, 20_000) if options.quick else (20_000, 100_000)
    kills = 60 if options.quick else 1_000
    parts = {
        "the journal": lambda: [*verification(size), *beside_peers(size), *memory(size, large)],
        "durable appends": lambda: durable(size, kills),
        "the crossing": lambda: crossing(options.quick),
    }
    rows: list[Row] = []
    for part, measured in parts.items():
        print(f"measuring {part} …", file=sys.stderr, flush=True)
        rows += measured()
    print("measuring blind tracing …", file=sys.stderr, flush=True)
    print("\n".join(blind.tables(options.quick)), end="\n\n")
    print(f"{'measure':<72}{'per CPU s':>12}{'ratio':>9}  of")
    for name, rate, ratio, of in rows:
        print(f"{name:<72}{rate:>12,.0f}{ratio:>9.4g}  {of}")


Row = tuple[str, float, float, str]


def verification(size: int) -> Iterator[Row]:
    """The journal's part of verification (form, signature, order, tree, checkpoint), in one process and in two."""
    storage = MemoryStorage()
    storage.append(list(journal(size)), after=0)
    seal(storage)
    signed = []
    for envelope in storage.envelopes():
        opened = Envelope.decode(envelope)
        (signature,) = opened.signatures
        key = AUTHORITIES[Entry.decode(opened.payload).author].office.keys[0]
        signed.append((signature.sig + opened.signed_bytes, key))

    def bare() -> None:
        for message, key in signed:
            nacl.bindings.crypto_sign_open(message, key)

    alone = size / best(bare)
    yield "libsodium alone (PyNaCl), one core", alone, 1.0, "itself"
    rate = size / best(lambda: verified(storage))
    yield f"journal verified, {size:,} entries, one process", rate, rate / alone, "libsodium alone"
    # Children's time counts too: CPU seconds of all processes, and beside it what the wall clock says.
    sifted = size / best(lambda: verified(storage, on_every_core), everybody)
    yield f"journal verified, {size:,} entries, every core", sifted, sifted / alone, "libsodium alone"
    wall = size / best(lambda: verified(storage, on_every_core), time.perf_counter)
    both = len(os.sched_getaffinity(0))
    yield (
        "  the same, entries a second by the wall clock",
        wall,
        wall / (both * alone),
        f"libsodium alone on {both} cores",
    )


def beside_peers(size: int) -> Iterator[Row]:
    """The tree beside pymerkle's, envelopes beside securesystemslib's."""
    envelopes = list(journal(min(size, 2_000)))
    theirs = peers(envelopes)
    leaves = [b"%d" % number for number in range(20_000)]

    def grow() -> None:
        tree = Tree()
        for leaf in leaves:
            tree.append(leaf_hash(leaf))
        tree.root()

    rate = len(leaves) / best(grow)
    yield "tree: leaves appended", rate, rate / theirs["append"], "pymerkle in memory"

    def check() -> None:
        for envelope in envelopes:
            Envelope.decode(envelope).verify()

    rate = len(envelopes) / best(check)
    yield "DSSE envelopes read and verified", rate, rate / theirs["dsse"], "securesystemslib"


def memory(small: int, large: int) -> Iterator[Row]:
    """Peak memory of verifying, in MB, and what ten times the entries add."""
    with TemporaryDirectory(prefix="wayhome-bench-") as folder:
        peaks = []
        for size in (small, large):
            storage = FileStorage(Path(folder) / str(size))
            storage.append(list(journal(size)), after=0)
            seal(storage)
            command = [sys.executable, __file__, "--memory", str(Path(folder) / str(size))]
            peaks.append(float(subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout))
    yield f"peak MB, {small:,} entries", peaks[0], 1.0, "itself"
    yield f"peak MB, {large:,} entries", peaks[1], peaks[1] / peaks[0], f"{small:,} entries"


def peak_of(folder: Path) -> float:
    """Verify a journal; return the process's peak memory in MB."""
    verified(FileStorage(folder))
    # Not ru_maxrss, which a process inherits from the one that started it.
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def verified(storage: FileStorage | MemoryStorage, sifted: Sifted = unsifted) -> None:
    verification = Verification(storage, ORIGIN, sifted)
    for _ in verification.entries(lambda author, _: AUTHORITIES[author]):
        pass
    verification.checkpoint(AUTHORITIES["Sahlan"].office, {})


def journal(size: int) -> Iterator[bytes]:
    """The envelopes of a journal of that size: what a crossing brings, each author having seen all before."""
    roots, numbers = Roots(1), dict.fromkeys(AUTHORS, 0)
    start = datetime(2025, 8, 24, tzinfo=UTC)
    for number in range(size):
        author = AUTHORS[number % len(AUTHORS)]
        numbers[author] += 1
        people = [f"{author[:3].upper()}-{number:08}-{each}" for each in range(4)]
        entry = Entry(
            journal=ORIGIN,
            sequence=numbers[author],
            round="2025-08-24",
            author=author,
            kind="transfer.cleared",
            time=start + timedelta(seconds=number),
            facts={"people": people, "crossing": "Міст Калиновий"},
            seen=Seen(number, roots.root()),
        )
        envelope = sign_entry(entry, KEYS[author])
        yield envelope
        roots.append(leaf_hash(envelope))


def seal(storage: FileStorage | MemoryStorage) -> None:
    """Sign the journal as it stands."""
    roots = Roots(1)
    for envelope in storage.envelopes():
        roots.append(leaf_hash(envelope))
    storage.write_checkpoint(sign_checkpoint(Checkpoint(ORIGIN, len(roots), roots.root()), KEYS["Sahlan"]))


def peers(envelopes: list[bytes]) -> dict[str, float]:
    """What the peers reach on the same leaves and envelopes, in their own environment."""
    python = ENVIRONMENT / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", ENVIRONMENT], check=True)
        packages = ["pymerkle==7.0.0", "securesystemslib[crypto]==1.6.0"]
        subprocess.run([python, "-m", "pip", "install", "--quiet", *packages], check=True)
    lines = "\n".join(envelope.decode() for envelope in envelopes)
    done = subprocess.run([python, PEERS], input=lines, stdout=subprocess.PIPE, text=True, check=True, env=os.environ)
    return dict(json.loads(done.stdout))


def everybody() -> float:
    """CPU seconds of this process and of those it has started and seen end."""
    return sum(os.times()[:4])


def best(work: Callable[[], object], clock: Callable[[], float] = time.process_time) -> float:
    """The least seconds of three runs."""
    times = []
    for _ in range(3):
        start = clock()
        work()
        times.append(clock() - start)
    return min(times)


if __name__ == "__main__":
    sys.exit(main())
