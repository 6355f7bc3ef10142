"""The father's name as each language makes it into a second name, for sons and for daughters."""

from functools import cache

from wayhome.fiction.given_names import GivenName
from wayhome.fiction.language import Language

_VOWELS = "аеєиіїоуюяёыэ"

_UKRAINIAN_EXCEPTIONS = {
    "Микола": ("Миколайович", "Миколаївна"),
    "Григорій": ("Григорович", "Григорівна"),
    "Михайло": ("Михайлович", "Михайлівна"),
    "Федір": ("Федорович", "Федорівна"),
    "Яків": ("Якович", "Яківна"),
    "Ілля": ("Ілліч", "Іллівна"),
    "Лука": ("Лукич", "Луківна"),
    "Лев": ("Львович", "Львівна"),
}
_RUSSIAN_EXCEPTIONS = {
    "Михаил": ("Михайлович", "Михайловна"),
    "Павел": ("Павлович", "Павловна"),
    "Пётр": ("Петрович", "Петровна"),
    "Яков": ("Яковлевич", "Яковлевна"),
    "Лев": ("Львович", "Львовна"),
    "Илья": ("Ильич", "Ильинична"),
    "Никита": ("Никитич", "Никитична"),
    "Лука": ("Лукич", "Лукинична"),
}


def _ukrainian(father: str) -> tuple[str, str]:
    """Son's and daughter's form: Сергій, Сергійович, Сергіївна; Василь, Васильович, Василівна."""
    if father in _UKRAINIAN_EXCEPTIONS:
        return _UKRAINIAN_EXCEPTIONS[father]
    if father.endswith("й"):
        return father + "ович", father[:-1] + "ївна"
    if father.endswith("ь"):
        return father + "ович", father[:-1] + "івна"
    stem = father.rstrip("оа")
    return stem + "ович", stem + "івна"


def _russian(father: str) -> tuple[str, str]:
    """Son's and daughter's form: Сергей, Сергеевич; Юрий, Юрьевич; Дмитрий, Дмитриевич; Игорь, Игоревич."""
    if father in _RUSSIAN_EXCEPTIONS:
        return _RUSSIAN_EXCEPTIONS[father]
    if father.endswith("ий"):
        after_two_consonants = not any(letter in _VOWELS for letter in father[-4:-2].lower())
        stem = father[:-2] + ("и" if after_two_consonants else "ь") + "ев"
    elif father.endswith(("й", "ь")):
        stem = father[:-1] + "ев"
    else:
        stem = father + "ов"
    return stem + "ич", stem + "на"


@cache
def patronymic(father: GivenName, sex: str, language: Language) -> str:
    """The patronymic of a father's "female" or "male" child, by the rules of ``language``."""
    rule = _ukrainian if language is Language.UKRAINIAN else _russian
    son, daughter = rule(father.formal(language))
    return daughter if sex == "female" else son
