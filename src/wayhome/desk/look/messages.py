"""What the rooms below say as messages, in the reader's language."""

from __future__ import annotations

from typing import Any, Protocol

import msgspec
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from wayhome.acts import Refused
from wayhome.people.languages import isolated
from wayhome.people.messages import Message


class Worded(Protocol):
    """Something that says itself in each of the four languages."""

    def wording(self, language: str = "en") -> str:
        """It in a language."""


def worded(said: Worded) -> str:
    """What is said, in the reader's language."""
    return said.wording(get_language() or "en")


def refused(refusal: Refused) -> str:
    """Why an act was refused, in the reader's language, with the article where it was the law."""
    return lawful(worded(refusal.said), refusal.article, refusal.rule) if refusal.rule else worded(refusal.said)


def lawful(reason: str, article: str, rule: str) -> str:
    """A reason of the law with its article."""
    language, word = get_language() or "en", _("rule")
    return f"{reason} ({isolated(article, language)}; {word} {isolated(rule, language)})"


def kept(message: Message | str) -> Any:
    """A message as JSON keeps it, until somebody reads it in whatever language they read; a text is what it is."""
    return msgspec.to_builtins(message)


def worded_of(kept: Any) -> str:
    """A message, or one that JSON kept, in the reader's language; a text is what it is."""
    if isinstance(kept, str):
        return kept
    return worded(kept if isinstance(kept, Message) else msgspec.convert(kept, Message))
