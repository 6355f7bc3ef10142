"""`wayhome trace`: who of those sought is held."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import click

from wayhome import tracing
from wayhome.cli.errors import Failure
from wayhome.cli.files import FILE, columns_option, read_people, role_in_name, writing
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
    for held, sought in zip(lists[::2], lists[1::2], strict=True):
        _expect_direction(held, sought)
    matches: list[tracing.Match] = []
    people = read_people(lists, columns)
    for those_held, those_sought in zip(people[::2], people[1::2], strict=True):
        matches += _trace(those_held.rows, those_sought.rows, f"{those_sought.source} in {those_held.source}")
    with writing(out) as partial:
        tracing.write_matches(partial, matches)
    counts = Counter(match.verdict for match in matches)
    found = (f"{counts[verdict]} {verdict}" for verdict in (tracing.Verdict.CONFIRMED, tracing.Verdict.POSSIBLE))
    click.echo(f"{out}: {', '.join(found)}")


def _expect_direction(held: Path, sought: Path) -> None:
    """Refuse a pair that is one file twice, or that its own names say is the wrong way round."""
    if held.samefile(sought):
        raise Failure(f"{held} is given both as HELD and as SOUGHT; give two lists")
    if role_in_name(held) == "sought" or role_in_name(sought) == "held":
        raise Failure(
            f"{held}, {sought}: these names say the lists are the wrong way round; give each HELD before its SOUGHT"
        )


def _trace(held: Sequence[Particulars], sought: Sequence[Particulars], label: str) -> tuple[tracing.Match, ...]:
    """Trace with a progress bar on the error stream, where the shell shows one."""
    with click.progressbar(length=len(sought), label=label, file=sys.stderr) as bar:
        return tracing.trace(held, sought, lambda done, _: bar.update(done - bar.pos))
