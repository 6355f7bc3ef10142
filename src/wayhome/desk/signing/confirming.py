"""How a person confirms that it is they who sign: a passkey, or a code of their authenticator app."""

from __future__ import annotations

from typing import Any

from allauth.mfa.base.internal.flows import check_rate_limit
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare
from fido2.utils import websafe_encode

from wayhome.desk.seats.models import Member
from wayhome.desk.seats.second_factor import BY_LINK
from wayhome.desk.signing.models import Waiting
from wayhome.desk.signing.passkeys import answered, challenge_of_all, in_covenant, passkeys_of, place_of_asking
from wayhome.desk.table import Here
from wayhome.journal import Assertion, BadPasskey

PASSKEY, CODE, BUTTON = "passkey", "code", "button"


class NotConfirmed(Exception):
    """The person has not confirmed that it is they who sign, or not what was shown to them."""


def ways_of(request: HttpRequest) -> tuple[str, ...]:
    """How this member may confirm: with a passkey or a code, whichever they have; in the demo with a button."""
    assert isinstance(request.user, Member)
    if settings.DEMO and request.session.get(BY_LINK):
        return (BUTTON,)
    there = {PASSKEY: bool(passkeys_of(request.user)), CODE: _app(request.user) is not None}
    return tuple(way for way, has in there.items() if has)


def asked_for(request: HttpRequest, challenge: bytes) -> dict[str, Any]:
    """What a page needs to ask for a confirmation: the ways, what it shows, and what a passkey is asked with."""
    assert isinstance(request.user, Member)
    passkey = {
        "challenge": websafe_encode(challenge),
        "relying_party": place_of_asking().id,
        "credentials": [websafe_encode(each.credential) for each in passkeys_of(request.user)],
    }
    return {"ways": ways_of(request), "shown": challenge.hex(), "asked": passkey}


def confirmed(request: HttpRequest, challenge: bytes) -> Assertion | None:
    """Return what the member's passkey answered, None where a code or, in the demo, a button confirmed it.

    The form says by the challenge what was shown; whatever has become of it since isn't confirmed by it. Raises
    `NotConfirmed`.
    """
    assert isinstance(request.user, Member)
    if not constant_time_compare(request.POST.get("shown", ""), challenge.hex()):
        raise NotConfirmed
    if BUTTON in ways_of(request):
        return None
    if not request.POST.get("credential"):
        _require_code(request.user, request.POST.get("code", "").replace(" ", ""))
        return None
    try:
        return answered(request.user, challenge, request.POST["credential"])
    except BadPasskey as error:
        raise NotConfirmed from error


def confirmed_acts(request: HttpRequest, waiting: Waiting, place: Here) -> tuple[Assertion, ...]:
    """Return what the member's passkey answered, for each act, where it belongs beside the signature.

    That is where the covenant in force names the passkey. Otherwise the passkey, or a code, only shows the desk that
    it is the member who signs, and nothing is returned. Raises `NotConfirmed`.
    """
    assertion = confirmed(request, challenge_of_all(waiting.drawn))
    if assertion is None or not in_covenant(place, assertion):
        return ()
    return assertion.for_each([each.challenge for each in waiting.drawn])


def _require_code(member: Member, code: str) -> None:
    app = _app(member)
    try:
        forget = check_rate_limit(member)
    except ValidationError as error:
        raise NotConfirmed from error
    if app is None or not TOTP(app).validate_code(code):
        raise NotConfirmed
    forget()


def _app(member: Member) -> Authenticator | None:
    found: Authenticator | None = Authenticator.objects.filter(user=member, type=Authenticator.Type.TOTP).first()
    return found
