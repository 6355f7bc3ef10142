"""`wayhome round cosign`: a seat that watches signs what goes on from what it signed before."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import click

from wayhome import journal as journals
from wayhome.cli.errors import Failure
from wayhome.cli.files import FILE, writing
from wayhome.cli.journals import JOURNAL, open_table
from wayhome.cli.key_files import key_from
from wayhome.cli.options import time_of
from wayhome.journal import Checkpoint, JournalRefusal, SplitView, canonical
from wayhome.journal.note import Note
from wayhome.rounds import keeper, watching
from wayhome.storage import storage_at


@click.command()
@JOURNAL
@click.option("--as", "seat", required=True, metavar="SEAT", help="A party or the observer.")
@click.option("--key", "key_file", required=True, type=FILE, help="That seat's private key.")
@click.option("--seen", type=click.Path(dir_okay=False, path_type=Path), help="Its memory; KEY.seen by default.")
@click.option("--time", help="When, such as 2025-08-24T09:30:00Z; now by default.")
def cosign(journal: Path, seat: str, key_file: Path, seen: Path | None, time: str | None) -> None:
    """Cosign the checkpoint of JOURNAL, if it goes on from the one this seat cosigned last.

    The seat remembers what it signed in a file of its own, the one thing not to lose: without it a second history could
    be shown to it as the first. Where the history parts from what was signed before, nothing is signed.
    """
    table = open_table(journal)
    note, office = storage_at(journal).read_checkpoint(), keeper(table.state)
    if note is None or office is None:
        raise Failure(f"{journal}: the facilitator has signed no checkpoint yet (wayhome round checkpoint)")
    key = key_from(key_file)
    watches = watching(table.state).get(seat)
    if watches is None or key.public.raw not in watches.keys:
        raise Failure(f"{key_file} is not the key of a seat {seat} that watches this journal")
    memory = seen or key_file.with_name(f"{key_file.name}.seen")
    when = time_of("--time", time) if time else datetime.now(UTC)
    with _alone(key_file):
        last = _remembered(memory, table.journal.origin)
        try:
            proof = table.journal.going_on(last, Checkpoint.parse(Note.parse(note).text))
            cosigned = journals.cosign(note, office, seat, key, when, last, proof)
        except SplitView as error:
            raise Failure(
                f"NOT SIGNED: {error}. This is not the history {seat} signed for. Keep {memory} and this journal, and "
                "compare them with what the other seats have: wayhome compare"
            ) from error
        except JournalRefusal as error:
            raise Failure(f"{journal}: {error}") from error
        _remember(memory, table.journal.origin, cosigned)
    try:
        table.journal.add_cosignature(cosigned)
    except JournalRefusal as error:
        raise Failure(f"{journal}: {error}") from error
    click.echo(cosigned.decode(), nl=False)


@contextmanager
def _alone(key_file: Path) -> Iterator[None]:
    """While this is held, nobody else on this machine cosigns with the same key file."""
    with key_file.open("rb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _remembered(memory: Path, origin: str) -> Checkpoint | None:
    """The checkpoint of this journal that the seat cosigned last."""
    note = _notes(memory).get(origin)
    return Checkpoint.parse(Note.parse(note.encode()).text) if note is not None else None


def _remember(memory: Path, origin: str, note: bytes) -> None:
    notes = {**_notes(memory), origin: note.decode()}
    with writing(memory) as partial:
        partial.write_bytes(canonical.encode(notes))


def _notes(memory: Path) -> dict[str, str]:
    """By journal, the checkpoint cosigned last, whole."""
    if not memory.exists():
        return {}
    try:
        notes = canonical.decode(memory.read_bytes())
        if not isinstance(notes, dict):
            raise journals.NotCanonical("journal.not_a_journal_remembered")
        for note in notes.values():
            Checkpoint.parse(Note.parse(str(note).encode()).text)
    except JournalRefusal as error:
        raise Failure(f"{memory}: not what this seat signed before ({error}); don't sign without it") from error
    return notes
