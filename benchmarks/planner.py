"""The planner beside the model one would write first, its lottery and engine beside their peers: CPU, memory, proof.

    ./run bench planner [--quick] [--seconds N]

*Person by round* is one yes-or-no variable for each person and round, solved stage by stage by HiGHS and by CP-SAT with
their defaults, each held to so many CPU seconds (300) and to 8 GB. Where a peer proves a stage, our value must be the
same, or the benchmark fails. Ours is `wayhome.exchange.solve` with all its stages and proofs, those of the rounds too,
which the peers leave out. What is timed begins with the people in memory, for peers with every fact the model needs.
The package and its check by the independent checker are said beside it. The rows of the lottery and of the engine on
kidney exchange are those of `./run bench lottery` and `./run bench kidney_exchange`.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import groupby
from typing import Any

import kidney_exchange
import lottery
import pools
from measured import Ran, Row, own, peer, ready, run, show
from person_by_round import as_given, as_stages, disagreements

from wayhome.exchange import StageName, check, package_of, solve

POOLS: dict[str, Callable[[], pools.Round]] = {
    "2 × 200, 12 rounds": partial(pools.two_parties, 200),
    "2 × 1,000, 12 rounds": partial(pools.two_parties, 1_000),
    "2 × 1,000, one round": partial(pools.two_parties, 1_000, 1),
    "2 × 10,000, 12 rounds": partial(pools.two_parties, 10_000),
    "2 × 10,000, one round": partial(pools.two_parties, 10_000, 1),
    "2 × 100,000, 12 rounds": partial(pools.two_parties, 100_000),
    "146 for 146 out of 20,000": pools.one_round_of_146,
    "seven parties, 58,000, 12 rounds": pools.seven_parties,
    "seven parties, 5,800, 12 rounds": partial(pools.seven_parties, 5_800),
}
SOLVERS = {"highs": ("HiGHS", ("highspy==1.15.1", "numpy")), "cpsat": ("CP-SAT", ("ortools==9.15.6755", "numpy"))}
SIDE_BY_SIDE = ("2 × 1,000, 12 rounds", "2 × 10,000, 12 rounds", "2 × 10,000, one round")
OURS_ALONE = ("2 × 100,000, 12 rounds", "seven parties, 58,000, 12 rounds", "146 for 146 out of 20,000")
QUICK = ("2 × 200, 12 rounds", "2 × 1,000, one round")
QUICK_ALONE = ("146 for 146 out of 20,000", "seven parties, 5,800, 12 rounds")
_GIGABYTES = 8
_MORE = 30
"""CPU seconds beyond its limit after which a peer that doesn't heed it is killed."""


