from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wayhome.journal import BadProof, check_consistency, check_inclusion, leaf_hash
from wayhome.journal.tree import EMPTY_ROOT, Tree, node_hash

# The eight leaves of Certificate Transparency's reference tests (google/certificate-transparency, merkle_tree_test.cc),
# and the root over the first one, two, ... eight of them.
LEAVES = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


def _planted(count):
    tree = Tree()
    leaves = [leaf_hash(f"запис {number}".encode()) for number in range(count)]
    for leaf in leaves:
        tree.append(leaf)
    return tree, leaves


# The definitions of RFC 9162, section 2.1, word for word: slow twins of the tree.


def _split(leaves):
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return split


def naive_root(leaves):
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    split = _split(leaves)
    return sha256(b"\1" + naive_root(leaves[:split]) + naive_root(leaves[split:])).digest()


def naive_path(position, leaves):
    if len(leaves) == 1:
        return []
    split = _split(leaves)
    if position < split:
        return [*naive_path(position, leaves[:split]), naive_root(leaves[split:])]
    return [*naive_path(position - split, leaves[split:]), naive_root(leaves[:split])]


def naive_subproof(old, leaves, known=True):
    if old == len(leaves):
        return [] if known else [naive_root(leaves)]
    split = _split(leaves)
    if old <= split:
        return [*naive_subproof(old, leaves[:split], known), naive_root(leaves[split:])]
    return [*naive_subproof(old - split, leaves[split:], False), naive_root(leaves[:split])]


def test_known_roots_of_certificate_transparency():
    tree = Tree()
    assert (
        tree.root() == EMPTY_ROOT == bytes.fromhex("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    )
    for leaf, root in zip(LEAVES, ROOTS, strict=True):
        tree.append(leaf_hash(bytes.fromhex(leaf)))
        assert tree.root().hex() == root
    assert [tree.root(size).hex() for size in range(1, 9)] == ROOTS


def test_the_example_of_rfc_9162_section_2_1_5():
    tree, (a, b, c, d, e, f, j) = _planted(7)
    g, h, i = node_hash(a, b), node_hash(c, d), node_hash(e, f)
    k, m = node_hash(g, h), node_hash(i, j)
    assert tree.root() == node_hash(k, m)
    assert tree.inclusion(0) == [b, h, m]
    assert tree.inclusion(3) == [c, g, m]
    assert tree.inclusion(4) == [f, j, k]
    assert tree.inclusion(6) == [i, k]
    assert tree.consistency(3) == [c, d, g, m]
    assert tree.consistency(4) == [m]
    assert tree.consistency(6) == [i, j, k]


def test_small_trees_are_as_defined_at_every_size():
    tree, leaves = _planted(33)
    for new in range(34):
        assert tree.root(new) == naive_root(leaves[:new])
        for position in range(new):
            proof = tree.inclusion(position, new)
            assert proof == naive_path(position, leaves[:new])
            check_inclusion(position, new, leaves[position], proof, tree.root(new))
        for old in range(1, new + 1):
            proof = tree.consistency(old, new)
            assert proof == naive_subproof(old, leaves[:new])
            check_consistency(old, new, tree.root(old), tree.root(new), proof)


def test_a_leaf_is_included_at_its_own_position_only():
    tree, leaves = _planted(21)
    for position in range(21):
        for other in set(range(21)) - {position}:
            with pytest.raises(BadProof):
                check_inclusion(other, 21, leaves[position], tree.inclusion(position), tree.root())
            with pytest.raises(BadProof):
                check_inclusion(position, 21, leaves[other], tree.inclusion(position), tree.root())


def _refused(check, *arguments):
    with pytest.raises(BadProof):
        check(*arguments)


@given(st.data(), st.integers(2, 300))
@settings(max_examples=60, deadline=None)
def test_a_proof_changed_anywhere_is_refused(data, new):
    tree, leaves = _planted(new)
    position = data.draw(st.integers(0, new - 1))
    old = data.draw(st.integers(1, new - 1))
    root, old_root = tree.root(), tree.root(old)
    stranger = leaf_hash(b"stranger")
    for proof, check in (
        (tree.inclusion(position), lambda proof: check_inclusion(position, new, leaves[position], proof, root)),
        (tree.consistency(old), lambda proof: check_consistency(old, new, old_root, root, proof)),
    ):
        check(proof)
        _refused(check, proof[:-1])
        _refused(check, [*proof, stranger])
        _refused(check, [stranger, *proof])
        _refused(check, [*proof[:-1], proof[-1][:-1]])
        for index in range(len(proof)):
            _refused(check, [*proof[:index], stranger, *proof[index + 1 :]])
    _refused(check_inclusion, position, new, leaves[position], tree.inclusion(position), stranger)
    _refused(check_consistency, old, new, stranger, root, tree.consistency(old))
    _refused(check_consistency, old, new, old_root, stranger, tree.consistency(old))


def test_nothing_is_proved_of_what_is_not_there():
    tree, leaves = _planted(4)
    root = tree.root()
    _refused(check_inclusion, 4, 4, leaves[3], tree.inclusion(3), root)
    _refused(check_inclusion, -1, 4, leaves[3], tree.inclusion(3), root)
    _refused(check_inclusion, 0, 0, leaves[0], [], root)
    _refused(check_inclusion, 0, 1, leaves[1], [leaves[0]], tree.root(2))
    _refused(check_inclusion, 1, 2, leaves[1][1:], [leaves[0] + leaves[1][:1]], tree.root(2))
    _refused(check_consistency, 0, 4, EMPTY_ROOT, root, [])
    _refused(check_consistency, 5, 4, root, root, [])
    _refused(check_consistency, 4, 4, root, tree.root(3), [])
    _refused(check_consistency, 4, 4, root, root, [root])
    _refused(check_consistency, 3, 4, tree.root(3), root, [])
    for ask, arguments in [(tree.root, [5]), (tree.inclusion, [4]), (tree.inclusion, [0, 5]), (tree.consistency, [5])]:
        with pytest.raises(ValueError, match="tree"):
            ask(*arguments)


@given(st.integers(0, 70), st.integers(0, 70))
@settings(max_examples=50, deadline=None)
def test_leaves_taken_back_leave_no_trace(kept, more):
    tree, leaves = _planted(kept + more)
    tree.truncate(kept)
    assert (len(tree), tree.root()) == (kept, naive_root(leaves[:kept]))
    for leaf in leaves[kept:]:
        tree.append(leaf)
    assert tree.root() == naive_root(leaves)
