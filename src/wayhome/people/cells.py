"""The text of one cell: cleaned of what can't be seen, and kept from turning into a formula in an office program."""

from __future__ import annotations

import re
import unicodedata

DAMAGED = "\ufffd"
"""Stands where a character couldn't be read."""

_INVISIBLE = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
"""Soft hyphen, zero-width characters, direction marks: they arrive by copying and make equal names unequal."""
_NO_CHARACTER = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff]")
"""Control characters that separate nothing, and halves of UTF-16 pairs."""

_CELL_START = r"""((?:^|[,;|\t\r\n])[\s"]*)"""
_FORMULA_START = "[=+\\-@\uff0b\uff0d\uff1d\uff20]"
_TO_GUARD = re.compile(rf"{_CELL_START}(?='*{_FORMULA_START})")
_GUARDED = re.compile(rf"{_CELL_START}'(?='*{_FORMULA_START})")


def clean(text: str) -> str:
    """The text in Unicode form NFC, without invisible characters; each run of white space one space, the ends bare."""
    if not text.isprintable():
        text = _NO_CHARACTER.sub(DAMAGED, _INVISIBLE.sub("", text))
    return " ".join(unicodedata.normalize("NFC", text).split())


def guard(text: str) -> str:
    """The text with an apostrophe before each place where an office program could see the start of a formula.

    That is = + - or @ (full-width forms too) at the start of the cell, or after a character at which a program set to
    another separator would start a new cell (OWASP, "CSV Injection"). `unguard` takes exactly these apostrophes away.
    """
    return _TO_GUARD.sub(r"\1'", text)


def unguard(text: str) -> str:
    """The text that `guard` was given: "'-5" is "-5" again. An apostrophe elsewhere, as in a name, stays."""
    return _GUARDED.sub(r"\1", text) if "'" in text else text
