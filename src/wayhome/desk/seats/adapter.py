"""How allauth behaves at this desk: nobody signs up, nothing is mailed, one relying party, our own first page."""

from __future__ import annotations

from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest

from wayhome.desk.seats.second_factor import may_remove


class Accounts(DefaultAccountAdapter):  # type: ignore[misc]
    """Nobody makes an account for themselves: members are invited."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - the signature is allauth's
        """Never."""
        return False

    def send_mail(self, template_prefix: str, email: str, context: object) -> None:
        """Nothing leaves this desk by mail."""

    def add_message(self, *given: object, **more: object) -> None:
        """Our own pages say what was done."""


class SecondFactors(DefaultMFAAdapter):  # type: ignore[misc]
    """The relying party of passkeys: the desk's address, the same for signing in and for signing acts."""

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """The desk's host name and what the browser shows for it."""
        return {"id": relying_party(), "name": "Wayhome"}

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Never the last way in."""
        return may_remove(authenticator)

    def get_totp_issuer(self) -> str:
        """What an authenticator app shows beside the code."""
        return "Wayhome"


def relying_party() -> str:
    """The id of the desk as a relying party: its host name."""
    return urlsplit(settings.ADDRESS).hostname or "localhost"
