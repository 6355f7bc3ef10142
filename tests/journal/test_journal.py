import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wayhome.journal import (
    Authority,
    BadEntry,
    BadEnvelope,
    BadSignature,
    Broken,
    CannotUnseal,
    Conflict,
    FalseCheckpoint,
    FileStorage,
    Gap,
    Journal,
    MemoryStorage,
    Moved,
    NotCanonical,
    Office,
    SealedDigest,
    Seen,
    UnknownAuthor,
    Verification,
    WrongBlob,
    WrongJournal,
    check_consistency,
    check_inclusion,
    leaf_hash,
    open_checkpoint,
    sign_entry,
)


@pytest.fixture(params=[MemoryStorage, FileStorage])
def storage(request, tmp_path):
    return MemoryStorage() if request.param is MemoryStorage else FileStorage(tmp_path / "journal")


def test_what_is_stated_stands_in_the_journal(table, storage):
    journal = Journal(storage, table.origin)
    first = table.state(journal, "facilitator", kind="round.opened")
    second = table.state(journal, "lysoria", facts={"رسالة": "Ми згодні"})
    assert [(placed.position, placed.envelope) for placed in journal.entries()] == [(0, first), (1, second)]
    assert [placed.entry.author for placed in journal.entries(key_of=table.key_of)] == ["facilitator", "lysoria"]
    assert [placed.entry.facts for placed in journal.entries(1)] == [{"رسالة": "Ми згодні"}]
    assert (journal.size, journal.next_sequence("lysoria"), journal.next_sequence("torvenia")) == (2, 2, 1)


def test_it_is_the_same_after_opening_it_again(table, storage):
    before = table.fill(storage)
    again = Journal(storage, table.origin)
    assert (again.size, again.root(), again.seen()) == (6, before.root(), Seen(6, before.root()))
    table.state(again, "lysoria")
    assert again.size == 7


def test_the_same_envelope_again_is_not_doubled(table, storage):
    journal = Journal(storage, table.origin)
    first, second = table.state(journal, "lysoria"), table.state(journal, "torvenia")
    root = journal.root()
    third = table.envelope(journal, "lysoria")
    assert journal.append([second, first, first], table.key_of) == [1, 0, 0]
    assert (journal.size, journal.root()) == (2, root)
    assert journal.append([first, third, third], table.key_of) == [0, 2, 2]
    assert [placed.envelope for placed in journal.entries()] == [first, second, third] == list(storage.envelopes())


def test_acts_signed_with_no_network_are_appended_later(table, memory, journal):
    table.state(journal, "facilitator")
    seen = journal.seen()
    offline = [
        sign_entry(table.entry(journal, "lysoria", sequence=number, seen=seen), table.keys["lysoria"])
        for number in (1, 2, 3)
    ]
    table.state(journal, "torvenia")
    assert journal.append(offline, table.key_of) == [2, 3, 4]
    journal.checkpoint(table.keeper)
    verification = Verification(memory, table.origin)
    assert len(list(verification.entries(table.key_of))) == 5
    assert verification.checkpoint(table.keepers_office, table.watching).size == 5


def test_two_different_entries_with_one_number_are_a_conflict(table, journal):
    table.state(journal, "lysoria", facts={"people": 7})
    other = table.envelope(journal, "lysoria", sequence=1, facts={"people": 8})
    with pytest.raises(Conflict, match="number 1 of lysoria stands in the journal already"):
        journal.append([other], table.key_of)


def test_a_forged_conflict_is_no_evidence_against_its_author(table, journal):
    table.state(journal, "lysoria")
    forged = sign_entry(table.entry(journal, "lysoria", sequence=1, facts={}), table.keys["torvenia"])
    with pytest.raises(BadSignature):
        journal.append([forged], table.key_of)


def test_an_entry_left_out_is_a_gap(table, journal):
    with pytest.raises(Gap, match="number 2 of lysoria came before number 1"):
        journal.append([table.envelope(journal, "lysoria", sequence=2)], table.key_of)


def test_a_batch_is_appended_wholly_or_not_at_all(table, storage):
    journal = Journal(storage, table.origin)
    table.state(journal, "lysoria")
    root = journal.root()
    batch = [table.envelope(journal, "torvenia"), table.envelope(journal, "lysoria", sequence=3)]
    with pytest.raises(Gap):
        journal.append(batch, table.key_of)
    assert (journal.size, journal.root(), journal.next_sequence("torvenia")) == (1, root, 1)
    assert len(list(storage.envelopes())) == 1
    assert journal.append(batch[:1], table.key_of) == [1]


