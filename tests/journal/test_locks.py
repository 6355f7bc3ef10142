"""The second lock: with a person's key destroyed, no seat's key opens what was said about them."""

import json
from hashlib import sha256

import nacl.bindings
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wayhome.journal import CannotUnseal, Erased, Part, lock, locked_parts
from wayhome.journal.canonical import encode, from_base64, to_base64
from wayhome.journal.locks import is_locked

KEYS = {person: sha256(person.encode()).digest() for person in ("AAAA", "BBBB", "ОСОБА")}
RING = {person: frozenset([key]) for person, key in KEYS.items()}
PARTS = [Part(("AAAA",), b"surname A"), Part(("BBBB", "AAAA"), "обидва".encode()), Part(("ОСОБА",), b"")]


def randomness(count):
    return bytes(range(count))


LOCKED = lock(PARTS, KEYS, randomness)


def test_with_every_key_each_part_opens():
    assert [part.open(RING) for part in locked_parts(LOCKED)] == [part.content for part in PARTS]
    assert is_locked(LOCKED)
    assert not is_locked(b'{"person":"AAAA"}')


def test_whoever_is_erased_takes_the_parts_about_them_and_no_other():
    ring = {**RING, "BBBB": frozenset()}
    first, second, third = locked_parts(LOCKED)
    assert (first.open(ring), third.open(ring)) == (b"surname A", b"")
    with pytest.raises(Erased, match="erased: BBBB"):
        second.open(ring)


def test_a_key_that_is_not_here_is_no_erasure():
    first, *_ = locked_parts(LOCKED)
    for ring in ({}, {"AAAA": RING["BBBB"]}):
        with pytest.raises(CannotUnseal, match="key of AAAA is not in this copy"):
            first.open(ring)


def test_of_several_keys_of_a_person_the_right_one_is_found():
    first, *_ = locked_parts(LOCKED)
    assert first.open({"AAAA": RING["BBBB"] | RING["AAAA"] | RING["ОСОБА"]}) == b"surname A"


def test_neither_words_nor_keys_show():
    for hidden in (b"surname A", "обидва".encode(), *KEYS.values()):
        assert hidden not in LOCKED
        assert to_base64(hidden).encode() not in LOCKED
    assert "surname" not in repr(PARTS[0])


def test_it_can_be_opened_with_nothing_but_json_and_libsodium():
    part = json.loads(LOCKED)["parts"][1]
    box = from_base64(part["box"])
    key = sha256(b"wayhome-locked/1 together:" + KEYS["AAAA"] + KEYS["BBBB"]).digest()
    names = b'["AAAA","BBBB"]'
    content = nacl.bindings.crypto_aead_xchacha20poly1305_ietf_decrypt(box[24:], names, box[:24], key)
    assert content == "обидва".encode()
    assert part["people"]["AAAA"] == to_base64(sha256(b"wayhome-locked/1 known by:" + KEYS["AAAA"]).digest())


@given(st.integers(0, 8 * 40 - 1))
def test_a_changed_box_is_refused(bit):
    fields = json.loads(LOCKED)
    box = bytearray(from_base64(fields["parts"][0]["box"]))
    box[bit // 8] ^= 1 << bit % 8
    fields["parts"][0]["box"] = to_base64(bytes(box))
    first, *_ = locked_parts(encode(fields))
    with pytest.raises(CannotUnseal, match="changed"):
        first.open(RING)


def test_a_part_passed_on_as_another_persons_is_refused():
    fields = json.loads(LOCKED)
    fields["parts"][0]["people"]["BBBB"] = fields["parts"][1]["people"]["BBBB"]
    first, *_ = locked_parts(encode(fields))
    with pytest.raises(CannotUnseal, match="changed"):
        first.open(RING)


@pytest.mark.parametrize(
    "content",
    [
        b"{}",
        b"[]",
        encode({"format": "wayhome-locked/2", "parts": []}),
        encode({"format": "wayhome-locked/1", "parts": [{"box": "", "people": {}}]}),
        encode({"format": "wayhome-locked/1", "parts": [{"box": "", "people": {"A": 1}}]}),
        encode({"format": "wayhome-locked/1", "parts": ["A"]}),
    ],
)
def test_another_form_is_refused(content):
    with pytest.raises((CannotUnseal, ValueError)):
        list(locked_parts(content))
