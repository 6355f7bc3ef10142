"""A member's passkeys as the journal knows them, and what one answered when it was asked to sign."""

from __future__ import annotations

import json

from allauth.mfa.models import Authenticator
from django.conf import settings
from fido2.utils import websafe_decode
from fido2.webauthn import AttestedCredentialData

from wayhome.desk.seats.adapter import relying_party
from wayhome.desk.seats.models import Member
from wayhome.desk.table import Here
from wayhome.journal import Assertion, BadKey, BadPasskey, Passkey, RelyingParty, challenge_for_all, check_assertion
from wayhome.rounds import Drawn

_ES256, _EDDSA = -7, -8
"""COSE's numbers of the two algorithms a covenant may name (RFC 9053)."""


def passkeys_of(member: Member) -> list[Passkey]:
    """A member's passkeys in the form in which a covenant names them, those of the two algorithms it may name."""
    found = []
    for row in Authenticator.objects.filter(user=member, type=Authenticator.Type.WEBAUTHN).order_by("pk"):
        passkey = _passkey(row.wrap().authenticator_data.credential_data, member.duty.replace("_", " "))
        if passkey is not None:
            found.append(passkey)
    return found


def place_of_asking() -> RelyingParty:
    """Where passkeys are asked for: this desk, with the person verified each time."""
    return RelyingParty(relying_party(), (settings.ADDRESS,), user_verification=True)


def challenge_of_all(drawn: tuple[Drawn, ...]) -> bytes:
    """What a passkey is asked with for these acts, in the order in which they are shown."""
    return challenge_for_all([each.challenge for each in drawn])


def answered(member: Member, challenge: bytes, text: str) -> Assertion:
    """What the browser brought back of a passkey, checked against what was asked. Raises `BadPasskey`."""
    try:
        given = json.loads(text)
        response = given["response"]
        assertion = Assertion(
            websafe_decode(response["authenticatorData"]),
            websafe_decode(response["clientDataJSON"]),
            websafe_decode(given["rawId"]),
            websafe_decode(response["signature"]),
        )
    except (ValueError, KeyError, TypeError) as error:
        raise BadPasskey("journal.no_answer_of_an_authenticator") from error
    for passkey in passkeys_of(member):
        if passkey.credential == assertion.credential:
            check_assertion(assertion, challenge, passkey, place_of_asking())
            return assertion
    raise BadPasskey("journal.no_passkey_of_the_member")


def in_covenant(place: Here, assertion: Assertion) -> bool:
    """Whether the covenant in force names this passkey for the member's seat, asked for at this desk."""
    covenant = place.rounds.covenant
    office = covenant.seats.get(place.seat) if covenant else None
    if covenant is None or office is None or covenant.relying_party != place_of_asking():
        return False
    return assertion.credential in {passkey.credential for passkey in office.passkeys}


def _passkey(data: AttestedCredentialData, holder: str) -> Passkey | None:
    key = data.public_key
    algorithm = key.get(3)
    try:
        if algorithm == _ES256:
            return Passkey("ES256", data.credential_id, holder, b"\x04" + key[-2] + key[-3])
        if algorithm == _EDDSA:
            return Passkey("EdDSA", data.credential_id, holder, key[-2])
    except (BadKey, KeyError):
        return None
    return None
