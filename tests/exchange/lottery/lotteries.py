"""Small lotteries that every test of this folder may use."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from itertools import product

import numpy as np
from hypothesis import strategies as st

from wayhome.exchange.lottery import frozen, leximin
from wayhome.exchange.lottery_file import Lottery
from wayhome.exchange.program import Program, Row

SEATS = ("Lysoria", "Sahlan", "Torvenia")


def program(most: list[int], *rows: tuple[Mapping[int, int], int | None, int | None]) -> Program:
    """A program of a few rows, each given as coefficients, lower and upper bound."""
    named = (Row(("row", str(number)), *row) for number, row in enumerate(rows))
    return Program(np.array(most, dtype=np.int64), tuple(named))


@st.composite
def programs(draw: st.DrawFn) -> tuple[Program, list[int]]:
    """A few kinds of a few units each under rows of any kind, families and shares among them."""
    kinds = draw(st.integers(1, 4))
    number = [draw(st.integers(1, 3)) for _ in range(kinds)]
    most = [draw(st.integers(0 if draw(st.integers(0, 9)) == 0 else 1, each)) for each in number]
    rows = []
    for _ in range(draw(st.integers(0, 3))):
        coefficients = {
            kind: draw(st.sampled_from((1, 1, 1, 2, 2, 3, -1))) for kind in range(kinds) if draw(st.booleans())
        }
        if coefficients:
            upper = draw(st.integers(0, 6))
            rows.append((coefficients, draw(st.sampled_from((None, upper, upper - 1, upper - 2))), upper))
    return program(most, *rows), number


def assembly(people: int, seats: int) -> tuple[Program, list[int]]:
    """Volunteers of unequal number by sex, age and region, and an assembly that must mirror the population."""
    pool: Counter[tuple[int, int, int]] = Counter()
    profiles = list(product(range(2), range(4), range(3)))
    for person in range(people):
        pool[profiles[(person * person + person // 7) % len(profiles)]] += 1
    kinds = sorted(pool)
    rows = [(dict.fromkeys(range(len(kinds)), 1), seats, seats)]
    for feature, values in enumerate((2, 4, 3)):
        for value in range(values):
            meeting = {number: 1 for number, kind in enumerate(kinds) if kind[feature] == value}
            rows.append((meeting, seats // values - 1, -(-seats // values) + 1))
    return program([pool[kind] for kind in kinds], *rows), [pool[kind] for kind in kinds]


def small(beacon: str = "") -> Lottery:
    """Twelve people of four kinds, two of them families of two; five go home."""
    number = [4, 2, 2, 1]
    heads = {0: 1, 1: 2, 2: 1, 3: 2}
    units = [
        [(f"ALONE-{n}",) for n in range(4)],
        [(f"FAMILY-{n}-A", f"FAMILY-{n}-B") for n in range(2)],
        [(f"YOUNG-{n}",) for n in range(2)],
        [("PAIR-A", "PAIR-B")],
    ]
    chances = leximin(program(number, (heads, 5, 5), ({2: 1, 3: 1}, 1, None)), number)
    return frozen(chances, units, round_name="2025-08-24", terms="0" * 64, attempt=1, seats=SEATS, beacon=beacon)
