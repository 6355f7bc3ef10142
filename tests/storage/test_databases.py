"""What every storage does, asked of the databases."""

import sqlite3
import subprocess
import sys
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

import pytest

from wayhome.journal import FileStorage, MemoryStorage, Moved, Shrunk
from wayhome.storage import PostgresqlStorage, SqliteStorage, storage_at

ENTRIES = ["перший".encode(), b"second", "ثالث".encode()]
KEY, OTHER = b"\x01" * 32, b"\x02" * 32


@pytest.fixture(params=["memory", "file", "sqlite", "postgresql"])
def new(request, tmp_path):
    """Opens the one storage of a test, as another process would."""
    match request.param:
        case "memory":
            memory = MemoryStorage()
            return lambda: memory
        case "file":
            return lambda: FileStorage(tmp_path / "journal")
        case "sqlite":
            return lambda: SqliteStorage(tmp_path / "folder" / "journal.sqlite")
        case _:
            conninfo = request.getfixturevalue("database")
            return lambda: PostgresqlStorage(conninfo)


def test_nothing_is_there_before_the_first_write(new):
    assert list(new().envelopes()) == []
    assert new().read_checkpoint() is None
    assert new().read_sealed("ab" * 32) is None
    assert new().keys() == {}
    with pytest.raises(Shrunk):
        list(new().envelopes(1))


def test_what_is_appended_is_read_in_order_from_anywhere(new):
    new().append(ENTRIES[:1], after=0)
    new().append(ENTRIES[1:], after=1)
    for start in (0, 3, 1, 2):
        assert list(new().envelopes(start)) == ENTRIES[start:]
    with pytest.raises(Shrunk):
        list(new().envelopes(4))


def test_nothing_is_appended_after_another_number_of_entries(new):
    one, other = new(), new()
    one.append(ENTRIES[:2], after=0)
    with pytest.raises(Moved, match="2 entries by now, not 1"):
        other.append(ENTRIES[2:], after=1)
    with pytest.raises(Shrunk, match="2 entries where there were 3"):
        other.append(ENTRIES[2:], after=3)
    assert list(one.envelopes()) == list(other.envelopes()) == ENTRIES[:2]


def test_more_than_a_page_is_read_whole(new):
    many = [str(number).encode() for number in range(2_345)]
    new().append(many, after=0)
    assert list(new().envelopes()) == many


def test_the_checkpoint_is_the_last_one_written(new):
    new().write_checkpoint("перша\n".encode())
    new().write_checkpoint("друга\n".encode())
    assert new().read_checkpoint() == "друга\n".encode()


def test_sealed_parts_are_found_by_their_digest(new):
    digest = new().write_sealed(b"\x00\xff sealed")
    assert digest == sha256(b"\x00\xff sealed").hexdigest() == new().write_sealed(b"\x00\xff sealed")
    assert new().read_sealed(digest) == b"\x00\xff sealed"
    assert new().read_sealed("ab" * 32) is None


def test_keys_of_people_are_kept_beside_one_another(new):
    new().add_keys({"A": [KEY], "ІНША": [OTHER]})
    new().add_keys({"A": [OTHER, KEY]})
    assert new().keys() == {"A": {KEY, OTHER}, "ІНША": {OTHER}}


def test_whoever_is_erased_stays_erased(new):
    new().add_keys({"A": [KEY, OTHER], "B": [OTHER]})
    new().erase_keys(["A", "NEVER HERE"])
    new().erase_keys(["A"])
    new().add_keys({"A": [KEY], "NEVER HERE": [KEY]})
    assert new().keys() == {"A": frozenset(), "NEVER HERE": frozenset(), "B": {OTHER}}


def test_no_byte_of_an_erased_key_is_left_in_the_file_it_lay_in(tmp_path):
    key = sha256(b"a key that can be searched for").digest()
    for place in (tmp_path / "folder", tmp_path / "one.sqlite"):
        storage = storage_at(place)
        storage.add_keys({"A": [key]})
        before = b"".join(each.read_bytes() for each in [place, *place.rglob("*")] if each.is_file())
        storage.erase_keys(["A"])
        after = b"".join(each.read_bytes() for each in [place, *place.rglob("*")] if each.is_file())
        assert any(form in before for form in (key, b64encode(key)))
        assert not any(form in after for form in (key, b64encode(key)))


def test_who_has_the_journal_open_forgets_a_key_that_another_process_erased(tmp_path):
    for place in (tmp_path / "folder", tmp_path / "one.sqlite"):
        one, other = storage_at(place), storage_at(place)
        one.add_keys({"A": [KEY]})
        assert (one.keys(), other.keys()) == ({"A": {KEY}}, {"A": {KEY}})
        other.erase_keys(["A"])
        assert (one.keys(), other.keys()) == ({"A": frozenset()}, {"A": frozenset()})


