"""`wayhome erase`: what is held about a person destroyed, where this machine holds it."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import click

from wayhome.acts import Refused
from wayhome.cli.errors import Failure
from wayhome.cli.files import FILE, read_text
from wayhome.cli.journals import JOURNAL, open_table
from wayhome.cli.parties import read_references
from wayhome.cli.salts import read_salts, replace_and_overwrite, written_salts
from wayhome.people import SaltErased, held_as, sought_as, sought_reference
from wayhome.rounds import Table
from wayhome.rounds.sealing import people_named
from wayhome.storage import storage_at


class _Known(NamedTuple):
    """What references.csv knows of somebody."""

    person: str
    holder: str
    held_id: str
    home: str
    sought_id: str


@click.command()
@JOURNAL
@click.argument("people", nargs=-1, required=True, metavar="REFERENCE...")
@click.option("--references", "references", type=FILE, help="references.csv: their rows are taken out.")
@click.option("--salt", type=FILE, help="The round's secret file: their salts are taken out; needs --references.")
@click.option("--yes", is_flag=True, help="Don't ask.")
def erase(journal: Path, people: tuple[str, ...], references: Path | None, salt: Path | None, yes: bool) -> None:
    """Destroy what was sealed about people in this copy of JOURNAL, and who they are. There is no way back.

    Their keys are overwritten: nobody reads here again what was sealed about them, with whatever key. Entries,
    digests and proofs stay, and the journal verifies as before. Every other copy has to be told, and does it itself.
    """
    if salt and not references:
        raise Failure("--salt: whose salts is told by references.csv; give it with --references")
    table, known = open_table(journal), _known(references, people)
    # A person sought goes by a reference of their own, which only the salts tell.
    also = [each for each in _sought(salt, known) if each not in people]
    everybody = (*people, *also)
    _refuse_unknown(table, journal, people, references)
    for line in (*_destroyed(table, journal, everybody, references, salt, known), *_LEFT):
        click.echo(line)
    if not yes and not click.confirm("Destroy it?"):
        raise Failure("nothing was erased")
    try:
        table.erase(*everybody)
    except Refused as error:
        raise Failure(f"refused: {error} Nothing was erased") from error
    # The salts before the rows: whoever is stopped between the two still has the rows, which tell whose salts.
    if salt:
        salts = read_salts(salt)
        for each in known:
            salts = salts.without(held_as(each.holder, each.held_id)).without(sought_as(each.home, each.sought_id))
        replace_and_overwrite(salt, written_salts(salts))
    if references:
        replace_and_overwrite(references, _without(references, people))
    click.echo(f"erased: {', '.join(everybody)}")


_LEFT = (
    "not reached from here, and to be done by those who hold it:",
    "  every other copy of this journal (wayhome erase there), sticks and backups of this one",
    "  the parties' own lists, files of matches, printed manifests, and what was read before",
)


def _known(references: Path | None, people: Sequence[str]) -> list[_Known]:
    if references is None:
        return []
    read_references(references)  # its form
    rows = csv.DictReader(read_text(references).splitlines(), restval="")
    return [_Known(*(row.get(field) or "" for field in _Known._fields)) for row in rows if row["person"] in people]


def _sought(salt: Path | None, known: Sequence[_Known]) -> list[str]:
    if salt is None:
        return []
    salts, found = read_salts(salt), []
    for each in known:
        try:
            found.append(sought_reference(salts, each.home, each.sought_id))
        except SaltErased:
            continue
    return found


def _refuse_unknown(table: Table, journal: Path, people: Sequence[str], references: Path | None) -> None:
    """Refuse a reference that stands nowhere: a slip of the keyboard must not pass for an erasure."""
    named = {person for statement in table.statements for person in people_named(statement.act)}
    rows = set(read_references(references).values()) if references else set()
    strangers = sorted(set(people) - named - rows - storage_at(journal).keys().keys())
    if strangers:
        raise Failure(f"{journal}: nobody here goes by {', '.join(strangers)}; nothing was erased")


def _destroyed(
    table: Table,
    journal: Path,
    people: Sequence[str],
    references: Path | None,
    salt: Path | None,
    known: Sequence[_Known],
) -> list[str]:
    """What is about to be destroyed, in lines."""
    keys = storage_at(journal).keys()
    lines = []
    for person in people:
        acts = [
            f"{placed.position} ({placed.entry.kind})"
            for placed, statement in zip(table.journal.entries(), table.statements, strict=True)
            if statement.sealed_for and person in people_named(statement.act)
        ]
        have = keys.get(person)
        key = "erased before" if have == frozenset() else "their key" if have else "no key here"
        lines.append(f"{person}: {key} in {journal}; sealed about them: entries {', '.join(acts) or 'none'}")
    if references:
        lines.append(f"{references}: {len(known)} rows, which say who they are")
    if salt:
        lines.append(f"{salt}: the salts of {len(known)}, from which their references follow")
    return lines


def _without(references: Path, people: Sequence[str]) -> bytes:
    """The file without these people's rows."""
    rows = csv.DictReader(read_text(references).splitlines(), restval="")
    text = io.StringIO()
    writer = csv.DictWriter(text, rows.fieldnames or [], lineterminator="\n", extrasaction="ignore")
    writer.writeheader()
    writer.writerows(row for row in rows if row["person"] not in people)
    return text.getvalue().encode()
