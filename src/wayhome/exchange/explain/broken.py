"""A term that would no longer hold, in words."""

from __future__ import annotations

from wayhome.exchange.planner.rules import Over, Rule
from wayhome.exchange.terms import Balance, Terms


def broken_in_words(terms: Terms, rule: Rule, number: int, reached: int) -> str:
    """What a rule asks in a round, what it would come to, and the key of the terms that asks for it."""
    when = f"by round {number}" if rule.over is Over.SO_FAR else f"in round {number}"
    return f"{_what(terms, rule)} {when}: {_amount(terms, rule, reached)} ({rule.key})"


def _what(terms: Terms, rule: Rule) -> str:
    kind, *about = rule.name
    place = f"from {about[1] or 'every other place'}, held by {about[0]}" if len(about) > 1 else ""
    if kind == "balance":
        ratio = ", weighed by the ratio" if rule.key == "counted.ratio" else ""
        return f"heads {_between(about)}{ratio}"
    if kind == "equivalents":
        return f"privates by equivalents of rank {_between(about)}"
    if kind == "most":
        return (
            f"heads from {about[0]} to {about[1]}"
            if terms.counted.balance is Balance.PAIRS
            else f"heads from {about[0]}"
        )
    if kind == "seats":
        return f"counted people {place}"
    if kind == "unconditional":
        return f"people outside every count {place}"
    if kind == "transport":
        return f"people outside every count from {about[0]} to {about[1]}"
    share = terms.counted.shares[int(about[0])]
    return f"{share.of.replace('_', ' ')} among the counted home to {about[1]}"


def _between(about: list[str]) -> str:
    return (
        f"released by {about[0]} less those released by {about[1]}"
        if len(about) > 1
        else f"out of {about[0]} less home"
    )


def _amount(terms: Terms, rule: Rule, reached: int) -> str:
    if rule.name[0] == "share" and rule.name[3].endswith("percent"):
        percent = getattr(terms.counted.shares[int(rule.name[1])], rule.name[3])
        return f"no longer at {'least' if rule.lower is not None else 'most'} {percent} %"
    if rule.lower is not None and rule.lower == rule.upper:
        return f"{reached}, expected {rule.lower}"
    if rule.upper is not None and reached > rule.upper:
        return f"{reached}, at most {rule.upper}"
    return f"{reached}, at least {rule.lower}"
