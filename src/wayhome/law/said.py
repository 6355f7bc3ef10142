"""What a text says, as far as a rule must know it: words in the four languages of the communiqué."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from unicodedata import normalize

_WOUNDED = r"wounded|\bsick|поранен|ранен|хвор|больн|جريح|جرحى|مريض|مرضى"
_PROTECTED = (
    r"civilian|child|infant(?!r|er)|mother|retained|medic|surgeon|physician|nurse|chaplain|clergy|remains|famil"
    r"|цив[іи]льн|гражданск|дитин|дітей|дитяч|реб[её]н|детей|детск|немовл|младен|матер|медик|медсест|медич|медиц"
    r"|л[іи]кар|врач|фельдшер|сан[іи]тар|капел|свящ|останк|сем['ʼ’]?[яьї]|сім['ʼ’]"
    r"|مدني|طفل|أطفال|رضيع|والدة|طبيب|أطباء|ممرض|مسعف|قسيس|واعظ|رفات|عائل"
)
_WORTH = (
    r"\b(price|ransom|worth|score|utility|famous|fame|hero|race|ethnic\w*|religi\w*|nationality|politic\w*|opinions?)\b"
    r"|викуп|выкуп|ціна|цена|геро[йя]|реліг|религ|політич|политич|національн|национальн|етніч|этнич|расов"
    r"|فدية|سعر|بطل|ديني|سياسي|عرقي|مشهور"
)
_DISCIPLINE = r"disciplin|дисципл|انضباط|تأديب"
_BARGAIN = (
    r"until .{1,80}\b(returned|released|freed|exchanged)\b|(for|to be) exchanged?\b"
    r"|для обм[іе]н|на обм[іе]н|в обм[іе]н|لمبادل|مقابل (إطلاق|الإفراج|عودة)"
)


def says_wounded(text: str) -> bool:
    """Whether a text speaks of the wounded or sick."""
    return _found(_WOUNDED, text)


def says_protected(text: str) -> bool:
    """Whether a text speaks of anybody who is never counted, the wounded and sick apart."""
    return _found(_PROTECTED, text)


def says_worth(text: str) -> bool:
    """Whether a text speaks of what a person is worth, or of what no article lets anybody be judged by."""
    return _found(_WORTH, text)


def says_discipline(text: str) -> bool:
    """Whether a text speaks of discipline."""
    return _found(_DISCIPLINE, text)


def says_bargain(text: str) -> bool:
    """Whether a text makes a person's return the price of something."""
    return _found(_BARGAIN, text)


def keys(written: Mapping[str, object], path: str = "") -> Iterator[tuple[str, object]]:
    """Every key of nested tables as a dotted path, with its value."""
    for key, value in written.items():
        here = f"{path}{key}"
        yield here, value
        for table in value if isinstance(value, list | tuple) else [value]:
            if isinstance(table, Mapping):
                yield from keys(table, f"{here}.")


def texts(value: object) -> Iterator[str]:
    """The texts a value holds; what stands in tables under it stands under keys of its own."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Iterable) and not isinstance(value, Mapping):
        for each in value:
            yield from texts(each)


def _found(words: str, text: str) -> bool:
    """Whether one of the words stands in a text, whatever its case, width or composition of letters."""
    return re.search(words, normalize("NFKC", text).lower().replace("_", " ")) is not None
