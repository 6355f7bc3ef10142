"""Lists in and out: a user's own file read, a canonical one written, and the rows that couldn't be read handed back.

Forms read: CSV with comma, semicolon, tab or pipe, in UTF-8, UTF-16 or Windows-1251, and XLSX. The form, the header row
and the columns are found, not asked for.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain, count, islice
from pathlib import Path

from wayhome.people.cells import guard
from wayhome.people.files import name_of
from wayhome.people.headers import COLUMNS, Headers, checked, header_row, none_recognised, shortened, understand
from wayhome.people.messages import Message, said
from wayhome.people.particulars import Particulars
from wayhome.people.problems import Problem
from wayhome.people.remarks import remarks
from wayhome.people.rows import RowReader, UnreadCell
from wayhome.people.tables import Row, Table, tables_in

_ROWS_SEARCHED_FOR_HEADERS = 30
_ROWS_BETWEEN_PROGRESS = 10_000
_WORKBOOK_SEPARATOR = ";"
"""For rows rejected from a workbook: where Ukrainian or Russian is set, Excel opens CSV only with semicolons."""


@dataclass(frozen=True, slots=True)
class RejectedRow:
    """A row that couldn't be read: its number in the spreadsheet, its cells as written, everything wrong with it."""

    number: int
    cells: tuple[str, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class PeopleList:
    """What a file lists: the people, in the file's order, and the rows that couldn't be read."""

    rows: tuple[Particulars, ...]
    source: str
    """The file's name."""
    rejected: tuple[RejectedRow, ...] = ()
    notes: tuple[Message, ...] = ()
    """What the list's owner should know beside the rejected rows, a sentence each."""
    headers: tuple[str, ...] = COLUMNS
    """As the file spells them."""
    separator: str = ","
    """Of a text file; "" for a workbook."""
    unread: tuple[UnreadCell, ...] = ()
    """The cells of people in ``rows`` that can't be read, in the file's order."""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Everything wrong with the rejected rows and the cells not read, in the file's order."""
        rejecting = (problem for row in self.rejected for problem in row.problems)
        return tuple(sorted(chain(rejecting, (cell.problem for cell in self.unread)), key=lambda problem: problem.row))


def read_list(
    path: Path,
    columns: Mapping[str, str] | None = None,
    today: date | None = None,
    progress: Callable[[int], None] | None = None,
) -> PeopleList:
    """Read a list of people from a user's own file.

    ``columns`` names headers that Wayhome doesn't know: the file's header → a canonical column (`COLUMNS`), or
    "full_name" (surname, given names, patronymic in one cell) or "given_and_patronymic".

    Every row needs an id that no other row has, and a surname or a service number. A row that doesn't say who it lists
    is left out and reported; the others go on. Another cell that can't be read (a category, a date) is reported too and
    counts as not stated: nobody is left out for it. A birth after ``today``, where that is given, is such a cell.
    ``progress`` is told from time to time how many rows are read.

    Text is kept as written but for what can't be seen (`cells.clean`); of dates, sex, category and medical the usual
    forms are understood (`dates.read_date`, `values`, data/words.toml). Raises NotAList, and no other error, for
    whatever bytes are not a list.
    """
    with tables_in(path) as tables:
        table, headers, notes = _choose(name_of(path), tables, columns or {})
        reader = RowReader(name_of(path), headers, table.separator, today)
        people, rejected, unread = _read(reader, table, progress)
    notes += tuple(remarks(people))
    return PeopleList(tuple(people.values()), name_of(path), rejected, notes, headers.shown, table.separator, unread)


def write_list(path: Path, rows: Iterable[Particulars]) -> None:
    """Write people as canonical CSV: all columns, UTF-8 with byte order mark, commas, lines ending in CR LF (RFC 4180).

    The same people always give the same bytes. Category, sex and medical are written as codes. What an office program
    could take for a formula gets an apostrophe, which `read_list` takes away (see `cells.guard`).
    """
    people = ([_cell(getattr(person, column)) for column in COLUMNS] for person in rows)
    with path.open("wb") as stream:
        stream.writelines(_csv(",", COLUMNS, people))


def write_rejected(people: PeopleList, beside: Path, language: str = "en") -> Path | None:
    """Write the rejected rows for mending to ``<stem>.rejected.csv`` next to the list's own file ``beside``.

    They keep their headers and cells; a first column says in ``language`` why each wasn't read. Once mended, that file
    can be read as a list: the column with the reasons is left alone. UTF-8 with byte order mark, so that Excel opens
    it, and the list's own separator (semicolons for a workbook). A file already there is never written over, as someone
    may be mending it: the name then ends in ``.rejected-2.csv`` and so on; one that holds just these rows serves again.
    Returns the file, None if no row was rejected.
    """
    if not people.rejected:
        return None
    width = None if people.separator else len(people.headers)

    def content() -> Iterator[bytes]:
        rows = (
            ["\n".join(problem.wording(language) for problem in row.problems), *row.cells[:width]]
            for row in people.rejected
        )
        headers = [said("people.why").wording(language), *people.headers]
        return _csv(people.separator or _WORKBOOK_SEPARATOR, headers, rows)

    return _keep(beside, content)


def _choose(
    file: str, tables: Sequence[Table], columns: Mapping[str, str]
) -> tuple[Table, Headers, tuple[Message, ...]]:
    """The table that names most of a list's columns, and notes on what is left aside.

    Of a text file's tables, that is the one cut at the separator it was written with.
    """
    heads = [list(islice(table.rows(), _ROWS_SEARCHED_FOR_HEADERS)) for table in tables]
    all_rows = list(chain(*heads))
    named = checked(file, columns, all_rows)
    found = [header_row(head, named) for head in heads]
    best = max(range(len(found)), key=lambda place: found[place][0], default=0)
    row = found[best][1] if found else None
    if row is None:
        raise none_recognised(file, all_rows)
    headers = understand(file, row, named)
    other_sheets = [
        table.sheet
        for place, (table, (recognised, _)) in enumerate(zip(tables, found, strict=True))
        if table.sheet and place != best and recognised > 1
    ]
    return tables[best], headers, tuple(_notes(headers.ignored, other_sheets))


def _notes(ignored: Sequence[str], other_sheets: Sequence[str]) -> Iterator[Message]:
    if ignored:
        yield said("people.columns_not_read", headers=shortened(ignored), columns=COLUMNS)
    if other_sheets:
        yield said("people.sheets_not_read", sheets=shortened(other_sheets))


def _read(
    reader: RowReader, table: Table, progress: Callable[[int], None] | None
) -> tuple[dict[int, Particulars], tuple[RejectedRow, ...], tuple[UnreadCell, ...]]:
    """The people by row number, and what couldn't be read."""
    people: dict[int, Particulars] = {}
    unread: dict[int, tuple[UnreadCell, ...]] = {}
    rejected: dict[int, RejectedRow] = {}
    first_with: dict[str, int] = {}
    numbers_of: dict[str, list[int]] = {}
    for done, row in enumerate(_rows_of_people(table, reader.headers), start=1):
        if progress and done % _ROWS_BETWEEN_PROGRESS == 0:
            progress(done)
        read = reader.read(row)
        if read.id and (first := first_with.setdefault(read.id, row.number)) != row.number:
            numbers_of.setdefault(read.id, [first]).append(row.number)
        if read.person:
            people[row.number] = read.person
            if read.unread:
                unread[row.number] = read.unread
        else:
            rejected[row.number] = RejectedRow(row.number, row.cells, read.problems)
    sharing = {number: numbers for numbers in numbers_of.values() for number in numbers}
    # The cells of rows that were fine aren't kept, as lists are long: the few that turn out not to be are read again.
    for row in table.rows() if sharing else ():
        if row.number in sharing:
            earlier = rejected[row.number].problems if row.number in rejected else ()
            earlier += tuple(replace(cell.problem, rejects=True) for cell in unread.pop(row.number, ()))
            problem = reader.same_id(row, sharing[row.number])
            rejected[row.number] = RejectedRow(row.number, row.cells, (*earlier, problem))
            people.pop(row.number, None)
    return (
        people,
        tuple(rejected[number] for number in sorted(rejected)),
        tuple(cell for cells in unread.values() for cell in cells),
    )


def _rows_of_people(table: Table, headers: Headers) -> Iterator[Row]:
    """The rows under the headers, but no blank ones, no headers repeated, and no row that numbers the columns."""
    for row in table.rows():
        if row.number <= headers.row.number or row.cells == headers.row.cells or not any(map(str.strip, row.cells)):
            continue
        if row.number == headers.row.number + 1 and _numbers_the_columns(row.cells):
            continue
        yield row


def _numbers_the_columns(cells: Sequence[str]) -> bool:
    written = [cell.strip() for cell in cells if cell.strip()]
    return len(written) > 2 and written == [str(number) for number in range(1, len(written) + 1)]


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, frozenset):
        return ";".join(sorted(value))
    return str(value)


def _keep(beside: Path, content: Callable[[], Iterator[bytes]]) -> Path:
    """The file with this content beside a list: one that was there, or a new one that takes nobody's place."""
    for number in count(1):
        path = beside.with_name(f"{beside.stem}.rejected{'' if number == 1 else f'-{number}'}.csv")
        try:
            with path.open("xb") as stream:
                stream.writelines(content())
            break
        except FileExistsError:
            if path.is_file() and _holds(path, content()):
                break
    return path


def _holds(path: Path, content: Iterator[bytes]) -> bool:
    with path.open("rb") as stream:
        return all(stream.read(len(part)) == part for part in content) and not stream.read(1)


def _csv(separator: str, headers: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[bytes]:
    """A table as bytes, row by row: UTF-8 with byte order mark, lines ending in CR LF, no cell a formula."""
    yield codecs.BOM_UTF8
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=separator, lineterminator="\r\n")
    for cells in chain([headers], rows):
        writer.writerow(map(guard, cells))
        # errors="replace": the cells of a damaged workbook may hold halves of characters, which no file can.
        yield text.getvalue().encode(errors="replace")
        text.seek(0)
        text.truncate()
