"""Private key files: for their owner alone, wrapped with a passphrase, and telling nothing to anybody else."""

import os
import struct

import nacl.pwhash
import nacl.secret
import pytest

from wayhome.journal import BadKey, SigningKey, read_key, write_key, write_wrapped_key
from wayhome.journal.canonical import from_base64, to_base64
from wayhome.journal.key_file import Limits

SEED = bytes(range(100, 132))
CHEAP = Limits(nacl.pwhash.argon2id.OPSLIMIT_MIN, nacl.pwhash.argon2id.MEMLIMIT_MIN)
PASSPHRASE = "тихий міст над річкою"


def _draw(count):
    return bytes(range(count))


def _wrapped(path, passphrase=PASSPHRASE):
    write_wrapped_key(path, SigningKey(SEED), passphrase, _draw, CHEAP)
    return path


def test_a_key_file_is_for_its_owner_alone_and_never_overwritten(tmp_path, table):
    path = tmp_path / "lysoria.key"
    before = os.umask(0)
    try:
        write_key(path, table.keys["lysoria"])
        _wrapped(tmp_path / "wrapped.key")
    finally:
        os.umask(before)
    assert path.stat().st_mode & 0o777 == (tmp_path / "wrapped.key").stat().st_mode & 0o777 == 0o600
    with pytest.raises(FileExistsError):
        write_key(path, table.keys["torvenia"])
    with pytest.raises(FileExistsError):
        _wrapped(path)
    assert read_key(path).public == table.keys["lysoria"].public


def test_a_wrapped_key_opened_by_hand_with_libsodium(tmp_path):
    text = _wrapped(tmp_path / "a.key").read_text("ascii")
    heading, _, content = text.rstrip("\n").rpartition(": ")
    data = from_base64(content)
    assert heading == "wayhome private key 2"
    assert struct.unpack(">II", data[16:24]) == CHEAP
    stretched = nacl.pwhash.argon2id.kdf(32, PASSPHRASE.encode(), data[:16], CHEAP.operations, CHEAP.memory)
    assert nacl.secret.SecretBox(stretched).decrypt(data[48:], data[24:48]) == SEED


def test_a_wrapped_key_opens_with_its_passphrase_and_no_other(tmp_path):
    path = _wrapped(tmp_path / "a.key")
    assert read_key(path, lambda: PASSPHRASE).public == SigningKey(SEED).public
    for wrong in ("", "тихий мiст над річкою", PASSPHRASE + " "):
        with pytest.raises(BadKey) as caught:
            read_key(path, lambda wrong=wrong: wrong)
        assert PASSPHRASE not in str(caught.value)
    with pytest.raises(BadKey, match="wrapped with a passphrase"):
        read_key(path)
    with pytest.raises(BadKey, match="can't be empty"):
        _wrapped(tmp_path / "b.key", "")


def test_a_passphrase_is_the_same_however_its_letters_are_composed(tmp_path):
    path = _wrapped(tmp_path / "a.key", "Київ")
    decomposed = "Ки\u0456\u0308в"
    assert read_key(path, lambda: decomposed).public == SigningKey(SEED).public


def test_a_wrapped_key_with_any_part_changed_is_refused(tmp_path):
    path = _wrapped(tmp_path / "a.key")
    data = from_base64(path.read_text("ascii").rstrip("\n").rpartition(": ")[2])
    for at in (0, 15, 24, 47, 48, len(data) - 1):
        changed = bytearray(data)
        changed[at] ^= 1
        path.write_text(f"wayhome private key 2: {to_base64(bytes(changed))}\n", "ascii")
        with pytest.raises(BadKey):
            read_key(path, lambda: PASSPHRASE)
    for huge in (struct.pack(">II", 1, 2**31), struct.pack(">II", 99, 8192)):
        path.write_text(f"wayhome private key 2: {to_base64(data[:16] + huge + data[24:])}\n", "ascii")
        with pytest.raises(BadKey, match="more work than any passphrase needs"):
            read_key(path, lambda: PASSPHRASE)


def test_a_key_file_others_may_read_is_not_used(tmp_path, table):
    path = tmp_path / "lysoria.key"
    write_key(path, table.keys["lysoria"])
    path.chmod(0o640)
    with pytest.raises(BadKey, match="chmod 600"):
        read_key(path)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        to_base64(SEED).encode(),
        b"wayhome private key 1: " + to_base64(SEED).encode(),
        b"wayhome private key 1: " + to_base64(SEED[:-1]).encode() + b"\n",
        b"wayhome private key 1: " + to_base64(SEED).encode()[:-1] + b"\n",
        b"wayhome private key 2: " + to_base64(SEED).encode() + b"\n",
        b"wayhome private key 3: " + to_base64(SEED).encode() + b"\n",
        "ключ".encode(),
    ],
)
def test_another_file_is_refused_without_showing_what_is_in_it(tmp_path, content):
    path = tmp_path / "some.key"
    path.write_bytes(content)
    path.chmod(0o600)
    with pytest.raises(BadKey) as caught:
        read_key(path, lambda: PASSPHRASE)
    assert str(path) in str(caught.value)
    assert to_base64(SEED)[:12] not in f"{caught.value!r} {caught.value.__cause__!r}"


def test_a_missing_key_file_is_named(tmp_path):
    with pytest.raises(FileNotFoundError, match="nobody"):
        read_key(tmp_path / "nobody.key")
