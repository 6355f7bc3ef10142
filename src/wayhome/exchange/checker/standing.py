"""Where people stand in an order of criteria, and in that of urgency. Worked out without the planner's code."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import TypeAlias

from wayhome.exchange.pool import Candidate
from wayhome.people.categories import COUNTABLE, Condition
from wayhome.people.particulars import PartialDate

Standing: TypeAlias = tuple[int, ...]
"""The smaller goes first; equal standings are equal people."""

_UNKNOWN = 10**6
"""After everybody of whom the fact is stated."""


def is_of_capture(word: str) -> bool:
    """Whether a criterion rests on the date of capture."""
    return word.startswith(("longest_held", "held_longer_than_"))


def is_of_birth(word: str) -> bool:
    """Whether a criterion rests on the date of birth."""
    return word.startswith(("young", "old"))


def of_date(word: str, known: PartialDate | None, day: date) -> int:
    """Where a date of capture or of birth puts somebody under one criterion; a fact gives 0 where it is met, else 1.

    Only what is certain of a date counts, so that a date partly known never puts anybody before their time.
    """
    if word == "longest_held":
        return _UNKNOWN if known is None else known.latest().year * 12 + known.latest().month
    if word == "youngest":
        return _UNKNOWN if known is None else _age(known.earliest(), day)
    if word == "oldest":
        return _UNKNOWN if known is None else -_age(known.latest(), day)
    if known is None:
        return 1
    number = next(int(part) for part in word.split("_") if part.isdigit())
    if word.startswith("held_longer_than_"):
        met = day.toordinal() - known.latest().toordinal() > number
    elif word.startswith("younger_than_"):
        met = _age(known.earliest(), day) < number
    else:
        met = _age(known.latest(), day) > number
    return 0 if met else 1


def standing(criteria: Iterable[str], unit: Sequence[Candidate], day: date, named: Collection[str]) -> Standing:
    """Where a unit stands: under each criterion whoever of it stands first speaks for all."""
    return tuple(min(_of_person(word, each, len(unit), day, named) for each in unit) for word in criteria)


def urgency(unit: Sequence[Candidate]) -> Standing:
    """The order of the unconditional: young and expecting, then wounded and sick, then protected, then all others."""
    conditions = {condition for each in unit for condition in each.conditions}
    if Condition.CHILD in conditions or Condition.MOTHER_OF_INFANT in conditions:
        need = 0
    elif Condition.SERIOUSLY_WOUNDED_OR_SICK in conditions:
        need = 1
    else:
        need = 2 if any(each.category not in COUNTABLE for each in unit) else 3
    return need, *standing(["longest_held"], unit, date.max, ())


def heads_of_share(of: str, unit: Sequence[Candidate], day: date) -> int:
    """How many people of a unit a share of the terms counts: those of a category, or those who meet a fact."""
    if of in COUNTABLE:
        return sum(each.category == of for each in unit)
    return sum(_of_person(of, each, len(unit), day, ()) == 0 for each in unit)


def _of_person(word: str, each: Candidate, heads: int, day: date, named: Collection[str]) -> int:
    if is_of_capture(word):
        return of_date(word, each.held_since, day)
    if is_of_birth(word):
        return of_date(word, each.birth_date, day)
    met = {"women": each.sex == "female", "families": heads > 1, "named": each.person in named}
    return 0 if met[word] else 1


def _age(born: date, day: date) -> int:
    """Whole years completed; who was born on 29 February completes theirs on 1 March."""
    years = day.year - born.year
    return years if (day.month, day.day) >= (born.month, born.day) else years - 1
