"""How many people go and wait, by category, by time held and by round: the numbers of the page's pictures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from wayhome.exchange.planner import Kind, Solved
from wayhome.exchange.pool import Candidate
from wayhome.people.categories import Category, Track

_MONTHS = (6, 12, 24, 36)
_NOT_STATED = "not_stated"
HELD = ("under_6_months", "6_to_12_months", "1_to_2_years", "2_to_3_years", "3_years_or_more", _NOT_STATED)
"""How long held on the day of the round, in whole months: words for a program, not for people."""


@dataclass(frozen=True, slots=True)
class Group:
    """People of one home who have something in common."""

    name: str
    """A category's code, or one of `HELD`."""
    counted: int
    """Going in this round, in the counted part."""
    outside: int
    """Going in this round, outside every count."""
    waiting: int

    @property
    def everybody(self) -> int:
        return self.counted + self.outside + self.waiting


@dataclass(frozen=True, slots=True)
class RoundOf:
    """The people of one home who go in one round."""

    number: int
    day: date
    counted: int
    outside: int

    @property
    def everybody(self) -> int:
        return self.counted + self.outside


def by_category(solved: Solved, home: str) -> list[Group]:
    """The people of a home by category, in the order of the law's list; categories that have nobody are left out."""
    return _groups(solved, home, lambda each: each.category, [each.value for each in Category])


def by_time_held(solved: Solved, home: str) -> list[Group]:
    """The people of a home by how long they have been held, certainly, on the day of the round."""
    return _groups(solved, home, lambda each: time_held(each, solved.terms.day), HELD)


def by_round(solved: Solved, home: str) -> list[RoundOf]:
    """The people of a home by the round they go in as things stand."""
    heads: Counter[tuple[int, Track | None]] = Counter()
    for kind, rounds in zip(solved.kinds, solved.rounds, strict=True):
        if kind.home == home:
            for number, units in enumerate(rounds, 1):
                heads[number, kind.track] += units * kind.heads
    return [
        RoundOf(number, day, heads[number, Track.COUNTED], heads[number, Track.UNCONDITIONAL])
        for number, day in enumerate(solved.terms.rounds, 1)
    ]


def _groups(solved: Solved, home: str, of: Callable[[Candidate], str], names: Iterable[str]) -> list[Group]:
    found: Counter[tuple[str, str]] = Counter()
    for kind, rounds in zip(solved.kinds, solved.rounds, strict=True):
        if kind.home == home:
            for each, going in _people(solved, kind, rounds):
                found[of(each), (kind.track or "waiting") if going else "waiting"] += 1
    groups = [
        Group(name, found[name, Track.COUNTED], found[name, Track.UNCONDITIONAL], found[name, "waiting"])
        for name in names
    ]
    return [group for group in groups if group.everybody]


def _people(solved: Solved, kind: Kind, rounds: Sequence[int]) -> Iterator[tuple[Candidate, bool]]:
    """Everybody of a kind, and whether they go in this round."""
    part = 0 < rounds[0] < kind.number
    for at, unit in enumerate(solved.sequence(kind) if part else kind.units):
        for each in unit.people:
            yield each, at < rounds[0]


def time_held(candidate: Candidate, day: date) -> str:
    """How long somebody has certainly been held on a day: one of `HELD`."""
    since = candidate.held_since
    if since is None:
        return _NOT_STATED
    taken = since.latest()
    months = (day.year - taken.year) * 12 + day.month - taken.month - (day.day < taken.day)
    return HELD[sum(months >= limit for limit in _MONTHS)]
