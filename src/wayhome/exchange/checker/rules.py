"""What the terms ask of the counted of every round, as sums over kinds. Worked out without the planner's code."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from itertools import combinations
from typing import TypeAlias

from wayhome.exchange.checker.fault import Fault
from wayhome.exchange.checker.kinds import Kind
from wayhome.exchange.terms import Balance, Terms
from wayhome.people.messages import Message, said

RowName: TypeAlias = tuple[str, ...]
Weights: TypeAlias = dict[int, int]
"""By the number of the kind; never 0."""


class In(Enum):
    """In which rounds a sum keeps its bounds."""

    EACH = auto()
    """In each round, and therefore, its bound being 0, over all of them."""
    CAP = auto()
    """In each round; all weights are above 0 and there is no lower bound."""
    SO_FAR = auto()
    """Over all the rounds up to each."""
    FIRST = auto()
    """In the first round only."""


@dataclass(frozen=True, slots=True)
class Rule:
    """``lower <= sum of weight × units <= upper``."""

    name: RowName
    key: str
    """Where the terms say so."""
    within: In
    weights: Weights
    lower: int | None
    upper: int | None

    def sum(self, units: Sequence[int]) -> int:
        """What units of each kind come to."""
        return sum(weight * units[kind] for kind, weight in self.weights.items())

    def allows(self, amount: int) -> bool:
        """Whether a sum keeps the bounds."""
        return (self.lower is None or amount >= self.lower) and (self.upper is None or amount <= self.upper)


def weights_of(kinds: Sequence[Kind], weight: Callable[[Kind], int]) -> Weights:
    """The weights of kinds that have one."""
    weights = ((number, weight(kind)) for number, kind in enumerate(kinds))
    return {number: each for number, each in weights if each}


def rules_of(terms: Terms, kinds: Sequence[Kind]) -> list[Rule]:
    """Every rule of the terms for these counted kinds, in the order of the terms."""
    return [*_balance(terms, kinds), *_equivalents(terms, kinds), *_caps(terms, kinds), *_shares(terms, kinds)]


def pair_by_pair(terms: Terms, kinds: Sequence[Kind]) -> list[Rule]:
    """One head for one between each pair of parties: what a plan of pairs only keeps as well."""
    return list(_pairs(terms, kinds, dict.fromkeys(terms.parties, 1), "counted.balance"))


def not_kept(rules: Sequence[Rule], rounds: Sequence[Sequence[int]]) -> Iterator[Fault]:
    """Find every rule that a schedule breaks; ``rounds``: units of each kind, for each round."""
    gone = [0] * len(rules)
    for number, units in enumerate(rounds, 1):
        for at, rule in enumerate(rules):
            amount = rule.sum(units)
            gone[at] += amount
            if rule.within is In.SO_FAR:
                amount = gone[at]
            if not rule.allows(amount) and (number == 1 or rule.within is not In.FIRST):
                yield Fault("term_not_kept", _not_kept(rule, number, amount))


def _not_kept(rule: Rule, round_number: int, amount: int) -> Message:
    bounds = tuple(
        said(code, bound=bound)
        for code, bound in (("exchange.at_least", rule.lower), ("exchange.at_most", rule.upper))
        if bound is not None
    )
    return said("exchange.term_not_kept", round=round_number, key=rule.key, row=rule.name, amount=amount, bounds=bounds)


def _balance(terms: Terms, kinds: Sequence[Kind]) -> Iterator[Rule]:
    counted = terms.counted
    if counted.equivalents and counted.equivalents.instead_of_heads:
        return
    if counted.balance is Balance.PAIRS:
        ratio = dict.fromkeys(terms.parties, 1) | {each.party: each.heads for each in counted.ratio}
        yield from _pairs(terms, kinds, ratio, "counted.ratio" if counted.ratio else "counted.balance")
    else:
        for party in sorted(terms.parties):
            weights = _out_and_in(kinds, [kind.heads for kind in kinds], party)
            yield Rule(("balance", party), "counted.balance", In.EACH, weights, 0, 0)


def _pairs(terms: Terms, kinds: Sequence[Kind], ratio: Mapping[str, int], key: str) -> Iterator[Rule]:
    """What ``one`` releases, taken as often as ``other`` releases for it, less what it gets back."""
    for one, other in combinations(sorted(terms.parties), 2):
        weights = {
            number: kind.heads * ratio[other] if kind.holder == one else -kind.heads * ratio[one]
            for number, kind in _between(kinds, one, other)
        }
        yield Rule(("balance", one, other), key, In.EACH, weights, 0, 0)


def _equivalents(terms: Terms, kinds: Sequence[Kind]) -> Iterator[Rule]:
    equivalents = terms.counted.equivalents
    if not equivalents:
        return
    privates = [kind.privates for kind in kinds]
    about: list[tuple[RowName, Weights]]
    if terms.counted.balance is Balance.PAIRS:
        about = [
            ((one, other), {number: kind.privates * _out(kind, one) for number, kind in _between(kinds, one, other)})
            for one, other in combinations(sorted(terms.parties), 2)
        ]
    else:
        about = [((party,), _out_and_in(kinds, privates, party)) for party in sorted(terms.parties)]
    for names, weights in about:
        name = ("equivalents", *names)
        yield Rule(name, "counted.equivalents", In.SO_FAR, weights, -equivalents.band, equivalents.band)


def _caps(terms: Terms, kinds: Sequence[Kind]) -> Iterator[Rule]:
    pairs = terms.counted.balance is Balance.PAIRS
    most: dict[RowName, Weights] = {}
    seats: dict[RowName, Weights] = {}
    for number, kind in enumerate(kinds):
        most.setdefault((kind.holder, kind.home) if pairs else (kind.holder,), {})[number] = kind.heads
        if kind.place is not None:
            seats.setdefault((kind.holder, kind.place), {})[number] = kind.heads
    for about, weights in sorted(most.items()):
        yield Rule(("most", *about), "counted.most", In.CAP, weights, None, terms.counted.most)
    for at, line in enumerate(terms.seats):
        if line.counted is not None:
            weights = seats.get((line.holder, line.place), {})
            yield Rule(("seats", line.holder, line.place), f"seats[{at}].counted", In.CAP, weights, None, line.counted)


def _shares(terms: Terms, kinds: Sequence[Kind]) -> Iterator[Rule]:
    for at, share in enumerate(terms.counted.shares):
        for home in sorted(terms.parties):
            if share.home not in ("", home):
                continue
            going = [(number, kind) for number, kind in enumerate(kinds) if kind.home == home]
            for limit, within in (
                ("least", In.FIRST),
                ("most", In.CAP),
                ("least_percent", In.EACH),
                ("most_percent", In.EACH),
            ):
                agreed = getattr(share, limit)
                if agreed is None:
                    continue
                if within is In.EACH:
                    weights = {number: 100 * kind.meeting[at] - agreed * kind.heads for number, kind in going}
                    agreed = 0
                else:
                    weights = {number: kind.meeting[at] for number, kind in going}
                lower, upper = (agreed, None) if limit.startswith("least") else (None, agreed)
                weights = {number: weight for number, weight in weights.items() if weight}
                key = f"counted.shares[{at}].{limit}"
                yield Rule(("share", str(at), home, limit), key, within, weights, lower, upper)


def _between(kinds: Sequence[Kind], one: str, other: str) -> list[tuple[int, Kind]]:
    return [(number, kind) for number, kind in enumerate(kinds) if {kind.holder, kind.home} == {one, other}]


def _out_and_in(kinds: Sequence[Kind], of: Sequence[int], party: str) -> Weights:
    return {number: of[number] * _out(kind, party) for number, kind in enumerate(kinds) if _out(kind, party)}


def _out(kind: Kind, party: str) -> int:
    """1 where a party releases these, -1 where they come home to it, 0 where it has nothing to do with them."""
    return (kind.holder == party) - (kind.home == party)
