"""The screens in the order of the way home, for the bar at the top of each page."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from wayhome.desk.seats.access import opens

_ORDER: tuple[tuple[str, Promise], ...] = (
    ("today", _("Today")),
    ("register", _("Register")),
    ("pairs", _("Tracing")),
    ("inquiries", _("Inquiries")),
    ("terms", _("Terms")),
    ("package", _("Package")),
    ("handover", _("Handover")),
    ("reception", _("Reception")),
    ("claims", _("Claims")),
    ("communique", _("Communiqué")),
    ("journal", _("Journal")),
    ("figures", _("Figures")),
)


@dataclass(frozen=True)
class Place:
    """One screen in the bar."""

    name: str
    title: Promise
    address: str
    current: bool


def places(duty: str, current: str) -> list[Place]:
    """The screens that a duty opens; ``current`` is the one being looked at."""
    found = []
    for name, title in _ORDER:
        if opens(duty, name):
            found.append(Place(name, title, reverse(name), name == current))
    return found
