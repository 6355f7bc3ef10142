"""The office of a seat: the keys it signs with, how many of them it takes, and those it signed with before."""

from __future__ import annotations

import msgspec

from wayhome.journal.entry import require_integer
from wayhome.journal.errors import BadKey, BadSignature
from wayhome.journal.keys import PublicKey
from wayhome.journal.passkey import Passkey


class FormerKey(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A key that was lost, stolen or given up: its signature counts on its seat's entries up to a running number."""

    key: bytes
    trusted_to: int

    def __post_init__(self) -> None:
        PublicKey(self.key)
        require_integer(self.trusted_to, "trusted_to", at_least=0)


class Office(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Whose signatures stand for a seat. Raises `BadKey` for keys or a threshold that can't."""

    keys: tuple[bytes, ...]
    """Ed25519 public keys, 32 bytes each. What is sealed to the seat is sealed to the first."""
    threshold: int = 1
    """How many of the keys have to sign."""
    former: tuple[FormerKey, ...] = ()
    passkeys: tuple[Passkey, ...] = ()
    """The passkeys of the people who act for the seat: evidence beside its signatures, never in their place."""

    def __post_init__(self) -> None:
        for key in self.keys:
            PublicKey(key)
        require_integer(self.threshold, "threshold", at_least=1)
        known = [*self.keys, *(each.key for each in self.former)]
        if len(set(known)) < len(known):
            raise BadKey("journal.key_twice_in_an_office")
        if self.threshold > len(self.keys):
            raise BadKey("journal.threshold_above_the_keys", threshold=self.threshold, keys=len(self.keys))
        credentials = [each.credential for each in self.passkeys]
        if len(set(credentials)) < len(credentials):
            raise BadKey("journal.passkey_twice_in_an_office")

    @classmethod
    def of(cls, key: PublicKey) -> Office:
        """The office of a seat with one key."""
        return cls((key.raw,))

    @property
    def ever(self) -> Office:
        """Any one of the keys the seat has or had: for what it signed before, which is only compared."""
        return Office((*self.keys, *(each.key for each in self.former)))

    def trusted(self, sequence: int) -> frozenset[bytes]:
        """The keys whose signatures count on the seat's entry with this running number."""
        return frozenset((*self.keys, *(each.key for each in self.former if sequence <= each.trusted_to)))

    def disavows(self, signed_by: frozenset[bytes], sequence: int) -> bool:
        """Whether one of these keys was given up, and isn't trusted for the seat's entry with this running number."""
        return any(each.key in signed_by and sequence > each.trusted_to for each in self.former)

    def require(self, signed_by: frozenset[bytes], sequence: int) -> None:
        """Raise `BadSignature` unless these keys, all of which signed, stand for the seat at this running number."""
        if len(signed_by) == 1 and self.threshold == 1 and signed_by <= set(self.keys):
            return
        strangers = signed_by - self.trusted(sequence)
        if strangers:
            stranger = PublicKey(min(strangers))
            if stranger.raw in {each.key for each in self.former}:
                raise BadSignature("journal.key_was_revoked", key=stranger.fingerprint, sequence=sequence)
            raise BadSignature("journal.signed_by_another_key", key=stranger.fingerprint)
        if len(signed_by) < self.threshold:
            raise BadSignature("journal.too_few_keys_signed", count=len(signed_by), threshold=self.threshold)
