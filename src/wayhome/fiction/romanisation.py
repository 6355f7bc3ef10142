"""Six ways names are put into Latin letters on passports, maps, in libraries, newspapers and messages."""

from collections.abc import Mapping
from dataclasses import dataclass

from wayhome.fiction.language import Language
from wayhome.fiction.rewriting import END, START, VOWEL_BEFORE, Rewriting

_ALIKE = {
    "а": "a", "б": "b", "в": "v", "г": "g", "ґ": "g", "д": "d", "е": "e", "з": "z", "и": "i", "к": "k", "л": "l",
    "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f",
}  # fmt: skip
_ENGLISH = _ALIKE | {"ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch"}
_ENGLISH_UKRAINIAN = _ENGLISH | {"г": "h", "и": "y", "і": "i", "’": ""}
_SCIENTIFIC = _ALIKE | {
    "ж": "ž", "й": "j", "х": "x", "ц": "c", "ч": "č", "ш": "š", "щ": "šč", "ь": "ʹ", "ю": "ju", "я": "ja",
}  # fmt: skip
_GERMAN = _ALIKE | {
    "в": "w", "ж": "sch", "з": "s", "й": "j", "х": "ch", "ц": "z", "ч": "tsch", "ш": "sch", "щ": "schtsch", "ь": "",
    "ю": "ju", "я": "ja",
}  # fmt: skip
_INFORMAL = _ALIKE | {
    "ж": "j", "й": "y", "х": "h", "ц": "c", "ч": "ch", "ш": "sh", "щ": "sch", "ь": "", "ю": "yu", "я": "ya",
}  # fmt: skip

_AFTER_VOWEL_OR_SIGN = f"(?:{START}|{VOWEL_BEFORE}|(?<=[йьъ]))"


@dataclass(frozen=True)
class Scheme:
    """One way of writing Cyrillic names in Latin letters, for one of the two languages or for both."""

    name: str
    tables: Mapping[Language, Rewriting]

    def romanise(self, text: str, language: Language) -> str:
        """``text`` in Latin letters. Raises KeyError for a language the scheme isn't made for."""
        return self.tables[language](text)


UKRAINIAN_PASSPORT = Scheme(
    "Ukrainian passport (Cabinet of Ministers resolution 55 of 2010)",
    {
        Language.UKRAINIAN: Rewriting(
            _ENGLISH_UKRAINIAN | {"є": "ie", "ї": "i", "й": "i", "ь": "", "ю": "iu", "я": "ia"},
            {"зг": "zgh", f"{START}є": "ye", f"{START}ї": "yi", f"{START}й": "y", f"{START}ю": "yu", f"{START}я": "ya"},
        )
    },
)
RUSSIAN_PASSPORT = Scheme(
    "Russian passport (ICAO Doc 9303)",
    {
        Language.RUSSIAN: Rewriting(
            _ENGLISH | {"ё": "e", "й": "i", "ъ": "ie", "ы": "y", "ь": "", "э": "e", "ю": "iu", "я": "ia"}
        )
    },
)
BGN_PCGN = Scheme(
    "BGN/PCGN (Ukrainian 1965, Russian 1947)",
    {
        Language.UKRAINIAN: Rewriting(
            _ENGLISH_UKRAINIAN | {"є": "ye", "ї": "yi", "й": "y", "ь": "’", "’": "”", "ю": "yu", "я": "ya"}
        ),
        Language.RUSSIAN: Rewriting(
            _ENGLISH | {"ё": "ë", "й": "y", "ъ": "”", "ы": "y", "ь": "’", "э": "e", "ю": "yu", "я": "ya"},
            {f"{_AFTER_VOWEL_OR_SIGN}е": "ye", f"{_AFTER_VOWEL_OR_SIGN}ё": "yë"},
        ),
    },
)
SCIENTIFIC = Scheme(
    "scientific transliteration",
    {
        Language.UKRAINIAN: Rewriting(_SCIENTIFIC | {"г": "h", "и": "y", "і": "i", "є": "je", "ї": "ji", "’": ""}),
        Language.RUSSIAN: Rewriting(_SCIENTIFIC | {"ё": "ë", "ъ": "ʺ", "ы": "y", "э": "è"}),
    },
)
GERMAN = Scheme(
    "German newspapers",
    {
        Language.UKRAINIAN: Rewriting(_GERMAN | {"г": "h", "и": "y", "і": "i", "є": "je", "ї": "ji", "’": ""}),
        Language.RUSSIAN: Rewriting(
            _GERMAN | {"ё": "jo", "ъ": "", "ы": "y", "э": "e"},
            {
                f"[иы]й{END}": "i", f"{_AFTER_VOWEL_OR_SIGN}е": "je", "(?<=[жчшщ])ё": "o",
                f"{VOWEL_BEFORE}с(?=[аеиоуюяёыэ])": "ss",
            },
        ),
    },
)  # fmt: skip
INFORMAL = Scheme(
    "as people write in messages",
    {
        Language.UKRAINIAN: Rewriting(
            _INFORMAL | {"г": "g", "и": "i", "і": "i", "є": "e", "ї": "i", "’": ""}, {f"[иі]й{END}": "iy"}
        ),
        Language.RUSSIAN: Rewriting(_INFORMAL | {"ё": "e", "ъ": "", "ы": "y", "э": "e"}, {f"[иы]й{END}": "y"}),
    },
)

SCHEMES = (UKRAINIAN_PASSPORT, RUSSIAN_PASSPORT, BGN_PCGN, SCIENTIFIC, GERMAN, INFORMAL)
