"""The page of pairs to be judged, and verdicts carried into a later run, from the command line."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from click.testing import CliRunner, Result

from wayhome.cli import main
from wayhome.people import PartialDate, Particulars, write_list
from wayhome.tracing import Verdict, read_matches


def person(id_: str, patronymic: str) -> Particulars:
    return Particulars(id_, "Мельниченко", "Сергій", patronymic, PartialDate(1990, 5, 3), birth_place="Зеленогаївка")


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, list(map(str, arguments)), catch_exceptions=False)


def test_a_report_is_written_and_a_verdict_is_kept(tmp_path: Path) -> None:
    held, sought = tmp_path / "held.csv", tmp_path / "sought.csv"
    write_list(held, [person("H-1", "Федорович")])
    write_list(sought, [person("S-1", "Миколайович")])
    matches, report = tmp_path / "matches.csv", tmp_path / "review.html"
    result = run("trace", held, sought, "--out", matches, "--report", report)
    assert result.exit_code == 0, result.output
    page = report.read_text(encoding="utf-8")
    assert "H-1" in page
    assert "Федорович" in page

    (match,) = read_matches(matches)
    edited = matches.read_text(encoding="utf-8-sig").replace("possible", "different")
    matches.write_text(edited + "S-9,H-9,0.5,same,\n", encoding="utf-8")
    result = run("trace", held, sought, "--out", matches, "--report", report, "--verdicts", matches)
    assert result.exit_code == 0, result.output
    found = {(match.sought_id, match.held_id): match.verdict for match in read_matches(matches)}
    # The second is on people who are on these lists no longer: what a person judged is never lost.
    assert found == {(match.sought_id, match.held_id): Verdict.DIFFERENT, ("S-9", "H-9"): Verdict.SAME}
    assert "No pair waits for a verdict" in report.read_text(encoding="utf-8")


def test_what_was_compared_is_kept_for_a_later_run(tmp_path: Path) -> None:
    held, sought = tmp_path / "held.csv", tmp_path / "sought.csv"
    write_list(held, [person("H-1", "Федорович")])
    write_list(sought, [person("S-1", "Федорович")])
    kept, matches = tmp_path / "kept", tmp_path / "matches.csv"
    assert run("trace", held, sought, "--out", matches, "--keep", kept).exit_code == 0
    before = matches.read_bytes()
    assert run("trace", held, sought, "--out", matches, "--keep", kept).exit_code == 0
    assert matches.read_bytes() == before
    result = run("trace", held, sought, "--out", matches, "--keep", tmp_path)
    assert result.exit_code == 0  # each pair of lists has a folder of its own inside


def test_one_person_is_asked_for(tmp_path: Path) -> None:
    held = tmp_path / "held.csv"
    write_list(held, [person("H-1", "Федорович")])
    answers = ["Melnychenko", "Serhii", "", "1990-05-03", "", "", "", "", "", "", "", "", "", "", "", ""]
    result = CliRunner().invoke(main, ["inquire", str(held)], input="\n".join(answers) + "\n", catch_exceptions=False)
    assert result.exit_code == 0, result.output
    assert "H-1  Мельниченко Сергій Федорович  1990-05-03" in result.output
    assert "for     birth_date: the same" in result.output
    # The second person asked for has no name.
    assert "give a surname" in result.output


def judged(folder: Path, name: str, verdict: str, *who: str) -> Path:
    path = folder / name
    by, on, why = (*who, "", "", "")[:3]
    header = "sought_id,held_id,probability,verdict,reasons,judged_by,judged_on,why"
    path.write_text(f"{header}\nS-1,H-1,0.5,{verdict},,{by},{on},{why}\n", encoding="utf-8")
    return path


def two_lists(folder: Path) -> tuple[Path, Path]:
    held, sought = folder / "held.csv", folder / "sought.csv"
    write_list(held, [person("H-1", "Федорович")])
    write_list(sought, [person("S-1", "Миколайович")])
    return held, sought


def test_a_named_officer_signs_for_verdicts_that_name_nobody_and_for_no_other(tmp_path: Path) -> None:
    lists, matches = two_lists(tmp_path), tmp_path / "matches.csv"
    mine = judged(tmp_path, "mine.csv", "same")
    assert run("trace", *lists, "--out", matches, "--verdicts", mine, "--officer", "Гай").exit_code == 0
    (match,) = read_matches(matches)
    assert match.judgement is not None
    assert match.judgement.by == "Гай"
    assert abs(datetime.now(UTC).date() - (match.judgement.on or date.min)) <= timedelta(days=1)

    before = matches.read_bytes()
    assert run("trace", *lists, "--out", matches, "--verdicts", matches, "--officer", "Кий").exit_code == 0
    assert matches.read_bytes() == before
    assert "give it with --verdicts" in run("trace", *lists, "--officer", "Гай").output


def test_two_officers_who_differ_are_told_where_and_nothing_is_written(tmp_path: Path) -> None:
    lists, out = two_lists(tmp_path), tmp_path / "matches.csv"
    one = judged(tmp_path, "one.csv", "same", "Гай", "18.08.2025", "a letter")
    two = judged(tmp_path, "two.csv", "different", "Кий", "2025-08-19")
    both = ("--verdicts", one, "--verdicts", two)
    result = run("trace", *lists, "--out", out, *both)
    assert (result.exit_code, out.exists()) == (2, False)
    assert "two.csv, row 2, column verdict" in result.output
    assert "one.csv, row 2 has (same, judged by Гай)" in result.output

    judged(tmp_path, "two.csv", "different", "Гай", "2025-08-19")
    assert run("trace", *lists, "--out", out, *both).exit_code == 0
    (match,) = read_matches(out)
    assert match.verdict is Verdict.DIFFERENT


def test_rows_of_one_list_that_may_be_one_person_are_written_and_not_merged(tmp_path: Path) -> None:
    held, out = tmp_path / "held.csv", tmp_path / "doubles.csv"
    write_list(held, [person("H-1", "Федорович"), person("H-2", "Федорович"), Particulars("H-3", "Нечай", "Олег")])
    before = held.read_bytes()
    result = run("doubles", held, "--out", out)
    assert result.exit_code == 0, result.output
    (match,) = read_matches(out)
    assert (match.sought_id, match.held_id, match.verdict) == ("H-1", "H-2", Verdict.POSSIBLE)
    assert held.read_bytes() == before
