"""What a rule of law is, and the table of all that are kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import wraps
from typing import ParamSpec

from wayhome.people.messages import Message, said

Asked = ParamSpec("Asked")


@dataclass(frozen=True)
class Breach:
    """One rule broken: its number, its article, why it exists, and whom or what it was broken about."""

    rule: str
    article: str
    reason: Message
    subjects: tuple[str, ...]
    """References of people, or the names of terms; never a person's particulars."""

    @property
    def said(self) -> Message:
        """The reason, and whom or what it is about."""
        return said("law.about", reason=self.reason, subjects=self.subjects)

    @property
    def with_article(self) -> Message:
        """The reason, its article and the number of the rule."""
        return said("law.with_article", reason=self.reason, article=self.article, rule=self.rule)

    def __str__(self) -> str:
        return f"{self.reason} ({self.article}; rule {self.rule}; about: {', '.join(self.subjects)})"


@dataclass(frozen=True)
class Rule:
    """A row of the table of rules: what `RULES` prints."""

    number: str
    forbids: str
    article: str
    reason: Message


RULES: list[Rule] = []


def rule(number: str, article: str) -> Callable[[Callable[Asked, Iterable[str]]], Callable[Asked, tuple[Breach, ...]]]:
    """Make a rule of a function that yields whom or what it finds in breach; register it in `RULES`.

    Its reason stands under the function's name in data/messages.toml.
    """

    def make(find: Callable[Asked, Iterable[str]]) -> Callable[Asked, tuple[Breach, ...]]:
        reason = said(f"law.{find.__name__}")
        RULES.append(Rule(number, find.__name__.replace("_", " "), article, reason))

        @wraps(find)
        def check(*args: Asked.args, **kwargs: Asked.kwargs) -> tuple[Breach, ...]:
            subjects = tuple(sorted(set(find(*args, **kwargs))))
            return (Breach(number, article, reason, subjects),) if subjects else ()

        return check

    return make
