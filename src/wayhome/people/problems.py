"""What can be wrong with a list: a file that is no list, a row that can't be read, a cell that can't."""

from __future__ import annotations

from dataclasses import dataclass

from wayhome.people.messages import Message, said


class NotAList(Exception):
    """The file can't be read as a list of people: what it seems to be, and what to do."""

    def __init__(self, file: str, fault: Message) -> None:
        super().__init__(file, fault)
        self.file, self.fault = file, fault

    def wording(self, language: str = "en") -> str:
        """The whole of it in a language, with the file's name."""
        return said("people.not_a_list", file=self.file, fault=self.fault).wording(language)

    def __str__(self) -> str:
        return self.wording()


class NoSuchHeader(NotAList):
    """The file has no column with a header that its reader was told of; it may belong to another list."""

    def __init__(self, file: str, header: str, fault: Message) -> None:
        super().__init__(file, fault)
        self.header = header


class UnreadableCell(Exception):
    """A cell doesn't say what its column needs: what was expected, and how to mend it."""

    def __init__(self, expected: Message, mend: Message) -> None:
        super().__init__(expected, mend)
        self.expected = expected
        self.mend = mend

    def __str__(self) -> str:
        return str(said("people.unreadable_cell", expected=self.expected, mend=self.mend))


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one row of a list, in words for the list's owner. It quotes the row's cell: not for logs."""

    file: str
    row: int
    """As the spreadsheet numbers its rows, from 1, the header's row included."""
    column: str
    """The header as the file spells it; "" if the fault is not in one column."""
    found: Message | str
    """What the cell says, shortened; "" for an empty cell. A message tells what was counted instead."""
    expected: Message
    mend: Message
    rejects: bool = True
    """Whether the row is left out for it; if not, the person stays on the list and this cell counts as not stated."""

    def wording(self, language: str = "en") -> str:
        """The whole of it in a language."""
        place = said("people.row", file=self.file, row=self.row)
        if self.column:
            place = said("people.row_and_column", file=self.file, row=self.row, column=self.column)
        return said(
            "people.problem" if self.rejects else "people.problem_of_one_who_stays",
            place=place,
            expected=self.expected,
            found=said("people.found", found=self.found) if self.found else said("people.found_nothing"),
            mend=self.mend,
        ).wording(language)

    def __str__(self) -> str:
        return self.wording()
