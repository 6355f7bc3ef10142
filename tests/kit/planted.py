"""Faults planted in the real rules of the handover: whoever looks after a rule has to find what is wrong with it."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from types import ModuleType

import pytest

from wayhome.handover.rules import convoy, crossing


@dataclass(frozen=True)
class Fault:
    """A rule with other words in the place of some of its own."""

    module: ModuleType
    rule: str
    right: str
    wrong: str

    def plant(self, patch: pytest.MonkeyPatch) -> None:
        """Rewrite the rule for the length of a test."""
        source = inspect.getsource(getattr(self.module, self.rule))
        assert source.count(self.right) == 1
        made: dict[str, Callable[..., None]] = {}
        exec(source.replace(self.right, self.wrong), vars(self.module), made)
        patch.setattr(self.module, self.rule, made[self.rule])


ONE_TOO_MANY = Fault(crossing, "_refuse_exposure", "> terms.exposure:", "> terms.exposure + 1:")
"""One person more is released than the terms allow."""
CROSSING_WHILE_FROZEN = Fault(crossing, "refuse_handing_over", "if state.frozen:", "if False:")
SETTING_OUT_WHILE_FROZEN = Fault(convoy, "refuse_departure", "if state.frozen:", "if False:")
CROSSING_TWICE = Fault(crossing, "refuse_handing_over", "Stage.AT_CROSSING)", "Stage.AT_CROSSING, Stage.RELEASED)")
NOT_RECEIVED_WHILE_FROZEN = Fault(crossing, "refuse_receiving", "if others:", "if others or state.frozen:")
NOT_RETURNED_WHILE_FROZEN = Fault(crossing, "refuse_return", "if others:", "if others or state.frozen:")
NOT_ARRIVING_WHILE_FROZEN = Fault(crossing, "refuse_presence", "or elsewhere:", "or elsewhere or state.frozen:")
