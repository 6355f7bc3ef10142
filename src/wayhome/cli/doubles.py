"""`wayhome doubles`: who may stand twice on one list."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from wayhome import tracing
from wayhome.cli.files import FILE, columns_option, read_people, writing


@click.command()
@click.argument("list_", type=FILE, metavar="LIST")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), default=Path("doubles.csv"), show_default=True)
@columns_option
def doubles(list_: Path, out: Path, columns: tuple[str, ...]) -> None:
    """Find rows of one LIST that may be one person, for the list's owner to look at. Writes doubles.csv.

    It has the columns of matches.csv; both ids are of this list. Nothing is merged: leave one row for each person in
    the list itself.
    """
    (people,) = read_people([list_], columns)
    with click.progressbar(length=len(people.rows), label=people.source, file=sys.stderr) as bar:
        found = tracing.doubles(people.rows, lambda done, _: bar.update(done - bar.pos))
    with writing(out) as partial:
        tracing.write_matches(partial, found)
    click.echo(f"{out}: {len(found)} pairs of rows that may be one person")
