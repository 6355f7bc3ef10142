import fcntl
import os
from hashlib import sha256

import pytest

from wayhome.journal import FileStorage, MemoryStorage, Moved, Shrunk

ENTRIES = ["перший".encode(), b"second", "ثالث".encode()]


@pytest.fixture(params=[MemoryStorage, FileStorage])
def storage(request, tmp_path):
    return MemoryStorage() if request.param is MemoryStorage else FileStorage(tmp_path / "round" / "journal")


def test_what_is_appended_is_read_in_order_from_anywhere(storage):
    assert list(storage.envelopes()) == []
    storage.append(ENTRIES[:1], after=0)
    storage.append(ENTRIES[1:], after=1)
    for start in (0, 3, 1, 2, 0):
        assert list(storage.envelopes(start)) == ENTRIES[start:]


def test_nothing_is_appended_after_another_number_of_entries(storage):
    storage.append(ENTRIES[:2], after=0)
    with pytest.raises(Moved, match="2 entries by now, not 1"):
        storage.append(ENTRIES[2:], after=1)
    with pytest.raises(Shrunk, match="2 entries where there were 3"):
        storage.append(ENTRIES[2:], after=3)
    assert list(storage.envelopes()) == ENTRIES[:2]


def test_more_entries_than_there_are_cannot_be_skipped(storage):
    with pytest.raises(Shrunk):
        list(storage.envelopes(1))
    storage.append(ENTRIES, after=0)
    with pytest.raises(Shrunk):
        list(storage.envelopes(4))


def test_the_checkpoint_is_the_last_one_written(storage):
    assert storage.read_checkpoint() is None
    storage.write_checkpoint("перша\n".encode())
    storage.append(ENTRIES, after=0)
    storage.write_checkpoint("друга\n".encode())
    assert storage.read_checkpoint() == "друга\n".encode()


def test_sealed_parts_are_found_by_their_digest(storage):
    digest = storage.write_sealed(b"\x00\xff sealed")
    assert digest == sha256(b"\x00\xff sealed").hexdigest() == storage.write_sealed(b"\x00\xff sealed")
    assert storage.read_sealed(digest) == b"\x00\xff sealed"
    assert storage.read_sealed("ab" * 32) is None


def test_reading_makes_no_folder(tmp_path):
    storage = FileStorage(tmp_path / "journal")
    assert list(storage.envelopes()) == []
    assert storage.read_checkpoint() is None
    assert storage.read_sealed("ab" * 32) is None
    assert list(tmp_path.iterdir()) == []


def test_the_folder_holds_one_envelope_a_line_the_checkpoint_and_the_sealed_parts(tmp_path):
    storage = FileStorage(tmp_path)
    storage.append(ENTRIES, after=0)
    storage.write_checkpoint(b"note\n")
    digest = storage.write_sealed(b"sealed")
    assert (tmp_path / "entries.jsonl").read_bytes() == "перший\nsecond\nثالث\n".encode()
    assert (tmp_path / "checkpoint").read_bytes() == b"note\n"
    assert (tmp_path / "sealed" / digest).read_bytes() == b"sealed"
    assert sorted(path.name for path in tmp_path.rglob("*")) == sorted(
        ["entries.jsonl", "checkpoint", "sealed", digest]
    )


@pytest.mark.parametrize("digest", ["../checkpoint", "", "AB" * 32, "ab" * 32 + "\n", "ab" * 31 + "/."])
def test_no_path_can_be_asked_for_instead_of_a_digest(tmp_path, digest):
    with pytest.raises(ValueError, match="hex digits"):
        FileStorage(tmp_path).read_sealed(digest)


def test_an_envelope_of_two_lines_is_refused(tmp_path):
    storage = FileStorage(tmp_path)
    with pytest.raises(ValueError, match="one line"):
        storage.append([b"one", b"two\nthree"], after=0)
    assert list(storage.envelopes()) == []


def test_a_crash_at_any_byte_of_an_append_leaves_whole_entries(tmp_path):
    whole = b"".join(entry + b"\n" for entry in ENTRIES)
    first = len(ENTRIES[0]) + 1
    for cut in range(first, len(whole) + 1):
        directory = tmp_path / str(cut)
        directory.mkdir()
        (directory / "entries.jsonl").write_bytes(whole[:cut])
        left = whole[:cut].count(b"\n")
        storage = FileStorage(directory)
        assert list(storage.envelopes()) == ENTRIES[:left]
        storage.append([b"4"], after=left)
        assert list(FileStorage(directory).envelopes()) == [*ENTRIES[:left], b"4"]
        assert (directory / "entries.jsonl").read_bytes().endswith(b"\n4\n")


def test_two_processes_see_what_each_other_appended(tmp_path):
    one, other = FileStorage(tmp_path), FileStorage(tmp_path)
    one.append(ENTRIES[:1], after=0)
    assert list(other.envelopes()) == ENTRIES[:1]
    other.append(ENTRIES[1:2], after=1)
    with pytest.raises(Moved):
        one.append(ENTRIES[2:], after=1)
    assert list(one.envelopes(1)) == ENTRIES[1:2]
    one.append(ENTRIES[2:], after=2)
    assert list(other.envelopes()) == ENTRIES


class Watched(list):
    """Envelopes that note, each time they are read, whether the folder could have been locked by somebody else."""

    def __init__(self, envelopes, directory):
        super().__init__(envelopes)
        self.directory = directory
        self.free = []

    def __iter__(self):
        descriptor = os.open(self.directory, os.O_RDONLY)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self.free.append(False)
        else:
            self.free.append(True)
        finally:
            os.close(descriptor)
        return super().__iter__()


def test_the_folder_is_locked_while_entries_are_written_and_not_after(tmp_path):
    storage = FileStorage(tmp_path)
    envelopes = Watched(ENTRIES, tmp_path)
    storage.append(envelopes, after=0)
    assert envelopes.free[-1] is False
    assert list(envelopes) == list(storage.envelopes())
    assert envelopes.free[-1] is True


def test_entries_gone_from_the_file_are_missed(tmp_path):
    storage = FileStorage(tmp_path)
    storage.append(ENTRIES, after=0)
    (tmp_path / "entries.jsonl").write_bytes(ENTRIES[0] + b"\n")
    with pytest.raises(Shrunk):
        list(storage.envelopes(3))
    with pytest.raises(Shrunk):
        storage.append(ENTRIES, after=3)


def test_what_a_killed_writer_left_of_a_file_is_written_over(tmp_path):
    storage = FileStorage(tmp_path)
    (tmp_path / "checkpoint.new").write_bytes(b"half of a much longer checkpoint")
    storage.write_checkpoint(b"note\n")
    assert storage.read_checkpoint() == b"note\n"
    assert not (tmp_path / "checkpoint.new").exists()
