"""Rates as TOML: read strictly, every mistake named with its key and its cure."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

import msgspec

from wayhome.exchange.simulation.rates import BadRate, Rates
from wayhome.exchange.written import BadWriting, name_of, parse
from wayhome.people.messages import Message

_SHARE = "a number from 0 to 1"
_MANY = "from 0 to 1,000,000"
_KEYS = {
    "parties": ("the names of two or more parties, each once", 'parties = ["Lysoria", "Torvenia"]'),
    "captures": ("a table", "[captures] with a_month = 20"),
    "captures.a_month": (f"a number of people {_MANY}", "a_month = 20"),
    "captures.ways": ("tables, each way once", '[[captures.ways]] with holder = "Lysoria", home = "Torvenia"'),
    "captures.ways.holder": ("one of the parties", 'holder = "Lysoria"'),
    "captures.ways.home": ("one of the parties, not the holder itself", 'home = "Torvenia"'),
    "captures.ways.a_month": (f"a number of people {_MANY}", "a_month = 20"),
    "identification": ("a table", "[identification] with each_month = 0.25"),
    "identification.each_month": ("a number above 0, up to 1", "each_month = 0.25"),
    "unconditional": ("a table", "[unconditional] with share = 0.1"),
    "unconditional.share": (_SHARE, "share = 0.1"),
    "families": ("a table", "[families] with counted = 0.03"),
    "families.counted": (_SHARE, "counted = 0.03"),
    "families.unconditional": (_SHARE, "unconditional = 0.25"),
    "families.heads": ("a whole number of people from 2 to 50", "heads = 2"),
    "seats": ("a table", "[seats] with counted_a_year = 240"),
    "seats.counted_a_year": (f"a whole number of people {_MANY}", "counted_a_year = 240"),
    "seats.unconditional_a_month": (f"a whole number of people {_MANY}", "unconditional_a_month = 15"),
    "seats.due_a_month": (f"a whole number of people {_MANY}", "due_a_month = 300"),
    "hostilities": ("a table", "[hostilities] with last_at_least = 24"),
    "hostilities.last_at_least": (f"a whole number of months {_MANY}", "last_at_least = 24"),
    "hostilities.chance_of_end": (_SHARE, "chance_of_end = 0.04"),
}
"""What each key must hold, and a line that would be right."""


class BadRates(BadWriting):
    """Rates that can't be read: which key, what was expected there, and how to mend it."""

    @classmethod
    def at(cls, key: str, source: Message | str) -> BadRates:
        """The error for a key whose value isn't what it must be, or that isn't there."""
        expected, example = _KEYS[key]
        return cls(key, expected, f"write for example: {example}", source)

    @classmethod
    def unknown(cls, key: str, source: Message | str) -> BadRates:
        """The error for a key that no rate has."""
        table = key.rpartition(".")[0]
        known = [each.rpartition(".")[2] for each in _KEYS if each.rpartition(".")[0] == table]
        return cls(key, f"one of the keys {', '.join(known)}", "correct or remove it", source)


def read_rates(source: Path | str) -> Rates:
    """Read rates from TOML: a file by its path, or the text itself. Raises `BadRates`. Nothing is guessed."""
    name = name_of(source, "rates")
    try:
        written = parse(source, name)
        return msgspec.convert(written, Rates)
    except BadWriting as error:
        raise BadRates(error.key, error.expected, error.mend, name) from None
    except msgspec.ValidationError as error:
        raise _explained(error, name) from None


def fictional_rates() -> Rates:
    """The rates that come with Wayhome: three invented parties."""
    return read_rates(files("wayhome.exchange").joinpath("data", "rates.toml").read_text(encoding="utf-8"))


def _explained(error: msgspec.ValidationError, name: Message | str) -> BadRates:
    """What msgspec found wrong, in the words of the key it is about."""
    if isinstance(error.__cause__, BadRate):
        return BadRates.at(error.__cause__.key, name)
    path = re.search(r" - at `\$\.?([^`]*)`", str(error))
    field = re.search(r"(unknown|required) field `([^`]*)`", str(error))
    parts = [re.sub(r"\[[^]]*\]", "", path[1])] if path else []
    key = ".".join(filter(None, [*parts, *([field[2]] if field else [])]))
    return BadRates.unknown(key, name) if field and field[1] == "unknown" else BadRates.at(key, name)
