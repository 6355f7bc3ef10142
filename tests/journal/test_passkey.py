"""Passkeys beside signatures: the standard's own vectors, and every way an answer can be about something else."""

import json
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from kit.authenticator import PARTY, Authenticator

from wayhome.journal import (
    Assertion,
    Authority,
    BadKey,
    BadPasskey,
    Office,
    Passkey,
    RelyingParty,
    check_assertion,
    open_entry,
    sign_entry,
)
from wayhome.journal.canonical import encode
from wayhome.journal.envelope import Envelope
from wayhome.journal.passkey import challenge_of

CHALLENGE = sha256("виклик".encode()).digest()
BOTH = pytest.mark.parametrize("algorithm", ["ES256", "EdDSA"])

# W3C Web Authentication Level 3, section 16 "Test Vectors": 16.2 ES256 with no attestation, 16.11 Ed25519; the
# authentication ceremonies and the public keys of their registrations.
W3C = {
    "ES256": (
        "39c0e7521417ba54d43e8dc95174f423dee9bf3cd804ff6d65c857c9abf4d408",
        "04afefa16f97ca9b2d23eb86ccb64098d20db90856062eb249c33a9b672f26df61"
        "930a56b87a2fca66334b03458abf879717c12cc68ed73290af2e2664796b9220",
        "bfabc37432958b063360d3ad6461c9c4735ae7f8edd46592a5e0f01452b2e4b51900000000",
        "7b2274797065223a22776562617574686e2e676574222c226368616c6c656e6765223a224f63446e55685158756c5455506f334a55585430"
        "49393770767a7a59425039745a63685879617630314167222c226f726967696e223a2268747470733a2f2f6578616d706c652e6f7267222c"
        "2263726f73734f726967696e223a66616c73657d",
        "3046022100f50a4e2e4409249c4a853ba361282f09841df4dd4547a13a87780218deffcd380221008480ac0f0b93538174f575bf11a1dd5d"
        "78c6e486013f937295ea13653e331e87",
    ),
    "EdDSA": (
        "895957e01c633a698348a2d8a31a54b7db27e8c1c43b2080d79ae2190267bfd2",
        "44e06ddd331c36a8dc667bab52bcae63486c916aa5e339e6acebaa84934bf832",
        "bfabc37432958b063360d3ad6461c9c4735ae7f8edd46592a5e0f01452b2e4b50100000000",
        "7b2274797065223a22776562617574686e2e676574222c226368616c6c656e6765223a2269566c583442786a4f6d6d44534b4c596f787055"
        "7439736e364d48454f7943413135726947514a6e763949222c226f726967696e223a2268747470733a2f2f6578616d706c652e6f7267222c"
        "2263726f73734f726967696e223a66616c73657d",
        "f5c59c7e46c34f6f8cc197101ddf9934fa2595f68eb1913a637e8419eb9ba4cfdfc48f85393bc0d40b011f0d6fecb097d6607525713223a0"
        "dc0d453993dae00b",
    ),
}


@pytest.mark.parametrize("algorithm", W3C)
def test_the_vectors_of_the_standard(algorithm):
    challenge, key, data, client, signature = map(bytes.fromhex, W3C[algorithm])
    passkey = Passkey(algorithm, b"credential", "holder", key)
    party = RelyingParty("example.org", ("https://example.org",), user_verification=False)
    assertion = Assertion(data, client, b"credential", signature)
    check_assertion(assertion, challenge, passkey, party)
    strict = RelyingParty("example.org", ("https://example.org",), user_verification=True)
    with pytest.raises(BadPasskey, match="verify who was there"):
        check_assertion(assertion, challenge, passkey, strict)


@BOTH
def test_an_honest_answer_is_taken(algorithm):
    held = Authenticator(algorithm)
    check_assertion(held.answer(CHALLENGE), CHALLENGE, held.passkey, PARTY)
    check_assertion(held.answer(CHALLENGE, flags=0x1D, нове="поле"), CHALLENGE, held.passkey, PARTY)


@BOTH
@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"type": "webauthn.create"}, "webauthn.get"),
        ({"type": None}, "webauthn.get"),
        ({"challenge": "AAAA"}, "something else"),
        ({"challenge": 1}, "something else"),
        ({"origin": "https://wayhome.example.evil"}, "doesn't name"),
        ({"origin": ["https://стіл.wayhome.example"]}, "doesn't name"),
        ({"crossOrigin": True}, "another site's page"),
        ({"crossOrigin": 0}, "another site's page"),
        ({"topOrigin": "https://wayhome.example"}, "another site's page"),
        ({"rp_id": "example"}, "another relying party"),
        ({"flags": 0x04}, "no touch"),
        ({"flags": 0x01}, "verify who was there"),
        ({"flags": 0x15}, "backed up"),
        ({"tail": b"\xa0"}, "37 bytes"),
    ],
)
def test_an_answer_to_something_else_is_refused(algorithm, changes, why):
    held = Authenticator(algorithm)
    with pytest.raises(BadPasskey, match=why):
        check_assertion(held.answer(CHALLENGE, **changes), CHALLENGE, held.passkey, PARTY)


