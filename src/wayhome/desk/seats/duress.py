"""The password for when somebody is made to sign in: it opens the same screens, and the observer is told.

Nothing that is sent to a browser may differ from what the usual password brings: all are tried each time, and the
session remembers on the server alone which one it was. Whoever is made to change the password changes the one they
gave; what they are made to set for such a moment signs in so as well, beside the one that stays.

The observer is told when the password is given, before the second factor, and again when the sign-in is complete. Only
its member knows it, so that somebody was made to give it is true from then on, and whoever holds them may not have the
second factor; a mark says which of the two it was.
"""

from __future__ import annotations

from datetime import timedelta

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
_USUAL, _MADE_TO, _FEIGNED = _PASSWORDS = ("password", "duress_password", "feigned_password")
"""The fields of a member that each keep a password, the usual one first."""
_SELDOM = timedelta(hours=1)
"""So long the observer isn't told once more that a password was given and nothing came of it."""


def fits(request: HttpRequest, member: Member, password: str) -> bool:
    """Whether this is one of the member's passwords; trying takes as long whichever it is, and for nobody's name too.

    One of the others marks the session, and the observer is told.
    """
    right = [name for name in _PASSWORDS if check_password(password, getattr(member, name))]
    if not right:
        return False
    before = is_marked(request, member)
    request.session[_SESSION] = [right[0], member.pk]
    if is_marked(request, member) and not before:
        _tell_observer(member, UnderDuress.What.AGAIN if request.user == member else UnderDuress.What.GIVEN)
    return True


def is_marked(request: HttpRequest, member: Member) -> bool:
    """Whether the last password that this member gave in this session was one of the others."""
    return _given(request, member) in (_MADE_TO, _FEIGNED)


def signed_in(request: HttpRequest, user: Member, **_more: object) -> None:
    """Tell the observer that a sign-in is complete, where it is one they have to know of. Django calls it."""
    if is_marked(request, user):
        _tell_observer(user, UnderDuress.What.ENTERED)


def keep_duress_password(request: HttpRequest, member: Member, password: str) -> None:
    """Keep a second password; of whoever is made to set it a third, so that it signs in as they were told it would."""
    hashed = make_password(password)
    if is_marked(request, member):
        member.feigned_password = hashed
        _tell_observer(member, UnderDuress.What.SET)
    else:
        member.duress_password, member.feigned_password = hashed, ""
    member.save()


class AnotherPassword(ChangePasswordForm):  # type: ignore[misc]
    """Another password in place of the one that is given, whichever of them that is."""

    def clean_oldpassword(self) -> str:
        """One of the member's passwords."""
        given: str = self.cleaned_data["oldpassword"]
        if not fits(context.request, self.user, given):
            raise ValidationError(_("This is not your usual password."))
        return given

    def save(self) -> None:
        """Keep it, and end every other session."""
        if is_marked(context.request, self.user):
            setattr(self.user, _given(context.request, self.user), make_password(self.cleaned_data["password1"]))
            self.user.save()
            _tell_observer(self.user, UnderDuress.What.CHANGED)
        else:
            super().save()
        for session in UserSession.objects.filter(user=self.user):
            if not session.is_current():
                session.end()


def _given(request: HttpRequest, member: Member) -> str:
    """Which of their passwords the member gave last in this session; "" where none."""
    name, whose = request.session.get(_SESSION, ("", None))
    return name if whose == member.pk else ""


def _tell_observer(member: Member, what: UnderDuress.What) -> None:
    for observer in Delegation.objects.filter(role=Delegation.Role.OBSERVER):
        with within(observer):
            last = UnderDuress.objects.filter(member=member).order_by("-at", "-pk").first()
            given = UnderDuress.What.GIVEN
            if last is None or not (what == last.what == given and now() - last.at < _SELDOM):
                UnderDuress(delegation=observer, member=member, what=what, at=now()).save()
