"""How a person confirms that it is they who sign: a passkey, or a code of their authenticator app."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings
from django.http import HttpRequest

from wayhome.desk.seats.models import Member
from wayhome.desk.seats.second_factor import BY_LINK
from wayhome.desk.signing.models import Waiting
from wayhome.desk.signing.passkeys import answered, in_covenant
from wayhome.desk.table import Here
from wayhome.journal import Assertion, BadPasskey

PASSKEY, CODE, BUTTON = "passkey", "code", "button"


class NotConfirmed(Exception):
    """The person has not confirmed that it is they who sign."""


def way_of(request: HttpRequest) -> str:
    """How this member confirms: with a passkey where they have one, else with a code; in the demo with a button."""
    if settings.DEMO and request.session.get(BY_LINK):
        return BUTTON
    has = Authenticator.objects.filter(user=request.user, type=Authenticator.Type.WEBAUTHN).exists()
    return PASSKEY if has else CODE


def confirmed(request: HttpRequest, waiting: Waiting, place: Here) -> tuple[Assertion, ...]:
    """Return what the member's passkey answered, where it belongs beside the signature.

    That is with a single act, where the covenant in force names the passkey. Otherwise the passkey, or a code, only
    shows the desk that it is the member who signs, and nothing is returned. Raises `NotConfirmed`.
    """
    way = way_of(request)
    if way == BUTTON:
        return ()
    if way == CODE:
        _require_code(request)
        return ()
    assert isinstance(request.user, Member)
    try:
        assertion = answered(request.user, waiting.drawn, request.POST.get("credential", ""))
    except BadPasskey as error:
        raise NotConfirmed from error
    return (assertion,) if len(waiting.drawn) == 1 and in_covenant(place, assertion) else ()


def _require_code(request: HttpRequest) -> None:
    code = request.POST.get("code", "").replace(" ", "")
    app = Authenticator.objects.filter(user=request.user, type=Authenticator.Type.TOTP).first()
    if app is None or not TOTP(app).validate_code(code):
        raise NotConfirmed
