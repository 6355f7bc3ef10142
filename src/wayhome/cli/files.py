"""Lists and matches from a user's files: what can't be read is reported, kept beside, and the rest goes on."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

import click

from wayhome.cli.errors import Failure
from wayhome.people import COLUMNS, COMBINED, NoSuchHeader, NotAList, PeopleList, Problem, read_list, write_rejected
from wayhome.people.messages import Message
from wayhome.tracing import BadMatches, Match, read_judged, read_matches

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
columns_option = click.option(
    "--columns",
    multiple=True,
    metavar="THEIRS=OURS",
    help='What a header that is not recognised means, such as --columns "Позивний=id". Repeat for each.',
)


def read_people(paths: Sequence[Path], columns: Sequence[str]) -> list[PeopleList]:
    """Read lists. Each row that can't be read is reported and written to a file beside its list; the others go on.

    A header named with --columns need not stand in every list, but in one of them.
    """
    named = _mapping(columns)
    unused = dict(named)
    lists = []
    for path in paths:
        people, used = _read_with(path, named)
        unused = {header: column for header, column in unused.items() if header not in used}
        _report(path, people)
        lists.append(people)
    if unused:
        raise Failure(f"--columns: none of the lists has a column with the header {', '.join(unused)}")
    return lists


def _read_with(path: Path, columns: Mapping[str, str]) -> tuple[PeopleList, Mapping[str, str]]:
    """Read a list with those of the columns named that it has."""
    try:
        return read_list(path, columns, datetime.now(UTC).date(), _counting(path.name)), columns
    except NoSuchHeader as error:
        return _read_with(path, {header: column for header, column in columns.items() if header != error.header})
    except NotAList as error:
        raise Failure(str(error)) from error


def _counting(file: str) -> Callable[[int], None] | None:
    """Says on a terminal how far a long list is read, each time in place of the last."""
    if not sys.stderr.isatty():
        return None
    return lambda rows: click.echo(f"{file}: {rows:,} rows read\r", nl=False, err=True)


def _report(path: Path, people: PeopleList) -> None:
    """Say what was read and what wasn't. Raises Failure for a list from which nobody could be read."""
    notes = (f"{people.source}: {note}" for note in people.notes)
    for line in (*notes, *_few_of_each_kind(people.problems)):
        click.echo(line, err=True)
    _keep_rejected(path, people)
    if not people.rows:
        raise Failure(f"0 people could be read from {path.name}")
    unread = len({cell.id for cell in people.unread})
    kept = f"; {unread} of them with a cell that can't be read and counts as not stated" if unread else ""
    click.echo(f"{path.name}: {len(people.rows)} people read{kept}", err=True)


_FEW = 10
"""Problems of one kind that are shown."""


def _few_of_each_kind(problems: Sequence[Problem]) -> Iterator[str]:
    """A line for each problem, the first few of each kind, and how many more there are: a list may have millions."""
    count: Counter[tuple[str, Message]] = Counter()
    for problem in problems:
        count[kind := (problem.column, problem.expected)] += 1
        if count[kind] <= _FEW:
            yield str(problem)
    for (column, expected), times in count.items():
        if times > _FEW:
            yield f"{problems[0].file}, {column or 'rows'}: {times - _FEW:,} more like this; expected {expected}"


def _keep_rejected(path: Path, people: PeopleList) -> None:
    """Write the rejected rows beside the list; where that can't be done, say so and go on."""
    count = len(people.rejected)
    try:
        beside = write_rejected(people, path)
    except OSError as error:
        click.echo(f"{path.name}: {count} rows not read, and not written beside it: {error.strerror}", err=True)
        return
    if beside:
        click.echo(f"{path.name}: {count} rows not read, written to {beside.name} to be mended", err=True)


def read_verdicts(path: Path) -> tuple[Match, ...]:
    """Read matches.csv with whatever verdicts people have written into it."""
    try:
        return read_matches(path)
    except BadMatches as error:
        raise Failure(str(error)) from error


def read_judgements(paths: Sequence[Path]) -> tuple[Match, ...]:
    """Read what people judged in several files of matches: each pair once, and never two ways."""
    try:
        return read_judged(*paths)
    except BadMatches as error:
        raise Failure(str(error)) from error


def role_in_name(path: Path) -> str:
    """Which kind of list a file is by its name: "held", "sought", or "" where it doesn't say one of them."""
    roles = [role for role in ("held", "sought") if role in path.stem.casefold()]
    return roles[0] if len(roles) == 1 else ""


def read_text(path: Path) -> str:
    """The text of a file in UTF-8, without a byte order mark. Raises Failure for a file that is none."""
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Failure(f"{path} is not text in UTF-8") from error
    except OSError as error:
        raise Failure(f"{path} can't be read: {error.strerror}") from error


@contextmanager
def writing(path: Path) -> Iterator[Path]:
    """A path to write to that becomes ``path`` only when all is written, so that nothing half-done is left."""
    partial = path.with_name(f".{path.name}.partial")
    try:
        yield partial
        partial.replace(path)
    except OSError as error:
        raise Failure(f"{path} can't be written: {error.strerror}") from error
    finally:
        with suppress(OSError):
            partial.unlink(missing_ok=True)


def _mapping(columns: Sequence[str]) -> dict[str, str]:
    mapping = {}
    for pair in columns:
        theirs, equals, ours = pair.rpartition("=")
        column = ours.strip().lower()
        if not equals or not theirs or not column:
            raise Failure(f"--columns {pair}: expected THEIRS=OURS, such as --columns Nachname=surname")
        if column not in COLUMNS and column not in COMBINED:
            raise Failure(f"--columns {pair}: {ours} is none of the columns {', '.join((*COLUMNS, *COMBINED))}")
        mapping[theirs] = column
    return mapping
