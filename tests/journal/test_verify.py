"""Tampering with a small journal is refused at the first entry that is wrong; and what verification can't tell."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wayhome.journal import (
    Authority,
    Broken,
    Checkpoint,
    FileStorage,
    Journal,
    MemoryStorage,
    Office,
    PublicKey,
    SigningKey,
    Verification,
    open_checkpoint,
    open_entry,
    sign_entry,
)
from wayhome.journal.checkpoint import sign_checkpoint


@pytest.fixture(scope="module")
def original(table):
    storage = MemoryStorage()
    table.fill(storage)
    return storage


def _with_entries(original, envelopes, checkpoint=True):
    """The same journal as ``original``, with other entries."""
    storage = MemoryStorage()
    storage.append(list(envelopes), after=0)
    if checkpoint:
        storage.write_checkpoint(original.read_checkpoint())
    for envelope in original.envelopes():
        for part in open_entry(envelope).sealed:
            storage.write_sealed(original.read_sealed(part.digest))
    return storage


def _verify(storage, table, origin=True, keeper=None):
    """Read a journal to its end, and then look at its checkpoint."""
    verification = Verification(storage, table.origin if origin is True else origin)
    for _ in verification.entries(table.key_of):
        pass
    return verification.checkpoint(keeper or table.keepers_office, table.watching)


def _replay(storage, origin, key_of):
    return Verification(storage, origin).entries(key_of)


def _broken_at(storage, table):
    with pytest.raises(Broken) as caught:
        _verify(storage, table)
    return caught.value.position


def test_a_sound_journal_verifies(table, original):
    verified = _verify(original, table)
    journal = Journal(original, table.origin)
    assert (verified.size, verified.root) == (6, journal.root())
    assert verified.checkpoint == open_checkpoint(original.read_checkpoint(), table.keepers_office)
    assert _verify(original, table, origin=None) == verified


def test_a_journal_verifies_from_its_files(table, tmp_path, original):
    table.fill(FileStorage(tmp_path))
    assert _verify(FileStorage(tmp_path), table) == _verify(original, table)


def test_an_empty_journal_verifies_once_it_is_signed(table, memory, journal):
    assert _broken_at(memory, table) == 0
    journal.checkpoint(table.keeper)
    assert _verify(memory, table).size == 0


def test_a_replay_gives_what_verification_checks_one_entry_at_a_time(table, original):
    placed = list(_replay(original, None, table.key_of))
    assert placed == list(Journal(original, table.origin).entries())


def test_keys_can_be_learnt_from_the_entries_themselves(table):
    """The keeper's key is known from outside; each other seat's key stands in an entry the keeper signed."""
    storage = MemoryStorage()
    journal = Journal(storage, table.origin)
    for seat in ("lysoria", "torvenia"):
        admitted = {"seat": seat, "key": str(table.keys[seat].public)}
        table.state(journal, "facilitator", kind="key.admitted", facts=admitted)
    table.state(journal, "lysoria")
    table.state(journal, "torvenia")
    known = {"facilitator": Authority(table.keepers_office)}
    for placed in _replay(storage, table.origin, lambda author, entry: known.get(author)):
        if placed.entry.kind == "key.admitted":
            known[placed.entry.facts["seat"]] = Authority(Office.of(PublicKey.parse(placed.entry.facts["key"])))
    assert known["torvenia"].office == table.offices["torvenia"]
    early = MemoryStorage()
    early.append([table.envelope(Journal(early, table.origin), "lysoria"), *storage.envelopes()], after=0)
    with pytest.raises(Broken, match="position 0: no key is known for lysoria"):
        list(_replay(early, table.origin, lambda author, entry: known.get(author) if author == "facilitator" else None))


@pytest.fixture(scope="module")
def folder(table, tmp_path_factory):
    directory = tmp_path_factory.mktemp("journal")
    table.fill(FileStorage(directory))
    return directory


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_any_bit_changed_in_any_file_is_refused(table, folder, data):
    path = data.draw(st.sampled_from(sorted(path for path in folder.rglob("*") if path.is_file())))
    before = path.read_bytes()
    bit = data.draw(st.integers(0, 8 * len(before) - 1))
    changed = bytearray(before)
    changed[bit // 8] ^= 1 << bit % 8
    path.write_bytes(changed)
    try:
        position = _broken_at(FileStorage(folder), table)
    finally:
        path.write_bytes(before)
    if path.name == "entries.jsonl":
        assert position == before[: bit // 8].count(b"\n")
    else:
        assert position == (6 if path.name == "checkpoint" else 3)


def test_every_bit_of_one_entry_counts(table, memory, journal):
    envelope = table.state(journal, "lysoria")
    journal.checkpoint(table.keeper)
    for bit in range(0, 8 * len(envelope), 3):
        changed = bytearray(envelope)
        changed[bit // 8] ^= 1 << bit % 8
        assert _broken_at(_with_entries(memory, [bytes(changed)]), table) == 0


def test_an_entry_dropped_is_refused(table, original):
    envelopes = list(original.envelopes())
    for position in range(6):
        others = envelopes[:position] + envelopes[position + 1 :]
        assert _broken_at(_with_entries(original, others), table) == position


def test_two_entries_swapped_are_refused(table, original):
    for first, second in combinations(range(6), 2):
        envelopes = list(original.envelopes())
        envelopes[first], envelopes[second] = envelopes[second], envelopes[first]
        assert _broken_at(_with_entries(original, envelopes), table) == first


def test_an_entry_doubled_is_refused_where_it_stands_again(table, original):
    envelopes = list(original.envelopes())
    for position in range(6):
        for place in range(position + 1, 7):
            doubled = [*envelopes[:place], envelopes[position], *envelopes[place:]]
            assert _broken_at(_with_entries(original, doubled), table) == place


def test_a_journal_cut_short_is_refused(table, original):
    envelopes = list(original.envelopes())
    for size in range(6):
        assert _broken_at(_with_entries(original, envelopes[:size]), table) == size


def test_a_file_cut_short_at_any_byte_is_refused(table, folder, tmp_path):
    whole = (folder / "entries.jsonl").read_bytes()
    (tmp_path / "checkpoint").write_bytes((folder / "checkpoint").read_bytes())
    for cut in range(0, len(whole), 41):
        (tmp_path / "entries.jsonl").write_bytes(whole[:cut])
        assert _broken_at(FileStorage(tmp_path), table) == whole[:cut].count(b"\n")


def test_a_journal_without_its_checkpoint_or_with_anothers_is_refused(table, original):
    assert _broken_at(_with_entries(original, original.envelopes(), checkpoint=False), table) == 6
    with pytest.raises(Broken, match="not signed by"):
        _verify(original, table, keeper=table.offices["lysoria"])
    with pytest.raises(Broken, match="position 0: made for the journal"):
        _verify(original, table, origin="other.example")


def test_a_checkpoint_of_another_journal_or_of_other_entries_is_refused(table, original):
    root = Journal(original, table.origin).root()
    for checkpoint, position in [
        (Checkpoint("other.example", 6, root), 6),
        (Checkpoint(table.origin, 7, root), 6),
        (Checkpoint(table.origin, 6, b"\x01" * 32), 5),  # the last author had seen five entries
        (Checkpoint(table.origin, 2, root), 2),
    ]:
        storage = _with_entries(original, original.envelopes(), checkpoint=False)
        storage.write_checkpoint(sign_checkpoint(checkpoint, table.keeper))
        assert _broken_at(storage, table) == position
        with pytest.raises(Broken):
            _verify(storage, table, origin=None)


def test_entries_of_two_journals_are_refused(table):
    storage = MemoryStorage()
    table.fill(storage)
    entry = table.entry(Journal(storage, table.origin), "lysoria", journal="other.example")
    envelopes = [*storage.envelopes(), sign_entry(entry, table.keys["lysoria"])]
    with pytest.raises(Broken, match=r"position 6: made for the journal other\.example"):
        _verify(_with_entries(storage, envelopes), table, origin=None)


def test_entries_put_in_by_somebody_without_a_seat_are_refused(table, original):
    journal = Journal(original, table.origin)
    stranger = SigningKey(b"\x09" * 32)
    for author in ("lysoria", "stranger"):
        envelopes = [*original.envelopes(), sign_entry(table.entry(journal, author), stranger)]
        assert _broken_at(_with_entries(original, envelopes), table) == 6


def test_a_sealed_part_may_be_absent_but_not_another_one(table, original, tmp_path):
    table.fill(FileStorage(tmp_path))
    (blob,) = (tmp_path / "sealed").iterdir()
    blob.write_bytes(blob.read_bytes()[:-1] + b"?")
    assert _broken_at(FileStorage(tmp_path), table) == 3
    blob.unlink()
    assert _verify(FileStorage(tmp_path), table) == _verify(original, table)


def _last_restated(table, original, checkpoint):
    """The journal with its last entry, the observer's, signed anew by the observer and saying something else."""
    storage = _with_entries(original, list(original.envelopes())[:-1], checkpoint)
    journal = Journal(storage, table.origin)
    table.state(journal, "observer", facts={"wish": "другий"})
    return storage, journal


