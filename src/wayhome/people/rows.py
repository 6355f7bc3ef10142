"""One row of a user's list: the person it lists, or everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from wayhome.people.cells import clean
from wayhome.people.dates import expect_possible_birth
from wayhome.people.headers import COMBINED, Headers
from wayhome.people.messages import Message, said
from wayhome.people.particulars import PartialDate, Particulars
from wayhome.people.problems import Problem, UnreadableCell
from wayhome.people.tables import Row
from wayhome.people.values import READERS, read_day, read_text, split_name

_WHO = ("surname", "full_name", "service_number")
"""Columns of which a row must fill one: otherwise it lists nobody."""
_SAY_WHO = frozenset({"id", "service_number", *COMBINED, *(name for names in COMBINED.values() for name in names)})
"""Columns that say who a person is: where such a cell can't be read, the row isn't either. Of any other column's cell
the person doesn't hang on it: nobody is left out of tracing for a day that doesn't exist."""
_LONGEST_FOUND = 60
_MOST_ROWS_NAMED = 10


@dataclass(frozen=True, slots=True)
class UnreadCell:
    """A cell that can't be read, of a person who stays on the list all the same with that column not stated."""

    id: str
    """The person's."""
    column: str
    """Canonical."""
    problem: Problem


@dataclass(frozen=True, slots=True)
class ReadRow:
    """What became of a row: a person, or the problems for which it lists none. ``id`` is "" if it can't be told."""

    row: Row
    id: str
    person: Particulars | None
    problems: tuple[Problem, ...]
    unread: tuple[UnreadCell, ...] = ()
    """The cells of the person that can't be read."""


@dataclass(frozen=True)
class RowReader:
    """Reads the rows under one row of headers."""

    file: str
    headers: Headers
    separator: str
    """Of a text file, where a cell too many moves all others; "" for a workbook."""
    today: date | None = None
    """After which nobody was born; None to let any day pass."""

    def read(self, row: Row) -> ReadRow:
        """The person a row lists. A fault in one cell doesn't hide the faults of the others."""
        if misaligned := self._misaligned(row):
            return ReadRow(row, "", None, (misaligned,))
        values: dict[str, Any] = {}
        problems: list[Problem] = []
        unread: dict[str, Problem] = {}
        cells = row.cells + ("",) * (self._width - len(row.cells))
        for column, place, reader in self._readers:
            cell = cells[place]
            try:
                values[column] = reader(cell)
            except UnreadableCell as fault:
                problem = self.problem(row, column, cell, fault.expected, fault.mend)
                problems.append(problem)
                if column not in _SAY_WHO:
                    unread[column] = replace(problem, rejects=False)
        id_ = values.get("id", "")
        if not id_ or not (values.get("surname") or values.get("service_number")):
            problems += self._missing(row, values)
        if len(problems) > len(unread):
            return ReadRow(row, id_, None, tuple(problems))
        person = Particulars(**(_with_names_split(values) if self._combined else values))
        return ReadRow(row, id_, person, (), tuple(UnreadCell(id_, *each) for each in unread.items()))

    @cached_property
    def _say_who(self) -> tuple[str, ...]:
        return tuple(column for column in _WHO if column in self.headers.columns)

    @cached_property
    def _width(self) -> int:
        return 1 + max(self.headers.columns.values())

    @cached_property
    def _combined(self) -> bool:
        return any(column in self.headers.columns for column in COMBINED)

    @cached_property
    def _readers(self) -> tuple[tuple[str, int, Callable[[str], Any]], ...]:
        """Each column, its place in a row, and what reads its cells: looked up once, not for each of a million rows."""
        readers = {**READERS, "birth_date": self._birth}
        return tuple((column, place, readers.get(column, read_text)) for column, place in self.headers.columns.items())

    def _birth(self, cell: str) -> PartialDate | None:
        """The date of birth a cell states. Raises UnreadableCell."""
        born = read_day(cell)
        if born:
            expect_possible_birth(born, self.today)
        return born

    def same_id(self, row: Row, numbers: Sequence[int]) -> Problem:
        """The problem of a row whose id other rows have as well; ``numbers`` are the numbers of them all."""
        cell = row.cells[self.headers.columns["id"]]
        mend = said("people.many_rows_have_this_id", count=len(numbers))
        if len(numbers) <= _MOST_ROWS_NAMED:
            mend = said("people.rows_have_this_id", rows=tuple(numbers))
        return self.problem(row, "id", cell, said("people.an_id_of_its_own"), mend)

    def problem(self, row: Row, column: str, found: Message | str, expected: Message, mend: Message) -> Problem:
        """A problem of this row; ``column`` is canonical, or "" for a fault of the whole row."""
        header = self.headers.shown[self.headers.columns[column]] if column else ""
        if isinstance(found, str):
            found = clean(found)
            found = found if len(found) <= _LONGEST_FOUND else found[: _LONGEST_FOUND - 1] + "…"
        return Problem(self.file, row.number, header, found, expected, mend)

    def _misaligned(self, row: Row) -> Problem | None:
        """The one problem of a row of text whose cells can't be told apart or may stand under the wrong headers."""
        if row.broken_quotation:
            mend = said("people.close_the_quotation")
            pairs = said("people.quotation_marks_in_pairs")
            return self.problem(row, "", self.separator.join(row.cells), pairs, mend)
        width = len(self.headers.shown)
        if self.separator and len(row.cells) > width:
            found = said("people.cells", count=len(row.cells))
            expected = said("people.as_many_cells_as_headers", count=width)
            return self.problem(row, "", found, expected, said("people.quote_the_separator"))
        return None

    def _missing(self, row: Row, values: dict[str, Any]) -> list[Problem]:
        problems = []
        if values.get("id") == "":
            problems.append(self.problem(row, "id", "", said("people.an_id"), said("people.give_an_id")))
        if not any(values.get(column, "unreadable") for column in self._say_who):
            mend = said("people.write_the_one_known")
            problems.append(self.problem(row, self._say_who[0], "", said("people.a_name_or_number"), mend))
        return problems


def _with_names_split(values: dict[str, Any]) -> dict[str, Any]:
    """The values with each combined column taken apart; a name that has a column of its own stays as it is there."""
    for column, names in COMBINED.items():
        if column in values:
            parts = split_name(values.pop(column), names[0])
            values = parts | {other: value for other, value in values.items() if value or other not in parts}
    return values
