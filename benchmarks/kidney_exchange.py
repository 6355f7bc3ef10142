"""Barter in cycles and chains by our engine and by kep_solver, on the same pools: CPU to proof, gap, peak memory.

    ./run bench kidney_exchange [--quick] [FILE …]

Pools are invented (`barter.py`), or read from files of kep_solver's JSON or PrefLib's `.wmd`; kep_solver's own large
instances come with its source archive. kep_solver runs in its default formulation (cycles and chains listed) and in
PICEF (chains by position), each held to so many CPU seconds. *certified*: our bound is proven by pieces that anybody
can add up; kep_solver's optimum rests on the word of its solver, CBC. Where the optimum of two isn't the same, the
benchmark fails.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import time
from collections.abc import Iterator, Sequence
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

from barter import as_json, as_program, invented, read_pool
from measured import Ran, Row, own, peer, ready, run, show

from wayhome.exchange.program import maximise

_PACKAGES = ("kep_solver==4.0.2",)
_MODELS = {"default": "kep_solver, default", "picef": "kep_solver, PICEF"}
_POOLS = ((128, 12), (256, 25))
_QUICK = ((64, 6),)
_CYCLE = 3
_CHAINS = (3, 4)
_QUICK_CHAINS = (4,)


def main() -> int:
    """Print a row for each; 1 if something is wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="a small pool, and 3 CPU seconds for each model")
    parser.add_argument("--ours", nargs=4, help=argparse.SUPPRESS)
    parser.add_argument("files", nargs="*", type=Path)
    options = parser.parse_args()
    if options.ours:
        print(json.dumps(ours(*options.ours)))
        return 0
    wrong: list[str] = []
    show(list(rows(options.quick, wrong, options.files)))
    for each in wrong:
        print(f"WRONG: {each}", file=sys.stderr)
    return 1 if wrong else 0


def rows(quick: bool, wrong: list[str], files: Sequence[Path] = ()) -> Iterator[Row]:
    """The rows of kidney exchange; what is wrong goes to ``wrong``."""
    ready(_PACKAGES)
    seconds, chains = (3, _QUICK_CHAINS) if quick else (120, _CHAINS)
    with TemporaryDirectory(prefix="wayhome-bench-") as folder:
        copy = Path(folder, "pool.json")
        for file in files:
            copy.write_text(as_json(read_pool(file)))
            for chain in chains:
                yield from beside(f"kidneys, {file.name}", copy, chain, "count", seconds, wrong)
        for pairs, alone in () if files else _QUICK if quick else _POOLS:
            copy.write_text(as_json(invented(pairs, alone, seed=1, best=100)))
            for objective, chain in product(("count", "scores"), chains):
                yield from beside(f"kidneys, {pairs} pairs, {alone} alone", copy, chain, objective, seconds, wrong)


def beside(name: str, file: Path, chain: int, objective: str, seconds: int, wrong: list[str]) -> Iterator[Row]:
    """Ours and both models of the peer on one pool."""
    label = f"{name}, chains of {chain}, {objective}"
    yield Row(label)
    arguments = [str(file), str(_CYCLE), str(chain), objective]
    mine = run(own(__file__, "--ours", *arguments))
    yield of_ours(label, mine, wrong)
    for model in _MODELS:
        theirs = run(peer("kep_solver_plans.py", _PACKAGES, model, *arguments), cpu=seconds)
        yield of_peer(label, model, theirs, mine, wrong)


def of_ours(label: str, ran: Ran, wrong: list[str]) -> Row:
    """Our row."""
    if not ran.lines:
        wrong.append(f"{label}: ours {ran.ended}")
        return Row("  Wayhome", ran.cpu, ran.mb, ran.ended or "nothing")
    line = ran.lines[-1]
    gap = line["bound"] - line["value"]
    return Row("  Wayhome", ran.cpu, line["mb"], f"{line['value']}, {f'gap {gap}' if gap else 'certified'}")


def of_peer(label: str, model: str, ran: Ran, beside: Ran, wrong: list[str]) -> Row:
    """A row of the peer, once its optimum is held against ours."""
    name = f"  {_MODELS[model]}"
    times = f"{ran.cpu / beside.cpu:,.1f} × our CPU" if beside.cpu else "too little of ours to measure"
    if not ran.lines:
        return Row(name, ran.cpu, ran.mb, f"{ran.ended}; over {times}")
    value = ran.lines[-1]["value"]
    if beside.lines and not beside.lines[-1]["value"] <= value <= beside.lines[-1]["bound"]:
        wrong.append(f"{label}: {_MODELS[model]} says {value}, ours is {beside.lines[-1]}")
    return Row(name, ran.cpu, ran.lines[-1]["mb"], f"{value}; {times}")


def ours(file: str, cycle: str, chain: str, objective: str) -> dict[str, float]:
    """Our figures: building the program and proving its optimum, reading not included."""
    pool = read_pool(Path(file))
    start = time.process_time()
    program, counted = as_program(pool, int(cycle), int(chain), count=objective == "count")
    best = maximise(program, counted)
    cpu = time.process_time() - start
    mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"cpu": cpu, "value": best.value, "bound": best.bound, "mb": mb}


if __name__ == "__main__":
    sys.exit(main())
