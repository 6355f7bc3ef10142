"""The live count: how many heads of each leg are here, as everybody's counts come in."""

from __future__ import annotations

from django.http import HttpRequest, StreamingHttpResponse
from django.views.decorators.http import require_GET

from wayhome.desk.handover.legs import live_text
from wayhome.desk.look.events import events
from wayhome.desk.seats.access import screen
from wayhome.desk.table import Here, at_the_table, here

_OFTEN = 1.0
_LONGEST = 1800


@screen("handover")
@require_GET
def live(request: HttpRequest) -> StreamingHttpResponse:
    """The counts of every leg as server-sent events: at once, and whenever they change."""
    place = here(request)
    return events(lambda: (_now(place), False), every=_OFTEN, longest=_LONGEST)


def _now(place: Here) -> str:
    with at_the_table() as table:
        rounds = table.state
    return live_text(Here(rounds, place.round_name, place.member))
