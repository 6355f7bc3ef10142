"""Server-sent events: what a page is told for as long as it is looked at."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable

from asgiref.sync import sync_to_async
from django.db import close_old_connections
from django.http import StreamingHttpResponse


def events(says: Callable[[], tuple[str, bool]], *, every: float, longest: float) -> StreamingHttpResponse:
    """Tell a page what ``says`` says, at once and whenever it changes, until it says that it is over.

    It is asked ``every`` so many seconds, for the ``longest`` time in seconds.
    """
    response = StreamingHttpResponse(_stream(says, every, int(longest / every)), content_type="text/event-stream")
    response["X-Accel-Buffering"] = "no"
    return response


async def _stream(says: Callable[[], tuple[str, bool]], every: float, times: int) -> AsyncIterator[str]:
    last = ""
    for _ in range(times):
        text, over = await sync_to_async(_asked)(says)
        if text != last:
            yield f"data: {text}\n\n"
            last = text
        if over:
            return
        await asyncio.sleep(every)


def _asked(says: Callable[[], tuple[str, bool]]) -> tuple[str, bool]:
    """What it says. The connection is given back: a page may stay open for hours."""
    try:
        return says()
    finally:
        close_old_connections()
