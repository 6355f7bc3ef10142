"""The entries of both lists as columns of numbers: each distinct value is folded once and then stands as its number.

In every column 0 means "not stated". Rows of two lists stand in one table, so that a value has one number on both.
People are read one after the other and let go: of a list only these columns are held in memory.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Mapping
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
    """Sets of names and their numbers; number 0 is the empty set."""

    def __init__(self) -> None:
        self._number: dict[frozenset[str], int] = {frozenset(): 0}

    def number(self, names: frozenset[str]) -> int:
        return self._number.setdefault(names, len(self._number))

    def sets(self) -> MeaningSets:
        return MeaningSets(list(self._number))


class MeaningSets:
    """Sets of names by their numbers; number 0 is the empty set."""

    def __init__(self, sets: list[frozenset[str]]) -> None:
        self.sets = sets
        place = {name: at for at, name in enumerate(sorted(frozenset[str]().union(*self.sets)))}
        bits = np.zeros((len(self.sets), max(1, len(place))), dtype=np.uint8)
        for row, names in enumerate(self.sets):
            bits[row, [place[name] for name in names]] = 1
        self._bits = np.packbits(bits, axis=1)
        self._several = np.fromiter((len(names) > 1 for names in self.sets), np.bool_, len(self.sets))

    def share(self, one: Numbers, other: Numbers) -> Mask:
        """Whether two sets have a name in common, for every two numbers."""
        shared = np.asarray((one == other) & (one > 0))
        # Two different sets of one name each have none in common; most sets are such.
        in_doubt = np.flatnonzero((one != other) & (self._several[one] | self._several[other]))
        shared[in_doubt] = (self._bits[one[in_doubt]] & self._bits[other[in_doubt]]).any(axis=1)
        return shared


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


def entries_of(people: Iterable[Particulars]) -> Entries:
    """The columns of ``people``, in the order given."""
    reading = Reading()
    reading.add(people)
    return reading.entries()


class Reading:
    """People on their way into columns: of each only the numbers of what is written are kept."""

    def __init__(self) -> None:
        self.ids: list[str] = []
        self._surname, self._given, self._patronymic = _Column(), _Column(), _Column()
        self._birth, self._capture = _DateColumn(), _DateColumn()
        self._number, self._place, self._unit, self._sex = _Column(), _Column(), _Column(), _Column()

    def __len__(self) -> int:
        return len(self.ids)

    def add(self, people: Iterable[Particulars]) -> None:
        """Add the rows of ``people`` behind those that were added."""
        for person in people:
            given, patronymic = patronymic_apart(person.given_names, person.patronymic)
            self.ids.append(person.id)
            self._surname.add(person.surname)
            self._given.add(given)
            self._patronymic.add(patronymic)
            self._birth.add(person.birth_date)
            self._capture.add(person.capture_date)
            self._number.add(person.service_number)
            self._place.add(person.birth_place)
            self._unit.add(person.unit)
            self._sex.add(person.sex)

    def entries(self, order: NDArray[np.intp] | None = None) -> Entries:
        """The columns of all rows, or of those whose places are in ``order``, in that order."""
        rows: NDArray[np.intp] | slice = slice(None) if order is None else order
        forms, skeletons, tokens, numbers, places = (Vocabulary() for _ in range(5))
        meanings, fathers = Meanings(), Meanings()

        def names(column: _Column, fold: Callable[[str], Name], sets: Meanings) -> Names:
            return _names(column, rows, fold, sets, forms, skeletons, tokens)

        def folded(column: _Column, fold: Callable[[str], str], vocabulary: Vocabulary) -> Numbers:
            values, written = column.distinct()
            return np.array([vocabulary.number(fold(text)) for text in written], dtype=np.int32)[values[rows]]

        number = folded(self._number, number_form, numbers)
        digits = np.array([numbers.number(digits_of(text)) for text in numbers.texts()], dtype=np.int32)
        return Entries(
            ids=self.ids if order is None else [self.ids[place] for place in order.tolist()],
            surname=names(self._surname, surname_name, meanings),
            given=names(self._given, given_name, meanings),
            patronymic=names(self._patronymic, patronymic_name, fathers),
            birth=self._birth.dates(rows),
            capture=self._capture.dates(rows),
            number=number,
            digits=digits[number],
            place=folded(self._place, place_form, places),
            unit=folded(self._unit, unit_form, Vocabulary()),
            sex=folded(self._sex, str, Vocabulary()),
            forms=forms.texts(),
            skeletons=skeletons.texts(),
            sounding=np.array([len(text) > 1 for text in skeletons.texts()]),
            numbers=numbers.texts(),
            places=places.texts(),
            meanings=meanings.sets(),
            spelled={
                "surname": folded(self._surname, str.casefold, Vocabulary()),
                "given_names": folded(self._given, str.casefold, Vocabulary()),
                "patronymic": folded(self._patronymic, str.casefold, Vocabulary()),
                "birth_place": folded(self._place, str.casefold, Vocabulary()),
            },
        )


class _Column:
    """One text of each row."""

    def __init__(self) -> None:
        self._values, self._number = array("i"), dict[str, int]()

    def add(self, text: str) -> None:
        self._values.append(self._number.setdefault(text, len(self._number)))

    def distinct(self) -> tuple[Numbers, list[str]]:
        """The number of each row's text, and the distinct texts by their numbers, in their own order.

        So the numbers don't depend on the order in which rows were added.
        """
        written = sorted(self._number)
        place = np.empty(len(written), dtype=np.int32)
        place[[self._number[text] for text in written]] = np.arange(len(written), dtype=np.int32)
        return place[np.array(self._values, dtype=np.int32)], written


class _DateColumn:
    """One date of each row; what office programs write where none was given is none."""

    def __init__(self) -> None:
        self._values, self._number = array("i"), dict[PartialDate | None, int](dict.fromkeys((None, *PLACEHOLDERS), 0))

    def add(self, date: PartialDate | None) -> None:
        number = self._number.get(date)
        if number is None:
            number = self._number[date] = len(self._number) - len(PLACEHOLDERS)
        self._values.append(number)

    def dates(self, rows: NDArray[np.intp] | slice) -> Dates:
        known = [date for date, number in self._number.items() if date and number]
        order = sorted(range(len(known)), key=known.__getitem__)
        parts = np.zeros((len(known) + 1, 4), dtype=np.int32)
        place = np.zeros(len(known) + 1, dtype=np.int32)
        for at, number in enumerate(order, start=1):
            date = known[number]
            parts[at] = date.year, date.month, date.day, date.latest().toordinal() if date.day else 0
            place[number + 1] = at
        value = place[np.array(self._values, dtype=np.int32)[rows]]
        year, month, day, ordinal = np.ascontiguousarray(parts.T)
        return Dates(year[value], month[value], day[value], ordinal[value], value)


def _names(
    column: _Column,
    rows: NDArray[np.intp] | slice,
    fold: Callable[[str], Name],
    sets: Meanings,
    forms: Vocabulary,
    skeletons: Vocabulary,
    tokens: Vocabulary,
) -> Names:
    """One part of the names; every distinct spelling is folded once."""
    values, written = column.distinct()
    value = values[rows]
    numbers = np.empty((4, len(written)), dtype=np.int32)
    marks = np.empty((2, len(written)), dtype=np.bool_)
    initials: list[frozenset[str]] = []
    count, flat = array("i"), array("i")
    for at, name in enumerate(map(fold, written)):
        guess = name.meanings | name.guesses if name.guesses else name.meanings
        numbers[:, at] = (
            forms.number(name.form),
            skeletons.number(name.skeleton),
            sets.number(name.meanings),
            sets.number(guess),
        )
        marks[:, at] = name.only_initial, name.listed
        initials.append(name.initials)
        found = [tokens.number(each) for each in sorted(guess or {name.skeleton}) if each]
        count.append(len(found))
        flat.extend(found)
    counts = np.array(count, dtype=np.int32)
    return Names(
        *(column_numbers[value] for column_numbers in numbers),
        _bits(initials)[value],
        *(column_marks[value] for column_marks in marks),
        value,
        Tokens(np.cumsum(counts, dtype=np.int64) - counts, counts, np.array(flat, dtype=np.int32)),
    )


def _bits(initials: list[frozenset[str]]) -> NDArray[np.int64]:
    """A bit for each letter; letters beyond the last bit share it."""
    letters = sorted(frozenset[str]().union(*initials))
    bit = {letter: 1 << min(at, _BITS - 1) for at, letter in enumerate(letters)}
    by_set = {each: sum({bit[letter] for letter in each}) for each in set(initials)}
    return np.array([by_set[each] for each in initials], dtype=np.int64)
