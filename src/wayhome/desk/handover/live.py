"""The live count: how many heads of each leg are here, as everybody's counts come in."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

from asgiref.sync import sync_to_async
from django.http import HttpRequest, StreamingHttpResponse
from django.views.decorators.http import require_GET

from wayhome.desk.handover.legs import live_text
from wayhome.desk.seats.access import screen
from wayhome.desk.table import Here, at_the_table, here

_OFTEN = 1.0
_LONGEST = 1800


@screen("handover")
@require_GET
def live(request: HttpRequest) -> StreamingHttpResponse:
    """The counts of every leg as server-sent events: at once, and whenever they change."""
    response = StreamingHttpResponse(_events(here(request)), content_type="text/event-stream")
    response["X-Accel-Buffering"] = "no"
    return response


async def _events(place: Here) -> AsyncIterator[str]:
    last = ""
    for _ in range(int(_LONGEST / _OFTEN)):
        text = await sync_to_async(_now)(place)
        if text != last:
            yield f"data: {text}\n\n"
            last = text
        await asyncio.sleep(_OFTEN)


def _now(place: Here) -> str:
    with at_the_table() as table:
        rounds = table.state
    return live_text(Here(rounds, place.round_name, place.member))
