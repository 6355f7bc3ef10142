"""The parties' lists together: whose each is, and who in them has been confirmed to be the same person."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from wayhome.cli.errors import Failure
from wayhome.cli.files import FILE, read_people, read_text, role_in_name
from wayhome.exchange import Identified, families
from wayhome.people import Particulars, UnreadCell
from wayhome.tracing import ConflictingVerdicts, Match, Verdict, identified

REFERENCE_COLUMNS = ("person", "holder", "held_id", "home", "sought_id", "family")
_DECIDE = frozenset({"category", "medical", "birth_date", "capture_date", "sex", "family"})
"""The columns by which a package is drawn: where such a cell can't be read, nobody's place may rest on a guess."""
_MOST_NAMED = 10

references_option = click.option(
    "--references",
    type=FILE,
    metavar="REFERENCES.csv",
    help="Name people by the round's references (see `wayhome round references`), not by the holder's own ids.",
)


@dataclass(frozen=True)
class PartyList:
    """A list and whose it is."""

    party: str
    people: Mapping[str, Particulars]
    """By id."""
    role: str = ""
    """"held" or "sought"; "" where nobody has said which."""
    file: str = ""
    unread: tuple[UnreadCell, ...] = ()


def party_lists(parties: Sequence[str], arguments: Sequence[str], columns: Sequence[str]) -> list[PartyList]:
    """Read lists given as PARTY=FILE, PARTY:held=FILE, PARTY:sought=FILE, or a file whose name begins with the party's.

    Where it isn't said whether a list is of people held or sought, a file name with one of these words says it.
    """
    owners = [_owner(parties, argument) for argument in arguments]
    lists = read_people([path for _, _, path in owners], columns)
    return [
        PartyList(party, {row.id: row for row in people.rows}, role, path.name, people.unread)
        for (party, role, path), people in zip(owners, lists, strict=True)
    ]


def _owner(parties: Sequence[str], argument: str) -> tuple[str, str, Path]:
    """Whose list an argument names, of which role, and its file."""
    before, equals, after = argument.partition("=")
    named, colon, role = before.rpartition(":")
    if equals and before in parties:
        party, path, role = before, Path(after), ""
    elif equals and colon and named in parties:
        party, path = named, Path(after)
        if role not in ("held", "sought"):
            raise Failure(f"{argument}: expected {party}:held=FILE or {party}:sought=FILE")
    else:
        path, role = Path(argument), ""
        owners = [each for each in parties if path.stem.casefold().startswith(each.casefold())]
        if len(owners) != 1:
            raise Failure(f"{argument}: whose list is this? Write PARTY=FILE, with one of {', '.join(parties)}")
        (party,) = owners
    if not path.is_file():
        raise Failure(f"{path}: there is no such file")
    return party, role or role_in_name(path), path


def identify(
    matches: Sequence[Match], lists: Sequence[PartyList], references: Mapping[tuple[str, str], str] | None = None
) -> list[Identified]:
    """Both rows of everybody whose match is confirmed; ``references`` gives their reference by holder and held id."""
    by_pair: dict[tuple[str, str], list[tuple[Match, PartyList, PartyList]]] = {}
    for match in matches:
        if match.verdict in (Verdict.CONFIRMED, Verdict.SAME):
            held, sought = lists_of(match, lists)
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


def lists_of(match: Match, lists: Sequence[PartyList]) -> tuple[PartyList, PartyList]:
    """The held list and the sought list a match is about."""
    with_held = [each for each in lists if match.held_id in each.people]
    with_sought = [each for each in lists if match.sought_id in each.people]
    about = f"the match {match.sought_id}, {match.held_id}"
    _refuse_reversed(about, match.held_id, with_held, "held", "sought")
    _refuse_reversed(about, match.sought_id, with_sought, "sought", "held")
    pairs = [
        (held, sought)
        for held in with_held
        for sought in with_sought
        if held.party != sought.party and held.role != "sought" and sought.role != "held"
    ]
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


def _refuse_reversed(about: str, id_: str, found_in: Sequence[PartyList], role: str, other: str) -> None:
    """Refuse a match that has its person held on a list of people sought, or the reverse: its way would be turned."""
    if found_in and all(each.role == other for each in found_in):
        raise Failure(
            f"{about} has {id_} as {role}, but that id is only on {found_in[0].file}, a list of people {other}: "
            "were the lists given to trace the wrong way round? Trace them again, HELD before SOUGHT; "
            f"if the file is a list of people {role} after all, say PARTY:{role}=FILE"
        )


def expect_all_read(people: Iterable[Identified], lists: Sequence[PartyList]) -> None:
    """Raise Failure if a cell that a package is drawn by can't be read of somebody of the pool.

    A wounded person whose cell was misread must not stand in a count; whoever holds the list says what is so.
    """
    in_pool = {row for each in people for row in (each.held, each.sought)}
    cells = [cell for each in lists for cell in each.unread if each.people[cell.id] in in_pool]
    told = [str(cell.problem) for cell in cells if cell.column in _DECIDE]
    if told:
        more = [f"and {len(told) - _MOST_NAMED} more"] if len(told) > _MOST_NAMED else []
        raise Failure(
            "of people in the pool these cells can't be read, and who goes home hangs on them; mend them "
            "(an empty cell is not stated, which is allowed):\n" + "\n".join([*told[:_MOST_NAMED], *more])
        )


def read_references(path: Path) -> dict[tuple[str, str], str]:
    """Read references.csv as `wayhome round references` wrote it: (holder, held id) → reference."""
    reader = csv.DictReader(read_text(path).splitlines(), restval="")
    try:
        rows = list(reader)
    except csv.Error as error:
        raise Failure(f"{path} is not a CSV file: {error}") from error
    if not {"person", "holder", "held_id"} <= set(reader.fieldnames or ()):
        raise Failure(f"{path}: expected the columns {', '.join(REFERENCE_COLUMNS)}, as in references.csv")
    return {(row["holder"], row["held_id"]): row["person"] for row in rows}


def write_references(path: Path, people: Iterable[Identified]) -> None:
    """Write references.csv: who each reference is, on both lists, and who may not be separated from whom."""
    known = list(people)
    together = families(known)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(REFERENCE_COLUMNS)
        writer.writerows(
            sorted(
                [who.person, who.holder, who.held.id, who.home, who.sought.id, together.get(who.person, "")]
                for who in known
            )
        )
