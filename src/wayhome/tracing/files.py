"""Matches as a file that an officer judges in a spreadsheet: written, and read again as the spreadsheet saved it."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

from wayhome.people import NotAList, Problem
from wayhome.people.cells import DAMAGED, clean, guard, unguard
from wayhome.people.messages import said
from wayhome.people.problems import UnreadableCell
from wayhome.people.tables import Row, Table, tables_in
from wayhome.people.values import read_day, read_text
from wayhome.tracing.matches import Judgement, Match, Verdict
from wayhome.tracing.reasons import Reason

COLUMNS = ("sought_id", "held_id", "probability", "verdict", "reasons")
JUDGEMENT_COLUMNS = ("judged_by", "judged_on", "why")
"""Blank beside the machine's verdicts; a file without them is read all the same."""
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
        writer.writerow((*COLUMNS, *JUDGEMENT_COLUMNS))
        for match in ordered:
            reasons = _BETWEEN_REASONS.join(map(str, match.reasons))
            judgement = match.judgement or Judgement()
            day = judgement.on.isoformat() if judgement.on else ""
            cells = (*match.pair, f"{match.probability:.4f}", str(match.verdict), reasons)
            writer.writerow(map(guard, (*cells, judgement.by, day, judgement.why)))


def read_matches(path: Path) -> tuple[Match, ...]:
    """Read matches, in the file's order, as `write_matches` wrote them or as an officer's spreadsheet saved them.

    Other separators and encodings, an XLSX workbook, columns added or moved, a decimal comma, a verdict in capitals, a
    blank probability (read as 0) and every form of a whole date that lists may have are understood; blank rows are
    passed over. Raises BadMatches, with every fault of the file, when a column is missing or a cell can't be
    understood.
    """
    return tuple(placed.match for placed in _read_file(Path(path)))


def read_judged(*paths: Path) -> tuple[Match, ...]:
    """Read what people judged in several files of matches, each pair once, in the order in which they come first.

    A verdict gives way to a later one, by their dates, of the same person on the same pair. Raises BadMatches with all
    faults, among them each pair that is judged differently by two people, or by one without dates to tell the later.
    """
    rows: dict[tuple[str, str], list[_Placed]] = defaultdict(list)
    problems: list[Problem | str] = []
    for path in map(Path, paths):
        try:
            for placed in _read_file(path):
                if placed.match.verdict.is_human:
                    rows[placed.match.pair].append(placed)
        except BadMatches as error:
            problems += error.problems
    standing = [[each for each in of_pair if not _superseded(each.match, of_pair)] for of_pair in rows.values()]
    problems += [
        _judged_otherwise(placed, first)
        for first, *others in standing
        for placed in others
        if placed.match.verdict is not first.match.verdict
    ]
    if problems:
        raise BadMatches(*problems)
    # The row that says who judged speaks for those that only repeat the verdict.
    return tuple(
        next((each.match for each in of_pair if each.match.judgement), of_pair[0].match) for of_pair in standing
    )


@dataclass(frozen=True)
class _Placed:
    """A match and where it stands."""

    file: str
    row: int
    match: Match


def _superseded(match: Match, others: Iterable[_Placed]) -> bool:
    """Whether the same person has judged the pair again on a later day."""
    mine = match.judgement
    if not mine or not mine.by or not mine.on:
        return False
    theirs = [other.match.judgement for other in others if other.match.judgement]
    return any(each.on and each.on > mine.on and each.by.casefold() == mine.by.casefold() for each in theirs)


def _judged_otherwise(placed: _Placed, first: _Placed) -> Problem:
    by = first.match.judgement.by if first.match.judgement else ""
    expected = said(
        "tracing.the_verdict_of_another_row",
        sought=placed.match.sought_id,
        held=placed.match.held_id,
        file=first.file,
        row=first.row,
        verdict=str(first.match.verdict),
        by=said("tracing.judged_by", by=by) if by else "",
    )
    found = str(placed.match.verdict)
    return Problem(placed.file, placed.row, "verdict", found, expected, said("tracing.agree_on_one_verdict"))


def _read_file(path: Path) -> tuple[_Placed, ...]:
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


