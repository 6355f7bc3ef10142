"""Which column of a table is which: headers in English, Ukrainian and Russian, and those its reader names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields

from wayhome.people.cells import clean
from wayhome.people.languages import LANGUAGES
from wayhome.people.messages import Message, said
from wayhome.people.particulars import Particulars
from wayhome.people.problems import NoSuchHeader, NotAList
from wayhome.people.tables import Row
from wayhome.people.words import fold, header_spellings

COLUMNS: tuple[str, ...] = tuple(field.name for field in fields(Particulars))
"""The canonical columns of a list, in order."""

COMBINED: Mapping[str, tuple[str, ...]] = {
    "full_name": ("surname", "given_names", "patronymic"),
    "given_and_patronymic": ("given_names", "patronymic"),
}
"""Columns of a user's list that hold several names, in this order."""

WHY = frozenset(said("people.why").wording(language) for language in LANGUAGES)
"""The headers, one a language, of the column that `write_rejected` adds; no list's data."""

_NAMED, _CANONICAL, _USUAL, _WITHOUT_BRACKETS, _WEAK = range(5)
_IN_BRACKETS = re.compile(r"[(\[].*?[)\]]")
_MOST_SHOWN = 30
_LONGEST_SHOWN = 40


@dataclass(frozen=True)
class Headers:
    """The header row of a table."""

    row: Row
    shown: tuple[str, ...]
    """The headers as the file spells them, cleaned."""
    columns: Mapping[str, int]
    """Column, canonical or combined → its place in a row, from 0."""
    ignored: tuple[str, ...]
    """Headers whose columns aren't read."""


def header_row(rows: Iterable[Row], named: Mapping[str, str]) -> tuple[int, Row | None]:
    """The row that names most columns, the first of equals, and how many it names; (0, None) if no row names any.

    Lists often begin with a title: so all of ``rows`` are looked at, which should be the table's first.
    """
    best: tuple[int, Row | None] = (0, None)
    for row in rows:
        recognised = len({claim[1] for cell in row.cells if (claim := _claim(cell, named))})
        if recognised > best[0]:
            best = recognised, row
    return best


def understand(file: str, row: Row, columns: Mapping[str, str]) -> Headers:
    """Which column is which.

    Raises NotAList if two columns have the same claim to be one, or if a column that every list needs is missing.
    """
    shown = tuple(clean(cell) for cell in row.cells)
    found = {column: _best(file, column, shown, columns) for column in (*COLUMNS, *COMBINED)}
    places = {column: place for column, place in found.items() if place is not None}
    _drop_needless_combined(places)
    _expect_needed(file, row, places)
    used = set(places.values())
    ignored = tuple(header for place, header in enumerate(shown) if header and header not in WHY and place not in used)
    return Headers(row, shown, places, ignored)


def checked(file: str, columns: Mapping[str, str], present: Sequence[Row]) -> Mapping[str, str]:
    """The columns a user named, folded header → column.

    Raises NotAList if one is no column of a list, NoSuchHeader if its header is not among the rows ``present``.
    """
    folded = {fold(cell) for row in present for cell in row.cells}
    for header, column in columns.items():
        if column not in COLUMNS and column not in COMBINED:
            raise NotAList(file, said("people.no_such_column", column=column, columns=(*COLUMNS, *COMBINED)))
        if fold(header) not in folded:
            raise NoSuchHeader(
                file, header, said("people.no_such_header", header=header, its_headers=_and_its_headers(present))
            )
    return {fold(header): column for header, column in columns.items()}


def none_recognised(file: str, rows: Sequence[Row]) -> NotAList:
    """The error for a table in which no header is known."""
    headers = _and_its_headers(rows)
    return NotAList(file, said("people.no_header_known", its_headers=headers, such_as=COLUMNS[:5]))


def _and_its_headers(rows: Sequence[Row]) -> Message | str:
    """The headers present, for a message; nothing if the fullest row may be a person's, as headers have no digits."""
    row = max(rows, key=lambda row: sum(map(bool, row.cells)), default=None)
    if row is None or any(letter.isdigit() for cell in row.cells for letter in cell):
        return ""
    return said("people.its_headers", headers=shortened(row.cells))


def shortened(headers: Iterable[str]) -> tuple[str, ...]:
    """Headers for a message: the first of them, cleaned and shortened, without empty ones."""
    return tuple(header[:_LONGEST_SHOWN] for header in filter(None, map(clean, headers)))[:_MOST_SHOWN]


def _claim(cell: str, named: Mapping[str, str]) -> tuple[int, str] | None:
    """How good a claim a header has to be a column, lower being better, and which column."""
    header = fold(clean(cell))
    if not header:
        return None
    if header in named:
        return _NAMED, named[header]
    if header in _CANONICAL_FOLDED:
        return _CANONICAL, _CANONICAL_FOLDED[header]
    if column := header_spellings("usual").get(header):
        return _USUAL, column
    if column := header_spellings("weak").get(header):
        return _WEAK, column
    if _IN_BRACKETS.search(cell) and (claim := _claim(_IN_BRACKETS.sub(" ", cell), {})):
        return max(claim[0], _WITHOUT_BRACKETS), claim[1]
    return None


_CANONICAL_FOLDED = {fold(column): column for column in (*COLUMNS, *COMBINED)}


def _best(file: str, column: str, shown: Sequence[str], named: Mapping[str, str]) -> int | None:
    claims = [
        (claim[0], place) for place, cell in enumerate(shown) if (claim := _claim(cell, named)) and claim[1] == column
    ]
    if not claims:
        return None
    strongest = min(claims)[0]
    places = [place for strength, place in claims if strength == strongest]
    if len(places) > 1:
        headers = shortened(shown[place] for place in places)
        raise NotAList(file, said("people.columns_that_could_be", count=len(places), column=column, headers=headers))
    return places[0]


def _drop_needless_combined(places: dict[str, int]) -> None:
    """A combined column is read only where the list has no column of its own for the first of its names."""
    if "surname" in places:
        places.pop("full_name", None)
    if "given_names" in places or "full_name" in places:
        places.pop("given_and_patronymic", None)


def _expect_needed(file: str, row: Row, places: Mapping[str, int]) -> None:
    if "id" not in places:
        raise NotAList(file, said("people.no_id_column", its_headers=_and_its_headers([row])))
    if not {"surname", "full_name", "service_number"} & set(places):
        raise NotAList(file, said("people.no_column_that_says_who", its_headers=_and_its_headers([row])))
