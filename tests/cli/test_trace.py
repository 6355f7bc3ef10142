"""The page of pairs to be judged, and verdicts carried into a later run, from the command line."""

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
