"""Barter in cycles and chains by our engine and by kep_solver, on the same pools: CPU to proof, gap, peak memory.

    ./run bench kidney_exchange [--quick] [FILE …]

Pools are invented (`barter.py`), or read from files of kep_solver's JSON or PrefLib's `.wmd`; kep_solver's own large
instances come with its source archive. kep_solver runs in an environment of its own, made by uv from PyPI, in its
default formulation (cycles and chains listed) and in PICEF (chains by position). *certified*: our bound is proven by
pieces that anybody can add up; kep_solver's optimum rests on the word of its solver, CBC. Where the optimum of two
isn't the same, this ends with an error. `--quick` first tries tiny pools against every choice.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from barter import as_preflib, as_program, by_hand, invented, read_pool, written

from wayhome.exchange.program import maximise

_PEER = Path(__file__).parent / "peers" / "kep_solver_plans.py"
_KEP_SOLVER = "kep_solver==4.0.2"
_POOLS = ((128, 12), (256, 25))
_QUICK = ((64, 6), (128, 12))
Case = tuple[str, Path, int, int, str]


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="small pools, a minute at most")
    parser.add_argument("--ours", nargs=4, help=argparse.SUPPRESS)
    parser.add_argument("files", nargs="*", type=Path)
    options = parser.parse_args()
    if options.ours:
        print(json.dumps(ours(*options.ours)))
        return
    if options.quick:
        check_by_hand()
    patience = 5 if options.quick else 120
    with TemporaryDirectory(prefix="wayhome-bench-") as folder:
        rows = [row for case in cases(options.files, options.quick, Path(folder)) for row in measured(case, patience)]
    print(f"{'':<44}{'who':<20}{'optimum':>8}{'gap':>5}{'CPU s':>9}{'ours ×':>8}{'MB':>7}")
    print("\n".join(rows))


def cases(files: list[Path], quick: bool, folder: Path) -> list[Case]:
    """Each file, or else each size with every kidney alike and with scores."""
    if files:
        return [(file.name, as_json(file, folder), 3, chain, "count") for file in files for chain in (3, 4)]
    found: list[Case] = []
    for pairs, alone in _QUICK if quick else _POOLS:
        file = folder / f"{pairs}.json"
        file.write_text(written(invented(pairs, alone, seed=1, best=100)))
        for objective in ("count", "scores"):
            found += [(f"{pairs} pairs, {alone} alone", file, 3, chain, objective) for chain in (3, 4)]
    return found


def row_of(label: str, who: str, said: dict, ours: dict) -> str:
    """A line of the table."""
    ratio = said["cpu"] / ours["cpu"]
    gap = said.get("gap", "")
    return f"{label:<44}{who:<20}{said['value']:>8}{gap:>5}{said['cpu']:>9.2f}{ratio:>8.1f}{said['mb']:>7.0f}"


def as_json(file: Path, folder: Path) -> Path:
    """The file, or a copy that kep_solver can read."""
    if file.suffix != ".wmd":
        return file
    copy = folder / f"{file.stem}.json"
    copy.write_text(written(read_pool(file)))
    return copy


def measured(case: Case, patience: int) -> list[str]:
    """The rows of a case; ends with an error where optima differ."""
    name, file, cycle, chain, objective = case
    label = f"{name}, chains of {chain}, {objective}"
    arguments = [str(cycle), str(chain), objective]
    said = run([sys.executable, __file__, "--ours", str(file), *arguments], None)
    if said is None:
        raise SystemExit(f"{label}: ours gave no answer")
    rows = [row_of(label, "ours, certified" if said["gap"] == 0 else "ours, with a gap", said, said)]
    for model in ("default", "picef"):
        who = f"kep_solver, {model}"
        uv = shutil.which("uv") or os.environ.get("UV", "uv")
        command = [uv, "run", "--no-project", "--quiet", "--with", _KEP_SOLVER, "python", str(_PEER)]
        peer = run([*command, str(file), model, *arguments], patience)
        if peer is None:
            rows.append(f"{'':<44}{who:<20}   no answer after {patience} s")
            continue
        if said["gap"] == 0 and peer["value"] != said["value"]:
            raise SystemExit(f"{label}: ours {said['value']}, {who} {peer['value']}")
        rows.append(row_of("", who, peer, said))
    print(*rows, sep="\n", file=sys.stderr)
    return rows


def run(command: list[str], patience: int | None) -> dict | None:
    """What a process of its own says; None where it takes too long."""
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, start_new_session=True) as process:
        try:
            said, _ = process.communicate(timeout=patience)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, 9)
            return None
    if process.returncode:
        raise SystemExit(f"{' '.join(command)}: ended with {process.returncode}")
    return json.loads(said.splitlines()[-1])


def ours(file: str, cycle: str, chain: str, objective: str) -> dict:
    """Our figures: building the program and proving its optimum, reading not included."""
    pool = read_pool(Path(file))
    start = time.process_time()
    program, counted = as_program(pool, int(cycle), int(chain), count=objective == "count")
    best = maximise(program, counted)
    cpu = time.process_time() - start
    mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"cpu": cpu, "value": best.value, "gap": best.bound - best.value, "mb": mb}


def check_by_hand() -> None:
    """Thirty tiny pools, written in either format and read again, against every choice tried."""
    with TemporaryDirectory(prefix="wayhome-bench-") as folder:
        for seed in range(30):
            pool = invented(7, seed % 3, seed)
            file = Path(folder, "pool.wmd" if seed % 2 else "pool.json")
            file.write_text(as_preflib(pool) if seed % 2 else written(pool))
            for cycle, chain in ((2, 2), (3, 4), (4, 1)):
                program, counted = as_program(read_pool(file), cycle, chain, count=True)
                best = maximise(program, counted)
                if not best.value == best.bound == by_hand(pool, cycle, chain):
                    raise SystemExit(f"seed {seed}, cycles of {cycle}, chains of {chain}: not what every choice gives")


if __name__ == "__main__":
    main()
