"""The covenant at the desk: which passkeys it names, and its next version, signed by seat after seat."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

import msgspec
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from wayhome.agreement import CovenantAdopted
from wayhome.desk.look.messages import worded
from wayhome.desk.seats.access import screen
from wayhome.desk.seats.models import Delegation, Duty, Member
from wayhome.desk.signing.acting import begin, key_of
from wayhome.desk.signing.confirming import NotConfirmed, asked_for, confirmed
from wayhome.desk.signing.passkeys import passkeys_of, place_of_asking
from wayhome.desk.table import Here, at_the_table, here
from wayhome.journal import Covenant, JournalRefusal, Passkey, SignedCovenant, add_signature, sign_covenant
from wayhome.people.messages import message_of
from wayhome.rounds import next_covenant, offices_now

_HEADS = frozenset({Duty.SIGNATORY, Duty.FACILITATOR, Duty.OBSERVER, Duty.DOCTOR})


@screen("journal")
@require_GET
def covenant(request: HttpRequest) -> HttpResponse:
    """The covenant in force, the passkeys it doesn't name yet, and the draft of its next version."""
    return _page(request, here(request))


@screen("journal")
@require_POST
def draft(request: HttpRequest) -> HttpResponse:
    """Draft the next version, which names the passkeys of this delegation's members, and sign it for the seat.

    It takes over what another delegation has drafted, but for the signatures: those were for less.
    """
    place = _head(request)
    following = _following(place)
    if following is None:
        raise PermissionDenied
    drafted = SignedCovenant(sign_covenant(following, key_of(place)))
    try:
        confirmed(request, drafted.challenge)
    except NotConfirmed:
        return _page(request, place, _("That code or passkey doesn't fit. Nothing is signed yet."))
    _keep(drafted.envelope)
    return redirect("covenant")


@screen("journal")
@require_POST
def sign(request: HttpRequest) -> HttpResponse:
    """Sign the draft, exactly as it is shown, with the seat's office key."""
    place = _head(request)
    drafted = _draft(place)
    if drafted is None:
        raise PermissionDenied
    try:
        confirmed(request, drafted.challenge)
    except NotConfirmed:
        return _page(request, place, _("That code or passkey doesn't fit. Nothing is signed yet."))
    _keep(add_signature(drafted.envelope, key_of(place)))
    return redirect("covenant")


@screen("journal")
@require_POST
def adopt(request: HttpRequest) -> HttpResponse:
    """Put the draft in force, once those whom both versions trust have signed it."""
    place = _head(request)
    drafted = _draft(place)
    if drafted is None:
        raise PermissionDenied
    return begin(request, CovenantAdopted(drafted.envelope.decode()), back="/journal/covenant/")


def _page(request: HttpRequest, place: Here, fault: str = "") -> HttpResponse:
    in_force, drafted = place.rounds.covenant, _draft(place)
    following = None
    if _is_head(place.member) and place.seat in offices_now(place.rounds):
        following = _following(place)
    given: dict[str, Any] = {
        "place": place,
        "fault": fault,
        "covenant": in_force,
        "unnamed": _unnamed(place),
        "draft": drafted.covenant if drafted else None,
        "digest": _digest(drafted) if drafted else "",
        "missing": [worded(message_of(each)) for each in drafted.missing(in_force)] if drafted else [],
        "signs": _is_head(place.member),
        "drafts": following is not None,
    }
    if following is not None:
        unsigned = SignedCovenant(sign_covenant(following, key_of(place)))
        given |= asked_for(request, unsigned.challenge) | {"confirm_at": reverse("covenant_draft")}
    elif drafted and given["signs"] and place.seat not in drafted.agreeing(drafted.covenant):
        given |= asked_for(request, drafted.challenge) | {"confirm_at": reverse("covenant_sign")}
    return render(request, "journal/covenant.html", given, status=422 if fault else 200)


def _following(place: Here) -> Covenant | None:
    """The version that would name just this delegation's passkeys for it; None where one does already."""
    drafted = _draft(place)
    base = drafted.covenant if drafted else place.rounds.covenant
    seats = dict(base.seats) if base else offices_now(place.rounds)
    if place.seat not in seats:
        return None
    office = msgspec.structs.replace(seats[place.seat], passkeys=tuple(_of_members(place)))
    if office == seats[place.seat]:
        return None
    with at_the_table() as table:
        return next_covenant(place.rounds, table.journal.origin, {**seats, place.seat: office}, place_of_asking())


def _is_head(member: Member) -> bool:
    """Whether somebody signs covenants for their seat; a doctor does for the reception service alone."""
    return member.duty in _HEADS and (member.duty != Duty.DOCTOR or member.delegation.role == Delegation.Role.RECEPTION)


def _head(request: HttpRequest) -> Here:
    place = here(request)
    if not _is_head(place.member):
        raise PermissionDenied
    return place


def _of_members(place: Here) -> list[Passkey]:
    """The passkeys of everybody who acts for this seat, each named once."""
    members = Member.objects.filter(delegation=place.delegation, is_active=True).order_by("pk")
    return list({each.credential: each for member in members for each in passkeys_of(member)}.values())


def _unnamed(place: Here) -> list[Passkey]:
    office = place.rounds.covenant.seats.get(place.seat) if place.rounds.covenant else None
    named = {each.credential for each in office.passkeys} if office else set()
    return [each for each in _of_members(place) if each.credential not in named]


def _draft(place: Here) -> SignedCovenant | None:
    """The draft going from seat to seat on this desk, or None where there is none, or it is in force by now."""
    path = settings.HOME.folder / "covenant.next"
    version = place.rounds.covenant.version if place.rounds.covenant else 0
    try:
        found = SignedCovenant(path.read_bytes())
    except (FileNotFoundError, JournalRefusal):
        return None
    return found if found.covenant.version == version + 1 else None


def _keep(envelope: bytes) -> None:
    path = settings.HOME.folder / "covenant.next"
    partial = path.with_suffix(".partial")
    partial.write_bytes(envelope)
    partial.replace(path)


def _digest(drafted: SignedCovenant) -> str:
    return sha256(drafted.covenant.encode()).hexdigest()
