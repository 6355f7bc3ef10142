"""Taking a version that was read into the register: stopped or killed at any moment, it stands once or not yet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice
from typing import TypeVar

from django.db import transaction
from django.utils.translation import gettext as _

from wayhome.desk.jobs.kinds import JobFailed, Says
from wayhome.desk.register.loading import load
from wayhome.desk.register.models import STANDING, Counted, List, Person, Version
from wayhome.desk.register.staged import Staged

_AT_ONCE = 10_000
_IDS_AT_ONCE = 500
_PERSON = (
    "delegation_id", "on_id", "first", "last",
    "list_id", "surname_key", "given_key", "category", "place", "medical", "content",
)  # fmt: skip
_COUNTED = ("delegation_id", "on_id", "what", "value", "people", "skeleton", "arabic")
_Item = TypeVar("_Item")


def take_in(version: Version, progress: Says, now: datetime) -> None:
    """Take a version in: its rows in many small steps that nobody sees yet, then the whole of it in one.

    Raises `JobFailed` where another version came before it, which it was not compared with.
    """
    if version.state == Version.State.TAKEN_IN:
        return
    if version.state != Version.State.READ:
        raise JobFailed(_("This file can't be read as a list."))
    _reserve(version)
    staged = Staged(version)
    _write(version, staged, progress)
    with transaction.atomic():
        _end_rows(version, staged.leaving())
        _replace_counts(version, staged)
        version.number, version.state, version.at = version.base + 1, Version.State.TAKEN_IN, now
        version.upload, version.sample = "", {}
        version.save()
        List.objects.filter(pk=version.on_id).update(current=version.number, taking=0)
    staged.remove()


def leave(version: Version) -> None:
    """Forget a version that was not taken in, and all that came of its file."""
    staged = Staged(version)
    with transaction.atomic():
        unwrite(version)
        version.delete()
    staged.remove()


def unwrite(version: Version) -> None:
    """Take back what was written of a version before taking it in was stopped or killed."""
    with transaction.atomic():
        if List.objects.filter(pk=version.on_id, taking=version.pk).update(taking=0) and version.written:
            Person.objects.filter(on=version.on, first__gt=version.on.current).delete()
        version.written = 0
        Version.objects.filter(pk=version.pk).update(written=0)


def _reserve(version: Version) -> None:
    """Let no other version of this list be taken in meanwhile."""
    free = List.objects.filter(pk=version.on_id, taking__in=(0, version.pk), current=version.base)
    if not free.update(taking=version.pk):
        raise JobFailed(
            _("Another version of this list was taken in meanwhile, or is being taken in: have this file read again.")
        )


def _write(version: Version, staged: Staged, progress: Says) -> None:
    """Write the rows that aren't there yet. What is written and how far that is goes into the same transaction."""
    rows = islice(staged.rows(), version.written, None)
    of = version.new + version.changed
    before = (version.delegation_id, version.on_id, version.base + 1, STANDING)
    for batch in _batches(rows, _AT_ONCE):
        with transaction.atomic():
            load(Person, _PERSON, ((*before, *row) for row in batch))
            version.written += len(batch)
            Version.objects.filter(pk=version.pk).update(written=version.written)
        progress(version.written, of)


def _end_rows(version: Version, list_ids: Iterable[str]) -> None:
    for batch in _batches(list_ids, _IDS_AT_ONCE):
        standing = Person.objects.filter(on=version.on, list_id__in=batch, last=STANDING, first__lte=version.base)
        standing.update(last=version.base)


def _replace_counts(version: Version, staged: Staged) -> None:
    Counted.objects.filter(on=version.on).delete()
    before = (version.delegation_id, version.on_id)
    load(Counted, _COUNTED, ((*before, *count) for count in staged.counts()))


def _batches(items: Iterable[_Item], size: int) -> Iterator[list[_Item]]:
    found = iter(items)
    while batch := list(islice(found, size)):
        yield batch
