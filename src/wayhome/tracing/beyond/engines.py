"""Splink as the engine that finds and compares pairs."""

from __future__ import annotations

import logging
import os
import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from math import exp, log
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wayhome.tracing.beyond.features import Columns, keys, stated_columns
from wayhome.tracing.beyond.levels import LEVELS_IN_SQL, OTHERWISE
from wayhome.tracing.comparison import FIELDS, LEVEL, Levels
from wayhome.tracing.entries import Entries
from wayhome.tracing.evidence import BY_VALUE, Weighing
from wayhome.tracing.vocabulary import Numbers

_NEVER_GIVEN_UP = 60.0
"""Log-odds for one service number: such a pair is kept whatever else differs."""
_ROUNDING = 0.01

Rows = Sequence[tuple[int, ...]]


class NotInstalled(Exception):
    """The packages of an engine aren't there. The message says how to install them."""


@dataclass(frozen=True)
class Opened:
    """A database that is open: Splink's door to it, its tables, and how to read what a query gives."""

    api: Any
    tables: Sequence[Any]
    read: Callable[[str], Rows]


@dataclass(frozen=True)
class SplinkEngine:
    """Finds and compares pairs through Splink.

    ``overlap`` is the database's function for two lists that share an element; ``open`` opens the database over a
    folder with the Parquet files of `TABLES`.
    """

    name: str
    overlap: str
    open: Callable[[Path], AbstractContextManager[Opened]]

    def __str__(self) -> str:
        return self.name

    def compared(
        self, entries: Entries, boundary: int, weighing: Weighing, least: float
    ) -> tuple[Numbers, Numbers, Levels]:
        """All pairs that share a key and may come to the evidence ``least``, each once, and their levels.

        Where letters must be compared the level is left open.
        """
        columns = stated_columns(entries, weighing)
        comparisons = [_Comparison(field, self.overlap, columns, weighing) for field in FIELDS]
        with TemporaryDirectory(prefix="wayhome-") as name:
            _write_tables(Path(name), columns | {"keys": keys(entries, boundary)}, boundary)
            with self.open(Path(name)) as opened:
                rows = _predict(opened, comparisons, least)
        one, other, *gammas = np.array(rows, dtype=np.int64).reshape(-1, 2 + len(FIELDS)).T
        # Splink puts the lists in an order of its own.
        left, right = np.minimum(one, other).astype(np.int32), np.maximum(one, other).astype(np.int32)
        levels = {each.field: each.levels(gamma) for each, gamma in zip(comparisons, gammas, strict=True)}
        return left, right, levels


class _Comparison:
    """One field as Splink compares it: its levels, where a value weighs by itself one for each whole log-odds."""

    def __init__(self, field: str, overlap: str, columns: Columns, weighing: Weighing) -> None:
        self.field = field
        self._conditions: list[tuple[str, str, float]] = []
        table = weighing.table(field)
        for level, template in LEVELS_IN_SQL[field]:
            condition = _SIDE.sub(r"\2_\1", template).replace("{overlap}", overlap)
            weight = float(table[LEVEL[field][level]])
            if level == "same" and field == "service_number":
                weight = _NEVER_GIVEN_UP
            elif (field, level) in BY_VALUE:
                column = f"{field}_{level}_weight"
                *lower, highest = np.unique(columns[column]).tolist()
                self._conditions += [(level, f"({condition}) AND {column}_l <= {step}", step) for step in lower]
                weight = highest
            self._conditions.append((level, condition, weight))

    def levels(self, gammas: NDArray[np.int64]) -> NDArray[np.int8]:
        """The levels by their numbers; Splink counts conditions from the last one up."""
        numbers = [LEVEL[self.field][level] for level, *_ in reversed(self._conditions)]
        return np.array(numbers, dtype=np.int8)[gammas]

    def settings(self) -> dict[str, Any]:
        """The field as Splink's settings have it."""
        return {
            "output_column_name": self.field,
            "comparison_levels": [
                {
                    "sql_condition": "ELSE" if condition == OTHERWISE else condition,
                    "label_for_charts": f"{level or 'says nothing'} ({weight})",
                    # Splink weighs a level by m over u; only their ratio counts here.
                    "m_probability": 0.9 * exp(min(weight, 0.0)),
                    "u_probability": 0.9 * exp(-max(weight, 0.0)),
                }
                for level, condition, weight in self._conditions
            ],
        }


