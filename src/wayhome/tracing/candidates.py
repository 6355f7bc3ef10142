"""Which pairs are compared at all: those that share one of several compound keys.

No list of all pairs is ever built: the keys of one list are sorted once, and the pairs of some hundred people of the
other list at a time are read off, each pair once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wayhome.tracing.entries import Entries, Names
from wayhome.tracing.vocabulary import Numbers

LARGEST_BLOCK = 10_000
"""Pairs of one key. A key shared by more says too little; leaving it out keeps the number of all pairs proportional to
the length of the lists (at most 100 times their geometric mean for each key, by Cauchy and Schwarz)."""
_PAIRS_AT_ONCE = 400_000

Keys = NDArray[np.uint64]


@dataclass(frozen=True)
class Rule:
    """One kind of key: which rows have which keys (a row may have several), in the order of rows."""

    name: str
    fields: frozenset[str]
    """The columns whose values are in the key: nothing can be learned about them where it is shared."""
    rows: Numbers
    keys: Keys


def rules(entries: Entries) -> Iterator[Rule]:
    """All kinds of keys, one after the other. Each holds two facts or more, and each fact is missing from some key."""
    surname, given, father, birth = entries.surname, entries.given, entries.patronymic, entries.birth
    everybody = np.arange(len(entries), dtype=np.int32)
    with_given, token = _spread(given, everybody[~given.only_initial])
    beginning, ending = (_part(entries, part) for part in (slice(0, 2), slice(-3, None)))
    lesser, greater = np.minimum(birth.month, birth.day), np.maximum(birth.month, birth.day)
    number = np.where(entries.digits > 0, entries.digits, entries.number)
    day_taken = entries.capture.ordinal

    def rule(name: str, fields: str, rows: Numbers, *parts: NDArray[np.integer], blank_too: bool = False) -> Rule:
        keys, stated = _mixed(parts, blank_too)
        return Rule(name, frozenset(fields.split()), rows[stated], keys[stated])

    def of_all(name: str, fields: str, *parts: NDArray[np.integer], blank_too: bool = False) -> Rule:
        return rule(name, fields, everybody, *parts, blank_too=blank_too)

    def of_given(name: str, fields: str, *parts: NDArray[np.integer]) -> Rule:
        """With a token of the given name before the parts."""
        return rule(name, f"given_names {fields}", with_given, token, *(part[with_given] for part in parts))

    named, any_token = _either(_spread(surname, everybody), (with_given, token))

    def of_either(name: str, fields: str, *parts: NDArray[np.integer]) -> Rule:
        """With a token of the surname or of the given name, so that it doesn't matter in which column it stands."""
        return rule(name, f"surname given_names {fields}", named, any_token, *(part[named] for part in parts))

    yield of_all("number", "service_number", number, number)
    yield of_all(
        "everything",
        "surname given_names patronymic birth_date",
        *(surname.form, given.form, father.form, birth.value),
        blank_too=True,
    )
    yield _both_names(entries, with_given, token)
    yield from _initials(entries, everybody)
    yield of_all("surname, place", "surname birth_place", surname.skeleton, entries.place)
    yield of_all("surname, father", "surname patronymic", surname.skeleton, father.meaning)
    yield of_given("given, father, surname's beginning", "patronymic surname", father.meaning, beginning)
    yield of_given("given, father, surname's end", "patronymic surname", father.meaning, ending)
    yield of_given("given, surname's beginning, place", "surname birth_place", beginning, entries.place)
    yield of_all("surname, year", "surname birth_date", surname.skeleton, birth.year)
    yield of_given("given, father, year", "patronymic birth_date", father.meaning, birth.year)
    # Day and month in order of size, so that exchanged ones meet.
    yield of_all("birth, surname's beginning", "birth_date surname", birth.year, lesser, greater, beginning)
    yield of_given("birth, given", "birth_date", birth.year, lesser, greater)
    yield of_either("birth, either name", "birth_date", birth.year, lesser, greater)
    yield of_given("birthday, given, father", "birth_date patronymic", lesser, greater, father.meaning)
    yield of_all("birth, place", "birth_date birth_place", birth.year, lesser, greater, entries.place)
    yield of_all("birth, taken", "birth_date capture_date", birth.year, lesser, greater, day_taken)
    yield of_all("birth, unit", "birth_date unit", birth.year, lesser, greater, entries.unit)
    yield of_either("either name, taken", "capture_date", day_taken)
    yield of_either("either name, place, year", "birth_place birth_date", entries.place, birth.year)
    yield of_either("either name, unit, year", "unit birth_date", entries.unit, birth.year)
    yield of_either("either name, unit, place", "unit birth_place", entries.unit, entries.place)
    yield of_all("taken, unit, place", "capture_date unit birth_place", day_taken, entries.unit, entries.place)


