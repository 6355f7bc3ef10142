"""Versions of a list: looked at before they are taken in, kept with their numbers, compared with one another."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import msgspec
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from wayhome.desk.jobs.models import Job
from wayhome.desk.jobs.views import ask_for
from wayhome.desk.look.messages import worded_of
from wayhome.desk.register.differences import Change, changes, differences
from wayhome.desk.register.forms import Columns
from wayhome.desk.register.models import Fault, List, Version
from wayhome.desk.register.names import full_name
from wayhome.desk.register.taking import leave
from wayhome.desk.register.words import column_title, in_words
from wayhome.desk.seats.access import screen
from wayhome.people import PeopleList, Problem, RejectedRow, write_rejected

_FAULTS = 50
_KINDS = ("new", "changed", "gone")


@screen("register")
@require_GET
def one(request: HttpRequest, number: int) -> HttpResponse:
    """One version: how it was read, everything that couldn't be, and what differs from the version before."""
    version = _version(number)
    return _page(request, version, Columns(None, version.headers, version.columns, version.mapped))


@screen("register")
@require_POST
def columns(request: HttpRequest, number: int) -> HttpResponse:
    """Say which column is which, and have the file read again."""
    version = _waiting(number)
    form = Columns(request.POST, version.headers, version.columns, version.mapped)
    if not form.is_valid():
        return _page(request, version, form, status=422)
    version.columns, version.state = form.said(), Version.State.HANDED_IN
    version.save()
    return ask_for(request, "read_list", version=version.pk)


@screen("register")
@require_POST
def take(request: HttpRequest, number: int) -> HttpResponse:
    """Have a version taken in that somebody has looked at."""
    version = _waiting(number)
    if version.state != Version.State.READ:
        return redirect("register_version", version.pk)
    return ask_for(request, "take_in_list", version=version.pk)


@screen("register")
@require_POST
def discard(request: HttpRequest, number: int) -> HttpResponse:
    """Forget a file that was handed in."""
    leave(_waiting(number))
    messages.info(request, _("The file is discarded. Nothing of it is on the register."))
    return redirect("register")


@screen("register")
@require_GET
def rejected(request: HttpRequest, number: int) -> HttpResponse:  # noqa: ARG001 - the scope is the request's
    """The rejected rows as a file to mend: each with its cells as written, and why it wasn't read."""
    version = _version(number)
    rows = tuple(
        _rejected_row(version, fault) for fault in Fault.objects.filter(version=version, list_id="").order_by("row")
    )
    if not rows:
        raise Http404
    people = PeopleList((), version.file, rows, headers=tuple(version.headers), separator=version.separator)
    with TemporaryDirectory() as folder:
        written = write_rejected(people, Path(folder) / "list", get_language() or "en")
        assert written
        response = HttpResponse(written.read_bytes(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="rejected-{version.pk}.csv"'
    return response


@screen("register")
@require_GET
def of_list(request: HttpRequest, number: int) -> HttpResponse:
    """Every version of a list, the latest first."""
    roll = get_object_or_404(List.objects, pk=number)
    taken = Version.objects.filter(on=roll, number__gt=0).select_related("member").order_by("-number")
    return render(request, "register/versions.html", {"roll": roll, "versions": taken})


@screen("register")
@require_GET
def between(request: HttpRequest, number: int) -> HttpResponse:
    """Who is new, changed or gone between two versions."""
    roll = get_object_or_404(List.objects, pk=number)
    chosen = (_number(request, "earlier", roll.current - 1), _number(request, "later", roll.current))
    earlier, later = (min(max(each, 0), roll.current) for each in sorted(chosen))
    kind = request.GET.get("kind", "")
    if kind not in _KINDS:
        kind = "changed" if earlier else "new"
    found, following = differences(roll, kind, earlier, later, _number(request, "after", 0))
    given = {
        "roll": roll,
        "earlier": earlier,
        "later": later,
        "numbers": range(roll.current + 1),
        "kind": kind,
        "kinds": _KINDS,
        "found": [(each.person.pk, each.person.list_id, each.person.name, _shown(each.changes)) for each in found],
        "following": following,
    }
    return render(request, "register/differences.html", given)


def _page(request: HttpRequest, version: Version, form: Columns, status: int = 200) -> HttpResponse:
    faults = list(
        Fault.objects.filter(version=version, row__gt=_number(request, "row", 0)).order_by("row", "pk")[: _FAULTS + 1]
    )
    given = {
        "version": version,
        "roll": version.on,
        "form": form,
        "mapped": [(header, column_title(column)) for header, column in version.mapped.items()],
        "unmapped": [header for header in version.headers if header and header not in version.mapped],
        "reason": worded_of(version.reason) if version.reason else "",
        "notes": [worded_of(note) for note in version.notes],
        "faults": [(fault, [_in_words(problem) for problem in fault.problems]) for fault in faults[:_FAULTS]],
        "next_row": faults[_FAULTS - 1].row if len(faults) > _FAULTS else 0,
        "job": _job(version),
        "stale": version.state == Version.State.READ and version.base != version.on.current,
        "sample": _sample(version),
    }
    return render(request, "register/version.html", given, status=status)


def _sample(version: Version) -> dict[str, list[Any]]:
    """The first of those who are new, changed and gone, while the version waits to be taken in."""
    changed = [
        (list_id, full_name(after), _shown(changes(before, after)))
        for list_id, before, after in version.sample.get("changed", ())
    ]
    return {**version.sample, "changed": changed} if version.sample else {}


def _shown(found: list[Change]) -> list[tuple[str, str, str]]:
    """Changes in words: the column, what stood, what stands."""
    return [
        (column_title(each.column), in_words(each.column, each.before), in_words(each.column, each.after))
        for each in found
    ]


def _in_words(problem: dict[str, Any]) -> dict[str, str]:
    """A problem as its reader's language says it; what was found stands as the file has it."""
    return {**problem, **{name: worded_of(problem[name]) for name in ("found", "expected", "mend")}}


def _rejected_row(version: Version, fault: Fault) -> RejectedRow:
    problems = tuple(
        msgspec.convert({"file": version.file, "row": fault.row, **problem}, Problem) for problem in fault.problems
    )
    return RejectedRow(fault.row, tuple(fault.cells), problems)


def _version(number: int) -> Version:
    version: Version = get_object_or_404(Version.objects.select_related("on", "member"), pk=number)
    return version


def _waiting(number: int) -> Version:
    """A version that isn't taken in, and that nothing is being done to just now."""
    version = _version(number)
    if version.state == Version.State.TAKEN_IN or _job(version) is not None:
        raise Http404
    return version


def _job(version: Version) -> Job | None:
    """What the worker is doing, or is about to do, with this version."""
    under_way = Job.objects.filter(
        kind__in=("read_list", "take_in_list"), state__in=(Job.State.WAITING, Job.State.RUNNING)
    )
    return next((job for job in under_way if job.given.get("version") == version.pk), None)


def _number(request: HttpRequest, name: str, otherwise: int) -> int:
    given = request.GET.get(name, "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 19 else otherwise
