"""The hash tree over a journal's entries: RFC 6962, section 2.1, and RFC 9162, section 2.1.

A leaf is an entry's envelope in its stored bytes. Positions count from 0.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

from wayhome.journal.errors import BadProof

EMPTY_ROOT = sha256(b"").digest()
_HASH_BYTES = 32


def leaf_hash(entry: bytes) -> bytes:
    """Return the hash of one entry, set apart from a node's so that neither passes for the other."""
    return sha256(b"\0" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of two subtrees."""
    return sha256(b"\1" + left + right).digest()


class Tree:
    """A growing tree: every leaf's hash and the root of every complete subtree.

    Appending takes two hashes on average, a root or a proof as many as the tree has levels.
    """

    def __init__(self) -> None:
        self._levels: list[list[bytes]] = [[]]

    def __len__(self) -> int:
        return len(self._levels[0])

    def append(self, leaf: bytes) -> None:
        """Append a leaf's hash (see `leaf_hash`)."""
        level = 0
        self._levels[0].append(leaf)
        while len(self._levels[level]) % 2 == 0:
            left, right = self._levels[level][-2:]
            level += 1
            if level == len(self._levels):
                self._levels.append([])
            self._levels[level].append(node_hash(left, right))

    def truncate(self, size: int) -> None:
        """Take back every leaf from position ``size`` on."""
        for level, row in enumerate(self._levels):
            del row[size >> level :]

    def leaf(self, position: int) -> bytes:
        """Return the hash of the leaf at ``position``."""
        return self._levels[0][position]

    def root(self, size: int | None = None) -> bytes:
        """Return the root over the first ``size`` leaves; over all by default. Raises ValueError if there are fewer."""
        size = self._size(size)
        return self._subtree(0, size) if size else EMPTY_ROOT

    def inclusion(self, position: int, size: int | None = None) -> list[bytes]:
        """Return the proof that the leaf at ``position`` stands in the tree of ``size`` leaves (RFC 9162, 2.1.3.1)."""
        size = self._size(size)
        if not 0 <= position < size:
            raise ValueError(f"position {position} is outside a tree of {size}")
        return self._path(position, 0, size)

    def consistency(self, old: int, new: int | None = None) -> list[bytes]:
        """Return the proof that the tree of ``old`` leaves is how the tree of ``new`` began (RFC 9162, 2.1.4.1)."""
        new = self._size(new)
        if not 0 <= old <= new:
            raise ValueError(f"a tree of {old} is no beginning of a tree of {new}")
        return self._subproof(old, 0, new, known=True) if 0 < old < new else []

    def _size(self, size: int | None) -> int:
        if size is None:
            return len(self)
        if not 0 <= size <= len(self):
            raise ValueError(f"the tree has {len(self)} leaves, not {size}")
        return size

    def _subtree(self, start: int, end: int) -> bytes:
        """The root over leaves ``start`` to ``end`` (exclusive), where the splits of the whole tree come to these."""
        size = end - start
        if size & (size - 1) == 0:
            level = size.bit_length() - 1
            return self._levels[level][start >> level]
        middle = start + _split(size)
        return node_hash(self._subtree(start, middle), self._subtree(middle, end))

    def _path(self, position: int, start: int, end: int) -> list[bytes]:
        if end - start == 1:
            return []
        middle = start + _split(end - start)
        if position < middle:
            return [*self._path(position, start, middle), self._subtree(middle, end)]
        return [*self._path(position, middle, end), self._subtree(start, middle)]

    def _subproof(self, old: int, start: int, end: int, *, known: bool) -> list[bytes]:
        """``known``: the verifier holds the root of the subtree of the old leaves here (the RFC's flag b)."""
        if old == end:
            return [] if known else [self._subtree(start, end)]
        middle = start + _split(end - start)
        if old <= middle:
            return [*self._subproof(old, start, middle, known=known), self._subtree(middle, end)]
        return [*self._subproof(old, middle, end, known=False), self._subtree(start, middle)]


class Roots:
    """A growing tree of which only the edge is kept, and the roots of the last sizes: memory doesn't grow with it.

    For whoever reads a journal once, from its beginning to its end. Appending takes about half as many hashes as the
    tree has levels.
    """

    def __init__(self, kept: int) -> None:
        """``kept`` is the number of sizes, back from the present one, whose roots are known."""
        self._peaks: list[bytes] = []
        self._recent = [EMPTY_ROOT] * (kept + 1)
        self._size = 0

    def __len__(self) -> int:
        return self._size

    def append(self, leaf: bytes) -> None:
        """Append a leaf's hash (see `leaf_hash`)."""
        node, size = leaf, self._size
        while size & 1:
            node = node_hash(self._peaks.pop(), node)
            size >>= 1
        self._peaks.append(node)
        self._size += 1
        root = node
        for peak in self._peaks[-2::-1]:
            root = node_hash(peak, root)
        self._recent[self._size % len(self._recent)] = root

    def root(self, size: int | None = None) -> bytes:
        """Return the root over the first ``size`` leaves; over all by default. Raises ValueError if it isn't kept."""
        if size is None:
            size = self._size
        if not 0 <= self._size - size < len(self._recent) or size < 0:
            raise ValueError(f"the root of {size} leaves is not known where there are {self._size}")
        return self._recent[size % len(self._recent)]


def check_inclusion(position: int, size: int, leaf: bytes, proof: Sequence[bytes], root: bytes) -> None:
    """Raise `BadProof` unless the leaf with this hash stands at ``position`` under ``root`` (RFC 9162, 2.1.3.2)."""
    if root_above(position, size, leaf, proof) != root:
        raise BadProof("journal.does_not_lead_to_this_root")


def root_above(position: int, size: int, leaf: bytes, proof: Sequence[bytes]) -> bytes:
    """Return the root under which a proof has the leaf with this hash stand at ``position``, in a tree of ``size``.

    Raises `BadProof` unless the proof is one for this place.
    """
    if not 0 <= position < size:
        raise BadProof("journal.outside_the_tree", position=position, size=size)
    _require_hashes(leaf, *proof)
    index, last, computed = position, size - 1, leaf
    for sibling in proof:
        if last == 0:
            raise BadProof("journal.proof_too_long")
        if index % 2 or index == last:
            computed = node_hash(sibling, computed)
            index, last = _skip_left_edges(index, last)
        else:
            computed = node_hash(computed, sibling)
        index, last = index >> 1, last >> 1
    if last:
        raise BadProof("journal.proof_too_short")
    return computed


def check_consistency(old: int, new: int, old_root: bytes, new_root: bytes, proof: Sequence[bytes]) -> None:
    """Raise `BadProof` unless the tree of ``old`` leaves is how the tree of ``new`` began (RFC 9162, 2.1.4.2).

    Nothing can be shown of an empty old tree, so ``old`` of 0 is refused: there a verifier starts, checking nothing.
    """
    if not 0 < old <= new:
        raise BadProof("journal.no_beginning_of", old=old, new=new)
    if old == new:
        if proof or old_root != new_root:
            raise BadProof("journal.same_size_other_root")
        return
    _require_hashes(old_root, new_root, *proof)
    if old & (old - 1) == 0:
        proof = [old_root, *proof]
    if not proof:
        raise BadProof("journal.proof_empty")
    index, last = old - 1, new - 1
    while index % 2:
        index, last = index >> 1, last >> 1
    old_computed = new_computed = proof[0]
    for sibling in proof[1:]:
        if last == 0:
            raise BadProof("journal.proof_too_long")
        if index % 2 or index == last:
            old_computed, new_computed = node_hash(sibling, old_computed), node_hash(sibling, new_computed)
            index, last = _skip_left_edges(index, last)
        else:
            new_computed = node_hash(new_computed, sibling)
        index, last = index >> 1, last >> 1
    if last or old_computed != old_root or new_computed != new_root:
        raise BadProof("journal.does_not_lead_to_the_new_root")


def _split(size: int) -> int:
    """The largest power of two below ``size``: how many leaves go to the left."""
    return 1 << ((size - 1).bit_length() - 1)


def _skip_left_edges(index: int, last: int) -> tuple[int, int]:
    """Go up while the subtree is a left one on the right edge, which has no sibling there."""
    while index and index % 2 == 0:
        index, last = index >> 1, last >> 1
    return index, last


def _require_hashes(*hashes: bytes) -> None:
    if any(len(each) != _HASH_BYTES for each in hashes):
        raise BadProof("journal.length_of_hash", bytes=_HASH_BYTES)
