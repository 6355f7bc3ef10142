"""One touch of a passkey over several acts: each envelope holds it alone; no other act, place, order or list does."""

import json
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from kit.authenticator import PARTY, Authenticator
from msgspec import structs

from wayhome.journal import (
    Authority,
    BadPasskey,
    JournalRefusal,
    Office,
    SigningKey,
    challenge_for_all,
    check_assertion,
    open_entry,
    sign_entry,
)
from wayhome.journal.canonical import encode
from wayhome.journal.envelope import Envelope
from wayhome.journal.passkey import challenge_of
from wayhome.journal.several import Among, places_among

BOTH = pytest.mark.parametrize("algorithm", ["ES256", "EdDSA"])
ACTS = [sha256(f"act {number}".encode()).digest() for number in (1, 2, 3)]
lists = st.lists(st.binary(min_size=32, max_size=32), min_size=2, max_size=20, unique=True)

# By OpenSSL 3 alone, for the acts' digests D1 to D3, each `printf 'act 1' | openssl dgst -sha256 -binary > D1`:
#   (printf '\0'; cat D1) | openssl dgst -sha256 -binary > L1                   and L2 and L3 likewise
#   (printf '\1'; cat L1 L2) | openssl dgst -sha256 -binary > N
#   (printf '\1'; cat N L3) | openssl dgst -sha256 -binary > R
#   (printf 'wayhome acts under one touch, version 1\n3\n'; cat R) | openssl dgst -sha256
OF_TWO = "18b868307612378a3f8d295e30b5e16d532c147b0961eaf760d4d6d97e70e162"
OF_THREE = "e2eeec292c94532dcadd5b10fb8aacac1ed016c2aebf9d6cc66f422cb85b51ff"


def test_the_challenge_is_what_openssl_makes_of_it():
    assert challenge_for_all(ACTS[:2]).hex() == OF_TWO
    assert challenge_for_all(ACTS).hex() == OF_THREE
    assert [place.challenge(act).hex() for place, act in zip(places_among(ACTS), ACTS, strict=True)] == [OF_THREE] * 3


def test_a_single_act_is_asked_about_and_written_as_ever():
    held = Authenticator("EdDSA")
    bare = Envelope.sign(b'{"a":1}', SigningKey(b"\1" * 32))
    own = challenge_of(bare.signed_bytes)
    assert challenge_for_all([own]) == own == sha256(bare.signed_bytes).digest()
    stored = structs.replace(bare, passkeys=held.answer(own).for_each([own])).encode()
    assert sha256(stored).hexdigest() == "cc0cc262a12206cb363607729e5e93f0fde98b0bda53b901c044590caebbc3ed"
    with pytest.raises(ValueError, match="unpack"):
        challenge_for_all([])


@given(lists)
@settings(deadline=None)
def test_each_act_leads_to_what_was_asked_from_its_own_place_alone(acts):
    asked = challenge_for_all(acts)
    places = places_among(acts)
    assert asked not in acts
    for here, (act, place) in enumerate(zip(acts, places, strict=True)):
        assert place.challenge(act) == asked
        for there, other in enumerate(acts):
            if there != here:
                assert _leads(place, other) != asked
                assert _leads(places[there], act) != asked
                assert _leads(structs.replace(place, position=there), act) != asked
        for size in (0, 1, place.size - 1, place.size + 1, 2 * place.size, 2**53 - 1):
            assert _leads(structs.replace(place, size=size), act) != asked
        for position in (-1, place.size, 2**53 - 1):
            assert _leads(structs.replace(place, position=position), act) != asked
        for path in (place.path[1:], place.path[:-1], (*place.path, asked), (asked, *place.path), place.path[::-1]):
            if path != place.path:
                assert _leads(structs.replace(place, path=path), act) != asked


@given(lists, st.data())
@settings(deadline=None)
def test_another_order_and_another_list_are_asked_about_otherwise(acts, data):
    asked = challenge_for_all(acts)
    shuffled = data.draw(st.permutations(acts))
    assert (challenge_for_all(shuffled) == asked) == (shuffled == acts)
    left_out = data.draw(st.integers(0, len(acts) - 1))
    fewer = acts[:left_out] + acts[left_out + 1 :]
    for others in (fewer, [*acts, acts[left_out]], [*acts, bytes(32)], [*fewer, bytes(32)]):
        assert challenge_for_all(others) != asked


