"""Which pairs are compared at all: those that share one of several compound keys."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence

from wayhome.tracing.features import Features, Name

_LARGEST_BLOCK = 10_000
"""Pairs of one key. A key shared by more says too little; leaving it out keeps the number of all pairs proportional to
the length of the lists (at most 100 times their geometric mean for each key, by Cauchy and Schwarz)."""


def candidates(sought: Sequence[Features], held: Sequence[Features]) -> Iterator[set[int]]:
    """For each person sought, in order, the positions in ``held`` worth comparing."""
    held_by_key: dict[Hashable, list[int]] = defaultdict(list)
    for position, person in enumerate(held):
        for key in _keys(person):
            held_by_key[key].append(position)
    sought_keys = [_keys(person) for person in sought]
    sought_with_key: dict[Hashable, int] = defaultdict(int)
    for keys in sought_keys:
        for key in keys:
            if key in held_by_key:
                sought_with_key[key] += 1
    for keys in sought_keys:
        found: set[int] = set()
        for key in keys:
            block = held_by_key.get(key, ())
            if len(block) * sought_with_key[key] <= _LARGEST_BLOCK:
                found.update(block)
        yield found


def _keys(person: Features) -> set[Hashable]:
    """The keys of one entry. Each holds two facts or more, and each fact is missing from some key."""
    surname, skeleton = person.surname.form, person.surname.skeleton
    keys: set[Hashable] = set()
    if person.number:
        keys.add(("number", person.number_digits or person.number))
    keys.add(("everything", surname, person.given.form, person.patronymic.form, str(person.birth_date)))
    given = () if person.given.only_initial else _tokens(person.given)
    for name in given:
        # In alphabetical order, so that exchanged columns meet.
        keys.update(("names", *sorted((name, other))) for other in _tokens(person.surname))
    if surname:
        keys.update(("surname, initial", surname, letter) for letter in person.given.initials)
        if person.place:
            keys.add(("surname, place", skeleton, person.place))
    fathers = person.patronymic.meanings
    for name in given:
        keys.update(("given, father, surname's beginning", name, each, skeleton[:2]) for each in fathers)
        keys.update(("given, father, surname's end", name, each, skeleton[-3:]) for each in fathers)
    birth = person.birth_date
    if not birth:
        return keys
    if surname:
        keys.add(("surname, year", skeleton, birth.year))
    for name in given:
        keys.update(("given, father, year", name, each, birth.year) for each in fathers)
    if birth.day:
        # Day and month in order of size, so that exchanged ones meet.
        birthday = (min(birth.month, birth.day), max(birth.month, birth.day))
        keys.add(("birth, surname's beginning", birth.year, birthday, skeleton[:2]))
        for name in given:
            keys.add(("birth, given", birth.year, birthday, name))
            keys.update(("birthday, given, father", birthday, name, each) for each in fathers)
    return keys


def _tokens(name: Name) -> frozenset[str]:
    """What stands for a name in a key: what it means in the table of given names or may mean, or else its skeleton."""
    return name.meanings or name.guesses or frozenset(filter(None, (name.skeleton,)))
