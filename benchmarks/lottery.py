"""How long a fair lottery takes, and how exact it is, on pools of volunteers for an assembly (`sortition.py`).

    ./run bench lottery [--quick]

Beside it sortition-algorithms' leximin, held to so many CPU seconds, on the same invented pools and on the example that
it brings itself. CPU seconds of one thread; every lottery is checked by the independent checker, and says whether it is
proven the fairest. Where the peer's smallest chance is larger than what we prove, the benchmark fails.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import time
from collections.abc import Iterator
from typing import Any

from measured import Ran, Row, own, peer, ready, run, show
from sortition import QUICK, SIZES, Sortition, as_given, as_program, from_given, sortition

from wayhome.exchange import check_lottery, lottery_json, read_lottery
from wayhome.exchange.lottery import frozen, leximin

_PEER = "sortition-algorithms==0.12.15"
_PACKAGES = (_PEER, "gurobipy")
_PEER_AT_MOST = 2_000
"""People up to whom the peer is asked."""
_PATIENCE = 300
"""CPU seconds it may take."""
_ROUNDING = 1e-6
"""By how much its floats may be above an exact chance."""


def main() -> int:
    """Print a row for each; 1 if something is wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="a small pool only")
    parser.add_argument("--ours", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.ours:
        print(json.dumps(ours(from_given(json.load(sys.stdin)))))
        return 0
    wrong: list[str] = []
    show(list(rows(options.quick, wrong)))
    for each in wrong:
        print(f"WRONG: {each}", file=sys.stderr)
    return 1 if wrong else 0


def rows(quick: bool, wrong: list[str]) -> Iterator[Row]:
    """The lottery's rows; what is wrong goes to ``wrong``."""
    ready(_PACKAGES)
    if not quick:
        example = run(peer("sortition_example.py", ("pip",), _PEER))
        if example.lines:
            yield from beside(f"lottery, its own {len(example.lines[-1]['people'])}", example.lines[-1], wrong)
        else:
            yield Row("lottery, its own example", reached=example.ended)
    for people, seats in QUICK if quick else SIZES:
        yield from beside(f"lottery, {people:,}", as_given(sortition(people, seats)), wrong)


def beside(name: str, given: dict[str, Any], wrong: list[str]) -> Iterator[Row]:
    """Ours and the peer on one instance."""
    yield Row(f"{name} people for {given['seats']:,} seats")
    mine = run(own(__file__, "--ours"), given)
    yield of_ours(name, mine, wrong)
    if len(given["people"]) <= _PEER_AT_MOST and mine.lines:
        theirs = run(peer("sortition_leximin.py", _PACKAGES), given, cpu=_PATIENCE)
        yield of_peer(name, theirs, mine, wrong)


def of_ours(name: str, ran: Ran, wrong: list[str]) -> Row:
    """Our row."""
    if not ran.lines:
        wrong.append(f"{name}: ours {ran.ended}")
        return Row("  Wayhome", ran.cpu, ran.mb, ran.ended or "nothing")
    line = ran.lines[-1]
    wrong.extend(f"{name}: {fault}" for fault in line["faults"])
    proven = "proven the fairest" if line["proven"] else "not proven the fairest"
    checked = f"checked in {line['check']:.3f} s: {len(line['faults']) or 'no'} faults"
    told = (
        f"smallest chance {line['fraction']} ({line['smallest']:.5f}), {proven}; {line['packages']} packages; {checked}"
    )
    return Row("  Wayhome", ran.cpu, line["mb"], told)


def of_peer(name: str, ran: Ran, beside: Ran, wrong: list[str]) -> Row:
    """The peer's row."""
    label = "  sortition-algorithms, leximin"
    if not ran.lines:
        over = f"; over {ran.cpu / beside.cpu:,.0f} × our CPU" if ran.ended.startswith("stopped") else ""
        return Row(label, ran.cpu, ran.mb, ran.ended + over)
    smallest = ran.lines[-1]["smallest"]
    if beside.lines[-1]["proven"] and smallest > beside.lines[-1]["smallest"] + _ROUNDING:
        wrong.append(f"{name}: it gives everybody {smallest}, we prove {beside.lines[-1]['fraction']} to be the most")
    return Row(label, ran.cpu, ran.mb, f"smallest chance {smallest:.5f}; {ran.cpu / beside.cpu:,.0f} × our CPU")


def ours(of: Sortition) -> dict[str, Any]:
    """One instance measured."""
    program, number = as_program(of)
    start = time.process_time()
    chances = leximin(program, number.tolist())
    seconds = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    units = [[(f"{kind}-{unit}",) for unit in range(count)] for kind, count in enumerate(number.tolist())]
    data = lottery_json(frozen(chances, units, round_name="", terms="", attempt=1, seats=("A", "B"), beacon=""))
    start = time.process_time()
    faults = check_lottery(read_lottery(data))
    smallest = min(chances.chance)
    return {
        "check": time.process_time() - start,
        "cpu": seconds,
        "mb": peak,
        "packages": len(chances.tickets),
        "proven": chances.proven,
        "fraction": str(smallest),
        "smallest": float(smallest),
        "faults": [str(fault.words) for fault in faults],
    }


if __name__ == "__main__":
    sys.exit(main())
