"""Cosignatures: to the byte as C2SP tlog-cosignature has them, and never for two histories."""

import base64
from datetime import UTC, datetime
from hashlib import sha256

import nacl.signing
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wayhome.journal import (
    BadNote,
    BadSignature,
    Checkpoint,
    Journal,
    JournalRefusal,
    MemoryStorage,
    Office,
    SplitView,
    cosign,
    cosigner_name,
    cosigners,
    open_checkpoint,
)
from wayhome.journal.checkpoint import sign_checkpoint
from wayhome.journal.note import COSIGNATURE, Note, NoteSignature, key_hash

WHEN = datetime(2025, 8, 24, 9, 30, tzinfo=UTC)


def _filled(table):
    storage = MemoryStorage()
    return storage, table.fill(storage)


def _cosign(table, note, seat, last=None, proof=(), time=WHEN):
    return cosign(note, table.keepers_office, seat, table.keys[seat], time, last, proof)


def test_a_cosignature_written_out_by_hand(table):
    """In Cyrillic and with a space in the seat's name, whose line then bears "%20"."""
    origin, seat, root = "обмін.example/24-серпня", "Нейтральний комітет", b"\x07" * 32
    note = sign_checkpoint(Checkpoint(origin, 3, root), table.keeper)
    key = nacl.signing.SigningKey(b"\x04" * 32)
    text = f"{origin}\n3\n{base64.b64encode(root).decode()}\n"
    seconds = 1756027800
    signature = key.sign(f"cosignature/v1\ntime {seconds}\n{text}".encode()).signature
    name = "обмін.example/24-серпня/Нейтральний%20комітет"
    hashed = sha256(f"{name}\n\x04".encode() + bytes(key.verify_key)).digest()[:4]
    line = f"— {name} {base64.b64encode(hashed + seconds.to_bytes(8) + signature).decode()}\n"
    signed = cosign(note, table.keepers_office, seat, table.keys["observer"], WHEN, None, [])
    assert signed.decode() == note.decode() + line
    assert cosigners(signed, {seat: table.offices["observer"]}) == {seat: WHEN}


def test_the_example_of_the_standard_has_a_key_hash_and_a_time():
    """The checkpoint of c2sp.org/tlog-cosignature; its keys are not published with it."""
    example = (
        "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n"
        "— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q"
        "1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n"
        "— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2"
        "oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==\n"
    )
    note = Note.parse(example.encode())
    assert Checkpoint.parse(note.text).size == 20852163
    assert int.from_bytes(note.signatures[1].signature[:8]) == 1679315147
    assert note.encode().decode() == example


def test_every_seat_that_watches_cosigns_and_the_keepers_signature_stays(table):
    storage, journal = _filled(table)
    note = storage.read_checkpoint()
    for number, seat in enumerate(table.watching):
        note = _cosign(table, note, seat)
        assert len(cosigners(note, table.watching)) == number + 1
        assert open_checkpoint(note, table.keepers_office).root == journal.root()
    journal.add_cosignature(note)
    assert storage.read_checkpoint() == note
    assert journal.cosigned


def test_a_cosigner_signs_only_what_goes_on_from_what_it_signed(table):
    storage, journal = _filled(table)
    last = open_checkpoint(storage.read_checkpoint(), table.keepers_office)
    table.state(journal, "lysoria")
    note = journal.checkpoint(table.keeper)
    proof = journal.consistency(last.size)
    assert _cosign(table, note, "lysoria", last, proof)
    for wrong in ([], proof[:-1], [*proof[:-1], b"\0" * 32]):
        with pytest.raises(SplitView, match="don't go on from"):
            _cosign(table, note, "lysoria", last, wrong)
    now = open_checkpoint(note, table.keepers_office)
    older = sign_checkpoint(last, table.keeper)
    with pytest.raises(SplitView, match="7 entries were signed before, and now 6 are shown"):
        _cosign(table, older, "lysoria", now, [])
    other_root = sign_checkpoint(Checkpoint(table.origin, now.size, b"\1" * 32), table.keeper)
    with pytest.raises(SplitView):
        _cosign(table, other_root, "lysoria", now, [])
    assert _cosign(table, note, "lysoria", now, [])  # the same again, at another time


