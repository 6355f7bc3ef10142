"""What a person is in the law's eyes: status, and the conditions that change the track home."""

from enum import StrEnum


class Category(StrEnum):
    """Legal status of a person held (GC III 4 and 33, GC IV). Doubt means prisoner of war (GC III 5)."""

    PRISONER_OF_WAR = "prisoner_of_war"
    RETAINED_PERSONNEL = "retained_personnel"
    """Medical personnel and chaplains (GC III 33): not prisoners of war, and never counted."""
    ACCOMPANYING = "accompanying_armed_forces"
    """Accredited to armed forces without being of them, such as a war correspondent (GC III 4 A (4))."""
    CIVILIAN_INTERNEE = "civilian_internee"
    CIVILIAN_DETAINEE = "civilian_detainee"


class Condition(StrEnum):
    """A certified fact about a person that puts them in the unconditional part of a package."""

    SERIOUSLY_WOUNDED_OR_SICK = "seriously_wounded_or_sick"
    CHILD = "child"
    MOTHER_OF_INFANT = "mother_of_infant"
    """A pregnant woman, or the mother of an infant."""


COUNTABLE: frozenset[Category] = frozenset({Category.PRISONER_OF_WAR, Category.ACCOMPANYING})
"""The only categories a count may be made of."""

CIVILIAN: frozenset[Category] = frozenset({Category.CIVILIAN_INTERNEE, Category.CIVILIAN_DETAINEE})


def is_protected(category: Category, conditions: frozenset[Condition]) -> bool:
    """Whether this person goes home outside every count (GC III 33, 109, 110; GC IV 34; AP I 75-78)."""
    return category not in COUNTABLE or bool(conditions)


class Track(StrEnum):
    """The two parts of a package."""

    COUNTED = "counted"
    """Balanced by the terms."""
    UNCONDITIONAL = "unconditional"
    """Never counted: seriously wounded and sick, civilians, children, retained personnel."""
