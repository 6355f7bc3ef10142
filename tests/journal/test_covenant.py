"""Covenants: who may change whose keys, and what becomes of what a former key signed."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from kit.authenticator import PARTY, Authenticator
from kit.covenants import WATCHING, covenant
from kit.table import KEYS, LYSORIA, MERIDIA, OBSERVER, ORIGIN, SAHLAN, SEATS, TORVENIA

from wayhome.journal import (
    BadCovenant,
    BadKey,
    BadSignature,
    FormerKey,
    JournalRefusal,
    Office,
    SignedCovenant,
    SigningKey,
    add_signature,
    sign_covenant,
)
from wayhome.journal.canonical import decode, encode
from wayhome.journal.covenant import PAYLOAD_TYPE
from wayhome.journal.envelope import Envelope

NEW, SPARE = SigningKey(b"\x51" * 32), SigningKey(b"\x52" * 32)
OTHERS = [KEYS[seat] for seat in SEATS if seat != LYSORIA]


def signed(made, *keys):
    return SignedCovenant(sign_covenant(made, *keys))


def raw(*keys):
    return tuple(key.public.raw for key in keys)


def second(office, **changes):
    """Version 2, in which Lysoria has another office."""
    return covenant(version=2, seats={**covenant().seats, LYSORIA: office}, **changes)


ROTATED = Office(raw(NEW), former=(FormerKey(KEYS[LYSORIA].public.raw, 3),))


def test_a_covenant_written_out():
    """Its bytes are canonical JSON in a DSSE envelope, for anybody to read."""
    made = covenant(seats={"лисорія": Office(raw(NEW)), SAHLAN: Office(raw(SPARE))}, watching=("лисорія",), threshold=2)
    envelope = sign_covenant(made, NEW, SPARE)
    payload = Envelope.decode(envelope, PAYLOAD_TYPE).payload
    one = '{"former":[],"keys":["%s"],"passkeys":[],"threshold":1}'
    seats = f'{{"Sahlan":{one % SPARE.public},"лисорія":{one % NEW.public}}}'
    assert payload.decode() == (
        f'{{"format":"wayhome-covenant/1","journal":"{ORIGIN}","keeper":"Sahlan","relying_party":null,"seats":{seats},'
        '"threshold":2,"verifier":"libsodium crypto_sign_verify_detached","version":1,"watching":["лисорія"]}'
    )
    read = SignedCovenant(envelope)
    assert read.covenant == made
    assert read.signed_by == set(raw(NEW, SPARE))


def test_the_first_version_needs_every_seat():
    signed(covenant(), *KEYS.values()).require_follows(None)
    for missing in SEATS:
        others = [key for seat, key in KEYS.items() if seat != missing]
        with pytest.raises(BadCovenant, match=f"{missing} has yet to sign"):
            signed(covenant(), *others).require_follows(None)


def test_signatures_are_added_one_after_another():
    first, *others = KEYS.values()
    envelope = sign_covenant(covenant(), first)
    for key in others:
        envelope = add_signature(envelope, key)
    assert envelope == sign_covenant(covenant(), *KEYS.values())
    assert add_signature(envelope, first) == envelope


def test_a_lost_key_is_replaced_by_all_the_other_seats_and_the_new_key():
    signed(second(ROTATED), NEW, *OTHERS).require_follows(covenant())
    with pytest.raises(BadCovenant, match="the new key"):
        signed(second(ROTATED), *OTHERS).require_follows(covenant())
    for missing in OTHERS:
        others = [key for key in OTHERS if key != missing]
        with pytest.raises(BadCovenant, match="4 seats have to sign by version 1"):
            signed(second(ROTATED), NEW, *others).require_follows(covenant())


def test_whoever_stole_a_key_changes_nothing_with_it():
    thief = SigningKey(b"\x66" * 32)
    stolen = Office(raw(thief), former=(FormerKey(KEYS[LYSORIA].public.raw, 0),))
    with pytest.raises(BadCovenant, match="4 seats have to sign"):
        signed(second(stolen), thief, KEYS[LYSORIA]).require_follows(covenant())


def test_thresholds_of_both_versions_count():
    """Version 2 asks for two keys of Lysoria, so Lysoria agrees to it with two."""
    two = Office(raw(KEYS[LYSORIA], SPARE), 2)
    made = second(two, threshold=5)
    with pytest.raises(BadCovenant, match="the new key"):
        signed(made, *KEYS.values()).require_follows(covenant())
    signed(made, SPARE, *KEYS.values()).require_follows(covenant())
    with pytest.raises(BadCovenant, match="5 seats have to sign by version 2"):
        signed(made, SPARE, *OTHERS).require_follows(covenant())


@pytest.mark.parametrize(
    ("made", "why"),
    [
        (covenant(version=3), "version 2 comes next"),
        (covenant(version=1), "version 2 comes next"),
        (covenant(version=2, journal="other.example"), "another journal"),
        (second(Office(raw(NEW))), "say up to which running number"),
        (second(Office(raw(KEYS[LYSORIA]), former=(FormerKey(SPARE.public.raw, 3),))), "never had"),
        (
            covenant(
                version=2,
                seats={seat: office for seat, office in covenant().seats.items() if seat != MERIDIA},
                threshold=4,
            ),
            "stays in the covenant",
        ),
    ],
)
def test_what_may_not_follow(made, why):
    with pytest.raises(BadCovenant, match=why):
        signed(made, NEW, SPARE, *KEYS.values()).require_follows(covenant())


def test_a_revocation_is_never_taken_back():
    before = second(ROTATED)
    for office in (
        Office(raw(NEW)),
        Office(raw(NEW), former=(FormerKey(KEYS[LYSORIA].public.raw, 4),)),
        Office(raw(NEW, KEYS[LYSORIA])),
    ):
        made = covenant(version=3, seats={**before.seats, LYSORIA: office})
        with pytest.raises(BadCovenant, match="can't be taken back"):
            signed(made, NEW, *KEYS.values()).require_follows(before)
    lower = Office(raw(NEW), former=(FormerKey(KEYS[LYSORIA].public.raw, 2),))
    made = covenant(version=3, seats={**before.seats, LYSORIA: lower})
    signed(made, NEW, *OTHERS).require_follows(before)


def test_a_former_key_counts_up_to_its_number_and_no_further():
    for number in (1, 3):
        ROTATED.require(frozenset(raw(KEYS[LYSORIA])), number)
    with pytest.raises(BadSignature, match="was revoked before the running number 4"):
        ROTATED.require(frozenset(raw(KEYS[LYSORIA])), 4)
    for number in (1, 4):
        ROTATED.require(frozenset(raw(NEW)), number)
    with pytest.raises(BadSignature, match="another key"):
        ROTATED.require(frozenset(raw(NEW, SPARE)), 1)


def test_an_office_of_two_needs_two():
    two = Office(raw(NEW, SPARE), 2)
    two.require(frozenset(raw(NEW, SPARE)), 1)
    with pytest.raises(BadSignature, match="1 of its author's keys where 2"):
        two.require(frozenset(raw(NEW)), 1)


@pytest.mark.parametrize(
    "changes",
    [
        {"threshold": 2},
        {"threshold": 6},
        {"version": 0},
        {"journal": "a journal"},
        {"keeper": "nobody"},
        {"watching": ("nobody",)},
        {"watching": (SAHLAN,)},
        {"watching": tuple(reversed(WATCHING))},
        {"verifier": "another library"},
        {"seats": {**covenant().seats, OBSERVER: covenant().seats[TORVENIA]}},
        {"seats": {**covenant().seats, LYSORIA: Office(raw(KEYS[LYSORIA]), passkeys=(Authenticator().passkey,))}},
    ],
)
def test_a_covenant_that_contradicts_itself_is_none(changes):
    with pytest.raises(JournalRefusal):
        covenant(**changes)


def test_keys_nobody_may_use_are_refused():
    small_order = b"\1" + b"\0" * 31
    for office in (
        lambda: Office((small_order,)),
        lambda: Office(()),
        lambda: Office(raw(NEW, NEW)),
        lambda: Office(raw(NEW), 2),
        lambda: Office(raw(NEW), 0),
        lambda: Office(raw(NEW), former=(FormerKey(NEW.public.raw, 1),)),
        lambda: FormerKey(small_order, 1),
    ):
        with pytest.raises((BadKey, JournalRefusal)):
            office()


def test_passkeys_stand_in_a_covenant_that_says_where_they_are_asked_for():
    with_passkey = Office(raw(KEYS[LYSORIA]), passkeys=(Authenticator().passkey,))
    made = covenant(seats={**covenant().seats, LYSORIA: with_passkey}, relying_party=PARTY)
    assert signed(made, *KEYS.values()).covenant == made
    assert made.authority(LYSORIA).relying_party == PARTY


@pytest.mark.parametrize(
    "change",
    [
        lambda c: {**c, "extra": 1},
        lambda c: {name: value for name, value in c.items() if name != "keeper"},
        lambda c: {**c, "version": "1"},
        lambda c: {**c, "version": True},
        lambda c: {**c, "threshold": "4"},
        lambda c: {**c, "format": "wayhome-covenant/2"},
        lambda c: {**c, "seats": []},
        lambda c: {**c, "seats": {**c["seats"], LYSORIA: {**c["seats"][LYSORIA], "keys": ["AAAA"]}}},
        lambda c: {**c, "seats": {**c["seats"], LYSORIA: {**c["seats"][LYSORIA], "threshold": 0}}},
        lambda c: {**c, "seats": {**c["seats"], " x": c["seats"][LYSORIA]}},
        lambda c: [],
    ],
)
def test_other_forms_are_refused(change):
    payload = encode(change(decode(covenant().encode())))
    with pytest.raises(BadCovenant):
        SignedCovenant(Envelope.sign(payload, NEW, payload_type=PAYLOAD_TYPE).encode())


def test_an_entry_is_no_covenant_and_a_covenant_no_entry(table, journal):
    with pytest.raises(JournalRefusal):
        SignedCovenant(table.envelope(journal, "lysoria"))
    with pytest.raises(JournalRefusal):
        Envelope.decode(sign_covenant(covenant(), NEW))


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_any_bit_changed_is_refused(data):
    envelope = bytearray(sign_covenant(covenant(), *KEYS.values()))
    bit = data.draw(st.integers(0, 8 * len(envelope) - 1))
    envelope[bit // 8] ^= 1 << bit % 8
    with pytest.raises(JournalRefusal):
        SignedCovenant(bytes(envelope))
