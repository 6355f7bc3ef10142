"""What of one value is compared: a name folded, a number or a place bare of its dress."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache

from wayhome.people.given_names import father, given_names, initials, is_patronymic, misspelled
from wayhome.people.names import arabic_skeleton, canonical, is_initial, skeleton_of, words


@dataclass(frozen=True, slots=True)
class Name:
    """One part of a name, folded; every field is empty when it is not stated."""

    form: str = ""
    """Canonical; of a patronymic too."""
    skeleton: str = ""
    meanings: frozenset[str] = frozenset()
    """Names of the table of given names it may stand for; of a patronymic, the father's name or its stem."""
    guesses: frozenset[str] = frozenset()
    """Names of the table it may stand for if one letter is wrong, where it stands for none as it is."""
    initials: frozenset[str] = frozenset()
    """Under which documents may give it; of a surname none, as nobody shortens it."""
    only_initial: bool = False
    listed: bool = False
    """Whether the table of given names knows it."""


def patronymic_apart(given: str, patronymic: str) -> tuple[str, str]:
    """Take a patronymic out of the column of given names where its own column is empty: "Сергій Петрович", "С. П."."""
    if patronymic or not given:
        return given, patronymic
    parts = words(given)
    if len(parts) > 1 and (is_patronymic(parts[-1]) or (is_initial(parts[-1]) and is_initial(parts[0]))):
        return " ".join(parts[:-1]), parts[-1]
    return given, patronymic


def surname_name(text: str) -> Name:
    parts = words(text)
    form = canonical(text)
    if not form:
        return Name()
    meanings = frozenset().union(*(given_names(part) for part in parts))
    return Name(
        form=form,
        skeleton=skeleton_of(form),
        meanings=meanings,
        only_initial=is_initial(parts[0]),
        listed=bool(meanings),
    )


def in_arabic_reading(name: Callable[[str], Name]) -> Callable[[str], Name]:
    """The same, but with the arabic skeleton: for lists some of which are in Arabic script."""

    def of(text: str) -> Name:
        folded = name(text)
        return replace(folded, skeleton=arabic_skeleton(text)) if folded.form else folded

    return of


def given_name(text: str) -> Name:
    name = surname_name(text)
    if not name.form:
        return name
    name = replace(name, initials=initials(words(text)[0]))
    return name if name.meanings else replace(name, guesses=frozenset().union(*map(misspelled, words(text))))


def patronymic_name(text: str) -> Name:
    parts = words(text)
    form = canonical(text)
    if not form:
        return Name()
    if is_initial(parts[0]):
        return Name(form=form, initials=initials(parts[0]), only_initial=True)
    name = father(parts[0])
    return Name(form=form, meanings=frozenset({name}), initials=initials(name), listed=bool(given_names(name)))


_SHORTEST_NUMBER = 5
"""Signs a number needs to mean one person."""


def number_form(text: str) -> str:
    """Letters and digits, a Cyrillic series as its Latin one; "" if there are too few to mean one person."""
    kept = _NO_LETTER_OR_DIGIT.sub("", text if text.isascii() else unicodedata.normalize("NFKC", text)).lower()
    return "" if len(kept) < _SHORTEST_NUMBER else _LETTERS.sub(_in_latin, kept)


_NO_LETTER_OR_DIGIT = re.compile(r"[\W_]+")
_LETTERS = re.compile(r"\D+")


def _in_latin(letters: re.Match[str]) -> str:
    return _series(letters[0])


@lru_cache(maxsize=4096)
def _series(letters: str) -> str:
    return canonical(letters)


def digits_of(number: str) -> str:
    digits = _LETTERS.sub("", number)
    return digits if len(digits) >= _SHORTEST_NUMBER else ""


_KINDS_OF_PLACE = frozenset(
    canonical(
        "село селище деревня посёлок смт пгт станиця станица хутір хутор місто город область обл oblast район raion "
        "region край krai village town city settlement республіка республика republic"
    ).split()
)


def place_form(text: str) -> str:
    """The canonical words of a place without the words for what kind of place it is."""
    return " ".join(word for word in canonical(text).split() if len(word) > 1 and word not in _KINDS_OF_PLACE)


def unit_form(text: str) -> str:
    """The numbers of a unit, in order, or its canonical words when it has none."""
    numbers = re.findall(r"\d+", unicodedata.normalize("NFKC", text))
    return " ".join(numbers) or canonical(text)