@given(data=st.data())
@settings(max_examples=40, deadline=None)
def test_no_two_histories_get_the_same_cosigners_signature(table, data):
    """Whatever fork the keeper signs, a cosigner who remembers signs nothing that isn't the longer of one history."""
    storage, _ = _filled(table)
    cut = data.draw(st.integers(0, 5))
    fork = MemoryStorage()
    fork.append(list(storage.envelopes())[:cut], after=0)
    other = Journal(fork, table.origin)
    for _ in range(data.draw(st.integers(1, 8))):
        table.state(other, "lysoria", facts={"говорить": "інше"})
    last = open_checkpoint(storage.read_checkpoint(), table.keepers_office)
    note = other.checkpoint(table.keeper)
    size = other.size
    proof = other.consistency(last.size, size) if last.size <= size else other.consistency(min(size, last.size))
    with pytest.raises(SplitView):
        _cosign(table, note, "lysoria", last, proof)


def test_a_note_the_keeper_has_not_signed_is_cosigned_by_nobody(table):
    note = sign_checkpoint(Checkpoint(table.origin, 3, b"\1" * 32), table.keys["torvenia"])
    with pytest.raises(BadSignature):
        _cosign(table, note, "lysoria")


def test_an_office_of_two_keys_needs_both_for_a_checkpoint_and_a_cosignature(table):
    two = Office((table.keys["lysoria"].public.raw, table.keys["observer"].public.raw), 2)
    checkpoint = Checkpoint(table.origin, 3, b"\1" * 32)
    alone = sign_checkpoint(checkpoint, table.keys["lysoria"])
    with pytest.raises(BadSignature):
        open_checkpoint(alone, two)
    both = sign_checkpoint(checkpoint, table.keys["lysoria"], table.keys["observer"])
    assert open_checkpoint(both, two) == checkpoint
    once = cosign(both, two, "seat", table.keys["lysoria"], WHEN, None, [])
    assert cosigners(once, {"seat": two}) == {}
    twice = cosign(once, two, "seat", table.keys["observer"], WHEN, None, [])
    assert cosigners(twice, {"seat": two}) == {"seat": WHEN}


def test_a_cosignature_with_any_bit_changed_counts_for_nobody(table):
    storage, _ = _filled(table)
    note = _cosign(table, storage.read_checkpoint(), "lysoria")
    parsed = Note.parse(note)
    name = cosigner_name(table.origin, "lysoria")
    good = parsed.by(name, key_hash(name, table.keys["lysoria"].public.raw, COSIGNATURE))
    for bit in range(0, 8 * len(good), 5):
        changed = bytearray(good)
        changed[bit // 8] ^= 1 << bit % 8
        line = NoteSignature(name, key_hash(name, table.keys["lysoria"].public.raw, COSIGNATURE), bytes(changed))
        with pytest.raises((BadSignature, BadNote)):
            cosigners(parsed.with_signature(line).encode(), table.watching)


@given(st.binary(max_size=300) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")))
@settings(max_examples=100, deadline=None)
def test_any_bytes_are_a_note_that_is_written_as_it_was_read_or_refused(data):
    try:
        note = Note.parse(data)
    except JournalRefusal:
        return
    assert note.encode() == data


@given(st.text(max_size=30))
@settings(max_examples=60, deadline=None)
def test_no_two_seats_get_one_name(seat):
    name = cosigner_name("a", seat)
    assert "+" not in name
    assert len(f"x{name}x".split()) == 1
    assert seat == "" or cosigner_name("a", seat + " ") != name
