"""What the checker finds wrong."""

from __future__ import annotations

from dataclasses import dataclass

from wayhome.law import Breach
from wayhome.people.messages import Message, said


@dataclass(frozen=True)
class Fault:
    """One thing wrong with a package: a code, what it is in words, and the references of those it is about."""

    code: str
    """A name of the checker's, or the number of the rule of law that is broken."""
    words: Message
    persons: tuple[str, ...] = ()

    @classmethod
    def breach(cls, breach: Breach) -> Fault:
        """The fault of breaking the law."""
        words = said("exchange.by_law", reason=breach.reason, article=breach.article)
        return cls(breach.rule, words, breach.subjects)

    @property
    def said(self) -> Message:
        """What is wrong, and with whom."""
        return said("exchange.about_people", words=self.words, people=self.persons) if self.persons else self.words

    def __str__(self) -> str:
        return str(self.said)
