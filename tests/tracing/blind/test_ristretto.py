"""The group: the vectors of RFC 9496 and RFC 9380, and a second writing of it beside libsodium's."""

from __future__ import annotations

from hashlib import sha512

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tracing.blind import naive

from wayhome.tracing.blind.hashing import expand_message, hash_to_elements, hash_to_scalar
from wayhome.tracing.blind.ristretto import (
    IDENTITY,
    NotAnElement,
    add,
    elements_from,
    is_element,
    is_scalar,
    multiply_base,
    multiply_each,
    scalar_difference,
    scalar_from,
    scalar_inverse,
    scalar_product,
    weighted_sum,
)

MULTIPLES = [
    "e2f2ae0a6abc4e71a884a961c500515f58e30b6aa582dd8db6a65945e08d2d76",
    "6a493210f7499cd17fecb510ae0cea23a110e8d5b901f8acadd3095c73a3b919",
    "94741f5d5d52755ece4f23f044ee27d5d1ea1e2bd196b462166b16152a9d0259",
    "da80862773358b466ffadfe0b3293ab3d9fd53c5ea6c955358f568322daf6a57",
    "e882b131016b52c1d3337080187cf768423efccbb517bb495ab812c4160ff44e",
    "f64746d3c92b13050ed8d80236a7f0007c3b3f962f5ba793d19a601ebb1df403",
    "44f53520926ec81fbd5a387845beb7df85a96a24ece18738bdcfa6a7822a176d",
    "903293d8f2287ebe10e2374dc1a53e0bc887e592699f02d077d5263cdd55601c",
    "02622ace8f7303a31cafc63f8fc48fdc16e1c8c8d234b2f0d6685282a9076031",
    "20706fd788b2720a1ed2a5dad4952b01f413bcf0e7564de8cdc816689e2db95f",
    "bce83f8ba5dd2fa572864c24ba1810f9522bc6004afe95877ac73241cafdab42",
    "e4549ee16b9aa03099ca208c67adafcafa4c3f3e4e5303de6026e3ca8ff84460",
    "aa52e000df2e16f55fb1032fc33bc42742dad6bd5a8fc0be0167436c5948501f",
    "46376b80f409b29dc2b5f6f0c52591990896e5716f41477cd30085ab7f10301e",
    "e0c418f7c8d9c4cdd7395b93ea124f3ad99021bb681dfc3302a9d99a2e53e64e",
]
"""Of the generator, from once to fifteen times: RFC 9496, A.1."""
BAD = [
    "00ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "f3ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "0100000000000000000000000000000000000000000000000000000000000000",
    "01ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "ed57ffd8c914fb201471d1c3d245ce3c746fcbe63a3679d51b6a516ebebe0e20",
    "26948d35ca62e643e26a83177332e6b6afeb9d08e4268b650f1f5bbd8d81d371",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
]
"""Not canonical, negative, no square, y = 0: some of RFC 9496, A.2."""
FROM_LABELS = [
    (
        "Ristretto is traditionally a short shot of espresso coffee",
        "3066f82a1a747d45120d1740f14358531a8f04bbffe6a819f86dfe50f44a0a46",
    ),
    (
        "made with the normal amount of ground coffee but extracted with",
        "f26e5b6f7d362d2d2a94c5d0e7602cb4773c95a2e5c31a64f133189fa76ed61b",
    ),
    (
        "about half the amount of water in the same amount of time",
        "006ccd2a9e6867e6a2c5cea83d3302cc9de128dd2a9a57dd8ee7b9d7ffe02826",
    ),
    ("by using a finer grind.", "f8f0c87cf237953c5890aec3998169005dae3eca1fbb04548c635953c817f92a"),
    (
        "This produces a concentrated shot of coffee per volume.",
        "ae81e7dedf20a497e10c304a765c1767a42d6e06029758d2d7e8ef7cc4c41179",
    ),
    (
        "Just pulling a normal shot short will produce a weaker shot",
        "e2705652ff9f5e44d3e841bf1c251cf7dddb77d140870d1ab2ed64f1a9ce8628",
    ),
    ("and is not a Ristretto as some believe.", "80bd07262511cdde4863f8a7434cef696750681cb9510eea557088f76d9e5065"),
]
"""RFC 9496, A.3: the SHA-512 of each label made an element."""
XMD_DOMAIN = b"QUUX-V01-CS02-with-expander-SHA512-256"

bytes32 = st.binary(min_size=32, max_size=32)
scalars = st.integers(1, naive.ORDER - 1).map(lambda number: number.to_bytes(32, "little"))
elements = st.binary(min_size=64, max_size=64).map(elements_from).filter(is_element)


def scalar(number: int) -> bytes:
    return number.to_bytes(32, "little")


