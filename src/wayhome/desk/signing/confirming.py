"""How a person confirms that it is they who sign: a passkey, or a code of their authenticator app."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings
from django.http import HttpRequest

from wayhome.desk.seats.second_factor import BY_LINK
from wayhome.journal import Assertion


class NotConfirmed(Exception):
    """The person has not confirmed that it is they who sign."""


def confirmed(request: HttpRequest) -> tuple[Assertion, ...]:
    """Return what the member's passkey answered, nothing where a code confirmed it. Raises `NotConfirmed`."""
    if settings.DEMO and request.session.get(BY_LINK):
        return ()
    code = request.POST.get("code", "").replace(" ", "")
    totp = Authenticator.objects.filter(user=request.user, type=Authenticator.Type.TOTP).first()
    if totp is not None and TOTP(totp).validate_code(code):
        return ()
    raise NotConfirmed
