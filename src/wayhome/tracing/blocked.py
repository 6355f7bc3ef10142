"""On which keys two entries meet: to say of a pair that was not found whether it was ever compared."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from wayhome.people import Particulars
from wayhome.tracing.candidates import Candidates
from wayhome.tracing.reading import Reading


def shared_keys(
    held: Iterable[Particulars], sought: Iterable[Particulars], pairs: Sequence[tuple[str, str]]
) -> list[frozenset[str]]:
    """For each pair (sought id, held id) the kinds of keys it shares, by name; empty where it is never compared.

    A key that too many pairs share doesn't count, as in tracing itself.
    """
    reading = Reading()
    reading.add(sought)
    boundary = len(reading)
    reading.add(held)
    entries = reading.entries()
    place_sought = {row_id: place for place, row_id in enumerate(entries.ids[:boundary])}
    place_held = {row_id: place for place, row_id in enumerate(entries.ids[boundary:], start=boundary)}
    left = np.array([place_sought[sought_id] for sought_id, _ in pairs], dtype=np.int32)
    right = np.array([place_held[held_id] for _, held_id in pairs], dtype=np.int32)
    met = [set[str]() for _ in pairs]
    for name, shared in Candidates(entries, boundary).meeting(left, right):
        for place in np.flatnonzero(shared).tolist():
            met[place].add(name)
    return list(map(frozenset, met))