def test_multiples_of_the_generator() -> None:
    assert [multiply_base(scalar(number)).hex() for number in range(1, 16)] == MULTIPLES
    generator = bytes.fromhex(MULTIPLES[0])
    assert [multiply_each(scalar(number), generator).hex() for number in range(1, 16)] == MULTIPLES
    assert naive.encode(naive.multiply(13, naive.decode(generator))).hex() == MULTIPLES[12]


@pytest.mark.parametrize("encoding", [*BAD, IDENTITY.hex(), MULTIPLES[0][:-2], MULTIPLES[0] + "00", ""])
def test_what_is_no_element_is_refused(encoding: str) -> None:
    data = bytes.fromhex(encoding)
    assert not is_element(data)
    if len(data) == 32:
        assert naive.decode(data) is None or data == IDENTITY
        good = bytes.fromhex(MULTIPLES[4])
        with pytest.raises(NotAnElement) as error:
            multiply_each(scalar(2), good + data + good)
        assert error.value.place == 1
        with pytest.raises(NotAnElement):
            weighted_sum(scalar(2) * 3, good + data + good)
        assert encoding not in str(error.value) or not encoding


def test_an_element_has_no_second_encoding_with_the_high_bit_set() -> None:
    element = bytearray.fromhex(MULTIPLES[2])
    element[-1] |= 0x80
    assert not is_element(bytes(element))
    for refused in (lambda: multiply_each(scalar(2), bytes(element)), lambda: add(bytes(element), bytes(element))):
        with pytest.raises(NotAnElement):
            refused()


@pytest.mark.parametrize(("label", "element"), FROM_LABELS)
def test_elements_from_labels(label: str, element: str) -> None:
    assert elements_from(sha512(label.encode()).digest()).hex() == element


@pytest.mark.parametrize(
    ("message", "expanded"),
    [
        ("", "6b9a7312411d92f921c6f68ca0b6380730a1a4d982c507211a90964c394179ba"),
        ("abc", "0da749f12fbe5483eb066a5f595055679b976e93abe9be6f0f6318bce7aca8dc"),
    ],
)
def test_expanded_messages(message: str, expanded: str) -> None:
    assert expand_message(message.encode(), XMD_DOMAIN, 32).hex() == expanded


def test_an_expansion_beyond_one_block_is_another_than_its_beginning() -> None:
    assert expand_message(b"abc", XMD_DOMAIN, 128)[:64] != expand_message(b"abc", XMD_DOMAIN, 64)
    assert len(expand_message(b"abc", XMD_DOMAIN, 130)) == 130
    for length, domain in ((0, b"d"), (255 * 64 + 1, b"d"), (64, b""), (64, bytes(256))):
        with pytest.raises(ValueError, match="255"):
            expand_message(b"abc", domain, length)


@pytest.mark.parametrize("message", ["", "surname|1991-03-07", "Мельниченко Сергій", "ميلنيتشينكو", "\x00" * 300])
def test_a_message_hashed_is_what_the_naive_twin_makes_of_it(message: str) -> None:
    domain = "HashToGroup-пробна".encode()
    assert hash_to_elements([message.encode()], domain) == naive.encode(naive.hash_to_group(message.encode(), domain))


@settings(max_examples=25)
@given(scalars, elements, scalars, elements)
def test_sums_and_multiples_are_those_of_the_naive_twin(a: bytes, one: bytes, b: bytes, other: bytes) -> None:
    points = [
        naive.multiply(int.from_bytes(factor, "little"), naive.decode(element))
        for factor, element in ((a, one), (b, other))
    ]
    assert multiply_each(a, one) == naive.encode(points[0])
    assert weighted_sum(a + b, one + other) == naive.encode(naive.add(*points))
    assert add(one, other) == naive.encode(naive.add(naive.decode(one), naive.decode(other)))


@given(bytes32)
def test_what_is_an_element_is_what_the_naive_twin_decodes(data: bytes) -> None:
    assert is_element(data) == (data != IDENTITY and naive.decode(data) is not None)


@given(scalars, scalars, elements)
def test_scalars_are_numbers_modulo_the_order(a: bytes, b: bytes, element: bytes) -> None:
    one, other = (int.from_bytes(each, "little") for each in (a, b))
    assert scalar_product(a, b) == scalar(one * other % naive.ORDER)
    assert scalar_difference(a, b) == scalar((one - other) % naive.ORDER)
    assert multiply_each(scalar_inverse(a), multiply_each(a, element)) == element


@given(st.binary(max_size=64))
def test_a_scalar_has_one_encoding(data: bytes) -> None:
    number = int.from_bytes(data, "little")
    assert scalar_from(data) == scalar(number % naive.ORDER)
    assert is_scalar(data) == (len(data) == 32 and number < naive.ORDER)
    assert is_scalar(hash_to_scalar(data, b"HashToScalar-"))
