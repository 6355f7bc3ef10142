"""`wayhome compare`: two copies of a journal, or their checkpoints, and where they part."""

from __future__ import annotations

from itertools import zip_longest
from pathlib import Path
from typing import NamedTuple

import click

from wayhome.cli.covenants import read_covenant
from wayhome.cli.errors import Failure
from wayhome.cli.files import FILE
from wayhome.journal import (
    Checkpoint,
    Covenant,
    Journal,
    JournalRefusal,
    cosigners,
    open_checkpoint,
    open_entry,
)
from wayhome.journal.note import Note
from wayhome.storage import ENDING, storage_at

_COPY = click.Path(exists=True, path_type=Path)


class _Copy(NamedTuple):
    """What somebody has of a journal: its entries, or only a checkpoint."""

    path: Path
    journal: Journal | None
    note: bytes
    checkpoint: Checkpoint | None

    @property
    def size(self) -> int:
        """How many entries it shows, or speaks of."""
        return self.journal.size if self.journal else self.checkpoint.size if self.checkpoint else 0

    @property
    def origin(self) -> str:
        """The name of the journal."""
        if self.journal:
            return self.journal.origin
        return self.checkpoint.origin if self.checkpoint else ""


@click.command()
@click.argument("one", type=_COPY)
@click.argument("other", type=_COPY)
@click.option("--covenant", "covenant_file", type=FILE, help="The covenant you hold: says who truly signed which.")
def compare(one: Path, other: Path, covenant_file: Path | None) -> None:
    """Compare two copies of a journal, or a copy with a checkpoint somebody else was shown, and name where they part.

    ONE and OTHER are each the folder of a journal, the file of a checkpoint, or a proof. Exit status 1 where they are
    two histories; with --covenant it says who signed for both, which nobody can then deny.
    """
    covenant = read_covenant(covenant_file) if covenant_file else None
    first, second = _copy(one), _copy(other)
    if first.origin != second.origin:
        raise Failure(f"{one} is of the journal {first.origin}, {other} of {second.origin}")
    fork = _fork(first, second)
    if fork:
        click.echo(f"TWO HISTORIES of {first.origin}: {fork}", err=True)
        for copy in (first, second):
            _show_signers(copy, covenant)
        raise SystemExit(1)
    click.echo(_agreement(first, second))


def _copy(path: Path) -> _Copy:
    try:
        if path.is_dir() or path.suffix == ENDING:
            return _whole(path)
        content = path.read_bytes()
        # A proof ends in the checkpoint as it was signed: the text after its first empty line.
        note = content.partition(b"\n\n")[2] if content.startswith(b"c2sp.org/tlog-proof") else content
        return _Copy(path, None, note, Checkpoint.parse(Note.parse(note).text))
    except JournalRefusal as error:
        raise Failure(f"{path}: {error}") from error


def _whole(path: Path) -> _Copy:
    storage = storage_at(path)
    first = next(iter(storage.envelopes()), None)
    if first is None:
        raise Failure(f"{path}: holds no journal")
    note = storage.read_checkpoint() or b""
    checkpoint = Checkpoint.parse(Note.parse(note).text) if note else None
    return _Copy(path, Journal(storage, open_entry(first).journal), note, checkpoint)


def _fork(one: _Copy, other: _Copy) -> str:
    """Where two copies part, in a sentence; "" where one is how the other began."""
    if one.journal and other.journal:
        return _first_different(one.journal, other.journal)
    for copy, shown in ((one, other.checkpoint), (other, one.checkpoint)):
        if copy.journal and shown and shown.size <= copy.journal.size:
            if copy.journal.root(shown.size) != shown.root:
                return f"the first {shown.size} entries of {copy.path} are not those the checkpoint was signed for"
            return ""
    if one.checkpoint and other.checkpoint and one.checkpoint.size == other.checkpoint.size:
        if one.checkpoint.root != other.checkpoint.root:
            return f"two checkpoints of {one.checkpoint.size} entries with different roots"
        return ""
    raise Failure(
        "from these alone it can't be told: they are of different sizes, and neither holds the entries of the larger. "
        "Compare the larger one's journal"
    )


def _first_different(one: Journal, other: Journal) -> str:
    for mine, theirs in zip_longest(one.entries(), other.entries()):
        if mine is None or theirs is None:
            return ""
        if mine.envelope != theirs.envelope:
            said = " and ".join(f"{each.entry.kind} by {each.entry.author}" for each in (mine, theirs))
            return f"they part at entry {mine.position}: {said}"
    return ""


def _agreement(one: _Copy, other: _Copy) -> str:
    return (
        f"one history: {one.path} has {one.size} entries, {other.path} {other.size}, and the shorter begins the longer"
    )


def _show_signers(copy: _Copy, covenant: Covenant | None) -> None:
    if copy.checkpoint is None:
        return
    click.echo(f"  {copy.path}: checkpoint of {copy.checkpoint.size} entries", err=True)
    click.echo(f"    root {copy.checkpoint.root.hex()}", err=True)
    if covenant is None:
        click.echo("    say with --covenant who may sign, to see who did", err=True)
        return
    try:
        open_checkpoint(copy.note, covenant.seats[covenant.keeper].ever, covenant.journal)
        seats = cosigners(copy.note, {seat: covenant.seats[seat] for seat in covenant.watching})
    except JournalRefusal as error:
        click.echo(f"    signatures: {error}", err=True)
        return
    click.echo(
        f"    signed by the keeper, {covenant.keeper}; cosigned by {', '.join(sorted(seats)) or 'nobody'}", err=True
    )
