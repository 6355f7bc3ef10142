"""A small journal to look at and to tamper with: three seats, all fictional, and what they state."""

import os
from datetime import UTC, datetime, timedelta

import pytest

from wayhome.journal import Authority, Entry, Journal, MemoryStorage, Office, SealedDigest, SigningKey, seal, sign_entry

collect_ignore = [] if os.environ.get("WAYHOME_VECTORS") else ["test_vectors.py"]
"""The conformance suites of others are collected where the folder that holds them is named."""


class Table:
    """The seats around a journal and their keys, and what it takes to state something."""

    origin = "round.example/2025-08-24"
    names = ("lysoria", "torvenia", "facilitator", "observer")

    def __init__(self):
        self.keys = {name: SigningKey(bytes([number]) * 32) for number, name in enumerate(self.names, 1)}
        self.keeper = self.keys["facilitator"]
        self.offices = {name: Office.of(key.public) for name, key in self.keys.items()}
        self.keepers_office = self.offices["facilitator"]
        self.watching = {name: self.offices[name] for name in ("lysoria", "torvenia", "observer")}

    def key_of(self, author, entry):
        office = self.offices.get(author)
        return office and Authority(office)

    def entry(self, book, author, **changes):
        """The author's next entry in the journal ``book``."""
        fields = {
            "journal": book.origin,
            "sequence": book.next_sequence(author),
            "round": "24 August",
            "author": author,
            "kind": "manifest.signed",
            "time": datetime(2025, 8, 24, 9, tzinfo=UTC) + timedelta(minutes=book.size),
            "facts": {"leg": "Міст Калиновий", "people": book.size},
            "seen": book.seen(),
        }
        return Entry(**{**fields, **changes})

    def envelope(self, book, author, **changes):
        return sign_entry(self.entry(book, author, **changes), self.keys[author])

    def state(self, book, author, **changes):
        """Sign an entry and append it; return its envelope."""
        envelope = self.envelope(book, author, **changes)
        book.append([envelope], self.key_of)
        return envelope

    def seal(self, content, recipients, sender, start=0):
        """Seal with bytes that only look random, and return the blob and what an entry says of it."""
        numbers = iter(range(start, 100_000))
        blob = seal(
            content,
            {name: self.keys[name].public for name in recipients},
            sender,
            lambda count: bytes(next(numbers) % 251 for _ in range(count)),
        )
        return blob, SealedDigest.of(blob, recipients)

    def fill(self, storage):
        """Write six entries, one of them with a sealed part, and the keeper's checkpoint; return the journal."""
        journal = Journal(storage, self.origin)
        self.state(journal, "facilitator", kind="round.opened")
        self.state(journal, "lysoria")
        self.state(journal, "torvenia")
        blob, part = self.seal("Так, додому".encode(), ["facilitator", "observer"], "lysoria")
        journal.append([self.envelope(journal, "lysoria", sealed=(part,))], self.key_of, [blob])
        self.state(journal, "torvenia")
        self.state(journal, "observer", kind="wish.recorded")
        journal.checkpoint(self.keeper)
        return journal


@pytest.fixture(scope="session")
def table():
    return Table()


@pytest.fixture
def memory():
    return MemoryStorage()


@pytest.fixture
def journal(table, memory):
    """An empty journal in memory."""
    return Journal(memory, table.origin)
