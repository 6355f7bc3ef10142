"""Invented pools of volunteers for an assembly, as programs: how many of each kind may sit, with quotas by feature.

It is the best known relative of a lottery among equals (B. Flanigan, P. Gölz, A. Gupta, B. Hennig, A. Procaccia, *Fair
algorithms for selecting citizens' assemblies*, Nature 596, 2021), and has peers to measure against.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from wayhome.exchange.program import Program, Row

SIZES = ((150, 22), (200, 20), (300, 45), (2_000, 200), (10_000, 1_500))
"""People who volunteered, and seats."""
QUICK = ((40, 8),)
FEATURES = {"gender": 2, "age": 5, "region": 6, "education": 3, "dwelling": 2}
"""Features, and how many values each has."""

Profile = tuple[int, ...]
"""One value of each feature."""


@dataclass(frozen=True)
class Sortition:
    """A pool, and how many of each value of each feature an assembly must have."""

    people: tuple[Profile, ...]
    seats: int
    quotas: dict[tuple[str, int], tuple[int, int]]
    """By feature and value: at least, at most."""


def sortition(people: int, seats: int, seed: int = 1) -> Sortition:
    """A pool in which some volunteer more readily than others, and quotas near what the whole population is like.

    The quotas are those of one assembly drawn from the pool as if nobody had been readier, give or take a twentieth, so
    that there is always an assembly.
    """
    chance = random.Random(seed)
    shares = {feature: [chance.uniform(1, 3) for _ in range(count)] for feature, count in FEATURES.items()}
    readiness = {feature: [chance.uniform(0.4, 1) for _ in range(count)] for feature, count in FEATURES.items()}
    pool: list[Profile] = []
    ready: list[float] = []
    while len(pool) < people:
        one = tuple(chance.choices(range(count), shares[name])[0] for name, count in FEATURES.items())
        willing = 1.0
        for feature, value in zip(FEATURES, one, strict=True):
            willing *= readiness[feature][value]
        if chance.random() < willing:
            pool.append(one)
            ready.append(willing)
    order = sorted(range(people), key=lambda number: chance.random() ** ready[number], reverse=True)
    assembly = [pool[number] for number in order[:seats]]
    quotas = {}
    for place, (feature, count) in enumerate(FEATURES.items()):
        sitting = Counter(one[place] for one in assembly)
        for value in range(count):
            leeway = max(1, sitting[value] // 20)
            quotas[feature, value] = (max(0, sitting[value] - leeway), sitting[value] + leeway)
    return Sortition(tuple(pool), seats, quotas)


def as_given(of: Sortition) -> dict[str, Any]:
    """An instance as peers read it."""
    quotas = [[feature, value, *bounds] for (feature, value), bounds in of.quotas.items()]
    return {"people": of.people, "seats": of.seats, "quotas": quotas}


def from_given(given: Mapping[str, Any]) -> Sortition:
    """The same back again."""
    quotas = {(feature, value): (least, most) for feature, value, least, most in given["quotas"]}
    return Sortition(tuple(map(tuple, given["people"])), given["seats"], quotas)


def as_program(of: Sortition) -> tuple[Program, np.ndarray]:
    """The program over kinds (people alike in every feature), and how many people are of each kind."""
    kinds = sorted(Counter(of.people).items())
    number = np.array([count for _, count in kinds], dtype=np.int64)
    features = list(dict.fromkeys(feature for feature, _ in of.quotas))
    rows = [Row(("seats",), dict.fromkeys(range(len(kinds)), 1), of.seats, of.seats)]
    for (feature, value), (least, most) in of.quotas.items():
        place = features.index(feature)
        meeting = {column: 1 for column, (kind, _) in enumerate(kinds) if kind[place] == value}
        rows.append(Row((feature, str(value)), meeting, least, most))
    return Program(number, tuple(rows)), number
