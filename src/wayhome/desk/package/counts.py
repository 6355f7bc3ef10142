"""How many go and wait, by party, category and time held: the numbers of a plan beside its list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as lazy

from wayhome.desk.terms.words import CATEGORIES
from wayhome.exchange import Candidate, Package
from wayhome.exchange.report import HELD, time_held
from wayhome.people import Category, Returnee, Track

_HELD: Mapping[str, Promise] = dict(
    zip(
        HELD,
        (
            lazy("less than 6 months"),
            lazy("6 to 12 months"),
            lazy("1 to 2 years"),
            lazy("2 to 3 years"),
            lazy("3 years or more"),
            lazy("not stated"),
        ),
        strict=True,
    )
)


@dataclass(frozen=True)
class Count:
    """People of one party of origin who have something in common."""

    home: str
    what: str
    counted: int
    outside: int
    waiting: int = 0

    @property
    def going(self) -> int:
        """How many go in this round."""
        return self.counted + self.outside


def by_category(package: Package, pool: Sequence[Candidate]) -> list[Count]:
    """Everybody of a pool, by party of origin and category."""
    words = {each.value: str(CATEGORIES[each]) for each in Category}
    return _counted(package, pool, lambda each: each.category.value, words)


def by_time_held(package: Package, pool: Sequence[Candidate]) -> list[Count]:
    """Everybody of a pool, by party of origin and how long they have been held on the day of the round."""
    words = {name: str(said) for name, said in _HELD.items()}
    return _counted(package, pool, lambda each: time_held(each, package.terms.day), words)


def going(returnees: Iterable[Returnee]) -> list[Count]:
    """Those of a package, by party of origin and category."""
    found = Counter((each.home, each.category.value, each.track) for each in returnees)
    rows = sorted({(home, category) for home, category, _ in found})
    return [
        Count(
            home,
            str(CATEGORIES[Category(category)]),
            found[home, category, Track.COUNTED],
            found[home, category, Track.UNCONDITIONAL],
        )
        for home, category in rows
    ]


def _counted(
    package: Package, pool: Sequence[Candidate], of: Callable[[Candidate], str], words: Mapping[str, str]
) -> list[Count]:
    track = {each.person: each.track for each in package.returnees}
    found = Counter((each.home, of(each), track.get(each.person)) for each in pool)
    rows = [(home, name) for home in package.terms.parties for name in words]
    counts = [
        Count(
            home,
            words[name],
            found[home, name, Track.COUNTED],
            found[home, name, Track.UNCONDITIONAL],
            found[home, name, None],
        )
        for home, name in rows
    ]
    return [count for count in counts if count.going or count.waiting]
