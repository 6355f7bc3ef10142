"""Which tracing something belongs to, so that nothing of one can be used in another."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from hashlib import sha256

import rfc8785


@dataclass(frozen=True)
class Context:
    """The journal, the round, the tracing's name and the digest of its terms."""

    journal: str
    round: str
    tracing: str
    terms: str

    @property
    def digest(self) -> bytes:
        """SHA-256 of the canonical JSON (RFC 8785): the first bytes of all that is hashed in this tracing."""
        return sha256(rfc8785.dumps(asdict(self))).digest()
