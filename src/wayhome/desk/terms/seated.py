"""Who may look at a round's terms and package: its seats, and the auditors."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from wayhome.desk.seats.models import Delegation
from wayhome.desk.table import Here, here


def seated(request: HttpRequest) -> Here:
    """Where a member is who has a part in this round. Raises PermissionDenied for others."""
    place = here(request)
    if place.seat not in place.round.agreement.seats and place.delegation.role != Delegation.Role.AUDIT:
        raise PermissionDenied
    return place
