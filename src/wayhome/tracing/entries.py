"""The entries of both lists as columns of numbers: each distinct value is folded once and then stands as its number.

In every column 0 means "not stated". Rows of two lists stand in one table, so that a value has one number on both.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wayhome.people import PartialDate, Particulars
from wayhome.people.dates import PLACEHOLDERS
from wayhome.tracing.features import (
    Name,
    digits_of,
    given_name,
    number_form,
    patronymic_apart,
    patronymic_name,
    place_form,
    surname_name,
    unit_form,
)

Numbers = NDArray[np.int32]
Mask = NDArray[np.bool_]

_BITS = 63


class Vocabulary:
    """Texts by their numbers; number 0 is ""."""

    def __init__(self) -> None:
        self._number: dict[str, int] = {"": 0}

    def number(self, text: str) -> int:
        return self._number.setdefault(text, len(self._number))

    def texts(self) -> NDArray[np.object_]:
        return np.array(list(self._number), dtype=object)


class Meanings:
    """Sets of names by their numbers; number 0 is the empty set."""

    def __init__(self) -> None:
        self._number: dict[frozenset[str], int] = {frozenset(): 0}

    def number(self, names: frozenset[str]) -> int:
        return self._number.setdefault(names, len(self._number))

    def sets(self) -> list[frozenset[str]]:
        return list(self._number)

    def shared(self) -> Mask:
        """Whether two sets have a name in common, for every two."""
        sets = self.sets()
        place = {name: at for at, name in enumerate(sorted(frozenset[str]().union(*sets)))}
        holds = np.zeros((len(sets), max(1, len(place))), dtype=np.float32)
        for row, names in enumerate(sets):
            holds[row, [place[name] for name in names]] = 1
        return np.asarray(holds @ holds.T > 0)


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
    tokens: tuple[tuple[int, ...], ...]
    """What stands for each distinct spelling in a key: what it means or may mean, or else its skeleton."""


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
    numbers: NDArray[np.object_]
    places: NDArray[np.object_]
    meanings: list[frozenset[str]]
    shared: Mask

    def __len__(self) -> int:
        return len(self.sex)


def entries_of(people: Sequence[Particulars]) -> Entries:
    """The columns of ``people``, in the order given."""
    forms, skeletons, tokens, numbers, places = (Vocabulary() for _ in range(5))
    meanings, fathers = Meanings(), Meanings()
    apart = [patronymic_apart(person.given_names, person.patronymic) for person in people]
    letters: dict[str, int] = {}

    def names(texts: Iterable[str], fold: Callable[[str], Name], sets: Meanings) -> Names:
        value, distinct = _distinct(texts)
        folded = [fold(text) for text in distinct]

        def column(of: Callable[[Name], int], kind: type = np.int32) -> NDArray[np.generic]:
            return np.fromiter(map(of, folded), kind, len(folded))[value]

        def bits(name: Name) -> int:
            return sum({1 << min(letters.setdefault(each, len(letters)), _BITS - 1) for each in sorted(name.initials)})

        return Names(
            form=column(lambda name: forms.number(name.form)),  # type: ignore[arg-type]
            skeleton=column(lambda name: skeletons.number(name.skeleton)),  # type: ignore[arg-type]
            meaning=column(lambda name: sets.number(name.meanings)),  # type: ignore[arg-type]
            guess=column(lambda name: sets.number(name.meanings | name.guesses)),  # type: ignore[arg-type]
            initials=column(bits, np.int64),  # type: ignore[arg-type]
            only_initial=column(lambda name: name.only_initial, np.bool_),  # type: ignore[arg-type]
            listed=column(lambda name: name.listed, np.bool_),  # type: ignore[arg-type]
            value=value,
            tokens=tuple(
                tuple(tokens.number(each) for each in sorted(name.meanings or name.guesses or {name.skeleton}) if each)
                for name in folded
            ),
        )

    number = [number_form(person.service_number) if person.service_number else "" for person in people]
    return Entries(
        surname=names((person.surname for person in people), surname_name, meanings),
        given=names((given for given, _ in apart), given_name, meanings),
        patronymic=names((patronymic for _, patronymic in apart), patronymic_name, fathers),
        birth=_dates([_stated(person.birth_date) for person in people]),
        capture=_dates([_stated(person.capture_date) for person in people]),
        number=_texts(number, str, numbers),
        digits=_texts(number, digits_of, numbers),
        place=_texts((person.birth_place for person in people), place_form, places),
        unit=_texts((person.unit for person in people), unit_form, Vocabulary()),
        sex=_texts((person.sex for person in people), str, Vocabulary()),
        forms=forms.texts(),
        skeletons=skeletons.texts(),
        numbers=numbers.texts(),
        places=places.texts(),
        meanings=meanings.sets(),
        shared=meanings.shared(),
    )


def _distinct(texts: Iterable[str]) -> tuple[Numbers, list[str]]:
    """The number of each text, and the distinct texts by their numbers."""
    number: dict[str, int] = {}
    codes = [number.setdefault(text, len(number)) for text in texts]
    return np.array(codes, dtype=np.int32), list(number)


def _texts(texts: Iterable[str], fold: Callable[[str], str], vocabulary: Vocabulary) -> Numbers:
    value, distinct = _distinct(texts)
    return np.array([vocabulary.number(fold(text)) for text in distinct], dtype=np.int32)[value]


def _stated(date: PartialDate | None) -> PartialDate | None:
    """The date, unless it is what office programs write where none was given."""
    return None if date in PLACEHOLDERS else date


def _dates(dates: Sequence[PartialDate | None]) -> Dates:
    value: dict[PartialDate | None, int] = {None: 0}
    rows = np.array([value.setdefault(each, len(value)) for each in dates], dtype=np.int32)
    parts = np.array(
        [
            (each.year, each.month, each.day, each.latest().toordinal() if each.day else 0) if each else (0, 0, 0, 0)
            for each in value
        ],
        dtype=np.int32,
    )
    year, month, day, ordinal = np.ascontiguousarray(parts.T)
    return Dates(year[rows], month[rows], day[rows], ordinal[rows], rows)
