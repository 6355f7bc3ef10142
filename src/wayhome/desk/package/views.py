"""The first page of this screen."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from wayhome.desk.seats.access import screen
from wayhome.desk.table import here


@screen("package")
@require_GET
def first(request: HttpRequest) -> HttpResponse:
    """Where this screen begins."""
    return render(request, "package/first.html", {"place": here(request)})
