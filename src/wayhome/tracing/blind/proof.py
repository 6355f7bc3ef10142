"""Proof that one secret key multiplied every element of a block: RFC 9497, section 2.2 (batched DLEQ).

A key that differed from element to element would mark lines of others so that they can be told again.
"""

from __future__ import annotations

from hashlib import sha512

from wayhome.tracing.blind.hashing import hash_to_scalar
from wayhome.tracing.blind.ristretto import (
    ELEMENT_BYTES,
    SCALAR_BYTES,
    NotAnElement,
    add,
    is_scalar,
    multiply_base,
    multiply_each,
    scalar_difference,
    scalar_product,
    weighted_sum,
)

PROOF_BYTES = 2 * SCALAR_BYTES
BLOCK = 4096
"""Elements under one proof; RFC 9497 numbers them with two bytes, so 65,535 at most."""
_CONTEXT = b"OPRFV1-\x01-ristretto255-SHA512"
_TO_SCALAR = b"HashToScalar-" + _CONTEXT


def prove(key: bytes, public: bytes, before: bytes, after: bytes, nonce: bytes) -> bytes:
    """The proof that ``after`` is ``before`` times ``key``, element by element, and ``public`` the generator times it.

    ``nonce`` is a scalar that is random, secret and used once: two proofs with one nonce give the key away.
    """
    combined = weighted_sum(_weights(public, before, after), before)
    challenge = _challenge(
        public,
        combined,
        multiply_each(key, combined),
        multiply_base(nonce),
        multiply_each(nonce, combined),
    )
    return challenge + scalar_difference(nonce, scalar_product(challenge, key))


def proves(public: bytes, before: bytes, after: bytes, proof: bytes) -> bool:
    """Whether ``proof`` shows that the key of ``public`` multiplied every element of ``before`` to give ``after``."""
    challenge, response = proof[:SCALAR_BYTES], proof[SCALAR_BYTES:]
    if not (is_scalar(challenge) and is_scalar(response)):
        return False
    try:
        weights = _weights(public, before, after)
        combined, raised = weighted_sum(weights, before), weighted_sum(weights, after)
        first = add(multiply_base(response), multiply_each(challenge, public))
        second = add(multiply_each(response, combined), multiply_each(challenge, raised))
    except NotAnElement:
        return False
    return _challenge(public, combined, raised, first, second) == challenge


def _weights(public: bytes, before: bytes, after: bytes) -> bytes:
    """A weight for each pair of elements, which nobody can choose: they are hashed from all that is proved."""
    count = len(before) // ELEMENT_BYTES
    if len(before) != len(after) or not 0 < count <= 0xFFFF:
        raise ValueError("as many elements before as after, 1 to 65,535")
    seed = sha512(_sized(public) + _sized(b"Seed-" + _CONTEXT)).digest()
    weights = []
    for number in range(count):
        part = slice(number * ELEMENT_BYTES, (number + 1) * ELEMENT_BYTES)
        transcript = _sized(seed) + number.to_bytes(2) + _sized(before[part]) + _sized(after[part]) + b"Composite"
        weights.append(hash_to_scalar(transcript, _TO_SCALAR))
    return b"".join(weights)


def _challenge(*elements: bytes) -> bytes:
    return hash_to_scalar(b"".join(map(_sized, elements)) + b"Challenge", _TO_SCALAR)


def _sized(data: bytes) -> bytes:
    return len(data).to_bytes(2) + data
