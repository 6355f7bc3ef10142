"""`wayhome verify`: a journal, checked from its bytes."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path

import click

from wayhome import rounds
from wayhome.cli.errors import Failure
from wayhome.journal import Broken, Checkpoint, FileStorage, open_entry
from wayhome.rounds import Rounds


@click.command()
@click.argument("journal", type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="JOURNAL")
def verify(journal: Path) -> None:
    """Check a whole journal: every signature, every rule of the rounds and the law, the tree and its checkpoint.

    Exit status 1, with the first entry that is wrong and why, if anything is; also where there is no checkpoint.
    """
    entries = journal / "entries.jsonl"
    storage = FileStorage(journal)
    if not entries.is_file() or next(iter(storage.envelopes()), None) is None:
        raise Failure(f"{journal}: holds no journal (a file entries.jsonl with entries in it)")
    try:
        size, checkpoint, state = _verified(storage)
    except Broken as error:
        click.echo(f"{journal}: entry {error.position} is the first that is wrong: {error.reason}", err=True)
        raise SystemExit(1) from error
    click.echo(f"{journal}: {size} entries, every one as it was signed and as the rules admit")
    if _is_torn(entries):
        click.echo("  after them a last line without its end was left aside: an append that was cut short")
    _show_checkpoint(size, checkpoint)
    click.echo(f"  sealed parts: {_sealed_parts(storage)}")
    click.echo(f"  state: {rounds.fingerprint(state)} (wayhome {version('wayhome')})")
    for name, each in state.rounds.items():
        click.echo(f"  round {name}: {'closed' if each.closed else 'open'}")
    if checkpoint is None:
        raise SystemExit(1)


def _verified(storage: FileStorage) -> tuple[int, Checkpoint | None, Rounds]:
    """How many entries there are, all verified; what the facilitator has signed for; the state they fold to."""
    if storage.read_checkpoint() is not None:
        verified, state = rounds.verify(storage)
        return verified.size, verified.checkpoint, state
    size = 0
    for step in rounds.replay(storage):
        size, state = step.position + 1, step.state
    return size, None, state


def _show_checkpoint(size: int, checkpoint: Checkpoint | None) -> None:
    if checkpoint is None:
        click.echo("  no checkpoint: the facilitator has signed for none of it; `wayhome round checkpoint` does")
        return
    click.echo(f"  checkpoint: {checkpoint.size} entries, root {checkpoint.root.hex()}")
    after = size - checkpoint.size
    if after:
        click.echo(
            f"  {after} {'entry' if after == 1 else 'entries'} after the checkpoint: covered by no checkpoint yet; "
            "the facilitator runs `wayhome round checkpoint`"
        )


def _sealed_parts(storage: FileStorage) -> str:
    """How many of the sealed parts that the entries name are here. One may be erased, or kept elsewhere."""
    parts = [part.digest for envelope in storage.envelopes() for part in open_entry(envelope).sealed]
    return f"{sum(storage.read_sealed(digest) is not None for digest in parts)} of {len(parts)} here"


def _is_torn(entries: Path) -> bool:
    with entries.open("rb") as file:
        file.seek(-1, 2)
        return file.read(1) != b"\n"
