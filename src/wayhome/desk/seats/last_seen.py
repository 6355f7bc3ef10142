"""When each session was last seen, for the list of one's sessions: written once a minute, and not for every page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from allauth.usersessions.models import UserSession
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

_NEWS_AFTER = timedelta(minutes=1)


class LastSeen:
    """Notes that a session was seen, where nobody did within the last minute."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Note it, and answer."""
        if request.user.is_authenticated:
            lately = UserSession.objects.filter(
                session_key=request.session.session_key, last_seen_at__gt=timezone.now() - _NEWS_AFTER
            )
            if not lately.exists():
                UserSession.objects.create_from_request(request)
        return self.get_response(request)
