import base64
from hashlib import sha256

import nacl.signing
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wayhome.journal import BadNote, BadSignature, Checkpoint, PublicKey, WrongJournal, open_checkpoint
from wayhome.journal.canonical import from_base64
from wayhome.journal.checkpoint import sign_checkpoint
from wayhome.journal.note import key_hash, open_note, sign_note, verifier_key

ROOT = bytes.fromhex("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")

# From the documentation of Go's golang.org/x/mod/sumdb/note: verifier key and note.
GO_KEY = PublicKey(from_base64("ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")[1:])
GO_NOTE = """\
If you think cryptography is the answer to your problem,
then you don't know what your problem is.

— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=
"""


def test_a_note_signed_with_go():
    assert key_hash("PeterNeumann", GO_KEY.raw).hex() == "c74f20a3"
    assert verifier_key("PeterNeumann", GO_KEY) == "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
    assert open_note(GO_NOTE.encode(), "PeterNeumann", GO_KEY) == GO_NOTE.split("\n\n")[0] + "\n"


def test_a_checkpoint_written_out_by_hand(table):
    name, key = "обмін.example/24-серпня", nacl.signing.SigningKey(b"\x03" * 32)
    text = f"{name}\n7\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n"
    four_bytes = sha256(f"{name}\n\1".encode() + bytes(key.verify_key)).digest()[:4]
    signature = base64.b64encode(four_bytes + key.sign(text.encode()).signature).decode()
    note = sign_checkpoint(Checkpoint(name, 7, ROOT), table.keeper)
    assert note.decode() == f"{text}\n— {name} {signature}\n"
    assert open_checkpoint(note, table.keepers_office) == Checkpoint(name, 7, ROOT)


def test_signatures_of_others_are_passed_over(table):
    checkpoint = Checkpoint(table.origin, 7, ROOT)
    theirs = sign_note(checkpoint.text(), "observer", table.keys["observer"]).partition(b"\n\n")[2]
    ours = sign_checkpoint(checkpoint, table.keeper)
    text, _, line = ours.partition(b"\n\n")
    for note in (ours + theirs, text + b"\n\n" + theirs + line):
        assert open_checkpoint(note, table.keepers_office, table.origin) == checkpoint


@pytest.mark.parametrize(
    "size",
    ["+42", "042", "4_2", "٤٢", "-1", "-0", "4.0", "4e1", "0x4", "", " 42", "42 ", "42\r", "四二", "1" + "0" * 15],
)
def test_a_size_written_in_another_way_is_refused(table, size):
    text = f"{table.origin}\n{size}\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n"
    with pytest.raises(BadNote):
        open_checkpoint(sign_note(text, table.origin, table.keeper), table.keepers_office)


@pytest.mark.parametrize(
    "text",
    [
        "{origin}\n4\n",
        "{origin}\n4\n{root}",
        "{origin}\n4\n{root}\nextension\n",
        "{origin}\n4\n{root} \n",
        "{origin}\n4\nAAAA\n",
        "{origin}\n4\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFV=\n",
        "{origin}\n4\n47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU=\n",
        "a journal\n4\n{root}\n",
        "\n4\n{root}\n",
    ],
)
def test_another_text_is_no_checkpoint(table, text):
    text = text.format(origin=table.origin, root="47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=")
    with pytest.raises(BadNote):
        Checkpoint.parse(text)


def test_a_checkpoint_of_no_size_or_root_cannot_be_made(table):
    for size, root in [(-1, ROOT), (1, ROOT[:-1])]:
        with pytest.raises(BadNote):
            Checkpoint(table.origin, size, root)


def test_a_checkpoint_of_another_journal_is_refused(table):
    note = sign_checkpoint(Checkpoint("other.example", 4, ROOT), table.keeper)
    with pytest.raises(WrongJournal, match=r"other\.example"):
        open_checkpoint(note, table.keepers_office, table.origin)


def test_a_checkpoint_signed_by_another_key_is_refused(table):
    checkpoint = Checkpoint(table.origin, 4, ROOT)
    with pytest.raises(BadSignature, match="not signed by"):
        open_checkpoint(sign_checkpoint(checkpoint, table.keys["lysoria"]), table.keepers_office)
    under_another_name = sign_note(checkpoint.text(), "observer", table.keeper)
    with pytest.raises(BadSignature, match="not signed by"):
        open_checkpoint(under_another_name, table.keepers_office)


@pytest.mark.parametrize(
    "change",
    [
        lambda note: note.replace(b"\n\n", b"\n"),
        lambda note: note[:-1],
        lambda note: note + b"\n",
        lambda note: note.replace("— ".encode(), b"- "),
        lambda note: note.replace("— ".encode(), "—  ".encode()),
        lambda note: note.replace(b"\n4\n", b"\n4\r\n"),
        lambda note: note + note.partition(b"\n\n")[2],
        lambda note: note[:-2] + b"\n",
        lambda note: b"\xff" + note,
        lambda note: b"",
    ],
)
def test_other_bytes_are_no_signed_note(table, change):
    note = sign_checkpoint(Checkpoint(table.origin, 4, ROOT), table.keeper)
    with pytest.raises(BadNote):
        open_checkpoint(change(note), table.keepers_office)


@pytest.mark.parametrize("character", ["\t", "\r", "\x00", "\x1b"])
def test_control_characters_are_refused_even_if_signed(table, character):
    note = sign_note(f"first{character}second\n", "observer", table.keys["observer"])
    with pytest.raises(BadNote):
        open_note(note, "observer", table.keys["observer"].public)


@given(st.data())
@settings(max_examples=100, deadline=None)
def test_any_bit_changed_is_refused(table, data):
    note = bytearray(sign_checkpoint(Checkpoint(table.origin, 4, ROOT), table.keeper))
    bit = data.draw(st.integers(0, 8 * len(note) - 1))
    note[bit // 8] ^= 1 << bit % 8
    with pytest.raises((BadNote, BadSignature)):
        open_checkpoint(bytes(note), table.keepers_office)