Spread = tuple[Numbers, Numbers]
"""Rows in order, and a token of each; a row with several tokens comes several times."""


def _either(one: Spread, other: Spread) -> Spread:
    rows, tokens = np.concatenate((one[0], other[0])), np.concatenate((one[1], other[1]))
    order = np.argsort(rows, kind="stable")
    return rows[order], tokens[order]


def _both_names(entries: Entries, with_given: Numbers, token: Numbers) -> Rule:
    """A token of the given name and one of the surname, in order of size, so that exchanged columns meet."""
    rows, other = _spread(entries.surname, with_given)
    one = np.repeat(token, _counts(entries.surname, with_given))
    keys, stated = _mixed((np.minimum(one, other), np.maximum(one, other)), blank_too=False)
    return Rule("names", frozenset(("surname", "given_names")), rows[stated], keys[stated])


def _initials(entries: Entries, rows: Numbers) -> Iterator[Rule]:
    """Surname and each initial that the given name may be written with."""
    bits = entries.given.initials
    stated = (entries.surname.form > 0) & (bits != 0)
    rows, bits = rows[stated], bits[stated]
    found, letters = [], []
    while len(rows):
        lowest = bits & -bits
        found.append(rows)
        letters.append(lowest)
        rest = bits ^ lowest
        rows, bits = rows[rest != 0], rest[rest != 0]
    if not found:
        return
    row, letter = np.concatenate(found), np.concatenate(letters)
    order = np.argsort(row, kind="stable")
    row, letter = row[order], letter[order]
    keys, _ = _mixed((entries.surname.form[row], letter), blank_too=False)
    yield Rule("surname, initial", frozenset(("surname", "given_names")), row, keys)


def _counts(names: Names, rows: Numbers) -> Numbers:
    return names.tokens.count[names.value[rows]]


def _spread(names: Names, rows: Numbers) -> Spread:
    """A row for each token of its name, and the tokens."""
    counts = _counts(names, rows)
    return np.repeat(rows, counts), names.tokens.flat[_ranges(names.tokens.start[names.value[rows]], counts)]


def _part(entries: Entries, part: slice) -> NDArray[np.int64]:
    """A number for each row that says some letters of its surname's skeleton, 0 for none."""
    used, place = np.unique(entries.surname.skeleton, return_inverse=True)
    texts = entries.skeletons[used]
    return np.array(
        [sum((ord(letter) + 1) << 21 * at for at, letter in enumerate(text[part])) for text in texts], dtype=np.int64
    )[place]


def _mixed(parts: tuple[NDArray[np.integer], ...], blank_too: bool) -> tuple[Keys, NDArray[np.bool_]]:
    """One number for several (multiply and shift; two keys with one number would cost a comparison, nothing more)."""
    keys = np.zeros(len(parts[0]), dtype=np.uint64)
    stated = np.ones(len(keys), dtype=np.bool_)
    for part in parts:
        if not blank_too:
            stated &= part != 0
        keys = (keys ^ part.astype(np.uint64)) * np.uint64(0x9E3779B97F4A7C15)
        keys ^= keys >> np.uint64(29)
    return keys, stated


def _ranges(starts: NDArray[np.integer], counts: NDArray[np.integer]) -> NDArray[np.int64]:
    """The numbers from each start, as many as its count, one after the other."""
    ends = np.cumsum(counts, dtype=np.int64)
    return np.arange(ends[-1] if len(ends) else 0, dtype=np.int64) + np.repeat(starts - (ends - counts), counts)


