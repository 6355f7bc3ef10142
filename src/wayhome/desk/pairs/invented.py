"""The invented round's pairs: what the facilitator, to whom all four lists were lent, found and had judged."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from wayhome.desk.pairs.jobs import keep
from wayhome.people import Particulars
from wayhome.tracing import read_matches


def make_pairs(story: Path, lists: Mapping[str, dict[str, Particulars]], parties: tuple[str, ...]) -> None:
    """Keep the story's pairs, within the facilitator's scope. ``lists`` are its rows by id, by the file's name."""
    matches = read_matches(story / "matches.csv")
    for home in parties:
        for holder in parties:
            sought, held = lists[f"{home.lower()}-sought"], lists[f"{holder.lower()}-held"]
            of_way = tuple(match for match in matches if match.sought_id in sought and match.held_id in held)
            if home != holder:
                keep(home, holder, of_way, sought, held)
