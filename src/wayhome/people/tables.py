"""The tables of a file as rows of text: each sheet of a workbook, or a text file cut at each usual separator."""

from __future__ import annotations

import csv
import re
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

from wayhome.people.files import encoding_of, is_workbook, name_of
from wayhome.people.messages import said
from wayhome.people.problems import NotAList

SEPARATORS = (",", ";", "\t", "|")

_SEPARATOR_LINE = re.compile(r'"?sep=([,;\t|])"?\s*', re.IGNORECASE)
_MOST_LINES = 200
"""Lines the quoted cells of one row may span; more means a quotation mark that nobody closed."""
_LAST_SHEET_ROW = 1_048_576


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: its number as a spreadsheet shows it, from 1, and its cells as written."""

    number: int
    cells: tuple[str, ...]
    broken_quotation: bool = False
    """The row's quotation marks don't pair; the cells are its first line cut at every separator."""


@dataclass(frozen=True)
class Table:
    """A table of a file. ``rows`` reads it anew each time."""

    rows: Callable[[], Iterator[Row]]
    separator: str = ""
    """Of a text file; "" for a workbook."""
    sheet: str = ""


@contextmanager
def tables_in(path: Path) -> Iterator[tuple[Table, ...]]:
    """The tables of a file while it is open: every sheet of an XLSX workbook, or the text cut in each possible way.

    Raises NotAList, here or while rows are read, for a file that is neither.
    """
    if is_workbook(path):
        with _sheets(path) as tables:
            yield tables
    else:
        encoding = encoding_of(path)
        named = _separator_named(path, encoding)
        separators = (named,) if named else SEPARATORS
        yield tuple(Table(partial(_text_rows, path, encoding, each, bool(named)), each) for each in separators)


def _separator_named(path: Path, encoding: str) -> str:
    """The separator of a first line "sep=;", which Excel writes, obeys and doesn't count as a row."""
    with path.open(encoding=encoding, errors="replace", newline="") as stream:
        named = _SEPARATOR_LINE.fullmatch(stream.readline(16))
    return named[1] if named else ""


def _text_rows(path: Path, encoding: str, separator: str, skip_first_line: bool) -> Iterator[Row]:
    with path.open(encoding=encoding, errors="replace", newline="") as stream:
        if skip_first_line:
            stream.readline()
        yield from _records(_Lines(stream), separator)


def _records(lines: _Lines, separator: str) -> Iterator[Row]:
    """The records of CSV (RFC 4180). After a broken quotation, reading goes on with the line after its first."""
    new_reader = partial(csv.reader, lines, delimiter=separator, strict=True, skipinitialspace=True)
    reader = new_reader()
    for number in count(1):
        lines.taken.clear()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            reader = new_reader()
            yield Row(number, tuple(lines.hand_back_all_but_first().rstrip("\r\n").split(separator)), True)
        else:
            yield Row(number, tuple(cells))


class _Lines:
    """The lines of a text for csv.reader; those of one record can be handed back and read again."""

    def __init__(self, source: Iterator[str]) -> None:
        self._source = source
        self._handed_back: list[str] = []
        self.taken: list[str] = []

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        if len(self.taken) == _MOST_LINES:
            raise csv.Error("a quotation mark that nobody closed")
        line = self._handed_back.pop() if self._handed_back else next(self._source)
        self.taken.append(line)
        return line

    def hand_back_all_but_first(self) -> str:
        first, *others = self.taken
        self._handed_back.extend(reversed(others))
        return first


@contextmanager
def _sheets(path: Path) -> Iterator[tuple[Table, ...]]:
    from openpyxl import load_workbook  # takes a third of a second, and most lists are CSV

    # openpyxl warns of drop-down lists, colours and the like that it doesn't read; none of them is data.
    with warnings.catch_warnings(), path.open("rb") as stream:
        warnings.simplefilter("ignore")
        try:
            workbook = load_workbook(stream, read_only=True, data_only=True, keep_links=False)
        except Exception as error:  # whatever a damaged workbook makes openpyxl raise
            raise _damaged(path) from error
        try:
            yield tuple(Table(partial(_sheet_rows, path, sheet), sheet=sheet.title) for sheet in workbook.worksheets)
        finally:
            workbook.close()


def _sheet_rows(path: Path, sheet: Any) -> Iterator[Row]:
    # Some programs write a wrong extent into the sheet; without it openpyxl looks for itself.
    sheet.reset_dimensions()
    rows = sheet.iter_rows(values_only=True)
    for number in count(1):
        try:
            cells = next(rows)
        except StopIteration:
            return
        except Exception as error:  # whatever a damaged sheet makes openpyxl raise
            raise _damaged(path) from error
        if number > _LAST_SHEET_ROW:
            raise _damaged(path)
        yield Row(number, tuple("" if value is None else _text(value) for value in cells))


def _damaged(path: Path) -> NotAList:
    return NotAList(name_of(path), said("people.a_damaged_workbook"))


def _text(value: object) -> str:
    """A workbook's value as a list would write it: dates as YYYY-MM-DD, whole numbers without a decimal point."""
    if isinstance(value, datetime):
        return value.isoformat(" ") if value.time() != time() else value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
