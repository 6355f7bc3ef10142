"""Why an act did not become part of a round."""

from __future__ import annotations

from typing import Protocol

from wayhome.journal.errors import Coded, Told


class Reason(Told, Protocol):
    """Why an act is refused, as a message that says itself in several languages."""

    def wording(self, language: str = "en") -> str:
        """The reason in a language, in plain words."""


class Refused(Exception):
    """An act that the rules of the round or the law do not admit. It leaves no trace but this refusal.

    ``said`` is the reason, for the person who tried; ``rule`` and ``article`` name the law where it was the law.
    """

    def __init__(self, said: Reason, *, rule: str = "", article: str = "") -> None:
        super().__init__(said)
        self.said = said
        self.rule = rule
        self.article = article

    @property
    def reason(self) -> str:
        """The reason in English."""
        return self.said.wording()

    def __str__(self) -> str:
        return f"{self.reason} ({self.article}; rule {self.rule})" if self.rule else self.reason


class NotAnAct(Coded):
    """Facts that are not the JSON form of any act that is known."""
