"""Every way a crossing of twenty a side can go, walked with the real rules: states a CPU second, beside Spin.

`./run bench trust` shows these rows among its own; `python benchmarks/crossing.py [--quick]` shows them alone. The peer
is the verifier that Spin makes of `tests/handover/crossing.pml`, a page that says of the crossing what the rules say,
and in C: both must find as many states. The walk asks the rules of the handover about every act to be tried in each
state; of a state and its mirror image it walks one. It needs Spin and a C compiler.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

HERE = Path(__file__).parent
sys.path.append(str(HERE.parent / "tests"))

from kit.crossings import Counts, Explorer, both_convoys_there  # noqa: E402
from kit.spin import verified  # noqa: E402

MODEL = HERE.parent / "tests" / "handover" / "crossing.pml"
Row = tuple[str, float, float, str]


def crossing(quick: bool) -> Iterator[Row]:
    """The rows: twenty a side with an exposure of five, who only go on, then who may go back (quick: ten and three)."""
    for heads, exposure, returns in ((20, 5, 0), (10, 3, 1) if quick else (20, 5, 1)):
        command = [sys.executable, __file__, "--walk", *map(str, (heads, exposure, returns))]
        walk = json.loads(subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout)
        with TemporaryDirectory(prefix="wayhome-bench-") as folder:
            spin = verified(MODEL, Path(folder), N=heads, K=exposure, **({"RETURNS": 1} if returns else {}))
        rate, theirs = walk["states"] / walk["seconds"], spin.states / spin.seconds
        going = "who may go back" if returns else "who go on"
        yield f"crossing: {walk['states']:,} states of {heads} a side {going}", rate, rate / theirs, "Spin's model"
        asked = walk["asked"] / walk["seconds"]
        yield f"  {walk['asked']:,} acts asked of the rules", asked, asked / theirs, "Spin's states"
        yield "  faults found by the walk, and by Spin", walk["faults"] + bool(spin.error), 0.0, "none may be"
        yield "  states the walk or Spin found alone", abs(walk["states"] - spin.states), 0.0, "none may be"
        yield "  states from which the end can't be reached", walk["stuck"], 0.0, "none may be"
        yield "  peak MB of the walk", walk["mb"], 1.0, "itself"


def walked(heads: int, exposure: int, returns: int) -> dict[str, float]:
    """Walk once, a state and its mirror image as one. ``seconds`` are CPU seconds, ``mb`` the process's peak."""
    explorer = Explorer(*both_convoys_there(heads, exposure), returns=bool(returns), mirrored=True)
    start = time.process_time()
    walk = explorer.walk()
    seconds = time.process_time() - start
    home = walk.leading_to(walk.where(Counts.everybody_home))
    settled = walk.leading_to(walk.where(Counts.nobody_under_way))
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return {
        "states": len(walk.unfolded),
        "asked": walk.asked,
        "faults": walk.faults.total(),
        "stuck": len((walk.where(Counts.nobody_went_back) - home) | (walk.further.keys() - settled)),
        "seconds": seconds,
        "mb": int(status.partition("VmHWM:")[2].split()[0]) / 1024,
    }


if __name__ == "__main__":
    if "--walk" in sys.argv:
        print(json.dumps(walked(*map(int, sys.argv[2:]))))
    else:
        for name, rate, ratio, of in crossing("--quick" in sys.argv):
            print(f"{name:<72}{rate:>12,.0f}{ratio:>9.4f}  {of}", flush=True)
