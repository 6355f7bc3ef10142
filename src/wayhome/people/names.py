"""Names of people as lists spell them: one spelling for Ukrainian and Russian Cyrillic and for their Latin forms.

A part of a name (a surname, a given name, a patronymic) has two forms here, made to be compared and never shown:

- the *canonical* form: what remains when everything that an alphabet or a clerk's table decides is folded away. It is
  written in a reduced scientific transliteration: small Latin letters without h, j, q, w, x, y, and with č, š, ž.
  Мельниченко, Melnychenko, Melnichenko, Melnitschenko and Mielniczenko have one canonical form.
- the *skeleton*: its consonants, with all hissing sounds as one, which survives vowels that were heard wrongly.

Letters of other alphabets (Arabic, Georgian, ...) pass through: such names are equal only to themselves. Given names
that are one name in two languages (Микола, Николай) are the business of `wayhome.people.given_names`.
"""

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
    if code < 0x250 or 0x1E00 <= code < 0x1F00:
        return Script.LATIN
    if 0x400 <= code < 0x530:
        return Script.CYRILLIC
    if 0x600 <= code < 0x780 or 0x8A0 <= code < 0x900:
        return Script.ARABIC
    return Script.OTHER


# Apostrophes and the primes that stand for soft and hard signs: they belong to their word and mean nothing here.
_SIGNS = "'’‘ʼʻ`´ʹʺ′″\""
_WITHOUT_SIGNS = str.maketrans("", "", _SIGNS)
_WORD = re.compile(rf"[^\W\d_]+(?:[{_SIGNS}]+[^\W\d_]+)*")


def words(text: str) -> list[str]:
    """The words of a name, split at all but letters and apostrophes; without stress marks and apostrophes."""
    composed = unicodedata.normalize("NFKC", text)
    if not composed.isascii():
        composed = "".join(letter for letter in composed if not unicodedata.combining(letter))
    return [word.translate(_WITHOUT_SIGNS) for word in _WORD.findall(composed)]


def canonical(part: str) -> str:
    """The canonical form of a part of a name, its words joined by one space; "" when there is no letter in it.

    The canonical form of a canonical form is itself.
    """
    return " ".join(form for word in words(part) if (form := _canonical_word(word)))


def skeleton(part: str) -> str:
    """The consonants of the canonical form, hissing sounds as "s", a first vowel of any kind as "a"."""
    return " ".join(_skeleton_word(word) for word in canonical(part).split())


# How Latin spellings abbreviate a name that begins with one Cyrillic letter.
_INITIALS = re.compile(r"[yij][aeou]|[zkcs]h|ts|shch", re.IGNORECASE)


def is_initial(word: str) -> bool:
    """Whether ``word`` is only the first letter of a name: С, S, Ю, Yu, Zh."""
    return len(word) == 1 or bool(_INITIALS.fullmatch(word))


def initial(word: str) -> str:
    """The canonical first letter of a word; Ю and Я, which have no letter of their own there, are iu and ia."""
    form = canonical(word)
    return form[:2] if form[:2] in ("ia", "iu") else form[:1]


# Letters drawn alike in both alphabets: a list typed with the wrong keyboard layout mixes them unseen.
_TWINS = ("AaBCcEeHIiKMOoPpTXxYy", "АаВСсЕеНІіКМОоРрТХхУу")
_TO_CYRILLIC = str.maketrans(_TWINS[0], _TWINS[1])
_TO_LATIN = str.maketrans(_TWINS[1], _TWINS[0])


def _in_one_alphabet(word: str) -> str:
    """Replace look-alikes in a word that mixes Latin and Cyrillic by those of the alphabet its other letters are in."""
    scripts = [_script_of(letter) for letter in word]
    latin, cyrillic = scripts.count(Script.LATIN), scripts.count(Script.CYRILLIC)
    if not latin or not cyrillic:
        return word
    unmistakable = [script for letter, script in zip(word, scripts, strict=True) if letter not in _TWINS[0] + _TWINS[1]]
    if (unmistakable.count(Script.LATIN), latin) > (unmistakable.count(Script.CYRILLIC), cyrillic):
        return word.translate(_TO_LATIN)
    return word.translate(_TO_CYRILLIC)


_CYRILLIC = str.maketrans(
    {
        **dict(zip("абвгґдежзийіїклмнопрстуўфхцчшщыэђј", "abvggdežziiiiklmnoprstuufgcčššiegi", strict=True)),
        **{"є": "ie", "ё": "io", "ю": "iu", "я": "ia", "ь": "", "ъ": ""},
    }
)

