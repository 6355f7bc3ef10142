"""What the rooms below say as messages, in the reader's language."""

from __future__ import annotations

from typing import Any, Protocol

import msgspec
from django.utils.translation import get_language

from wayhome.people.messages import Message


class Worded(Protocol):
    """Something that says itself in each of the four languages."""

    def wording(self, language: str = "en") -> str:
        """It in a language."""


def worded(said: Worded) -> str:
    """What is said, in the reader's language."""
    return said.wording(get_language() or "en")


def kept(message: Message) -> Any:
    """A message as JSON keeps it, until somebody reads it in whatever language they read."""
    return msgspec.to_builtins(message)


def worded_of(kept: Any) -> str:
    """A message that JSON kept, in the reader's language; a text is what it is."""
    return kept if isinstance(kept, str) else worded(msgspec.convert(kept, Message))
