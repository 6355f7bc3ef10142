"""Lists and matches from a user's files: what can't be read is reported, kept beside, and the rest goes on."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import click

from wayhome.cli.errors import Failure
from wayhome.exchange import Identified
from wayhome.people import NoSuchHeader, NotAList, Particulars, PeopleList, read_list, write_rejected
from wayhome.tracing import BadMatches, ConflictingVerdicts, Match, Verdict, identified, read_matches

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
columns_option = click.option(
    "--columns",
    multiple=True,
    metavar="THEIRS=OURS",
    help='What a header that is not recognised means, such as --columns "Позивний=id". Repeat for each.',
)

references_option = click.option(
    "--references",
    type=FILE,
    metavar="REFERENCES.csv",
    help="Name people by the round's references (see `wayhome round references`), not by the holder's own ids.",
)


def read_people(paths: Sequence[Path], columns: Sequence[str]) -> list[PeopleList]:
    """Read lists. Each row that can't be read is reported and written to a file beside its list; the others go on.

    A header named with --columns need not stand in every list, but in one of them.
    """
    unused = _mapping(columns)
    lists = []
    for path in paths:
        people, used = _read_with(path, _mapping(columns))
        unused = {header: column for header, column in unused.items() if header not in used}
        _report(path, people)
        lists.append(people)
    if unused:
        raise Failure(f"--columns: none of the lists has a column with the header {', '.join(unused)}")
    return lists


def _read_with(path: Path, columns: Mapping[str, str]) -> tuple[PeopleList, Mapping[str, str]]:
    """Read a list with those of the columns named that it has."""
    try:
        return read_list(path, columns), columns
    except NoSuchHeader as error:
        return _read_with(path, {header: column for header, column in columns.items() if header != error.header})
    except NotAList as error:
        raise Failure(str(error)) from error


def _report(path: Path, people: PeopleList) -> None:
    for line in (*people.notes, *map(str, people.problems)):
        click.echo(line, err=True)
    beside = write_rejected(people, path)
    if beside:
        read, not_read = len(people.rows), len(people.rejected)
        click.echo(f"{path.name}: {read} rows read; {not_read} not, written to {beside.name} to be mended", err=True)


def read_verdicts(path: Path) -> tuple[Match, ...]:
    """Read matches.csv with whatever verdicts people have written into it."""
    try:
        return read_matches(path)
    except BadMatches as error:
        raise Failure(str(error)) from error


@dataclass(frozen=True)
class PartyList:
    """A list and whose it is."""

    party: str
    people: dict[str, Particulars]


def party_lists(parties: Sequence[str], arguments: Sequence[str], columns: Sequence[str]) -> list[PartyList]:
    """Read lists given as PARTY=FILE, or as a file whose name begins with the party's."""
    owners = [_owner(parties, argument) for argument in arguments]
    lists = read_people([path for _, path in owners], columns)
    return [
        PartyList(party, {row.id: row for row in people.rows}) for (party, _), people in zip(owners, lists, strict=True)
    ]


def identify(
    matches: Sequence[Match], lists: Sequence[PartyList], references: Mapping[tuple[str, str], str] | None = None
) -> list[Identified]:
    """Both rows of everybody whose match is confirmed; ``references`` gives their reference by holder and held id."""
    by_pair: dict[tuple[str, str], list[tuple[Match, PartyList, PartyList]]] = {}
    for match in matches:
        if match.verdict in (Verdict.CONFIRMED, Verdict.SAME):
            held, sought = _lists_of(match, lists)
            by_pair.setdefault((held.party, sought.party), []).append((match, held, sought))
    found = []
    for (holder, home), pairs in by_pair.items():
        try:
            identified([match for match, _, _ in pairs])
        except ConflictingVerdicts as error:
            raise Failure(str(error)) from error
        for match, held, sought in pairs:
            person = (references or {}).get((holder, match.held_id), "")
            found.append(Identified(held.people[match.held_id], sought.people[match.sought_id], holder, home, person))
    return found


def _lists_of(match: Match, lists: Sequence[PartyList]) -> tuple[PartyList, PartyList]:
    """The held list and the sought list a match is about."""
    pairs = [
        (held, sought)
        for held in lists
        for sought in lists
        if held.party != sought.party and match.held_id in held.people and match.sought_id in sought.people
    ]
    about = f"the match {match.sought_id}, {match.held_id}"
    if not pairs:
        raise Failure(
            f"{about} names somebody who is on none of the lists given, or on two of the same party; "
            "give the list they are on"
        )
    if len(pairs) > 1:
        raise Failure(
            f"{about} fits more than one pair of lists, because they use the same ids; "
            "give each list ids of its own, for instance by putting a letter before them"
        )
    return pairs[0]


def read_references(path: Path) -> dict[tuple[str, str], str]:
    """Read references.csv as `wayhome round references` wrote it: (holder, held id) → reference."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        try:
            return {(row["holder"], row["held_id"]): row["person"] for row in csv.DictReader(file)}
        except KeyError as error:
            raise Failure(f"{path}: expected the columns person, holder, held_id as in references.csv") from error


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
        partial.unlink(missing_ok=True)


def _mapping(columns: Sequence[str]) -> dict[str, str]:
    mapping = {}
    for pair in columns:
        theirs, equals, ours = pair.rpartition("=")
        if not equals or not theirs or not ours:
            raise Failure(f"--columns {pair}: expected THEIRS=OURS, such as --columns Nachname=surname")
        mapping[theirs] = ours
    return mapping


def _owner(parties: Sequence[str], argument: str) -> tuple[str, Path]:
    before, equals, after = argument.partition("=")
    if equals and before in parties:
        party, path = before, Path(after)
    else:
        path = Path(argument)
        owners = [each for each in parties if path.stem.casefold().startswith(each.casefold())]
        if len(owners) != 1:
            raise Failure(
                f"{argument}: whose list is this? Write PARTY=FILE, with a party of the terms: {', '.join(parties)}"
            )
        (party,) = owners
    if not path.is_file():
        raise Failure(f"{path}: there is no such file")
    return party, path
