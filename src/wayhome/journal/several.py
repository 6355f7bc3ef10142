"""One touch of a passkey over several acts: what it is asked with, and the way there from the digest of each act.

The acts' digests (see `challenge_of`), in the order in which the acts were shown, are the leaves of a tree like the
journal's own (RFC 6962, section 2.1). The passkey is asked with SHA-256 of a prefix that nothing else signed here
begins with, of how many acts there are, and of the root. The number fixes the tree's shape, and so the way up from each
place: no answer fits another act, another place, another order or another list, and none to several fits one alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

import msgspec

from wayhome.journal.errors import BadPasskey, BadProof
from wayhome.journal.tree import Tree, leaf_hash, root_above

_PREFIX = b"wayhome acts under one touch, version 1\n"
"""No envelope's signed bytes begin so: those begin with "DSSEv1"."""


class Among(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An act's place among several that one touch is for. Places count from 0; there are at least two acts."""

    path: tuple[bytes, ...]
    """The hashes beside the way from the act up to the root (32 bytes each), the lowest first."""
    position: int
    size: int

    def challenge(self, own: bytes) -> bytes:
        """Return what the passkey was asked with if the act with the challenge ``own`` stands here.

        Raises `BadPasskey` where the path doesn't belong to this place.
        """
        if self.size < 2:
            raise BadPasskey("journal.among_fewer_than_two")
        try:
            return _challenge(self.size, root_above(self.position, self.size, leaf_hash(own), self.path))
        except BadProof as error:
            raise BadPasskey("journal.no_place_among_acts", why=error) from None


def challenge_for_all(challenges: Sequence[bytes]) -> bytes:
    """Return what a passkey is asked with for acts with these challenges, in this order; for a single act its own.

    Raises ValueError where there is none.
    """
    if len(challenges) < 2:
        (challenge,) = challenges
        return challenge
    return _challenge(len(challenges), _tree(challenges).root())


def places_among(challenges: Sequence[bytes]) -> tuple[Among | None, ...]:
    """Return the place of each of these acts among them; of a single act there is none to tell."""
    if len(challenges) < 2:
        return (None,) * len(challenges)
    tree, size = _tree(challenges), len(challenges)
    return tuple(Among(tuple(tree.inclusion(position)), position, size) for position in range(size))


def _tree(challenges: Sequence[bytes]) -> Tree:
    tree = Tree()
    for challenge in challenges:
        tree.append(leaf_hash(challenge))
    return tree


def _challenge(size: int, root: bytes) -> bytes:
    return sha256(_PREFIX + b"%d\n%b" % (size, root)).digest()
