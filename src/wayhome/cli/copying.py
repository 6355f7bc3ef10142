"""`wayhome journal`: copies of a journal on sticks, in files and in databases, brought up to date from one another."""

from __future__ import annotations

import sys
from collections.abc import Collection
from pathlib import Path

import click

from wayhome.cli.errors import Failure
from wayhome.cli.journals import JOURNAL
from wayhome.journal import Broken, JournalRefusal, SplitView
from wayhome.rounds import Brought, bring
from wayhome.storage import storage_at

_OTHER = click.argument("other", type=click.Path(path_type=Path), metavar="OTHER")


@click.group()
def journal() -> None:
    """Carry copies of a journal between those who hold it: by folder, by one file, by database.

    A place is a folder, a file that ends in .sqlite, or postgresql:SERVICE (a service of ~/.pg_service.conf).
    """


@journal.command()
@JOURNAL
@_OTHER
@click.option("--for", "seats", multiple=True, metavar="SEAT", help="Take along what is sealed to this seat. Repeat.")
def push(journal: Path, other: Path, seats: tuple[str, ...]) -> None:
    """Bring OTHER up to date from JOURNAL: a stick, a file for somebody. It is made where it isn't there.

    Without --for nothing sealed goes along. What stopped on the way goes on the next time.
    """
    _bring(journal, other, seats)


@journal.command()
@JOURNAL
@_OTHER
@click.option("--for", "seats", multiple=True, metavar="SEAT", help="Take over what is sealed to this seat. Repeat.")
def pull(journal: Path, other: Path, seats: tuple[str, ...]) -> None:
    """Bring JOURNAL up to date from OTHER, every entry checked. JOURNAL is made where it isn't there.

    Where the two are two histories, nothing is taken: exit status 1, with the entry at which they part.
    """
    _bring(other, journal, seats)


def _bring(source: Path, target: Path, seats: Collection[str]) -> None:
    try:
        brought = bring(storage_at(source), storage_at(target), seats, _told)
    except SplitView as error:
        click.echo(
            f"TWO HISTORIES: {source} and {target}: {error}. Nothing was copied; keep both, and see who signed for "
            "which: wayhome compare",
            err=True,
        )
        raise SystemExit(1) from error
    except Broken as error:
        click.echo(f"{source}: entry {error.position} is wrong: {error.reason}; all before it is copied", err=True)
        raise SystemExit(1) from error
    except JournalRefusal as error:
        raise Failure(f"{source} to {target}: {error}") from error
    _show(source, target, brought, seats)


def _told(entries: int) -> None:
    if sys.stderr.isatty():
        click.echo(f"\r{entries} entries copied", nl=False, err=True)


def _show(source: Path, target: Path, brought: Brought, seats: Collection[str]) -> None:
    if brought.entries and sys.stderr.isatty():
        click.echo("\r\x1b[K", nl=False, err=True)
    sealed = f", {brought.sealed} sealed parts for {' and '.join(seats)}" if seats else ", nothing sealed"
    checkpoint = ", its checkpoint" if brought.checkpoint else ""
    click.echo(f"{target}: {brought.entries} new entries of {brought.size}{sealed}{checkpoint}, from {source}")
    for person in brought.erased_there:
        click.echo(f"{source}: {person} is erased there; wayhome erase does it here", err=True)
