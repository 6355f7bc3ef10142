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
from wayhome.people.messages import Message, said

_ORDER = said("exchange.order")
_KEYS = {
    "party": (said("exchange.party_of_the_order"), 'party = "Lysoria"'),
    "criteria": (said("exchange.criteria_of_the_order"), 'criteria = ["longest_held", "women"]'),
    "named": (
        said("exchange.named_by_the_order"),
        'criteria = ["named", "longest_held"], named = ["K7Q2", "M4XA"]',
    ),
}
"""What each key must hold, and a line that would be right."""


class BadOrder(BadWriting):
    """An order that can't be read, or that doesn't fit the terms: which key, what was expected, how to mend it."""

    def __init__(self, key: str, expected: Message | str, mend: Message | str, source: Message | str = _ORDER) -> None:
        super().__init__(key, expected, mend, source)

    @classmethod
    def at(cls, key: str, source: Message | str = _ORDER) -> BadOrder:
        """The error for a key of the order whose value isn't what it must be."""
        expected, example = _KEYS[key]
        return cls(key, expected, said("exchange.write_for_example", example=example), source)


class UnlawfulOrder(BadOrder):
    """An order that the law forbids; ``breaches`` carries every rule broken, with its article."""

    def __init__(self, breaches: tuple[law.Breach, ...], source: Message | str = _ORDER) -> None:
        keys = tuple(dict.fromkeys(subject for breach in breaches for subject in breach.subjects))
        rules = tuple(breach.with_article for breach in breaches)
        expected = said("exchange.only_what_the_law_permits", rules=rules)
        super().__init__(", ".join(keys), expected, said("exchange.take_out", keys=keys), source)
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
    name = name_of(source, _ORDER)
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
            expected = said("exchange.one_of_the_keys", keys=tuple(known))
            raise BadOrder(key, expected, said("exchange.correct_or_remove"), name)
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
            expected = said("exchange.a_party_to_the_terms", parties=terms.parties)
            raise BadOrder("party", expected, said("exchange.correct_it", found=order.party))
        if order.party in seen:
            expected = said("exchange.one_order_of", party=order.party)
            raise BadOrder("party", expected, said("exchange.give_the_one_that_holds"))
        if len(order.named) > terms.counted.asked_by_name:
            most, named = terms.counted.asked_by_name, len(order.named)
            expected = said("exchange.at_most_asked_by_name", most=most, named=named)
            raise BadOrder("named", expected, said("exchange.take_so_many_out", count=named - most))
        seen.add(order.party)
        orders[order.party] = order
    return orders


def _breaches(written: dict[str, object]) -> tuple[law.Breach, ...]:
    return law.ranking_people_on_what_no_article_permits(written, own_order=True)
