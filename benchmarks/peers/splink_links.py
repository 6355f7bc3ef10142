"""Splink over a table of people: run by the benchmark in an environment with splink and unidecode.

    python splink_links.py PEOPLE.csv names|features LINKS.csv

PEOPLE.csv has the columns unique_id, source_dataset and those of the kind. Writes the links to LINKS.csv, the likeliest
first. Prints one JSON line: CPU and wall seconds, peak memory in MB; reading is in them, and romanising for names.
"""

from __future__ import annotations

import csv
import json
import logging
import resource
import sys
import time
from pathlib import Path

import duckdb
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on
from unidecode import unidecode

NAMES = ("surname", "given_names", "patronymic", "birth_place", "unit")


def main(path: str, kind: str, links: str) -> None:
    logging.disable(logging.WARNING)
    cpu, wall = time.process_time(), time.perf_counter()
    table = romanised(path) if kind == "names" else path
    connection = duckdb.connect()
    connection.execute("set memory_limit = '8GB'")  # by default DuckDB takes four fifths of the machine's
    tables = []
    for name in ("held", "sought"):
        connection.execute(
            f"create table {name} as select * from read_csv('{table}', header=true, all_varchar=true, nullstr='') "
            f"where source_dataset = '{name}'"
        )
        tables.append(name)
    api = DuckDBAPI(connection)
    linker = Linker([api.register(table) for table in tables], settings(kind))
    skeleton = "surname_skeleton" if kind == "features" else "substr(surname, 1, 4)"
    linker.training.estimate_probability_two_random_records_match(
        [block_on("surname", "given_names", "birth_date"), block_on("service_number")], recall=0.6
    )
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6)
    linker.training.estimate_parameters_using_expectation_maximisation(block_on(skeleton, "given_names"))
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("birth_date"))
    found = linker.inference.predict(threshold_match_probability=0.01)
    connection.execute(
        "copy (select case source_dataset_l when 'held' then unique_id_r else unique_id_l end, "
        "case source_dataset_l when 'held' then unique_id_l else unique_id_r end, match_probability "
        f"from {found.physical_name} order by match_weight desc) to '{links}' (header false)"
    )
    figures = {
        "cpu": time.process_time() - cpu,
        "wall": time.perf_counter() - wall,
        "mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }
    print(json.dumps(figures))


def romanised(path: str) -> str:
    """The same table with names in small Latin letters, row after row."""
    with Path(path).open(encoding="utf-8", newline="") as stream:
        rows = csv.DictReader(stream)
        with Path(path + ".romanised.csv").open("w", encoding="utf-8", newline="") as out:
            writer = csv.DictWriter(out, rows.fieldnames or ())
            writer.writeheader()
            for row in rows:
                writer.writerow(row | {name: unidecode(row[name]).lower().replace("'", "") for name in NAMES})
    return path + ".romanised.csv"


def settings(kind: str) -> SettingsCreator:
    """The same fields for both; over features the names are already folded, so exact levels do most of the work."""
    skeleton = "surname_skeleton" if kind == "features" else "substr(surname, 1, 4)"

    def name(column: str) -> object:
        return cl.JaroWinklerAtThresholds(column, [0.92, 0.8]).configure(term_frequency_adjustments=True)

    return SettingsCreator(
        link_type="link_only",
        comparisons=[
            name("surname"),
            name("given_names"),
            name("patronymic"),
            cl.DamerauLevenshteinAtThresholds("birth_date", [1, 2]),
            cl.DamerauLevenshteinAtThresholds("service_number", 1),
            cl.JaroWinklerAtThresholds("birth_place", 0.9).configure(term_frequency_adjustments=True),
            cl.ExactMatch("capture_date").configure(term_frequency_adjustments=True),
            cl.ExactMatch("unit").configure(term_frequency_adjustments=True),
        ],
        blocking_rules_to_generate_predictions=[
            block_on("service_number"),
            block_on(skeleton, "given_names"),
            block_on(skeleton, "substr(birth_date, 1, 4)"),
            block_on("birth_date", "substr(surname, 1, 1)"),
            block_on("birth_date", "given_names"),
            block_on("birth_date", "birth_place"),
            block_on("given_names", "patronymic", "substr(birth_date, 1, 4)"),
        ],
    )


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
