"""How far back an author may have read: as far as can be checked without keeping the whole tree."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wayhome.journal import Entry, FalseCheckpoint, Seen
from wayhome.journal.succession import WINDOW, Succession
from wayhome.journal.tree import EMPTY_ROOT, Roots, Tree, leaf_hash


@given(st.integers(0, 70), st.integers(1, 20))
@settings(max_examples=60, deadline=None)
def test_the_edge_of_a_tree_has_the_roots_of_the_whole(size, kept):
    tree, roots = Tree(), Roots(kept)
    for number in range(size):
        leaf = leaf_hash(b"%d" % number)
        tree.append(leaf)
        roots.append(leaf)
    assert len(roots) == size
    for back in range(min(kept, size) + 1):
        assert roots.root(size - back) == tree.root(size - back)
    for unknown in (size + 1, size - kept - 1, -1):
        with pytest.raises(ValueError, match="not known"):
            roots.root(unknown)


def test_an_author_who_had_read_too_long_ago_reads_again_and_signs_anew():
    succession = Succession(None, Roots(WINDOW))
    first = Seen(0, EMPTY_ROOT)

    def entry(author, number, seen):
        return Entry(
            journal="a",
            sequence=number,
            round="r",
            author=author,
            kind="k",
            time=datetime(2025, 8, 24, tzinfo=UTC),
            facts={},
            seen=seen,
        )

    for number in range(1, WINDOW + 1):
        succession.admit(entry("lysoria", number, Seen(number - 1, succession.tree.root())), b"\1" * 32)
    succession.admit(entry("torvenia", 1, first), b"\2" * 32)
    with pytest.raises(FalseCheckpoint, match="too long ago"):
        succession.admit(entry("observer", 1, first), b"\3" * 32)
    succession.admit(entry("observer", 1, Seen(WINDOW + 1, succession.tree.root())), b"\3" * 32)
