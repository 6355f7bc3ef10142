"""An explanation in words, in four languages (data/explanations.toml)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from wayhome.exchange.package import Code, Explanation
from wayhome.people.languages import form, isolated

_CHANGES = ("more_most", "more_seats", "more_transport", "more_released")
_CLAUSES = ("tier", "equal", "chance", "until", "beyond", "changes", "round")
"""What may follow the sentence of a code, in this order."""


def wording(explanation: Explanation, language: str = "en") -> str:
    """The explanation in one of the four languages. Raises `KeyError` for a parameter that its code needs.

    In Arabic, figures and names are isolated from the words around them (Unicode Standard Annex 9).
    """
    return _said(explanation.code, explanation.parameters, language)


def _said(code: Code, parameters: tuple[tuple[str, str | int], ...], language: str) -> str:
    words = _words()
    values: dict[str, _Value | str] = {name: _Value(value, language) for name, value in parameters}
    changes = [words["change"][name][language].format(**values) for name in _CHANGES if name in values]
    if changes:
        values["changes"] = words["join"]["changes"][language].join(changes)
    sentence = words["code"][code.value][language]
    said = [sentence.format(**values)]
    for name in _CLAUSES:
        # What the sentence itself says, and a chance that a lottery gives, isn't said twice.
        if (
            name in values
            and not (name == "tier" and "{tier}" in sentence)
            and not (name == "equal" and "chance" in values)
        ):
            said.append(words["clause"][name][language].format(**values))
    return " ".join(said)


@dataclass(frozen=True)
class _Value:
    """A parameter as a language says it, by the table or noun that the words ask for."""

    value: str | int
    language: str

    def __format__(self, kind: str) -> str:
        words, language = _words(), self.language
        if not kind:
            return isolated(str(self.value), language)
        if kind in words["noun"]:
            number = int(self.value)
            shown = isolated(str(number), language)
            phrase: str = words["noun"][kind][language][form(number, language)]
            return phrase.format(n=shown)
        if kind == "amounts":
            amounts = (each.partition(":") for each in str(self.value).split())
            joined: str = words["join"]["terms"][language]
            return joined.join(format(_Value(number, language), f"{sort}_more") for sort, _, number in amounts)
        if kind == "terms":
            said = dict.fromkeys(words["terms"][_term(key)][language] for key in str(self.value).split())
            separator: str = words["join"]["terms"][language]
            return separator.join(said)
        known = words[kind].get(str(self.value))
        if known is None and kind != "place":
            raise KeyError(f"{kind} {self.value!r}")
        return known[language] if known else isolated(str(self.value), language)


def _term(key: str) -> str:
    """The table's word for a key of the terms: `seats[2].counted` is of seats, `counted.most` of the most."""
    first, _, second = key.partition(".")
    return (second if first == "counted" else first).partition("[")[0]


@cache
def _words() -> Mapping[str, Mapping[str, Mapping[str, Any]]]:
    """Table → entry → language → words."""
    return tomllib.loads(files("wayhome.exchange").joinpath("data", "explanations.toml").read_text(encoding="utf-8"))
