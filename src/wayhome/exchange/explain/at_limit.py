"""Which limits of the terms are reached in this round, and how many more one more in each round would bring home."""

from __future__ import annotations

from dataclasses import dataclass

from wayhome.exchange.explain.otherwise import home_under, with_most, with_seats
from wayhome.exchange.planner.rules import Over, rules_of
from wayhome.exchange.planner.solved import Solved
from wayhome.exchange.terms import Terms
from wayhome.people.categories import Track


@dataclass(frozen=True, slots=True)
class Limit:
    """The most heads that the terms let go of some, in each round."""

    key: str
    """The key of the terms."""
    about: tuple[str, ...]
    """Holder and home (each way), holder and place (seats; "" for every other place), or holder alone (in a circle)."""
    reached: int
    """In this round."""
    most: int
    brings: int | None
    """How many more heads would go, in all rounds, if it were one more in each; None where that isn't known."""

    @property
    def binds(self) -> bool:
        """Whether nobody more fits."""
        return self.reached >= self.most


def limits(solved: Solved) -> tuple[Limit, ...]:
    """The limits of the counted and of the unconditional, in the order of the terms: the most, then seats.

    What one more would bring is decided anew, and left out where that isn't proven.
    """
    return (*_counted(solved), *_unconditional(solved))


def _counted(solved: Solved) -> list[Limit]:
    if solved.counted is None:
        return []
    kinds = solved.counted.space.kinds
    first = {kind.name: some[0] for kind, some in solved.of_track(Track.COUNTED)}
    home = dict.fromkeys(solved.terms.parties, 0)
    for kind, some in solved.of_track(Track.COUNTED):
        home[kind.home] += sum(some) * kind.heads
    one_more: dict[str, int | None] = {}
    found = []
    for rule in rules_of(solved.terms, kinds):
        if rule.over is not Over.CAP or rule.name[0] == "share" or rule.upper is None:
            continue
        reached = sum(weight * first[kinds[number].name] for number, weight in rule.weights.items())
        brings: int | None = 0
        if reached >= rule.upper:
            if rule.key not in one_more:
                under = home_under(solved, _one_more(solved.terms, rule.key))
                one_more[rule.key] = None if under is None else sum(under.values()) - sum(home.values())
            brings = one_more[rule.key]
        found.append(Limit(rule.key, rule.name[1:], reached, rule.upper, brings))
    return found


def _one_more(terms: Terms, key: str) -> Terms:
    if key == "counted.most":
        return with_most(terms, terms.counted.most + 1)
    number = int(key[len("seats[") : key.index("]")])
    return with_seats(terms, number, (terms.seats[number].counted or 0) + 1)


def _unconditional(solved: Solved) -> list[Limit]:
    """What one more seat brings is known where everybody travels alone: one more, as long as anybody waits."""
    transport = solved.terms.unconditional.seats
    going: dict[tuple[str, ...], list[int]] = {}
    for kind, some in solved.of_track(Track.UNCONDITIONAL):
        ways: list[tuple[str, ...]] = [("transport", kind.holder, kind.home)] if transport is not None else []
        ways += [("seats", kind.holder, kind.place)] if kind.place is not None else []
        for way in ways:
            reached, waiting, largest = going.get(way, [0, 0, 1])
            left = kind.number - some[0] if kind.first == 1 else 0
            going[way] = [reached + some[0] * kind.heads, waiting + left * kind.heads, max(largest, kind.heads)]
    keys: dict[tuple[str, ...], int] = {
        ("seats", line.holder, line.place): at for at, line in enumerate(solved.terms.seats)
    }
    both = transport is not None and any(way[0] == "seats" for way in going)
    found = []
    for way, (reached, waiting, largest) in sorted(going.items(), key=lambda each: (each[0][0] == "seats", each[0])):
        if way[0] == "transport":
            key, most = "unconditional.seats", transport
        else:
            key, most = f"seats[{keys[way]}].unconditional", solved.terms.seats[keys[way]].unconditional
        assert most is not None
        alone = largest == 1 and not both and len(solved.terms.rounds) == 1
        brings = 0 if not waiting else 1 if alone else None
        found.append(Limit(key, way[1:], reached, most, brings))
    return found
