"""What somebody must be told, as a code with values, and its words in four languages.

A code is of a room ("people.a_day_that_exists"); its words stand in that room's data/messages.toml. There, {name} is a
value as it is, {name:noun} a number with its noun, {name:quoted} a value in quotation marks, {name:and} several of them
with "and" before the last, {name:apart} several sentences.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Protocol, Union

from wayhome.people.languages import form, isolated

Value = Union[str, int, "Message", tuple[Union[str, int, "Message"], ...]]
_NO_BREAK_SPACE = "\u00a0"
_THOUSANDS = {"en": ",", "uk": _NO_BREAK_SPACE, "ru": _NO_BREAK_SPACE, "ar": ","}
_JOIN = {"en": ", ", "uk": ", ", "ru": ", ", "ar": "، "}
_APART = {"en": "; ", "uk": "; ", "ru": "; ", "ar": "؛ "}
_AND = {"en": " and ", "uk": " і ", "ru": " и ", "ar": " و"}
_MARKS = {"en": "“{}”", "uk": "«{}»", "ru": "«{}»", "ar": "«{}»"}


@dataclass(frozen=True, slots=True)
class Message:
    """Something to be told. Its text is English; `wording` says it in any of `LANGUAGES`."""

    code: str
    values: tuple[tuple[str, Value], ...] = ()

    def wording(self, language: str = "en") -> str:
        """The message in a language. Raises `KeyError` for a code without words, or a value its words need."""
        room, _, code = self.code.partition(".")
        words: str = words_of(room)[code][language]
        return words.format(**{name: _Shown(value, room, language) for name, value in self.values})

    def __str__(self) -> str:
        return self.wording()


def said(code: str, **values: Value) -> Message:
    """The message of a code with these values."""
    return Message(code, tuple(values.items()))


class Told(Protocol):
    """What another room tells in the form of a message: the journal and the acts know nothing of this one."""

    @property
    def code(self) -> str:
        """The code, whose words stand in that room."""

    @property
    def values(self) -> tuple[tuple[str, Any], ...]:
        """The values, of which some may be of this form."""


def message_of(told: Told) -> Message:
    """The message of what another room tells, such as the journal's refusals."""
    if isinstance(told, Message):
        return told
    values = ((name, value if isinstance(value, str | int) else message_of(value)) for name, value in told.values)
    return Message(told.code, tuple(values))


@cache
def words_of(room: str) -> Mapping[str, Mapping[str, Any]]:
    """Code → language → words, and under "noun" each noun's forms."""
    return tomllib.loads(files(f"wayhome.{room}").joinpath("data", "messages.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class _Shown:
    """A value as a language shows it, in the way that the words ask for."""

    value: Value
    room: str
    language: str

    def __format__(self, kind: str) -> str:
        if isinstance(self.value, tuple):
            return self._several(kind)
        if kind and kind != "quoted":
            return self._counted(kind)
        if isinstance(self.value, Message):
            shown = self.value.wording(self.language)
        else:
            shown = isolated(str(self.value), self.language) if self.value != "" else ""
        return _MARKS[self.language].format(shown) if kind else shown

    def _several(self, kind: str) -> str:
        assert isinstance(self.value, tuple)
        each = [format(_Shown(one, self.room, self.language), "quoted" * (kind == "quoted")) for one in self.value]
        if kind == "and":
            each[-2:] = [_AND[self.language].join(each[-2:])]
        return (_APART if kind == "apart" else _JOIN)[self.language].join(each)

    def _counted(self, noun: str) -> str:
        number = int(str(self.value))
        shown = isolated(f"{number:,}".replace(",", _THOUSANDS[self.language]), self.language)
        phrase: str = words_of(self.room)["noun"][noun][self.language][form(number, self.language)]
        return phrase.format(n=shown)
