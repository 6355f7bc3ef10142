"""What a text says, as far as a rule must know it: words in the four languages of the communiqué."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

_WOUNDED = r"wounded|\bsick|поранен|ранен|хвор|больн|جريح|جرحى|مريض|مرضى"
_PROTECTED = (
    r"civil|child|infant(?!r)|mother|retained|medic|surgeon|physician|nurse|chaplain|clergy|remains|famil"
    r"|цив[іи]л|гражданск|дитин|дітей|дитяч|ребен|ребён|детей|детск|немовл|младен|матер|медик|медсест|медич|медиц"
    r"|л[іи]кар|врач|фельдшер|сан[иі]тар|капел|свящ|останк|семь|сім"
    r"|مدني|طفل|أطفال|رضيع|والدة|طبيب|أطباء|ممرض|مسعف|طبي|قسيس|إمام|واعظ|رفات|عائل|أسر"
)
_WORTH = (
    r"\b(price|ransom|worth|score|utility|famous|fame|hero|race|ethnic\w*|religio\w*|nationalit\w*|politic\w*|opinions?)\b"
    r"|викуп|выкуп|ціна|ціну|цена|цену|реліг|религ|політич|политич|національн|национальн|етніч|этнич|расов"
    r"|فدية|ثمن|سعر|قيمة|دين(?:ه|ي)|سياسي|جنسي|عرق|شهير|مشهور"
)
_DISCIPLINE = r"disciplin|дисципл|انضباط|تأديب|تأديبي"
_BARGAIN = (
    r"\b(ransom|hostages?|bargain\w*|leverage|payment|in (?:return|exchange) for|(?:un)?til .{1,60} (?:is|are) (?:returned|released|freed|exchanged))\b"
    r"|викуп|выкуп|заручник|заложник|в обмін|в обмен|رهين|فدية|مقابل|مبادلة"
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
    return re.search(words, text.lower().replace("_", " ")) is not None
