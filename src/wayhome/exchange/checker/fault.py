"""What the checker finds wrong."""

from __future__ import annotations

from dataclasses import dataclass

from wayhome.law import Breach


@dataclass(frozen=True)
class Fault:
    """One thing wrong with a package: a code, what it is in words, and the references of those it is about."""

    code: str
    """A name of the checker's, or the number of the rule of law that is broken."""
    words: str
    persons: tuple[str, ...] = ()

    @classmethod
    def breach(cls, breach: Breach) -> Fault:
        """The fault of breaking the law."""
        return cls(breach.rule, f"{breach.reason} ({breach.article})", breach.subjects)

    def __str__(self) -> str:
        return f"{self.words} (about: {', '.join(self.persons)})" if self.persons else self.words
