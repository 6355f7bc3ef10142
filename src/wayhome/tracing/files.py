"""Matches as a file that an officer judges in a spreadsheet: written, and read again as the spreadsheet saved it."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

from wayhome.people import NotAList, Problem
from wayhome.people.cells import DAMAGED, clean, guard, unguard
from wayhome.people.problems import UnreadableCell
from wayhome.people.tables import Row, Table, tables_in
from wayhome.tracing.matches import Match, Verdict
from wayhome.tracing.reasons import Reason

COLUMNS = ("sought_id", "held_id", "probability", "verdict", "reasons")
_BETWEEN_REASONS = "; "
_LONGEST_FOUND = 60


class BadMatches(Exception):
    """A file of matches can't be used as it is. The message says everything that is wrong, a line each.

    It quotes the owner's own cells: not for logs.
    """

    def __init__(self, *problems: Problem | str) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


def write_matches(path: Path, matches: Iterable[Match]) -> None:
    """Write matches as CSV: UTF-8 with a byte order mark, commas, lines ending in CR LF (RFC 4180).

    In order of the sought id, then from the likeliest down; the same matches always give the same bytes. What an office
    program could take for a formula gets an apostrophe, which `read_matches` takes away.
    """
    ordered = sorted(matches, key=lambda match: (match.sought_id, -match.probability, match.held_id, match.verdict))
    with Path(path).open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\r\n")
        writer.writerow(COLUMNS)
        for match in ordered:
            reasons = _BETWEEN_REASONS.join(map(str, match.reasons))
            cells = (match.sought_id, match.held_id, f"{match.probability:.4f}", str(match.verdict), reasons)
            writer.writerow(map(guard, cells))


def read_matches(path: Path) -> tuple[Match, ...]:
    """Read matches, in the file's order, as `write_matches` wrote them or as an officer's spreadsheet saved them.

    Other separators and encodings, an XLSX workbook, columns added or moved, a decimal comma, a verdict in capitals and
    a blank probability (read as 0) are understood; blank rows are passed over. Raises BadMatches, with every fault of
    the file, when a column is missing or a cell can't be understood.
    """
    path = Path(path)
    try:
        with tables_in(path) as tables:
            return _read(path.name, _table_of_matches(path.name, tables))
    except NotAList as error:
        raise BadMatches(str(error)) from error


def _table_of_matches(file: str, tables: Iterable[Table]) -> Table:
    """The table whose first row names most of the columns: a text file is offered cut at each separator."""
    table = max(tables, key=lambda table: len(set(COLUMNS).intersection(_header(table))), default=None)
    if table is None or set(COLUMNS).isdisjoint(_header(table)):
        raise BadMatches(
            f"{file}, row 1: expected the columns {', '.join(COLUMNS)}, found none of them; "
            "to mend it: write them into the first row, or start again from the file that was written."
        )
    return table


def _header(table: Table) -> list[str]:
    first = next(iter(islice(table.rows(), 1)), None)
    return [clean(cell).lower() for cell in first.cells] if first else []


def _read(file: str, table: Table) -> tuple[Match, ...]:
    header = _header(table)
    if problems := list(_faults_of_header(file, header)):
        raise BadMatches(*problems)
    place = {column: header.index(column) for column in COLUMNS}
    row_of: dict[tuple[str, str], int] = {}
    matches = []
    for row in islice(table.rows(), 1, None):
        if not any(map(str.strip, row.cells)):
            continue
        values, faults = _read_row(file, row, place)
        problems += faults
        if faults:
            continue
        match = Match(**values)
        first = row_of.setdefault((match.sought_id, match.held_id), row.number)
        if first != row.number:
            problems.append(_judged_twice(file, row.number, first, match))
        matches.append(match)
    if problems:
        raise BadMatches(*problems)
    return tuple(matches)


def _faults_of_header(file: str, header: list[str]) -> Iterator[Problem]:
    for column in COLUMNS:
        if column not in header:
            mend = "write this name over its column, or start again from the file that was written"
            yield Problem(file, 1, "", ", ".join(filter(None, header)), f"a column {column}", mend)
        elif header.count(column) > 1:
            mend = "take the others away or give them other names"
            yield Problem(file, 1, column, f"{header.count(column)} of them", "one column of this name", mend)


def _read_row(file: str, row: Row, place: Mapping[str, int]) -> tuple[dict[str, Any], list[Problem]]:
    """The row's values by column, and what was wrong with its cells."""
    if row.broken_quotation:
        mend = "give every quotation mark its partner, or start again from the file that was written"
        return {}, [Problem(file, row.number, "", row.cells[0][:_LONGEST_FOUND], "quotation marks in pairs", mend)]
    values, problems = {}, []
    for column, read in _READERS.items():
        cell = unguard(clean(row.cells[place[column]])) if place[column] < len(row.cells) else ""
        try:
            values[column] = read(cell)
        except UnreadableCell as fault:
            problems.append(Problem(file, row.number, column, cell[:_LONGEST_FOUND], fault.expected, fault.mend))
    return values, problems


def _judged_twice(file: str, row: int, first: int, match: Match) -> Problem:
    expected = f"each match once, but row {first} is of the same two people"
    return Problem(file, row, "held_id", match.held_id, expected, "leave only the row with the right verdict")


def _read_id(cell: str) -> str:
    if not cell or DAMAGED in cell:
        raise UnreadableCell("the id of a person on the list", "copy the id from the list as it stands there")
    return cell


def _read_probability(cell: str) -> float:
    try:
        value = float(cell.replace(",", ".") or 0)
    except ValueError:
        value = -1.0
    if not 0 <= value <= 1:
        raise UnreadableCell("a number from 0 to 1", "write the number as it was, or leave the cell empty")
    return round(value, 4)


def _read_verdict(cell: str) -> Verdict:
    try:
        return Verdict(cell.lower())
    except ValueError:
        expected = f"one of {', '.join(Verdict)}"
        raise UnreadableCell(expected, "write same, different or unsure, or put back the machine's word") from None


def _read_reasons(cell: str) -> tuple[Reason, ...]:
    return tuple(Reason.parse(text) for text in cell.split(_BETWEEN_REASONS.strip()) if text.strip())


_READERS: Mapping[str, Callable[[str], object]] = {
    "sought_id": _read_id,
    "held_id": _read_id,
    "probability": _read_probability,
    "verdict": _read_verdict,
    "reasons": _read_reasons,
}
