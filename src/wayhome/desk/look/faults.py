"""The pages for what didn't work, none of which says anything about what it kept."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def not_allowed(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - Django's
    """Somebody opened what their duty doesn't open."""
    return render(request, "look/not_allowed.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - Django's
    """Nothing is at this address, or nothing of theirs."""
    return render(request, "look/not_found.html", status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """A defect. Nothing personal goes into the page."""
    return render(request, "look/broken.html", status=500)
