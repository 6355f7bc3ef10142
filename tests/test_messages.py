"""What the rooms say, in four languages: every code has its words in each, with the same values in them."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from string import Formatter

import msgspec
import pytest

from wayhome.journal import errors
from wayhome.people.languages import FORMS, LANGUAGES
from wayhome.people.messages import Message, said, words_of

_SOURCE = Path(__file__).parents[1] / "src" / "wayhome"
ROOMS = sorted(path.parents[1].name for path in _SOURCE.glob("*/data/messages.toml"))
CODES = [(room, code) for room in ROOMS for code in words_of(room) if code != "noun"]


@pytest.mark.parametrize(("room", "code"), CODES)
def test_every_code_has_its_words_in_every_language_with_the_same_values(room: str, code: str) -> None:
    words = words_of(room)[code]
    assert set(words) == set(LANGUAGES)
    values = {language: {name for _, name, _, _ in Formatter().parse(words[language]) if name} for language in words}
    assert values["uk"] == values["ru"] == values["ar"] == values["en"]
    kinds = {kind for each in words.values() for _, _, kind, _ in Formatter().parse(each) if kind}
    assert kinds <= {"quoted", "and", "apart", *words_of(room).get("noun", ())}


@pytest.mark.parametrize("room", ROOMS)
def test_every_noun_has_every_form_its_language_needs(room: str) -> None:
    for forms in words_of(room).get("noun", {}).values():
        assert {language: set(forms[language]) for language in forms} == {
            language: set(FORMS[language]) for language in LANGUAGES
        }


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_is_written_in_its_own_letters(language: str) -> None:
    letters = {"en": "[A-Za-z]", "uk": "[а-щьюяєіїґ]", "ru": "[а-яё]", "ar": "[\u0621-\u064a]"}[language]
    bare = re.compile(r"\{\w*(:\w+)?\}|[^\w]")
    for room, code in CODES:
        words = words_of(room)[code][language]
        assert not bare.sub("", words) or re.search(letters, words), f"{room}.{code}"


def test_a_code_that_is_said_has_words_and_words_are_said() -> None:
    written = {
        code
        for path in _SOURCE.rglob("*.py")
        for found in (_CODE, _REFUSED)
        for code in found.findall(path.read_text(encoding="utf-8"))
    }
    there = {f"{room}.{code}" for room, code in CODES}
    assert not {code for code in written if code not in there}
    whole = "".join(path.read_text(encoding="utf-8") for path in _SOURCE.rglob("*.py"))
    assert not {code for _, code in CODES if not re.search(rf"\b{code}\b", whole)}


_CODE = re.compile(r'said\(\s*"([a-z_.0-9]+)"')
_REFUSALS = [name for name, kind in vars(errors).items() if isinstance(kind, type) and issubclass(kind, errors.Coded)]
_REFUSED = re.compile(rf"""\b(?:NotAnAct|{"|".join(_REFUSALS)})\(\s*f?["']([^"']+)["']""")
"""What refuses with a code, and what stands in its place."""


def test_whatever_is_said_gives_the_values_that_its_words_name() -> None:
    calls = [call for path in _SOURCE.rglob("*.py") for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))]
    for call in calls:
        match call:
            case ast.Call(func=ast.Name(id=name), args=[ast.Constant(value=str(code))], keywords=given) if name in {
                "said",
                "NotAnAct",
                *_REFUSALS,
            }:
                room, _, name = code.partition(".")
                named = {field for _, field, _, _ in Formatter().parse(words_of(room)[name]["en"]) if field}
                values = {each.arg for each in given}
                assert named == values or (None in values and named >= values - {None}), code


def test_a_message_says_itself_in_each_language_and_its_text_is_english() -> None:
    message = said("people.rows_have_this_id", rows=(2, 5, 9))
    assert str(message).startswith("rows 2, 5 and 9 have this one")
    assert "рядки 2, 5 і 9" in message.wording("uk")
    assert "строк 2, 5 и 9" in message.wording("ru")
    assert "\u20682\u2069، \u20685\u2069 و\u20689\u2069" in message.wording("ar")


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["1 cell", "2 cells", "5 cells", "21 cells", "1,200 cells"]),
        ("uk", ["1 клітинка", "2 клітинки", "5 клітинок", "21 клітинка", "1\u00a0200 клітинок"]),
        ("ru", ["1 ячейка", "2 ячейки", "5 ячеек", "21 ячейка", "1\u00a0200 ячеек"]),
        ("ar", ["خانة واحدة", "خانتان", "\u20685\u2069 خانات", "\u206821\u2069 خانة", "\u20681,200\u2069 خانة"]),
    ],
)
def test_nouns_take_the_form_of_their_number(language: str, words: list[str]) -> None:
    assert [said("people.cells", count=count).wording(language) for count in (1, 2, 5, 21, 1200)] == words


def test_a_message_is_kept_as_json_and_comes_back_as_it_was() -> None:
    headers = said("people.its_headers", headers=("Позивний", "{0} {columns}"))
    message = said("people.no_id_column", its_headers=headers)
    assert msgspec.json.decode(msgspec.json.encode(message), type=Message) == message
    assert "“{0} {columns}”" in str(message), "braces of a file's own are text"
