"""The worker beside the pages: takes one job after another, each in a process of its own.

A job's process may be killed, and so may the worker. A desk's worker holds a lock as long as it or a job's process of
its lives: whoever holds it next knows that what is said to be running isn't, and marks it as interrupted. It can then
be run again.
"""

from __future__ import annotations

import fcntl
import logging
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django_scopes import scopes_disabled

from wayhome.desk.compartments.kept import within
from wayhome.desk.jobs.kinds import JobFailed, Progress, Stopped, work_of
from wayhome.desk.jobs.models import Job

_WAIT = 0.3
_log = logging.getLogger(__name__)


def work(until: Callable[[], bool]) -> None:
    """Do jobs one after another until told to end; a job under way then is interrupted. One worker works at a time."""
    with _lock() as lock:
        while not until() and not _mine(lock):
            time.sleep(_WAIT)
        if not until():
            interrupt()
        while not until():
            number = take()
            if number is None:
                time.sleep(_WAIT)
            else:
                watch(number, lock, until)


def interrupt() -> None:
    """Mark what is said to be running as interrupted: to be called where nothing can be."""
    with scopes_disabled():
        running = Job.objects.filter(state=Job.State.RUNNING)
        running.update(state=Job.State.INTERRUPTED, ended_at=timezone.now())


def take() -> int | None:
    """Take the job that has waited longest; None where none waits. No two workers take the same."""
    with scopes_disabled(), transaction.atomic():
        first = Job.objects.filter(state=Job.State.WAITING).order_by("asked_at", "pk").first()
        if first is None:
            return None
        taken = Job.objects.filter(pk=first.pk, state=Job.State.WAITING).update(state=Job.State.RUNNING, process=0)
        return first.pk if taken else None


def watch(number: int, lock: int, until: Callable[[], bool]) -> None:
    """Run a job in a process of its own to its end, or until told to end; then it is killed.

    Its process ends when what it reads from does: with this one, even where this one is killed. It keeps the ``lock``
    as long as it lives, so that nobody takes it for dead before.
    """
    command = [sys.executable, "-m", "wayhome.desk", "job", str(number)]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, pass_fds=(lock,))  # noqa: S603 - our own program
    with scopes_disabled():
        Job.objects.filter(pk=number).update(process=process.pid)
    try:
        while process.poll() is None and not until():
            time.sleep(_WAIT)
    finally:
        process.kill()
        process.wait()
        interrupt()


def run(number: int) -> None:
    """Do one job in this process, within the scope of the delegation and in the language of the member that asked."""
    with scopes_disabled():
        job = Job.objects.select_related("delegation", "member").get(pk=number)
    with within(job.delegation), translation.override(job.member.language):
        try:
            result = job.result or work_of(job.kind)(job, Progress(job))
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


@contextmanager
def _lock() -> Iterator[int]:
    """The lock of this desk's worker, not yet held."""
    path: Path = settings.HOME.worker
    lock = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        yield lock
    finally:
        os.close(lock)


def _mine(lock: int) -> bool:
    """Take the lock, unless somebody holds it."""
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
