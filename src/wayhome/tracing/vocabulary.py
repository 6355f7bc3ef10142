"""The numbers that stand for what is stated: one for each distinct value, 0 for nothing stated."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as _field
from itertools import islice
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int32]
Mask = NDArray[np.bool_]

Day = tuple[int, int, int]
"""Year, month and day; 0 for what isn't known."""
Value = TypeVar("Value", str, Day, frozenset[str])

NO_DAY: Day = (0, 0, 0)


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
    dates: Vocabulary[Day] = _field(default_factory=lambda: Vocabulary(NO_DAY))
    meanings: Vocabulary[frozenset[str]] = _field(default_factory=lambda: Vocabulary(frozenset()))
    fathers: Vocabulary[frozenset[str]] = _field(default_factory=lambda: Vocabulary(frozenset()))
    spelled: Vocabulary[str] = _field(default_factory=lambda: Vocabulary(""))

    def sizes(self) -> dict[str, int]:
        return {name: len(vocabulary) for name, vocabulary in vars(self).items()}

    def back_to(self, sizes: Mapping[str, int]) -> None:
        """Take back what was added since there were so many of each."""
        for name, vocabulary in vars(self).items():
            vocabulary.forget_from(sizes[name])


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
