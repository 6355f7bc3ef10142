"""The seats of a round."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a seat is there for."""

    FACILITATOR = "facilitator"
    """The state or body lending its good offices; it holds no one."""
    PARTY = "party"
    OBSERVER = "observer"
    """The ICRC or another neutral body: takes wishes, certifies fitness, clears for transfer."""
    RECEPTION = "reception"
    """The medical service that receives people after the handover."""


@dataclass(frozen=True)
class Seat:
    """A seat at the table. Its key counts from the moment another seat has confirmed it."""

    role: Role
    key: str = ""
    """Ed25519 public key, base64; "" until the seat is taken."""
    confirmed_by: tuple[str, ...] = ()
