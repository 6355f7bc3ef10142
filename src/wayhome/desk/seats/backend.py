"""Sign-in by password, the first of two factors; and by the duress password, which looks the same to everybody."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest

from wayhome.desk.seats.duress import fits
from wayhome.desk.seats.models import Member

BACKEND = "wayhome.desk.seats.backend.ByPassword"


class ByPassword(ModelBackend):
    """Checks both of a member's passwords, whichever is given, so that neither takes longer than the other."""

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **more: Any,  # noqa: ARG002 - the signature is Django's
    ) -> Member | None:
        """Return the member one of whose passwords this is."""
        if request is None:
            return None
        member = Member.objects.filter(username=username or "", is_active=True).first()
        right = fits(request, member or Member(), password or "")
        return member if right else None
