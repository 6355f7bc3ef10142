"""The addresses of signing in: of allauth's pages those that are needed here, and no other."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.usersessions import views as sessions
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext as _
from django.views.generic import RedirectView

from wayhome.desk.seats.second_factor import may_remove


def nowhere(_request: HttpRequest) -> HttpResponse:
    """A page of allauth's that this desk doesn't have."""
    raise Http404


nowhere.for_strangers = True  # type: ignore[attr-defined]


class ToOwnPage(RedirectView):
    """What allauth shows of a member's factors stands on their own page here."""

    pattern_name = "own"


to_own_page = ToOwnPage.as_view()
to_own_page.for_strangers = True  # type: ignore[attr-defined]


def remove_passkey(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Remove a passkey, but never the last way in."""
    found = Authenticator.objects.filter(pk=pk, user_id=request.user.pk).first()
    if found is not None and not may_remove(found):
        messages.error(request, _("Without it you could not sign in any more. Add something else first."))
        return redirect("own")
    removed: HttpResponseBase = webauthn.remove_webauthn(request, pk=pk)
    return removed


remove_passkey.for_strangers = True  # type: ignore[attr-defined]
urlpatterns = [
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("again/", account.reauthenticate, name="account_reauthenticate"),
    path("password/", account.password_change, name="account_change_password"),
    path("second-factor/", mfa.authenticate, name="mfa_authenticate"),
    path("second-factor/again/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("factors/", to_own_page, name="mfa_index"),
    path("app/add/", totp.activate_totp, name="mfa_activate_totp"),
    path("app/remove/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("passkey/", to_own_page, name="mfa_list_webauthn"),
    path("passkey/add/", webauthn.add_webauthn, name="mfa_add_webauthn"),
    path("passkey/again/", webauthn.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("passkey/login/", webauthn.login_webauthn, name="mfa_login_webauthn"),
    path("passkey/<int:pk>/remove/", remove_passkey, name="mfa_remove_webauthn"),
    path("sessions/", sessions.list_usersessions, name="usersessions_list"),
    *(
        path(f"none/{name}/", nowhere, name=f"account_{name}")
        for name in ("signup", "email", "reset_password", "set_password", "inactive", "email_verification_sent")
    ),
]