@dataclass(frozen=True)
class _Block:
    """A rule between two lists: for each row of the left with a partner, a stretch of rows of the right."""

    left: Numbers
    start: Numbers
    count: NDArray[np.uint16]
    """At most `LARGEST_BLOCK`."""
    right: Numbers

    def pairs(self, first: int, last: int) -> tuple[Numbers, Numbers]:
        """The pairs of the rows ``first`` to ``last`` (not included) of the left."""
        begin, end = np.searchsorted(self.left, np.array((first, last), dtype=np.int32))
        count = self.count[begin:end]
        return np.repeat(self.left[begin:end], count), self.right[_ranges(self.start[begin:end], count)]


class Candidates:
    """The pairs between the rows before ``boundary`` and those from it on; within one list if ``boundary`` is None."""

    def __init__(self, entries: Entries, boundary: int | None) -> None:
        self._within = boundary is None
        self._rows = len(entries)
        self._left = len(entries) if boundary is None else boundary
        self.fields: dict[str, frozenset[str]] = {}
        self.blocks: dict[str, _Block] = {}
        for rule in rules(entries):
            self.fields[rule.name] = rule.fields
            self.blocks[rule.name] = self._block(rule, boundary)

    def _block(self, rule: Rule, boundary: int | None) -> _Block:
        middle = len(rule.rows) if boundary is None else int(np.searchsorted(rule.rows, boundary))
        from_right = 0 if boundary is None else middle
        left, left_keys = rule.rows[:middle], rule.keys[:middle]
        right, right_keys = rule.rows[from_right:], rule.keys[from_right:]
        order = np.argsort(right_keys, kind="stable")
        right_keys = right_keys[order]
        by_key = np.argsort(left_keys, kind="stable")
        keys, own = np.unique(left_keys, return_counts=True)
        start = np.searchsorted(right_keys, keys)
        count = np.searchsorted(right_keys, keys, "right") - start
        count[own * count > LARGEST_BLOCK] = 0
        starts, counts = np.empty(middle, dtype=np.int32), np.empty(middle, dtype=np.uint16)
        starts[by_key], counts[by_key] = np.repeat(start, own), np.repeat(count, own)
        kept = counts > 0
        return _Block(left[kept], starts[kept], counts[kept], right[order])

    def parts(self) -> Iterator[tuple[int, Numbers, Numbers]]:
        """Part after part, how many rows of the left are done with it, and its pairs, each once and in order."""
        load = np.zeros(self._left + 1, dtype=np.int64)
        for block in self.blocks.values():
            load[1:] += np.bincount(block.left, weights=block.count, minlength=self._left).astype(np.int64)
        load = np.cumsum(load)
        first = 0
        while first < self._left:
            reached = int(np.searchsorted(load, load[first] + _PAIRS_AT_ONCE, "right")) - 1
            last = min(max(reached, first + 1), self._left)
            yield last, *self._between(first, last)
            first = last

    def _between(self, first: int, last: int) -> tuple[Numbers, Numbers]:
        found = [block.pairs(first, last) for block in self.blocks.values()]
        left = np.concatenate([pairs[0] for pairs in found]).astype(np.int64)
        right = np.concatenate([pairs[1] for pairs in found])
        codes = left * self._rows + right
        codes.sort()
        left, right = np.divmod(codes[np.r_[True, codes[1:] != codes[:-1]] if len(codes) else slice(0)], self._rows)
        if self._within:
            left, right = left[left < right], right[left < right]
        return left.astype(np.int32), right.astype(np.int32)

    def meeting(self, left: Numbers, right: Numbers) -> Iterator[tuple[str, NDArray[np.bool_]]]:
        """For each kind of key, which of these pairs share one."""
        codes = left.astype(np.int64) * self._rows + right
        for name, block in self.blocks.items():
            chosen = np.isin(block.left, left)
            count = block.count[chosen]
            ones = np.repeat(block.left[chosen], count).astype(np.int64)
            yield name, np.isin(codes, ones * self._rows + block.right[_ranges(block.start[chosen], count)])

    def of_rule(self, name: str, most: int) -> tuple[frozenset[str], Numbers, Numbers]:
        """About ``most`` pairs of one rule, of rows evenly spread over the list, and the columns in its key."""
        block = self.blocks[name]
        step = max(1, int(block.count.sum()) // most)
        chosen = slice(None, None, step)
        count = block.count[chosen]
        left = np.repeat(block.left[chosen], count)
        right = block.right[_ranges(block.start[chosen], count)]
        if self._within:
            left, right = left[left < right], right[left < right]
        return self.fields[name], left, right
