"""Terms that no package of a pool keeps, or none that was found: which, in words, and how to mend it."""

from __future__ import annotations

from collections.abc import Sequence

from wayhome.exchange.planner.kinds import Kind
from wayhome.exchange.planner.programs import every_round
from wayhome.exchange.planner.rules import rules_of
from wayhome.exchange.program import Undecided, smallest_contradiction
from wayhome.exchange.terms import Share, Terms
from wayhome.people.messages import Message, said


class _NotKept(ValueError):
    """Terms without a package: which of their keys, and what is wrong with these."""

    def __init__(self, keys: tuple[str, ...], said: Message) -> None:
        super().__init__(keys, said)
        self.keys, self.said = keys, said

    def wording(self, language: str = "en") -> str:
        """The whole of it in a language."""
        return self.said.wording(language)

    def __str__(self) -> str:
        return self.wording()


class ContradictoryTerms(_NotKept):
    """Terms that no package of this pool can keep: a smallest set of keys that can't hold together.

    None of the keys could be left out of the contradiction.
    """


class UndecidedTerms(_NotKept):
    """Terms that nobody's going breaks, while nothing that keeps them was found, nor shown not to be there.

    The keys are those that ask for somebody to go.
    """


class UndecidedPairs(Undecided):
    """Of a circle: no plan of pairs only was found, nor shown not to be there, so that no party's fallback is known."""


def undecided(terms: Terms, kinds: Sequence[Kind], open_still: Undecided) -> UndecidedTerms:
    """The error for terms of which nothing is found that keeps them."""
    pairs_only = isinstance(open_still, UndecidedPairs)
    what = said("exchange.a_plan_of_pairs_only") if pairs_only else said("exchange.a_package")
    asking = (rule.key for rule in rules_of(terms, kinds) if rule.lower is not None and rule.lower > 0)
    keys = tuple(dict.fromkeys(asking))
    which = said("exchange.it") if len(keys) == 1 else said("exchange.one_of_them")
    held = tuple(_said(terms, key) for key in keys)
    return UndecidedTerms(keys, said("exchange.undecided", what=what, keys=keys, said=held, which=which))


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
    code = "exchange.can_not_be_kept" if len(keys) == 1 else "exchange.can_not_hold_together"
    return ContradictoryTerms(keys, said(code, keys=keys, said=tuple(_said(terms, key) for key in keys)))


def _said(terms: Terms, key: str) -> Message:
    """What the terms say at a key."""
    if key == "counted.most":
        return said("exchange.at_most_heads", most=terms.counted.most)
    if key.startswith("seats["):
        line = terms.seats[int(key[6 : key.index("]")])]
        place = line.place or said("exchange.every_other_place")
        return said("exchange.seats_at", count=str(line.counted), holder=line.holder, place=place)
    if key.startswith("counted.shares["):
        at, limit = key.removeprefix("counted.shares[").split("].")
        return _share(terms.counted.shares[int(at)], limit)
    if key == "counted.ratio":
        ratio = ":".join(f"{each.heads} ({each.party})" for each in terms.counted.ratio)
        return said("exchange.a_ratio_of", ratio=ratio)
    if key == "counted.equivalents":
        return said("exchange.equivalents_within_band")
    by_party = terms.counted.balance == "circle"
    return said("exchange.balanced_by_party") if by_party else said("exchange.balanced_by_pair")


def _share(share: Share, limit: str) -> Message:
    amount: Message | str = str(getattr(share, limit))
    if limit.endswith("percent"):
        amount = said("exchange.per_cent", amount=amount)
    code = "exchange.share_at_least" if limit.startswith("least") else "exchange.share_at_most"
    home = share.home or said("exchange.each_party")
    return said(code, amount=amount, of=share.of.replace("_", " "), home=home)
