"""An invited member's first page: a password and a second factor in one step. Nothing is kept before both are there."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.internal.flows import check_rate_limit
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.webauthn.internal import auth as webauthn
from django import forms
from django.contrib.auth import login
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_http_methods

from wayhome.desk.seats.backend import BACKEND
from wayhome.desk.seats.invitations import invited
from wayhome.desk.seats.models import Invitation, Member


class HowToSignIn(forms.Form):
    """How an invited member will sign in: a password with the code of an app, or a passkey, alone or beside one."""

    password1 = forms.CharField(
        label=lazy("A password of at least 14 characters"), widget=forms.PasswordInput, strip=False, required=False
    )
    password2 = forms.CharField(label=lazy("The same again"), widget=forms.PasswordInput, strip=False, required=False)
    code = forms.CharField(label=lazy("Code"), required=False)
    credential = forms.JSONField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any, member: Member) -> None:
        super().__init__(data)
        self.member = member
        self.secret = totp.get_totp_secret(regenerate=data is None)

    def clean(self) -> dict[str, Any]:
        """Passwords both the same and not easily guessed, and a factor that has just shown that it is there."""
        filled = super().clean() or {}
        if filled.get("password1") != filled.get("password2"):
            raise ValidationError(_("The two are not the same."))
        if filled.get("password1"):
            validate_password(filled["password1"], self.member)
        if filled.get("credential"):
            webauthn.parse_registration_response(filled["credential"])
            if not webauthn.complete_registration(filled["credential"]).is_user_verified():
                raise get_adapter().validation_error("incorrect_code")
        elif not filled.get("password1"):
            raise ValidationError(_("Choose a password, or a passkey alone."))
        else:
            self._expect_code(filled.get("code", "").replace(" ", ""))
        return filled

    def keep(self) -> None:
        """Keep both, all or nothing."""
        filled = self.cleaned_data
        if filled["password1"]:
            self.member.set_password(filled["password1"])
            self.member.save()
        if filled["credential"]:
            name = get_adapter().generate_authenticator_name(self.member, Authenticator.Type.WEBAUTHN)
            webauthn.WebAuthn.add(self.member, name, filled["credential"])
        else:
            totp.TOTP.activate(self.member, self.secret)

    def _expect_code(self, code: str) -> None:
        forget = check_rate_limit(self.member, error_key="rate_limited")
        if not totp.validate_totp_code(self.secret, code):
            raise get_adapter().validation_error("incorrect_code")
        forget()


@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """An invited member chooses how they sign in, shows that they can, and is signed in; the link works once."""
    found = invited(token)
    if found is None:
        raise Http404
    member, form = found.member, HowToSignIn(request.POST if request.method == "POST" else None, found.member)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            used, _rows = Invitation.objects.filter(pk=found.pk).delete()
            if not used:
                raise Http404
            form.keep()
        totp.clear_totp_secret(request)
        login(request, member, backend=BACKEND)
        record_authentication(request, member, method="invitation", reauthenticated=True)
        return redirect("own")
    given = {
        "form": form,
        "member": member,
        "totp_url": get_adapter().build_totp_url(member, form.secret),
        "js_data": {"creation_options": webauthn.begin_registration(member, passwordless=False)},
    }
    return render(request, "seats/invitation.html", given, status=422 if form.errors else 200)


invitation.for_strangers = True  # type: ignore[attr-defined]
