"""From an entry to the signed bytes that are stored, and back."""

from __future__ import annotations

from collections.abc import Callable

from wayhome.journal.entry import Entry
from wayhome.journal.envelope import Envelope
from wayhome.journal.errors import UnknownAuthor
from wayhome.journal.keys import PublicKey, SigningKey

KeyOf = Callable[[str, Entry], PublicKey | None]
"""Says whose key an entry has to be signed with: (author, entry) to the key, or None if the seat has none.

The entry it is shown is not yet verified: learn keys from the entries that come back, not in here."""


def sign_entry(entry: Entry, key: SigningKey) -> bytes:
    """Return the entry in an envelope signed by its author's ``key``, in the bytes that are stored."""
    return Envelope.sign(entry.encode(), key).encode()


def open_entry(envelope: bytes, key_of: KeyOf | None = None) -> Entry:
    """Return the entry of a stored envelope, its form checked and, if ``key_of`` is given, its author's signature.

    Raises `NotCanonical`, `BadEnvelope` or `BadEntry`, and with ``key_of`` also `UnknownAuthor` or `BadSignature`.
    """
    opened = Envelope.decode(envelope)
    entry = Entry.decode(opened.payload)
    if key_of is not None:
        key = key_of(entry.author, entry)
        if key is None:
            raise UnknownAuthor(f"no key is known for {entry.author}")
        opened.verify(key)
    return entry
