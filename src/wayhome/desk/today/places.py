"""Which screen an act is made on."""

from __future__ import annotations

from django.urls import reverse

_SCREENS = {
    "seat.": "journal",
    "key.": "journal",
    "covenant.": "journal",
    "round.opened": "journal",
    "tracing.": "blind",
    "list.": "blind",
    "lists.": "blind",
    "sample.": "blind",
    "audit.": "blind",
    "dossier.": "blind",
    "dossiers.": "blind",
    "life.": "blind",
    "match.": "pairs",
    "inquiry.": "inquiries",
    "terms.": "terms",
    "hostilities.": "terms",
    "refusal.": "terms",
    "package.": "package",
    "lottery.": "package",
    "wish.": "handover",
    "fitness.": "handover",
    "guardian.": "handover",
    "transfer.": "handover",
    "clearance.": "handover",
    "substitution.": "handover",
    "manifest.": "handover",
    "transport.": "handover",
    "convoy.": "handover",
    "crossing.": "handover",
    "tranche.": "handover",
    "movement.": "handover",
    "care.": "reception",
    "families.": "reception",
    "claim.": "claims",
    "account.": "claims",
    "shortfall.": "claims",
    "round.closed": "claims",
    "sentence.": "communique",
    "communique.": "communique",
}
"""The screen of every act, by the beginning of its kind."""


def place_of(kind: str) -> str:
    """The address of the screen an act of this kind is made on."""
    screen = next(screen for beginning, screen in _SCREENS.items() if kind.startswith(beginning))
    return reverse(screen)