def test_an_author_who_states_it_again_differently_is_caught_by_the_checkpoint(table, original):
    storage, _ = _last_restated(table, original, checkpoint=True)
    assert _broken_at(storage, table) == 5


def test_a_keeper_who_drops_an_entry_is_caught_by_those_who_had_seen_it(table, original):
    envelopes = list(original.envelopes())
    del envelopes[2]
    storage = MemoryStorage()
    storage.append(envelopes[:2], after=0)
    journal = Journal(storage, table.origin)
    journal.checkpoint(table.keeper)
    forged = _with_entries(storage, envelopes)
    with pytest.raises(Broken, match="had seen 3 entries that are not these"):
        _verify(forged, table)


def test_limit_what_nobody_has_seen_or_signed_for_can_be_dropped(table, original):
    """An entry counts once a later author or a checkpoint names it; before, its absence can't be told."""
    storage = _with_entries(original, original.envelopes())
    table.state(Journal(storage, table.origin), "torvenia")
    assert _verify(storage, table).size == 7
    assert _verify(storage, table).checkpoint.size == 6
    assert _verify(_with_entries(storage, list(storage.envelopes())[:-1]), table).size == 6


def test_limit_keeper_and_last_author_together_can_restate_what_nobody_else_has_seen(table, original):
    """Only a checkpoint kept elsewhere tells these two histories apart: the reason for cosignatures."""
    storage, journal = _last_restated(table, original, checkpoint=False)
    journal.checkpoint(table.keeper)
    assert _verify(storage, table).root != _verify(original, table).root
