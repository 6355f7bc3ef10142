"""Which screens a duty opens. What isn't named here is open to nobody."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from wayhome.desk.seats.models import Duty

_EVERYBODY = frozenset(Duty)
_PARTIES = frozenset({Duty.LIST_OFFICER, Duty.SIGNATORY})
SCREENS: Mapping[str, frozenset[Duty]] = {
    "today": _EVERYBODY,
    "own": _EVERYBODY,
    "sign": _EVERYBODY - {Duty.AUDITOR},
    "jobs": _EVERYBODY,
    "register": frozenset({Duty.LIST_OFFICER, Duty.FACILITATOR, Duty.OBSERVER}),
    "pairs": frozenset({Duty.LIST_OFFICER, Duty.FACILITATOR}),
    "blind": _PARTIES | {Duty.FACILITATOR, Duty.OBSERVER},
    "inquiries": _PARTIES | {Duty.FACILITATOR},
    "terms": _PARTIES | {Duty.FACILITATOR, Duty.AUDITOR, Duty.OBSERVER},
    "package": _PARTIES | {Duty.FACILITATOR, Duty.AUDITOR, Duty.OBSERVER},
    "handover": frozenset({Duty.HANDOVER, Duty.SIGNATORY, Duty.FACILITATOR, Duty.OBSERVER, Duty.AUDITOR}),
    "reception": frozenset({Duty.DOCTOR, Duty.HANDOVER, Duty.SIGNATORY}),
    "claims": _PARTIES | {Duty.FACILITATOR, Duty.OBSERVER, Duty.AUDITOR},
    "communique": frozenset({Duty.PRESS, Duty.SIGNATORY, Duty.FACILITATOR, Duty.OBSERVER, Duty.DOCTOR, Duty.AUDITOR}),
    "journal": _EVERYBODY,
    "figures": _EVERYBODY,
}
"""A screen, and the duties that open it."""

View = Callable[..., Any]


def screen(name: str) -> Callable[[View], View]:
    """Mark a view as part of a screen: whoever's duty doesn't open it is turned away before the view runs."""
    if name not in SCREENS:
        raise ValueError(f"there is no screen {name}")

    def mark(view: View) -> View:
        view.screen = name  # type: ignore[attr-defined]
        return view

    return mark


def opens(duty: str, name: str) -> bool:
    """Whether somebody with this duty opens this screen."""
    return Duty(duty) in SCREENS[name]
