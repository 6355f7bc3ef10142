"""Killed with no warning at any moment, a journal keeps what it acknowledged, once, and goes on."""

import random
import subprocess
import sys

import pytest

from wayhome.journal import FileStorage, Journal, Verification

WRITER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from wayhome.journal import Authority, Entry, FileStorage, Journal, Moved, Office, SigningKey, sign_entry

directory, origin, author, seed, count = sys.argv[1:]
key = SigningKey(bytes.fromhex(seed))
journal = Journal(FileStorage(Path(directory)), origin)
for _ in range(int(count)):
    while True:
        entry = Entry(journal=origin, sequence=journal.next_sequence(author), round="24 August", author=author,
            kind="person.counted", time=datetime(2025, 8, 24, tzinfo=UTC), facts={}, seen=journal.seen())
        try:
            journal.append([sign_entry(entry, key)], lambda author, entry: Authority(Office.of(key.public)))
        except Moved:
            journal.read_on()
        else:
            break
    print(entry.sequence, flush=True)
"""


def _verify(storage, table):
    verification = Verification(storage, table.origin)
    for _ in verification.entries(table.key_of):
        pass
    return verification.checkpoint(table.keepers_office, table.watching)


def _writer(table, directory, author, seed, count):
    arguments = [str(directory), table.origin, author, seed.hex(), str(count)]
    return subprocess.Popen([sys.executable, "-c", WRITER, *arguments], stdout=subprocess.PIPE, text=True)


@pytest.mark.parametrize("number", range(10))
def test_killed_twice_it_has_every_acknowledged_entry_once_and_goes_on(table, tmp_path, number):
    chance = random.Random(number)
    acknowledged = []
    for _ in range(2):
        with _writer(table, tmp_path, "lysoria", b"\x01" * 32, 1_000_000) as writer:
            acknowledged += [writer.stdout.readline() for _ in range(chance.randrange(1, 60))]
            writer.kill()
            acknowledged += [line for line in writer.stdout if line.endswith("\n")]
        assert writer.returncode == -9
    sequences = [placed.entry.sequence for placed in Journal(FileStorage(tmp_path), table.origin).entries()]
    assert sequences == list(range(1, len(sequences) + 1))
    # At most the one entry a time that was durable when the kill came before its acknowledgement.
    assert {int(line) for line in acknowledged} <= set(sequences)
    assert len(sequences) <= len(acknowledged) + 2
    journal = Journal(FileStorage(tmp_path), table.origin)
    table.state(journal, "torvenia")
    table.state(journal, "lysoria")
    journal.checkpoint(table.keeper)
    assert _verify(FileStorage(tmp_path), table).size == len(sequences) + 2


def test_two_processes_appending_at_once_lose_and_double_nothing(table, tmp_path):
    with (
        _writer(table, tmp_path, "lysoria", b"\x01" * 32, 40) as one,
        _writer(table, tmp_path, "torvenia", b"\x02" * 32, 40) as other,
    ):
        assert [int(line) for line in one.stdout] == [int(line) for line in other.stdout] == list(range(1, 41))
    journal = Journal(FileStorage(tmp_path), table.origin)
    assert len(list(journal.entries(key_of=table.key_of))) == 80