@BOTH
def test_another_passkey_another_challenge_and_another_signature_are_refused(algorithm):
    held, other = Authenticator(algorithm), Authenticator(algorithm, 2)
    answer = held.answer(CHALLENGE)
    with pytest.raises(BadPasskey, match="черговий офіцер"):
        check_assertion(answer, CHALLENGE, other.passkey, PARTY)
    with pytest.raises(BadPasskey, match="something else"):
        check_assertion(answer, b"\0" * 32, held.passkey, PARTY)
    for signature in (b"", answer.signature[:-1], answer.signature + b"\0", b"\0" * 64):
        changed = Assertion(answer.authenticator_data, answer.client_data_json, answer.credential, signature)
        with pytest.raises(BadPasskey):
            check_assertion(changed, CHALLENGE, held.passkey, PARTY)


def _with_client_data(held, text):
    data = held.answer(CHALLENGE).authenticator_data
    return Assertion(data, text, held.credential, held.sign(data, text))


def test_client_data_that_two_readers_could_read_differently_is_refused():
    held = Authenticator()
    honest = held.answer(CHALLENGE).client_data_json
    twice = honest[:-1] + b', "type": "webauthn.get"}'
    for text in (twice, b"[]", b"", b"\xff", honest.decode().encode("utf-16"), b"[" * 100_000, b"null"):
        with pytest.raises(BadPasskey):
            check_assertion(_with_client_data(held, text), CHALLENGE, held.passkey, PARTY)
    assert json.loads(twice)["type"] == "webauthn.get"


@given(st.binary(max_size=80))
@settings(max_examples=60, deadline=None)
def test_any_client_data_is_refused_or_read(text):
    held = Authenticator("EdDSA")
    with pytest.raises(BadPasskey):
        check_assertion(_with_client_data(held, text), CHALLENGE, held.passkey, PARTY)


@pytest.mark.parametrize("key", [b"", b"\4" + b"\0" * 64, b"\2" + b"\1" * 32, b"\4" + b"\xff" * 64])
def test_a_point_off_the_curve_or_compressed_is_no_passkey(key):
    with pytest.raises(BadKey):
        Passkey("ES256", b"credential", "holder", key)


def test_a_small_order_key_is_no_passkey():
    with pytest.raises(BadKey):
        Passkey("EdDSA", b"credential", "holder", b"\1" + b"\0" * 31)


@BOTH
def test_an_entry_carries_the_answer_to_what_its_office_signed(table, journal, algorithm):
    held = Authenticator(algorithm)
    office = Office((table.keys["lysoria"].public.raw,), passkeys=(held.passkey,))
    authority = Authority(office, PARTY)
    entry = table.entry(journal, "lysoria")
    envelope = sign_entry(entry, table.keys["lysoria"], ask=held.answer)
    assert open_entry(envelope, lambda author, _: authority) == entry
    assert journal.append([envelope], lambda author, _: authority) == [0]
    for known in (Authority(office), Authority(table.offices["lysoria"], PARTY)):
        with pytest.raises(BadPasskey, match="doesn't name"):
            open_entry(envelope, lambda author, _, known=known: known)
    opened = Envelope.decode(envelope)
    assert challenge_of(opened.signed_bytes) == sha256(opened.signed_bytes).digest()
    other = table.entry(journal, "lysoria", facts={"інше": True})
    moved = Envelope.sign(other.encode(), table.keys["lysoria"], passkeys=opened.passkeys).encode()
    with pytest.raises(BadPasskey, match="something else"):
        open_entry(moved, lambda author, _: authority)


def test_any_bit_of_the_answer_counts(table, journal):
    held = Authenticator()
    authority = Authority(Office((table.keys["lysoria"].public.raw,), passkeys=(held.passkey,)), PARTY)
    envelope = sign_entry(table.entry(journal, "lysoria"), table.keys["lysoria"], ask=held.answer)
    fields = json.loads(envelope)
    for name in fields["passkeys"][0]:
        changed = json.loads(envelope)
        text = changed["passkeys"][0][name]
        changed["passkeys"][0][name] = ("B" if text[0] == "A" else "A") + text[1:]
        with pytest.raises(BadPasskey):
            open_entry(encode(changed), lambda author, _: authority)
