"""What every page is given."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from wayhome.desk.look.navigation import places
from wayhome.desk.seats.models import Member


def desk(request: HttpRequest) -> dict[str, Any]:
    """The bar at the top, whether this desk shows the invented round, and the text's direction."""
    match = request.resolver_match
    name = getattr(match.func, "screen", "") if match else ""
    given: dict[str, Any] = {"demo": settings.DEMO, "languages": settings.LANGUAGES}
    member = getattr(request, "user", None)  # nobody's yet, where the page says that the desk itself failed
    if isinstance(member, Member):
        given["places"] = places(member.duty, name)
    return given
