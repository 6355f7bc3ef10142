"""The password for when somebody is made to sign in: it opens the same screens, and the observer is told.

Nothing that is sent to a browser may differ from what the usual password brings: both are tried each time, and the
session remembers on the server alone which one it was. Whoever is made to change the password changes that one.
"""

from __future__ import annotations

from allauth.account.forms import ChangePasswordForm
from allauth.core import context
from allauth.usersessions.models import UserSession
from django.contrib.auth.hashers import check_password, make_password
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _

from wayhome.desk.clock import now
from wayhome.desk.compartments.kept import within
from wayhome.desk.seats.models import Delegation, Member, UnderDuress

_SESSION = "entered"
_USUAL, _MADE_TO = "usual", "made to"


def fits(request: HttpRequest, member: Member, password: str) -> bool:
    """Whether this is one of the member's passwords; trying takes as long whichever it is, and for nobody's name too.

    The other password marks the session, and the observer is told.
    """
    usual, made_to = check_password(password, member.password), check_password(password, member.duress_password)
    if not (usual or made_to):
        return False
    if made_to and not is_marked(request):
        _tell_observer(member)
    request.session[_SESSION] = _MADE_TO if made_to else _USUAL
    return True


def is_marked(request: HttpRequest) -> bool:
    """Whether the last password given in this session was the other one."""
    return bool(request.session.get(_SESSION) == _MADE_TO)


class AnotherPassword(ChangePasswordForm):  # type: ignore[misc]
    """Another password in place of the one that is given, whichever of the two that is."""

    def clean_oldpassword(self) -> str:
        """One of the member's passwords."""
        given: str = self.cleaned_data["oldpassword"]
        if not fits(context.request, self.user, given):
            raise ValidationError(_("This is not your usual password."))
        return given

    def save(self) -> None:
        """Keep it, and end every other session."""
        if is_marked(context.request):
            self.user.duress_password = make_password(self.cleaned_data["password1"])
            self.user.save()
        else:
            super().save()
        for session in UserSession.objects.filter(user=self.user):
            if not session.is_current():
                session.end()


def _tell_observer(member: Member) -> None:
    for observer in Delegation.objects.filter(role=Delegation.Role.OBSERVER):
        with within(observer):
            UnderDuress(delegation=observer, member=member, at=now()).save()
