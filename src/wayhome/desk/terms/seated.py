"""Who may look at a round's terms and package: its seats, and the auditors."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.utils.translation import gettext_lazy as lazy

from wayhome.desk.seats.models import Delegation
from wayhome.desk.table import Here, NoJournal, here

NO_KEY = lazy("Your seat's key isn't kept at this desk: state this where it is.")
"""What to say where a member's seat signs elsewhere."""


def seated(request: HttpRequest) -> Here:
    """Where a member is who has a part in this round. Raises PermissionDenied for others, Http404 before any round."""
    try:
        place = here(request)
    except NoJournal as error:
        raise Http404 from error
    if place.seat not in place.round.agreement.seats and place.delegation.role != Delegation.Role.AUDIT:
        raise PermissionDenied
    return place
