"""Verifying here: asked of the worker, and what it found."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET, require_POST

from wayhome.desk.jobs.models import Job
from wayhome.desk.jobs.views import ask_for
from wayhome.desk.look.messages import worded_of
from wayhome.desk.seats.access import screen
from wayhome.desk.table import here


@screen("journal")
@require_POST
def verify(request: HttpRequest) -> HttpResponse:
    """Have the whole journal verified."""
    return ask_for(request, "verify")


@screen("journal")
@require_GET
def verified(request: HttpRequest, number: int) -> HttpResponse:
    """What a verification found."""
    job = get_object_or_404(Job.objects, pk=number, kind="verify", state=Job.State.DONE)
    found = job.result
    if "reason" in found:
        found = {**found, "reason": worded_of(found["reason"])}
    return render(request, "journal/verified.html", {"place": here(request), "found": found, "job": job})
