"""Real rounds as public claims: who says how many, with the sources, and never one merged number."""

from __future__ import annotations

import csv
import re
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from io import StringIO
from pathlib import Path

from wayhome.people import PartialDate

_ROUND_COLUMNS = (
    "round_id",
    "date",
    "date_precision",
    "conflict",
    "status",
    "side_a",
    "side_b",
    "a_received_claimed_by_a",
    "a_received_claimed_by_b",
    "b_received_claimed_by_b",
    "b_received_claimed_by_a",
    "a_received_civilians",
    "b_received_civilians",
    "mediators",
    "place_route",
    "terms_notes",
    "conflict_flag",
    "conflict_note",
    "source_urls",
)
_TOTAL_COLUMNS = ("as_of", "claimed_by", "what", "value", "source_url")
_ADDRESS = re.compile(r"https?://\S+")
_WIDTH = 100


class BadFigures(ValueError):
    """A file of public figures that can't be read: file, row, column, what was expected and how to mend it."""

    def __init__(self, file: str, row: int, column: str, expected: str, mend: str) -> None:
        place = f"{file}, row {row}" + (f", column {column}" if column else "")
        super().__init__(f"{place}: expected {expected}; to mend it: {mend}")
        self.file, self.row, self.column, self.expected, self.mend = file, row, column, expected, mend


@dataclass(frozen=True)
class PublicClaim:
    """How many people one side received in one round, by the word of one source."""

    round_id: str
    about: str
    """The side that received the people; "" where the sources name none."""
    claimed_by: str
    """Who says so; "" for what is reported without a claimant."""
    value: str
    """The figure exactly as published, which need not be a number."""
    civilians: bool = False
    """Whether the figure is of civilians only; whether they are within another figure or beside it is not stated."""


@dataclass(frozen=True)
class PublicRound:
    """One round as the public sources tell it. Every text is as published."""

    round_id: str
    date: str
    """YYYY-MM-DD, YYYY-MM or YYYY."""
    precision: str
    """To what the date is exact: "day", "month", "week" or a remark."""
    conflict: str
    """The armed conflict."""
    status: str
    sides: tuple[str, str]
    """"" for a side the sources don't name."""
    claims: tuple[PublicClaim, ...]
    mediators: str
    place: str
    terms: str
    differing: bool
    """Whether the sources differ from each other."""
    note: str
    """In what they differ, or another remark on the sources."""
    sources: tuple[str, ...]

    @property
    def of_remains(self) -> bool:
        """Whether this is a return of the dead. They are never counted with the living."""
        return self.status == "remains"

    def said(self, about: str, claimed_by: str, *, civilians: bool = False) -> str:
        """What this claimant says of what ``about`` received; "" where no figure was found."""
        wanted = (about, claimed_by, civilians)
        return next((c.value for c in self.claims if (c.about, c.claimed_by, c.civilians) == wanted), "")


@dataclass(frozen=True)
class PublicTotal:
    """A running total as one source published it. What it counts is its own affair: totals are never comparable."""

    as_of: str
    claimed_by: str
    what: str
    value: str
    source: str


def load_rounds(path: Path | None = None) -> tuple[PublicRound, ...]:
    """Read the rounds of this file, by default those that come with Wayhome. Raises `BadFigures`."""
    file = path or _own("rounds.csv")
    rounds: dict[str, PublicRound] = {}
    for row in _rows(file, _ROUND_COLUMNS):
        read = _round(row)
        if read.round_id in rounds:
            raise row.bad("round_id", "a name that no earlier row has", "give this round its own")
        rounds[read.round_id] = read
    return tuple(rounds.values())


def load_totals(path: Path | None = None) -> tuple[PublicTotal, ...]:
    """Read the running totals of this file, by default those that come with Wayhome. Raises `BadFigures`."""
    return tuple(
        PublicTotal(
            row.date("as_of"),
            row.text("claimed_by"),
            row.text("what"),
            row.text("value"),
            row.addresses("source_url")[0],
        )
        for row in _rows(path or _own("totals.csv"), _TOTAL_COLUMNS)
    )


