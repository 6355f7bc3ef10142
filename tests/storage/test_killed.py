"""Killed with no warning at any moment, in a file or a database: nothing acknowledged is lost, nothing stands twice."""

import random

import pytest
from kit.killed import MOST_AT_ONCE, kill_again_and_again, standing

TIMES = 70


@pytest.mark.parametrize("kind", ["file", "sqlite", "postgresql"])
def test_killed_again_and_again_it_keeps_what_it_acknowledged_once(request, tmp_path, kind):
    where = request.getfixturevalue("database") if kind == "postgresql" else tmp_path / "journal.sqlite"
    place = f"{kind}:{where}"
    acknowledged, stands = kill_again_and_again(place, TIMES, random.Random(kind))
    assert stands == list(range(1, len(stands) + 1))
    assert acknowledged <= set(stands)
    # What was durable when the kill came before its acknowledgement stands as well: at most one call a time.
    assert len(stands) - len(acknowledged) <= TIMES * MOST_AT_ONCE
    assert len(acknowledged) > TIMES
    if kind == "postgresql":
        server = request.getfixturevalue("postgresql")
        server.stop("immediate")
        server.start()
        assert standing(place) == stands
