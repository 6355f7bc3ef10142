import json
from hashlib import blake2b, sha256
from itertools import pairwise

import nacl.bindings
import nacl.public
import nacl.signing
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wayhome.journal import CannotUnseal, seal, unseal
from wayhome.journal.canonical import encode, from_base64, to_base64
from wayhome.journal.sealed import padded_length

WISH = "так, додому — نعم".encode()


@pytest.fixture
def blob(table):
    return table.seal(WISH, ["facilitator", "observer"], "lysoria")[0]


def test_each_seat_named_reads_it_and_who_sent_it(table, blob):
    for seat in ("facilitator", "observer"):
        unsealed = unseal(blob, seat, table.keys[seat])
        assert (unsealed.content, unsealed.sender) == (WISH, "lysoria")
        assert unsealed.recipients == ("facilitator", "observer")


def test_nobody_else_reads_it_the_sender_neither(table, blob):
    for seat in ("lysoria", "torvenia"):
        with pytest.raises(CannotUnseal, match=f"not sealed for {seat}"):
            unseal(blob, seat, table.keys[seat])
        with pytest.raises(CannotUnseal, match="not sealed to the key"):
            unseal(blob, "observer", table.keys[seat])


def test_a_recipients_key_opens_only_that_recipients_seat(table, blob):
    with pytest.raises(CannotUnseal):
        unseal(blob, "facilitator", table.keys["observer"])


def test_the_same_randomness_gives_the_same_bytes(table, blob):
    assert table.seal(WISH, ["observer", "facilitator"], "lysoria")[0] == blob
    assert table.seal(WISH, ["observer", "facilitator"], "lysoria", start=1)[0] != blob
    assert sha256(blob).hexdigest() == "d4bacbef253e558fdfb32a85b34205e02ca95b69a89fa46d6e0a0b7059579f3b"


def test_it_can_be_opened_with_nothing_but_json_and_libsodium(table, blob):
    heading, ciphertext = blob.split(b"\n", 1)
    fields = json.loads(heading)
    private = nacl.signing.SigningKey(b"\x04" * 32).to_curve25519_private_key()
    content_key = nacl.public.SealedBox(private).decrypt(from_base64(fields["keys"]["observer"]))
    inside = nacl.bindings.crypto_aead_xchacha20poly1305_ietf_decrypt(
        ciphertext, heading, from_base64(fields["nonce"]), content_key
    )
    assert fields["format"] == "wayhome-sealed/1"
    assert from_base64(fields["commitment"]) == sha256(b"wayhome-sealed/1 commitment:" + content_key).digest()
    assert json.loads(inside.rstrip(b"\0")[:-1]) == {
        "content": to_base64(WISH),
        "recipients": ["facilitator", "observer"],
        "sender": "lysoria",
    }


def test_what_is_sealed_does_not_show(table, blob):
    assert WISH not in blob
    assert to_base64(WISH).encode() not in blob
    assert b"lysoria" not in blob
    assert "так" not in repr(unseal(blob, "observer", table.keys["observer"]))


