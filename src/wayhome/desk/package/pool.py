"""The pool of a delegation: from the files `wayhome plan` takes to the rows it keeps, and from those to candidates.

The facilitator has the lists lent to it by both parties; a party has its own two, and plans by what it knows. Of each
row only what a plan may look at is kept.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec
from django.db import transaction
from django.utils.translation import gettext as _

from wayhome.agreement import Agreement
from wayhome.desk.jobs.kinds import JobFailed, Progress
from wayhome.desk.look.messages import worded
from wayhome.desk.package.models import PoolRow
from wayhome.desk.seats.models import Delegation
from wayhome.exchange import Candidate, Identified, Terms, pool
from wayhome.people import NotAList, Particulars, PeopleList, read_list

_LOOKED_AT = ("birth_date", "sex", "rank", "category", "capture_date", "facility", "medical", "family")
"""What a plan may look at, besides the list's own reference."""
_DECIDE = frozenset({"category", "medical", "birth_date", "capture_date", "sex", "family"})
"""The columns by which a package is drawn: where such a cell can't be read, nobody's place may rest on a guess."""
_REFERENCES = ("person", "holder", "held_id", "home", "sought_id")
_MOST_NAMED = 10
_AT_ONCE = 2000
ROLES = ("held", "sought")


def candidates(terms: Terms, agreement: Agreement) -> tuple[Candidate, ...]:
    """Of this delegation's rows those whom their holder has said to hold. Raises `BadPool`."""
    rows = PoolRow.objects.order_by("reference").iterator(_AT_ONCE)
    return pool(
        terms, [_identified(row) for row in rows if agreement.held.get(row.reference) == (row.holder, row.home)]
    )


def looked_at(row: Particulars) -> dict[str, Any]:
    """What of a row a plan may look at, as it is kept."""
    kept = Particulars(row.id, **{name: getattr(row, name) for name in _LOOKED_AT})
    plain: dict[str, Any] = msgspec.to_builtins(kept)
    return {name: value for name, value in plain.items() if value}


def take_in(files: Mapping[str, Path], delegation: Delegation, progress: Progress) -> int:
    """Read references.csv and the lists, and keep their pool in place of the one before. Returns how many people.

    ``files``: paths by "references" or "PARTY:held", "PARTY:sought". Raises `JobFailed` with what is wrong; then
    the pool stays as it was.
    """
    lists: dict[str, PeopleList] = {}
    for number, (name, path) in enumerate(sorted(files.items())):
        if name != "references":
            progress(number, len(files) + 1, _("reading a list"))
            lists[name] = _read(path, progress)
    rows = {name: {row.id: row for row in each.rows} for name, each in lists.items()}
    found = list(_with_rows(delegation, _references(files["references"]), rows))
    _expect_all_read(found, lists)
    keep(found)
    return len(found)


@transaction.atomic
def keep(rows: Iterable[PoolRow]) -> None:
    """Keep these rows in place of those before."""
    PoolRow.objects.all().delete()
    PoolRow.objects.bulk_create(rows, batch_size=_AT_ONCE)


def _identified(row: PoolRow) -> Identified:
    held, sought = (msgspec.convert({"id": "", **side}, Particulars) for side in (row.held, row.sought))
    return Identified(held, sought, row.holder, row.home, row.reference)


def _read(path: Path, progress: Progress) -> PeopleList:
    try:
        return read_list(path, progress=lambda rows: progress(rows))
    except NotAList as error:
        raise JobFailed(worded(error)) from error


def _references(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """The lines of references.csv, with their numbers as a spreadsheet has them."""
    try:
        reader = csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines(), restval="")
        lines = list(reader)
    except (UnicodeDecodeError, csv.Error):
        raise JobFailed(_("references.csv: this is no CSV file in UTF-8.")) from None
    if not set(_REFERENCES) <= set(reader.fieldnames or ()):
        columns = ", ".join(_REFERENCES)
        raise JobFailed(
            _("references.csv: expected the columns %s, as `wayhome round references` writes it.") % columns
        )
    return iter(enumerate(lines, 2))


def _with_rows(
    delegation: Delegation,
    lines: Iterable[tuple[int, dict[str, str]]],
    rows: Mapping[str, Mapping[str, Particulars]],
) -> Iterator[PoolRow]:
    seen: set[str] = set()
    for number, line in lines:
        if not line["person"] or line["person"] in seen:
            raise JobFailed(_("references.csv, row %s: expected a reference that no other row has.") % number)
        seen.add(line["person"])
        sides = {}
        for role, party in (("held", line["holder"]), ("sought", line["home"])):
            people = rows.get(f"{party}:{role}")
            if people is not None and line[f"{role}_id"] not in people:
                file = _("references.csv, row %(row)s: the list %(party)s (%(role)s) has nobody with this id.")
                raise JobFailed(file % {"row": number, "party": party, "role": role})
            sides[role] = looked_at(people[line[f"{role}_id"]]) if people is not None else {}
        if not any(sides.values()):
            raise JobFailed(_("references.csv, row %s: this person is on none of the lists given.") % number)
        yield PoolRow(
            delegation=delegation, reference=line["person"], holder=line["holder"], home=line["home"], **sides
        )


def _expect_all_read(found: Iterable[PoolRow], lists: Mapping[str, PeopleList]) -> None:
    """Raise `JobFailed` if a cell that a plan hangs on can't be read of somebody of the pool.

    A wounded person whose cell was misread must not stand in a count; whoever holds the list says what is so.
    """
    ids: dict[str, set[str]] = {}
    for row in found:
        ids.setdefault(f"{row.holder}:held", set()).add(row.held.get("id", ""))
        ids.setdefault(f"{row.home}:sought", set()).add(row.sought.get("id", ""))
    unread = [
        f"{cell.problem.file}, {cell.problem.row}, {cell.problem.column}"
        for name, each in lists.items()
        for cell in each.unread
        if cell.column in _DECIDE and cell.id in ids.get(name, set())
    ]
    if unread:
        cells = "; ".join(unread[:_MOST_NAMED]) + ("; …" if len(unread) > _MOST_NAMED else "")
        raise JobFailed(_("These cells can't be read, and who goes home hangs on them (file, row, column): %s") % cells)