def main() -> int:
    """Measure everything and print the table; 1 if a peer proves something else than we do, or a check fails."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="small pools, and 4 CPU seconds for each model")
    parser.add_argument("--seconds", type=int, help="CPU seconds for each person-by-round model")
    parser.add_argument("--ours", choices=POOLS, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.ours:
        print(json.dumps(ours(POOLS[options.ours]())))
        return 0
    seconds = options.seconds or (4 if options.quick else 300)
    rows: list[Row] = []
    wrong: list[str] = []
    for part in (
        planning(options.quick, seconds, wrong),
        lottery.rows(options.quick, wrong),
        kidney_exchange.rows(options.quick, wrong),
    ):
        for row in part:
            print(f"{row.name}: {row.cpu:.2f} CPU s, {row.reached}" if row.reached else row.name, flush=True)
            rows.append(row)
    show(rows)
    for each in wrong:
        print(f"WRONG: {each}", file=sys.stderr)
    return 1 if wrong else 0


def planning(quick: bool, seconds: int, wrong: list[str]) -> Iterator[Row]:
    """The planner's rows; what doesn't agree goes to ``wrong``."""
    for name in QUICK if quick else SIDE_BY_SIDE:
        yield Row(name)
        found = run(own(__file__, "--ours", name))
        yield of_ours("  Wayhome", name, found, wrong)
        given = as_given(POOLS[name]())
        for solver in SOLVERS:
            yield of_peer(name, solver, given, seconds, found, wrong)
    for name in QUICK_ALONE if quick else OURS_ALONE:
        yield of_ours(f"{name}: Wayhome", name, run(own(__file__, "--ours", name)), wrong)


def of_ours(label: str, name: str, ran: Ran, wrong: list[str]) -> Row:
    """Our row."""
    if ran.ended or not ran.lines:
        wrong.append(f"{name}: ours {ran.ended}")
        return Row(label, ran.cpu, ran.mb, ran.ended or "nothing")
    line = ran.lines[-1]
    wrong.extend(f"{name}: {fault}" for fault in line["faults"])
    proven = f"{line['proven']:,} of {line['stages']:,} stages proven"
    if line["open"]:
        proven += f" (open: {', '.join(f'{number} {name}' for name, number in line['open'].items())})"
    after = f"package {line['package']:.2f} s, checked in {line['check']:.2f} s: {len(line['faults']) or 'no'} faults"
    return Row(label, ran.cpu, line["mb"], f"{proven}; {line['counted']:,} counted; {after}")


def of_peer(name: str, solver: str, given: object, seconds: int, beside: Ran, wrong: list[str]) -> Row:
    """A peer's row, once what it proves is held against ours."""
    label, packages = SOLVERS[solver]
    ready(packages)
    ran = run(
        peer("person_by_round.py", packages, solver, str(seconds)), given, cpu=seconds + _MORE, gigabytes=_GIGABYTES
    )
    stages = [line for line in ran.lines if "stage" in line]
    for told in _stage_by_stage(stages):
        print(f"  {label}, {told}", flush=True)
    if beside.lines:
        ours_reached = {stage: tuple(reached) for stage, reached in beside.lines[-1]["reached"].items()}
        wrong.extend(f"{name}: {label}: {each}" for each in disagreements(ours_reached, stages))
    return Row(f"  {label}, person by round", ran.cpu, ran.mb, _reached(ran, stages, beside))


def _reached(ran: Ran, stages: Sequence[dict[str, Any]], beside: Ran) -> str:
    proven = [line for line in stages if line["proven"]]
    said = [f"{len(proven)} of {stages[0]['of']} stages proven" if stages else "no stage proven"]
    if len(proven) < len(stages):
        said.append(f"{' '.join(map(str, stages[-1]['stage']))} {_says(stages[-1])}")
    said += [ran.ended] if ran.ended else []
    if beside.lines and not ran.ended.startswith("ended"):
        over = "" if stages and len(proven) == stages[0]["of"] else "over "
        said.append(f"{over}{ran.cpu / beside.cpu:,.0f} × our CPU")
    return "; ".join(said)


def _stage_by_stage(stages: Sequence[dict[str, Any]]) -> Iterator[str]:
    """What was proven and what it took, the stages of one name together."""
    before = 0.0
    for name, some in groupby(stages, key=lambda line: str(line["stage"][0])):
        lines = list(some)
        proven = [line for line in lines if line["proven"]]
        last = "" if proven == lines else f"{_says(lines[-1])}"
        many = f"{len(proven)} proven" if len(lines) > 1 else _says(lines[0]) if proven else ""
        yield f"{name}: {', then '.join(filter(None, (many, last)))}; {lines[-1]['cpu'] - before:.1f} CPU s"
        before = lines[-1]["cpu"]


def _says(line: dict[str, Any]) -> str:
    if line["proven"]:
        return f"{line['value']:,} proven"
    value, bound = (f"{line[each]:,}" if line[each] is not None else "?" for each in ("value", "bound"))
    return f"{value} of at most {bound}"


def ours(of: pools.Round) -> dict[str, Any]:
    """What ours takes for a round, and what it reaches."""
    start = time.process_time()
    solved = solve(of.terms, of.pool, of.orders)
    planned = time.process_time()
    package = package_of(solved)
    packed = time.process_time()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    faults = check(package, of.terms, of.pool, of.orders)
    checked = time.process_time()
    stages = solved.certificate.stages
    return {
        "cpu": planned - start,
        "package": packed - planned,
        "check": checked - packed,
        "mb": peak,
        "faults": [str(fault.words) for fault in faults],
        "stages": len(stages),
        "proven": sum(stage.proven for stage in stages),
        "open": Counter(stage.name for stage in stages if not stage.proven),
        "counted": next(stage.value for stage in stages if stage.name is StageName.COUNTED),
        "reached": as_stages(solved) if len(of.terms.parties) == 2 else {},
    }


if __name__ == "__main__":
    sys.exit(main())