_SIDE = re.compile(r"\{([lr])\}(\w+)")


def _predict(opened: Opened, comparisons: Sequence[_Comparison], least: float) -> Rows:
    """The rows of each pair that may come to ``least``, and the number of its level in each field."""
    from splink import Linker, block_on

    linker = Linker(
        [opened.api.register(table) for table in opened.tables],
        {
            "link_type": "link_only",
            # Even odds: the evidence alone is weighed, which here is never less than it will come to.
            "probability_two_random_records_match": 0.5,
            "comparisons": [comparison.settings() for comparison in comparisons],
            "blocking_rules_to_generate_predictions": [block_on("keys", arrays_to_explode=["keys"])],
            # Without them Splink leaves out the numbers of the levels.
            "retain_matching_columns": True,
        },
        log_level=logging.ERROR,
    )
    found = linker.inference.predict(threshold_match_weight=(least - _ROUNDING) / log(2))
    columns = ", ".join(f"gamma_{comparison.field}" for comparison in comparisons)
    query = f"SELECT unique_id_l, unique_id_r, {columns} FROM {found.physical_name}"  # noqa: S608 - names of our own
    return opened.read(query)


def _write_tables(folder: Path, columns: Columns, boundary: int) -> None:
    from pyarrow import parquet, table  # type: ignore[import-untyped]

    rows = len(columns["sex"])
    whole = table({"unique_id": np.arange(rows, dtype=np.int64)} | columns)
    for name, first, last in (("sought", 0, boundary), ("held", boundary, rows)):
        parquet.write_table(whole.slice(first, last - first), folder / f"{name}.parquet")


@contextmanager
def _duckdb(folder: Path) -> Iterator[Opened]:
    import duckdb
    from splink.backends.duckdb import DuckDBAPI

    with duckdb.connect(str(folder / "work.duckdb")) as connection:
        for name in TABLES:
            connection.read_parquet(f"{folder / name}.parquet").create_view(name)
        yield Opened(DuckDBAPI(connection), TABLES, lambda query: connection.execute(query).fetchall())


@contextmanager
def _spark(folder: Path) -> Iterator[Opened]:
    from pyspark.sql import SparkSession
    from splink.backends.spark import SparkAPI

    session = (
        SparkSession.builder.appName("wayhome")
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .config("spark.io.encryption.enabled", "true")
        .config("spark.log.level", "ERROR")
        .getOrCreate()
    )
    session.sparkContext.setCheckpointDir(str(folder / "checkpoints"))
    try:
        tables = [session.read.parquet(f"{folder / name}.parquet") for name in TABLES]
        api = SparkAPI(spark_session=session, register_udfs_automatically=False)  # type: ignore[no-untyped-call]
        yield Opened(api, tables, lambda query: [tuple(row) for row in session.sql(query).collect()])
    finally:
        session.stop()


TABLES = ("sought", "held")


def duckdb_engine() -> SplinkEngine:
    """Splink on DuckDB: on one machine, with what doesn't fit into memory on its disk. Raises NotInstalled."""
    _need("splink", "duckdb", "pyarrow", extra="duckdb")
    return SplinkEngine("Splink on DuckDB", "list_has_any", _duckdb)


def spark_engine() -> SplinkEngine:
    """Splink on Spark: where spark-defaults.conf or `spark-submit` says, else on this machine. Raises NotInstalled."""
    _need("splink", "pyspark", "pyarrow", extra="spark")
    if not (os.environ.get("JAVA_HOME") or shutil.which("java")):
        raise NotInstalled("Spark needs Java 17 or later; to mend it: sudo apt-get install default-jre-headless")
    return SplinkEngine("Splink on Spark", "arrays_overlap", _spark)


def _need(*packages: str, extra: str) -> None:
    missing = [package for package in packages if find_spec(package) is None]
    if missing:
        raise NotInstalled(
            f"{', '.join(missing)} isn't installed, which this engine needs; to mend it: pip install 'wayhome[{extra}]'"
        )
