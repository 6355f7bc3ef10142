"""Asking the rules: shorthand for tests that try what must be refused."""

from __future__ import annotations

import pytest

from kit.table import START
from wayhome.acts import Act, Refused, Statement
from wayhome.rounds import Round, Rounds, admit, fold


class Asked:
    """A round at some point of its way, of which one can ask what it admits."""

    def __init__(self, statements: list[Statement], name: str = "2025-08-24") -> None:
        self.name = name
        self.state: Rounds = fold(statements)
        self.time = statements[-1].time if statements else START

    @property
    def round(self) -> Round:
        """The round as it stands."""
        return self.state[self.name]

    def say(self, author: str, act: Act, *sealed_for: str) -> Asked:
        """State an act that must be admitted."""
        self.state = admit(self.state, Statement(self.name, author, self.time, act, sealed_for))
        return self

    def refuses(self, author: str, act: Act, *sealed_for: str) -> Refused:
        """State an act that must be refused, and return the refusal."""
        with pytest.raises(Refused) as refusal:
            admit(self.state, Statement(self.name, author, self.time, act, sealed_for))
        return refusal.value
