"""A party's confidential order: whom it would have first of its own people. No term: the facilitator keeps it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, fields
from pathlib import Path

import msgspec

from wayhome import law
from wayhome.exchange.criteria import Criterion
from wayhome.exchange.terms import Terms
from wayhome.exchange.written import BadWriting, name_of, parse

_KEYS = {
    "party": ("the party of origin whose order this is, as the terms name it", 'party = "Lysoria"'),
    "criteria": ("some criteria, each once", 'criteria = ["longest_held", "women"]'),
    "named": (
        'references of people, each once, and the criterion "named" in its place among the criteria',
        'criteria = ["named", "longest_held"] and named = ["K7Q2", "M4XA"]',
    ),
}
"""What each key must hold, and a line that would be right."""


class BadOrder(BadWriting):
    """An order that can't be read, or that doesn't fit the terms: which key, what was expected, how to mend it."""

    def __init__(self, key: str, expected: str, mend: str, source: str = "order") -> None:
        super().__init__(key, expected, mend, source)

    @classmethod
    def at(cls, key: str, source: str = "order") -> BadOrder:
        """The error for a key of the order whose value isn't what it must be."""
        expected, example = _KEYS[key]
        return cls(key, expected, f"write for example: {example}", source)


class UnlawfulOrder(BadOrder):
    """An order that the law forbids; ``breaches`` carries every rule broken, with its article."""

    def __init__(self, breaches: tuple[law.Breach, ...], source: str = "order") -> None:
        keys = ", ".join(dict.fromkeys(subject for breach in breaches for subject in breach.subjects))
        rules = " ".join(f"{breach.reason} ({breach.article}; rule {breach.rule})" for breach in breaches)
        super().__init__(keys, f"only what the law permits: {rules}", f"take out {keys}", source)
        self.breaches = breaches


@dataclass(frozen=True, slots=True)
class Order:
    """Whom a party of origin would have first among its own people: criteria only, never names of worth."""

    party: str
    """The party of origin."""
    criteria: tuple[str, ...]
    """Criteria as in the terms, or none; a later one decides between those whom all earlier ones leave equal."""
    named: tuple[str, ...] = ()
    """References of those it asks for by name; the criterion `named` says where among the criteria they stand."""

    def __post_init__(self) -> None:
        if not self.party or self.party != self.party.strip():
            raise BadOrder.at("party")
        if len(set(self.criteria)) < len(self.criteria):
            raise BadOrder.at("criteria")
        once = all(self.named) and len(set(self.named)) == len(self.named)
        if not once or bool(self.named) != (Criterion.NAMED in self.criteria):
            raise BadOrder.at("named")


def read_order(source: Path | str) -> Order:
    """Read an order from TOML: a file by its path, or the text itself. Raises `BadOrder` or `UnlawfulOrder`."""
    name = name_of(source, "order")
    try:
        written = parse(source, name)
    except BadWriting as error:
        raise BadOrder(error.key, error.expected, error.mend, name) from None
    breaches = _breaches(written)
    if breaches:
        raise UnlawfulOrder(breaches, name)
    known = [field.name for field in fields(Order)]
    for key in written:
        if key not in known:
            raise BadOrder(key, f"one of the keys {', '.join(known)}", "correct or remove it", name)
    try:
        return msgspec.convert(written, Order)
    except msgspec.ValidationError as error:
        cause = error.__cause__
        if isinstance(cause, BadOrder):
            raise BadOrder(cause.key, cause.expected, cause.mend, name) from None
        found = re.search(r"`\$\.([a-z_]+)|missing required field `([a-z_]+)`", str(error))
        raise BadOrder.at((found and (found[1] or found[2])) or "criteria", name) from None


def orders_of(terms: Terms, given: Iterable[Order]) -> dict[str, Order]:
    """Each party's order: the one it gave, or that of the terms. Raises `BadOrder` or `UnlawfulOrder`."""
    orders = {party: Order(party, terms.criteria) for party in terms.parties}
    seen = set()
    for order in given:
        breaches = _breaches(msgspec.to_builtins(order))
        if breaches:
            raise UnlawfulOrder(breaches)
        if order.party not in terms.parties:
            parties = ", ".join(terms.parties)
            raise BadOrder("party", f"a party to the terms ({parties})", f"correct {order.party!r}")
        if order.party in seen:
            raise BadOrder("party", f"one order of {order.party}", "give only the one that holds")
        if len(order.named) > terms.counted.asked_by_name:
            most = terms.counted.asked_by_name
            expected = f"at most {most} people asked for by name, as the terms say, not {len(order.named)}"
            raise BadOrder("named", expected, f"take {len(order.named) - most} out")
        seen.add(order.party)
        orders[order.party] = order
    return orders


def _breaches(written: dict[str, object]) -> tuple[law.Breach, ...]:
    return law.ranking_people_on_what_no_article_permits(written, own_order=True)
