"""What can be wrong with a list: a file that is no list, a row that can't be read, a cell that can't."""

from __future__ import annotations

from dataclasses import dataclass


class NotAList(Exception):
    """The file can't be read as a list of people. One sentence says what it seems to be and what to do."""

    def __init__(self, file: str, sentence: str) -> None:
        super().__init__(f"{file} {sentence}")


class NoSuchHeader(NotAList):
    """The file has no column with a header that its reader was told of; it may belong to another list."""

    def __init__(self, file: str, header: str, sentence: str) -> None:
        super().__init__(file, sentence)
        self.header = header


class UnreadableCell(Exception):
    """A cell doesn't say what its column needs: what was expected, and how to mend it."""

    def __init__(self, expected: str, mend: str) -> None:
        super().__init__(f"expected {expected}; to mend it: {mend}")
        self.expected = expected
        self.mend = mend


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one row of a list, in words for the list's owner. It quotes the row's cell: not for logs."""

    file: str
    row: int
    """As the spreadsheet numbers its rows, from 1, the header's row included."""
    column: str
    """The header as the file spells it; "" if the fault is not in one column."""
    found: str
    """What the cell says, shortened; "" for an empty cell."""
    expected: str
    mend: str
    rejects: bool = True
    """Whether the row is left out for it; if not, the person stays on the list and this cell counts as not stated."""

    def __str__(self) -> str:
        place = f"{self.file}, row {self.row}" + (f", column {self.column}" if self.column else "")
        found = f"found “{self.found}”" if self.found else "found nothing"
        kept = "" if self.rejects else " Until then the person stays on the list, with this not stated."
        return f"{place}: expected {self.expected}, {found}; to mend it: {self.mend}.{kept}"
