"""Arabic names in Arabic, Latin and Cyrillic letters: the consonants that all spellings share.

Arabic writes consonants and long vowels; Latin spellings are by ear, through English or French. So a name is read as
consonants, each with its equals in both alphabets: kh and ḫ and خ, sh and ch and ش, q and k and ق. What spellings drop
or add at will is dropped: short vowels, w and y that may be vowels, hamza, ʿayn, the article al-, ta marbuta,
alif maqsura, and the doubling of letters.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from rapidfuzz.distance import OSA, Levenshtein

_FROM_ARABIC = str.maketrans(
    dict(zip("بپتثطجچحهخدذضرزظژسصشغگڤفقكکلمنع", "bbtṯṭjčhhḫdḏḍrzẓjsṣšggvfqkklmnʿ", strict=True))
    | dict(zip("اأآٱإةىوؤيیئ", "aaaaiaauuiii", strict=True))
    | dict(zip("ٹڈڑںہھۃےټډړږښڼګځڅېۍۆێەڵڕۇ", "ṭdrnhhaiṭdrgšngzsiiuialru", strict=True))  # Urdu, Pashto, Kurdish
    | {"ء": "", "ـ": ""}
)
_ARABIC = re.compile("[\u0600-\u06ff]")
_ARABIC_ARTICLE = re.compile("^ال(?=..)")
_CARRIER = re.compile("^[اأإآ](?=[يو])")
_LAST_HEH = re.compile("(?<=..)ه$")  # written for ta marbuta
_LAST_HAH = re.compile("(?<=..)ح$")  # as the h of Nuh, which Latin also writes after names that end in a vowel

_FROM_CYRILLIC = str.maketrans(
    dict(zip("абвгґдеєжзиіїйклмнопрстуўфыэ", "abvggdeejziiiiklmnoprstuwfye", strict=True))
    | {"х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sh"}
    | {"ю": "iu", "я": "ia", "ё": "io", "ъ": "", "ь": ""}
)
_LATIN = {
    **dict.fromkeys(("tsch", "tch", "ch", "č"), "č"),
    **dict.fromkeys(("sch", "sh", "ş", "š", "ç", "ś", "ć"), "š"),
    **dict.fromkeys(("dzh", "dž", "dj", "zh", "j", "ž"), "j"),
    **dict.fromkeys(("gh", "g", "ğ"), "g"),
    **{"kh": "ḫ", "q": "q", "th": "ṯ", "dh": "ḏ", "ph": "f", "p": "b", "tz": "z", "x": "ks"},
    **dict.fromkeys(("ck", "k", "cc"), "k"),
    **dict.fromkeys(("ou", "oo", "o", "w", "ø", "au", "aw"), "u"),
    **dict.fromkeys(("ee", "ei", "ey", "e", "y", "ı", "ie", "ai", "ay"), "i"),
    **{"ł": "l", "đ": "d", "ß": "s", "æ": "a", "ə": "a"},
}
_LATIN_GROUP = re.compile("|".join(sorted(_LATIN, key=len, reverse=True)))
_C_BEFORE_E_OR_I = re.compile("c(?=[eiy])")
_DOUBLED = re.compile(r"(.)\1+")
_LAST_H_AFTER_VOWEL = re.compile("(?<=[aeiouy])h$")

# Letters that Arabic keeps apart and ears and Latin clerks don't.
_ALIKE = str.maketrans(dict(zip("ṯṭḏḍẓṣčjḫqv", "ttddzsšghkf", strict=True)) | {"ʿ": ""})
_VOWELS = str.maketrans("", "", "aiu")


@lru_cache(maxsize=1 << 17)
def letters(word: str) -> str:
    """The letters of a word in any of the three alphabets, in those of scholars: j for ج, ḫ for kh and خ, ṣ for ص."""
    form = word.lower()
    if _ARABIC.search(form):
        form = _CARRIER.sub("", _ARABIC_ARTICLE.sub("", form))
        form = _LAST_HAH.sub("", _LAST_HEH.sub("ة", form))
        return _DOUBLED.sub(r"\1", form.translate(_FROM_ARABIC).replace("tš", "č"))
    form = _LAST_H_AFTER_VOWEL.sub("", _bare(form.translate(_FROM_CYRILLIC)))
    form = _LATIN_GROUP.sub(lambda group: _LATIN[group[0]], _C_BEFORE_E_OR_I.sub("s", form))
    return _DOUBLED.sub(r"\1", form.replace("c", "k"))


def _bare(form: str) -> str:
    if form.isascii():
        return form
    kept = (letter if letter in _LATIN else unicodedata.normalize("NFD", letter) for letter in form)
    return "".join(mark for mark in "".join(kept) if not unicodedata.combining(mark))


@lru_cache(maxsize=1 << 17)
def sound(word: str) -> str:
    """The consonants and the vowels written, what ears and clerks confuse as one: j as g, ḫ and ḥ as h, q as k."""
    return _DOUBLED.sub(r"\1", letters(word).translate(_ALIKE))


@lru_cache(maxsize=1 << 17)
def consonants(word: str) -> str:
    """The consonants of a word in any of the three alphabets; "" when it has none."""
    return _DOUBLED.sub(r"\1", sound(word).translate(_VOWELS))


def distance(one: str, other: str) -> float:
    """How far apart two spellings are; 0 when all that both alphabets write is the same.

    Consonants count most, vowels less (one that only Latin writes least of all, for Arabic leaves out the short ones),
    and what only Arabic tells apart breaks ties. The weights were chosen on real pairs (docs/benchmarks.md).
    """
    return (
        2 * OSA.distance(consonants(one), consonants(other))
        + Levenshtein.distance(sound(one), sound(other), weights=(3, 2, 3))
        + 0.3 * Levenshtein.distance(letters(one), letters(other), weights=(3, 2, 3))
    )
