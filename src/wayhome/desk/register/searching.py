"""Looking people up on a list: in order, by how a name begins, by how it sounds, or with a letter wrong.

Pages follow one another by the last row shown; nothing is counted and nothing skipped over.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from heapq import merge
from itertools import islice
from typing import Any

from django.db.models import F, Q, TextChoices
from django.utils.translation import gettext_lazy as lazy

from wayhome.desk.register.models import STANDING, List, Person
from wayhome.desk.register.names import beginnings, key, spoken, until
from wayhome.desk.register.surnames import surnames_of

PAGE = 50
_FEWEST = 200
"""People whose surnames are looked up together, at least."""


class How(TextChoices):
    """How the words looked for are to be taken."""

    BEGINS = "begins", lazy("begins so, in any alphabet")
    SOUNDS = "sounds", lazy("sounds like this")
    LETTER = "letter", lazy("a letter may be wrong")


@dataclass(frozen=True)
class Search:
    """What somebody looks for."""

    words: str = ""
    """A surname, and given names with it if they like, in any order and alphabet."""
    how: str = How.BEGINS
    category: str = ""
    place: str = ""
    medical: str = ""


def found(roll: List, search: Search, after: Person | None = None) -> tuple[list[Person], bool]:
    """A page of people of the version in force, after this one; and whether there are more."""
    streams = list(_streams(roll, search, after))
    people = merge(*streams, key=_place) if len(streams) > 1 else iter(streams[0]) if streams else iter(())
    page = list(islice(_each_once(people), PAGE + 1))
    return page[:PAGE], len(page) > PAGE


def _streams(roll: List, search: Search, after: Person | None) -> Iterator[Iterable[Person]]:
    """Every way to read what is looked for, each as its people in order: any of the words may be the surname."""
    standing = _filtered(roll, search)
    if not search.words.strip():
        yield _in_order(standing, after)
    elif search.how == How.BEGINS:
        words = beginnings(search.words)
        for place, ways in enumerate(words):
            others = _all_of(words[:place] + words[place + 1 :])
            for way in ways:
                yield _in_order(standing.filter(others, surname_key__gte=way, surname_key__lt=until(way)), after)
    else:
        surnames, words = surnames_of(roll), [[key(word)] for word in spoken(search.words)]
        look = surnames.sounding_like if search.how == How.SOUNDS else surnames.a_letter_off
        for place, word in enumerate(spoken(search.words)):
            others = _all_of(words[:place] + words[place + 1 :])
            yield _by_surnames(standing.filter(others), sorted(look(word)), surnames.people, after)


def _filtered(roll: List, search: Search) -> Any:
    # SQLite takes a bare bound on ``first`` for the narrower way in, and then sorts the whole list.
    standing = Person.objects.alias(since=F("first") + 0).filter(on=roll, last=STANDING, since__lte=roll.current)
    if search.category:
        standing = standing.filter(category=search.category)
    if search.place:
        standing = standing.filter(place=search.place)
    if search.medical:
        standing = standing.filter(medical__isnull=False, medical__contains=search.medical)
    return standing


def _all_of(words: Iterable[Iterable[str]]) -> Q:
    """Every one of these words begins some other word of the name."""
    condition = Q()
    for ways in words:
        one = Q()
        for way in ways:
            one |= Q(given_key__startswith=way) | Q(given_key__contains=f" {way}") | Q(surname_key__contains=f" {way}")
        condition &= one
    return condition


def _in_order(people: Any, after: Person | None) -> list[Person]:
    """The next page, and one more."""
    if after is not None:
        # The first condition finds the place in the index; the others pass over those of the same name before it.
        behind = Q(surname_key__gt=after.surname_key) | Q(given_key__gt=after.given_key)
        behind |= Q(given_key=after.given_key, pk__gt=after.pk)
        people = people.filter(behind, surname_key__gte=after.surname_key)
    return list(people.order_by("surname_key", "given_key", "pk")[: PAGE + 1])


def _by_surnames(people: Any, surnames: list[str], counts: dict[str, int], after: Person | None) -> Iterator[Person]:
    """People with these surnames, in order; asked for a few surnames at a time, as many as may fill a page."""
    left = [surname for surname in surnames if after is None or surname >= after.surname_key]
    while left:
        together, expected = 0, 0
        while together < len(left) and expected < _FEWEST:
            expected += counts.get(left[together], 0)
            together += 1
        page = _in_order(people.filter(surname_key__in=left[:together]), after)
        yield from page
        if len(page) > PAGE:
            return
        left = left[together:]


def _place(person: Person) -> tuple[str, str, int]:
    return person.surname_key, person.given_key, person.pk


def _each_once(people: Iterable[Person]) -> Iterator[Person]:
    """People in order, without those found twice in a row."""
    last = 0
    for person in people:
        if person.pk != last:
            yield person
        last = person.pk
