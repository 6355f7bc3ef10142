"""The sealed part of a wish: what a person told the observer in private."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from wayhome.journal import canonical


@dataclass(frozen=True)
class WishAnswer:
    """A person's own answer, for the observer's eyes only."""

    person: str
    wants_to_go: bool
    destination: str = ""
    """Where they want to go, in their words; "" for the party of origin's territory."""
    fears_transfer: bool = False
    """Whether they fear what awaits them there and that fear is not resolved (CAT 3; GC IV 45 (4))."""

    def to_bytes(self) -> bytes:
        """The canonical JSON form."""
        return canonical.encode(msgspec.to_builtins(self))

    @classmethod
    def from_bytes(cls, content: bytes) -> WishAnswer:
        """Read the canonical JSON form. Raises ValueError for anything else."""
        try:
            return msgspec.convert(canonical.decode(content), cls, strict=True)
        except msgspec.ValidationError as error:
            raise ValueError("not the answer of a wish") from error
