"""Kidney exchange in the public formats, read by the benchmark and solved by the engine against every choice tried."""

import json
import runpy
from pathlib import Path
from types import SimpleNamespace

import pytest

from wayhome.exchange.program import maximise

BARTER = Path(__file__).parents[2] / "benchmarks" / "barter.py"
barter = SimpleNamespace(**runpy.run_path(str(BARTER)))

PREFLIB = """\
# FILE NAME: invented.wmd
# TITLE: Kidney Matching - 4 with 1
# DATA TYPE: wmd
# MODIFICATION TYPE: synthetic
# NUMBER ALTERNATIVES: 5
# NUMBER EDGES: 8
# ALTERNATIVE NAME 1: Pair 1
# ALTERNATIVE NAME 2: Pair 2
# ALTERNATIVE NAME 3: Pair 3
# ALTERNATIVE NAME 4: Pair 4
# ALTERNATIVE NAME 5: Alturist 5
1,2,1.0
2,1,1.0
2,3,1.0
3,4,1.0
4,5,0.0
1,5,0.0
5,3,1.0
5,1,1.0
"""
"""Pairs 1 and 2 can give to each other, 2 also to 3, 3 to 4; the donor alone to 1 and 3. An arc back ends a chain."""

FIRST_SCHEMA = {
    "data": {
        "1": {"sources": [11], "dage": 50, "matches": [{"recipient": 12, "score": 3}]},
        "2": {"sources": [11], "dage": 61, "matches": [{"recipient": 12, "score": 5}, {"recipient": 13, "score": 1}]},
        "3": {"sources": [12], "dage": 44, "matches": [{"recipient": 11, "score": 2}]},
        "4": {"sources": [13], "dage": 39},
        "5": {"altruistic": True, "sources": [], "dage": 70, "matches": [{"recipient": 13, "score": 7}]},
    }
}
"""As the public generator writes it: pair 11 has two donors, of whom the better counts; donor 5 has no pair."""

SECOND_SCHEMA = {
    "schema": 2,
    "donors": {
        "1": {"paired_recipients": ["11"], "outgoing_transplants": [{"recipient": "12", "score": 5}]},
        "2": {"paired_recipients": ["12"], "outgoing_transplants": [{"recipient": "11", "score": 2}]},
        "3": {"paired_recipients": [], "outgoing_transplants": [{"recipient": "11", "score": 4}]},
    },
    "recipients": {"11": {}, "12": {}},
}


def read(folder: Path, name: str, text: str):
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return barter.read_pool(file)


def most(pool, cycle: int, chain: int, *, count: bool = True) -> int:
    program, counted = barter.as_program(pool, cycle, chain, count=count)
    best = maximise(program, counted)
    assert best.value == best.bound
    return best.value


def test_a_preflib_file_is_pairs_donors_alone_and_who_can_give_to_whom(tmp_path):
    pool = read(tmp_path, "invented.wmd", PREFLIB)
    assert pool.pairs.tolist() == [[-1, 1, -1, -1], [1, -1, 1, -1], [-1, -1, -1, 1], [-1, -1, -1, -1]]
    assert pool.alone.tolist() == [[1, -1, 1, -1]]
    # The two give to each other; besides, the chain from the donor alone to 3 and, if it may be so long, to 4.
    assert [most(pool, 3, chain) for chain in (0, 1, 2, 3, 4, 5)] == [2, 2, 3, 4, 4, 4]


def test_json_of_the_first_schema_takes_the_better_of_two_donors(tmp_path):
    pool = read(tmp_path, "pool.json", json.dumps(FIRST_SCHEMA))
    assert pool.pairs.tolist() == [[-1, 5, 1], [2, -1, -1], [-1, -1, -1]]
    assert pool.alone.tolist() == [[-1, -1, 7]]
    assert most(pool, 2, 2) == 3
    assert most(pool, 2, 2, count=False) == 5 + 2 + 7


@pytest.mark.parametrize("as_list", [False, True])
def test_json_of_later_schemas_has_donors_by_name_or_one_after_another(tmp_path, as_list):
    given = SECOND_SCHEMA | {"donors": list(SECOND_SCHEMA["donors"].values())} if as_list else SECOND_SCHEMA
    pool = read(tmp_path, "pool.json", json.dumps(given))
    assert (pool.pairs.tolist(), pool.alone.tolist()) == ([[-1, 5], [2, -1]], [[4, -1]])
    # Around, or from the donor alone to both.
    assert most(pool, 2, 3, count=False) == 4 + 5


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("pool.json", json.dumps({"data": {"1": {"sources": [1], "matches": [{"recipient": 2, "score": 1.5}]}}})),
        ("pool.json", "not JSON"),
        ("pool.json", json.dumps({"people": []})),
        ("pool.wmd", PREFLIB + "1,2\n"),
        ("pool.wmd", PREFLIB + "1,2,-3\n"),
    ],
)
def test_a_file_that_is_neither_is_refused_by_name(tmp_path, name, text):
    with pytest.raises(SystemExit, match=rf"{name}: neither kep_solver's JSON nor PrefLib's \.wmd"):
        read(tmp_path, name, text)


def as_preflib(pool) -> str:
    """A pool in PrefLib's format, its spelling included."""
    names = [f"Pair {number}" for number in range(1, 1 + len(pool.pairs))] + ["Alturist"] * len(pool.alone)
    lines = [f"# ALTERNATIVE NAME {number}: {name}" for number, name in enumerate(names, 1)]
    for giver, scores in enumerate([*pool.pairs.tolist(), *pool.alone.tolist()], 1):
        lines += [f"{giver},{to},{score}.0" for to, score in enumerate(scores, 1) if score >= 0]
        if giver <= len(pool.pairs):
            lines += [f"{giver},{len(pool.pairs) + 1 + donor},0.0" for donor in range(len(pool.alone))]
    return "\n".join(lines)


def by_hand(pool, cycle: int, chain: int) -> int:
    """The most kidneys, every choice tried: for pools of a few pairs."""
    ways = {
        frozenset(path) for path in walks(pool.pairs, cycle) if len(path) > 1 and pool.pairs[path[-1], path[0]] >= 0
    }
    for donor, scores in enumerate(pool.alone.tolist()):
        for first in (to for to, score in enumerate(scores) if score >= 0 and chain > 1):
            ways |= {frozenset((*walk, -1 - donor)) for walk in walks(pool.pairs, chain - 1, (first,))}
    choices = sorted(ways, key=sorted)

    def of(used: frozenset[int], start: int) -> int:
        found = 0
        for place in range(start, len(choices)):
            if not used & choices[place]:
                kidneys = sum(each >= 0 for each in choices[place])
                found = max(found, kidneys + of(used | choices[place], place + 1))
        return found

    return of(frozenset(), 0)


def walks(scores, longest: int, walk: tuple[int, ...] = ()):
    if walk:
        yield walk
    if len(walk) < longest:
        for to in range(len(scores)):
            if to not in walk and (not walk or scores[walk[-1], to] >= 0):
                yield from walks(scores, longest, (*walk, to))


@pytest.mark.parametrize(("cycle", "chain"), [(2, 2), (3, 4), (4, 1)])
def test_tiny_pools_in_either_format_give_what_every_choice_tried_gives(tmp_path, cycle, chain):
    for seed in range(20):
        pool = barter.invented(7, seed % 3, seed)
        name, text = ("pool.wmd", as_preflib(pool)) if seed % 2 else ("pool.json", barter.as_json(pool))
        assert most(read(tmp_path, name, text), cycle, chain) == by_hand(pool, cycle, chain), seed
