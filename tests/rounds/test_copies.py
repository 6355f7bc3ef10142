"""Copies on sticks: parties and facilitator exchange by folders, and every interruption is made good the next time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from itertools import groupby
from pathlib import Path

import pytest
from kit.covenants import cosigned
from kit.journals import draft, fixed_randomness, written
from kit.table import KEYS, LYSORIA, OBSERVER, ORIGIN, SAHLAN, TORVENIA, Script

from wayhome.acts import Statement
from wayhome.journal import (
    BadSignature,
    Broken,
    CannotUnseal,
    FalseCheckpoint,
    FileStorage,
    MemoryStorage,
    SplitView,
    Storage,
    WrongJournal,
)
from wayhome.rounds import Table, bring, fingerprint
from wayhome.storage import storage_at


def _table(storage: Storage) -> Table:
    return Table(storage, ORIGIN, fixed_randomness())


def _as_it_stands(storage: Storage) -> tuple[bytes, str]:
    table = _table(storage)
    return table.journal.root(), fingerprint(table.state)


def _by_author(statements: Iterable[Statement]) -> list[list[Statement]]:
    return [list(turn) for _, turn in groupby(statements, key=lambda statement: statement.author)]


def test_two_parties_and_the_facilitator_carry_a_whole_round_by_folders(tmp_path: Path) -> None:
    own = {seat: FileStorage(tmp_path / seat) for seat in (SAHLAN, LYSORIA, TORVENIA)}
    kept_by = {OBSERVER: SAHLAN}
    for turn in _by_author(Script().up_to_crossing()):
        seat = turn[0].author
        # The observer and the reception speak at the facilitator's machine; each party at its own.
        home = kept_by.get(seat, seat if seat in own else SAHLAN)
        stick = storage_at(tmp_path / "stick" / "round.sqlite")
        if home != SAHLAN:
            bring(own[SAHLAN], stick, [home])
            bring(stick, own[home], [home])
        table = _table(own[home])
        for statement in turn:
            table.say(draft(statement))
        if home != SAHLAN:
            bring(own[home], stick, [SAHLAN, OBSERVER, LYSORIA, TORVENIA])
            bring(stick, own[SAHLAN], [SAHLAN, OBSERVER, LYSORIA, TORVENIA])
    table = _table(own[SAHLAN])
    table.journal.checkpoint(KEYS[SAHLAN])
    for party in (LYSORIA, TORVENIA):
        bring(own[SAHLAN], own[party], [party])
        assert own[party].read_checkpoint() == own[SAHLAN].read_checkpoint()
    assert _as_it_stands(own[LYSORIA]) == _as_it_stands(own[TORVENIA]) == _as_it_stands(own[SAHLAN])
    whole = written(Script().up_to_crossing())
    assert _as_it_stands(own[LYSORIA])[1] == _as_it_stands(whole)[1]


@pytest.mark.parametrize("place", ["copy", "copy.sqlite"])
def test_copying_twice_changes_nothing(tmp_path: Path, place: str) -> None:
    source, target = written(Script().up_to_crossing()), storage_at(tmp_path / place)
    first = bring(source, target, [LYSORIA])
    assert (first.entries, first.checkpoint, first.size) == (len(list(source.envelopes())), True, first.entries)
    assert first.sealed > 0
    assert first.keys > 0
    again = bring(source, storage_at(tmp_path / place), [LYSORIA])
    assert (again.entries, again.sealed, again.keys, again.checkpoint) == (0, 0, 0, False)
    assert list(target.envelopes()) == list(source.envelopes())


def test_sealed_parts_and_keys_come_only_for_the_seats_named() -> None:
    source = written(Script().up_to_crossing())
    for seats in ([], [LYSORIA], [OBSERVER, SAHLAN]):
        target = MemoryStorage()
        bring(source, target, seats)
        concerned: set[str] = set()
        for placed in _table(source).journal.entries():
            for part in placed.entry.sealed:
                theirs = bool(set(part.for_) & set(seats))
                assert (target.read_sealed(part.digest) is not None) == theirs
                if theirs:
                    facts = placed.entry.facts
                    concerned |= {facts["person"]} if "person" in facts else set(facts["people"])
        assert set(target.keys()) == concerned
        if seats:
            assert concerned


class Interrupted(Exception):
    """The stick was pulled out."""


class PulledOut(MemoryStorage):
    """Storage that a copy can write to only so many times."""

    def __init__(self) -> None:
        super().__init__()
        self.left = 0

    def _use(self) -> None:
        if self.left == 0:
            raise Interrupted
        self.left -= 1

    def append(self, envelopes, after):  # type: ignore[no-untyped-def]
        for number, envelope in enumerate(envelopes):  # a crash may leave a leading part of what was appended
            self._use()
            super().append([envelope], after + number)

    def write_sealed(self, blob: bytes) -> str:
        self._use()
        return super().write_sealed(blob)

    def add_keys(self, keys):  # type: ignore[no-untyped-def]
        self._use()
        super().add_keys(keys)

    def write_checkpoint(self, note: bytes) -> None:
        self._use()
        super().write_checkpoint(note)


def test_a_copy_cut_short_at_every_write_is_whole_in_the_end() -> None:
    source, target = written(Script().up_to_signed()), PulledOut()
    cuts = 0
    while True:
        target.left = 1
        try:
            bring(source, target, [LYSORIA, TORVENIA])
        except Interrupted:
            cuts += 1
        else:
            break
    assert cuts > len(list(source.envelopes()))
    whole = MemoryStorage()
    bring(source, whole, [LYSORIA, TORVENIA])
    assert list(target.envelopes()) == list(whole.envelopes()) == list(source.envelopes())
    assert (target.keys(), target.read_checkpoint()) == (whole.keys(), whole.read_checkpoint())


def test_a_fork_is_refused_and_named_and_nothing_is_written() -> None:
    statements = Script().up_to_signed()
    one, other = written(statements[:-1]), written(statements[:-2])
    signature = statements[-2]
    _table(other).say(draft(replace(signature, time=signature.time + timedelta(minutes=1))))
    before = list(other.envelopes())
    parting = len(before) - 1
    with pytest.raises(SplitView, match=f"part at entry {parting}: package.signed by Torvenia there"):
        bring(one, other, [LYSORIA])
    assert list(other.envelopes()) == before


def test_the_shorter_of_two_copies_has_nothing_to_give() -> None:
    statements = Script().up_to_signed()
    short, long = written(statements[:5]), written(statements)
    brought = bring(short, long, [LYSORIA])
    assert (brought.entries, brought.checkpoint, brought.size) == (0, False, len(list(long.envelopes())))


def test_an_entry_that_does_not_hold_is_named_and_all_before_it_kept() -> None:
    source = written(Script().up_to_signed())
    envelopes = list(source.envelopes())
    for position in (0, 7, len(envelopes) - 1):
        tampered, target = MemoryStorage(), MemoryStorage()
        bad = envelopes[position].replace(b'"sig":"', b'"sig":"A', 1)
        tampered.append([*envelopes[:position], bad, *envelopes[position + 1 :]], after=0)
        if position == 0:
            with pytest.raises(ValueError, match=r"base64|signature"):
                bring(tampered, target)
            continue
        with pytest.raises(Broken) as broken:
            bring(tampered, target)
        assert broken.value.position == position
        assert list(target.envelopes()) == envelopes[:position]


def test_an_entry_signed_by_another_seat_is_named_and_all_before_it_kept() -> None:
    source = written(Script().up_to_signed())
    envelopes = list(source.envelopes())
    swapped, target = MemoryStorage(), MemoryStorage()
    first, second = (envelope.split(b'"signatures":') for envelope in envelopes[10:12])
    forged = b'"signatures":'.join([first[0], second[1]])
    swapped.append([*envelopes[:10], forged, *envelopes[11:]], after=0)
    with pytest.raises(Broken) as broken:
        bring(swapped, target)
    assert broken.value.position == 10
    assert list(target.envelopes()) == envelopes[:10]


def test_a_sealed_part_changed_on_the_way_is_refused() -> None:
    class Changed(MemoryStorage):
        def read_sealed(self, digest: str) -> bytes | None:
            blob = super().read_sealed(digest)
            return blob and blob[:-1] + bytes([blob[-1] ^ 1])

    changed, target = Changed(), MemoryStorage()
    bring(written(Script().up_to_signed()), changed, [LYSORIA])
    with pytest.raises(Broken, match="other bytes"):
        bring(changed, target, [LYSORIA])


def test_cosignatures_of_one_checkpoint_come_together() -> None:
    source = written(Script().up_to_signed())
    target = MemoryStorage()
    bring(source, target)
    cosigned(source)
    assert bring(source, target).checkpoint
    assert target.read_checkpoint() == source.read_checkpoint()
    bare = source.read_checkpoint()
    assert bare is not None
    head, lines = bare.split(b"\n\n")
    one, *rest = lines.splitlines(keepends=True)
    source.write_checkpoint(head + b"\n\n" + one + rest[0])
    target.write_checkpoint(head + b"\n\n" + one + b"".join(rest[1:]))
    assert bring(source, target).checkpoint
    assert sorted((target.read_checkpoint() or b"").splitlines()) == sorted(bare.splitlines())


def test_a_checkpoint_that_is_not_the_keepers_or_not_of_these_entries_is_refused() -> None:
    statements = Script().up_to_signed()
    source, longer = written(statements[:-1]), written(statements)
    note = longer.read_checkpoint()
    assert note is not None
    source.write_checkpoint(note)
    with pytest.raises(FalseCheckpoint, match="not one of these entries"):
        bring(source, MemoryStorage())
    forged = MemoryStorage()
    forged.append(list(longer.envelopes()), after=0)
    Table(forged, ORIGIN, fixed_randomness()).journal.checkpoint(KEYS[LYSORIA])
    with pytest.raises(BadSignature):
        bring(forged, MemoryStorage())


def test_an_empty_place_gives_nothing() -> None:
    with pytest.raises(WrongJournal, match="no journal to copy from"):
        bring(MemoryStorage(), MemoryStorage())


def test_without_the_persons_key_a_seat_cannot_read_what_came_without_it() -> None:
    source, target = written(Script().up_to_crossing()), MemoryStorage()
    bring(source, target, [OBSERVER])
    table = _table(target)
    wish = next(placed.entry for placed in table.journal.entries() if placed.entry.kind == "wish.taken")
    assert table.open(wish, OBSERVER, KEYS[OBSERVER]) is not None
    bare = MemoryStorage()
    bare.append(list(target.envelopes()), after=0)
    for part in wish.sealed:
        blob = target.read_sealed(part.digest)
        assert blob is not None
        bare.write_sealed(blob)
    with pytest.raises(CannotUnseal, match="not in this copy"):
        _table(bare).open(wish, OBSERVER, KEYS[OBSERVER])