def figures_text(rounds: Sequence[PublicRound], totals: Sequence[PublicTotal] = ()) -> str:
    """What the sources say, for reading in a terminal: each figure under the name of who says it, nothing added up."""
    paragraphs = [
        "Every figure here is a claim of the source named above it, exactly as published. Where sources differ, what "
        "each says stands beside what the other says. Figures of different sources are never merged or added up.",
        f"Rounds listed: {len(rounds)}. Rounds on which the sources differ: {sum(r.differing for r in rounds)}.",
    ]
    text = "\n\n".join(textwrap.fill(paragraph, _WIDTH) for paragraph in paragraphs) + "\n"
    for place, public_round in enumerate(rounds):
        # The sides take turns to be named first.
        text += "\n" + _round_text(public_round, first=place % 2)
    return text + _totals_text(totals) if totals else text


@dataclass(frozen=True)
class _Row:
    """One row of a file, and the errors that name its place."""

    file: str
    number: int
    """As a spreadsheet numbers its rows: the header is row 1."""
    cells: dict[str, str]

    def bad(self, column: str, expected: str, mend: str) -> BadFigures:
        return BadFigures(self.file, self.number, column, expected, mend)

    def text(self, column: str) -> str:
        """The cell's text; it may not be empty."""
        if not self.cells[column]:
            raise self.bad(column, "a text", "write it, or take the row out")
        return self.cells[column]

    def date(self, column: str) -> str:
        """The cell's date, whole or in part."""
        try:
            return str(PartialDate.parse(self.cells[column]))
        except ValueError:
            raise self.bad(
                column, "a date as YYYY-MM-DD, YYYY-MM or YYYY", "write as much as the sources give"
            ) from None

    def addresses(self, column: str) -> tuple[str, ...]:
        """The cell's web addresses, one or more."""
        addresses = tuple(self.cells[column].split(" ; "))
        if not all(_ADDRESS.fullmatch(address) for address in addresses):
            expected = 'one or more addresses beginning with http:// or https://, joined by " ; "'
            raise self.bad(
                column, expected, "give the address of at least one source; a figure without one is left out"
            )
        return addresses


def _own(name: str) -> Traversable:
    return files("wayhome.record").joinpath("data", name)


def _rows(file: Path | Traversable, columns: Sequence[str]) -> Iterator[_Row]:
    try:
        content = file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadFigures(file.name, 1, "", "text in UTF-8", "save the file as CSV in UTF-8") from None
    reader = csv.reader(StringIO(content, newline=""), strict=True)
    number = 0
    try:
        for number, cells in enumerate(reader, start=1):
            if number == 1:
                _refuse_other_columns(file.name, cells, columns)
            elif len(cells) != len(columns):
                mend = "put text with a comma in it between quotation marks"
                raise BadFigures(file.name, number, "", f"{len(columns)} cells, found {len(cells)}", mend)
            else:
                yield _Row(file.name, number, dict(zip(columns, map(str.strip, cells), strict=True)))
    except csv.Error as error:
        raise BadFigures(file.name, number + 1, "", f"a row of CSV ({error})", "mend its quotation marks") from None
    if number == 0:
        _refuse_other_columns(file.name, [], columns)


def _refuse_other_columns(file: str, found: Iterable[str], columns: Sequence[str]) -> None:
    if list(found) != list(columns):
        raise BadFigures(file, 1, "", f"the columns {', '.join(columns)}", "name them so, in this order")


def _round(row: _Row) -> PublicRound:
    cells = row.cells
    if cells["conflict_flag"] not in ("yes", "no"):
        raise row.bad("conflict_flag", "yes or no", 'write "yes" where the sources differ, "no" where they don\'t')
    differing = cells["conflict_flag"] == "yes"
    return PublicRound(
        round_id=row.text("round_id"),
        date=row.date("date"),
        precision=row.text("date_precision"),
        conflict=row.text("conflict"),
        status=row.text("status"),
        sides=(cells["side_a"], cells["side_b"]),
        claims=_claims(row),
        mediators=cells["mediators"],
        place=cells["place_route"],
        terms=cells["terms_notes"],
        differing=differing,
        note=row.text("conflict_note") if differing else cells["conflict_note"],
        sources=row.addresses("source_urls"),
    )


