"""How long a fair lottery takes, and how exact it is, on invented pools of volunteers (`benchmarks/sortition.py`).

Run: ./run bench lottery [PYTHON], where PYTHON is the interpreter of an environment that has sortition-algorithms. CPU
seconds of one thread; every lottery is checked by the independent checker, and says whether it is proven the fairest.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from pathlib import Path

from sortition import SIZES, Sortition, as_program, sortition

from wayhome.exchange import check_lottery, lottery_json, read_lottery
from wayhome.exchange.lottery import frozen, leximin

_PEER = Path(__file__).parent / "peers" / "sortition_leximin.py"
_PEER_AT_MOST = 300
"""People up to whom the peer is asked: beyond it takes more than a quarter of an hour."""
_PATIENCE = 900
"""Seconds a peer may take."""


def main() -> None:
    """Print a row for each size."""
    print(
        "people | seats | kinds | CPU s | packages | proven | smallest | checked, CPU s | peer, CPU s | peer's smallest"
    )
    for people, seats in SIZES:
        print(" | ".join(row(sortition(people, seats), sys.argv[1] if len(sys.argv) > 1 else "")), flush=True)
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def row(of: Sortition, peer: str) -> list[str]:
    """One instance measured."""
    program, number = as_program(of)
    start = time.process_time()
    chances = leximin(program, number.tolist())
    seconds = time.process_time() - start
    units = [[(f"{kind}-{unit}",) for unit in range(count)] for kind, count in enumerate(number.tolist())]
    data = lottery_json(frozen(chances, units, round_name="", terms="", attempt=1, seats=("A", "B"), beacon=""))
    start = time.process_time()
    faults = check_lottery(read_lottery(data))
    checked = f"{time.process_time() - start:.3f}" if not faults else str(faults[0])
    smallest = min(chances.chance)
    return [
        str(len(of.people)),
        str(of.seats),
        str(program.columns),
        f"{seconds:.3f}",
        str(len(chances.tickets)),
        str(chances.proven),
        f"{smallest} ({float(smallest):.5f})",
        checked,
        *_of_peer(of, peer),
    ]


def _of_peer(of: Sortition, peer: str) -> tuple[str, str]:
    if not peer or len(of.people) > _PEER_AT_MOST:
        return "-", "-"
    given = {
        "people": of.people,
        "seats": of.seats,
        "quotas": [[feature, value, *bounds] for (feature, value), bounds in of.quotas.items()],
    }
    try:
        done = subprocess.run(
            [peer, str(_PEER)], input=json.dumps(given), capture_output=True, text=True, timeout=_PATIENCE, check=True
        )
    except subprocess.TimeoutExpired:
        return f"over {_PATIENCE}", "-"
    said = json.loads(done.stdout.splitlines()[-1])
    return f"{said['seconds']:.1f}", f"{said['smallest']:.5f}"


if __name__ == "__main__":
    main()
