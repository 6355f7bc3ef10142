"""`wayhome verify`: a journal, checked from its bytes."""

from __future__ import annotations

from pathlib import Path

import click

from wayhome import rounds
from wayhome.journal import Broken, FileStorage


@click.command()
@click.argument("journal", type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="JOURNAL")
def verify(journal: Path) -> None:
    """Check a whole journal: every signature, every rule of the rounds and the law, the tree and its checkpoint.

    Exit status 1, with the first entry that is wrong and why, if anything is.
    """
    try:
        verified, state = rounds.verify(FileStorage(journal))
    except Broken as error:
        click.echo(f"{journal}: entry {error.position} is the first that is wrong: {error.reason}", err=True)
        raise SystemExit(1) from error
    click.echo(f"{journal}: {verified.size} entries, every one as it was signed and as the rules admit")
    click.echo(f"  checkpoint: {verified.checkpoint.size} entries, root {verified.checkpoint.root.hex()}")
    click.echo(f"  state: {rounds.fingerprint(state)}")
    for name, each in state.rounds.items():
        click.echo(f"  round {name}: {'closed' if each.closed else 'open'}")
