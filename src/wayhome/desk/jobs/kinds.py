"""The kinds of job there are, and what a job is given while it runs.

A feature's kinds stand in its own module ``jobs``; a job may be begun anew at any time, so it must not do twice what it
has already done.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from time import monotonic
from typing import Any, Protocol

from django.conf import settings

from wayhome.desk.jobs.models import Job


class Stopped(Exception):
    """Somebody asked the job to stop."""


class JobFailed(Exception):
    """The job can't be done. Its words are shown to whoever asked: nothing personal stands in them."""


_OFTEN = 0.4
"""Seconds between two words of progress written down."""


class Says(Protocol):
    """Is told how far something is; may raise `Stopped`."""

    def __call__(self, done: int, of: int = 0, says: str = "") -> None:
        """So much is done, of so much (0 where nobody can tell)."""


class Progress:
    """Where a job says how far it is, and learns that it should stop."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self._said = 0.0

    def __call__(self, done: int, of: int = 0, says: str = "") -> None:
        """Say how far the job is. Raises `Stopped` if somebody asked it to stop."""
        now = monotonic()
        if now - self._said < _OFTEN and done != of:
            return
        self._said = now
        Job.objects.filter(pk=self.job.pk).update(done=done, of=of, says=says)
        if Job.objects.values_list("stop", flat=True).get(pk=self.job.pk):
            raise Stopped


def keep_result(job: Job, result: dict[str, Any]) -> dict[str, Any]:
    """Keep what a job has made, in the transaction in which it makes it: begun anew it isn't made twice."""
    Job.objects.filter(pk=job.pk).update(result=result)
    return result


Work = Callable[[Job, Progress], dict[str, Any]]
_WORK: dict[str, Work] = {}


def job(kind: str) -> Callable[[Work], Work]:
    """Name the function that does the jobs of a kind. It returns what its page shows afterwards."""

    def name(work: Work) -> Work:
        _WORK[kind] = work
        return work

    return name


def work_of(kind: str) -> Work:
    """The function that does the jobs of a kind. Raises KeyError for a kind there isn't."""
    for feature in settings.FEATURES:
        module = f"wayhome.desk.{feature}.jobs"
        if feature != "jobs" and find_spec(module):
            import_module(module)
    return _WORK[kind]
