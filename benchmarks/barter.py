"""Barter in cycles and chains: invented kidney exchanges, readers of two public formats, and the program of one.

A pool is pairs (somebody who needs a kidney, with donors who can't give to them) and donors without a pair. A cycle
passes kidneys around at most so many pairs; a chain starts from a donor without a pair and counts that donor in its
length, as kep_solver does. Donors of one pair are taken together (the best of them for each recipient).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from wayhome.exchange.program import Coefficients, Program, Row

_ANTIGENS = np.array([0b00, 0b01, 0b10, 0b11])
_BLOOD = (0.4814, 0.3373, 0.1428, 0.0385)
_CROSSMATCH = ((0.05, 0.45, 0.9), (0.7019, 0.2, 0.0981))
_CELLS = 2**24
"""Of the largest table while cycles are listed."""


@dataclass(frozen=True)
class Pool:
    """Who can give to whom: scores, -1 where they can't. Shapes (pairs, pairs) and (donors without a pair, pairs)."""

    pairs: np.ndarray
    alone: np.ndarray


def invented(pairs: int, alone: int, seed: int, best: int = 1) -> Pool:
    """A pool after S. Saidman and others, *Increasing the opportunity of live kidney donation by matching for two- and
    three-way exchanges*, Transplantation 81, 2006: blood groups, crossmatches and wives. Scores from 1 to ``best``."""
    random = np.random.default_rng(seed)
    needs, gives, crossmatch = [], [], []
    while len(needs) < pairs:
        need, give = _ANTIGENS[random.choice(4, 2, p=_BLOOD)]
        wife = random.random() < 0.409 and random.random() < 0.4897
        chance = random.choice(_CROSSMATCH[0], p=_CROSSMATCH[1])
        chance = 1 - 0.75 * (1 - chance) if wife else chance
        if give & ~need or random.random() < chance:
            needs.append(need)
            gives.append(give)
            crossmatch.append(chance)
    donors = np.concatenate([np.array(gives), _ANTIGENS[random.choice(4, alone, p=_BLOOD)]])
    can = ((donors[:, None] & ~np.array(needs)) == 0) & (random.random((len(donors), pairs)) >= np.array(crossmatch))
    np.fill_diagonal(can, False)
    scores = np.where(can, random.integers(1, best + 1, can.shape), -1)
    return Pool(scores[:pairs], scores[pairs:])


def read_pool(path: Path) -> Pool:
    """A file of kep_solver's JSON (its first schema or later) or of PrefLib's kidney sets (`.wmd`)."""
    try:
        return _from_preflib(path.read_text()) if path.suffix == ".wmd" else _from_json(json.loads(path.read_text()))
    except (KeyError, ValueError, TypeError) as fault:
        raise SystemExit(f"{path}: neither kep_solver's JSON nor PrefLib's .wmd: {fault!r}") from fault


def as_json(pool: Pool) -> str:
    """kep_solver's JSON, first schema."""
    data = {}
    for number, scores in enumerate([*pool.pairs, *pool.alone]):
        matches = [{"recipient": int(to), "score": int(scores[to])} for to in np.flatnonzero(scores >= 0)]
        data[str(number)] = {"sources": [number] if number < len(pool.pairs) else [], "dage": 50, "matches": matches}
    return json.dumps({"data": data})


def _from_json(given: dict) -> Pool:
    if given.get("schema", 1) >= 2:
        donors = given["donors"].values() if isinstance(given["donors"], dict) else given["donors"]
        of, arcs = "paired_recipients", "outgoing_transplants"
    else:
        donors, of, arcs = given["data"].values(), "sources", "matches"
    gifts = [
        (
            str(donor[of][0]) if donor.get(of) else None,
            {str(arc["recipient"]): _whole(arc["score"]) for arc in donor.get(arcs, [])},
        )
        for donor in donors
    ]
    return _pool(gifts)


def _from_preflib(text: str) -> Pool:
    names: dict[str, str] = {}
    arcs: dict[str, dict[str, int]] = {}
    for line in text.splitlines():
        if line.startswith("# ALTERNATIVE NAME "):
            number, _, name = line.removeprefix("# ALTERNATIVE NAME ").partition(": ")
            names[number] = name
        elif line and not line.startswith("#"):
            giver, to, score = line.split(",")
            arcs.setdefault(giver, {})[to] = _whole(score)
    return _pool(
        [(number if name.startswith("Pair") else None, arcs.get(number, {})) for number, name in names.items()]
    )


def _whole(score: float | str) -> int:
    number = float(score)
    if number != int(number) or number < 0:
        raise ValueError(f"score {score}: a whole number from 0 was expected")
    return int(number)


