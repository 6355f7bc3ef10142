"""People on their way into columns: read one after the other and let go.

Of a list only numbers a row, and each distinct value once, are held in memory.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable
from datetime import date
from functools import cache
from typing import Any, Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from wayhome.people import PartialDate, Particulars
from wayhome.people.dates import PLACEHOLDERS
from wayhome.people.misplaced import names_in_place
from wayhome.people.names import Script, script
from wayhome.tracing.entries import Dates, Entries, Names, Tokens, sounds
from wayhome.tracing.features import (
    Name,
    digits_of,
    given_name,
    in_arabic_reading,
    number_form,
    patronymic_apart,
    patronymic_name,
    place_form,
    surname_name,
    unit_form,
)
from wayhome.tracing.vocabulary import NO_DAY, Day, MeaningSets, Numbers, Vocabularies, Vocabulary

Listed = TypeVar("Listed", str, Day)


def entries_of(people: Iterable[Particulars]) -> Entries:
    """The columns of ``people``, in the order given."""
    reading = Reading()
    reading.add(people)
    return reading.entries()


class Reading:
    """People on their way into columns: of each only the numbers of what is written are kept."""

    def __init__(self) -> None:
        self.ids: list[str] = []
        self._moved = array("b")
        self._surname, self._given, self._patronymic = _Column[str](), _Column[str](), _Column[str]()
        self._birth, self._capture = _Column[Day](), _Column[Day]()
        self._number, self._place, self._unit, self._sex = (_Column[str]() for _ in range(4))

    def __len__(self) -> int:
        return len(self.ids)

    def add(self, people: Iterable[Particulars]) -> None:
        """Add the rows of ``people`` behind those that were added."""
        for person in people:
            written = person.surname, person.given_names, person.patronymic
            surname, given, patronymic = in_place = names_in_place(*written)
            given, patronymic = patronymic_apart(given, patronymic)
            self.ids.append(person.id)
            self._moved.append(in_place != written)
            self._surname.add(surname)
            self._given.add(given)
            self._patronymic.add(patronymic)
            self._birth.add(_day(person.birth_date))
            self._capture.add(_day(person.capture_date))
            self._number.add(person.service_number)
            self._place.add(person.birth_place)
            self._unit.add(person.unit)
            self._sex.add(person.sex)

    def digests(self, of_text: Callable[[str], int], order: NDArray[np.intp]) -> NDArray[np.uint64]:
        """A digest of all that each row states, its id included; ``of_text`` gives that of one value."""
        digests = np.fromiter((of_text(row_id) for row_id in self.ids), np.uint64, len(self.ids))
        columns = (self._surname, self._given, self._patronymic, self._number, self._place, self._unit, self._sex)
        for column in (*columns, self._birth, self._capture):
            place, values = column.distinct()
            of_value = np.fromiter((of_text(str(value)) for value in values), np.uint64, len(values))
            digests = (digests ^ of_value[place]) * np.uint64(0x9E3779B97F4A7C15)
            digests ^= digests >> np.uint64(29)
        return digests[order]

    def entries(
        self,
        order: NDArray[np.intp] | None = None,
        vocabularies: Vocabularies | None = None,
        *,
        spare: int = 0,
        texts_of: Entries | None = None,
    ) -> Entries:
        """The columns of all rows, or of those whose places are in ``order``, in that order.

        Numbers are those of ``vocabularies``, which learn what is new to them. As many places as ``spare`` are left
        free behind the last text of each kind; or the texts are those of other entries, as they are.
        """
        rows: NDArray[np.intp] | slice = slice(None) if order is None else order
        words = vocabularies or Vocabularies()

        def folded(column: _Column[str], fold: Callable[[str], str], vocabulary: Vocabulary[str]) -> Numbers:
            return column.numbers(lambda text: vocabulary.number(fold(text)))[rows]

        in_arabic = self._some_in_arabic() if texts_of is None else texts_of.in_arabic
        reading = in_arabic_reading if in_arabic else _as_it_is
        place_of_number, written = self._number.distinct()
        forms = [number_form(text) for text in written]
        numbers = np.array(
            [[words.numbers.number(fold(form)) for form in forms] for fold in (str, digits_of)], dtype=np.int32
        )
        return Entries(
            ids=self.ids if order is None else [self.ids[place] for place in order.tolist()],
            in_arabic=in_arabic,
            moved=np.array(self._moved, dtype=np.bool_)[rows],
            surname=_names(self._surname, rows, reading(surname_name), words.meanings, words),
            given=_names(self._given, rows, reading(given_name), words.meanings, words),
            patronymic=_names(self._patronymic, rows, patronymic_name, words.fathers, words),
            birth=_dates(self._birth, rows, words.dates),
            capture=_dates(self._capture, rows, words.dates),
            number=numbers[0][place_of_number][rows],
            digits=numbers[1][place_of_number][rows],
            place=folded(self._place, place_form, words.places),
            unit=folded(self._unit, unit_form, words.units),
            sex=folded(self._sex, str, words.sexes),
            **(_texts(words, spare) if texts_of is None else texts_of.texts()),
            spelled={
                "surname": folded(self._surname, str.casefold, words.spelled),
                "given_names": folded(self._given, str.casefold, words.spelled),
                "patronymic": folded(self._patronymic, str.casefold, words.spelled),
                "birth_place": folded(self._place, str.casefold, words.spelled),
            },
        )

    def _some_in_arabic(self) -> bool:
        """Whether surnames are written in Arabic script: then all are compared by what Arabic writes of them."""
        written = self._surname.values()
        arabic = sum(script(text) is Script.ARABIC for text in written)
        return arabic > _MOSTLY_OTHER * len(written)


_MOSTLY_OTHER = 0.1
"""Surnames in Arabic script that a list of other people may hold."""


def _as_it_is(fold: Callable[[str], Name]) -> Callable[[str], Name]:
    return fold


class _Column(Generic[Listed]):
    """One value of each row."""

    def __init__(self) -> None:
        self._values = array("i")
        self._place: dict[Listed, int] = {}

    def add(self, value: Listed) -> None:
        self._values.append(self._place.setdefault(value, len(self._place)))

    def values(self) -> list[Listed]:
        return list(self._place)

    def distinct(self) -> tuple[Numbers, list[Listed]]:
        """The place of each row's value among the distinct ones, and these in order.

        So nothing depends on the order in which rows were added.
        """
        values = sorted(self._place)
        place = np.empty(len(values), dtype=np.int32)
        place[[self._place[value] for value in values]] = np.arange(len(values), dtype=np.int32)
        return place[np.array(self._values, dtype=np.int32)], values

    def numbers(self, number: Callable[[Listed], int]) -> Numbers:
        """The number of each row's value."""
        place, values = self.distinct()
        return np.array([number(value) for value in values], dtype=np.int32)[place]


