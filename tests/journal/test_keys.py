import copy
import pickle
import re
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wayhome.journal import BadKey, BadSignature, CannotUnseal, PublicKey, SigningKey
from wayhome.journal.canonical import to_base64

# RFC 8032, section 7.1: seed, public key, message, signature.
RFC_8032 = {
    "TEST 1": (
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b"
        "d25bf5f0595bbe24655141438e7a100b",
    ),
    "TEST 2": (
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c"
        "387b2eaeb4302aeeb00d291612bb0c00",
    ),
    "TEST 3": (
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc659"
        "4a7c15e9716ed28dc027beceea1ec40a",
    ),
}

# Points that are no honest key: the orders 1, 2, 4 and 8; y = p and above, which is not canonical; off the curve; and
# (x, -y) for the key (x, y) of TEST 1, which is minus that key plus the point of order 2.
NO_KEYS = {
    "order 1": "0100000000000000000000000000000000000000000000000000000000000000",
    "order 2": "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "order 4": "0000000000000000000000000000000000000000000000000000000000000000",
    "order 4, negative": "0000000000000000000000000000000000000000000000000000000000000080",
    "order 8": "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "order 8, other": "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    "y = p": "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "y = p + 1": "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "y = 2^255 - 1": "ff" * 31 + "7f",
    "off the curve": "0200000000000000000000000000000000000000000000000000000000000000",
    "mixed order": "16a567fe7d4ef5482ab4012c369bf8c5f11e8d0c2559dcda50fde59708f8ae65",
}


@pytest.mark.parametrize("name", RFC_8032)
def test_known_answers_of_rfc_8032(name):
    seed, public, message, signature = (bytes.fromhex(part) for part in RFC_8032[name])
    key = SigningKey(seed)
    assert key.public == PublicKey(public)
    assert key.sign(message) == signature
    key.public.verify(message, signature)


@pytest.mark.parametrize("name", NO_KEYS)
def test_points_that_are_no_honest_key_are_refused(name):
    with pytest.raises(BadKey, match="not the public key"):
        PublicKey(bytes.fromhex(NO_KEYS[name]))


@given(st.binary(max_size=40), st.integers(0, 64 * 8 - 1))
@settings(max_examples=50, deadline=None)
def test_a_signature_with_one_bit_changed_is_refused(message, bit):
    key = SigningKey(b"\x07" * 32)
    signature = bytearray(key.sign(message))
    key.public.verify(message, bytes(signature))
    signature[bit // 8] ^= 1 << bit % 8
    with pytest.raises(BadSignature):
        key.public.verify(message, bytes(signature))


def test_a_signature_over_something_else_or_cut_short_is_refused(table):
    key = table.keys["lysoria"]
    with pytest.raises(BadSignature):
        key.public.verify("так".encode(), key.sign("ні".encode()))
    with pytest.raises(BadSignature, match="64 bytes"):
        key.public.verify(b"yes", key.sign(b"yes")[:-1])


def test_a_public_key_has_one_text_form(table):
    key = table.keys["lysoria"].public
    assert PublicKey.parse(str(key)) == key
    for text in (str(key)[:-1], f" {key}", f"{key}\n", str(key).replace("=", ""), to_base64(key.raw[:-1]), "", "ключ"):
        with pytest.raises(BadKey):
            PublicKey.parse(text)


def test_the_fingerprint_is_thirty_digits_of_the_sha_256():
    key = PublicKey(bytes.fromhex(RFC_8032["TEST 1"][1]))
    assert re.fullmatch(r"([0-9]{5} ){5}[0-9]{5}", key.fingerprint)
    assert int(key.fingerprint.replace(" ", "")) == int(sha256(key.raw).hexdigest(), 16) % 10**30


def test_a_secret_sealed_to_a_key_opens_with_that_key_only(table):
    box = table.keys["lysoria"].public.seal("таємниця".encode(), bytes(range(32)))
    assert table.keys["lysoria"].unseal(box).decode() == "таємниця"
    for key, changed in [(table.keys["torvenia"], box), (table.keys["lysoria"], box[:-1] + b"?"), (table.keeper, b"")]:
        with pytest.raises(CannotUnseal):
            key.unseal(changed)


SEED = bytes(range(100, 132))


def test_a_private_key_shows_only_its_public_half():
    key = SigningKey(SEED)
    for shown in (repr(key), str(key), f"{key}", repr([key]), f"{vars(PublicKey)}"):
        assert not any(secret in shown for secret in (SEED.hex(), to_base64(SEED), repr(SEED)[2:-1]))
    for taken in (pickle.dumps, copy.copy, copy.deepcopy):
        with pytest.raises(TypeError, match="never pickled"):
            taken(key)


@pytest.mark.parametrize("seed", [b"", SEED[:-1], SEED + b"!"])
def test_a_private_key_of_another_length_is_refused_without_showing_it(seed):
    with pytest.raises(BadKey) as caught:
        SigningKey(seed)
    assert "32 random bytes" in str(caught.value)
