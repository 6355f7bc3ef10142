"""Proof files: as C2SP tlog-proof has them, small, strict, and of one act only."""

import base64

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wayhome.journal import BadNote, BadProof, Checkpoint, JournalRefusal, MemoryStorage, Proof, open_checkpoint
from wayhome.journal.canonical import to_base64
from wayhome.journal.checkpoint import sign_checkpoint
from wayhome.journal.tree import Tree, leaf_hash


@pytest.fixture(scope="module")
def made(table):
    storage = MemoryStorage()
    journal = table.fill(storage)
    note = storage.read_checkpoint()
    return list(storage.envelopes()), [Proof(at, tuple(journal.inclusion(at)), note) for at in range(journal.size)]


def test_a_proof_written_out_by_hand(table):
    """The second of three leaves: its sibling is the first, then the third alone."""
    leaves = [leaf_hash(f"дія {number}".encode()) for number in range(3)]
    tree = Tree()
    for leaf in leaves:
        tree.append(leaf)
    note = sign_checkpoint(Checkpoint("обмін.example", 3, tree.root()), table.keeper)
    hashes = "".join(f"{base64.b64encode(each).decode()}\n" for each in (leaves[0], leaves[2]))
    written = f"c2sp.org/tlog-proof@v1\nindex 1\n{hashes}\n".encode() + note
    proof = Proof(1, tuple(tree.inclusion(1)), note)
    assert proof.encode() == written
    assert Proof.parse(written) == proof
    proof.require("дія 1".encode(), open_checkpoint(note, table.keepers_office))
    with pytest.raises(BadProof):
        proof.require("дія 2".encode(), open_checkpoint(note, table.keepers_office))


def test_every_act_has_its_proof_and_no_other(table, made):
    envelopes, proofs = made
    for at, proof in enumerate(proofs):
        read = Proof.parse(proof.encode())
        checkpoint = open_checkpoint(read.note, table.keepers_office)
        for place, envelope in enumerate(envelopes):
            if place == at:
                read.require(envelope, checkpoint)
            else:
                with pytest.raises(BadProof):
                    read.require(envelope, checkpoint)


def test_a_proof_in_a_journal_of_a_million_fits_into_two_kilobytes(table):
    hashes = tuple(bytes([level]) * 32 for level in range(20))
    note = sign_checkpoint(Checkpoint("wayhome.example/2025-08-24", 1_000_000, b"\7" * 32), table.keeper)
    line = len("— wayhome.example/2025-08-24/Neutral%20Committee ") + len(to_base64(b"\0" * 76)) + 3
    assert len(Proof(999_999, hashes, note).encode()) + 3 * line <= 2000


def test_extra_data_is_passed_over(made):
    _, (proof, *_) = made
    heading, _, rest = proof.encode().partition(b"\n")
    assert Proof.parse(heading + b"\nextra 0KLQsNC6\n" + rest) == proof


@pytest.mark.parametrize("index", ["+1", "01", "1_0", "١", "-1", " 1", "1 ", "", "0x1", "1.0", "9" * 16])
def test_an_index_written_in_another_way_is_refused(made, index):
    _, (proof, *_) = made
    with pytest.raises(BadNote):
        Proof.parse(proof.encode().replace(b"index 0", f"index {index}".encode()))


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data.replace(b"@v1", b"@v2"),
        lambda data: data.replace(b"index 0\n", b""),
        lambda data: data.replace(b"\n\n", b"\n", 1),
        lambda data: data[: data.rindex(b"\n\n")],
        lambda data: data.replace(b"index 0\n", b"index 0\nAAAA\n"),
        lambda data: data.replace(b"index 0\n", b"index 0\nnot base64\n"),
        lambda data: data.replace(b"index 0\n", b"index 0\r\n"),
        lambda data: data.replace(b"index 0\n", b"index 0\n" + (to_base64(b"\0" * 32) + "\n").encode() * 64),
        lambda data: data.replace(b"@v1\n", b"@v1\nextra ***\n"),
        lambda data: b"\xff" + data,
        lambda data: b"",
    ],
)
def test_other_bytes_are_no_proof(made, change):
    _, (proof, *_) = made
    with pytest.raises(BadNote):
        Proof.parse(change(proof.encode()))


@given(st.data())
@settings(max_examples=80, deadline=None)
def test_a_proof_with_any_bit_changed_proves_nothing_or_says_the_same(table, made, data):
    envelopes, proofs = made
    at = data.draw(st.integers(0, len(proofs) - 1))
    changed = bytearray(proofs[at].encode())
    bit = data.draw(st.integers(0, 8 * len(changed) - 1))
    changed[bit // 8] ^= 1 << bit % 8
    try:
        proof = Proof.parse(bytes(changed))
        proof.require(envelopes[at], open_checkpoint(proof.note, table.keepers_office))
    except JournalRefusal:
        return
    raise AssertionError(f"bit {bit} made no difference")
