"""What the owner of a list should know of it as a whole: nothing is rejected for it, and nothing is changed."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import fields
from operator import attrgetter

from wayhome.people.messages import Message, said
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


def remarks(people: Mapping[int, Particulars]) -> Iterator[Message]:
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
        yield _of_misplaced(how, rows, len(people))
    if mixed:
        yield said("people.two_alphabets", rows=_rows(mixed))
    if alike:
        yield said("people.rows_alike", rows=_rows(alike))
    yield from _sparse(people)


def _of_misplaced(how: Misplacement, rows: list[int], people: int) -> Message:
    misplacement = said(f"people.{how}")
    if people >= _LONG_ENOUGH and len(rows) >= _MOST * people:
        code = "full_name_in_one_column" if how is Misplacement.ONE_CELL else "names_in_wrong_columns"
        return said(f"people.{code}", how=misplacement, wrong=len(rows), people=people)
    return said("people.names_misplaced", how=misplacement, rows=_rows(rows))


def _sparse(people: Mapping[int, Particulars]) -> Iterator[Message]:
    if len(people) < _LONG_ENOUGH:
        return
    for column in _COMPARED:
        stated = sum(bool(getattr(person, column)) for person in people.values())
        if stated < _SPARSE * len(people):
            yield said("people.column_sparse", column=column, stated=stated, people=len(people))


def _rows(numbers: list[int]) -> Message:
    if len(numbers) == 1:
        return said("people.one_row", row=numbers[0])
    if len(numbers) <= _FEW:
        return said("people.some_rows", rows=tuple(numbers))
    return said("people.many_rows", count=len(numbers), rows=tuple(numbers[:_FEW]))
