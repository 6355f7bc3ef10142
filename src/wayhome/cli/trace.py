"""`wayhome trace`: who of those sought is held."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import click

from wayhome import tracing
from wayhome.cli.errors import Failure
from wayhome.cli.files import FILE, columns_option, read_people, writing
from wayhome.people import Particulars


@click.command()
@click.argument("lists", nargs=-1, required=True, type=FILE, metavar="HELD SOUGHT [HELD SOUGHT]...")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), default=Path("matches.csv"), show_default=True)
@columns_option
def trace(lists: tuple[Path, ...], out: Path, columns: tuple[str, ...]) -> None:
    """Find who of those on a list SOUGHT is on a list HELD, in any spelling. Writes matches.csv.

    Give both directions at once as two pairs. Read the matches that are only "possible" and write "same", "different"
    or "unsure" into their verdict: nothing merges two people but a person.
    """
    if len(lists) % 2:
        raise Failure("trace needs pairs of lists: each HELD with its SOUGHT")
    matches: list[tracing.Match] = []
    people = read_people(lists, columns)
    for held, sought in zip(people[::2], people[1::2], strict=True):
        matches += _trace(held.rows, sought.rows, f"{sought.source} in {held.source}")
    with writing(out) as partial:
        tracing.write_matches(partial, matches)
    counts = Counter(match.verdict for match in matches)
    click.echo(f"{out}: " + ", ".join(f"{counts[verdict]} {verdict}" for verdict in sorted(counts)))


def _trace(held: Sequence[Particulars], sought: Sequence[Particulars], label: str) -> tuple[tracing.Match, ...]:
    """Trace with a progress bar on the error stream, where the shell shows one."""
    with click.progressbar(length=len(sought), label=label, file=sys.stderr) as bar:
        return tracing.trace(held, sought, lambda done, _: bar.update(done - bar.pos))
