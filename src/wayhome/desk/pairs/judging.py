"""Judging a pair, taking a verdict back, and what may not be judged: nobody is two people."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from wayhome.desk.pairs.models import Judged, Pair
from wayhome.desk.seats.models import Member
from wayhome.tracing import Verdict

_RELATIVES = "relatives"


class NotJudged(Exception):
    """Why a verdict doesn't stand, in words for whoever gave it."""


@transaction.atomic
def judge(pair: Pair, member: Member, verdict: Verdict, why: str, time: datetime) -> None:
    """Write down a person's verdict on a pair. Raises `NotJudged` where it can't be true, or needs a reason.

    Nobody is two people: while one of the two is judged the same as somebody else, they are not judged the same again.
    Where the entries may be of brothers or twins, "same" takes a reason in words.
    """
    if verdict is Verdict.SAME:
        _refuse_two_people(pair)
        if _perhaps_relatives(pair) and not why.strip():
            raise NotJudged(_("These may be two people of one family. Say in words why they are one person."))
    before = {"verdict": pair.verdict, "by": pair.by, "on": pair.on.isoformat() if pair.on else None, "why": pair.why}
    Judged(pair=pair, member=member, verdict=str(verdict), why=why, before=before, at=time).save()
    pair.verdict, pair.by, pair.on, pair.why = str(verdict), member.name, time.date(), why.strip()
    pair.save()


@transaction.atomic
def take_back(member: Member) -> Pair | None:
    """Take back the member's last verdict; return its pair, or None where there is none to take back."""
    last = Judged.objects.filter(member=member, taken_back=False).order_by("-pk").first()
    if last is None:
        return None
    pair: Pair = last.pair
    before = last.before
    pair.verdict, pair.by, pair.why = before["verdict"], before["by"], before["why"]
    pair.on = date.fromisoformat(before["on"]) if before["on"] else None
    pair.save()
    last.taken_back = True
    last.save()
    return pair


def next_waiting(after: Pair | None = None) -> Pair | None:
    """The pair to look at next: of those that wait, the one that settles most; unsure ones after those nobody saw."""
    for verdict in (Verdict.POSSIBLE, Verdict.UNSURE):
        waiting = Pair.objects.filter(verdict=verdict).order_by("worth", "pk")
        later = waiting.filter(worth__gt=after.worth).first() if after else None
        found: Pair | None = later or waiting.exclude(pk=after.pk if after else None).first()
        if found is not None:
            return found
    return None


def _refuse_two_people(pair: Pair) -> None:
    same = Pair.objects.filter(home=pair.home, verdict=Verdict.SAME).exclude(pk=pair.pk)
    if same.filter(sought_id=pair.sought_id).exists():
        raise NotJudged(_("The person sought is judged the same as another person held. Take that back first."))
    if same.filter(held_id=pair.held_id).exists():
        raise NotJudged(_("The person held is judged the same as another person sought. Take that back first."))


def _perhaps_relatives(pair: Pair) -> bool:
    return any(field == _RELATIVES for field, _code, _weight in pair.reasons)