def test_an_entry_of_another_journal_is_refused(table, journal):
    with pytest.raises(WrongJournal, match=r"other\.example"):
        journal.append([table.envelope(journal, "lysoria", journal="other.example")], table.key_of)


@pytest.mark.parametrize("seen", [Seen(2, b"\x01" * 32), Seen(1, b"\x01" * 32), Seen(0, b"\x01" * 32)])
def test_an_entry_whose_author_had_seen_another_journal_is_refused(table, journal, seen):
    table.state(journal, "facilitator")
    with pytest.raises(FalseCheckpoint, match="lysoria had seen"):
        journal.append([table.envelope(journal, "lysoria", seen=seen)], table.key_of)


def test_a_seat_without_a_key_states_nothing(table, journal):
    with pytest.raises(UnknownAuthor, match="stranger"):
        journal.append([sign_entry(table.entry(journal, "stranger"), table.keeper)], table.key_of)


def test_the_key_may_depend_on_the_entry(table, journal):
    """A seat that changed its key: the new one counts from its second entry on."""
    new = table.keys["observer"]

    def key_of(author, entry):
        return Authority(Office.of((table.keys["lysoria"] if entry.sequence == 1 else new).public))

    first = table.entry(journal, "lysoria")
    journal.append([sign_entry(first, table.keys["lysoria"])], key_of)
    second = table.entry(journal, "lysoria")
    with pytest.raises(BadSignature):
        journal.append([sign_entry(second, table.keys["lysoria"])], key_of)
    assert journal.append([sign_entry(second, new)], key_of) == [1]


@pytest.mark.parametrize(
    ("envelope", "error"), [(b"", NotCanonical), (b"{}", BadEnvelope), (b"[1]", BadEnvelope), (b"{}\n", NotCanonical)]
)
def test_other_bytes_are_refused(table, journal, envelope, error):
    with pytest.raises(error):
        journal.append([envelope], table.key_of)


@pytest.mark.parametrize("origin", ["", "two words", "a+b", "line\nbreak"])
def test_a_journal_needs_a_name(origin):
    with pytest.raises(BadEntry, match="journal"):
        Journal(MemoryStorage(), origin)


def test_a_stored_journal_of_another_name_is_not_opened(table, memory):
    table.fill(memory)
    with pytest.raises(Broken, match="position 0: made for the journal"):
        Journal(memory, "other.example")


def test_whoever_appends_on_an_old_view_has_to_read_on_first(table, storage):
    mine, theirs = Journal(storage, table.origin), Journal(storage, table.origin)
    envelope = table.envelope(mine, "lysoria")
    table.state(theirs, "torvenia")
    with pytest.raises(Moved):
        mine.append([envelope], table.key_of)
    assert mine.size == 0
    assert mine.read_on() == 0
    assert [placed.entry.author for placed in mine.entries(0, table.key_of)] == ["torvenia"]
    assert mine.append([envelope], table.key_of) == [1]
    assert theirs.read_on() == 1
    assert theirs.root() == mine.root()


def test_a_file_changed_under_an_open_journal_is_noticed(table, tmp_path):
    journal = table.fill(FileStorage(tmp_path))
    lines = (tmp_path / "entries.jsonl").read_bytes().splitlines(keepends=True)
    for changed in (lines[:3] + lines[2:3] + lines[4:], lines[:3]):
        (tmp_path / "entries.jsonl").write_bytes(b"".join(changed))
        with pytest.raises(Broken, match="position 3: the storage no longer holds"):
            list(journal.entries())


def test_reading_with_keys_refuses_what_was_stored_with_another_signature(table, memory, journal):
    memory.append([sign_entry(table.entry(journal, "lysoria"), table.keys["torvenia"])], after=0)
    journal.read_on()
    assert len(list(journal.entries())) == 1
    with pytest.raises(Broken, match="position 0"):
        list(journal.entries(key_of=table.key_of))


def test_the_checkpoint_signs_for_every_entry(table, storage):
    journal = table.fill(storage)
    checkpoint = open_checkpoint(storage.read_checkpoint(), table.keepers_office, table.origin)
    assert (checkpoint.origin, checkpoint.size, checkpoint.root) == (table.origin, 6, journal.root())


