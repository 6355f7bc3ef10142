import base64
import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wayhome.people import Category, Condition, Returnee, SaltErased, Salts, Track, reference, sought_reference

SECRET = bytes(range(32))
SALT = Salts.of(SECRET)


def plain_hmac_sha256(key: bytes, message: bytes) -> bytes:
    """HMAC as RFC 2104 section 2 writes it out, for keys no longer than a block of 64 bytes."""
    padded = key.ljust(64, b"\0")
    inner = hashlib.sha256(bytes(byte ^ 0x36 for byte in padded) + message).digest()
    return hashlib.sha256(bytes(byte ^ 0x5C for byte in padded) + inner).digest()


def test_a_reference_is_the_hmac_its_docstring_names_under_the_persons_own_salt() -> None:
    name = "7:lysoria:Л-17".encode()
    seed = hashlib.sha256(b"wayhome salts:" + SECRET).digest()
    for digit in hashlib.sha256(name).hexdigest()[:16]:
        seed = hashlib.blake2b(digit.encode(), key=seed, digest_size=32).digest()
    expected = plain_hmac_sha256(seed, name)[:10]
    assert base64.b32decode(reference(SALT, "lysoria", "Л-17")) == expected


def test_a_reference_says_nothing_but_is_always_the_same() -> None:
    found = reference(SALT, "lysoria", "L-17")
    assert found == reference(SALT, "lysoria", "L-17")
    assert len(found) == 16
    assert set(found) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")


@given(st.tuples(st.text(), st.text()), st.tuples(st.text(), st.text()))
def test_two_people_never_share_a_reference(first: tuple[str, str], second: tuple[str, str]) -> None:
    assert (reference(SALT, *first) == reference(SALT, *second)) == (first == second)


@given(st.tuples(st.text(), st.text()), st.tuples(st.text(), st.text()))
def test_a_person_sought_goes_by_a_reference_of_their_own(first: tuple[str, str], second: tuple[str, str]) -> None:
    assert (sought_reference(SALT, *first) == sought_reference(SALT, *second)) == (first == second)
    assert sought_reference(SALT, *first) != reference(SALT, *second)


def test_where_the_holder_ends_and_the_id_begins_matters() -> None:
    assert reference(SALT, "lysoria", "1:2") != reference(SALT, "lysoria:1", "2")


def test_another_round_knows_the_same_person_by_another_reference() -> None:
    assert reference(SALT, "lysoria", "L-17") != reference(Salts.of(SECRET[::-1]), "lysoria", "L-17")


@pytest.mark.parametrize(
    ("category", "conditions", "protected"),
    [
        (Category.PRISONER_OF_WAR, (), False),
        (Category.PRISONER_OF_WAR, (Condition.SERIOUSLY_WOUNDED_OR_SICK,), True),
        (Category.CIVILIAN_DETAINEE, (), True),
        (Category.RETAINED_PERSONNEL, (), True),
    ],
)
def test_who_is_protected_stands_in_no_count(
    category: Category, conditions: tuple[Condition, ...], protected: bool
) -> None:
    returnee = Returnee("A" * 16, "torvenia", "lysoria", Track.UNCONDITIONAL, category, conditions)
    assert returnee.protected is protected


@given(st.lists(st.text(max_size=3).map(str.encode), min_size=1, max_size=8, unique=True), st.data())
@settings(max_examples=40, deadline=None)
def test_whose_salt_is_taken_out_has_none_and_everybody_else_the_same(names: list[bytes], data: st.DataObject) -> None:
    gone = data.draw(st.lists(st.sampled_from(names), unique=True))
    left = SALT
    for name in gone:
        left = left.without(name)
        assert left.without(name).seeds == left.seeds
    for name in names:
        if name in gone:
            with pytest.raises(SaltErased):
                left.of_person(name)
        else:
            assert left.of_person(name) == SALT.of_person(name)


def test_nothing_left_leads_to_a_salt_that_was_taken_out() -> None:
    name = b"7:lysoria:L-17"
    path = hashlib.sha256(name).hexdigest()[:16]
    left = SALT.without(name)
    assert not any(path.startswith(start) for start in left.seeds)
    assert SALT.of_person(name) not in left.seeds.values()
    assert len(left.seeds) == 16 * 15
