"""The members of a delegation: inviting them, changing their duty, ending their membership."""

from __future__ import annotations

import re

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_http_methods, require_POST

from wayhome.desk.seats.access import screen
from wayhome.desk.seats.invitations import invite
from wayhome.desk.seats.models import Delegation, Duty, Member

_OF_ROLE = {
    Delegation.Role.FACILITATOR: (Duty.FACILITATOR, Duty.PRESS, Duty.HANDOVER),
    Delegation.Role.PARTY: (Duty.SIGNATORY, Duty.LIST_OFFICER, Duty.HANDOVER, Duty.DOCTOR, Duty.PRESS),
    Delegation.Role.OBSERVER: (Duty.OBSERVER,),
    Delegation.Role.RECEPTION: (Duty.DOCTOR,),
    Delegation.Role.AUDIT: (Duty.AUDITOR,),
}
"""The duties there are in a delegation, by what its seat is."""
_HEADS = frozenset({Duty.FACILITATOR, Duty.SIGNATORY, Duty.OBSERVER})


class NewMember(forms.Form):
    """Somebody to be invited."""

    name = forms.CharField(label=lazy("Name"), max_length=200)
    username = forms.CharField(
        label=lazy("User name"), help_text=lazy("Small letters, digits and hyphens."), max_length=60
    )
    delegation = forms.ModelChoiceField(label=lazy("Delegation"), queryset=Delegation.objects.none(), empty_label=None)
    duty = forms.ChoiceField(label=lazy("Duty"), choices=Duty.choices)

    def __init__(self, data: object, delegations: object) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        self.fields["delegation"].queryset = delegations  # type: ignore[attr-defined]

    def clean_username(self) -> str:
        """A name that nobody has."""
        username: str = self.cleaned_data["username"]
        if not re.fullmatch(r"[a-z0-9-]+", username):
            raise ValidationError(_("Small letters, digits and hyphens only."))
        if Member.objects.filter(username=username).exists():
            raise ValidationError(_("Somebody has this user name."))
        return username

    def clean(self) -> dict[str, object]:
        """A duty that there is in this delegation."""
        filled = super().clean() or {}
        delegation, duty = filled.get("delegation"), filled.get("duty")
        if delegation and duty and Duty(duty) not in _OF_ROLE[Delegation.Role(delegation.role)]:
            raise ValidationError(_("There is no such duty in this delegation."))
        return filled


@screen("own")
@require_http_methods(["GET", "POST"])
def members(request: HttpRequest) -> HttpResponse:
    """The members somebody answers for, and a form to invite another."""
    member = _head(request)
    form, link = NewMember(request.POST or None, _invites_for(member)), ""
    if request.method == "POST" and form.is_valid():
        filled = form.cleaned_data
        link = invite(
            Member.objects.create(filled["username"], filled["name"], filled["delegation"], Duty(filled["duty"]))
        )
        form = NewMember(None, _invites_for(member))
    given = {"form": form, "link": link, "members": member.delegation.members.order_by("-is_active", "name")}
    return render(request, "seats/members.html", given, status=422 if form.errors else 200)


@screen("own")
@require_POST
def invite_again(request: HttpRequest, number: int) -> HttpResponse:
    """A new link for somebody who lost what they sign in with: their passkeys and codes end, and their sessions."""
    other = _of_own(request, number)
    Authenticator.objects.filter(user=other).delete()
    other.set_unusable_password()
    other.duress_password = other.feigned_password = ""
    other.save()
    end_sessions(other)
    given = {"form": NewMember(None, _invites_for(_head(request))), "link": invite(other)}
    given["members"] = other.delegation.members.order_by("-is_active", "name")
    return render(request, "seats/members.html", given)


@screen("own")
@require_POST
def change_duty(request: HttpRequest, number: int) -> HttpResponse:
    """Give a member another duty, or end their membership; their sessions end at once."""
    other, duty = _of_own(request, number), request.POST.get("duty", "")
    if duty == "":
        other.is_active = False
    elif duty in Duty.values and Duty(duty) in _OF_ROLE[Delegation.Role(other.delegation.role)]:
        other.duty, other.is_active = duty, True
    else:
        raise PermissionDenied
    other.save()
    end_sessions(other)
    messages.success(request, _("Done. Their sessions have ended."))
    return redirect("members")


def end_sessions(member: Member) -> None:
    """End every session of a member."""
    for session in UserSession.objects.filter(user=member):
        session.end()


def _head(request: HttpRequest) -> Member:
    member = request.user
    if not isinstance(member, Member) or member.duty not in _HEADS:
        raise PermissionDenied
    return member


def _of_own(request: HttpRequest, number: int) -> Member:
    """Another member of the same delegation."""
    head = _head(request)
    return get_object_or_404(Member.objects.exclude(pk=head.pk), pk=number, delegation=head.delegation)


def _invites_for(member: Member) -> object:
    """The delegations somebody may invite for: their own; the facilitator besides for those that have nobody yet."""
    own = Delegation.objects.filter(pk=member.delegation_id)
    if member.duty == Duty.FACILITATOR:
        return (own | Delegation.objects.filter(members=None)).distinct()
    return own
