"""What a machine, a wrong file or a wrong name may do to a command: one clear sentence, and nothing half done."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from cli.test_lists import lists, run, traced  # noqa: F401 - the fixture
from cli.test_round import Carried, carried  # noqa: F401 - the fixture
from click import Option

PROGRAM = "from wayhome.cli import main; main()"


def verified(journal: Path) -> tuple[int, str]:
    result = run("verify", journal)
    return result.exit_code, result.output


def test_entries_after_the_checkpoint_are_said_to_be_under_none(carried: Carried) -> None:  # noqa: F811
    carried.open()
    status, output = verified(carried.journal)
    assert status == 0
    assert "1 entry after the checkpoint: covered by no checkpoint yet" in output
    assert "sealed parts: 0 of 0 here" in output
    assert "(wayhome " in output
    key = carried.folder / "Sahlan.key"
    assert run("round", "checkpoint", carried.journal, "--key", key).exit_code == 0
    assert "after the checkpoint" not in verified(carried.journal)[1]


def test_a_sealed_part_that_is_not_here_is_counted(carried: Carried) -> None:  # noqa: F811
    carried.open()
    asked = ("inquiry-made", "--inquiry", "i", "--to", "Torvenia", "--people", "A")
    carried.say("Lysoria", *asked, "--seal", carried.dossier)
    assert "sealed parts: 1 of 1 here" in verified(carried.journal)[1]
    for part in (carried.journal / "sealed").iterdir():
        part.unlink()
    assert "sealed parts: 0 of 1 here" in verified(carried.journal)[1]


def test_a_line_cut_short_and_a_missing_checkpoint_are_said(carried: Carried) -> None:  # noqa: F811
    carried.open()
    with (carried.journal / "entries.jsonl").open("ab") as file:
        file.write(b'{"payload')
    status, output = verified(carried.journal)
    assert (status, "a last line without its end was left aside" in output) == (0, True)
    (carried.journal / "checkpoint").unlink()
    status, output = verified(carried.journal)
    assert status == 1
    assert "no checkpoint" in output
    assert "is the first that is wrong" not in output


def test_a_folder_without_a_journal_is_no_journal(tmp_path: Path) -> None:
    assert verified(tmp_path)[0] == 2
    (tmp_path / "entries.jsonl").mkdir()
    status, output = verified(tmp_path)
    assert (status, "holds no journal" in output) == (2, True)
    opened = run("round", "status", tmp_path)
    assert (opened.exit_code, opened.output.count("\n")) == (2, 1)


def test_only_the_facilitator_who_opened_the_journal_signs_its_checkpoint(carried: Carried) -> None:  # noqa: F811
    carried.open()
    before = (carried.journal / "checkpoint").read_bytes()
    result = run("round", "checkpoint", carried.journal, "--key", carried.folder / "Lysoria.key")
    assert (result.exit_code, "not the key of the facilitator" in result.output) == (2, True)
    assert (carried.journal / "checkpoint").read_bytes() == before


def test_a_round_or_seat_that_is_not_there_is_named_beside_those_that_are(carried: Carried) -> None:  # noqa: F811
    carried.open()
    page = carried.folder / "account.html"
    for command in (("status",), ("account", "--out", page)):
        result = run("round", command[0], carried.journal, *command[1:], "--round", "other")
        assert result.exit_code == 2
        assert "there is no round other; there is: 2025-08-24" in result.output
    assert not page.exists()
    result = run("round", "may", carried.journal, "--as", "Nobody")
    assert (result.exit_code, "the seats are: Sahlan, Lysoria" in result.output) == (2, True)
    said = run("round", "round-closed", carried.journal, "--as", "Nobody", "--key", carried.folder / "Sahlan.key")
    assert (said.exit_code, "there is no seat Nobody" in said.output) == (2, True)


def test_a_journal_keeps_its_name(carried: Carried) -> None:  # noqa: F811
    carried.open()
    named = ("--title", "T", "--parties", "A", "--parties", "B", "--observer", "O", "--reception", "R")
    said = carried.say("Sahlan", "round-opened", *named, "--round", "2", "--journal-name", "x.example/y", status=2)
    assert "holds the journal wayhome.example/small, not x.example/y" in said


def test_what_may_be_stated_is_printed_as_it_is_typed(carried: Carried) -> None:  # noqa: F811
    carried.open()
    carried.say("Lysoria", "terms-proposed", "--terms", carried.folder / "terms.toml")
    shown = run("round", "may", carried.journal, "--as", "Torvenia").output
    accept = next(line.split() for line in shown.splitlines() if line.startswith("  terms-accepted --terms "))
    needs = next(line for line in shown.splitlines() if line.startswith("needs your own content: "))
    assert {"inquiry-made", "terms-countered", "claim-lodged"} <= set(needs.partition(": ")[2].split(", "))
    assert "key-confirmed" not in shown
    carried.say("Torvenia", *accept)
    assert "nothing waits for Torvenia" in run("round", "may", carried.journal, "--as", "Torvenia").output
    needs = run("round", "may", carried.journal, "--as", "Sahlan").output
    assert "package-proposed" in needs
    assert "terms-proposed" not in needs


def test_an_empty_seat_may_be_taken_and_a_new_key_confirmed(carried: Carried) -> None:  # noqa: F811
    parties = ("--parties", "Lysoria", "--parties", "Torvenia")
    named = ("--title", "A small return", *parties, "--observer", "Committee", "--reception", "Meridia")
    carried.say("Sahlan", "round-opened", *named, "--journal-name", "wayhome.example/small")
    assert "needs your own content: seat-taken" in run("round", "may", carried.journal, "--as", "Lysoria").output
    carried.say("Lysoria", "seat-taken")
    shown = run("round", "may", carried.journal, "--as", "Sahlan").output
    assert '  key-confirmed --seat Lysoria --fingerprint "AS YOU HEAR IT"' in shown
    assert "Sahlan may now: key-confirmed (1)" in run("round", "status", carried.journal).output


def test_what_is_missing_is_asked_for_by_the_options_own_names(carried: Carried) -> None:  # noqa: F811
    carried.open()
    assert "no package is on the table yet" in carried.say("Lysoria", "package-signed", status=2)
    assert "missing: --value" in carried.say("Lysoria", "sentence-proposed", "--sentence", "x", status=2)
    said = carried.say("Lysoria", "tranche-received", status=2)
    assert "missing: --people; no tranche-received waits for Lysoria, nothing does" in said
    assert "missing: --lines, --unlisted" in carried.say("Sahlan", "account-reconciled", status=2)
    assert "refused: " in carried.say("Sahlan", "round-closed", status=2)


def test_times_are_asked_for_in_one_way(carried: Carried) -> None:  # noqa: F811
    carried.open()
    for option in ("--until", "--time"):
        given = ("--until", "2025-08-24T09:30:00Z", option, "tomorrow")
        said = carried.say("Lysoria", "communique-embargoed", *given, status=2)
        assert f"{option} tomorrow: expected a time such as 2025-08-24T09:30:00Z" in said


def test_every_option_of_every_act_is_explained() -> None:
    from wayhome.cli.round import round_

    commands = [each for each in round_.commands.values() if any(p.name == "speaker" for p in each.params)]
    assert commands
    silent = [(each.name, p.name) for each in commands for p in each.params if isinstance(p, Option) and not p.help]
    assert silent == []
    assert '"category"' in run("round", "substitution-proposed", "--help").output
    assert 'parties = ["Lysoria", "Torvenia"]' in run("plan", "--help").output


def test_files_that_are_not_there_or_not_what_they_should_be(carried: Carried) -> None:  # noqa: F811
    carried.open()
    nowhere = carried.folder / "nowhere"
    asked = ("inquiry-made", "--inquiry", "i", "--to", "Torvenia", "--people", "A")
    assert "--seal" in carried.say("Lysoria", *asked, "--seal", nowhere, status=2)
    assert "nowhere" in carried.say("Lysoria", "terms-proposed", "--terms", nowhere, status=2)
    letter = carried.folder / "letter.txt"
    letter.write_text("hello", encoding="utf-8")
    shown = run("keys", "show", letter)
    assert (shown.exit_code, "not a private key file" in shown.output) == (2, True)
    figures = run("figures", "--round", "NO-SUCH")
    assert (figures.exit_code, figures.output.startswith("wayhome: ")) == (2, True)


def test_folders_that_cannot_be_made_or_written(carried: Carried) -> None:  # noqa: F811
    folder = carried.folder
    in_a_file = folder / "terms.toml" / "under"
    given = (*(folder / f"{n}.csv" for n in ("torvenia-held", "lysoria-sought")), "--party", "Lysoria")
    commands = [
        ("demo", "--out", in_a_file),
        ("round", "references", traced(folder), *given, "--party", "Torvenia", "--salt", in_a_file),
        ("keys", "new", in_a_file),
    ]
    for command in commands:
        result = run(*command)
        assert (result.exit_code, "[Errno" in result.output) == (2, False), result.output
        assert "wayhome: " in result.output


def test_an_output_that_is_full_is_one_sentence() -> None:
    with Path("/dev/full").open("w") as full:
        ran = subprocess.run([sys.executable, "-c", PROGRAM, "law"], stdout=full, stderr=subprocess.PIPE, text=True)
    assert (ran.returncode, "Traceback" in ran.stderr, "No space left" in ran.stderr) == (2, False, True)


def test_a_demo_that_is_stopped_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from wayhome.cli.demo import command

    def stop(story: object) -> None:
        """Somebody presses Ctrl-C"""
        assert list((tmp_path / "out").iterdir())
        raise KeyboardInterrupt

    monkeypatch.setattr(command, "CHAPTERS", (command.CHAPTERS[0], stop))
    result = run("demo", "--out", tmp_path / "out")
    assert (result.exit_code, "Stopped; nothing was left half done" in result.output) == (130, True)
    assert list((tmp_path / "out").iterdir()) == []


def test_a_journal_that_cannot_be_written_says_so_and_stays_as_it_was(carried: Carried) -> None:  # noqa: F811
    carried.open()
    before = (carried.journal / "entries.jsonl").read_bytes()
    (carried.journal / "sealed").write_text("no folder", encoding="utf-8")
    asked = ("inquiry-made", "--inquiry", "i", "--to", "Torvenia", "--people", "A")
    said = carried.say("Lysoria", *asked, "--seal", carried.dossier, status=2)
    assert said.startswith("wayhome: ")
    assert "[Errno" not in said
    assert (carried.journal / "entries.jsonl").read_bytes() == before
