"""Two versions of terms side by side, with what differs said in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from wayhome.desk.terms.words import lines
from wayhome.exchange import Terms


@dataclass(frozen=True)
class Pair:
    """One term in two versions. What a version doesn't say is empty."""

    key: str
    title: str
    first: tuple[str, ...]
    second: tuple[str, ...]

    @property
    def differs(self) -> bool:
        """Whether the two versions say unlike things."""
        return self.first != self.second


def beside(first: Terms, second: Terms, names: Mapping[str, str]) -> list[Pair]:
    """Every term that either version has, in the order of the terms."""
    one = {line.key: line for line in lines(first, names)}
    other = {line.key: line for line in lines(second, names)}
    keys = [*one, *(key for key in other if key not in one)]
    return [
        Pair(
            key,
            (one.get(key) or other[key]).title,
            one[key].says if key in one else (),
            other[key].says if key in other else (),
        )
        for key in keys
    ]


def people_named(*versions: Terms) -> list[str]:
    """The references of everybody whom these terms name."""
    withheld = [each.person for terms in versions for each in terms.withheld]
    return [*withheld, *(person for terms in versions for crew in terms.together for person in crew)]
