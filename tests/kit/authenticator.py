"""A passkey in software: what a phone or a security key answers when a browser asks it to sign."""

from __future__ import annotations

import json
from base64 import urlsafe_b64encode
from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from wayhome.journal import Assertion, Passkey, RelyingParty, SigningKey

PARTY = RelyingParty("wayhome.example", ("https://стіл.wayhome.example",), user_verification=True)


class Authenticator:
    """Holds one key, of the algorithm named, made from a small number."""

    def __init__(self, algorithm: str = "ES256", secret: int = 1) -> None:
        self.algorithm = algorithm
        self.credential = sha256(f"{algorithm} {secret}".encode()).digest()
        self._point = ec.derive_private_key(secret, ec.SECP256R1())
        self._edwards = SigningKey(secret.to_bytes(32))

    @property
    def passkey(self) -> Passkey:
        """What the covenant names."""
        if self.algorithm == "EdDSA":
            key = self._edwards.public.raw
        else:
            key = self._point.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        return Passkey(self.algorithm, self.credential, "черговий офіцер", key)  # type: ignore[arg-type]

    def answer(
        self, challenge: bytes, /, *, flags: int = 0x05, rp_id: str = PARTY.id, tail: bytes = b"", **client: object
    ) -> Assertion:
        """Answer a challenge; what is named differs from what an honest browser and authenticator would say."""
        data = {
            "type": "webauthn.get",
            "challenge": urlsafe_b64encode(challenge).rstrip(b"=").decode(),
            "origin": PARTY.origins[0],
            "crossOrigin": False,
        } | client
        text = json.dumps(data, ensure_ascii=False).encode()
        authenticator_data = sha256(rp_id.encode()).digest() + bytes([flags]) + (7).to_bytes(4) + tail
        return Assertion(authenticator_data, text, self.credential, self.sign(authenticator_data, text))

    def sign(self, authenticator_data: bytes, client_data: bytes) -> bytes:
        """Sign as section 6.3.3 has it, whatever is given."""
        message = authenticator_data + sha256(client_data).digest()
        if self.algorithm == "EdDSA":
            return self._edwards.sign(message)
        return self._point.sign(message, ec.ECDSA(SHA256()))
