"""The worker beside the pages: takes one job after another, each in a process of its own.

A job's process may be killed, and so may the worker: whoever looks afterwards finds the job interrupted, not running
for ever, and can have it run again.
"""

from __future__ import annotations

import logging
import subprocess
import sys
import time
from collections.abc import Callable

from django.db import transaction
from django.db.models import Q
from django.utils import timezone, translation
from django_scopes import scopes_disabled

from wayhome.desk.compartments.kept import within
from wayhome.desk.jobs.kinds import JobFailed, Progress, Stopped, work_of
from wayhome.desk.jobs.models import SILENCE, Job

_WAIT = 0.3
_log = logging.getLogger(__name__)


def work(until: Callable[[], bool] = lambda: False) -> None:
    """Do jobs one after another until told to end."""
    while not until():
        sweep()
        number = take()
        if number is None:
            time.sleep(_WAIT)
            continue
        watch(number)


def sweep() -> int:
    """Mark jobs whose process gives no sign of life any more as interrupted. Returns how many."""
    with scopes_disabled():
        silent = Q(alive_at__lt=timezone.now() - SILENCE) | Q(alive_at=None)
        running = Job.objects.filter(silent, state=Job.State.RUNNING)
        return int(running.update(state=Job.State.INTERRUPTED, ended_at=timezone.now()))


def take() -> int | None:
    """Take the job that has waited longest; None where none waits. No two workers take the same."""
    with scopes_disabled(), transaction.atomic():
        first = Job.objects.filter(state=Job.State.WAITING).order_by("asked_at", "pk").first()
        if first is None:
            return None
        taken = Job.objects.filter(pk=first.pk, state=Job.State.WAITING).update(
            state=Job.State.RUNNING, alive_at=timezone.now(), stop=False
        )
        return first.pk if taken else None


def watch(number: int) -> None:
    """Run a job in a process of its own and give its signs of life until that ends."""
    process = subprocess.Popen([sys.executable, "-m", "wayhome.desk", "job", str(number)])  # noqa: S603 - our own program
    with scopes_disabled():
        Job.objects.filter(pk=number).update(process=process.pid)
    try:
        while process.poll() is None:
            with scopes_disabled():
                Job.objects.filter(pk=number).update(alive_at=timezone.now())
            time.sleep(_WAIT)
    finally:
        process.kill()
        process.wait()
        with scopes_disabled():
            Job.objects.filter(pk=number, state=Job.State.RUNNING).update(
                state=Job.State.INTERRUPTED, ended_at=timezone.now()
            )


def run(number: int) -> None:
    """Do one job in this process, within the scope of the delegation and in the language of the member that asked."""
    with scopes_disabled():
        job = Job.objects.select_related("delegation", "member").get(pk=number)
    with within(job.delegation), translation.override(job.member.language):
        try:
            result = work_of(job.kind)(job, Progress(job))
        except Stopped:
            _end(job, Job.State.STOPPED)
        except JobFailed as failure:
            _end(job, Job.State.FAILED, says=str(failure))
        except Exception as error:  # the page has to say that it failed; the log says where, never with what
            _log.error("job %d (%s) failed: %s", number, job.kind, type(error).__name__)
            _end(job, Job.State.FAILED)
            raise
        else:
            _end(job, Job.State.DONE, result=result)


def _end(job: Job, state: Job.State, **more: object) -> None:
    Job.objects.filter(pk=job.pk).update(state=state, ended_at=timezone.now(), **more)
