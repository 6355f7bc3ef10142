"""Tracing beyond one machine beside the embedded engine: agreement, CPU and wall seconds, peak memory.

    ./run bench beyond [--quick] [--size N] [--without-spark]

The same invented lists are traced by the embedded engine, by Splink on DuckDB and by Splink on Spark on this machine,
each in a process of its own. *Agreeing* are the matches of both with one verdict and one probability, of all that
either has. Spark's Java process is not in its CPU and memory.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time

from wayhome import fiction
from wayhome.tracing import traced
from wayhome.tracing.beyond import duckdb_engine, spark_engine

ENGINES = {"embedded": lambda: None, "Splink on DuckDB": duckdb_engine, "Splink on Spark": spark_engine}


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="1,000 people a list instead of 10,000")
    parser.add_argument("--size", type=int, help="people a list")
    parser.add_argument("--without-spark", action="store_true")
    parser.add_argument("--engine", choices=ENGINES, help=argparse.SUPPRESS)
    options = parser.parse_args()
    size = options.size or (1_000 if options.quick else 10_000)
    if options.engine:
        print(json.dumps(one(options.engine, size)))
        return
    engines = [engine for engine in ENGINES if not (options.without_spark and "Spark" in engine)]
    found = {engine: in_process(engine, size) for engine in engines}
    ours = dict(map(tuple_of, found["embedded"]["matches"]))
    print(f"{f'{size:,} a list':<24}{'CPU s':>8}{'wall s':>8}{'MB':>8}{'matches':>10}{'agreeing':>11}")
    for engine, figures in found.items():
        theirs = dict(map(tuple_of, figures["matches"]))
        agreeing = sum(theirs.get(pair) == what for pair, what in ours.items()) / max(
            1, len(ours.keys() | theirs.keys())
        )
        numbers = f"{figures['cpu']:>8.1f}{figures['wall']:>8.1f}{figures['mb']:>8.0f}"
        print(f"{engine:<24}{numbers}{len(theirs):>10,}{agreeing:>11.4%}")


def tuple_of(match: list[str]) -> tuple[tuple[str, str], tuple[str, str]]:
    sought_id, held_id, verdict, probability = match
    return (sought_id, held_id), (verdict, probability)


def in_process(engine: str, size: int) -> dict[str, object]:
    command = [sys.executable, __file__, "--engine", engine, "--size", str(size)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    return dict(json.loads(done.stdout.strip().splitlines()[-1]))


def one(engine: str, size: int) -> dict[str, object]:
    pair = fiction.pair_of_lists(1, size)
    chosen = ENGINES[engine]()
    cpu, wall = time.process_time(), time.perf_counter()
    result = traced(pair.held, pair.sought, engine=chosen)
    return {
        "cpu": time.process_time() - cpu,
        "wall": time.perf_counter() - wall,
        "mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "matches": [
            (match.sought_id, match.held_id, match.verdict, f"{match.probability:.4f}") for match in result.matches
        ],
    }


if __name__ == "__main__":
    sys.exit(main())