def _read(file: str, table: Table) -> tuple[_Placed, ...]:
    header = _header(table)
    if problems := list(_faults_of_header(file, header)):
        raise BadMatches(*problems)
    place = {column: header.index(column) for column in (*COLUMNS, *JUDGEMENT_COLUMNS) if column in header}
    row_of: dict[tuple[str, str], int] = {}
    matches = []
    for row in islice(table.rows(), 1, None):
        if not any(map(str.strip, row.cells)):
            continue
        values, faults = _read_row(file, row, place)
        problems += faults
        if faults:
            continue
        match = _match(values)
        if match.judgement and not match.verdict.is_human:
            problems.append(_judged_without_verdict(file, row.number, match))
        first = row_of.setdefault(match.pair, row.number)
        if first != row.number:
            problems.append(_judged_twice(file, row.number, first, match))
        matches.append(_Placed(file, row.number, match))
    if problems:
        raise BadMatches(*problems)
    return tuple(matches)


def _faults_of_header(file: str, header: list[str]) -> Iterator[Problem]:
    for column in (*COLUMNS, *JUDGEMENT_COLUMNS):
        if column not in header and column in COLUMNS:
            expected, mend = said("tracing.a_column", column=column), said("tracing.write_its_name")
            yield Problem(file, 1, "", ", ".join(filter(None, header)), expected, mend)
        elif header.count(column) > 1:
            found = said("tracing.columns_of_this_name", count=header.count(column))
            expected, mend = said("tracing.one_column_of_this_name"), said("tracing.rename_the_others")
            yield Problem(file, 1, column, found, expected, mend)


def _read_row(file: str, row: Row, place: Mapping[str, int]) -> tuple[dict[str, Any], list[Problem]]:
    """The row's values by column, and what was wrong with its cells."""
    if row.broken_quotation:
        expected, mend = said("people.quotation_marks_in_pairs"), said("tracing.pair_the_quotation_marks")
        return {}, [Problem(file, row.number, "", row.cells[0][:_LONGEST_FOUND], expected, mend)]
    values, problems = {}, []
    for column, read in _READERS.items():
        cell = _cell(row.cells, place.get(column))
        try:
            values[column] = read(cell)
        except UnreadableCell as fault:
            problems.append(Problem(file, row.number, column, cell[:_LONGEST_FOUND], fault.expected, fault.mend))
    return values, problems


def _cell(cells: Sequence[str], place: int | None) -> str:
    """The text of a cell; "" where the row ends before it or the file has no such column."""
    return "" if place is None or place >= len(cells) else unguard(clean(cells[place]))


def _match(values: Mapping[str, Any]) -> Match:
    judgement = Judgement(values["judged_by"], values["judged_on"], values["why"])
    said = judgement if judgement != Judgement() else None
    return Match(**{column: values[column] for column in COLUMNS}, judgement=said)


def _judged_without_verdict(file: str, row: int, match: Match) -> Problem:
    expected = said("tracing.a_verdict_where_judged")
    mend = said("tracing.write_their_verdict", columns=JUDGEMENT_COLUMNS)
    return Problem(file, row, "verdict", str(match.verdict), expected, mend)


def _judged_twice(file: str, row: int, first: int, match: Match) -> Problem:
    expected, mend = said("tracing.each_match_once", row=first), said("tracing.leave_the_right_row")
    return Problem(file, row, "held_id", match.held_id, expected, mend)


def _read_id(cell: str) -> str:
    if not cell or DAMAGED in cell:
        raise UnreadableCell(said("tracing.an_id_on_the_list"), said("tracing.copy_the_id"))
    return cell


def _read_probability(cell: str) -> float:
    try:
        value = float(cell.replace(",", ".") or 0)
    except ValueError:
        value = -1.0
    if not 0 <= value <= 1:
        raise UnreadableCell(said("tracing.a_probability"), said("tracing.write_the_number_as_it_was"))
    return round(value, 4)


def _read_verdict(cell: str) -> Verdict:
    try:
        return Verdict(cell.lower())
    except ValueError:
        expected = said("tracing.one_of_the_verdicts", verdicts=tuple(map(str, Verdict)))
        raise UnreadableCell(expected, said("tracing.write_a_verdict")) from None


def _read_reasons(cell: str) -> tuple[Reason, ...]:
    return tuple(Reason.parse(text) for text in cell.split(_BETWEEN_REASONS.strip()) if text.strip())


def _read_judged_on(cell: str) -> date | None:
    stated = read_day(cell)
    if stated is None:
        return None
    if not stated.month or not stated.day:
        raise UnreadableCell(said("tracing.a_date_to_the_day"), said("tracing.write_the_whole_date"))
    return date(stated.year, stated.month, stated.day)


_READERS: Mapping[str, Callable[[str], object]] = {
    "sought_id": _read_id,
    "held_id": _read_id,
    "probability": _read_probability,
    "verdict": _read_verdict,
    "reasons": _read_reasons,
    "judged_by": read_text,
    "judged_on": _read_judged_on,
    "why": str,
}
