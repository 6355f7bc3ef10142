"""From bytes to elements and scalars of the group: RFC 9380 and RFC 9497, suite ristretto255-SHA512."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha512

from wayhome.tracing.blind.ristretto import UNIFORM_BYTES, elements_from, scalar_from

_DIGEST_BYTES = 64
_BLOCK = bytes(128)
"""As long as a block of SHA-512, all zeros."""


def expand_message(message: bytes, domain: bytes, length: int = UNIFORM_BYTES) -> bytes:
    """``length`` uniform bytes from ``message``, other ones for every ``domain`` (RFC 9380, 5.3.1, with SHA-512).

    Raises ValueError for a length or a domain that the RFC doesn't allow.
    """
    blocks = -(-length // _DIGEST_BYTES)
    if not 0 < blocks <= 255 or not domain or len(domain) > 255:
        raise ValueError("at most 255 blocks, and a domain of 1 to 255 bytes")
    ending = domain + bytes((len(domain),))
    first = sha512(_BLOCK + message + length.to_bytes(2) + b"\0" + ending).digest()
    last = sha512(first + b"\1" + ending).digest()
    out = last
    for number in range(2, blocks + 1):
        mixed = bytes(one ^ other for one, other in zip(first, last, strict=True))
        last = sha512(mixed + bytes((number,)) + ending).digest()
        out += last
    return out[:length]


def hash_to_elements(messages: Iterable[bytes], domain: bytes) -> bytes:
    """The element of each message, one after the other. Nobody knows what multiple of the generator it is."""
    return elements_from(b"".join(expand_message(message, domain) for message in messages))


def hash_to_scalar(message: bytes, domain: bytes) -> bytes:
    """The scalar of a message."""
    return scalar_from(expand_message(message, domain))
