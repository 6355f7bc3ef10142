"""Jobs: how far they are, live; stopping them; running them again."""

from __future__ import annotations

import json

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from wayhome.desk.compartments.kept import within
from wayhome.desk.jobs.models import Job
from wayhome.desk.look.events import events
from wayhome.desk.seats.access import screen
from wayhome.desk.seats.models import Delegation, Member

_OFTEN = 0.5
_LONGEST = 3600


def ask_for(request: HttpRequest, kind: str, **given: object) -> HttpResponse:
    """Ask the worker for a job and go to its page."""
    assert isinstance(request.user, Member)
    job = Job(member=request.user, kind=kind, given=given)
    job.save()
    return redirect("job", job.pk)


@screen("jobs")
@require_GET
def all_jobs(request: HttpRequest) -> HttpResponse:
    """The delegation's jobs, the latest first."""
    return render(request, "jobs/all.html", {"jobs": Job.objects.order_by("-pk")[:100]})


@screen("jobs")
@require_GET
def one(request: HttpRequest, number: int) -> HttpResponse:
    """One job and how far it is."""
    return render(request, "jobs/one.html", {"job": get_object_or_404(Job.objects, pk=number)})


@screen("jobs")
@require_POST
def stop(request: HttpRequest, number: int) -> HttpResponse:  # noqa: ARG001 - the scope is the request's
    """Ask a job to stop. One that only waits stops at once."""
    job = get_object_or_404(Job.objects, pk=number)
    Job.objects.filter(pk=number).update(stop=True)
    waiting = Job.objects.filter(pk=number, state=Job.State.WAITING)
    waiting.update(state=Job.State.STOPPED, ended_at=timezone.now())
    return redirect("job", job.pk)


@screen("jobs")
@require_POST
def again(request: HttpRequest, number: int) -> HttpResponse:  # noqa: ARG001 - the scope is the request's
    """Have a job that failed, was stopped or was killed run again."""
    job = get_object_or_404(Job.objects, pk=number)
    if job.may_run_again:
        Job.objects.filter(pk=number).update(state=Job.State.WAITING, stop=False, says="", ended_at=None, done=0)
    return redirect("job", job.pk)


@screen("jobs")
@require_GET
def progress(request: HttpRequest, number: int) -> HttpResponse | StreamingHttpResponse:
    """How far a job is, as server-sent events, until it is over."""
    assert isinstance(request.user, Member)
    get_object_or_404(Job.objects, pk=number)
    delegation = request.user.delegation
    return events(lambda: _word(delegation, number), every=_OFTEN, longest=_LONGEST)


def _word(delegation: Delegation, number: int) -> tuple[str, bool]:
    """How far a job is, and whether it is over."""
    with within(delegation):
        job: Job = Job.objects.get(pk=number)
    state = {"state": job.state, "word": job.get_state_display(), "over": job.over}
    return json.dumps({**state, "percent": job.percent, "says": job.says}), job.over
