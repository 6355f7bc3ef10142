"""What is larger than anything a desk takes in: refused before it is kept, and said in a page.

Django puts a whole request on disk before anybody may look at it, so this stands before Django.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from wayhome.desk.jobs.uploads import too_large

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Application = Callable[[Any, Any, Any], Awaitable[None]]
ADDRESS = "/too-large/"
_OF_A_BODY = (b"content-length", b"content-type", b"transfer-encoding")


def no_larger(desk: Application) -> Application:
    """The desk, to which no request comes that is larger than `settings.LARGEST_UPLOAD`.

    One that says so itself is let run out unread, and answered with a page. One that doesn't is cut off.
    """

    async def application(scope: Any, receive: Receive, send: Any) -> None:
        if scope["type"] == "http" and _says(scope) > settings.LARGEST_UPLOAD:
            while (await receive()).get("more_body"):
                pass
            headers = [each for each in scope["headers"] if each[0] not in _OF_A_BODY]
            scope = {**scope, "method": "GET", "path": ADDRESS, "raw_path": ADDRESS.encode(), "headers": headers}
            await desk(scope, _without_body(receive), send)
        else:
            await desk(scope, _cut_off(receive), send)

    return application


def answer(request: HttpRequest) -> HttpResponse:
    """The page that says it."""
    return render(request, "jobs/too_large.html", {"reason": too_large()}, status=413)


answer.for_strangers = True  # type: ignore[attr-defined]


def _says(scope: Any) -> int:
    """How large a request says it is, in bytes; 0 where it doesn't."""
    length = dict(scope["headers"]).get(b"content-length", b"0")
    return int(length) if length.isdigit() else 0


def _without_body(receive: Receive) -> Receive:
    """An empty body, and then whatever comes after one."""
    told = False

    async def received() -> Message:
        nonlocal told
        if told:
            return await receive()
        told = True
        return {"type": "http.request", "body": b"", "more_body": False}

    return received


def _cut_off(receive: Receive) -> Receive:
    taken = 0

    async def received() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        return message if taken <= settings.LARGEST_UPLOAD else {"type": "http.disconnect"}

    return received
