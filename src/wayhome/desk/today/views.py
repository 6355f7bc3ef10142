"""Today: what waits for whoever looks, and who owes what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from wayhome.acts import Act
from wayhome.desk.clock import now
from wayhome.desk.jobs.models import Job
from wayhome.desk.look.acts import to_do
from wayhome.desk.seats.access import screen
from wayhome.desk.seats.duties import may_state
from wayhome.desk.seats.models import Delegation, UnderDuress
from wayhome.desk.table import Here, NoJournal, here
from wayhome.desk.today.places import place_of
from wayhome.rounds import may, may_begin


@dataclass(frozen=True)
class Task:
    """Something somebody may do now."""

    title: str
    kind: str
    address: str
    waits: bool
    """Whether it only waits for a signature: its content follows from what others have said."""


@screen("today")
@require_GET
def today(request: HttpRequest) -> HttpResponse:
    """What waits for this member, what others owe, and the delegation's jobs."""
    try:
        place = here(request)
    except NoJournal:
        return render(request, "today/no_journal.html")
    given = {
        "place": place,
        "tasks": _tasks(place, now()),
        "owed": _owed(place, now()),
        "under_duress": _under_duress(place),
        "jobs": Job.objects.exclude(state=Job.State.DONE).order_by("-pk")[:5],
    }
    return render(request, "today/today.html", given)


def _under_duress(place: Here) -> list[UnderDuress]:
    """Who was made to sign in, for the observer; never whoever looks: somebody may look over their shoulder."""
    found = UnderDuress.objects.exclude(member=place.member).select_related("member__delegation")
    return list(found.order_by("-pk")[:20])


def _tasks(place: Here, time: datetime) -> list[Task]:
    if place.delegation.role == Delegation.Role.AUDIT:
        return []
    waiting = [type(act) for act in may(place.rounds, place.round_name, place.seat, time)]
    begin = [kind for kind in may_begin(place.rounds, place.round_name, place.seat) if kind not in waiting]
    tasks = [(kind, True) for kind in dict.fromkeys(waiting)] + [(kind, False) for kind in begin]
    return [_task(kind, waits) for kind, waits in tasks if may_state(place.member, kind)]


def _task(kind: type[Act], waits: bool) -> Task:
    return Task(to_do(kind.kind), kind.kind, place_of(kind.kind), waits)


def _owed(place: Here, time: datetime) -> dict[str, list[str]]:
    """What only waits for a signature of other seats, by seat."""
    owed = {}
    for seat in place.round.agreement.seats:
        if seat != place.seat:
            kinds = dict.fromkeys(act.kind for act in may(place.rounds, place.round_name, seat, time))
            if kinds:
                owed[seat] = [to_do(kind) for kind in kinds]
    return owed
