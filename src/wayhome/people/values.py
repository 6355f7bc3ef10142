"""What a cell of each canonical column means. A word that could mean two things is refused, never guessed at."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from typing import Any

from wayhome.people.categories import Category, Condition
from wayhome.people.cells import DAMAGED, clean, unguard
from wayhome.people.dates import read_date
from wayhome.people.messages import Message, said
from wayhome.people.particulars import PartialDate
from wayhome.people.problems import UnreadableCell
from wayhome.people.words import cell_words, fold, not_stated

_LETTER_OR_DIGIT = re.compile(r"[^\W_]")
_LONGEST_NOT_STATED = 24
_SPREADSHEET_ERRORS = frozenset(
    {"#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!", "#Н/Д", "#ССЫЛКА!", "#ЗНАЧ!", "#ИМЯ?"}
)
_SHORTENED_NUMBER = re.compile(r"[0-9][.,][0-9]+[Ee]\+[0-9]+")
_SEPARATORS = re.compile(r"[;,]")
_PATRONYMIC_ENDINGS = ("ич", "іч", "вна", "чна", "ych", "ich", "vna", "chna")
_PATRONYMIC_SECOND_WORDS = frozenset({"огли", "оглы", "кизи", "кызы", "ogly", "oglu", "kyzy", "kizi"})


@lru_cache(maxsize=65536)
def read_text(cell: str) -> str:
    """The cell cleaned (`clean`, `unguard`), or "" if it only says that nothing is known ("-", "н/д", "unknown").

    Raises UnreadableCell for damaged characters, the error a spreadsheet's formula left behind, and a quotation mark
    that opens the cell and isn't closed.
    """
    return _read_text(cell)


def _read_text(cell: str) -> str:
    """The same, not remembered: for cells that no two rows share."""
    if not cell:
        return ""
    text = unguard(clean(cell))
    if DAMAGED in text:
        raise UnreadableCell(said("people.readable_characters"), said("people.type_the_cell_anew"))
    if text in _SPREADSHEET_ERRORS:
        raise UnreadableCell(said("people.a_value_no_error"), said("people.write_the_value"))
    if text.startswith('"') and text.count('"') % 2:
        raise UnreadableCell(said("people.quotation_marks_in_pairs"), said("people.take_the_quotation_mark_out"))
    return "" if _is_not_stated(text) else text


@lru_cache(maxsize=65536)
def read_day(cell: str) -> PartialDate | None:
    """The date stated, known to the day, the month or the year (see `read_date`), or None."""
    return read_date(read_text(cell))


def read_number(cell: str) -> str:
    """A number that is a name, such as a service number: text, digit by digit as written."""
    text = _read_text(cell)
    if _SHORTENED_NUMBER.fullmatch(text):
        raise UnreadableCell(said("people.every_digit"), said("people.a_number_was_shortened"))
    return text


@lru_cache(maxsize=4096)
def read_sex(cell: str) -> str:
    """The sex stated, as "female" or "male"; "" where none is."""
    return _word("sex", read_text(cell), said("people.a_sex"), said("people.write_one_of_these"))


@lru_cache(maxsize=4096)
def read_category(cell: str) -> Category | None:
    """The category stated, or None where the cell is empty or says that it is in doubt (GC III 5)."""
    code = _word(
        "category",
        read_text(cell),
        said("people.a_category", codes=tuple(map(str, Category))),
        said("people.leave_doubt_empty"),
    )
    return Category(code) if code and code != "doubt" else None


@lru_cache(maxsize=4096)
def read_medical(cell: str) -> frozenset[Condition]:
    """The conditions certified, separated by ";" or ",". "Wounded" alone is not taken for serious (GC III 110)."""
    codes = {
        _word(
            "medical",
            part.strip(),
            said("people.conditions", codes=tuple(map(str, Condition))),
            said("people.only_what_is_certified"),
        )
        for part in _SEPARATORS.split(read_text(cell))
    }
    return frozenset(Condition(code) for code in codes - {"", "none"})


def split_name(text: str, first: str) -> dict[str, str]:
    """The parts of a name written in the order surname, given names, patronymic, beginning with the part ``first``.

    The surname is the first word; the patronymic is the last if it ends as patronymics do and a given name stands
    before it (with "огли" or "кизи", the last two). All between are given names.
    """
    words = text.split()
    parts = {"surname": words.pop(0) if words and first == "surname" else ""}
    length = 2 if words and words[-1].casefold() in _PATRONYMIC_SECOND_WORDS else 1
    if len(words) <= length or (length == 1 and not words[-1].casefold().endswith(_PATRONYMIC_ENDINGS)):
        length = 0
    given = len(words) - length
    return parts | {"given_names": " ".join(words[:given]), "patronymic": " ".join(words[given:])}


READERS: Mapping[str, Callable[[str], Any]] = {
    "id": read_number,
    "birth_date": read_day,
    "sex": read_sex,
    "service_number": read_number,
    "category": read_category,
    "capture_date": read_day,
    "medical": read_medical,
}
"""The reader of each column that isn't plain text."""


def _is_not_stated(text: str) -> bool:
    first = _LETTER_OR_DIGIT.search(text)
    if not first:
        return True
    return len(text) <= _LONGEST_NOT_STATED and first[0] in _not_stated_initials() and fold(text) in not_stated()


@cache
def _not_stated_initials() -> frozenset[str]:
    """The letters with which a word of "not stated" may begin: folding every cell of a large list would be slow."""
    return frozenset(letter for word in not_stated() for letter in (word[0], word[0].upper()))


def _word(column: str, text: str, expected: Message, mend: Message) -> str:
    """The code of a word, "" for no word. Raises UnreadableCell for a word that isn't known."""
    if not text:
        return ""
    code = cell_words(column).get(fold(text))
    if code is None:
        raise UnreadableCell(expected, mend)
    return code
