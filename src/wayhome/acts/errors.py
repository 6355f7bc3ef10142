"""Why an act did not become part of a round."""

from __future__ import annotations

from collections.abc import Collection


class Refused(Exception):
    """An act that the rules of the round or the law do not admit. It leaves no trace but this refusal.

    ``reason`` is in plain words, for the person who tried; ``rule`` and ``article`` name the law where it was the law.
    """

    def __init__(self, reason: str, *, rule: str = "", article: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.rule = rule
        self.article = article

    def __str__(self) -> str:
        return f"{self.reason} ({self.article}; rule {self.rule})" if self.rule else self.reason


def each_once(named: Collection[str], what: str = "person") -> None:
    """Refuse an act that names nobody (or nothing), or somebody twice."""
    if not named or len(set(named)) < len(named):
        raise Refused(f"At least one {what} is named, and each once.")


class NotAnAct(ValueError):
    """Facts that are not the JSON form of any act that is known."""
