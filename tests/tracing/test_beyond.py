"""The same pairs, levels and verdicts through Splink on DuckDB and on Spark."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from wayhome import fiction
from wayhome.cli import main
from wayhome.people import write_list
from wayhome.tracing import Match, Verdict, traced
from wayhome.tracing.beyond import NotInstalled, SplinkEngine, duckdb_engine, spark_engine


def lists(setting: fiction.Setting, size: int) -> fiction.ListPair:
    return fiction.pair_of_lists(5, size, setting=setting)


def assert_agreement(pair: fiction.ListPair, engine: SplinkEngine, without_doubles: bool = False) -> None:
    ours = traced(pair.held, pair.sought, without_doubles=without_doubles)
    theirs = traced(pair.held, pair.sought, without_doubles=without_doubles, engine=engine)
    assert theirs.matches == ours.matches
    assert (theirs.start, theirs.agreement, theirs.difference) == (ours.start, ours.agreement, ours.difference)
    assert any(match.verdict is Verdict.CONFIRMED for match in ours.matches)
    assert any(match.verdict is Verdict.POSSIBLE for match in ours.matches)


@pytest.mark.parametrize("setting", [fiction.LYSORIA_AND_TORVENIA, fiction.HELD_BACK])
@pytest.mark.parametrize("size", [150, 1_500])
def test_duckdb_gives_the_very_matches_of_the_embedded_engine(setting: fiction.Setting, size: int) -> None:
    assert_agreement(lists(setting, size), duckdb_engine())


def test_so_it_does_where_nobody_stands_twice_on_a_list() -> None:
    assert_agreement(lists(fiction.LYSORIA_AND_TORVENIA, 300), duckdb_engine(), without_doubles=True)


def test_spark_gives_the_very_matches_of_the_embedded_engine() -> None:
    assert shutil.which("java"), "Java 17 or later is needed: sudo apt-get install default-jre-headless"
    assert_agreement(lists(fiction.HELD_BACK, 300), spark_engine())


def test_verdicts_count_there_too() -> None:
    pair = lists(fiction.LYSORIA_AND_TORVENIA, 300)
    first = traced(pair.held, pair.sought).matches
    judged = [
        Match(match.sought_id, match.held_id, match.probability, verdict)
        for match, verdict in zip(first, (Verdict.SAME, Verdict.DIFFERENT, Verdict.UNSURE), strict=False)
    ]
    ours = traced(pair.held, pair.sought, verdicts=judged)
    assert traced(pair.held, pair.sought, verdicts=judged, engine=duckdb_engine()).matches == ours.matches


def test_the_command_writes_the_same_file(tmp_path: Path) -> None:
    pair = lists(fiction.LYSORIA_AND_TORVENIA, 120)
    held, sought = tmp_path / "held.csv", tmp_path / "sought.csv"
    write_list(held, pair.held)
    write_list(sought, pair.sought)
    files = []
    for engine in ("embedded", "duckdb"):
        out = tmp_path / f"{engine}.csv"
        arguments = ["trace", str(held), str(sought), "--out", str(out), "--engine", engine]
        result = CliRunner().invoke(main, arguments, catch_exceptions=False)
        assert result.exit_code == 0, result.output
        files.append(out.read_bytes())
    assert files[0] == files[1]


def test_what_is_kept_is_kept_of_the_embedded_engine_only(tmp_path: Path) -> None:
    held = tmp_path / "held.csv"
    held.touch()
    sought = tmp_path / "sought.csv"
    sought.touch()
    arguments = ["trace", str(held), str(sought), "--engine", "duckdb", "--keep", str(tmp_path / "kept")]
    result = CliRunner().invoke(main, arguments)
    assert (result.exit_code, "leave it out" in result.output) == (2, True)


def test_a_missing_package_is_named_with_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wayhome.tracing.beyond.engines.find_spec", lambda name: None)
    with pytest.raises(NotInstalled, match=r"pip install 'wayhome\[spark\]'"):
        spark_engine()
