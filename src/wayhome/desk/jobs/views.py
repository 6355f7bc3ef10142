"""Jobs: how far they are, live; stopping them; running them again."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator

from asgiref.sync import sync_to_async
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from wayhome.desk.compartments.kept import within
from wayhome.desk.jobs.models import Job
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
    Job.objects.filter(pk=number, state=Job.State.WAITING).update(state=Job.State.STOPPED)
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
    response = StreamingHttpResponse(_events(request.user.delegation, number), content_type="text/event-stream")
    response["X-Accel-Buffering"] = "no"
    return response


async def _events(delegation: Delegation, number: int) -> AsyncIterator[str]:
    last = ""
    for _ in range(int(_LONGEST / _OFTEN)):
        job = await sync_to_async(_job)(delegation, number)
        word = json.dumps(
            {
                "state": job.state,
                "word": job.get_state_display(),
                "percent": job.percent,
                "says": job.says,
                "over": job.over,
            }
        )
        if word != last:
            yield f"data: {word}\n\n"
            last = word
        if job.over:
            return
        await asyncio.sleep(_OFTEN)


def _job(delegation: Delegation, number: int) -> Job:
    with within(delegation):
        job: Job = Job.objects.get(pk=number)
    return job
