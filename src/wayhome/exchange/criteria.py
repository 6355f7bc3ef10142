"""The criteria that may put people in order: words that each rest on a fact some article permits, and on no other.

Graded are `longest_held` (by the month of capture: a day decides nothing), `youngest` and `oldest` (by years of age).
Facts are `women`, `families`, `held_longer_than_N_days`, `younger_than_N`, `older_than_N` and, only in a party's own
order, `named`. Where a date isn't stated or only partly known, a criterion rests on what is certain of it, and what
isn't stated is never met: it orders people after those of whom it is known, never out of the round.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from enum import StrEnum
from typing import Protocol, TypeAlias

from wayhome.people.categories import COUNTABLE, Category
from wayhome.people.particulars import PartialDate

Key: TypeAlias = tuple[int, ...]
"""What puts a unit before another: the smaller first. Units with equal keys are equal, and only the draw decides."""


class Criterion(StrEnum):
    """The criteria that are words without a number."""

    LONGEST_HELD = "longest_held"
    """The earlier taken, the sooner home (length of captivity: GC III 118, Annex I; GC IV 132)."""
    YOUNGEST = "youngest"
    """Age (GC III 16)."""
    OLDEST = "oldest"
    """Age (GC III 16)."""
    WOMEN = "women"
    """Women before men (GC III 14: all the regard due to their sex)."""
    FAMILIES = "families"
    """Those who travel with family, or with people they may not be separated from (GC IV 82; AP I 74)."""
    NAMED = "named"
    """Those a party asks for by name: yes or no, and never more of them than the terms say."""


GRADED = frozenset({Criterion.LONGEST_HELD, Criterion.YOUNGEST, Criterion.OLDEST})
"""The criteria that compare; every other is a fact, met or not."""

_HELD_LONGER = re.compile(r"held_longer_than_([1-9][0-9]{0,4})_days")
_YOUNGER = re.compile(r"younger_than_(19|[2-9][0-9])")
_OLDER = re.compile(r"older_than_([1-9][0-9])")
_NOT_STATED = 10**6
"""After every month of capture, every age and every fact."""


class Known(Protocol):
    """What of a person a criterion may look at."""

    @property
    def person(self) -> str: ...
    @property
    def category(self) -> Category: ...
    @property
    def held_since(self) -> PartialDate | None: ...
    @property
    def birth_date(self) -> PartialDate | None: ...
    @property
    def sex(self) -> str: ...


def is_criterion(word: str) -> bool:
    """Whether a word is a criterion; `named` is one of a party's own order only."""
    return word in GRADED or is_fact(word)


def is_fact(word: str) -> bool:
    """Whether a word is a criterion that is met or not."""
    if word in GRADED:
        return False
    return word in set(Criterion) or any(form.fullmatch(word) for form in (_HELD_LONGER, _YOUNGER, _OLDER))


def may_have_a_share(word: str) -> bool:
    """Whether a share of the counted may be of this: a category that may be counted, or a fact of a person alone.

    Families are no currency, so none is asked of them; nor of those a party names.
    """
    return word in COUNTABLE or (is_fact(word) and word not in (Criterion.FAMILIES, Criterion.NAMED))


def key_of(criteria: Iterable[str], people: Sequence[Known], day: date, named: Collection[str] = ()) -> Key:
    """What puts a unit of these people before another under an order of criteria, as of a day.

    Of a unit, whoever meets a criterion best speaks for all. A fact gives 0 where it is met and 1 where not;
    `longest_held` the months since the year 0 of the capture, `youngest` years of age, `oldest` years of age below 0.
    """
    return tuple(min(_place(word, each, len(people), day, named) for each in people) for word in criteria)


def heads_meeting(of: str, people: Sequence[Known], day: date) -> int:
    """How many of a unit's people are of a category, or meet a fact, as of a day: what a share counts."""
    return sum(each.category == of if of in COUNTABLE else meets(of, each, len(people), day) for each in people)


def meets(fact: str, person: Known, unit: int, day: date, named: Collection[str] = ()) -> bool:
    """Whether a fact is known to be so of a person who travels in a unit of so many heads, as of a day.

    Ages are whole years completed: who is 24 is younger than 25, who is 55 is not older than 55.
    """
    if fact == Criterion.WOMEN:
        return person.sex == "female"
    if fact == Criterion.FAMILIES:
        return unit > 1
    if fact == Criterion.NAMED:
        return person.person in named
    if number := _HELD_LONGER.fullmatch(fact):
        return person.held_since is not None and (day - person.held_since.latest()).days > int(number[1])
    if number := _YOUNGER.fullmatch(fact):
        return person.birth_date is not None and _age(person.birth_date.earliest(), day) < int(number[1])
    if number := _OLDER.fullmatch(fact):
        return person.birth_date is not None and _age(person.birth_date.latest(), day) > int(number[1])
    raise ValueError(f"{fact!r} is no fact")


def _place(word: str, person: Known, unit: int, day: date, named: Collection[str]) -> int:
    if word not in GRADED:
        return 0 if meets(word, person, unit, day, named) else 1
    known = person.held_since if word == Criterion.LONGEST_HELD else person.birth_date
    if known is None:
        return _NOT_STATED
    if word == Criterion.LONGEST_HELD:
        taken = known.latest()
        return taken.year * 12 + taken.month
    return _age(known.earliest(), day) if word == Criterion.YOUNGEST else -_age(known.latest(), day)


def _age(born: date, day: date) -> int:
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
