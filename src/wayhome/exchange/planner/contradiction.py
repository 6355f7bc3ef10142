"""Terms that no package of a pool keeps, or none that was found: which, in words, and how to mend it."""

from __future__ import annotations

from collections.abc import Sequence

from wayhome.exchange.planner.kinds import Kind
from wayhome.exchange.planner.programs import every_round
from wayhome.exchange.planner.rules import rules_of
from wayhome.exchange.program import Undecided, smallest_contradiction
from wayhome.exchange.terms import Terms


class ContradictoryTerms(ValueError):
    """Terms that no package of this pool can keep: a smallest set of keys that can't hold together."""

    def __init__(self, keys: tuple[str, ...], said: tuple[str, ...]) -> None:
        together = "can't be kept" if len(keys) == 1 else "can't hold together"
        super().__init__(
            f"terms: {', '.join(keys)}: expected what some package of this pool can keep, but {' and '.join(said)} "
            f"{together}; to mend it, relax or take out {'it' if len(keys) == 1 else 'one of them'}"
        )
        self.keys = keys
        """Keys of the terms; none of them could be left out of the contradiction."""


class UndecidedPairs(Undecided):
    """Of a circle: no plan of pairs only was found, nor shown not to be there, so that no party's fallback is known."""


class UndecidedTerms(ValueError):
    """Terms that nobody's going breaks, while nothing that keeps them was found, nor shown not to be there."""

    def __init__(self, keys: tuple[str, ...], said: tuple[str, ...], what: str = "package") -> None:
        """``what`` of this pool wasn't found."""
        super().__init__(
            f"terms: {', '.join(keys)}: expected what some {what} of this pool keeps; with {' and '.join(said)} none "
            "was found before the search ended, and nothing shows that there is none; to mend it, relax or take out "
            f"{'it' if len(keys) == 1 else 'one of them'} (with counted.most = 0 as well, whoever goes outside every "
            "count can be planned at once)"
        )
        self.keys = keys
        """The keys of the terms that ask for somebody to go."""


def undecided(terms: Terms, kinds: Sequence[Kind], open_still: Undecided) -> UndecidedTerms:
    """The error for terms of which nothing is found that keeps them."""
    pairs = isinstance(open_still, UndecidedPairs)
    what = "plan of pairs only, below which nobody may fall in a circle," if pairs else "package"
    asking = (rule.key for rule in rules_of(terms, kinds) if rule.lower is not None and rule.lower > 0)
    keys = tuple(dict.fromkeys(asking))
    return UndecidedTerms(keys, tuple(_said(terms, key) for key in keys), what)


def contradictory(terms: Terms, kinds: Sequence[Kind]) -> ContradictoryTerms:
    """The error for terms that nothing made of these counted kinds can keep."""
    rules = rules_of(terms, kinds)
    space = every_round(kinds, rules, len(terms.rounds))
    groups: dict[str, list[tuple[str, ...]]] = {}
    for rule in rules:
        names = [row.name for row in space.program.rows if row.name[: len(rule.name)] == rule.name]
        groups.setdefault(rule.key, []).extend(names)
    found = smallest_contradiction(space.program, groups)
    keys = found.terms if found else tuple(groups)
    return ContradictoryTerms(keys, tuple(_said(terms, key) for key in keys))


def _said(terms: Terms, key: str) -> str:
    """What the terms say at a key."""
    if key == "counted.most":
        return f"at most {terms.counted.most} heads"
    if key.startswith("seats["):
        line = terms.seats[int(key[6 : key.index("]")])]
        return f"{line.counted} seats for the counted of {line.holder} at {line.place or 'every other place'}"
    if key.startswith("counted.shares["):
        at, limit = key.removeprefix("counted.shares[").split("].")
        share = terms.counted.shares[int(at)]
        amount, kind = getattr(share, limit), " per cent" if limit.endswith("percent") else ""
        word = "at least" if limit.startswith("least") else "at most"
        return f"{word} {amount}{kind} of {share.of.replace('_', ' ')} home to {share.home or 'each party'}"
    if key == "counted.ratio":
        return "a ratio of " + ":".join(f"{each.heads} ({each.party})" for each in terms.counted.ratio)
    if key == "counted.equivalents":
        return "equivalents of rank within their band"
    return "heads balanced " + ("party by party" if terms.counted.balance == "circle" else "pair by pair")
