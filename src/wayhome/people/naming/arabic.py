"""Arabic names in Arabic, Latin and Cyrillic letters: the consonants that all spellings share.

Arabic writes consonants and long vowels; Latin spellings are by ear, through English or French. So a name is read as
consonants, each with its equals in both alphabets: kh and ḫ and خ, sh and ch and ش, q and k and ق. What spellings drop
or add at will is dropped: short vowels, w and y that may be vowels, hamza, ʿayn, the article al-, ta marbuta,
alif maqsura, and the doubling of letters.
"""

from __future__ import annotations

import re
import unicodedata

_CONSONANTS = dict(zip("بپتطثجچحخهدضذرزظسصشغڤفقكکگلمنژ", "bbtttgšhhhdddrzzssšgffkkkglmng", strict=True))
_VOWELS = {
    "ا": "a",
    "أ": "a",
    "إ": "a",
    "آ": "a",
    "ٱ": "a",
    "و": "u",
    "ؤ": "u",
    "ي": "i",
    "ی": "i",
    "ئ": "i",
    "ة": "a",
    "ى": "a",
}
_SILENT = dict.fromkeys("ءعـ", "")
_FROM_ARABIC = str.maketrans({**_CONSONANTS, **_VOWELS, **_SILENT})
_ARABIC = re.compile("[\u0600-\u06ff]")
_ARABIC_ARTICLE = re.compile("^ال(?=..)")
_CARRIER = re.compile("^[اأإآ](?=[يو])")

_FROM_CYRILLIC = str.maketrans(
    dict(zip("абвгґдеєжзиіїйклмнопрстуўфыэ", "abvggdeejziiiiklmnoprstuwfye", strict=True))
    | {"х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sh"}
    | {"ю": "iu", "я": "ia", "ё": "io", "ъ": "", "ь": ""}
)
_LATIN = {
    **dict.fromkeys(("tsch", "tch", "sch", "sh", "ch", "ş", "š", "č", "ç", "ś", "ć"), "š"),
    **dict.fromkeys(("dzh", "dž", "dj", "zh", "j", "ž", "gh", "ğ", "g"), "g"),
    **dict.fromkeys(("kh", "h"), "h"),
    **dict.fromkeys(("ck", "q", "k", "cc"), "k"),
    **{"th": "t", "dh": "d", "ph": "f", "v": "f", "p": "b", "tz": "z", "x": "ks"},
    **dict.fromkeys(("ou", "oo", "o", "w", "ø", "au", "aw"), "u"),
    **dict.fromkeys(("ee", "ei", "ey", "e", "y", "ı", "ie", "ai", "ay"), "i"),
    **{"ł": "l", "đ": "d", "ß": "s", "æ": "a", "ə": "a"},
}
_LATIN_GROUP = re.compile("|".join(sorted(_LATIN, key=len, reverse=True)))
_C_BEFORE_E_OR_I = re.compile("c(?=[eiy])")
_SHORT = re.compile("[aiu]")
_DOUBLED = re.compile(r"(.)\1+")
_LAST_H = re.compile("(?<=..)h$")
_LAST_H_AFTER_VOWEL = re.compile("(?<=[aeiouy])h$")


def sound(word: str) -> str:
    """The consonants and vowels of a word in any of the three alphabets: nearer in sound is fewer letters apart."""
    form = word.lower()
    if _ARABIC.search(form):
        form = _CARRIER.sub("", _ARABIC_ARTICLE.sub("", form)).translate(_FROM_ARABIC)
        return _DOUBLED.sub(r"\1", _LAST_H.sub("", form).replace("tš", "š"))
    form = _LAST_H_AFTER_VOWEL.sub("", _bare(form.translate(_FROM_CYRILLIC)))
    form = _LATIN_GROUP.sub(lambda group: _LATIN[group[0]], _C_BEFORE_E_OR_I.sub("s", form))
    return _DOUBLED.sub(r"\1", form.replace("c", "k"))


def _bare(form: str) -> str:
    if form.isascii():
        return form
    kept = (letter if letter in _LATIN else unicodedata.normalize("NFD", letter) for letter in form)
    return "".join(mark for mark in "".join(kept) if not unicodedata.combining(mark))


def consonants(word: str) -> str:
    """The consonants of a word in any of the three alphabets; "" when it has none."""
    return _DOUBLED.sub(r"\1", _SHORT.sub("", sound(word)))
