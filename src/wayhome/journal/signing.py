"""From an entry to the signed bytes that are stored, and back."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from wayhome.journal.entry import Entry
from wayhome.journal.envelope import PAYLOAD_TYPE, Envelope, pre_authentication_encoding
from wayhome.journal.errors import BadPasskey, JournalRefusal, UnknownAuthor
from wayhome.journal.keys import SigningKey
from wayhome.journal.office import Office
from wayhome.journal.passkey import Assertion, RelyingParty, challenge_of, check_assertion


class Authority(NamedTuple):
    """Whose signatures an entry needs, and where the passkeys beside them were asked for."""

    office: Office
    relying_party: RelyingParty | None = None


KeyOf = Callable[[str, Entry], Authority | None]
"""Says who may sign an entry: (author, entry) to the office of its author's seat, or None if the seat has none.

The entry it is shown is not yet verified: learn keys from the entries that come back, not in here."""


def sign_entry(entry: Entry, *keys: SigningKey, ask: Callable[[bytes], Assertion] | None = None) -> bytes:
    """Return the entry in an envelope signed with its author's ``keys``, in the bytes that are stored.

    ``ask``, where given, is called with the challenge and returns what the person's passkey answered.
    """
    envelope = Envelope.sign(entry.encode(), *keys)
    if ask is None:
        return envelope.encode()
    assertion = ask(challenge_of(envelope.signed_bytes))
    return Envelope(envelope.payload, envelope.payload_type, envelope.signatures, (assertion,)).encode()


def challenge_for(entry: bytes) -> bytes:
    """Return the challenge with which a passkey is asked for an entry, given as its canonical JSON."""
    return challenge_of(pre_authentication_encoding(PAYLOAD_TYPE, entry))


def open_entry(envelope: bytes, key_of: KeyOf | None = None) -> Entry:
    """Return the entry of a stored envelope, its form checked and, if ``key_of`` is given, its author's signature.

    Raises `NotCanonical`, `BadEnvelope` or `BadEntry`, and with ``key_of`` also `UnknownAuthor`, `BadKey`,
    `BadSignature` or `BadPasskey`.
    """
    opened = Envelope.decode(envelope)
    entry = Entry.decode(opened.payload)
    if key_of is not None:
        require_authority(opened, entry, opened.verify(), key_of)
    return entry


def is_sound(envelope: bytes) -> bool:
    """Whether an envelope and its entry are of their form, and every signature is the key's that it names.

    That needs nothing but the envelope itself, so it can be asked in another process, of many at once.
    """
    try:
        opened = Envelope.decode(envelope)
        Entry.decode(opened.payload)
        opened.verify()
    except JournalRefusal:
        return False
    return True


def reopen_entry(envelope: bytes, key_of: KeyOf) -> Entry:
    """Return the entry of an envelope that `is_sound`, if those who signed it may. Raises as `open_entry` does."""
    opened = Envelope.reread(envelope)
    entry = Entry.reread(opened.payload)
    require_authority(opened, entry, opened.named_keys(), key_of)
    return entry


def require_authority(opened: Envelope, entry: Entry, signed_by: frozenset[bytes], key_of: KeyOf) -> None:
    """Raise unless the keys that signed may stand for the entry's author, and every passkey beside is the seat's."""
    authority = key_of(entry.author, entry)
    if authority is None:
        raise UnknownAuthor("journal.unknown_author", author=entry.author)
    authority.office.require(signed_by, entry.sequence)
    for assertion in opened.passkeys:
        _check_passkey(assertion, opened.signed_bytes, authority)


def _check_passkey(assertion: Assertion, signed: bytes, authority: Authority) -> None:
    known = [each for each in authority.office.passkeys if each.credential == assertion.credential]
    if not known or authority.relying_party is None:
        raise BadPasskey("journal.passkey_not_in_the_covenant")
    check_assertion(assertion, challenge_of(signed), known[0], authority.relying_party)
