"""The covenant at the desk: which passkeys it names, and its next version, signed by seat after seat."""

from __future__ import annotations

from hashlib import sha256

import msgspec
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from wayhome.agreement import CovenantAdopted
from wayhome.desk.seats.access import screen
from wayhome.desk.seats.models import Duty, Member
from wayhome.desk.signing.acting import begin, key_of
from wayhome.desk.signing.passkeys import passkeys_of, place_of_asking
from wayhome.desk.table import Here, here
from wayhome.journal import JournalRefusal, Passkey, SignedCovenant, add_signature, sign_covenant

_HEADS = frozenset({Duty.SIGNATORY, Duty.FACILITATOR, Duty.OBSERVER, Duty.DOCTOR})


@screen("journal")
@require_GET
def covenant(request: HttpRequest) -> HttpResponse:
    """The covenant in force, the passkeys it doesn't name yet, and the draft of its next version."""
    place, drafted = here(request), _draft()
    in_force = place.rounds.covenant
    given = {
        "place": place,
        "covenant": in_force,
        "unnamed": _unnamed(place) if in_force else [],
        "draft": drafted.covenant if drafted else None,
        "digest": _digest(drafted) if drafted else "",
        "missing": drafted.missing(in_force) if drafted else [],
        "signs": place.member.duty in _HEADS and in_force is not None,
    }
    return render(request, "journal/covenant.html", given)


@screen("journal")
@require_POST
def draft(request: HttpRequest) -> HttpResponse:
    """Draft the next version, which names the passkeys of this delegation's members; any earlier draft falls."""
    place = _head(request)
    before = place.rounds.covenant
    if before is None:
        raise PermissionDenied
    changed = {
        **before.seats,
        place.seat: msgspec.structs.replace(before.seats[place.seat], passkeys=tuple(_of_members(place))),
    }
    following = msgspec.structs.replace(
        before, version=before.version + 1, seats=changed, relying_party=place_of_asking()
    )
    _keep(sign_covenant(following, key_of(place)))
    return redirect("covenant")


@screen("journal")
@require_POST
def sign(request: HttpRequest) -> HttpResponse:
    """Sign the draft, exactly as it is shown, with the seat's office key."""
    place, drafted = _head(request), _draft()
    if drafted is None or _digest(drafted) != request.POST.get("draft"):
        raise PermissionDenied
    _keep(add_signature(drafted.envelope, key_of(place)))
    return redirect("covenant")


@screen("journal")
@require_POST
def adopt(request: HttpRequest) -> HttpResponse:
    """Put the draft in force, once those whom both versions trust have signed it."""
    _head(request)
    drafted = _draft()
    if drafted is None:
        raise PermissionDenied
    return begin(request, CovenantAdopted(drafted.envelope.decode()), back="/journal/covenant/")


def _head(request: HttpRequest) -> Here:
    place = here(request)
    if place.member.duty not in _HEADS:
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


def _draft() -> SignedCovenant | None:
    """The draft going from seat to seat on this desk, or None where there is none that can be read."""
    path = settings.HOME.folder / "covenant.next"
    try:
        return SignedCovenant(path.read_bytes())
    except (FileNotFoundError, JournalRefusal):
        return None


def _keep(envelope: bytes) -> None:
    path = settings.HOME.folder / "covenant.next"
    partial = path.with_suffix(".partial")
    partial.write_bytes(envelope)
    partial.replace(path)


def _digest(drafted: SignedCovenant) -> str:
    return sha256(drafted.covenant.encode()).hexdigest()
