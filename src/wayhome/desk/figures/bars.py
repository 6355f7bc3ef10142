"""Bars of a small chart: where each stands and how long it is, in the units of an SVG picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH = 600
"""Of the whole picture; the bars take what the labels leave."""
_LABEL, _HEIGHT, _FIGURE = 240, 26, 50


@dataclass(frozen=True)
class Bar:
    """One bar: what it is of, its figure, its place."""

    label: str
    value: int
    y: int
    start: int
    length: int

    @property
    def middle(self) -> int:
        """Where its text stands."""
        return self.y + 17

    @property
    def end(self) -> int:
        """Where its figure stands."""
        return self.start + self.length + 6


def bars(figures: Sequence[tuple[str, int]]) -> tuple[Bar, ...]:
    """Bars for these figures, on one scale that begins at nothing."""
    most = max((value for _, value in figures), default=0) or 1
    room = WIDTH - _LABEL - _FIGURE
    return tuple(
        Bar(label, value, _HEIGHT * number, _LABEL, room * value // most)
        for number, (label, value) in enumerate(figures)
    )
