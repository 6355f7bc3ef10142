"""The journal signed for as a whole: by its keeper, and cosigned by each seat that watches."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wayhome.desk.clock import now
from wayhome.desk.journal.models import Cosigned
from wayhome.desk.look.messages import worded
from wayhome.desk.seats.access import screen
from wayhome.desk.seats.models import Duty
from wayhome.desk.signing.acting import key_of
from wayhome.desk.table import Here, at_the_table, here, storage
from wayhome.journal import Checkpoint, JournalRefusal, SplitView, cosign, cosigners
from wayhome.journal.note import Note
from wayhome.people.messages import message_of
from wayhome.rounds import Table, keeper, watching

_SIGN_FOR_A_SEAT = frozenset({Duty.SIGNATORY, Duty.FACILITATOR, Duty.OBSERVER})


@dataclass(frozen=True)
class Standing:
    """How far the journal is signed for."""

    size: int
    root: str
    cosigned: dict[str, datetime]
    missing: tuple[str, ...]
    keeper: str


def standing(table: Table) -> Standing | None:
    """How far the journal is signed for, and by whom; None before its keeper has signed for anything."""
    note = storage().read_checkpoint()
    if note is None:
        return None
    checkpoint, watches = Checkpoint.parse(Note.parse(note).text), watching(table.state)
    cosigned = cosigners(note, watches)
    missing = tuple(sorted(watches.keys() - cosigned.keys()))
    covenant = table.state.covenant
    return Standing(checkpoint.size, checkpoint.root.hex(), cosigned, missing, covenant.keeper if covenant else "")


@screen("journal")
@require_POST
def sign_for(request: HttpRequest) -> HttpResponse:
    """Sign for the journal as it stands: its keeper with a checkpoint, a seat that watches with a cosignature."""
    place = here(request)
    if place.member.duty not in _SIGN_FOR_A_SEAT:
        raise PermissionDenied
    try:
        with at_the_table() as table:
            office = keeper(table.state)
            if office is not None and key_of(place).public.raw in office.keys:
                table.journal.checkpoint(key_of(place), keeper=office.ever)
            else:
                _cosign(table, place)
    except SplitView as error:
        said = _("NOT SIGNED: this is not the history your seat signed for before. Compare copies now. ({reason})")
        messages.error(request, said.format(reason=worded(message_of(error))))
    except JournalRefusal as error:
        messages.error(request, worded(message_of(error)))
    else:
        messages.success(request, _("Signed for the journal as it stands."))
    return redirect("journal")


def _cosign(table: Table, place: Here) -> None:
    note, office = storage().read_checkpoint(), keeper(table.state)
    watches = watching(table.state).get(place.seat)
    if note is None or office is None or watches is None:
        raise PermissionDenied
    row = Cosigned.objects.filter(origin=table.journal.origin).first() or Cosigned(origin=table.journal.origin)
    last = Checkpoint.parse(Note.parse(row.note.encode()).text) if row.note else None
    proof = table.journal.going_on(last, Checkpoint.parse(Note.parse(note).text))
    signed = cosign(note, office, place.seat, key_of(place), now(), last, proof)
    row.note = signed.decode()
    row.save()  # remembered before anybody is shown it
    table.journal.add_cosignature(signed)
