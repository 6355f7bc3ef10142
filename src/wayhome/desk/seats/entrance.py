"""The entrance: nobody gets to a screen who isn't signed in with both factors, or whose duty doesn't open it.

Deny by default: a view that isn't marked with its screen is open to nobody. Behind the entrance every query runs within
the scope of the member's own delegation.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation

from wayhome.acts import Refused
from wayhome.desk.compartments.kept import within
from wayhome.desk.look.messages import refused, worded
from wayhome.desk.seats.access import opens
from wayhome.desk.seats.models import Member
from wayhome.desk.seats.second_factor import has_second_factor
from wayhome.desk.table import NoJournal, NoKey
from wayhome.journal import JournalRefusal
from wayhome.people.messages import message_of

_WITHOUT_SIGN_IN = ("allauth.", "django.views.i18n", "django.views.static")


class Entrance:
    """Asks of each request who it is from, and what they may open."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer within the scope of the member's delegation, and outside every scope for a stranger."""
        member = request.user
        if not isinstance(member, Member):
            with translation.override(request.session.get("language", translation.get_language())):
                request.LANGUAGE_CODE = translation.get_language()
                return self.get_response(request)
        with within(member.delegation), translation.override(request.session.get("language", member.language)):
            request.LANGUAGE_CODE = translation.get_language()
            response = self.get_response(request)
            response.headers.setdefault("Cache-Control", "no-store")
            return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        """Say in plain words what a view left to be said: a refusal, a key that isn't here, no round yet."""
        if isinstance(exception, Refused):
            return render(request, "look/refused.html", {"refusal": refused(exception)}, status=422)
        if isinstance(exception, NoKey):
            return render(request, "look/no_key.html", {"seat": str(exception)}, status=422)
        if isinstance(exception, JournalRefusal):
            return render(request, "look/journal_broken.html", {"reason": worded(message_of(exception))}, status=503)
        if isinstance(exception, NoJournal):
            return redirect("today")
        return None

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], _args: Any, _kwargs: Any
    ) -> HttpResponseBase | None:
        """Turn away whoever this view is not for."""
        name = getattr(view, "screen", None)
        if name is None:
            if self._stands_before_the_second_factor(request, view):
                return redirect("second_factor")
            if view.__module__.startswith(_WITHOUT_SIGN_IN) or getattr(view, "for_strangers", False):
                return None
            raise PermissionDenied
        member = request.user
        if not isinstance(member, Member):
            return redirect("account_login")
        if not has_second_factor(request):
            return redirect("second_factor")
        if not opens(member.duty, name):
            raise PermissionDenied
        return None

    @staticmethod
    def _stands_before_the_second_factor(request: HttpRequest, view: Callable[..., Any]) -> bool:
        """Whether a member without a second factor is about to add one: by a password alone nobody may."""
        leaving = request.path == reverse("account_logout")
        member = isinstance(request.user, Member) and view.__module__.startswith("allauth.") and not leaving
        return member and not has_second_factor(request)
