"""A member's passkey in software, enrolled at the desk, and what a browser would hand in of it."""

from __future__ import annotations

import json
from base64 import urlsafe_b64encode
from hashlib import sha256

from allauth.mfa.webauthn.internal.auth import WebAuthn
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData

from kit.authenticator import Authenticator
from wayhome.desk.seats.models import Member

_HOST, _ORIGIN = "testserver", "http://testserver"
_VERIFIED_WITH_CREDENTIAL = 0x45


def give_passkey(member: Member) -> Authenticator:
    """Enrol a passkey for a member, as a browser's answer to the registration would."""
    device = Authenticator()
    point = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), device.passkey.key)
    made = AttestedCredentialData.create(bytes(16), device.credential, ES256.from_cryptography_key(point))
    data = AuthenticatorData.create(sha256(_HOST.encode()).digest(), _VERIFIED_WITH_CREDENTIAL, 0, bytes(made))
    client = json.dumps({"type": "webauthn.create", "challenge": "", "origin": _ORIGIN}).encode()
    response = {"clientDataJSON": _text(client), "attestationObject": _text(AttestationObject.create("none", data, {}))}
    name = _text(device.credential)
    WebAuthn.add(member, "office key", {"id": name, "rawId": name, "type": "public-key", "response": response})
    return device


def handed_in(device: Authenticator, shown: str) -> dict[str, str]:
    """What a form is posted with after the passkey was asked about what the page shows."""
    answer = device.answer(bytes.fromhex(shown), rp_id=_HOST, origin=_ORIGIN)
    response = {
        "authenticatorData": _text(answer.authenticator_data),
        "clientDataJSON": _text(answer.client_data_json),
        "signature": _text(answer.signature),
    }
    return {"shown": shown, "credential": json.dumps({"rawId": _text(answer.credential), "response": response})}


def _text(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()