def _claims(row: _Row) -> tuple[PublicClaim, ...]:
    cells = row.cells
    claims = []
    for about, other in (("a", "b"), ("b", "a")):
        for claimed_by in (about, other):
            value = cells[f"{about}_received_claimed_by_{claimed_by}"]
            if value:
                side, claimant = cells[f"side_{about}"], cells[f"side_{claimed_by}"]
                claims.append(PublicClaim(row.cells["round_id"], side, claimant, value))
        civilians = cells[f"{about}_received_civilians"]
        if civilians and civilians != "yes" and not (civilians.isascii() and civilians.isdigit()):
            raise row.bad(f"{about}_received_civilians", 'a whole number, "yes" or nothing', "write one of these")
        if civilians:
            claims.append(PublicClaim(cells["round_id"], cells[f"side_{about}"], "", civilians, civilians=True))
    if claims and cells["side_a"] == cells["side_b"]:
        raise row.bad("side_b", "two different sides where there are figures", "name who received whom")
    return tuple(claims)


def _round_text(public_round: PublicRound, first: int) -> str:
    about = [
        f"{public_round.date}{_exactness(public_round)}",
        public_round.round_id,
        public_round.conflict,
        public_round.status,
    ]
    mark = "  [SOURCES DIFFER]" if public_round.differing else ""
    lines = ["  ".join(about) + mark, "-" * _WIDTH]
    if public_round.of_remains:
        lines.append("Remains of the dead, not living people; never to be counted with them.")
    sides = public_round.sides[first:] + public_round.sides[:first]
    lines += _side_by_side(public_round, sides) if public_round.claims else ["No figure by side in the sources read."]
    notes = [
        ("Mediators", public_round.mediators),
        ("Place", public_round.place),
        ("As reported", public_round.terms),
        ("Where the sources differ" if public_round.differing else "On the sources", public_round.note),
    ]
    for label, note in notes:
        if note:
            lines += textwrap.wrap(f"{label}: {note}", _WIDTH, subsequent_indent="    ", break_on_hyphens=False)
    lines += [f"Source: {address}" for address in public_round.sources]
    return "\n".join(lines) + "\n"


def _exactness(public_round: PublicRound) -> str:
    return "" if public_round.precision == "day" else f" ({public_round.precision})"


def _side_by_side(public_round: PublicRound, sides: Sequence[str]) -> list[str]:
    """A table: a row for each side that received, a column for each side that says how many."""
    civilians = any(claim.civilians for claim in public_round.claims)
    header = ["", *(f"{side} says" if side else "Reported, claimant not named" for side in sides)]
    table = [[*header, "Civilians, reported"] if civilians else header]
    for about in sides:
        said = [public_round.said(about, by) or "no figure found" for by in sides]
        row = [
            f"{'Remains received' if public_round.of_remains else 'Received'} by {about or 'a side not named'}",
            *said,
        ]
        table.append([*row, public_round.said(about, "", civilians=True) or "none stated"] if civilians else row)
    return _table(table)


def _totals_text(totals: Sequence[PublicTotal]) -> str:
    explanation = (
        "Each counts something of its own (ways of return, persons or exchanges, one side or both), so no two of them "
        "can be compared, and none follows from the rounds above."
    )
    header = ["As of", "Said by", "Value", "What it counts"]
    rows = [[t.as_of, t.claimed_by, t.value, t.what] for t in totals]
    lines = ["", "Running totals, as published", "-" * _WIDTH, *textwrap.wrap(explanation, _WIDTH), ""]
    lines += _table([header, *rows])
    lines += [f"Source ({total.as_of}, {total.claimed_by}): {total.source}" for total in totals]
    return "\n".join(lines) + "\n"


def _table(rows: Sequence[Sequence[str]]) -> list[str]:
    """Rows of cells in columns; where a line would be too long, the cells of its widest columns are wrapped."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    while sum(widths) + 3 * (len(widths) - 1) > _WIDTH:
        widths[widths.index(max(widths))] -= 1
    lines = []
    for row in rows:
        wrapped = [textwrap.wrap(cell, width) or [""] for cell, width in zip(row, widths, strict=True)]
        for number in range(max(map(len, wrapped))):
            cells = [cell[number] if number < len(cell) else "" for cell in wrapped]
            padded = [cell.ljust(width) for cell, width in zip(cells, widths, strict=True)]
            lines.append(" | ".join(padded).rstrip())
    return lines
