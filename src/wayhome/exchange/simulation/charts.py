"""The pictures of a simulation as geometry: axes with round numbers, and people home over time as a line in a band."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from wayhome.exchange.simulation.summary import Interval

WIDTH, HEIGHT = 640, 220
"""Of a picture of people home."""
LEFT, RIGHT, TOP, BOTTOM = 64, 20, 14, 44
"""Room around its plot for ticks and what they count."""
_STEPS_OF_MONTHS = (1, 2, 3, 6, 12, 24, 60, 120)
_AT_MOST = 8
"""Ticks on the axis of months."""


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark on an axis, where it stands in the picture."""

    at: float
    label: str


@dataclass(frozen=True, slots=True)
class Plot:
    """The axes that all pictures of people home have alike."""

    months: int
    most: float
    """People at the top."""

    @classmethod
    def of(cls, homes: Iterable[Sequence[Interval]]) -> Plot:
        """The axes that hold all of these."""
        curves = list(homes)
        most = max((point.high for home in curves for point in home), default=0)
        return cls(max(map(len, curves)), scale(most)[-1])

    def x(self, month: float) -> float:
        """Where the end of so many months stands."""
        return LEFT + (WIDTH - LEFT - RIGHT) * month / self.months

    def y(self, people: float) -> float:
        """Where so many people stand."""
        return TOP + (HEIGHT - TOP - BOTTOM) * (1 - people / self.most)

    @property
    def across(self) -> list[Tick]:
        """Ticks of months."""
        step = next((each for each in _STEPS_OF_MONTHS if self.months <= each * _AT_MOST), _STEPS_OF_MONTHS[-1])
        return [Tick(self.x(month), str(month)) for month in range(0, self.months + 1, step)]

    @property
    def up(self) -> list[Tick]:
        """Ticks of people."""
        return [Tick(self.y(people), f"{people:,g}") for people in scale(self.most)]

    def line(self, home: Sequence[Interval]) -> str:
        """The means as points of a line; at the beginning nobody is home."""
        return _points([(self.x(month), self.y(each.mean)) for month, each in enumerate((_NOBODY, *home))])

    def band(self, home: Sequence[Interval]) -> str:
        """The intervals as points of a polygon."""
        both = list(enumerate((_NOBODY, *home)))
        low = [(self.x(month), self.y(each.low)) for month, each in both]
        return _points(low + [(self.x(month), self.y(each.high)) for month, each in reversed(both)])


_NOBODY = Interval(0, 0, 0)


def scale(most: float) -> list[float]:
    """Round numbers from 0 to the first that is no less than ``most``: steps of 1, 2 or 5 times a power of ten."""
    power = 10.0 ** math.floor(math.log10(most / 5)) if most > 0 else 0.2
    step = next(power * times for times in (1, 2, 5, 10) if most <= power * times * 5)
    return [round(step * at, 9) for at in range(math.ceil(most / step - 1e-9) + 1)] if most > 0 else [0.0, 1.0]


def _points(points: Iterable[tuple[float, float]]) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
