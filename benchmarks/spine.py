"""What one round costs, step by step, and how far verification is from the signature checks it can't do without.

    ./run bench spine [--quick]

In one process: the demo's round chapter by chapter, then `rounds.verify` (every signature, form, rule and the tree)
side by side with libsodium's Ed25519 verification alone, through PyNaCl, over the same bytes. CPU seconds, the ratio
to the peer, and the peak memory of the process so far. People are fictional. Verification is the best of five; with
--quick it runs once.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import nacl.bindings

from wayhome.cli.demo.cast import SAHLAN
from wayhome.cli.demo.chapters import CHAPTERS
from wayhome.cli.demo.story import Story
from wayhome.journal import FileStorage, PublicKey
from wayhome.journal.envelope import PAYLOAD_TYPE, Envelope, pre_authentication_encoding
from wayhome.rounds import replay, verify


def main() -> None:
    """Run the round in a folder of its own, then verify its journal both ways."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="verify once, not five times")
    repeats = 1 if parser.parse_args().quick else 5
    with TemporaryDirectory(prefix="wayhome-bench-") as folder:
        rows, story = chapters(Path(folder))
        rows += verification(FileStorage(story.out / "journal"), repeats)
    print(f"{'step':<62}{'CPU s':>9}{'peak MB':>9}")
    for name, seconds, megabytes in rows:
        print(f"{name:<62}{seconds:>9.3f}{megabytes:>9.0f}")
    whole, bare = rows[-2][1], rows[-1][1]
    rate = story.table.journal.size / whole
    print(f"verification / bare Ed25519: {whole / bare:.1f} x; {rate:,.0f} entries per CPU second")


Row = tuple[str, float, float]


def chapters(out: Path) -> tuple[list[Row], Story]:
    """The demo's round, a row a chapter."""
    story = Story(out, 2025, lambda _: None)
    rows = []
    for chapter in CHAPTERS:
        heading = (chapter.__doc__ or "").partition("\n")[0]
        rows.append(row(heading[:60], lambda: chapter(story), 1))  # noqa: B023 - called at once
    story.table.journal.checkpoint(story.keys[SAHLAN])
    return rows, story


def verification(storage: FileStorage, repeats: int) -> list[Row]:
    """The whole check of the journal, and the signature checks alone over the same bytes."""
    keys: dict[str, bytes] = {}
    for step in replay(storage):
        for seats in (each.agreement.seats for each in step.state.rounds.values()):
            keys |= {seat: PublicKey.parse(taken.key).raw for seat, taken in seats.items() if taken.key}
    signed = []
    for step, envelope in zip(replay(storage), storage.envelopes(), strict=True):
        opened = Envelope.decode(envelope)
        message = pre_authentication_encoding(PAYLOAD_TYPE, opened.payload)
        signed.append((opened.signatures[0].sig + message, keys[step.entry.author]))

    def bare() -> None:
        for message, key in signed:
            nacl.bindings.crypto_sign_open(message, key)

    return [
        row(f"wayhome verify, {len(signed)} entries, with every rule", lambda: verify(storage), repeats),
        row("libsodium Ed25519 alone (PyNaCl), the same envelopes", bare, repeats),
    ]


def row(name: str, work: Callable[[], object], repeats: int) -> Row:
    """The least CPU seconds of ``repeats`` runs, and the peak memory of the process after them, in MB."""
    best = float("inf")
    for _ in range(repeats):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return name, best, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    sys.exit(main())
