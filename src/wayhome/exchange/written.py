"""What people write in TOML for this room: read strictly, and every mistake named with its key and its cure."""

from __future__ import annotations

import tomllib
from pathlib import Path

from wayhome.people.messages import Message, said

_THE_TEXT = "the text"
"""The key of a mistake that is in no key."""


class BadWriting(ValueError):
    """What can't be read: which key, what was expected there, and how to mend it."""

    def __init__(self, key: str, expected: Message | str, mend: Message | str, source: Message | str) -> None:
        super().__init__(key, expected, mend, source)
        self.key, self.expected, self.mend, self.source = key, expected, mend, source

    @property
    def said(self) -> Message:
        """The whole of it."""
        key = said("exchange.the_text") if self.key == _THE_TEXT else self.key
        return said("exchange.bad_writing", source=self.source, key=key, expected=self.expected, mend=self.mend)

    def wording(self, language: str = "en") -> str:
        """The whole of it in a language."""
        return self.said.wording(language)

    def __str__(self) -> str:
        return self.wording()


def name_of(source: Path | str, otherwise: Message | str) -> Message | str:
    """What errors call a source: a file by its name, a text by what it is."""
    return source.name if isinstance(source, Path) else otherwise


def parse(source: Path | str, name: Message | str) -> dict[str, object]:
    """Parse TOML, a file by its path or the text itself. Raises `BadWriting`."""
    try:
        return tomllib.loads(source.read_text(encoding="utf-8") if isinstance(source, Path) else source)
    except UnicodeDecodeError as error:
        mend = said("exchange.save_as_utf_8")
        raise BadWriting(f"byte {error.start + 1}", said("exchange.text_in_utf_8"), mend, name) from None
    except tomllib.TOMLDecodeError as error:
        expected = said("exchange.toml", error=str(error))
        raise BadWriting(_THE_TEXT, expected, said("exchange.mend_the_line"), name) from None
