"""Sign-in by password, the first of two factors; and by the duress password, which looks the same to everybody."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.hashers import check_password
from django.http import HttpRequest

from wayhome.desk.clock import now
from wayhome.desk.compartments.kept import within
from wayhome.desk.seats.models import Delegation, Member, UnderDuress


class ByPassword(ModelBackend):
    """Checks both of a member's passwords, whichever is given, so that neither takes longer than the other."""

    def authenticate(
        self,
        request: HttpRequest | None,  # noqa: ARG002 - the signature is Django's
        username: str | None = None,
        password: str | None = None,
        **more: Any,  # noqa: ARG002 - the signature is Django's
    ) -> Member | None:
        """Return the member whose password this is; where it is the duress password, the observer is told."""
        member = Member.objects.filter(username=username or "", is_active=True).first()
        kept = member or Member()
        given = password or ""
        usual, under_duress = check_password(given, kept.password), check_password(given, kept.duress_password)
        if member is None or not (usual or under_duress):
            return None
        if under_duress:
            _tell_observer(member)
        return member


def _tell_observer(member: Member) -> None:
    for observer in Delegation.objects.filter(role=Delegation.Role.OBSERVER):
        with within(observer):
            UnderDuress(delegation=observer, member=member, at=now()).save()
