"""The envelope around an entry: DSSE v1 (Dead Simple Signing Envelope, secure-systems-lab/dsse, protocol.md).

What is signed is the pre-authentication encoding (PAE) of the payload's type and bytes, so no JSON has to be parsed to
know what was signed. Stored is the canonical JSON of
``{"payload": base64, "payloadType": ..., "signatures": [{"keyid": ..., "sig": base64}]}``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from wayhome.journal.canonical import decode, encode, from_base64, to_base64
from wayhome.journal.errors import BadEnvelope, BadSignature, NotCanonical
from wayhome.journal.keys import SIGNATURE_BYTES, PublicKey, SigningKey

PAYLOAD_TYPE = "application/vnd.wayhome.entry+json"
_KEYID = re.compile(r"[0-9a-f]{64}", re.ASCII)


def pre_authentication_encoding(payload_type: str, payload: bytes) -> bytes:
    """Return the bytes a signature covers: PAE of DSSE v1. Lengths count bytes of UTF-8, not characters."""
    kind = payload_type.encode()
    return b"DSSEv1 %d %b %d %b" % (len(kind), kind, len(payload), payload)


@dataclass(frozen=True)
class Signature:
    """One signature: ``keyid`` is the key's whole id (see `PublicKey.id`), ``sig`` its 64 bytes."""

    keyid: str
    sig: bytes


@dataclass(frozen=True)
class Envelope:
    """A payload and who signed it: in this version exactly one signature, its author's."""

    payload: bytes
    signatures: tuple[Signature, ...]

    @classmethod
    def sign(cls, payload: bytes, key: SigningKey) -> Envelope:
        """Put ``payload``, an entry's canonical JSON, in an envelope signed with ``key``."""
        signature = key.sign(pre_authentication_encoding(PAYLOAD_TYPE, payload))
        return cls(payload, (Signature(key.public.id, signature),))

    def verify(self, key: PublicKey) -> None:
        """Raise `BadSignature` unless the signature is ``key``'s over this payload and names that key."""
        (signature,) = self.signatures
        if signature.keyid != key.id:
            raise BadSignature(f"names another key than the author's, {key.fingerprint}")
        key.verify(pre_authentication_encoding(PAYLOAD_TYPE, self.payload), signature.sig)

    def encode(self) -> bytes:
        """Return the stored form."""
        return encode(
            {
                "payload": to_base64(self.payload),
                "payloadType": PAYLOAD_TYPE,
                "signatures": [{"keyid": each.keyid, "sig": to_base64(each.sig)} for each in self.signatures],
            }
        )

    @classmethod
    def decode(cls, data: bytes) -> Envelope:
        """Read the stored form. Raises `NotCanonical` or `BadEnvelope`."""
        match decode(data):
            case {
                "payload": str(payload),
                "payloadType": str(payload_type),
                "signatures": [{"keyid": str(keyid), "sig": str(sig), **unknown_beside}],
                **unknown,
            } if not unknown and not unknown_beside:
                pass
            case _:
                raise BadEnvelope(
                    "not an envelope: payload, payloadType and signatures with one keyid and sig expected"
                )
        if payload_type != PAYLOAD_TYPE:
            raise BadEnvelope(f"holds another type of payload than {PAYLOAD_TYPE}")
        if not _KEYID.fullmatch(keyid):
            raise BadEnvelope("keyid is not a SHA-256 in hex")
        try:
            signature = from_base64(sig)
            content = from_base64(payload)
        except NotCanonical as error:
            raise BadEnvelope(f"payload or sig: {error}") from None
        if len(signature) != SIGNATURE_BYTES:
            raise BadEnvelope(f"a signature has {SIGNATURE_BYTES} bytes, not {len(signature)}")
        return cls(content, (Signature(keyid, signature),))