@given(st.data())
@settings(max_examples=100, deadline=None)
def test_any_change_is_refused(table, data):
    blob = table.seal(WISH, ["facilitator", "observer"], "lysoria")[0]
    changed = bytearray(blob)
    bit = data.draw(st.integers(0, 8 * len(blob) - 1))
    changed[bit // 8] ^= 1 << bit % 8
    for other in (bytes(changed), blob[: bit // 8], blob + b"\0"):
        with pytest.raises(CannotUnseal):
            unseal(other, "observer", table.keys["observer"])


@pytest.mark.parametrize("content", [b"", b"no", b"yes", b"x" * 600])
def test_short_answers_look_alike(table, content):
    assert len(table.seal(content, ["observer"], "lysoria")[0]) == len(table.seal(b"?", ["observer"], "lysoria")[0])


@given(st.binary(max_size=3000))
@settings(max_examples=30, deadline=None)
def test_whatever_is_sealed_comes_out_again(table, content):
    blob, _ = table.seal(content, ["torvenia"], "lysoria")
    assert unseal(blob, "torvenia", table.keys["torvenia"]).content == content


# Padmé by its definition: keep the floor(log2 E) + 1 highest bits below the first, E = floor(log2 length).
@pytest.mark.parametrize(
    ("length", "padded"), [(1, 1024), (1024, 1024), (1025, 1088), (1088, 1088), (1089, 1152), (10**6, 1_015_808)]
)
def test_known_padded_lengths(length, padded):
    assert padded_length(length) == padded


@given(st.integers(1024, 2**40))
@settings(max_examples=60, deadline=None)
def test_padding_costs_an_eighth_at_most_and_keeps_the_order(length):
    assert length <= padded_length(length) < length * 1.12 + 1
    assert padded_length(length) <= padded_length(length + 1)
    assert padded_length(padded_length(length)) == padded_length(length)


def test_lengths_fall_into_few_classes():
    lengths = [padded_length(length) for length in range(1, 1_000_000, 50)]
    assert all(before <= after for before, after in pairwise(lengths))
    assert len(set(lengths)) < 250


def _forged(table, keys, content_key, inside, commitment=None):
    """A sealed part made by somebody who doesn't keep to the rules: any inside, any content key for each seat."""
    nonce = b"\x09" * 24
    heading = encode(
        {
            "commitment": to_base64(commitment or sha256(b"wayhome-sealed/1 commitment:" + content_key).digest()),
            "format": "wayhome-sealed/1",
            "keys": {
                seat: to_base64(table.keys[seat].public.seal(key, blake2b(seat.encode(), digest_size=32).digest()))
                for seat, key in keys.items()
            },
            "nonce": to_base64(nonce),
        }
    )
    padded = (inside + b"\x80").ljust(1024, b"\0")
    ciphertext = nacl.bindings.crypto_aead_xchacha20poly1305_ietf_encrypt(padded, heading, nonce, content_key)
    return heading + b"\n" + ciphertext


def test_a_sender_cannot_give_the_recipients_different_keys(table):
    inside = encode({"content": "", "recipients": ["facilitator", "observer"], "sender": "lysoria"})
    keys = {"observer": b"\x01" * 32, "facilitator": b"\x02" * 32}
    blob = _forged(table, keys, b"\x01" * 32, inside)
    assert unseal(blob, "observer", table.keys["observer"]).content == b""
    with pytest.raises(CannotUnseal, match="different keys"):
        unseal(blob, "facilitator", table.keys["facilitator"])


@pytest.mark.parametrize(
    ("inside", "reason"),
    [
        (encode({"content": "", "recipients": ["facilitator", "observer"], "sender": "lysoria"}), "other recipients"),
        (encode({"content": "", "recipients": ["observer"]}), "other recipients"),
        (b"{}{}", "not as it was sealed"),
        (encode({"content": "?", "recipients": ["observer"], "sender": "lysoria"}), "base64"),
        (b"\0" * 2000, "padded"),
    ],
)
def test_a_sealed_part_that_is_wrong_inside_is_refused(table, inside, reason):
    blob = _forged(table, {"observer": b"\x01" * 32}, b"\x01" * 32, inside)
    with pytest.raises(CannotUnseal, match=reason):
        unseal(blob, "observer", table.keys["observer"])


def test_a_content_key_of_another_length_is_refused(table):
    inside = encode({"content": "", "recipients": ["observer"], "sender": "lysoria"})
    short = sha256(b"wayhome-sealed/1 commitment:short").digest()
    blob = _forged(table, {"observer": b"short"}, b"\x01" * 32, inside, commitment=short)
    with pytest.raises(CannotUnseal):
        unseal(blob, "observer", table.keys["observer"])


@pytest.mark.parametrize("heading", [{}, {"keys": {"observer": 1}}, {"format": "wayhome-sealed/2"}, {"extra": 1}])
def test_another_heading_is_refused(table, blob, heading):
    fields = {**json.loads(blob.split(b"\n", 1)[0]), **heading}
    changed = encode(fields if heading else {}) + b"\n" + blob.split(b"\n", 1)[1]
    with pytest.raises(CannotUnseal, match="not a sealed part of the format"):
        unseal(changed, "observer", table.keys["observer"])


def test_randomness_that_runs_short_is_noticed(table):
    with pytest.raises(ValueError, match="asked for 32 random bytes, was given 8"):
        seal(b"yes", {"observer": table.keys["observer"].public}, "lysoria", lambda count: bytes(8))


def test_a_part_sealed_to_nobody_is_refused():
    with pytest.raises(ValueError, match="at least one recipient"):
        seal(b"yes", {}, "lysoria", bytes)
