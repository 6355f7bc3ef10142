"""Which language's letters or whose spelling of them a word shows; most words show none, and some several."""

from __future__ import annotations

import re

_SIGNS = {
    "Ukrainian": "[іїєґ]|ськ|цьк|йо(?!$)|^(?:mykol|mykh|oleks|volodym|serhi|yevh)|enko$|iuk$|skyi$|iv(?:na|ych)$",
    "Russian": "[ыэёъ]|ск(?:ий|ая)$|[oe]vich$|sk(?:iy|aya|aia)$",
    "Belarusian": "ў|^уладз|[оаеэ]ўскі$|[aoe]ŭ|dz(?:mit|en|ia)|iar|aŭ$",
    "scientific transliteration": "[čšž]|šč",
    "German spelling": "sch|tsch|[oe]wa?$",
    "French spelling": "ou|tch|[eo]ff$",
    "Polish spelling": "sz|cz|[włńśźćżąę]|[sc]ki$",
    "Arabic": "[\u0600-\u06ff]|^abd[ue]|dh|^kh?al|uddin$",
}
_PATTERNS = {language: re.compile(sign) for language, sign in _SIGNS.items()}


def languages(word: str) -> tuple[str, ...]:
    """The languages and spellings of which ``word`` shows a sign."""
    form = word.lower()
    return tuple(language for language, pattern in _PATTERNS.items() if pattern.search(form))
