"""Whether whoever is signed in has shown a second factor, which everybody needs."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest

BY_LINK = "entered_by_link"
"""In a session that began with the demo's link: on this machine alone, with invented people."""


def may_remove(authenticator: Authenticator) -> bool:
    """Whether its member can still sign in without it: by a passkey, or by a password with an authenticator app."""
    others = Authenticator.objects.filter(user=authenticator.user).exclude(pk=authenticator.pk)
    if others.filter(type=Authenticator.Type.WEBAUTHN).exists():
        return True
    return bool(authenticator.user.has_usable_password() and others.filter(type=Authenticator.Type.TOTP).exists())


def has_second_factor(request: HttpRequest) -> bool:
    """Whether this member has a passkey or an authenticator app: then nobody gets a session without showing it."""
    if settings.DEMO and request.session.get(BY_LINK):
        return True
    kinds = (Authenticator.Type.WEBAUTHN, Authenticator.Type.TOTP)
    return bool(Authenticator.objects.filter(user=request.user, type__in=kinds).exists())
