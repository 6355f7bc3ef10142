"""Appends made durable together: each for itself, and nobody is told before it is so."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from wayhome.journal import (
    Authority,
    BadSignature,
    Conflict,
    FileStorage,
    Gap,
    Journal,
    MemoryStorage,
    Office,
    SigningKey,
    Together,
    WrongBlob,
    sign_entry,
)


class Counting(MemoryStorage):
    """Storage that counts its appends, and refuses the next one where it is told to."""

    appends = 0
    broken = False

    def append(self, envelopes, after):
        if self.broken:
            raise OSError(28, "No space left on device")
        super().append(envelopes, after)
        self.appends += 1


def test_each_of_a_group_stands_or_is_refused_for_itself_with_one_append(table):
    storage = Counting()
    journal = Journal(storage, table.origin)
    first, second = (table.entry(journal, "lysoria", sequence=number) for number in (1, 2))
    blob, _ = table.seal(b"yes", ["observer"], "lysoria")
    good = sign_entry(first, table.keys["lysoria"])
    given = [
        good,
        sign_entry(second, table.keys["torvenia"]),
        sign_entry(table.entry(journal, "lysoria", kind="another"), table.keys["lysoria"]),
        sign_entry(second, table.keys["lysoria"]),
        good,
        sign_entry(table.entry(journal, "torvenia", sequence=2), table.keys["torvenia"]),
        sign_entry(table.entry(journal, "torvenia"), table.keys["torvenia"]),
    ]
    sealed = [(), (), (), (), (), (), (blob,)]
    outcomes = journal.append_each(list(zip(given, sealed, strict=True)), table.key_of)
    assert [outcomes[each] for each in (0, 3, 4)] == [0, 1, 0]
    assert [type(outcomes[each]) for each in (1, 2, 5, 6)] == [BadSignature, Conflict, Gap, WrongBlob]
    assert list(storage.envelopes()) == [given[0], given[3]]
    assert storage.appends == 1
    assert (journal.size, journal.next_sequence("lysoria"), journal.next_sequence("torvenia")) == (2, 3, 1)


def test_an_error_of_the_storage_is_told_to_the_whole_group_and_leaves_nothing(table):
    storage = Counting()
    journal = Journal(storage, table.origin)
    together = Together(journal, table.key_of)
    envelope = table.envelope(journal, "lysoria")
    storage.broken = True
    with pytest.raises(OSError, match="No space"):
        together.append(envelope)
    storage.broken = False
    assert (journal.size, together.append(envelope), together.append(envelope)) == (0, 0, 0)


def test_many_threads_and_two_processes_objects_append_each_entry_once(table, tmp_path):
    keys = {f"seat {number}": SigningKey(bytes([number]) * 32) for number in range(1, 17)}
    offices = {name: Authority(Office.of(key.public)) for name, key in keys.items()}
    start = Journal(FileStorage(tmp_path), table.origin)
    apart = [Together(Journal(FileStorage(tmp_path), table.origin), lambda name, _: offices[name]) for _ in range(2)]

    def state(number, name):
        """Append this seat's entries one after another, and see each in the storage as soon as it is acknowledged."""
        for sequence in range(1, 11):
            envelope = sign_entry(table.entry(start, name, sequence=sequence), keys[name])
            position = apart[number % 2].append(envelope)
            assert next(FileStorage(tmp_path).envelopes(position)) == envelope

    with ThreadPoolExecutor(16) as threads:
        for done in [threads.submit(state, number, name) for number, name in enumerate(keys)]:
            done.result()
    assert Journal(FileStorage(tmp_path), table.origin).size == 160
