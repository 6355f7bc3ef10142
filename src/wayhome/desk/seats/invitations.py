"""Inviting a member: a link that works once, shown to whoever invites and handed over by them in person."""

from __future__ import annotations

import secrets
from hashlib import sha256

from django.conf import settings
from django.urls import reverse

from wayhome.desk.seats.models import Invitation, Member


def invite(member: Member) -> str:
    """Make a new invitation for a member, in place of any earlier one; return its address, which is kept nowhere."""
    token = secrets.token_urlsafe(32)
    Invitation.objects.filter(member=member).delete()
    Invitation.objects.create(member=member, hash=_hash(token))
    return str(settings.ADDRESS) + reverse("invitation", args=[token])


def invited(token: str) -> Invitation | None:
    """The invitation of this link, or None where there is none, or it has been used or lapsed."""
    found = Invitation.objects.select_related("member").filter(hash=_hash(token), member__is_active=True).first()
    return found if found is not None and not found.lapsed else None


def _hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()
