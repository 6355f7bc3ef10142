"""The four languages: forms that go with a number, and values kept from reordering the words around them."""

from __future__ import annotations

import unicodedata

LANGUAGES = ("en", "uk", "ru", "ar")
"""English, Ukrainian, Russian, Arabic."""

FORMS = {
    "en": ("one", "other"),
    "uk": ("one", "few", "many"),
    "ru": ("one", "few", "many"),
    "ar": ("zero", "one", "two", "few", "many", "other"),
}
"""The forms that a noun beside a whole number takes in each language."""

_RIGHT_TO_LEFT = "ar"
_FIRST_STRONG_ISOLATE, _POP_ISOLATE = "\u2068", "\u2069"


def form(number: int, language: str) -> str:
    """The form a noun takes beside this whole number, by the plural rules of the Unicode CLDR for whole numbers."""
    if language == "en":
        return "one" if number == 1 else "other"
    if language == "ar":
        return _arabic(number)
    if number % 10 == 1 and number % 100 != 11:
        return "one"
    if number % 10 in (2, 3, 4) and number % 100 not in (12, 13, 14):
        return "few"
    return "many"


def _arabic(number: int) -> str:
    if number in (0, 1, 2):
        return ("zero", "one", "two")[number]
    if 3 <= number % 100 <= 10:
        return "few"
    return "many" if number % 100 >= 11 else "other"


def isolated(text: str, language: str) -> str:
    """Keep a figure or name from reordering the words around it (Unicode Standard Annex 9, isolates).

    Arabic isolates every value; the other languages only what is written from right to left.
    """
    reordering = any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in text)
    if language == _RIGHT_TO_LEFT or reordering:
        return f"{_FIRST_STRONG_ISOLATE}{text}{_POP_ISOLATE}"
    return text
