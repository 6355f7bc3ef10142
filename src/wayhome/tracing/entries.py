"""The entries of both lists as columns of numbers: each distinct value is folded once and then stands as its number.

In every column 0 means "not stated". Rows of two lists stand in one table, so that a value has one number on both.
`wayhome.tracing.reading` makes them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wayhome.tracing.vocabulary import Mask, MeaningSets, Numbers, Vocabularies


@dataclass(frozen=True)
class Tokens:
    """What stands for each distinct spelling in a key: what it means or may mean, or else its skeleton."""

    start: NDArray[np.int64]
    count: Numbers
    flat: Numbers
    """The tokens of the first spelling, then those of the second, and so on."""


@dataclass(frozen=True)
class Names:
    """One part of the name of every row."""

    form: Numbers
    skeleton: Numbers
    meaning: Numbers
    guess: Numbers
    """Of meanings and guesses together."""
    initials: NDArray[np.int64]
    """A bit for each letter."""
    only_initial: Mask
    listed: Mask
    value: Numbers
    """The row's distinct spelling, a place in ``tokens``."""
    tokens: Tokens


@dataclass(frozen=True)
class Dates:
    """A date of every row; year 0 where none is stated."""

    year: Numbers
    month: Numbers
    day: Numbers
    ordinal: Numbers
    """The day of the calendar, 0 for a date known in part."""
    value: Numbers


@dataclass(frozen=True)
class Entries:
    """All rows of two lists (or of one), column by column."""

    ids: list[str]
    in_arabic: bool
    """Whether skeletons are those of names read as Arabic."""
    moved: Mask
    """Whether the names of each row are read from other columns than they stand in."""
    surname: Names
    given: Names
    patronymic: Names
    birth: Dates
    capture: Dates
    number: Numbers
    digits: Numbers
    place: Numbers
    unit: Numbers
    sex: Numbers
    forms: NDArray[np.object_]
    """Canonical forms by their numbers, of all parts of names."""
    skeletons: NDArray[np.object_]
    sounding: Mask
    """Whether each skeleton is long enough to say how a name sounds."""
    numbers: NDArray[np.object_]
    places: NDArray[np.object_]
    meanings: MeaningSets
    spelled: Mapping[str, Numbers]
    """For the fields whose spelling is compared the number of what is written, in small letters."""

    def __len__(self) -> int:
        return len(self.sex)

    def texts(self) -> dict[str, Any]:
        names = ("forms", "skeletons", "sounding", "numbers", "places", "meanings")
        return {name: getattr(self, name) for name in names}

    def put_row(self, at: int, row: Entries) -> None:
        """Write the only row of other entries, with the same vocabularies, in place of the row ``at``."""
        self.ids[at] = row.ids[0]
        for mine, its in zip(self._by_row(), row._by_row(), strict=True):
            mine[at] = its[0]

    def put_texts(self, words: Vocabularies, known: Mapping[str, int]) -> None:
        """Write what the vocabularies learned since they had ``known`` values into the places left free."""
        for texts, name in (
            (self.forms, "forms"),
            (self.skeletons, "skeletons"),
            (self.numbers, "numbers"),
            (self.places, "places"),
        ):
            learned = getattr(words, name).since(known[name])
            texts[known[name] : known[name] + len(learned)] = learned
        learned = words.skeletons.since(known["skeletons"])
        first = known["skeletons"]
        self.sounding[first : first + len(learned)] = [sounds(text) for text in learned]
        self.meanings.put(known["meanings"], words.meanings.since(known["meanings"]))

    def _by_row(self) -> Iterator[NDArray[np.generic]]:
        for names in (self.surname, self.given, self.patronymic):
            yield from (names.form, names.skeleton, names.meaning, names.guess)
            yield from (names.initials, names.only_initial, names.listed)
        for dates in (self.birth, self.capture):
            yield from (dates.year, dates.month, dates.day, dates.ordinal, dates.value)
        yield from (self.moved, self.number, self.digits, self.place, self.unit, self.sex)
        yield from self.spelled.values()


def sounds(skeleton: str) -> bool:
    """Whether a skeleton is long enough to say how a name sounds."""
    return len(skeleton) > 1
