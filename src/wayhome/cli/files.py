"""Lists and matches from a user's files: what can't be read is reported, kept beside, and the rest goes on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import click

from wayhome.cli.errors import Failure
from wayhome.exchange import Identified
from wayhome.people import NotAList, Particulars, PeopleList, read_list, write_rejected
from wayhome.tracing import BadMatches, Match, identified, read_matches

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
columns_option = click.option(
    "--columns",
    multiple=True,
    metavar="THEIRS=OURS",
    help='What a header that is not recognised means, such as --columns "Позивний=id". Repeat for each.',
)


def read_people(path: Path, columns: Sequence[str]) -> PeopleList:
    """Read a list. Each row that can't be read is reported and written to a file beside it; the others go on."""
    try:
        people = read_list(path, _mapping(columns))
    except NotAList as error:
        raise Failure(str(error)) from error
    for note in people.notes:
        click.echo(note, err=True)
    for problem in people.problems:
        click.echo(str(problem), err=True)
    beside = write_rejected(people, path)
    if beside:
        read, not_read = len(people.rows), len(people.rejected)
        click.echo(f"{path.name}: {read} rows read; {not_read} not, written to {beside.name} to be mended", err=True)
    return people


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
    path: Path
    people: dict[str, Particulars]


def party_lists(parties: Sequence[str], arguments: Sequence[str], columns: Sequence[str]) -> list[PartyList]:
    """Read lists given as PARTY=FILE, or as a file whose name begins with the party's."""
    lists = []
    for argument in arguments:
        party, path = _owner(parties, argument)
        people = {row.id: row for row in read_people(path, columns).rows}
        lists.append(PartyList(party, path, people))
    return lists


def identify(matches: Sequence[Match], lists: Sequence[PartyList]) -> list[Identified]:
    """Find both rows of every match that may enter a pool."""
    try:
        chosen = identified(matches)
    except BadMatches as error:
        raise Failure(str(error)) from error
    found = []
    for match in chosen:
        pairs = [
            (held, sought)
            for held in lists
            for sought in lists
            if held.party != sought.party and match.held_id in held.people and match.sought_id in sought.people
        ]
        if not pairs:
            raise Failure(
                f"the match {match.sought_id}, {match.held_id} names somebody who is on none of the lists given, or on "
                "two of the same party; give the list they are on"
            )
        if len(pairs) > 1:
            raise Failure(
                f"the match {match.sought_id}, {match.held_id} fits more than one pair of lists, because they use the "
                "same ids; give each list ids of its own, for instance by putting a letter before them"
            )
        ((held, sought),) = pairs
        found.append(Identified(held.people[match.held_id], sought.people[match.sought_id], held.party, sought.party))
    return found


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
