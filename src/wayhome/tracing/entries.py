"""The entries of both lists as columns of numbers: each distinct value is folded once and then stands as its number.

In every column 0 means "not stated". Rows of two lists stand in one table, so that a value has one number on both.
People are read one after the other and let go: of a list only these columns are held in memory.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from dataclasses import field as _field
from datetime import date
from functools import cache
from itertools import islice
from typing import Any, Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from wayhome.people import PartialDate, Particulars
from wayhome.people.dates import PLACEHOLDERS
from wayhome.people.misplaced import names_in_place
from wayhome.people.names import Script, script
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

Numbers = NDArray[np.int32]
Mask = NDArray[np.bool_]


Day = tuple[int, int, int]
"""Year, month and day; 0 for what isn't known."""
Listed = TypeVar("Listed", str, Day)
Value = TypeVar("Value", str, Day, frozenset[str])


class Vocabulary(Generic[Value]):
    """Values by their numbers; number 0 is the one given first, that of nothing stated."""

    def __init__(self, blank: Value) -> None:
        self._number: dict[Value, int] = {blank: 0}

    def __len__(self) -> int:
        return len(self._number)

    def number(self, value: Value) -> int:
        return self._number.setdefault(value, len(self._number))

    def values(self) -> list[Value]:
        return list(self._number)

    def since(self, number: int) -> list[Value]:
        """The values from this number on."""
        return list(islice(reversed(self._number), len(self._number) - number))[::-1]

    def forget_from(self, number: int) -> None:
        """Take back all values from this number on."""
        while len(self._number) > number:
            self._number.popitem()


@dataclass(frozen=True)
class Vocabularies:
    """The numbers of all that is stated on some lists."""

    forms: Vocabulary[str] = _field(default_factory=lambda: Vocabulary(""))
    skeletons: Vocabulary[str] = _field(default_factory=lambda: Vocabulary(""))
    tokens: Vocabulary[str] = _field(default_factory=lambda: Vocabulary(""))
    numbers: Vocabulary[str] = _field(default_factory=lambda: Vocabulary(""))
    places: Vocabulary[str] = _field(default_factory=lambda: Vocabulary(""))
    units: Vocabulary[str] = _field(default_factory=lambda: Vocabulary(""))
    sexes: Vocabulary[str] = _field(default_factory=lambda: Vocabulary(""))
    dates: Vocabulary[Day] = _field(default_factory=lambda: Vocabulary(_NO_DAY))
    meanings: Vocabulary[frozenset[str]] = _field(default_factory=lambda: Vocabulary(frozenset()))
    fathers: Vocabulary[frozenset[str]] = _field(default_factory=lambda: Vocabulary(frozenset()))
    spelled: Vocabulary[str] = _field(default_factory=lambda: Vocabulary(""))

    def sizes(self) -> dict[str, int]:
        return {name: len(vocabulary) for name, vocabulary in vars(self).items()}

    def back_to(self, sizes: Mapping[str, int]) -> None:
        """Take back what was added since there were so many of each."""
        for name, vocabulary in vars(self).items():
            vocabulary.forget_from(sizes[name])


_NO_DAY: Day = (0, 0, 0)


class MeaningSets:
    """Sets of names by their numbers; number 0 is the empty set."""

    def __init__(self, sets: list[frozenset[str]], spare: int = 0) -> None:
        self.sets = sets
        self._place = {name: at for at, name in enumerate(sorted(frozenset[str]().union(*sets)))}
        self._bits = np.zeros((len(sets) + spare, len(self._place) // 8 + 1), dtype=np.uint8)
        self._several = np.zeros(len(sets) + spare, dtype=np.bool_)
        self.put(0, sets)

    def put(self, first: int, sets: list[frozenset[str]]) -> None:
        """Put these sets in place of those from the number ``first`` on. A name that no set had isn't shared by any."""
        self.sets[first:] = sets
        for number, names in enumerate(sets, start=first):
            bits = np.zeros(8 * self._bits.shape[1], dtype=np.uint8)
            bits[[self._place[name] for name in names if name in self._place]] = 1
            self._bits[number] = np.packbits(bits)
            self._several[number] = len(names) > 1

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
        self.sounding[first : first + len(learned)] = [_sounds(text) for text in learned]
        self.meanings.put(known["meanings"], words.meanings.since(known["meanings"]))

    def _by_row(self) -> Iterator[NDArray[np.generic]]:
        for names in (self.surname, self.given, self.patronymic):
            yield from (names.form, names.skeleton, names.meaning, names.guess)
            yield from (names.initials, names.only_initial, names.listed)
        for dates in (self.birth, self.capture):
            yield from (dates.year, dates.month, dates.day, dates.ordinal, dates.value)
        yield from (self.moved, self.number, self.digits, self.place, self.unit, self.sex)
        yield from self.spelled.values()


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
    return _NO_DAY if date is None or date in PLACEHOLDERS else (date.year, date.month, date.day)


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
        "sounding": np.array([_sounds(text) for text in texts(words.skeletons)]),
        "numbers": texts(words.numbers),
        "places": texts(words.places),
        "meanings": MeaningSets(words.meanings.values(), spare),
    }


def _sounds(skeleton: str) -> bool:
    return len(skeleton) > 1


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