def _day(date: PartialDate | None) -> Day:
    """The parts of a date, unless it is what office programs write where none was given."""
    return NO_DAY if date is None or date in PLACEHOLDERS else (date.year, date.month, date.day)


def _dates(column: _Column[Day], rows: NDArray[np.intp] | slice, known: Vocabulary[Day]) -> Dates:
    place, days = column.distinct()
    parts = np.array(
        [(*each, date(*each).toordinal() if each[2] else 0, known.number(each)) for each in days], dtype=np.int32
    ).reshape(-1, 5)
    return Dates(*np.ascontiguousarray(parts[place[rows]].T))


def _texts(words: Vocabularies, spare: int) -> dict[str, Any]:
    """What stands for the numbers of names, numbers and places."""

    def texts(vocabulary: Vocabulary[str]) -> NDArray[np.object_]:
        return np.array([*vocabulary.values(), *[""] * spare], dtype=object)

    return {
        "forms": texts(words.forms),
        "skeletons": texts(words.skeletons),
        "sounding": np.array([sounds(text) for text in texts(words.skeletons)]),
        "numbers": texts(words.numbers),
        "places": texts(words.places),
        "meanings": MeaningSets(words.meanings.values(), spare),
    }


def _names(
    column: _Column[str],
    rows: NDArray[np.intp] | slice,
    fold: Callable[[str], Name],
    sets: Vocabulary[frozenset[str]],
    words: Vocabularies,
) -> Names:
    """One part of the names; every distinct spelling is folded once."""
    place, written = column.distinct()
    value = place[rows]
    numbers = np.empty((4, len(written)), dtype=np.int32)
    marks = np.empty((2, len(written)), dtype=np.bool_)
    initials = np.empty(len(written), dtype=np.int64)
    count, flat = array("i"), array("i")
    for at, name in enumerate(map(fold, written)):
        guess = name.meanings | name.guesses
        numbers[:, at] = (
            words.forms.number(name.form),
            words.skeletons.number(name.skeleton),
            sets.number(name.meanings),
            sets.number(guess),
        )
        marks[:, at] = name.only_initial, name.listed
        initials[at] = _bits(name.initials)
        found = [words.tokens.number(each) for each in sorted(guess or {name.skeleton}) if each]
        count.append(len(found))
        flat.extend(found)
    counts = np.array(count, dtype=np.int32)
    form, skeleton, meaning, guess_numbers = numbers
    only_initial, listed = marks
    return Names(
        form=form[value],
        skeleton=skeleton[value],
        meaning=meaning[value],
        guess=guess_numbers[value],
        initials=initials[value],
        only_initial=only_initial[value],
        listed=listed[value],
        value=value,
        tokens=Tokens(np.cumsum(counts, dtype=np.int64) - counts, counts, np.array(flat, dtype=np.int32)),
    )


_LETTERS = (*"abcdefghijklmnopqrstuvwxyzčšžʦ", "ia", "iu")


@cache
def _bits(initials: frozenset[str]) -> int:
    """A bit for each letter of folded names; letters of other alphabets share the rest."""
    bits = (
        _LETTERS.index(each) if each in _LETTERS else len(_LETTERS) + sum(map(ord, each)) % (63 - len(_LETTERS))
        for each in initials
    )
    return sum({1 << bit for bit in bits})
