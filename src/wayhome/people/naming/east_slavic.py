"""One spelling for Ukrainian, Russian and Belarusian names in Cyrillic and in every common Latin spelling.

The folded form is written in a reduced scientific transliteration of its own: small Latin letters without c, h, j, q,
w, x, y, and with č, š, ž and ʦ. No spelling writes ʦ, so a folded form is never read as if a clerk had written it.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from wayhome.people.naming.scripts import Script, in_latin, in_one_alphabet, script


@lru_cache(maxsize=1 << 16)
def fold(word: str) -> str:
    """The folded form of a word in Cyrillic or Latin; Arabic letters stay. Folding twice changes nothing."""
    form = word.lower()
    if not form.isascii():
        form = in_one_alphabet(form).replace("ьо", "ё").translate(_CYRILLIC)
    if _READ_IN_TWO_WAYS.search(form):
        form = _as_the_rest_tells(form)
    if not form.isascii():
        form = _UNREAD.sub(lambda letter: _bare(letter[0]), form)
    folded = _reduced(_LATIN_GROUP.sub(_latin, form))
    return fold(folded) if folded != word and _READ_IN_TWO_WAYS.search(folded) else folded


_CYRILLIC = str.maketrans(
    {
        **dict(zip("абвгґдежзийіїклмнопрстуўфхцчшщыэјћљњ", "abvggdežziiiiklmnoprstuvfgʦčššieičln", strict=True)),
        **{"є": "ie", "ё": "io", "ю": "iu", "я": "ia", "ь": "", "ъ": "", "ђ": "dž", "џ": "dž"},
    }
)

# Groups of Latin letters and what they are read as, from the tables of Ukraine (Cabinet of Ministers, resolution 55 of
# 27 January 2010), ICAO 9303, BGN/PCGN, GOST and ISO 9, and from what French, German, Polish, Czech, Baltic and Dutch
# clerks write. h, g and kh are one sound: Ukrainian г is h in one table, Russian г is g, and х is h in a third.
_LATIN = {
    **dict.fromkeys(("schtsch", "chtch", "shtch", "shch", "szcz", "šč", "sch", "sh", "sz", "ŝ", "ş", "ș"), "š"),
    **dict.fromkeys(("tsch", "tsh", "tch", "tsj", "ch", "cz", "ć", "ç", "ĉ"), "č"),
    **dict.fromkeys(("zh", "ż"), "ž"),
    **dict.fromkeys(("tz", "ts", "tc", "c", "ț", "ţ"), "ʦ"),
    **dict.fromkeys(("kh", "gh", "h", "ğ"), "g"),
    **dict(zip("wqyjłóəıæøß", "vkiilueieos", strict=True)),
    **{"ph": "f", "th": "t", "x": "ks", "ff": "v", "tzh": "tž", "guei": "gei", "ą": "on", "ę": "en", "û": "iu"},
    **{"ĵ": "ž", "â": "ia", "ü": "iu", "ř": "rž", "wiśni": "višni", "ś": "s", "ź": "z", "ŭ": "v", "đ": "dž"},
}
_LATIN_GROUP = re.compile("|".join(sorted(_LATIN, key=len, reverse=True)))


def _latin(group: re.Match[str]) -> str:
    return _LATIN[group[0]]


# Letters that are read in two ways; the rest of the word tells which. A reading holds where its sign is found, but not
# what speaks against it.
_READ_IN_TWO_WAYS = re.compile("[cjx]|rz|szk|[aeo]u(?:sk|na$)|sg")
_POLISH = "[łńśźęą]|^[^v]*w[^v]*$|[cs]z(?!k[iy])|rz(?=[eyck])"
_CZECH = "[čšžěřůýáíň]"
_ENGLISH = "[szk]h|ch(?:uk|[ey]?n?ko)|[vw][iy]ch$"
# Words that an unmarked spelling leaves to be known: Михайло, Захар, Сухов, Тихон, Прохор, Хома, Харлам, Пархом,
# Малахов, Орехов and the like have х; Джаббар, Джалол, Джамал, Джураев, Ходжаев and the like дж.
_OF_KH = (
    "^(?:mi|za|su|ti|pro|par|tu|li)ch[ao]|^ch(?:o[dlm]|ar(?:it|k|l|ch)|itr|utor)|chomenko$|achim"
    "|(?:[bmst]al|[aou]st|lom|mon|vol|^l)achov|(?:er|or|mel|al)echov|uchol|(?:ast|pet|^gl|^s)uchov|[lr]ochov"
)
_OF_DZH = "^ja(?:bb?[ao]r|l[aoi]l|m[ai]l|f[ao]r|v[ao]d|h[ao]n)|^jurae|[a-z]jonov|[aou]jaev"
_READINGS = tuple(
    (re.compile(sign), re.compile(unless) if unless else None, re.compile(group), reading)
    for sign, unless, group, reading in (
        ("szk[iy]$", "", "szk", "sk"),  # Hungarian
        (f"{_POLISH}|{_CZECH}|sch", _ENGLISH, "(?<![st])ch", "kh"),  # German too
        (_OF_KH, "", "(?<![st])ch(?=[aou]|i[mt])", "kh"),
        (
            "[bdfgklmnprstvz]j[aeou]|[aeiouy]j(?![aeiouy])",
            f"{_ENGLISH}|[iy]ch$",
            "(?<![st])ch",
            "kh",
        ),  # who writes j for й
        ("[sc]k[ia]$", "ou|tch", "(?<![st])ch(?![eikuy])", "kh"),  # Polish without its marks
        ("[aeo]u(?:sk|na$)", "", "(?<=[aeo])u(?=sk|na$)", "v"),  # Belarusian ў without its mark
        ("ch[lrmvwct]", "", "(?<![st])ch(?=[lrmvwc]|t(?!c))", "kh"),
        (_POLISH, f"{_ENGLISH}|sch|[oe]wa?$", "rz", "rž"),
        ("ou", "sch|[čšžwł]", "j(?![aeiouy])|^j|(?<![aeiouyln])j|(?<=ou)j", "ž"),  # French
        (f"[aeiou]y[aeiou]|{_OF_DZH}", "", "j(?=[aeiou])", "dž"),  # Turkic, in English: й is y
        ("^jd|^juma|nj[ae]ev", "", "j", "ž"),  # Жданов, Жумабаев, Кенжаев
        ("^j[rlm]", "", "^j", "kh"),  # Spanish
        ("[əı]", "", "c", "dž"),  # Turkish and Azerbaijani
        ("[əı]", "", "sg", "sk"),  # Əsgərov, Аскеров
        ("[lnv]schi$|i[au]c$|eac$", "", "(?<=s)ch|c$", "k"),  # Romanian
        ("ou|tch|[eo]ff$", "sh|[cs]z|sch|vi(?:t?ch)$", "(?<![tks])ch(?!tch)", "sh"),  # French
        ("dj[aeiou]", "[čšžwłáíýě]|sch", "dj(?=[aeiou])", "dž"),  # French and Bulgarian
        (
            "c[aoulrtk]",
            "[čšžćłńśźwj]|cz|[ck]aia$",
            "c(?=[alrt]|u(?!k)|o(?!va?$))|c(?=k(?![iyý]|á$|a[jyi]?a?$))",
            "k",
        ),  # Victor, Nicolas
        (
            "x",
            "[zk]h",
            "(?<!ale)(?<!ole)(?<!ma)(?<!^a)(?<!^o)(?<!li)x(?=.)|(?<=^a)x(?=[mu])",
            "kh",
        ),  # scientific; Alexander, Maxim have ks
    )
)


def _as_the_rest_tells(word: str) -> str:
    read = word
    for sign, unless, group, reading in _READINGS:
        if sign.search(word) and not (unless and unless.search(word)):
            read = group.sub(reading, read)
    return read


# What Latin spellings write in one way is folded together in Cyrillic, too.
_SHORTER = {
    **dict.fromkeys(("šč", "sč", "sʦ", "sz"), "š"),
    **dict.fromkeys(("tč", "tš"), "č"),
    **dict.fromkeys(("ts", "tz", "tʦ"), "ʦ"),
    **{"nb": "mb", "np": "mp", "nmb": "mb"},
    **{"ou": "u", "iou": "iu", "guei": "gei"},  # the French у, and ге
    **{"lia": "la", "liu": "lu"},  # Любомирський, Lubomirski
    **dict.fromkeys(("ie", "io"), "e"),  # є, ё, йо, ьо, ye, ie, je, yo, io
    **{f"{hissing}o": f"{hissing}e" for hissing in "čšžʦ"},  # Чорний, Чёрный; Хрущов, Хрущёв
    **{f"{hissing}ou": f"{hissing}u" for hissing in "čšžʦ"},  # Joukovski
    **dict.fromkeys(("prž", "prš", "pž"), "pš"),
    **dict.fromkeys(("krž", "krš", "kž"), "kš"),
    **{"trž": "č", "tž": "č", "rž": "ž"},  # Пржевальський, Przewalski, Пшевальский
}
_LONGER = re.compile(
    "|".join([*sorted(_SHORTER, key=len, reverse=True), r"([^\W\d_])\1+"]).replace("|rž|", "|(?<=.)rž|")
)
_ENDINGS = (
    (
        re.compile("(?<=.[aeio]v)a?s$|(?<=.ski)s$|(?<=.vič)(?:i?us|s|i)$"),
        "",
    ),  # Baltic: Ivanovs, Petrovskis, Tiškevičius
    (re.compile("[eo]i$"), "i"),  # Сергей, Сергій; Луговой, Луговий
    (re.compile("(?<=..)oski$"), "ovski"),  # Macedonian; Луковский, Łukoski
    (re.compile("aia$"), "a"),  # Ковальская, Ковальська
    (re.compile("(?<=.)[aeo]v(?=a?$)|(?<=.)[aeio]v(?=i(?:č|ʦ[is]?|ši?|čna)$|na$)|(?<=.)[aeo][uf]$"), "ev"),
    # Ковальов, Ковалёв, Кавалёў, Kavalava; Василівна, Васильевна
    (re.compile("(?<=evi)(?:ʦ[is]?|ši?)$"), "č"),  # Petrovic, Petrovits, Petrovici
    (re.compile("enka$"), "enko"),  # a genitive left in a list
)
_MAY_END_LONGER = re.compile("(?:[aeioufvsčšʦ]|vna)$")


def _reduced(form: str) -> str:
    before = ""
    while form != before:
        before = form
        form = _LONGER.sub(_shorter, form)
        if _MAY_END_LONGER.search(form):
            for pattern, replacement in _ENDINGS:
                form = pattern.sub(replacement, form)
    return form


def _shorter(group: re.Match[str]) -> str:
    return _SHORTER.get(group[0], group[1] or "")


_UNREAD = re.compile(f"[^a-z{''.join(sorted(set(''.join(_LATIN) + 'čšžʦ')))}]")


def _bare(letter: str) -> str:
    bare = "".join(mark for mark in unicodedata.normalize("NFD", letter) if not unicodedata.combining(mark))
    return bare if bare.isascii() or script(bare) is Script.ARABIC else in_latin(bare).lower()


_CONSONANT_CLASSES = str.maketrans(dict.fromkeys("ʦčšzž", "s") | dict.fromkeys("aeiou", ""))
_DOUBLED = re.compile(r"(.)\1+")


def consonants(form: str) -> str:
    """The consonants of a folded form, all hissing sounds as "s", a first vowel of any kind as "a"."""
    first = "a" if form[0] in "aeiou" else ""
    kept = form.replace("rž", "ž").translate(_CONSONANT_CLASSES)
    return first + _DOUBLED.sub(r"\1", kept)
