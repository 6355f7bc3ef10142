"""Taking in references.csv in the worker: by which reference the delegation's own people are known in this round."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from wayhome.desk.jobs.kinds import JobFailed, Progress, job
from wayhome.desk.jobs.models import Job
from wayhome.desk.look.messages import worded
from wayhome.desk.register.columns import as_columns
from wayhome.desk.register.models import Known
from wayhome.people import NotAList, Particulars, read_list

_COLUMNS = {"person", "holder", "held_id", "home", "sought_id"}


@job("references")
def references(job: Job, progress: Progress) -> dict[str, Any]:
    """Keep the name of everybody of references.csv whom the seat's own lists name."""
    seat = job.given["seat"]
    lists = {name: _rows(job.given.get(name), progress) for name in ("held", "sought")}
    lines = _lines(job.given["references"])
    with transaction.atomic():
        for number, line in enumerate(lines, start=1):
            progress(number, len(lines))
            kind = "held" if line["holder"] == seat else "sought"
            row = lists[kind].get(line[f"{kind}_id"]) if seat in (line["holder"], line["home"]) else None
            if row is not None:
                name = " ".join(filter(None, (row.surname, row.given_names, row.patronymic)))
                given = {"name": name, "particulars": as_columns(row), "kind": kind, "list_id": row.id}
                Known.objects.update_or_create(delegation=job.delegation, reference=line["person"], defaults=given)
    for name in ("references", "held", "sought"):
        if job.given.get(name):
            _path(job.given[name]).unlink(missing_ok=True)
    return {"address": reverse("inquiries")}


def _path(name: str) -> Path:
    uploads: Path = settings.HOME.uploads
    return uploads / Path(name).name


def _rows(name: str | None, progress: Progress) -> dict[str, Particulars]:
    if not name:
        return {}
    try:
        return {row.id: row for row in read_list(_path(name), progress=lambda rows: progress(rows)).rows}
    except NotAList as error:
        words = _("One of the files is not a list that can be read: {reason}")
        raise JobFailed(words.format(reason=worded(error.fault))) from error


def _lines(name: str) -> list[dict[str, str]]:
    try:
        text = _path(name).read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise JobFailed(_("references.csv is not text in UTF-8.")) from error
    lines = list(csv.DictReader(text.splitlines(), restval=""))
    if not lines or not set(lines[0]) >= _COLUMNS:
        words = _("references.csv has the columns {columns}; this file hasn't.")
        raise JobFailed(words.format(columns=", ".join(sorted(_COLUMNS))))
    return lines
