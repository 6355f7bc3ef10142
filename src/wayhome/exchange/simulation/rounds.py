"""How many heads go each way in one round, and which units these are: the longest held first, families whole."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from wayhome.exchange.program import Program, Row, Whole, maximise
from wayhome.exchange.simulation.rates import Way
from wayhome.exchange.simulation.rules import Balance
from wayhome.exchange.simulation.world import ALONE, FAMILY


def heads_each_way(
    balance: Balance, waiting: Whole, family: int, seats: int, ways: Sequence[Way], lot: Sequence[int] | Whole
) -> Whole:
    """The most heads that may go, by way.

    ``waiting``: units, shape (unit, way); ``family``: how many people a family is; ``seats``: heads each way at most;
    ``lot``: the order of the parties that decides among equals.
    """
    most = most_heads(np.full(len(ways), seats), waiting, family)
    pairs = _pairs(most, waiting, family, ways)
    if balance == "pairs" or _nothing_more(most, pairs, ways):
        return pairs
    return _circle(waiting, family, seats, ways, lot, pairs)


def most_heads(limit: Whole, waiting: Whole, family: int) -> Whole:
    """The most heads up to a limit that whole units add up to, by way."""
    families = np.minimum(waiting[FAMILY], limit // family)
    return np.asarray(families * family + np.minimum(waiting[ALONE], limit - families * family))


def longest_held(heads: Whole, waiting: Whole, family: int) -> Whole:
    """The units that make up exactly so many heads each way: by month of capture, in a month families first.

    ``waiting`` and what is returned have the shape (unit, way, month captured); ``heads`` is one of `most_heads`.
    """
    by_month = waiting[ALONE] + family * waiting[FAMILY]
    before = np.cumsum(by_month, axis=-1) - by_month
    room = np.maximum(heads[:, np.newaxis] - before, 0)
    in_turn = np.minimum(waiting[FAMILY], room // family).sum(axis=-1)
    # Too many or too few families would leave a number that people alone can't make up.
    alone, families = waiting.sum(axis=-1)
    fewest = np.maximum(-((alone - heads) // family), 0)
    chosen = np.clip(in_turn, fewest, np.minimum(families, heads // family))
    return np.stack([_first(heads - chosen * family, waiting[ALONE]), _first(chosen, waiting[FAMILY])])


def _first(count: Whole, by_month: Whole) -> Whole:
    """So many units of each way, the earliest months first."""
    before = np.cumsum(by_month, axis=-1) - by_month
    return np.asarray(np.clip(count[:, np.newaxis] - before, 0, by_month))


def _pairs(heads: Whole, waiting: Whole, family: int, ways: Sequence[Way]) -> Whole:
    """The most that both of each two parties can release alike."""
    place = {way: number for number, way in enumerate(ways)}
    back = np.array([place[home, holder] for holder, home in ways])
    while not np.array_equal(heads, heads[back]):
        heads = most_heads(np.minimum(heads, heads[back]), waiting, family)
    return heads


def _circle(
    waiting: Whole, family: int, seats: int, ways: Sequence[Way], lot: Sequence[int] | Whole, pairs: Whole
) -> Whole:
    """The most where each party's heads out are its heads in, and none brings home fewer than by pairs.

    Columns and rows stand in the order of the lot: where several choices bring the most, it alone decides.
    """
    place = {int(party): number for number, party in enumerate(lot)}
    order = sorted(range(len(ways)), key=lambda way: [place[party] for party in ways[way]])
    heads = [{column: 1, column + len(ways): family} for column in range(len(ways))]
    rows = [Row(("most", str(column)), heads[column], upper=seats) for column in range(len(ways))]
    for party in map(int, lot):
        out, into = ([column for column, way in enumerate(order) if ways[way][end] == party] for end in (0, 1))
        home = {unit: amount for column in into for unit, amount in heads[column].items()}
        away = {unit: -amount for column in out for unit, amount in heads[column].items()}
        fallback = sum(int(pairs[order[column]]) for column in into)
        rows += [Row(("balance", str(party)), home | away, 0, 0), Row(("fallback", str(party)), home, lower=fallback)]
    most = np.concatenate([waiting[ALONE][order], waiting[FAMILY][order]])
    everybody = {unit: amount for each in heads for unit, amount in each.items()}
    chosen = maximise(Program(most, tuple(rows)), everybody).values.reshape(2, -1)
    going = np.empty(len(ways), np.int64)
    going[order] = chosen[ALONE] + family * chosen[FAMILY]
    return going


def _nothing_more(most: Whole, pairs: Whole, ways: Sequence[Way]) -> bool:
    """Whether by pairs all go already who could: what a party can release, or what can come home to it, bounds it."""
    holders, homes = np.array(ways).T
    out, into = np.bincount(holders, most), np.bincount(homes, most)
    return int(pairs.sum()) == int(np.minimum(out, into).sum())
