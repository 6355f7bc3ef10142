"""How a person confirms that it is they who sign: a passkey, or a code of their authenticator app."""

from __future__ import annotations

from allauth.mfa.base.internal.flows import check_rate_limit
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare

from wayhome.desk.seats.models import Member
from wayhome.desk.seats.second_factor import BY_LINK
from wayhome.desk.signing.models import Waiting
from wayhome.desk.signing.passkeys import answered, challenge_of_all, in_covenant, passkeys_of
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


def shown(waiting: Waiting) -> str:
    """What stands in the form for the acts on the page: whatever has become of them since isn't confirmed by it."""
    return challenge_of_all(waiting.drawn).hex()


def confirmed(request: HttpRequest, waiting: Waiting, place: Here) -> tuple[Assertion, ...]:
    """Return what the member's passkey answered, where it belongs beside the signature.

    That is with a single act, where the covenant in force names the passkey. Otherwise the passkey, or a code, only
    shows the desk that it is the member who signs, and nothing is returned. Raises `NotConfirmed`.
    """
    assert isinstance(request.user, Member)
    if not constant_time_compare(request.POST.get("shown", ""), shown(waiting)):
        raise NotConfirmed
    if BUTTON in ways_of(request):
        return ()
    if not request.POST.get("credential"):
        _require_code(request.user, request.POST.get("code", "").replace(" ", ""))
        return ()
    try:
        assertion = answered(request.user, waiting.drawn, request.POST.get("credential", ""))
    except BadPasskey as error:
        raise NotConfirmed from error
    return (assertion,) if len(waiting.drawn) == 1 and in_covenant(place, assertion) else ()


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
