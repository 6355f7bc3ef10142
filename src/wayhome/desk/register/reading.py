"""Reading a file that was handed in, in the worker: who is on it, what can't be read, what is new, changed and gone."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from itertools import groupby, islice
from typing import Any

import msgspec
from django.db import transaction

from wayhome.desk.jobs.kinds import Says
from wayhome.desk.look.messages import kept
from wayhome.desk.register.columns import as_columns
from wayhome.desk.register.models import STANDING, Counted, Fault, Person, Version
from wayhome.desk.register.names import full_name, key
from wayhome.desk.register.staged import Count, Row, Staged
from wayhome.people import NotAList, Particulars, PeopleList, Problem, read_list
from wayhome.people.headers import checked, understand
from wayhome.people.messages import Message, said
from wayhome.people.names import arabic_skeleton, skeleton
from wayhome.people.tables import Row as TableRow
from wayhome.people.tables import tables_in

_SAMPLE = 50
_LONGEST_ID = 200
_LONGEST_PLACE = 200
_ROWS_SEARCHED_FOR_HEADERS = 30
_AT_ONCE = 5_000
_encode = msgspec.json.Encoder().encode


def read(version: Version, progress: Says, today: date) -> None:
    """Read the file of a version and keep what was found. What an earlier reading of it found is replaced."""
    with _without_collecting():
        _read(version, progress, today)


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Nothing read of a list points in a circle: among millions of cells the collector finds nothing, for long."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _read(version: Version, progress: Says, today: date) -> None:
    staged = Staged(version)
    try:
        people = read_list(staged.upload, version.columns, today, lambda rows: progress(rows))
        expect_short_ids(people)
    except NotAList as error:
        _keep_refusal(version, staged, error.fault)
        return
    staged.begin()
    found = _compared(version, people)
    counts = _counted(people.rows)
    staged.write_rows(_rows(people.rows, found, progress))
    staged.write_leaving([*found.gone, *(people.rows[place].id for place in found.changed)])
    staged.write_counts(counts)
    _keep(version, people, found)


def expect_short_ids(people: PeopleList) -> None:
    """Raises NotAList where an id is longer than a register keeps."""
    longest = max((len(row.id) for row in people.rows), default=0)
    if longest > _LONGEST_ID:
        raise NotAList(people.source, said("people.an_id_too_long", length=longest, most=_LONGEST_ID))


class _Compared:
    """A file beside the version in force: places of rows in the file, and the ids that are gone."""

    def __init__(self, people: int) -> None:
        self.unchanged = bytearray(people)
        self.changed: dict[int, str] = {}
        """Place → what stood before."""
        self.gone: dict[str, str] = {}
        """List id → what stood before."""


def _compared(version: Version, people: PeopleList) -> _Compared:
    found = _Compared(len(people.rows))
    version.base = version.on.current
    if not version.base:
        return found
    place_of = {row.id: place for place, row in enumerate(people.rows)}
    standing = Person.objects.filter(on=version.on, last=STANDING, first__lte=version.base)
    for list_id, before in standing.values_list("list_id", "content").iterator(chunk_size=_AT_ONCE):
        place = place_of.get(list_id)
        if place is None:
            found.gone[list_id] = before
        elif _content(people.rows[place]) == before:
            found.unchanged[place] = 1
        else:
            found.changed[place] = before
    return found


def _rows(people: Sequence[Particulars], found: _Compared, progress: Says) -> Iterator[Row]:
    """The rows to be written, ordered by surname: a database writes them faster so, and reads them together."""
    surnames = [key(row.surname) for row in people]
    places = sorted(range(len(people)), key=surnames.__getitem__)
    for done, place in enumerate(places, start=1):
        if done % _AT_ONCE == 0 or done == len(places):
            progress(done, len(places))
        if found.unchanged[place]:
            continue
        row = people[place]
        yield Row(
            row.id,
            surnames[place],
            f"{key(row.given_names)} {key(row.patronymic)}".strip(),
            str(row.category or ""),
            row.facility[:_LONGEST_PLACE],
            "; ".join(sorted(row.medical)) or None,
            _content(row),
        )


def _content(row: Particulars) -> str:
    return _encode(as_columns(row)).decode()


def _counted(people: Sequence[Particulars]) -> list[Count]:
    spelled: dict[str, str] = {}
    surnames: Counter[str] = Counter()
    for row in people:
        found = key(row.surname)
        surnames[found] += 1
        spelled.setdefault(found, row.surname)
    places = Counter(row.facility[:_LONGEST_PLACE] for row in people if row.facility)
    by_name = [
        Count(Counted.What.SURNAME.value, each, n, skeleton(spelled[each]), arabic_skeleton(spelled[each]))
        for each, n in surnames.items()
        if each
    ]
    return by_name + [Count(Counted.What.PLACE.value, place, n, "", "") for place, n in places.items()]


def _keep(version: Version, people: PeopleList, found: _Compared) -> None:
    new = len(people.rows) - len(found.changed) - sum(found.unchanged)
    version.state = Version.State.READ
    version.reason = {}
    version.headers, version.separator = [_storable(header) for header in people.headers], people.separator
    version.mapped = _mapped(people, version.columns)
    version.notes = [kept(note) for note in people.notes]
    version.people, version.new, version.changed, version.gone = (
        len(people.rows), new, len(found.changed), len(found.gone),
    )  # fmt: skip
    version.rejected, version.unread = len(people.rejected), len(people.unread)
    version.sample = _sample(people.rows, found) if version.base else {}
    with transaction.atomic():
        Fault.objects.filter(version=version).delete()
        faults = _faults(version, people)
        while batch := list(islice(faults, _AT_ONCE)):
            Fault.objects.bulk_create(batch)
        version.save()


def _keep_refusal(version: Version, staged: Staged, reason: Message) -> None:
    """Keep why the file is no list, and its headers as far as they can be told, so that they can be named."""
    with transaction.atomic():
        Fault.objects.filter(version=version).delete()
        version.state, version.reason = Version.State.NOT_A_LIST, kept(reason)
        version.headers, version.mapped = _headers_of(staged), {}
        version.save()


def _headers_of(staged: Staged) -> list[str]:
    """The fullest of the first rows without a digit, of the table with most cells; none where there is no such row."""
    rows: list[tuple[str, ...]] = []
    try:
        with tables_in(staged.upload) as tables:
            for table in tables:
                rows += [row.cells for row in islice(table.rows(), _ROWS_SEARCHED_FOR_HEADERS)]
    except NotAList:
        return []
    plain = [row for row in rows if not any(letter.isdigit() for cell in row for letter in cell)]
    fullest = max(plain, key=lambda row: sum(map(bool, row)), default=())
    return [_storable(cell.strip()) for cell in fullest if cell.strip()]


def _mapped(people: PeopleList, columns: dict[str, str]) -> dict[str, str]:
    row = TableRow(1, people.headers)
    found = understand(people.source, row, checked(people.source, columns, [row])).columns
    return {_storable(people.headers[place]): column for column, place in found.items()}


def _sample(people: Sequence[Particulars], found: _Compared) -> dict[str, Any]:
    new = (place for place, row in enumerate(people) if not found.unchanged[place] and place not in found.changed)
    return {
        "new": [[people[place].id, full_name(as_columns(people[place]))] for place in islice(new, _SAMPLE)],
        "changed": [
            [people[place].id, msgspec.json.decode(before), as_columns(people[place])]
            for place, before in islice(found.changed.items(), _SAMPLE)
        ],
        "gone": [
            [list_id, full_name(msgspec.json.decode(before))] for list_id, before in islice(found.gone.items(), _SAMPLE)
        ],
    }


def _faults(version: Version, people: PeopleList) -> Iterator[Fault]:
    """A row for each row of the file with anything wrong, in the file's order."""
    for row in people.rejected:
        yield Fault(
            delegation=version.delegation,
            version=version,
            row=row.number,
            cells=[_storable(cell) for cell in row.cells],
            problems=[_problem(problem) for problem in row.problems],
        )
    for number, cells in groupby(people.unread, key=lambda cell: cell.problem.row):
        unread = list(cells)
        problems = [_problem(cell.problem) for cell in unread]
        yield Fault(delegation=version.delegation, version=version, row=number, list_id=unread[0].id, problems=problems)


def _problem(problem: Problem) -> dict[str, Any]:
    found = _storable(problem.found) if isinstance(problem.found, str) else kept(problem.found)
    said = {"expected": kept(problem.expected), "mend": kept(problem.mend)}
    return {"column": _storable(problem.column), "found": found, **said}


def _storable(text: str) -> str:
    """Text without what no database takes: zero characters and the halves of others that a damaged file may hold."""
    return text.replace("\0", "�").encode("utf-8", "replace").decode()
