"""RFC 9497, ristretto255-SHA512, from its appendix A.1, and what a proof must not be taken for."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tracing.blind.test_ristretto import elements, scalars

from wayhome.tracing.blind.hashing import hash_to_elements
from wayhome.tracing.blind.proof import PROOF_BYTES, prove, proves
from wayhome.tracing.blind.ristretto import multiply_base, multiply_each

KEY = bytes.fromhex("e6f73f344b79b379f1a0dd37e07ff62e38d9f71345ce62ae3a9bc60b04ccd909")
PUBLIC = bytes.fromhex("c803e2cc6b05fc15064549b5920659ca4a77b2cca6f04f6b357009335476ad4e")
DOMAIN = b"HashToGroup-OPRFV1-\x01-ristretto255-SHA512"
BLINDS = (
    "64d37aed22a27f5191de1c1d69fadb899d8862b58eb4220029e036ec4c1f6706",
    "222a5e897cf59db8145db8d16e597e8facb80ae7d4e26d9881aa6f61d645fc0e",
)
BLINDED = (
    "863f330cc1a1259ed5a5998a23acfd37fb4351a793a5b3c090b642ddc439b945",
    "90a0145ea9da29254c3a56be4fe185465ebb3bf2a1801f7124bbbadac751e654",
)
EVALUATED = (
    "aa8fa048764d5623868679402ff6108d2521884fa138cd7f9c7669a9a014267e",
    "cc5ac221950a49ceaa73c8db41b82c20372a4c8d63e5dded2db920b7eee36a2a",
)
NONCE = "419c4f4f5052c53c45f3da494d2b67b220d02118e0857cdbcf037f9ea84bbe0c"
PROOF = (
    "cc203910175d786927eeb44ea847328047892ddf8590e723c37205cb74600b0a"
    "5ab5337c8eb4ceae0494c2cf89529dcf94572ed267473d567aeed6ab873dee08"
)
"""RFC 9497, A.1.2 (VOPRF), test vector 3, batch size 2: inputs 00 and 5a seventeen times."""
BEFORE, AFTER = bytes.fromhex("".join(BLINDED)), bytes.fromhex("".join(EVALUATED))


def test_the_batch_of_the_rfc() -> None:
    assert multiply_base(KEY) == PUBLIC
    inputs = hash_to_elements((b"\0", b"\x5a" * 17), DOMAIN)
    for number, (blind, blinded) in enumerate(zip(BLINDS, BLINDED, strict=True)):
        element = inputs[32 * number : 32 * number + 32]
        assert multiply_each(bytes.fromhex(blind), element).hex() == blinded
    assert multiply_each(KEY, BEFORE) == AFTER
    assert prove(KEY, PUBLIC, BEFORE, AFTER, bytes.fromhex(NONCE)).hex() == PROOF
    assert proves(PUBLIC, BEFORE, AFTER, bytes.fromhex(PROOF))


@pytest.mark.parametrize("place", range(0, 8 * PROOF_BYTES, 37))
def test_a_proof_with_a_bit_changed_proves_nothing(place: int) -> None:
    proof = bytearray.fromhex(PROOF)
    proof[place // 8] ^= 1 << place % 8
    assert not proves(PUBLIC, BEFORE, AFTER, bytes(proof))


@pytest.mark.parametrize(
    "proof", [b"", bytes(64), bytes.fromhex(PROOF)[:-1], bytes.fromhex(PROOF) + b"\0", b"\xff" * 64]
)
def test_what_is_no_proof_proves_nothing(proof: bytes) -> None:
    assert not proves(PUBLIC, BEFORE, AFTER, proof)


def test_the_second_encoding_of_a_proof_is_none() -> None:
    order = 2**252 + 27742317777372353535851937790883648493
    response = int.from_bytes(bytes.fromhex(PROOF)[32:], "little") + order
    assert not proves(PUBLIC, BEFORE, AFTER, bytes.fromhex(PROOF)[:32] + response.to_bytes(32, "little"))


@settings(max_examples=20)
@given(scalars, scalars, st.lists(elements, min_size=2, max_size=5, unique=True), st.data())
def test_one_element_raised_by_another_key_breaks_the_proof(
    key: bytes, other: bytes, lines: list[bytes], data: st.DataObject
) -> None:
    before, public = b"".join(lines), multiply_base(key)
    after = multiply_each(key, before)
    proof = prove(key, public, before, after, other)
    assert proves(public, before, after, proof)
    number = data.draw(st.integers(0, len(lines) - 1))
    swapped = list(range(len(lines)))
    swapped[number], swapped[number - 1] = swapped[number - 1], swapped[number]
    assert not proves(public, before, b"".join(after[32 * at : 32 * at + 32] for at in swapped), proof)
    if key != other:
        wrong = multiply_each(other, lines[number])
        mixed = after[: 32 * number] + wrong + after[32 * number + 32 :]
        assert not proves(public, before, mixed, prove(key, public, before, mixed, other))
        assert not proves(multiply_base(other), before, after, proof)


def test_a_proof_is_of_as_many_elements_after_as_before() -> None:
    for before, after in ((b"", b""), (BEFORE, AFTER[:32])):
        with pytest.raises(ValueError, match="as many"):
            prove(KEY, PUBLIC, before, after, KEY)
