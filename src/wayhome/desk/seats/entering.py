"""The addresses of signing in: of allauth's pages those that are needed here, and no other."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.usersessions import views as sessions
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path
from django.views.generic import RedirectView


def nowhere(_request: HttpRequest) -> HttpResponse:
    """A page of allauth's that this desk doesn't have."""
    raise Http404


nowhere.for_strangers = True  # type: ignore[attr-defined]


class ToOwnPage(RedirectView):
    """What allauth shows of a member's factors stands on their own page here."""

    pattern_name = "own"


to_own_page = ToOwnPage.as_view()
to_own_page.for_strangers = True  # type: ignore[attr-defined]
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
    path("passkey/<int:pk>/remove/", webauthn.remove_webauthn, name="mfa_remove_webauthn"),
    path("sessions/", sessions.list_usersessions, name="usersessions_list"),
    *(
        path(f"none/{name}/", nowhere, name=f"account_{name}")
        for name in ("signup", "email", "reset_password", "set_password", "inactive", "email_verification_sent")
    ),
]
