"""The pool as the checker sees it: families whole, in parts, in order. Worked out without the planner's code."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from hashlib import sha256
from itertools import permutations
from typing import TypeAlias

from wayhome.exchange.pool import Candidate
from wayhome.exchange.terms import Terms
from wayhome.people.categories import COUNTABLE, Condition, Track, is_protected

Way: TypeAlias = tuple[str, str]
"""Holder and home."""
Together: TypeAlias = tuple[Candidate, ...]
"""A person, or a whole family, in the order of their references."""
Parts: TypeAlias = "dict[tuple[Track | None, Way], Part]"
"""Everyone of the pool by track (None: no place in these terms) and by holder and home."""

_NEVER = (date.max.year, date.max.month)
_Place: TypeAlias = tuple[int | tuple[int, ...], ...]


@dataclass(frozen=True)
class Group:
    """Those whom the order leaves equal, in the sequence of the draw."""

    units: tuple[Together, ...]
    before: int
    """How many people stand before them in order."""
    heads: int
    taken: int
    """How many of them go."""
    contenders: int
    """How many are in families small enough to be among those who go."""
    later_go: bool
    """Whether anybody goes who stands after them."""


@dataclass(frozen=True)
class Part:
    """Everyone of one track from one holder to one home."""

    groups: tuple[Group, ...]
    going: frozenset[str]
    """The references of all who go in the package."""

    @cached_property
    def sizes(self) -> Counter[int]:
        """How many units there are of each number of heads."""
        return Counter(len(unit) for group in self.groups for unit in group.units)

    @cached_property
    def held(self) -> int:
        """How many people there are."""
        return sum(group.heads for group in self.groups)

    @cached_property
    def heads(self) -> int:
        """How many of them go."""
        return sum(group.taken for group in self.groups)


def parts_of(terms: Terms, pool: Sequence[Candidate], going: frozenset[str]) -> Parts:
    """The pool in parts: one for both tracks and each holder and home, even where nobody is in it."""
    units: dict[tuple[Track | None, Way], list[Together]] = {
        (track, way): [] for track in Track for way in permutations(terms.parties, 2)
    }
    for unit in units_of(pool):
        units.setdefault((track_of(terms, unit), (unit[0].holder, unit[0].home)), []).append(unit)
    return {part: Part(tuple(_groups(terms, part[0], units[part], going)), going) for part in units}


def units_of(pool: Iterable[Candidate]) -> Iterator[Together]:
    """Everyone of the pool with those they may not be separated from."""
    families = defaultdict(list)
    for each in sorted(pool, key=lambda each: each.person):
        if each.family:
            families[each.family].append(each)
        else:
            yield (each,)
    yield from map(tuple, families.values())


def track_of(terms: Terms, unit: Together) -> Track | None:
    """Where a unit belongs: with its most protected member; nowhere, if the terms count only part of it."""
    if terms.hostilities_ended or any(is_protected(each.category, frozenset(each.conditions)) for each in unit):
        return Track.UNCONDITIONAL
    return Track.COUNTED if {each.category for each in unit} <= set(terms.counted.categories) else None


def _groups(terms: Terms, track: Track | None, units: Sequence[Together], going: frozenset[str]) -> Iterator[Group]:
    digest = bytes.fromhex(terms.digest)
    equal: dict[_Place, list[Together]] = defaultdict(list)
    for unit in units:
        equal[_place(terms, track, unit)].append(unit)
    before = 0
    yet_to_go = sum(len(unit) for unit in units if unit[0].person in going)
    for place in sorted(equal):
        group = sorted(equal[place], key=lambda unit: sha256(digest + unit[0].person.encode()).digest())
        heads = sum(map(len, group))
        taken = sum(len(unit) for unit in group if unit[0].person in going)
        yet_to_go -= taken
        contenders = sum(len(unit) for unit in group if len(unit) <= taken)
        yield Group(tuple(group), before, heads, taken, contenders, later_go=yet_to_go > 0)
        before += heads


def _place(terms: Terms, track: Track | None, unit: Together) -> _Place:
    """Where a unit stands in the order of its track: the smaller first."""
    held = min(
        ((each.held_since.latest().year, each.held_since.latest().month) for each in unit if each.held_since),
        default=_NEVER,
    )
    if track is Track.UNCONDITIONAL:
        return (_need(unit), held)
    if track is None:
        return ()
    born = [each.birth_date for each in unit if each.birth_date]
    places: dict[str, tuple[int, ...]] = {
        "longest_held": held,
        "youngest": min(((0, _years(each.earliest(), terms.day)) for each in born), default=(1,)),
        "oldest": min(((0, -_years(each.latest(), terms.day)) for each in born), default=(1,)),
        "women": (int(all(each.sex != "female" for each in unit)),),
        "families": (int(len(unit) == 1),),
    }
    return tuple(places[criterion] for criterion in terms.criteria)


def _years(born: date, day: date) -> int:
    """Whole years of age."""
    years = day.year - born.year
    return years if (born.month, born.day) <= (day.month, day.day) else years - 1


def _need(unit: Together) -> int:
    """Children and mothers of infants with their families, the wounded and sick, the other protected, everyone else."""
    conditions = {condition for each in unit for condition in each.conditions}
    if Condition.CHILD in conditions or Condition.MOTHER_OF_INFANT in conditions:
        return 1
    if Condition.SERIOUSLY_WOUNDED_OR_SICK in conditions:
        return 2
    return 4 if all(each.category in COUNTABLE for each in unit) else 3
