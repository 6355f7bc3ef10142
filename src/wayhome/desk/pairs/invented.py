"""The invented round's pairs: what the facilitator, to whom all four lists were lent, found and had judged."""

from __future__ import annotations

from pathlib import Path

from wayhome.desk.pairs.jobs import keep
from wayhome.people import Particulars, read_list
from wayhome.tracing import read_matches


def make_pairs(story: Path, parties: tuple[str, ...]) -> None:
    """Keep the story's pairs, within the facilitator's scope."""
    lists = {path.stem: _by_id(path) for path in story.glob("*-*.csv") if not path.stem.endswith("rejected")}
    matches = read_matches(story / "matches.csv")
    for home in parties:
        for holder in parties:
            sought, held = lists[f"{home.lower()}-sought"], lists[f"{holder.lower()}-held"]
            of_way = tuple(match for match in matches if match.sought_id in sought and match.held_id in held)
            if home != holder:
                keep(home, holder, of_way, sought, held)


def _by_id(path: Path) -> dict[str, Particulars]:
    return {row.id: row for row in read_list(path).rows}
