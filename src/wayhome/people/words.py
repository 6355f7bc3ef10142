"""The words of lists: when two spellings are the same word, and what the words of headers and cells mean."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

_CYRILLIC = re.compile("[\u0400-\u04ff]")
_CYRILLIC_OF_THE_SAME_LOOK = str.maketrans("aceiopxyABCEHIKMOPTXYёЁ", "асеіорхуАВСЕНІКМОРТХУеЕ")
_NO_LETTER_OR_DIGIT = re.compile(r"[\W_\u02b0-\u02ff]+")  # modifier letters serve as apostrophes: імʼя


def fold(text: str) -> str:
    """What remains of a word when case, spaces, punctuation, apostrophes and ё/е don't matter.

    In a word with a Cyrillic letter, Latin letters of the same look count as Cyrillic: lists typed on two keyboards are
    full of them ("Прiзвище" with a Latin i). "#" counts as "№".
    """
    text = unicodedata.normalize("NFKC", text.replace("#", "№"))
    if _CYRILLIC.search(text):
        text = text.translate(_CYRILLIC_OF_THE_SAME_LOOK)
    return _NO_LETTER_OR_DIGIT.sub("", text.casefold())


@cache
def header_spellings(strength: str) -> Mapping[str, str]:
    """Folded header → the column it names; ``strength`` is "usual" or "weak" (see data/headers.toml)."""
    table = _table("headers.toml")
    return _inverted((column, spellings.get(strength, ())) for column, spellings in table.items())


@cache
def cell_words(column: str) -> Mapping[str, str]:
    """Folded word → its code, for the columns sex, category and medical, and for month (see data/words.toml)."""
    table = _table("words.toml")[column]
    return _inverted((code, [code, *words]) for code, words in table.items())


@cache
def not_stated() -> frozenset[str]:
    """The folded words that say, in any column, that nothing is known."""
    return frozenset(map(fold, _table("words.toml")["not_stated"]))


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads(files("wayhome.people").joinpath("data", name).read_text(encoding="utf-8"))


def _inverted(table: Iterable[tuple[str, Iterable[str]]]) -> Mapping[str, str]:
    return {fold(word): meaning for meaning, words in table for word in words}
