"""What the owner of a list should know of it as a whole: nothing is rejected for it, and nothing is changed."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import fields
from operator import attrgetter

from wayhome.people.misplaced import Misplacement, misplaced
from wayhome.people.particulars import Particulars

_FEW = 3
"""Rows that a remark names."""
_MOST = 0.5
"""The share of rows from which it is the columns that are wrong, not the rows."""
_SPARSE = 0.1
"""The share of rows below which a column says next to nothing."""
_LONG_ENOUGH = 20
"""Rows from which shares mean anything."""
_COMPARED = ("given_names", "birth_date", "birth_place", "unit", "capture_date")
"""Columns that tracing misses where hardly a row states them; patronymics and service numbers are often not known."""
_all_but_the_id = attrgetter(*(field.name for field in fields(Particulars) if field.name != "id"))
_TWO_ALPHABETS = re.compile("[A-Za-z][\u0400-\u052f]|[\u0400-\u052f][A-Za-z]")


def remarks(file: str, people: Mapping[int, Particulars]) -> Iterator[str]:
    """A sentence for each thing amiss, with the first rows it is found in; ``people`` are by row number."""
    wrong: dict[Misplacement, list[int]] = defaultdict(list)
    mixed: list[int] = []
    alike: list[int] = []
    seen: dict[int, int] = {}
    for number, person in people.items():
        if found := misplaced(person.surname, person.given_names, person.patronymic):
            wrong[found.how].append(number)
        if _TWO_ALPHABETS.search(f"{person.surname} {person.given_names} {person.patronymic}"):
            mixed.append(number)
        if seen.setdefault(hash(_all_but_the_id(person)), number) != number:
            alike.append(number)
    for how, rows in wrong.items():
        yield _of_misplaced(file, how, rows, len(people))
    if mixed:
        yield (
            f"{file}: letters of two alphabets in one name in {_rows(mixed)}: tracing reads look-alikes as one; "
            "to mend it: type the name anew with one keyboard layout."
        )
    if alike:
        yield (
            f"{file}: the same in every cell but the id as an earlier row: {_rows(alike)}; nobody is merged; "
            "to mend it: leave one row for each person."
        )
    yield from _sparse(file, people)


def _of_misplaced(file: str, how: Misplacement, rows: list[int], people: int) -> str:
    if people >= _LONG_ENOUGH and len(rows) >= _MOST * people:
        if how is Misplacement.ONE_CELL:
            mend = 'say with --columns "ITS HEADER=full_name" which column holds the full name'
        else:
            mend = "say with --columns which header stands for which name, or give the columns their right headers"
        return f"{file}: {how} in {len(rows):,} of {people:,} rows: the columns seem to be wrong; to mend it: {mend}."
    return (
        f"{file}: {how} in {_rows(rows)}: tracing reads them as they seem to be meant, and says so; "
        "to mend it: move each name into its own column."
    )


def _sparse(file: str, people: Mapping[int, Particulars]) -> Iterator[str]:
    if len(people) < _LONG_ENOUGH:
        return
    for column in _COMPARED:
        stated = sum(bool(getattr(person, column)) for person in people.values())
        if stated < _SPARSE * len(people):
            share = f"{stated:,} of {len(people):,} rows"
            yield f"{file}: {column} is stated in {share}: tracing rests on the other columns."


def _rows(numbers: list[int]) -> str:
    named = ", ".join(map(str, numbers[:_FEW]))
    if len(numbers) <= _FEW:
        return f"row{'s' if len(numbers) > 1 else ''} {named}"
    return f"{len(numbers):,} rows ({named} and others)"
