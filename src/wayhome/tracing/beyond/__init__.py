"""Tracing beyond one machine: the keys and levels of tracing, run through Splink on DuckDB or on Spark.

Names are folded, weights learned and matches decided here as for any list. What grows with the lists, finding the pairs
that share a key and comparing their fields, is left to Splink (Ministry of Justice, MIT licence): on DuckDB on one
machine, on Spark on as many as its cluster has. Both are extras that the base install doesn't have.
"""

from wayhome.tracing.beyond.engines import NotInstalled, SplinkEngine, duckdb_engine, spark_engine

__all__ = ["NotInstalled", "SplinkEngine", "duckdb_engine", "spark_engine"]
