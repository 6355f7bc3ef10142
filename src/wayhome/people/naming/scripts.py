"""The alphabet a name is written in, its words, and look-alike letters typed for one another."""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum


class Script(StrEnum):
    """The alphabet a text is written in."""

    LATIN = "latin"
    CYRILLIC = "cyrillic"
    ARABIC = "arabic"
    OTHER = "other"
    MIXED = "mixed"
    NONE = "none"
    """No letter at all."""


def script(text: str) -> Script:
    """The alphabet of the letters of ``text``; MIXED when there is more than one."""
    found = {_script_of(letter) for letter in text if letter.isalpha()}
    if len(found) > 1:
        return Script.MIXED
    return found.pop() if found else Script.NONE


def _script_of(letter: str) -> Script:
    code = ord(letter)
    if code < 0x2B0 or 0x1E00 <= code < 0x1F00:
        return Script.LATIN
    if 0x400 <= code < 0x530:
        return Script.CYRILLIC
    if 0x600 <= code < 0x780 or 0x8A0 <= code < 0x900:
        return Script.ARABIC
    return Script.OTHER


# Apostrophes, the primes that stand for soft and hard signs, and the marks for ʿayn and hamza: they belong to their
# word and mean nothing here.
_SIGNS = "'’‘ʼʻ`´ʹʺ′″\"ʿʾ"
_WITHOUT_SIGNS = str.maketrans("", "", _SIGNS + "ـ")  # and the Arabic stroke that only makes a word longer
_ONE_PLAIN_WORD = re.compile("[A-Za-z]+|[\u0400-\u0481\u048a-\u052f]+")
_WORD = re.compile(rf"[^\W\d_]+(?:[{_SIGNS}]+[^\W\d_]+)*")


def words(text: str) -> list[str]:
    """The words of a name, split at all but letters and apostrophes; without stress marks and apostrophes."""
    if _ONE_PLAIN_WORD.fullmatch(text):
        return [text]
    composed = unicodedata.normalize("NFKC", text)
    if not composed.isascii():
        composed = "".join(letter for letter in composed if not unicodedata.combining(letter))
    return [word for found in _WORD.findall(composed) if (word := found.translate(_WITHOUT_SIGNS))]


# Letters drawn alike in both alphabets: a list typed with the wrong keyboard layout mixes them unseen.
_TWINS = ("AaBCcEeHIiKMOoPpTXxYy", "АаВСсЕеНІіКМОоРрТХхУу")
_LATIN_LETTER = re.compile("[A-Za-z\u00c0-\u02af\u1e00-\u1eff]")
_CYRILLIC_LETTER = re.compile("[\u0400-\u052f]")
_TO_CYRILLIC = str.maketrans(_TWINS[0], _TWINS[1])
_TO_LATIN = str.maketrans(_TWINS[1], _TWINS[0])


def in_one_alphabet(word: str) -> str:
    """Replace look-alikes in a word that mixes Latin and Cyrillic by those of the alphabet its other letters are in."""
    if not (_LATIN_LETTER.search(word) and _CYRILLIC_LETTER.search(word)):
        return word
    scripts = [_script_of(letter) for letter in word]
    latin, cyrillic = scripts.count(Script.LATIN), scripts.count(Script.CYRILLIC)
    unmistakable = [script for letter, script in zip(word, scripts, strict=True) if letter not in _TWINS[0] + _TWINS[1]]
    if (unmistakable.count(Script.LATIN), latin) > (unmistakable.count(Script.CYRILLIC), cyrillic):
        return word.translate(_TO_LATIN)
    return word.translate(_TO_CYRILLIC)
