"""`wayhome trace`: who of those sought is held."""

from __future__ import annotations

import secrets
import sys
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import click

from wayhome import tracing
from wayhome.cli.errors import Failure
from wayhome.cli.files import FILE, columns_option, read_judgements, read_people, role_in_name, writing
from wayhome.people import PeopleList
from wayhome.tracing import beyond

_ENGINES = {"duckdb": beyond.duckdb_engine, "spark": beyond.spark_engine}


@click.command()
@click.argument("lists", nargs=-1, required=True, type=FILE, metavar="HELD SOUGHT [HELD SOUGHT]...")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), default=Path("matches.csv"), show_default=True)
@click.option("--report", type=click.Path(dir_okay=False, path_type=Path), help="A page of the pairs to be judged.")
@click.option(
    "--verdicts", multiple=True, type=FILE, help="An earlier matches.csv: what people judged there is kept. Repeat."
)
@click.option("--officer", default="", help="Who gave the verdicts beside which nobody is named; dated today.")
@click.option("--no-doubles", is_flag=True, help="Nobody stands twice on any of these lists.")
@click.option(
    "--keep",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="FOLDER",
    help="Keep there what was compared: a stopped run goes on, a later one compares only what is new.",
)
@click.option(
    "--engine",
    type=click.Choice(["embedded", *_ENGINES]),
    default="embedded",
    show_default=True,
    help="What finds and compares the pairs; the others are extras for very long lists.",
)
@columns_option
def trace(
    lists: tuple[Path, ...],
    out: Path,
    report: Path | None,
    verdicts: tuple[Path, ...],
    officer: str,
    no_doubles: bool,
    keep: Path | None,
    engine: str,
    columns: tuple[str, ...],
) -> None:
    """Find who of those on a list SOUGHT is on a list HELD, in any spelling. Writes matches.csv.

    Give both directions at once as two pairs. Read the matches that are only "possible" and write "same", "different"
    or "unsure" into their verdict: nothing merges two people but a person. With --report they are shown side by side,
    with what speaks for and against each; with --verdicts a later run keeps what was judged, by whom,
    when and why. Where two officers judged one pair differently, that is said, and nothing is traced until they agree.
    """
    if len(lists) % 2:
        raise Failure("trace needs pairs of lists: each HELD with its SOUGHT")
    for held, sought in zip(lists[::2], lists[1::2], strict=True):
        _expect_direction(held, sought)
    if officer and not verdicts:
        raise Failure("--officer names who gave the verdicts of a file: give it with --verdicts")
    if keep and engine != "embedded":
        raise Failure(f"--keep is for the embedded engine: leave it out with --engine {engine}")
    opened = _opened(engine)
    earlier = read_judgements(verdicts)
    if officer:
        earlier = tracing.stamped(earlier, officer, datetime.now(UTC).date())
    people = read_people(lists, columns)
    parts = [
        (_trace(held, sought, earlier, no_doubles, _kept(keep, number), opened), held.rows, sought.rows)
        for number, (held, sought) in enumerate(zip(people[::2], people[1::2], strict=True), start=1)
    ]
    matches = [match for traced, _, _ in parts for match in traced.matches]
    matches += _on_people_no_longer_listed(earlier, matches)
    with writing(out) as partial:
        tracing.write_matches(partial, matches)
    if report:
        with writing(report) as partial:
            partial.write_text(tracing.review_page(*parts), encoding="utf-8")
    counts = Counter(match.verdict for match in matches)
    always = (tracing.Verdict.CONFIRMED, tracing.Verdict.POSSIBLE)
    found = (f"{counts[verdict]} {verdict}" for verdict in tracing.Verdict if verdict in always or counts[verdict])
    click.echo(f"{out}: {', '.join(found)}")
    if report:
        click.echo(f"{report}: the pairs to be judged; it names people")


def _expect_direction(held: Path, sought: Path) -> None:
    """Refuse a pair that is one file twice, or that its own names say is the wrong way round."""
    if held.samefile(sought):
        raise Failure(f"{held} is given both as HELD and as SOUGHT; give two lists")
    if role_in_name(held) == "sought" or role_in_name(sought) == "held":
        raise Failure(
            f"{held}, {sought}: these names say the lists are the wrong way round; give each HELD before its SOUGHT"
        )


def _kept(folder: Path | None, number: int) -> tracing.Kept | None:
    """What was compared of this pair of lists, in a folder of its own."""
    if folder is None:
        return None
    try:
        return tracing.Kept(folder / str(number), secrets.token_bytes)
    except tracing.NotKept as error:
        raise Failure(str(error)) from error


def _opened(engine: str) -> tracing.Engine | None:
    if engine == "embedded":
        return None
    try:
        return _ENGINES[engine]()
    except beyond.NotInstalled as error:
        raise Failure(str(error)) from error


def _trace(
    held: PeopleList,
    sought: PeopleList,
    verdicts: Sequence[tracing.Match],
    no_doubles: bool,
    kept: tracing.Kept | None,
    engine: tracing.Engine | None,
) -> tracing.Traced:
    """Trace with a progress bar on the error stream, where the shell shows one."""
    label = f"{sought.source} in {held.source}"
    if engine:
        click.echo(f"{label}: pairs are found and compared by {engine}", err=True)
    with click.progressbar(length=len(sought.rows), label=label, file=sys.stderr) as bar:
        return tracing.traced(
            held.rows,
            sought.rows,
            lambda done, _: bar.update(done - bar.pos),
            verdicts=verdicts,
            without_doubles=no_doubles,
            kept=kept,
            engine=engine,
        )


def _on_people_no_longer_listed(
    earlier: Sequence[tracing.Match], matches: Sequence[tracing.Match]
) -> list[tracing.Match]:
    """Verdicts that tracing passed over: what a person judged is never lost from the file."""
    judged = {match.pair for match in matches}
    return [match for match in earlier if match.pair not in judged]
