"""Names that stand in another column than their own: where the table of given names makes it unmistakable.

Only how a row is compared rests on this, and what its owner is told; what a row says is shown as it is written. Where
two readings are possible there is none: a surname may be a given name (Роман) and may end as patronymics do (Петрович).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache

from wayhome.people.given_names import given_names, is_patronymic, misspelled
from wayhome.people.names import canonical, is_initial
from wayhome.people.naming.given_name_table import given_name_table

_ENDINGS_OF_SURNAMES = ("enko", "ov", "ev", "ova", "eva", "uk", "čuk", "ski", "ska", "skaia", "ko", "in", "ina", "eʦ")
_MOST_WORDS = 3


class Misplacement(StrEnum):
    """How the three cells of a name stand wrongly."""

    ONE_CELL = "one_cell"
    ONE_ON = "one_on"
    ROUND = "round"
    BACK = "back"
    EXCHANGED = "exchanged"


@dataclass(frozen=True)
class Misplaced:
    """What is misplaced, and the three names as they should be read."""

    how: Misplacement
    surname: str
    given_names: str
    patronymic: str


def names_in_place(surname: str, given: str, patronymic: str) -> tuple[str, str, str]:
    """Surname, given names and patronymic as they should be compared; those given, if nothing is unmistakably amiss.

    ("", "Мельниченко", "Сергій") gives ("Мельниченко", "Сергій", ""). It changes nothing that is shown.
    """
    found = misplaced(surname, given, patronymic)
    return (found.surname, found.given_names, found.patronymic) if found else (surname, given, patronymic)


def misplaced(surname: str, given: str, patronymic: str) -> Misplaced | None:
    """How names unmistakably stand in columns that aren't theirs; None for a row in order, or one in doubt."""
    if given and _is_given(given):
        return None
    if not given or not surname:
        whole = surname or given
        if " " in whole and (found := _taken_apart(whole, patronymic)):
            return found
    if not given or is_initial(given.strip(".")):
        return None
    return _turned(surname, given, patronymic)


def _turned(surname: str, given: str, patronymic: str) -> Misplaced | None:
    """Cells that each hold one name, under another's header; ``given`` is no name of the table."""
    first, _, rest = patronymic.partition(" ")
    if _is_given(first) and not _is_patronymic(first):
        if not surname and not _is_patronymic(given) and (not rest or _is_patronymic(rest)):
            return Misplaced(Misplacement.ONE_ON, given, first, rest)
        if surname and not rest and (_is_patronymic(surname) or is_initial(surname.strip("."))):
            return Misplaced(Misplacement.ROUND, given, patronymic, surname)
        return None
    if _is_patronymic(surname) and not _is_patronymic(given) and not is_initial(first.strip(".")) and misspelled(first):
        return Misplaced(Misplacement.ROUND, given, patronymic, surname)
    if not _is_given(surname):
        return None
    if _is_patronymic(given):
        is_surname = patronymic and not _is_patronymic(patronymic) and not is_initial(patronymic.strip("."))
        return Misplaced(Misplacement.BACK, patronymic, surname, given) if is_surname else None
    if (_ends_as_surnames(given) or _is_patronymic(patronymic)) and not misspelled(given):
        return Misplaced(Misplacement.EXCHANGED, given, surname, patronymic)
    return None


def _taken_apart(whole: str, patronymic: str) -> Misplaced | None:
    """A full name in one cell, in either order; None where a word may be two parts, or no given name is known."""
    words = [word for part in whole.split() if (word := part.strip(",.;"))]
    if not 2 <= len(words) <= _MOST_WORDS or (len(words) == _MOST_WORDS and patronymic):
        return None
    first, second, third = (*words, patronymic)[:_MOST_WORDS]
    if len(words) == 2:
        if _is_given(first) == _is_given(second) or _is_patronymic(first) or _is_patronymic(second):
            return None
        surname, given = (second, first) if _is_given(first) else (first, second)
    elif _is_given(second) and _is_patronymic(third):
        surname, given = first, second
    elif _is_given(first) and _is_patronymic(second) and not _is_given(third):
        surname, given, third = third, first, second
    else:
        return None
    return Misplaced(Misplacement.ONE_CELL, surname, given, third)


@lru_cache(maxsize=65536)
def _is_given(word: str) -> bool:
    """Whether this is an East Slavic given name; an Arabic one (Ali) is as often a part of a surname."""
    return not is_initial(word.strip(".")) and not given_names(word).isdisjoint(_east_slavic())


@cache
def _east_slavic() -> frozenset[str]:
    return frozenset(each.name for each in given_name_table() if each.is_east_slavic)


@lru_cache(maxsize=65536)
def _is_patronymic(word: str) -> bool:
    return bool(word) and is_patronymic(word)


def _ends_as_surnames(word: str) -> bool:
    return canonical(word).endswith(_ENDINGS_OF_SURNAMES)
