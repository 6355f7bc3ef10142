"""A person on the way home, as the shared record knows them: by a reference that says nothing to a stranger."""

from __future__ import annotations

import base64
import hmac
from dataclasses import dataclass
from hashlib import sha256

from wayhome.people.categories import Category, Condition, Track, is_protected


@dataclass(frozen=True, slots=True)
class Returnee:
    """One person of a package. No name and no number: ``person`` is a salted reference (see `reference`)."""

    person: str
    holder: str
    """The detaining party."""
    home: str
    """The party of origin."""
    track: Track
    category: Category
    conditions: tuple[Condition, ...] = ()
    """Certified conditions, in alphabetical order."""
    family: str = ""
    """Shared by those who may not be separated; "" for a person who travels alone."""

    @property
    def protected(self) -> bool:
        """Whether this person may stand in no count."""
        return is_protected(self.category, frozenset(self.conditions))


def reference(salt: bytes, holder: str, held_id: str) -> str:
    """The reference of the person whom ``holder`` lists under ``held_id``: 16 characters, the same for the same salt.

    The salt is the round's secret, known to its parties and never written to the journal; without it a reference can't
    be traced back by trying every name or number (HMAC-SHA-256, RFC 2104; 80 bits kept).
    """
    message = f"{len(holder)}:{holder}:{held_id}".encode()
    return base64.b32encode(hmac.digest(salt, message, sha256)[:10]).decode()


def sought_reference(salt: bytes, home: str, sought_id: str) -> str:
    """The reference of the person whom ``home`` seeks under ``sought_id``, made as `reference` is.

    A person sought and a person held go by two references, whoever judges that the two are one.
    """
    message = f"sought:{len(home)}:{home}:{sought_id}".encode()
    return base64.b32encode(hmac.digest(salt, message, sha256)[:10]).decode()
