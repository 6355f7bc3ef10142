"""A person on the way home, as the shared record knows them: by a reference that says nothing to a stranger."""

from __future__ import annotations

import base64
import hmac
import re
from dataclasses import dataclass
from hashlib import sha256

from wayhome.people.categories import Category, Condition, Track, is_protected
from wayhome.people.salts import Salts

_REFERENCE = re.compile("[A-Z2-7]{16}")


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


def reference(salts: Salts, holder: str, held_id: str) -> str:
    """The reference of the person whom ``holder`` lists under ``held_id``: 16 characters, the same for the same salts.

    They come from the round's secret, known to its parties and never written to the journal; without it a reference
    can't be traced back by trying every name or number (HMAC-SHA-256, RFC 2104; 80 bits kept). Raises `SaltErased`.
    """
    return _reference(salts, held_as(holder, held_id))


def sought_reference(salts: Salts, home: str, sought_id: str) -> str:
    """The reference of the person whom ``home`` seeks under ``sought_id``, made as `reference` is.

    A person sought and a person held go by two references, whoever judges that the two are one.
    """
    return _reference(salts, sought_as(home, sought_id))


def is_reference(text: str) -> bool:
    """Whether this has the form of a person's reference: a name, a number or an id of a list has not."""
    return bool(_REFERENCE.fullmatch(text))


def held_as(holder: str, held_id: str) -> bytes:
    """By what a round's salts know the person whom ``holder`` lists under ``held_id``."""
    return f"{len(holder)}:{holder}:{held_id}".encode()


def sought_as(home: str, sought_id: str) -> bytes:
    """By what a round's salts know the person whom ``home`` seeks under ``sought_id``."""
    return f"sought:{len(home)}:{home}:{sought_id}".encode()


def _reference(salts: Salts, name: bytes) -> str:
    return base64.b32encode(hmac.digest(salts.of_person(name), name, sha256)[:10]).decode()