# Groups of Latin letters and what they are read as, from the tables of Ukraine (Cabinet of Ministers, resolution 55 of
# 27 January 2010), ICAO 9303, BGN/PCGN and ISO 9, and from what French, German and Polish clerks write. h, g and kh are
# one sound: Ukrainian г is h in one table, Russian г is g, and х is h in a third.
_LATIN = {
    **dict.fromkeys(("schtsch", "chtch", "shtch", "shch", "szcz", "šč", "sch", "sh", "sz", "ŝ", "ş"), "š"),
    **dict.fromkeys(("tsch", "tch", "ch", "cz", "ć", "ç", "ĉ"), "č"),
    **dict.fromkeys(("zh", "ż"), "ž"),
    **dict.fromkeys(("tz", "ts", "tc"), "c"),
    **dict.fromkeys(("kh", "gh", "h", "ğ"), "g"),
    **dict(zip("wqyjłđóəıæøß", "vkiilguaieos", strict=True)),
    **{"ph": "f", "th": "t", "x": "ks", "ff": "v", "guei": "gei", "ą": "on", "ę": "en", "û": "iu", "â": "ia"},
}
_LATIN_GROUP = re.compile("|".join(sorted(_LATIN, key=len, reverse=True)))

# Letters that are read in two ways; the rest of the word tells which.
_POLISH = "[włńśźęą]|[cs]z|rz(?!h)"
_ENGLISH = "[szk]h|ch(?:uk|[ey]?n?ko)|v[iy]ch$"
_READINGS = tuple(
    (re.compile(sign), re.compile(unless), re.compile(group), reading)
    for sign, unless, group, reading in (
        (f"{_POLISH}|sch", _ENGLISH, "(?<![st])ch", "kh"),  # German too
        (_POLISH, f"{_ENGLISH}|sch", "rz", "ž"),
        ("(?<!s)ch|sh|ou", "sch|[čšžwł]|j(?![aeiouy])", "j", "ž"),  # French, and what people write in messages
        ("x", "$^", "(?<!ale)(?<!ole)(?<!ma)(?<!^a)(?<!^o)(?<!li)x(?=.)", "kh"),  # scientific; Alexander, Maxim have ks
    )
)

# What Latin spellings write in one way is folded together in Cyrillic, too.
_REDUCTIONS = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"(.)\1+", r"\1"),
        (r"šč|s[cč]", "š"),
        (r"t[čš]", "č"),
        (r"t[cs]", "c"),
        (r"n(?=[bp])", "m"),
        (r"ou", "u"),  # the French у
        (r"(?<=l)i(?=[au])", ""),  # Любомирський, Lubomirski
        (r"i[eo]", "e"),  # є, ё, йо, ьо, ye, ie, je, yo, io
        (r"(?<=[cčšž])o", "e"),  # Чорний, Чёрный; Хрущов, Хрущёв
        (r"[eo]i$", "i"),  # Сергей, Сергій; Луговой, Луговий
        (r"aia$", "a"),  # Ковальская, Ковальська
        (r"ov(?=a?$)", "ev"),  # Ковальов, Ковалёв, Kovalov
        (r"enka$", "enko"),  # a genitive left in a list
    )
)


def _canonical_word(word: str) -> str:
    form = _without_accents(_in_one_alphabet(word).lower()).replace("ьо", "ё").translate(_CYRILLIC)
    before = ""
    while form != before:
        before = form
        form = _reduced(_latin_read(form))
    return form


_MEANINGFUL = frozenset("".join(_LATIN) + "čšž").union(map(chr, _CYRILLIC))


def _without_accents(word: str) -> str:
    """The word without those accents that neither table knows."""
    if word.isascii():
        return word
    return "".join(letter if letter in _MEANINGFUL else _bare(letter) for letter in word)


def _bare(letter: str) -> str:
    return "".join(mark for mark in unicodedata.normalize("NFD", letter) if not unicodedata.combining(mark))


def _latin_read(word: str) -> str:
    for sign, unless, group, reading in _READINGS:
        if sign.search(word) and not unless.search(word):
            word = group.sub(reading, word)
    return _LATIN_GROUP.sub(lambda group: _LATIN[group[0]], word)


def _reduced(form: str) -> str:
    for pattern, replacement in _REDUCTIONS:
        form = pattern.sub(replacement, form)
    return form


_HISSING = str.maketrans("cčšzž", "sssss")
_VOWELS = re.compile(r"[aeiou]+")
_DOUBLED = re.compile(r"(.)\1+")


def _skeleton_word(form: str) -> str:
    first = "a" if form[0] in "aeiou" else ""
    return first + _DOUBLED.sub(r"\1", _VOWELS.sub("", form).translate(_HISSING))