def _leads(place, act):
    """Where a path leads from an act, or None where it can't be gone."""
    try:
        return place.challenge(act)
    except BadPasskey:
        return None


@pytest.mark.parametrize(
    ("place", "why"),
    [
        (Among((), 0, 1), "fewer than two"),
        (Among((), 0, 2), "shorter"),
        (Among((ACTS[1], ACTS[2]), 0, 2), "longer"),
        (Among((ACTS[1],), 2, 2), "outside"),
        (Among((ACTS[1] + b"\0",), 0, 2), "32 bytes"),
        (Among((ACTS[1][1:],), 1, 2), "32 bytes"),
    ],
)
def test_a_place_that_cannot_be_is_refused(place, why):
    with pytest.raises(BadPasskey, match=why):
        place.challenge(ACTS[0])


@BOTH
def test_an_answer_about_several_is_none_about_one_nor_the_other_way_round(algorithm):
    held = Authenticator(algorithm)
    answers = held.answer(challenge_for_all(ACTS)).for_each(ACTS)
    for act, answer in zip(ACTS, answers, strict=True):
        check_assertion(answer, act, held.passkey, PARTY)
        with pytest.raises(BadPasskey, match="something else"):
            check_assertion(structs.replace(answer, among=None), act, held.passkey, PARTY)
        with pytest.raises(BadPasskey, match="something else"):
            check_assertion(structs.replace(held.answer(act), among=answer.among), act, held.passkey, PARTY)
    # The tree's root, and what is hashed to the challenge, are not to be taken for an act's digest.
    inner = answers[2].among.path[0]
    for forged in (Among((), 0, 2), Among(answers[0].among.path[1:], 0, 2)):
        with pytest.raises(BadPasskey):
            check_assertion(structs.replace(answers[0], among=forged), inner, held.passkey, PARTY)


def _in_envelopes(table, journal, held, count):
    """Entries of one author under one touch, in their envelopes, and who may have signed them."""
    first = journal.next_sequence("lysoria")
    entries = [table.entry(journal, "lysoria", sequence=first + number) for number in range(count)]
    key = table.keys["lysoria"]
    challenges = [challenge_of(Envelope.sign(entry.encode(), key).signed_bytes) for entry in entries]
    answers = held.answer(challenge_for_all(challenges)).for_each(challenges)
    envelopes = [
        sign_entry(entry, key, ask=lambda _, answer=answer: answer)
        for entry, answer in zip(entries, answers, strict=True)
    ]
    return entries, envelopes, Authority(Office((key.public.raw,), passkeys=(held.passkey,)), PARTY)


@BOTH
def test_each_envelope_is_checked_alone_and_all_are_appended(table, journal, algorithm):
    entries, envelopes, authority = _in_envelopes(table, journal, Authenticator(algorithm), 5)
    for entry, envelope in zip(entries, envelopes, strict=True):
        assert open_entry(envelope, lambda *_: authority) == entry
    assert journal.append(envelopes, lambda *_: authority) == [0, 1, 2, 3, 4]


@BOTH
def test_no_byte_of_an_answer_can_be_another(table, journal, algorithm):
    _, envelopes, authority = _in_envelopes(table, journal, Authenticator(algorithm), 3)
    for envelope in envelopes[1:]:
        start, end = envelope.index(b'"passkeys"'), envelope.index(b',"payload"')
        for at in range(start, end):
            for flipped in (0x01, 0x02, 0x20):
                changed = bytearray(envelope)
                changed[at] ^= flipped
                with pytest.raises(JournalRefusal):
                    open_entry(bytes(changed), lambda *_: authority)


@pytest.mark.parametrize("among", [None, {}, [], {"path": [], "position": 0}, {"path": None, "position": 0, "size": 2}])
def test_a_place_has_one_form(table, journal, among):
    _, envelopes, authority = _in_envelopes(table, journal, Authenticator(), 2)
    for changed in (among, {**json.loads(envelopes[0])["passkeys"][0]["among"], "more": 1}):
        fields = json.loads(envelopes[0])
        fields["passkeys"][0]["among"] = changed
        with pytest.raises(JournalRefusal):
            open_entry(encode(fields), lambda *_: authority)


def test_an_answer_does_not_grow_with_the_number_of_acts(table, journal):
    _, envelopes, _ = _in_envelopes(table, journal, Authenticator("EdDSA"), 1000)
    single = len(_in_envelopes(table, journal, Authenticator("EdDSA"), 1)[1][0])
    assert max(map(len, envelopes)) - single < 600
