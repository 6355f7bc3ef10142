"""The account: what was signed against what happened, drawn up from the acts alone."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from wayhome.acts import Act
from wayhome.desk.clock import now
from wayhome.desk.seats.access import screen
from wayhome.desk.seats.duties import may_state
from wayhome.desk.signing.acting import begin, begin_all
from wayhome.desk.table import Here, here
from wayhome.record import Reconciled, RoundClosed, ShortfallRecorded, account
from wayhome.rounds import may


@screen("claims")
@require_GET
def drawn_up(request: HttpRequest) -> HttpResponse:
    """The account as the acts so far have it, and what of it is on record."""
    place = here(request)
    waiting = _waiting(place, now())
    given = {
        "place": place,
        "account": account(place.round.agreement, place.round.handover),
        "reconciled": place.round.record.reconciled,
        "shortfalls": place.round.record.shortfalls,
        "may_reconcile": any(isinstance(act, Reconciled) for act in waiting),
        "may_record": any(isinstance(act, ShortfallRecorded) for act in waiting),
        "may_close": any(isinstance(act, RoundClosed) for act in waiting),
    }
    return render(request, "claims/account.html", given)


@screen("claims")
@require_POST
def reconcile(request: HttpRequest) -> HttpResponse:
    """Put the account on record: exactly what follows from the acts."""
    place = here(request)
    found = account(place.round.agreement, place.round.handover)
    return begin(request, Reconciled(found.lines, found.unlisted), back="/claims/account/")


@screen("claims")
@require_POST
def record(request: HttpRequest) -> HttpResponse:
    """Put every shortfall of the account on record."""
    waiting = [act for act in _waiting(here(request), now()) if isinstance(act, ShortfallRecorded)]
    return begin_all(request, waiting, [None] * len(waiting), back="/claims/account/")


@screen("claims")
@require_POST
def close(request: HttpRequest) -> HttpResponse:
    """Close the round's movement. Claims, care and public words go on."""
    return begin(request, RoundClosed(), back="/claims/account/")


def _waiting(place: Here, time: datetime) -> list[Act]:
    acts = may(place.rounds, place.round_name, place.seat, time)
    return [act for act in acts if may_state(place.member, type(act))]
