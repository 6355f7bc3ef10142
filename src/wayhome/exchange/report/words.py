"""The page's words in one of the four languages (data/report.toml), numbers and dates as that language has them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib.resources import files
from typing import TypeAlias, Union

from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal
from markupsafe import Markup

_LOCALES = {"en": "en_GB", "uk": "uk", "ru": "ru", "ar": "ar"}

_ISOLATED = Markup("<bdi>{}</bdi>")

Value: TypeAlias = Union[str, tuple[str, ...], int, date, "Phrase"]
"""A name as it is written, or several, a number, a day, or words."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """An entry of the words, and what stands in its braces: what can be said in every language."""

    key: str
    values: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Words:
    """What the page says in a language."""

    language: str

    @property
    def direction(self) -> str:
        """Which way the page is read, as HTML has it."""
        return "rtl" if self.language == "ar" else "ltr"

    def say(self, what: Phrase | str, **values: Value) -> Markup:
        """A phrase as HTML, whatever stands in its braces kept from reordering the words around it."""
        phrase = Phrase(what, values) if isinstance(what, str) else what
        values = {name: self._shown(value) for name, value in phrase.values.items()}
        return _words()[phrase.key][self.language].format(**values)

    def number(self, number: int) -> str:
        """A whole number, its thousands set apart."""
        return format_decimal(number, locale=_LOCALES[self.language])

    def day(self, day: date) -> str:
        """A day, its month in words."""
        return format_date(day, "long", locale=_LOCALES[self.language])

    def names(self, names: Iterable[str]) -> Markup:
        """Names one after another, as HTML."""
        isolated = [_ISOLATED.format(name) for name in names]
        return Markup(format_list(isolated, locale=_LOCALES[self.language]))  # noqa: S704  # each name is escaped

    def _shown(self, value: Value) -> Markup:
        if isinstance(value, Phrase):
            return self.say(value)
        if isinstance(value, tuple):
            return self.names(value)
        if isinstance(value, date):
            return Markup('<time datetime="{}">{}</time>').format(value, _ISOLATED.format(self.day(value)))
        return _ISOLATED.format(self.number(value) if isinstance(value, int) else value)


@cache
def _words() -> Mapping[str, Mapping[str, Markup]]:
    """Entry → language → words, which are ours and hold no markup but what is put into their braces."""
    text = files("wayhome.exchange").joinpath("data", "report.toml").read_text(encoding="utf-8")
    return {
        entry: {language: Markup("{}").format(said) for language, said in words.items()}
        for entry, words in tomllib.loads(text).items()
    }