def test_the_keeper_does_not_sign_for_a_second_history(table, storage):
    table.fill(storage)
    for kept in (list(storage.envelopes())[:-1], []):
        restored = MemoryStorage()
        restored.append(kept, after=0)
        restored.write_checkpoint(storage.read_checkpoint())
        journal = Journal(restored, table.origin)
        with pytest.raises(FalseCheckpoint, match=f"6 entries were signed for, {len(kept)} are there"):
            journal.checkpoint(table.keeper)
        while journal.size < 6:
            table.state(journal, "torvenia")
        with pytest.raises(FalseCheckpoint, match="the first 6 entries are not those"):
            journal.checkpoint(table.keeper)
        assert restored.read_checkpoint() == storage.read_checkpoint()


@given(st.integers(1, 40), st.data())
@settings(max_examples=15, deadline=None)
def test_proofs_of_a_journal_are_checked_without_it(table, size, data):
    journal = Journal(MemoryStorage(), table.origin)
    envelopes = [table.state(journal, data.draw(st.sampled_from(table.names))) for _ in range(size)]
    position, old = data.draw(st.integers(0, size - 1)), data.draw(st.integers(1, size))
    check_inclusion(position, size, leaf_hash(envelopes[position]), journal.inclusion(position), journal.root())
    check_consistency(old, size, journal.root(old), journal.root(), journal.consistency(old))


def test_a_sealed_part_is_kept_and_read_by_those_it_is_for(table, storage):
    table.fill(storage)
    journal = Journal(storage, table.origin)
    entry = list(journal.entries())[3].entry
    (part,) = entry.sealed
    assert part.for_ == ("facilitator", "observer")
    for seat in part.for_:
        assert journal.unseal(entry, part, seat, table.keys[seat]) == "Так, додому".encode()
    with pytest.raises(CannotUnseal):
        journal.unseal(entry, part, "torvenia", table.keys["torvenia"])


def test_a_sealed_part_that_is_not_here_is_no_error(table, journal):
    blob, part = table.seal(b"yes", ["observer"], "lysoria")
    table.state(journal, "lysoria", sealed=(part,))
    entry = next(journal.entries()).entry
    assert journal.sealed(part) is None
    assert journal.unseal(entry, part, "observer", table.keys["observer"]) is None
    journal.append([next(journal.entries()).envelope], table.key_of, [blob])
    assert journal.unseal(entry, part, "observer", table.keys["observer"]) == b"yes"


def test_a_sealed_part_no_entry_names_is_not_kept(table, journal):
    blob, part = table.seal(b"yes", ["observer"], "lysoria")
    with pytest.raises(WrongBlob):
        journal.append([table.envelope(journal, "lysoria")], table.key_of, [blob])
    wrong_size = SealedDigest(part.digest, part.size + 1, part.for_)
    with pytest.raises(WrongBlob):
        journal.append([table.envelope(journal, "lysoria", sealed=(wrong_size,))], table.key_of, [blob])
    assert (journal.size, journal.sealed(part)) == (0, None)


def test_a_sealed_part_passed_on_as_ones_own_is_refused(table, journal):
    blob, part = table.seal(b"yes", ["observer"], "lysoria")
    journal.append([table.envelope(journal, "torvenia", sealed=(part,))], table.key_of, [blob])
    entry = next(journal.entries()).entry
    with pytest.raises(CannotUnseal, match="not sealed by torvenia"):
        journal.unseal(entry, part, "observer", table.keys["observer"])


def test_an_entry_that_names_other_readers_than_it_was_sealed_for_is_refused(table, journal):
    blob, part = table.seal(b"yes", ["facilitator", "observer"], "lysoria")
    narrower = SealedDigest(part.digest, part.size, ("observer",))
    journal.append([table.envelope(journal, "lysoria", sealed=(narrower,))], table.key_of, [blob])
    entry = next(journal.entries()).entry
    with pytest.raises(CannotUnseal, match="other seats"):
        journal.unseal(entry, narrower, "observer", table.keys["observer"])


def test_a_sealed_part_changed_in_the_storage_is_refused(table, tmp_path):
    storage = FileStorage(tmp_path)
    journal = table.fill(storage)
    (part,) = list(journal.entries())[3].entry.sealed
    (tmp_path / "sealed" / part.digest).write_bytes(b"something else")
    with pytest.raises(WrongBlob):
        journal.sealed(part)
