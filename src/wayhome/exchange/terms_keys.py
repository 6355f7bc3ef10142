"""What each key of the terms must hold, and the error where it doesn't."""

from __future__ import annotations

from collections.abc import Sequence

from wayhome.exchange.written import BadWriting
from wayhome.people.categories import COUNTABLE

KEYS = {
    "parties": ("the names of two or more parties, each once", 'parties = ["Lysoria", "Torvenia"]'),
    "day": ("a date without a time", "day = 2026-08-24"),
    "exposure": ("a whole number of people, 1 or more", "exposure = 10"),
    "criteria": (
        "some of longest_held, youngest, oldest, women, families, held_longer_than_N_days, younger_than_N and "
        "older_than_N, each once",
        'criteria = ["longest_held", "younger_than_25"]',
    ),
    "hostilities_ended": ("true or false", "hostilities_ended = false"),
    "later_rounds": ("dates after the day of this round, in their order", "later_rounds = [2026-09-24, 2026-10-24]"),
    "together": ("lists of two or more references, nobody named twice", 'together = [["K7Q2", "M4XA"]]'),
    "counted": ("a table", "[counted]"),
    "counted.most": ("a whole number of people, 0 or more", "most = 146"),
    "counted.categories": (
        "one or more of " + ", ".join(sorted(COUNTABLE)) + ", each once",
        'categories = ["prisoner_of_war"]',
    ),
    "counted.balance": ("pairs or circle", 'balance = "pairs"'),
    "counted.asked_by_name": ("a whole number of people, 0 or more", "asked_by_name = 5"),
    "counted.ratio": (
        'tables, one for each party that releases more than 1 for the others\' 1; only with balance = "pairs" and '
        "where heads are balanced",
        '[[counted.ratio]] with party = "Lysoria" and heads = 2',
    ),
    "counted.ratio.party": ("one of the parties", 'party = "Lysoria"'),
    "counted.ratio.heads": ("a whole number of people, 1 or more", "heads = 2"),
    "counted.equivalents": ("a table", "[counted.equivalents] with band = 0"),
    "counted.equivalents.band": ("a whole number of privates, 0 or more", "band = 5"),
    "counted.equivalents.instead_of_heads": ("true or false", "instead_of_heads = false"),
    "counted.equivalents.ranks": (
        "one or more tables, each rank once",
        '[[counted.equivalents.ranks]] with rank = "captain" and privates = 6',
    ),
    "counted.equivalents.ranks.rank": ("a rank as the lists write it", 'rank = "captain"'),
    "counted.equivalents.ranks.privates": ("a whole number of privates, 1 or more", "privates = 6"),
    "counted.shares": (
        "tables, each with one or more of least, most, least_percent and most_percent",
        '[[counted.shares]] with of = "women" and least_percent = 10',
    ),
    "counted.shares.of": (
        "one of " + ", ".join(sorted(COUNTABLE)) + ", women, held_longer_than_N_days, younger_than_N, older_than_N",
        'of = "younger_than_25"',
    ),
    "counted.shares.home": ("one of the parties", 'home = "Lysoria", or leave the line out for each party of origin'),
    "counted.shares.least": ("a whole number of people, 0 or more, and not above the most", "least = 5"),
    "counted.shares.most": ("a whole number of people, 0 or more", "most = 20"),
    "counted.shares.least_percent": ("a whole number from 0 to 100, not above most_percent", "least_percent = 10"),
    "counted.shares.most_percent": ("a whole number from 0 to 100", "most_percent = 50"),
    "unconditional": ("a table", "[unconditional]"),
    "unconditional.seats": ("a whole number of people, 0 or more", "seats = 60, or leave the line out for no limit"),
    "seats": (
        "tables, each place of a holder once, with counted or unconditional or both",
        '[[seats]] with holder = "Lysoria", place = "Camp 3" and counted = 40',
    ),
    "seats.holder": ("one of the parties", 'holder = "Lysoria"'),
    "seats.place": ("a place as the held list writes it", 'place = "Camp 3", or "" for everywhere without a line'),
    "seats.counted": ("a whole number of people, 0 or more", "counted = 40, or leave the line out for no limit"),
    "seats.unconditional": (
        "a whole number of people, 0 or more",
        "unconditional = 20, or leave the line out for no limit",
    ),
    "withheld": (
        "tables, each person once",
        '[[withheld]] with person = "K7Q2", by = "Lysoria", reason = "prosecution" and stated = "…"',
    ),
    "withheld.person": ("the reference of a person", 'person = "K7Q2"'),
    "withheld.by": ("the party that holds this person", 'by = "Lysoria"'),
    "withheld.reason": ("prosecution, conviction or unfit", 'reason = "prosecution"'),
    "withheld.stated": (
        "in one line: for what and before which court, or who certified somebody unfit",
        'stated = "case 14/26 before the court of Aldport, for an offence under the criminal code"',
    ),
    "withheld.until": ("a date without a time; someone unfit to travel needs one", "until = 2026-12-01"),
}
"""What each key must hold, and a line that would be right."""


class BadTerms(BadWriting):
    """Terms that can't be read: which key, what was expected there, and how to mend it."""

    def __init__(self, key: str, expected: str, mend: str, source: str = "terms") -> None:
        super().__init__(key, expected, mend, source)

    @classmethod
    def at(cls, key: str, source: str = "terms") -> BadTerms:
        """The error for a key of the terms whose value isn't what it must be."""
        expected, example = KEYS[key]
        return cls(key, expected, f"write for example: {example}", source)


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
