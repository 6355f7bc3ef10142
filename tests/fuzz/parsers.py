"""Every parser of bytes from elsewhere, for a coverage-guided fuzzer (atheris): what it takes, it writes as it read it.

    python tests/fuzz/parsers.py NAME [-runs=N] [any option of libFuzzer]

NAME is one of the targets below. A parser may refuse with an error of its own; anything else is a finding.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import suppress

import atheris

with atheris.instrument_imports(include=["wayhome.journal", "wayhome.tracing.blind"]):
    from wayhome.journal import (
        Assertion,
        Checkpoint,
        Entry,
        JournalRefusal,
        Passkey,
        Proof,
        PublicKey,
        RelyingParty,
        SignedCovenant,
        SigningKey,
        canonical,
        check_assertion,
        cosigners,
        locked_parts,
        unseal,
    )
    from wayhome.journal.covenant import PAYLOAD_TYPE
    from wayhome.journal.envelope import Envelope
    from wayhome.journal.note import Note
    from wayhome.journal.office import Office
    from wayhome.journal.several import Among, places_among
    from wayhome.tracing.blind import (
        BadFile,
        read_dossier,
        read_file,
        read_kept,
        read_masked,
        read_matched,
        read_opened,
        read_raised,
    )

KEY = SigningKey(b"\x01" * 32)
PASSKEY = Passkey("EdDSA", b"credential", "holder", KEY.public.raw)
PARTY = RelyingParty("wayhome.example", ("https://wayhome.example",), user_verification=True)


def canonical_json(data: bytes) -> None:
    assert canonical.encode(canonical.decode(data)) == data


def base64(data: bytes) -> None:
    text = data.decode("latin-1")
    assert canonical.to_base64(canonical.from_base64(text)) == text


def entry(data: bytes) -> None:
    assert Entry.decode(data).encode() == data


def envelope(data: bytes) -> None:
    assert Envelope.decode(data).encode() == data


def covenant(data: bytes) -> None:
    """The bytes are the payload of an envelope that is properly signed, so that the fuzzer gets to it."""
    signed = SignedCovenant(Envelope.sign(data, KEY, payload_type=PAYLOAD_TYPE).encode())
    assert signed.covenant.encode() == data


def note(data: bytes) -> None:
    assert Note.parse(data).encode() == data


def checkpoint(data: bytes) -> None:
    text = data.decode("utf-8", "replace")
    assert Checkpoint.parse(text).text() == text


def cosignature(data: bytes) -> None:
    cosigners(data, {"Lysoria": Office.of(KEY.public)})


def proof(data: bytes) -> None:
    read = Proof.parse(data)
    assert b"\nextra " in data or read.encode() == data


def public_key(data: bytes) -> None:
    text = data.decode("latin-1")
    assert str(PublicKey.parse(text)) == text


def passkey(data: bytes) -> None:
    half = len(data) // 2
    check_assertion(Assertion(data[:half], data[half:], b"credential", b"\0" * 64), b"\0" * 32, PASSKEY, PARTY)


def several(data: bytes) -> None:
    """The first two bytes are a place and a number of acts, what follows is a path: as long as the tree asks there."""
    position, size = (*data[:2], 0, 0)[:2]
    place = Among(tuple(data[at : at + 32] for at in range(2, len(data), 32)), position, size)
    assert place.challenge(bytes(32)) != place.challenge(b"\1" * 32)
    honest = places_among([bytes(32)] * size)[position]
    assert honest
    assert len(place.path) == len(honest.path)


def sealed(data: bytes) -> None:
    unseal(data, "Lysoria", KEY)


def locked(data: bytes) -> None:
    for part in locked_parts(data):
        part.open({"PERSON": frozenset([bytes(32)])})


def masked(data: bytes) -> None:
    assert bytes(read_masked(data)) == data


def raised(data: bytes) -> None:
    assert bytes(read_raised(data)) == data


def masked_or_raised(data: bytes) -> None:
    assert bytes(read_file(data)) == data


def matched(data: bytes) -> None:
    assert bytes(read_matched(data)) == data


def opened(data: bytes) -> None:
    assert bytes(read_opened(data)) == data


def dossier(data: bytes) -> None:
    assert bytes(read_dossier(data)) == data


def secret_lines(data: bytes) -> None:
    assert bytes(read_kept(data)) == data


TARGETS: dict[str, Callable[[bytes], None]] = {
    target.__name__: target
    for target in (
        canonical_json,
        base64,
        entry,
        envelope,
        covenant,
        note,
        checkpoint,
        cosignature,
        proof,
        public_key,
        passkey,
        several,
        sealed,
        locked,
        masked,
        raised,
        masked_or_raised,
        matched,
        opened,
        dossier,
        secret_lines,
    )
}


def main() -> None:
    """Fuzz the target named first on the command line."""
    target = TARGETS[sys.argv.pop(1)]

    def one(data: bytes) -> None:
        with suppress(JournalRefusal, BadFile):
            target(data)

    atheris.Setup(sys.argv, one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
