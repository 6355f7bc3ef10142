"""One language's names in the other's letters, as a clerk copies them from a document or writes them by ear."""

import re
from functools import lru_cache

from wayhome.fiction.language import Language
from wayhome.fiction.rewriting import END, START, VOWEL_BEFORE, Rewriting

_AFTER_SIBILANT = "(?<=[жчшщц])"

_RUSSIAN_ENDINGS = {
    f"ський{END}": "ский", f"цький{END}": "цкий", f"зький{END}": "зкий",
    f"ськ{END}": "ск", f"ська{END}": "ская", f"цька{END}": "цкая", f"зька{END}": "зкая",
}  # fmt: skip
_RUSSIAN_LETTERS = {
    "ьо": "ё", "’": "ь", "ґ": "г", "є": "е", "і": "и", "ї": "и",
}  # fmt: skip
_TO_RUSSIAN = Rewriting(_RUSSIAN_LETTERS, _RUSSIAN_ENDINGS)
_TO_RUSSIAN_BY_EAR = Rewriting(
    {**_RUSSIAN_LETTERS, "’": ""},
    {**_RUSSIAN_ENDINGS, f"ий{END}": "ий", f"{START}е": "э", "(?<=[бвдзлмнпрстф])и": "ы"},
)

_UKRAINIAN_ENDINGS = {
    f"ский{END}": "ський", f"цкий{END}": "цький", f"ская{END}": "ська", f"цкая{END}": "цька",
    f"ск{END}": "ськ", f"ий{END}": "ій",
    f"ый{END}": "ий", f"{_AFTER_SIBILANT}е(?=ва?{END})": "е", f"е(?=ва?{END})": "є", f"и(?=[кч]{END})": "и",
}  # fmt: skip
_UKRAINIAN_CONTEXTS = {
    f"{START}[её]": "є", f"{VOWEL_BEFORE}е": "є", "(?<=[ьъ])е": "є",
    f"{VOWEL_BEFORE}ё": "йо", "(?<=[ьъ])ё": "йо", f"{_AFTER_SIBILANT}ё": "о", "ё": "ьо",
    f"{_AFTER_SIBILANT}и": "и", f"{VOWEL_BEFORE}и": "ї", "(?<=[бвмпфк])ь(?=[яюеё])": "’",
}  # fmt: skip
_UKRAINIAN_LETTERS = {"и": "і", "ы": "и", "э": "е", "ъ": "’"}
_TO_UKRAINIAN = Rewriting(_UKRAINIAN_LETTERS, {**_UKRAINIAN_ENDINGS, **_UKRAINIAN_CONTEXTS})
_TO_UKRAINIAN_BY_EAR = Rewriting(
    {**_UKRAINIAN_LETTERS, "г": "ґ"}, {**_UKRAINIAN_ENDINGS, **_UKRAINIAN_CONTEXTS, "(?<=[бвдзлмнпрст])е(?=й)": "є"}
)

_CONSONANTS = "бвгґджзйклмнпрстфхцчшщ"
_WEAK_O = re.compile(rf"\b([{_CONSONANTS}]+)о(?=(?:[{_CONSONANTS}ь]+[аеєиіїоуюяёыэ]){{2}})", re.IGNORECASE)


@lru_cache(1 << 16)
def respell(text: str, written_in: Language, language: Language, by_ear: bool = False) -> str:
    """``text`` in the letters of ``language``; unchanged where that is the language it is written in.

    From a document: Сергій, Сергий; Кривенко, Кривенко; Мышкин, Мишкін. By ear, what a clerk thinks was said: Крывенко
    (ukrainian и is heard as ы), Саколов (an unstressed о as а), Ґусєв (russian г as ґ).
    """
    if written_in is language:
        return text
    if by_ear:
        text = _WEAK_O.sub(r"\1а", text)
        return (_TO_RUSSIAN_BY_EAR if language is Language.RUSSIAN else _TO_UKRAINIAN_BY_EAR)(text)
    return (_TO_RUSSIAN if language is Language.RUSSIAN else _TO_UKRAINIAN)(text)
