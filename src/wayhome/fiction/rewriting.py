"""Rewriting words letter by letter: the small engine under respelling and romanisation."""

import re
from collections.abc import Mapping
from functools import lru_cache

START = r"(?<![\w’])"
"""At the beginning of a word (a letter after an apostrophe begins none)."""
END = r"(?![\w’])"
VOWEL_BEFORE = "(?<=[аеєиіїоуюяёыэ])"

_WORDS_KEPT = 1 << 16


class Rewriting:
    """Rewrites a text from left to right: at each place the first rule that fits is applied; other letters stay.

    ``special`` maps regular expressions (in small letters, without capturing groups) to what is written instead; they
    are tried before the plain ``letters``. A capital stays a capital.
    """

    def __init__(self, letters: Mapping[str, str], special: Mapping[str, str] | None = None) -> None:
        rules = {**(special or {}), **letters}
        self._written = tuple(rules.values())
        self._pattern = re.compile("|".join(f"({rule})" for rule in rules), re.IGNORECASE)
        self._rewrite = lru_cache(_WORDS_KEPT)(lambda text: self._pattern.sub(self._replacement, text))

    def __call__(self, text: str) -> str:
        return self._rewrite(text)

    def _replacement(self, match: re.Match[str]) -> str:
        written = self._written[(match.lastindex or 1) - 1]
        return written[:1].upper() + written[1:] if match[0][0].isupper() else written
