"""What each key of the terms must hold, and the error where it doesn't."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from wayhome.exchange.written import BadWriting
from wayhome.people.categories import COUNTABLE
from wayhome.people.messages import Message, said

TERMS = said("exchange.terms")
"""What errors call terms that are no file."""
_ONE_OR_MORE, _OR_NONE = said("exchange.one_or_more_people"), said("exchange.people_or_none")
_A_TABLE, _A_PARTY = said("exchange.a_table"), said("exchange.one_of_the_parties")
_TRUE_OR_FALSE, _COUNTABLE = said("exchange.true_or_false"), tuple(sorted(COUNTABLE))


def _or_no_limit(example: str) -> Message:
    return said("exchange.or_leave_out_for_no_limit", example=example)


KEYS: Mapping[str, tuple[Message, Message | str]] = {
    "parties": (said("exchange.parties"), 'parties = ["Lysoria", "Torvenia"]'),
    "day": (said("exchange.a_date"), "day = 2026-08-24"),
    "exposure": (_ONE_OR_MORE, "exposure = 10"),
    "criteria": (said("exchange.criteria"), 'criteria = ["longest_held", "younger_than_25"]'),
    "hostilities_ended": (_TRUE_OR_FALSE, "hostilities_ended = false"),
    "later_rounds": (said("exchange.later_rounds"), "later_rounds = [2026-09-24, 2026-10-24]"),
    "together": (said("exchange.together"), 'together = [["K7Q2", "M4XA"]]'),
    "counted": (_A_TABLE, "[counted]"),
    "counted.most": (_OR_NONE, "most = 146"),
    "counted.categories": (said("exchange.categories", codes=_COUNTABLE), 'categories = ["prisoner_of_war"]'),
    "counted.balance": (said("exchange.balance"), 'balance = "pairs"'),
    "counted.asked_by_name": (_OR_NONE, "asked_by_name = 5"),
    "counted.ratio": (said("exchange.ratio"), 'ratio = [{ party = "Lysoria", heads = 2 }]'),
    "counted.ratio.party": (_A_PARTY, 'party = "Lysoria"'),
    "counted.ratio.heads": (_ONE_OR_MORE, "heads = 2"),
    "counted.equivalents": (_A_TABLE, "[counted.equivalents]"),
    "counted.equivalents.band": (said("exchange.privates_or_none"), "band = 5"),
    "counted.equivalents.instead_of_heads": (_TRUE_OR_FALSE, "instead_of_heads = false"),
    "counted.equivalents.ranks": (said("exchange.ranks"), 'ranks = [{ rank = "captain", privates = 6 }]'),
    "counted.equivalents.ranks.rank": (said("exchange.a_rank"), 'rank = "captain"'),
    "counted.equivalents.ranks.privates": (said("exchange.one_or_more_privates"), "privates = 6"),
    "counted.shares": (said("exchange.shares"), 'shares = [{ of = "women", least_percent = 10 }]'),
    "counted.shares.of": (said("exchange.share_of", codes=_COUNTABLE), 'of = "younger_than_25"'),
    "counted.shares.home": (_A_PARTY, said("exchange.or_leave_out_for_each_party", example='home = "Lysoria"')),
    "counted.shares.least": (said("exchange.people_not_above_most"), "least = 5"),
    "counted.shares.most": (_OR_NONE, "most = 20"),
    "counted.shares.least_percent": (said("exchange.percent_not_above_most"), "least_percent = 10"),
    "counted.shares.most_percent": (said("exchange.a_percent"), "most_percent = 50"),
    "unconditional": (_A_TABLE, "[unconditional]"),
    "unconditional.seats": (_OR_NONE, _or_no_limit("seats = 60")),
    "seats": (said("exchange.seats"), 'seats = [{ holder = "Lysoria", place = "Camp 3", counted = 40 }]'),
    "seats.holder": (_A_PARTY, 'holder = "Lysoria"'),
    "seats.place": (said("exchange.a_place"), said("exchange.or_nothing_for_everywhere", example='place = "Camp 3"')),
    "seats.counted": (_OR_NONE, _or_no_limit("counted = 40")),
    "seats.unconditional": (_OR_NONE, _or_no_limit("unconditional = 20")),
    "withheld": (
        said("exchange.withheld"),
        'withheld = [{ person = "K7Q2", by = "Lysoria", reason = "prosecution", stated = "…" }]',
    ),
    "withheld.person": (said("exchange.a_reference"), 'person = "K7Q2"'),
    "withheld.by": (said("exchange.party_that_holds"), 'by = "Lysoria"'),
    "withheld.reason": (said("exchange.ground_of_withholding"), 'reason = "prosecution"'),
    "withheld.stated": (
        said("exchange.stated_ground"),
        'stated = "case 14/26 before the court of Aldport, for an offence under the criminal code"',
    ),
    "withheld.until": (said("exchange.until_a_date"), "until = 2026-12-01"),
}
"""What each key must hold, and a line that would be right (or how to mend it, in words)."""


class BadTerms(BadWriting):
    """Terms that can't be read: which key, what was expected there, and how to mend it."""

    def __init__(self, key: str, expected: Message | str, mend: Message | str, source: Message | str = TERMS) -> None:
        super().__init__(key, expected, mend, source)

    @classmethod
    def at(cls, key: str, source: Message | str = TERMS) -> BadTerms:
        """The error for a key of the terms whose value isn't what it must be."""
        expected, example = KEYS[key]
        mend = said("exchange.write_for_example", example=example) if isinstance(example, str) else example
        return cls(key, expected, mend, source)


def expect_at_least(key: str, number: int | None, least: int) -> None:
    """Raise `BadTerms` for a number below the least a key may hold; one not given is none."""
    if number is not None and number < least:
        raise BadTerms.at(key)


def expect_name(key: str, name: str) -> None:
    """Raise `BadTerms` for a key whose name isn't one."""
    if not is_name(name):
        raise BadTerms.at(key)


def is_name(name: str) -> bool:
    """Whether a text can name a party, a place, a rank or a person."""
    return bool(name) and name.isprintable() and name == name.strip()


def repeats(values: Sequence[object]) -> bool:
    """Whether something stands twice."""
    return len(set(values)) < len(values)
