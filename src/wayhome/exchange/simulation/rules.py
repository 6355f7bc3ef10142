"""The rules that are compared: when there are rounds of counted people, how many seats, and who balances whom.

Whatever the rule, the longest held go first, unconditional people wait for no round, and once hostilities have ended
nobody waits for a balance (GC III 109, 118).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, TypeAlias

Balance: TypeAlias = Literal["pairs", "circle"]
"""Heads out = heads in: between each two parties, or for each party over all others."""

LONGEST = 120
"""The most months between rounds that a rule may say."""


class BadRule(ValueError):
    """What somebody wrote is no rule."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A round of counted people every so many months while hostilities last; with None none before their end."""

    every: int | None
    balance: Balance = "pairs"

    @property
    def word(self) -> str:
        """The rule as it is written: ``pairs-1``, ``circle-6``, ``wait``."""
        return "wait" if self.every is None else f"{self.balance}-{self.every}"

    @property
    def name(self) -> str:
        """The rule in words."""
        if self.every is None:
            return "Wait for all"
        return f"{self.balance.capitalize()}, every {'month' if self.every == 1 else f'{self.every} months'}"

    def seats(self, month: int, a_year: int) -> int | None:
        """Each way's seats in the round at the end of a month (0: the first); None when there is no round.

        Every rule has the same seats over a year: a round has those of the months since the round before.
        """
        if self.every is None or (month + 1) % self.every:
            return None
        return a_year * (month + 1) // 12 - a_year * (month + 1 - self.every) // 12


WAIT = Rule(every=None)


def rule_of(word: str) -> Rule:
    """The rule that a word means. Raises `BadRule` with what was expected."""
    if word == WAIT.word:
        return WAIT
    found = re.fullmatch(r"(pairs|circle)-([1-9][0-9]{0,2})", word)
    if not found or int(found[2]) > LONGEST:
        raise BadRule(
            f"{word}: expected pairs-N, circle-N (a round every N months, 1 to {LONGEST}) or wait; "
            "write for example: pairs-6"
        )
    return Rule(int(found[2]), "circle" if found[1] == "circle" else "pairs")


def usual_rules(parties: int) -> tuple[Rule, ...]:
    """Small and often, large and rare, and waiting for all; circles as well where there are more than two parties."""
    rounds = [Rule(every, balance) for balance in _balances(parties) for every in (1, 6)]
    return (*rounds, WAIT)


def _balances(parties: int) -> tuple[Balance, ...]:
    return ("pairs", "circle") if parties > 2 else ("pairs",)
