"""The alphabet a name is written in, its words, and look-alike letters typed for one another."""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum

from anyascii import anyascii


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
_SIGNS_AND_STROKE = _SIGNS + "ـ"  # the Arabic stroke only makes a word longer
# Letters that Persian, Urdu, Pashto and Kurdish keyboards have for the same Arabic ones.
_PLAIN = str.maketrans("یکہھەګ", "يكهههگ", _SIGNS_AND_STROKE)
_INVISIBLE = re.compile("[\u00ad\u034f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff]")
# All but Latin, Cyrillic and Arabic letters: Greek, Armenian, Hebrew, Georgian, the scripts of India, Chinese, ...
_OTHER = re.compile(
    "[\u0370-\u03ff\u0530-\u05ff\u0780-\u089f\u0900-\u1dff\u1f00-\u1fff\u2c00-\u2dff\u3005-\uffef\U00010000-\U0003ffff]"
)
_ONE_PLAIN_WORD = re.compile("[A-Za-z]+|[\u0400-\u0481\u048a-\u052f]+")
_WORD = re.compile(rf"[^\W\d_]+(?:[{_SIGNS}]+[^\W\d_]+)*")


def words(text: str) -> list[str]:
    """The words of a name, split at all but letters and apostrophes; without stress marks and apostrophes.

    Letters of other alphabets than Latin, Cyrillic and Arabic are written in Latin ones: Γιώργος is Giorgos.
    """
    if _ONE_PLAIN_WORD.fullmatch(text):
        return [text]
    composed = unicodedata.normalize("NFKC", text)
    if not composed.isascii():
        composed = _INVISIBLE.sub("", composed)
        composed = "".join(letter for letter in composed if not unicodedata.combining(letter))
        composed = _OTHER.sub(lambda found: in_latin(found[0]), composed)
    return [word for found in _WORD.findall(composed) if (word := found.translate(_PLAIN))]


def in_latin(letters: str) -> str:
    """Letters and vowel signs of any alphabet in Latin ones; what has no sound there, or is no letter, stays."""
    return "".join(map(_in_latin, letters))


def _in_latin(letter: str) -> str:
    read = anyascii(letter) if unicodedata.category(letter)[0] in "LM" else letter
    return read if read.isalpha() else letter


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
