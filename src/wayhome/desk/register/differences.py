"""What changed on a list from one version to another."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, OuterRef

from wayhome.desk.register.models import List, Person
from wayhome.people import COLUMNS

PAGE = 50


@dataclass(frozen=True)
class Change:
    """One column that two versions state differently."""

    column: str
    before: str
    after: str


@dataclass(frozen=True)
class Difference:
    """Somebody who is new, changed or gone."""

    person: Person
    """As the later version has them; as the earlier one had, if they are gone."""
    changes: list[Change] = field(default_factory=list)


def changes(before: dict[str, str], after: dict[str, str]) -> list[Change]:
    """The columns that are not stated alike, in the order of a list."""
    return [
        Change(column, before.get(column, ""), after.get(column, ""))
        for column in COLUMNS
        if before.get(column, "") != after.get(column, "")
    ]


def differences(roll: List, kind: str, earlier: int, later: int, after: int) -> tuple[list[Difference], int]:
    """A page of those ``new``, ``changed`` or ``gone`` between two versions, and where the next begins (0: nowhere)."""
    came = Person.objects.filter(on=roll, first__gt=earlier, first__lte=later, last__gte=later)
    left = Person.objects.filter(on=roll, last__gte=earlier, last__lt=later, first__lte=earlier)
    before = Person.objects.filter(on=roll, list_id=OuterRef("list_id"), first__lte=earlier, last__gte=earlier)
    since = Person.objects.filter(on=roll, list_id=OuterRef("list_id"), first__lte=later, last__gte=later)
    query = {
        "new": came.filter(~Exists(before)),
        "changed": came.filter(Exists(before)),
        "gone": left.filter(~Exists(since)),
    }[kind]
    page: list[Person] = list(query.filter(pk__gt=after).order_by("pk")[: PAGE + 1])
    following = page[PAGE - 1].pk if len(page) > PAGE else 0
    page = page[:PAGE]
    return (_changed(roll, page, earlier) if kind == "changed" else [Difference(each) for each in page]), following


def _changed(roll: List, page: list[Person], earlier: int) -> list[Difference]:
    ids = [person.list_id for person in page]
    rows: Any = Person.objects.filter(on=roll, list_id__in=ids, first__lte=earlier, last__gte=earlier)
    before = {row.list_id: row.columns for row in rows}
    return [Difference(person, changes(before[person.list_id], person.columns)) for person in page]
