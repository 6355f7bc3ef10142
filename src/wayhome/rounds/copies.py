"""Copies of a journal: one brought up to date from another, nothing taken on trust.

Both may be folders, files or databases; one of them may have come on a stick. What the one that gives has beyond the
other is checked entry by entry, signatures and rules, and appended in groups, each durable before the next. So a copy
that was cut short anywhere is a shorter copy, and the next time goes on from there.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from itertools import islice, zip_longest
from typing import Any

from wayhome.journal import (
    Authority,
    Broken,
    Checkpoint,
    Entry,
    FalseCheckpoint,
    Journal,
    JournalRefusal,
    SplitView,
    Storage,
    WrongJournal,
    joined,
    open_checkpoint,
    open_entry,
)
from wayhome.journal.journal import check_blob
from wayhome.journal.note import Note
from wayhome.journal.storage import merged
from wayhome.rounds.offices import authority, keeper, watching
from wayhome.rounds.replay import Reader

_AT_ONCE = 256
"""Entries made durable together."""


@dataclass(frozen=True)
class Brought:
    """What a copy got."""

    size: int
    """The entries it has now."""
    entries: int = 0
    sealed: int = 0
    keys: int = 0
    """People of whom a key came along."""
    checkpoint: bool = False
    """Whether its checkpoint is another now, or bears more cosignatures."""
    erased_there: tuple[str, ...] = ()
    """Who is erased in the copy that gave, and not yet in this one."""


def bring(
    source: Storage, target: Storage, seats: Collection[str] = (), told: Callable[[int], None] = lambda _: None
) -> Brought:
    """Bring the copy ``target`` up to date from ``source``.

    Entries and checkpoint are for everybody. A sealed part comes along only where it is sealed to one of ``seats``, and
    with it the keys of the people its entry names. ``told`` hears how many entries have come so far. Nobody is erased
    by this: the copy that gives can't know what the other still needs.

    Raises `SplitView` where one isn't how the other began, naming the entries at which they part; `Broken` for an entry
    that doesn't hold, naming it, with all before it copied; `WrongJournal`; and `FalseCheckpoint` or `BadSignature` for
    a checkpoint that isn't the keeper's or isn't of these entries.
    """
    first = next(iter(source.envelopes()), None)
    if first is None:
        raise WrongJournal("rounds.no_journal_to_copy")
    journal, reader = Journal(target, open_entry(first).journal), Reader()
    for placed in journal.entries(key_of=reader.key_of):
        reader.take(placed.position, placed.entry)
    before = journal.size
    _refuse_fork(source, target)
    new = islice(source.envelopes(), before, None)
    while envelopes := tuple(islice(new, _AT_ONCE)):
        _append(journal, reader, envelopes)
        told(journal.size - before)
    sealed, keys = _bring_sealed(source, target, journal, frozenset(seats))
    checkpoint = _bring_checkpoint(source, target, journal, reader)
    here = target.keys()
    erased = sorted(who for who, have in source.keys().items() if not have and here.get(who))
    return Brought(journal.size, journal.size - before, sealed, keys, checkpoint, tuple(erased))


def _refuse_fork(source: Storage, target: Storage) -> None:
    """Raise `SplitView` unless one of the two is how the other began."""
    for position, (theirs, ours) in enumerate(zip_longest(source.envelopes(), target.envelopes())):
        if theirs is None or ours is None:
            return
        if theirs != ours:
            there, here = open_entry(theirs), open_entry(ours)
            raise SplitView(
                "rounds.two_histories",
                position=position,
                theirs=there.kind,
                their_author=there.author,
                ours=here.kind,
                our_author=here.author,
            )


def _append(journal: Journal, reader: Reader, envelopes: tuple[bytes, ...]) -> None:
    """Ask the rules of each entry, and append all, or those before the first that doesn't hold."""
    signers: dict[tuple[str, int], Authority | None] = {}
    good: list[bytes] = []
    wrong: Broken | None = None
    for envelope in envelopes:
        position = journal.size + len(good)
        try:
            entry = open_entry(envelope)
            signers[entry.author, entry.sequence] = authority(reader.state, entry)
            reader.take(position, entry)
        except Broken as broken:
            wrong = broken
        except JournalRefusal as error:
            wrong = Broken(position, error)
        if wrong:
            break
        good.append(envelope)

    def key_of(_author: str, entry: Entry) -> Authority | None:
        return signers[entry.author, entry.sequence]

    try:
        journal.append(good, key_of)
    except JournalRefusal:  # one of these: it is found one by one, and those before it are kept
        for envelope in good:
            try:
                journal.append([envelope], key_of)
            except JournalRefusal as error:
                raise Broken(journal.size, error) from error
    if wrong:
        raise wrong


def _bring_sealed(source: Storage, target: Storage, journal: Journal, seats: frozenset[str]) -> tuple[int, int]:
    """Copy the sealed parts for these seats that are missing, and the keys of the people; return how many of each."""
    if not seats:
        return 0, 0
    theirs, here = source.keys(), target.keys()
    named: set[str] = set()
    count = 0
    for position, entry, _ in journal.entries():
        parts = [part for part in entry.sealed if not seats.isdisjoint(part.for_)]
        named.update(text for text in _texts(entry.facts) if parts and text in theirs)
        for part in parts:
            blob = source.read_sealed(part.digest) if target.read_sealed(part.digest) is None else None
            if blob is not None:
                try:
                    check_blob(part, blob)
                except JournalRefusal as error:
                    raise Broken(position, error) from error
                target.write_sealed(blob)
                count += 1
    kept = merged(here, {who: theirs[who] for who in sorted(named)})
    new = {who: keys for who, keys in kept.items() if keys != here.get(who, frozenset())}
    if new:
        target.add_keys(new)
    return count, len(new)


def _texts(value: Any) -> Iterator[str]:
    """Every string in facts."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _texts(each)


def _bring_checkpoint(source: Storage, target: Storage, journal: Journal, reader: Reader) -> bool:
    """Take over a later checkpoint, or the cosignatures of the same one, once it is shown to be of these entries."""
    note, ours, office = source.read_checkpoint(), target.read_checkpoint(), keeper(reader.state)
    if note is None or office is None:
        return False
    theirs = open_checkpoint(note, office.ever, journal.origin)
    if theirs.size > journal.size or journal.root(theirs.size) != theirs.root:
        raise FalseCheckpoint("rounds.checkpoint_not_of_these", size=theirs.size)
    if ours is not None:
        size = Checkpoint.parse(Note.parse(ours).text).size
        if size > theirs.size:
            return False
        if size == theirs.size:
            note = joined(ours, note, watching(reader.state))
    if note == ours:
        return False
    target.write_checkpoint(note)
    return True