@pytest.mark.parametrize("dots", [1, 20, 44])
def test_a_crash_on_the_way_to_erase_leaves_the_key_erased_or_whole(tmp_path, dots):
    storage = FileStorage(tmp_path)
    storage.add_keys({"A": [KEY], "B": [OTHER]})
    path = tmp_path / "keys.jsonl"
    torn = bytearray(path.read_bytes())
    start = torn.index(b'{"key":"') + 8
    torn[start : start + dots] = b"." * dots
    path.write_bytes(bytes(torn))
    assert storage.keys() == {"A": frozenset(), "B": {OTHER}}


def test_a_keyring_cut_short_anywhere_keeps_its_whole_lines_and_goes_on(tmp_path):
    storage = FileStorage(tmp_path)
    storage.add_keys({"A": [KEY], "B": [OTHER]})
    path = tmp_path / "keys.jsonl"
    whole = path.read_bytes()
    first = whole.index(b"\n") + 1
    for cut in range(first, len(whole)):
        path.write_bytes(whole[:cut])
        assert storage.keys() == {"A": {KEY}}
        storage.add_keys({"B": [OTHER]})
        assert storage.keys() == {"A": {KEY}, "B": {OTHER}}


def test_reading_makes_no_file(tmp_path):
    assert list(SqliteStorage(tmp_path / "journal.sqlite").envelopes()) == []
    assert list(tmp_path.iterdir()) == []


def test_between_two_writes_the_one_file_is_the_whole(tmp_path):
    storage = SqliteStorage(tmp_path / "journal.sqlite")
    storage.append(ENTRIES, after=0)
    (tmp_path / "carried.sqlite").write_bytes((tmp_path / "journal.sqlite").read_bytes())
    assert sorted(path.name for path in tmp_path.iterdir()) == ["carried.sqlite", "journal.sqlite"]
    assert list(SqliteStorage(tmp_path / "carried.sqlite").envelopes()) == ENTRIES


def test_an_entry_taken_out_of_the_middle_is_missed(tmp_path):
    SqliteStorage(tmp_path / "journal.sqlite").append(ENTRIES, after=0)
    with sqlite3.connect(tmp_path / "journal.sqlite") as connection:
        connection.execute("DELETE FROM entries WHERE position = 1")
    connection.close()
    with pytest.raises(Shrunk, match="entry 1 is missing"):
        list(SqliteStorage(tmp_path / "journal.sqlite").envelopes())


def test_a_file_that_is_no_database_is_named(tmp_path):
    path = tmp_path / "journal.sqlite"
    path.write_text("not a database, but long enough to look like one" * 20)
    with pytest.raises(OSError, match="not a database") as refused:
        list(SqliteStorage(path).envelopes())
    assert refused.value.filename == str(path)


def test_a_server_that_is_not_there_is_named_and_no_password_is():
    with pytest.raises(OSError, match="PostgreSQL") as refused:
        list(PostgresqlStorage("host=/nowhere user=wayhome password=secret dbname=journal").envelopes())
    assert "secret" not in str(refused.value)


def test_a_server_that_stopped_is_found_again_with_all_it_had_promised(postgresql, database):
    storage = PostgresqlStorage(database)
    storage.append(ENTRIES, after=0)
    postgresql.stop("immediate")
    with pytest.raises(OSError, match="PostgreSQL"):
        list(storage.envelopes())
    postgresql.start()
    assert list(storage.envelopes()) == ENTRIES


def test_two_servers_side_by_side_make_the_tables_once(database):
    append = """
import sys
from wayhome.storage import PostgresqlStorage
PostgresqlStorage(sys.argv[1]).write_sealed(sys.argv[2].encode())
"""
    started = [subprocess.Popen([sys.executable, "-c", append, database, str(number)]) for number in range(4)]
    assert [each.wait() for each in started] == [0, 0, 0, 0]
    storage = PostgresqlStorage(database)
    assert all(storage.read_sealed(sha256(str(number).encode()).hexdigest()) for number in range(4))


@pytest.mark.parametrize(
    ("place", "kind"),
    [("round", FileStorage), ("round.sqlite", SqliteStorage), ("postgresql:round", PostgresqlStorage)],
)
def test_a_place_says_what_it_is(tmp_path, monkeypatch, place, kind):
    monkeypatch.chdir(tmp_path)
    assert isinstance(storage_at(Path(place)), kind)
