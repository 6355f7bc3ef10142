"""What the terms ask of the counted people of every round, as weights of kinds: the ground of every program."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from itertools import combinations

from wayhome.exchange.planner.kinds import Kind
from wayhome.exchange.program import RowName
from wayhome.exchange.terms import Balance, Share, Terms


class Over(Enum):
    """In which rounds the sum of a rule stays in its bounds."""

    EACH = auto()
    """In each round; a bound is 0, so that it holds for all rounds together as well."""
    CAP = auto()
    """In each round; the weights are above 0 and there is only an upper bound."""
    SO_FAR = auto()
    """Of all rounds up to and with each."""
    FIRST = auto()
    """In the first round."""


@dataclass(frozen=True, slots=True)
class Rule:
    """``lower <= sum of weight × units <= upper``; None for no bound."""

    name: RowName
    key: str
    """The key of the terms that asks for it."""
    over: Over
    weights: Mapping[int, int]
    """By the number of the kind; never 0."""
    lower: int | None = None
    upper: int | None = None


def rules_of(terms: Terms, kinds: Sequence[Kind]) -> tuple[Rule, ...]:
    """The rules for these counted kinds, in the order of the terms, but those that nothing comes under."""
    rules = (*_balance(terms, kinds), *_equivalents(terms, kinds), *_caps(terms, kinds), *_shares(terms, kinds))
    return tuple(rule for rule in rules if rule.weights or (rule.over is Over.FIRST and rule.lower))


def that_fit(terms: Terms, kinds: Sequence[Kind]) -> tuple[Kind, ...]:
    """The kinds of which one unit alone is above no cap: the others can't go in any round."""
    above = {
        number
        for rule in rules_of(terms, kinds)
        if rule.over is Over.CAP and rule.upper is not None
        for number, weight in rule.weights.items()
        if weight > rule.upper
    }
    return tuple(kind for number, kind in enumerate(kinds) if number not in above)


def pair_by_pair(terms: Terms, kinds: Sequence[Kind]) -> tuple[Rule, ...]:
    """What makes a plan one of pairs only: balance between each pair of parties, whatever else the terms allow."""
    one_each = dict.fromkeys(terms.parties, 1)
    return tuple(rule for rule in _pairs(terms, kinds, one_each, "counted.balance") if rule.weights)


def _balance(terms: Terms, kinds: Sequence[Kind]) -> Iterator[Rule]:
    counted = terms.counted
    if counted.equivalents and counted.equivalents.instead_of_heads:
        return
    if counted.balance is Balance.PAIRS:
        ratio = dict.fromkeys(terms.parties, 1) | {each.party: each.heads for each in counted.ratio}
        yield from _pairs(terms, kinds, ratio, "counted.ratio" if counted.ratio else "counted.balance")
    else:
        heads = [kind.heads for kind in kinds]
        for party in sorted(terms.parties):
            yield Rule(("balance", party), "counted.balance", Over.EACH, _out_and_in(kinds, heads, party), 0, 0)


def _pairs(terms: Terms, kinds: Sequence[Kind], ratio: Mapping[str, int], key: str) -> Iterator[Rule]:
    for one, other in combinations(sorted(terms.parties), 2):
        weights = {
            number: kind.heads * (ratio[other] if kind.holder == one else -ratio[one])
            for number, kind in enumerate(kinds)
            if {kind.holder, kind.home} == {one, other}
        }
        yield Rule(("balance", one, other), key, Over.EACH, weights, 0, 0)


def _equivalents(terms: Terms, kinds: Sequence[Kind]) -> Iterator[Rule]:
    equivalents = terms.counted.equivalents
    if not equivalents:
        return
    key, band = "counted.equivalents", equivalents.band
    if terms.counted.balance is Balance.PAIRS:
        for one, other in combinations(sorted(terms.parties), 2):
            weights = {
                number: kind.privates if kind.holder == one else -kind.privates
                for number, kind in enumerate(kinds)
                if {kind.holder, kind.home} == {one, other}
            }
            yield Rule(("equivalents", one, other), key, Over.SO_FAR, weights, -band, band)
    else:
        privates = [kind.privates for kind in kinds]
        for party in sorted(terms.parties):
            weights = _out_and_in(kinds, privates, party)
            yield Rule(("equivalents", party), key, Over.SO_FAR, weights, -band, band)


def _out_and_in(kinds: Sequence[Kind], of: Sequence[int], party: str) -> dict[int, int]:
    return {
        number: of[number] if kind.holder == party else -of[number]
        for number, kind in enumerate(kinds)
        if party in (kind.holder, kind.home)
    }


def _caps(terms: Terms, kinds: Sequence[Kind]) -> Iterator[Rule]:
    most: dict[RowName, dict[int, int]] = {}
    seats: dict[RowName, dict[int, int]] = {}
    pairs = terms.counted.balance is Balance.PAIRS
    for number, kind in enumerate(kinds):
        party = ("most", kind.holder, kind.home) if pairs else ("most", kind.holder)
        most.setdefault(party, {})[number] = kind.heads
        if kind.place is not None:
            seats.setdefault(("seats", kind.holder, kind.place), {})[number] = kind.heads
    for name in sorted(most):
        yield Rule(name, "counted.most", Over.CAP, most[name], None, terms.counted.most)
    for at, line in enumerate(terms.seats):
        weights = seats.get(("seats", line.holder, line.place), {})
        yield Rule(("seats", line.holder, line.place), f"seats[{at}].counted", Over.CAP, weights, None, line.counted)


def _shares(terms: Terms, kinds: Sequence[Kind]) -> Iterator[Rule]:
    for at, share in enumerate(terms.counted.shares):
        for home in sorted(terms.parties):
            if share.home in ("", home):
                yield from _share(at, share, home, kinds)


def _share(at: int, share: Share, home: str, kinds: Sequence[Kind]) -> Iterator[Rule]:
    going = [(number, kind) for number, kind in enumerate(kinds) if kind.home == home]
    meeting = {number: kind.meeting[at] for number, kind in going if kind.meeting[at]}

    def rule(limit: str, over: Over, weights: Mapping[int, int], lower: int | None, upper: int | None) -> Rule:
        key = f"counted.shares[{at}].{limit}"
        return Rule(("share", str(at), home, limit), key, over, {n: w for n, w in weights.items() if w}, lower, upper)

    if share.least is not None:
        yield rule("least", Over.FIRST, meeting, share.least, None)
    if share.most is not None:
        yield rule("most", Over.CAP, meeting, None, share.most)
    for limit in ("least_percent", "most_percent"):
        percent = getattr(share, limit)
        if percent is not None:
            weights = {number: 100 * kind.meeting[at] - percent * kind.heads for number, kind in going}
            least = limit == "least_percent"
            yield rule(limit, Over.EACH, weights, 0 if least else None, None if least else 0)
