"""The envelope around what is signed: DSSE v1 (Dead Simple Signing Envelope, secure-systems-lab/dsse, protocol.md).

What is signed is the pre-authentication encoding (PAE) of the payload's type and bytes, so no JSON has to be parsed to
know what was signed. Stored is the canonical JSON of
``{"payload": base64, "payloadType": ..., "signatures": [{"keyid": ..., "sig": base64}]}``, and, where a person gave a
passkey beside, of its ``passkeys``. ``keyid`` is the whole public key in base64: so anybody can check that the
signature is that key's; whether that key may sign is for the reader to say, who has the covenant.
"""

from __future__ import annotations

import msgspec

from wayhome.journal.canonical import decode_as, decoder, encode
from wayhome.journal.errors import BadEnvelope, BadKey, why
from wayhome.journal.keys import SIGNATURE_BYTES, PublicKey, SigningKey
from wayhome.journal.passkey import Assertion

PAYLOAD_TYPE = "application/vnd.wayhome.entry+json"


def pre_authentication_encoding(payload_type: str, payload: bytes) -> bytes:
    """Return the bytes a signature covers: PAE of DSSE v1. Lengths count bytes of UTF-8, not characters."""
    kind = payload_type.encode()
    return b"DSSEv1 %d %b %d %b" % (len(kind), kind, len(payload), payload)


class Signature(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One signature: ``keyid`` is the public key in base64, ``sig`` its 64 bytes."""

    keyid: str
    sig: bytes


class Envelope(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A payload, who signed it (each key once, sorted by keyid), and the passkeys given beside."""

    payload: bytes
    payload_type: str = msgspec.field(name="payloadType")
    signatures: tuple[Signature, ...]
    passkeys: tuple[Assertion, ...] = ()

    @classmethod
    def sign(
        cls, payload: bytes, *keys: SigningKey, payload_type: str = PAYLOAD_TYPE, passkeys: tuple[Assertion, ...] = ()
    ) -> Envelope:
        """Put ``payload``, canonical JSON of this type, in an envelope signed with ``keys``."""
        message = pre_authentication_encoding(payload_type, payload)
        signatures = [Signature(str(key.public), key.sign(message)) for key in keys]
        return cls(payload, payload_type, tuple(sorted(signatures, key=lambda each: each.keyid)), passkeys)

    @property
    def signed_bytes(self) -> bytes:
        """What the signatures cover."""
        return pre_authentication_encoding(self.payload_type, self.payload)

    def verify(self) -> frozenset[bytes]:
        """Return the keys that signed. Raises `BadSignature` if one of the signatures is not its key's."""
        message = self.signed_bytes
        keys = [PublicKey.parse(each.keyid) for each in self.signatures]
        for key, each in zip(keys, self.signatures, strict=True):
            key.verify(message, each.sig)
        return frozenset(key.raw for key in keys)

    def named_keys(self) -> frozenset[bytes]:
        """Return the keys whose signatures these say they are."""
        return frozenset(PublicKey.parse(each.keyid).raw for each in self.signatures)

    def encode(self) -> bytes:
        """Return the stored form."""
        return encode(msgspec.to_builtins(self))

    @classmethod
    def reread(cls, data: bytes) -> Envelope:
        """Read once more what `decode` has taken: these very bytes need no second look at their form."""
        return _ENVELOPE.decode(data)

    @classmethod
    def decode(cls, data: bytes, payload_type: str = PAYLOAD_TYPE) -> Envelope:
        """Read the stored form. Raises `NotCanonical` or `BadEnvelope`."""
        try:
            envelope = decode_as(data, _ENVELOPE)
        except msgspec.ValidationError as error:
            raise BadEnvelope("journal.not_an_envelope", error=why(error)) from None
        if envelope.payload_type != payload_type:
            raise BadEnvelope("journal.other_payload", type=payload_type)
        names = [each.keyid for each in envelope.signatures]
        if not names or (len(names) > 1 and names != sorted(set(names))):
            raise BadEnvelope("journal.signatures_of_envelope")
        for each in envelope.signatures:
            _require_key(each.keyid)
            if len(each.sig) != SIGNATURE_BYTES:
                raise BadEnvelope("journal.length_of_signature", bytes=SIGNATURE_BYTES, found=len(each.sig))
        return envelope


_ENVELOPE = decoder(Envelope)


def _require_key(keyid: str) -> None:
    try:
        PublicKey.parse(keyid)
    except BadKey as error:
        raise BadEnvelope("journal.bad_keyid", error=error) from None
