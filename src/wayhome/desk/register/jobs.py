"""A list handed in: read for a person to look at, and taken in once they have."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from wayhome.desk.clock import now
from wayhome.desk.jobs.kinds import JobFailed, Progress, job, needs
from wayhome.desk.jobs.models import Job
from wayhome.desk.register.models import Version
from wayhome.desk.register.reading import read
from wayhome.desk.register.staged import Staged
from wayhome.desk.register.taking import take_in, unwrite


@job("read_list")
def read_list(job: Job, progress: Progress) -> dict[str, Any]:
    """Read the file of a version."""
    version = _version(job)
    if version.state != Version.State.TAKEN_IN:
        unwrite(version)
        read(version, progress, now().date())
    return {"address": reverse("register_version", args=[version.pk])}


@job("take_in_list")
def take_in_list(job: Job, progress: Progress) -> dict[str, Any]:
    """Take a version in."""
    version = _version(job)
    take_in(version, progress, now())
    return {"address": reverse("register_version", args=[version.pk])}


@needs
def uploads() -> Iterator[str]:
    """The files of versions that are not taken in yet, and what was read of them."""
    for version in Version.objects.exclude(upload=""):
        yield from Staged(version).names


def _version(job: Job) -> Version:
    version: Version | None = Version.objects.select_related("on").filter(pk=job.given["version"]).first()
    if version is None:
        raise JobFailed(_("This file was discarded."))
    return version
