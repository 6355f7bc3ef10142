"""A person's page: what the list states, how it came about, what the journal says of them, and who has looked."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_GET

from wayhome.desk.clock import now
from wayhome.desk.register.differences import changes
from wayhome.desk.register.models import STANDING, Known, Person, Seen
from wayhome.desk.register.words import column_title, in_words, lines
from wayhome.desk.seats.access import screen
from wayhome.desk.seats.models import Member
from wayhome.desk.table import NoJournal, here
from wayhome.handover.state import Stage
from wayhome.rounds import Round

_MOST_SEEN = 100
STAGES = {
    Stage.HELD: lazy("held"),
    Stage.ON_THE_WAY: lazy("on the way to the crossing"),
    Stage.AT_CROSSING: lazy("at the crossing"),
    Stage.RELEASED: lazy("handed over"),
    Stage.RECEIVED: lazy("received by the party of origin"),
}


@dataclass(frozen=True)
class Said:
    """What the journal's acts say of somebody."""

    reference: str
    answered_held: bool
    in_package: bool
    signed: bool
    stage: str


@screen("register")
@require_GET
def person(request: HttpRequest, number: int) -> HttpResponse:
    """Everything the register has of one person. Whoever opens the page is written down."""
    assert isinstance(request.user, Member)
    row = get_object_or_404(Person.objects.select_related("on"), pk=number, first__lte=F("on__current"))
    Seen(on=row.on, list_id=row.list_id, member=request.user, at=now()).save()
    rows = list(Person.objects.filter(on=row.on, list_id=row.list_id, first__lte=row.on.current).order_by("first"))
    latest = rows[-1]
    seen = Seen.objects.filter(on=row.on, list_id=row.list_id).select_related("member").order_by("-pk")
    given = {
        "person": latest,
        "roll": row.on,
        "standing": latest.last == STANDING,
        "lines": lines(latest.columns),
        "history": _history(rows),
        "said": _said(request, row),
        "seen": seen[:_MOST_SEEN],
    }
    return render(request, "register/person.html", given)


def _history(rows: list[Person]) -> list[tuple[Person, list[tuple[str, str, str]]]]:
    """Each row as it stood, the latest first, with what it changed."""
    before: dict[str, str] = {}
    told = []
    for row in rows:
        found = changes(before, row.columns) if before else []
        told.append(
            (row, [(column_title(c.column), in_words(c.column, c.before), in_words(c.column, c.after)) for c in found])
        )
        before = row.columns
    return told[::-1]


def _said(request: HttpRequest, row: Person) -> Said | None:
    """What the round says of this person, if the journal knows them by a reference that the delegation knows."""
    known = Known.objects.filter(kind=row.on.kind, given_by=row.on.given_by, list_id=row.list_id).first()
    if known is None:
        return None
    try:
        return _in_round(here(request).round, known.reference)
    except NoJournal:
        return None


def _in_round(round_: Round, reference: str) -> Said:
    package = round_.agreement.package
    return Said(
        reference,
        reference in round_.agreement.held,
        package is not None and reference in package.returnees,
        reference in round_.agreement.signed,
        str(STAGES[round_.handover.journey(reference).stage]),
    )