def _pool(gifts: list[tuple[str | None, dict[str, int]]]) -> Pool:
    number = {pair: place for place, pair in enumerate(dict.fromkeys(pair for pair, _ in gifts if pair is not None))}
    pairs = np.full((len(number), len(number)), -1)
    alone = []
    for pair, scores in gifts:
        row = np.full(len(number), -1)
        for to, score in scores.items():
            if to in number:  # an arc to a donor without a pair is PrefLib's way of ending a chain
                row[number[to]] = score
        if pair is None:
            alone.append(row)
        else:
            pairs[number[pair]] = np.maximum(pairs[number[pair]], row)
    np.fill_diagonal(pairs, -1)
    return Pool(pairs, np.array(alone, int).reshape(-1, len(number)))


def as_program(pool: Pool, cycle: int, chain: int, *, count: bool) -> tuple[Program, Coefficients]:
    """A column for each set of pairs that can pass kidneys around, and one for each gift at each place of a chain.

    Chains are edges by position (J. Dickerson, D. Manlove, B. Plaut, T. Sandholm, J. Trimble, *Position-indexed
    formulations for kidney exchange*, EC 2016). Counted are kidneys, or scores; those that donors without a pair
    give to nobody of the pool aren't.
    """
    pairs, alone = (np.where(scores >= 0, 1, -1) if count else scores for scores in (pool.pairs, pool.alone))
    number = len(pairs)
    around, amounts = cycles(pairs, cycle)
    entries = [(around[around >= 0], np.nonzero(around >= 0)[0], 1)]
    values, columns, rows = [amounts], len(around), number + len(alone)
    came = np.zeros(0, np.int64)
    for position in range(1, chain):
        giving = alone if position == 1 else np.where(np.isin(np.arange(number), came)[:, None], pairs, -1)
        giver, to = np.nonzero(giving >= 0)
        column = columns + np.arange(len(giver))
        if position == 1:
            entries.append((number + giver, column, 1))
        else:
            entries += [(rows + giver, column, 1), (rows + came, columns - len(came) + np.arange(len(came)), -1)]
            rows += number
        entries.append((to, column, 1))
        values.append(giving[giver, to])
        columns, came = columns + len(giver), to
    return Program(np.ones(columns, np.int64), tuple(_rows(entries, number + len(alone)))), _objective(values)


def _objective(values: list[np.ndarray]) -> Coefficients:
    amounts = np.concatenate(values)
    return Coefficients(np.flatnonzero(amounts), amounts[amounts != 0])


def _rows(entries: list[tuple[np.ndarray, np.ndarray, int]], once: int) -> Iterator[Row]:
    """Rows 0 … once-1: a pair takes part at most once, and a donor gives once; others: nobody passes on what never
    came."""
    row = np.concatenate([each[0] for each in entries])
    column = np.concatenate([each[1] for each in entries])
    amount = np.concatenate([np.full(len(each[0]), each[2]) for each in entries])
    order = np.lexsort((column, row))
    row, column, amount = row[order], column[order], amount[order]
    starts = np.flatnonzero(np.diff(row, prepend=-1, append=-1))
    for start, end in zip(starts[:-1].tolist(), starts[1:].tolist(), strict=True):
        name = ("once" if row[start] < once else "passes", str(row[start]))
        yield Row(name, Coefficients(column[start:end], amount[start:end]), None, int(row[start] < once))


def cycles(scores: np.ndarray, longest: int) -> tuple[np.ndarray, np.ndarray]:
    """Sets of pairs that can pass kidneys around (shape (sets, longest), -1: nobody), and their best scores."""
    found = [np.zeros((0, longest + 1), np.int64)]
    for paths, total in _paths(scores, longest, np.arange(len(scores))[:, None], np.zeros(len(scores), np.int64)):
        back = scores[paths[:, -1], paths[:, 0]]
        closed = paths[back >= 0]
        nobody = np.full((len(closed), longest - closed.shape[1]), -1)
        found.append(np.column_stack([np.sort(closed, axis=1), nobody, total[back >= 0] + back[back >= 0]]))
    every = np.concatenate(found)
    every = every[np.lexsort((-every[:, -1], *every[:, -2::-1].T))]
    first = np.ones(len(every), bool)
    first[1:] = (np.diff(every[:, :-1], axis=0) != 0).any(axis=1)
    return every[first, :-1], every[first, -1]


def _paths(
    scores: np.ndarray, longest: int, paths: np.ndarray, total: np.ndarray
) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Every path of two pairs or more from a pair to pairs of larger numbers; the longest only if they close."""
    if paths.shape[1] == longest:
        return
    several = max(1, _CELLS // len(scores))
    for start in range(0, len(paths), several):
        part = paths[start : start + several]
        can = (scores[part[:, -1]] >= 0) & (np.arange(len(scores)) > part[:, :1])
        if part.shape[1] + 1 == longest:
            can &= scores.T[part[:, 0]] >= 0
        can[np.arange(len(part))[:, None], part] = False
        which, to = np.nonzero(can)
        longer = np.column_stack([part[which], to])
        reached = total[start : start + several][which] + scores[part[which, -1], to]
        yield longer, reached
        yield from _paths(scores, longest, longer, reached)
