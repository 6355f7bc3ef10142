"""What else could be chosen, as a file for a facilitator's table: JSON or CSV."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence

import msgspec

from wayhome.exchange.planner import Alternative, Point


def choices_json(points: Sequence[Point], alternatives: Sequence[Alternative]) -> bytes:
    """Points and alternatives with all that is known of them."""
    plain = msgspec.to_builtins({"points": points, "alternatives": alternatives})
    return (json.dumps(plain, ensure_ascii=False, indent=1) + "\n").encode()


def choices_csv(points: Sequence[Point], alternatives: Sequence[Alternative]) -> bytes:
    """A line for each point and each alternative: heads home to each party, counted and outside every count."""
    parties = [party for party, _ in (points[0].home if points else alternatives[0].home if alternatives else ())]
    text = io.StringIO()
    lines = csv.writer(text, lineterminator="\n")
    outside = [f"{party} outside every count" for party in parties]
    lines.writerow(["choice", "about", *parties, "counted", *outside, "proven"])
    for point in points:
        home = [heads for _, heads in point.home]
        lines.writerow(
            [point.name, " ".join(point.about), *home, sum(home), *("" for _ in parties), _said(point.proven)]
        )
    for each in alternatives:
        home = [heads for _, heads in each.home]
        proven = "contradictory" if each.contradictory else _said(each.proven)
        about = f"{each.key} = {each.now}" if each.key else ""
        unconditional = [heads for _, heads in each.unconditional]
        lines.writerow(["terms" if about else "terms as they are", about, *home, sum(home), *unconditional, proven])
    return text.getvalue().encode()


def _said(proven: bool) -> str:
    return "proven" if proven else "not proven"
