"""What only letters can settle, for the few pairs that can still matter: whether two words are a slip apart."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA
from rapidfuzz.process import cpdist

from wayhome.tracing.comparison import LEVEL, OPEN, Levels, chosen, compare, stands_for
from wayhome.tracing.entries import Entries
from wayhome.tracing.vocabulary import Numbers


class Letters:
    """Settles what is open; remembers the places it compared."""

    def __init__(self, entries: Entries) -> None:
        self._entries = entries

        @cache
        def place_level(one: int, other: int) -> int:
            return LEVEL["birth_place"][_place_level(entries.places[one], entries.places[other])]

        self._place_level = place_level

    def settle(self, levels: Levels, left: Numbers, right: Numbers) -> None:
        """Replace every open level by the right one, in place."""
        entries, forms = self._entries, self._entries.forms
        for field, column, among, settle in (
            ("surname", entries.surname.form, forms, _surname_by_letters),
            ("given_names", entries.given.form, forms, _given_by_letters),
            ("patronymic", entries.patronymic.form, forms, _patronymic_by_letters),
            ("service_number", entries.digits, entries.numbers, _number_by_letters),
        ):
            still_open = np.flatnonzero(levels[field] == LEVEL[field][OPEN])
            one, other = column[left[still_open]], column[right[still_open]]
            levels[field][still_open] = settle(among[one], among[other])
        self._settle_exchanged(levels, left, right)
        still_open = np.flatnonzero(levels["birth_place"] == LEVEL["birth_place"][OPEN])
        one, other = entries.place[left[still_open]], entries.place[right[still_open]]
        levels["birth_place"][still_open] = [
            self._place_level(*pair) for pair in zip(one.tolist(), other.tolist(), strict=True)
        ]

    def _settle_exchanged(self, levels: Levels, left: Numbers, right: Numbers) -> None:
        """Names in each other's column, of which one has a slip of the pen."""
        surname, given = levels["surname"], levels["given_names"]
        unlike = np.isin(surname, _UNLIKE_SURNAMES) & np.isin(given, _UNLIKE_GIVEN)
        names, twins = self._entries.surname, self._entries.given
        for sure, garbled in ((names, twins), (twins, names)):
            for one, other in ((left, right), (right, left)):
                rows = np.flatnonzero(unlike & (surname != LEVEL["surname"]["exchanged"]))
                rows = rows[stands_for(self._entries, sure, one[rows], garbled, other[rows])]
                forms, other_forms = garbled.form[one[rows]], sure.form[other[rows]]
                slips, allowed = _slips(self._entries.forms[forms], self._entries.forms[other_forms])
                exchanged = rows[slips <= allowed]
                surname[exchanged] = LEVEL["surname"]["exchanged"]
                given[exchanged] = LEVEL["given_names"]["exchanged"]


def settled(entries: Entries, left: Numbers, right: Numbers, letters: Letters | None = None) -> Levels:
    """The levels of pairs of rows, none left open."""
    levels = compare(entries, left, right)
    (letters or Letters(entries)).settle(levels, left, right)
    return levels


_UNLIKE_SURNAMES = [LEVEL["surname"][level] for level in ("far", "different")]
_UNLIKE_GIVEN = [LEVEL["given_names"][level] for level in ("unlike", "different")]


Texts = NDArray[np.object_]


def _surname_by_letters(one: Texts, other: Texts) -> NDArray[np.int8]:
    slips, allowed = _slips(one, other, more=1)
    in_part = np.fromiter(
        (
            (" " in name or " " in twin) and not set(name.split()).isdisjoint(twin.split())
            for name, twin in zip(one, other, strict=True)
        ),
        np.bool_,
        len(one),
    )
    return chosen(
        "surname", [(slips <= allowed, "near"), (in_part, "in_part"), (slips <= allowed + 1, "far")], "different"
    )


def _given_by_letters(one: Texts, other: Texts) -> NDArray[np.int8]:
    slips, allowed = _slips(one, other)
    return chosen("given_names", [(slips <= allowed, "near")], "unlike")


def _patronymic_by_letters(one: Texts, other: Texts) -> NDArray[np.int8]:
    slips, allowed = _slips(one, other)
    return chosen("patronymic", [(slips <= allowed, "near")], "different")


def _number_by_letters(one: Texts, other: Texts) -> NDArray[np.int8]:
    """Compare service numbers by their digits, where both have enough of them."""
    slips = cpdist(one, other, scorer=OSA.distance, score_cutoff=1, dtype=np.int32)
    return chosen("service_number", [((slips <= 1) & (one != "") & (other != ""), "near")], "different")


_NEVER = 1_000


def _slips(one: Texts, other: Texts, more: int = 0) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """The slips of the pen between two words (optimal string alignment), and how many are few.

    One slip makes two words near, two in a long word; short words are never near. ``more`` slips are still counted.
    """
    shorter = np.minimum(_lengths(one), _lengths(other))
    allowed = (shorter > 3).astype(np.int32) + (shorter > 6)
    slips = cpdist(one, other, scorer=OSA.distance, score_cutoff=2 + more, dtype=np.int32)
    slips[shorter <= 3] = _NEVER
    return slips, allowed


def _lengths(texts: Texts) -> NDArray[np.int32]:
    return np.fromiter(map(len, texts), np.int32, len(texts))


def _place_level(one: str, other: str) -> str:
    """Compare two different places: a village with or without its region, misspelled or not."""
    words, other_words = set(one.split()), set(other.split())
    if words <= other_words or other_words <= words:
        return "in_part"
    shorter = min(len(one), len(other))
    slips = (shorter > 3) + (shorter > 6)
    return "near" if shorter > 3 and OSA.distance(one, other, score_cutoff=slips) <= slips else "different"
