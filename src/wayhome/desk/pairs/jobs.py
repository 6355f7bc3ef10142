"""Tracing two lists, in the worker. What people judged before stands, and isn't asked again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from wayhome.desk.jobs.kinds import JobFailed, Progress, file_of, job
from wayhome.desk.jobs.models import Job
from wayhome.desk.look.messages import worded
from wayhome.desk.pairs.models import Pair
from wayhome.desk.register.columns import as_columns
from wayhome.people import NotAList, Particulars, PeopleList, read_list
from wayhome.tracing import ListedTwice, Match, by_worth, traced


@job("trace")
def trace(job: Job, progress: Progress) -> dict[str, Any]:
    """Trace whom ``home`` seeks among whom ``holder`` holds, in two files that were handed in."""
    home, holder = job.given["home"], job.given["holder"]
    progress(0, says=_("reading the lists"))
    unreadable = {
        "held": _("The list of people held can't be read: {reason}"),
        "sought": _("The list of people sought can't be read: {reason}"),
    }
    held, sought = (_read(file_of(job, name), progress, words) for name, words in unreadable.items())
    earlier = [pair.match for pair in Pair.objects.filter(home=home, holder=holder)]
    try:
        found = traced(held.rows, sought.rows, lambda done, of: progress(done, of), verdicts=earlier)
    except ListedTwice as error:
        raise JobFailed(worded(error)) from error
    keep(home, holder, found.matches, {row.id: row for row in sought.rows}, {row.id: row for row in held.rows})
    return {"address": reverse("pairs"), "pairs": len(found.matches)}


@transaction.atomic
def keep(
    home: str, holder: str, matches: tuple[Match, ...], sought: dict[str, Particulars], held: dict[str, Particulars]
) -> None:
    """Keep these pairs in place of what an earlier tracing of the two parties proposed; what was judged stands."""
    Pair.objects.filter(home=home, holder=holder, verdict__in=("confirmed", "possible")).delete()
    judged = set(Pair.objects.filter(home=home, holder=holder).values_list("sought_id", "held_id"))
    place = {match.pair: number for number, match in enumerate(by_worth(matches), start=1)}
    for match in matches:
        if match.pair in judged:
            continue
        judgement = match.judgement
        Pair(
            home=home,
            holder=holder,
            sought_id=match.sought_id,
            held_id=match.held_id,
            sought=as_columns(sought[match.sought_id]),
            held=as_columns(held[match.held_id]),
            probability=match.probability,
            verdict=str(match.verdict),
            reasons=[[reason.field, reason.code, reason.weight] for reason in match.reasons],
            worth=place.get(match.pair, 0),
            by=judgement.by if judgement else "",
            on=judgement.on if judgement else None,
            why=judgement.why if judgement else "",
        ).save()


def _read(path: Path | None, progress: Progress, unreadable: str) -> PeopleList:
    assert path is not None
    try:
        return read_list(path, progress=lambda rows: progress(rows))
    except NotAList as error:
        raise JobFailed(unreadable.format(reason=worded(error.fault))) from error
