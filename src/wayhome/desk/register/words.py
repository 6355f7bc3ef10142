"""Columns, categories and conditions in the reader's language."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as lazy

from wayhome.people import Category, Condition

COLUMNS: dict[str, Promise] = {
    "id": lazy("Reference on the list"),
    "surname": lazy("Surname"),
    "given_names": lazy("Given names"),
    "patronymic": lazy("Patronymic"),
    "birth_date": lazy("Date of birth"),
    "sex": lazy("Sex"),
    "birth_place": lazy("Place of birth"),
    "service_number": lazy("Service number"),
    "rank": lazy("Rank"),
    "unit": lazy("Unit"),
    "category": lazy("Category"),
    "capture_date": lazy("Date of capture"),
    "capture_place": lazy("Place of capture"),
    "facility": lazy("Place held"),
    "medical": lazy("Medical"),
    "family": lazy("Family"),
    "destination": lazy("Destination"),
}
"""The canonical columns of a list, in its order."""
COMBINED: dict[str, Promise] = {
    "full_name": lazy("Surname, given names, patronymic in one"),
    "given_and_patronymic": lazy("Given names and patronymic in one"),
}
CATEGORIES: dict[str, Promise] = {
    Category.PRISONER_OF_WAR: lazy("prisoner of war"),
    Category.RETAINED_PERSONNEL: lazy("retained personnel (medical, chaplain)"),
    Category.ACCOMPANYING: lazy("person accompanying the armed forces"),
    Category.CIVILIAN_INTERNEE: lazy("civilian internee"),
    Category.CIVILIAN_DETAINEE: lazy("civilian detainee"),
}
CONDITIONS: dict[str, Promise] = {
    Condition.SERIOUSLY_WOUNDED_OR_SICK: lazy("seriously wounded or sick"),
    Condition.CHILD: lazy("child"),
    Condition.MOTHER_OF_INFANT: lazy("pregnant woman or mother of an infant"),
}
_SEXES: dict[str, Promise] = {"female": lazy("female"), "male": lazy("male")}


def column_title(column: str) -> str:
    """What a column is called."""
    return str(COLUMNS.get(column) or COMBINED.get(column) or column)


def in_words(column: str, value: str) -> str:
    """What a column states, in words."""
    if column == "medical":
        return "; ".join(str(CONDITIONS.get(each, each)) for each in value.split("; ")) if value else ""
    words = {"category": CATEGORIES, "sex": _SEXES}.get(column, {})
    return str(words.get(value, value))


def lines(stated: dict[str, str]) -> list[tuple[str, str]]:
    """Every column of a row and what it states, "" for what it doesn't."""
    return [(column_title(column), in_words(column, stated.get(column, ""))) for column in COLUMNS]
