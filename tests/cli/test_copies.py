"""Copies carried and people erased, from the command line."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from cli.test_lists import run
from click.testing import CliRunner
from kit.covenants import cosigned
from kit.journals import written
from kit.table import Script

from wayhome.cli import main
from wayhome.cli.salts import read_salts
from wayhome.journal import FileStorage
from wayhome.people import SaltErased, Salts, reference, sought_reference

SOLDIER, RESERVED = "LYSORIA-SOLDIER-1", "LYSORIA-SOLDIER-5"


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    cosigned(written(Script().up_to_signed(), FileStorage(tmp_path / "journal")))
    return tmp_path / "journal"


def test_a_copy_goes_by_one_file_into_a_folder_and_verifies(journal: Path, tmp_path: Path) -> None:
    stick, copy = tmp_path / "stick.sqlite", tmp_path / "copy"
    said = run("journal", "push", journal, stick, "--for", "Lysoria")
    assert said.exit_code == 0, said.output
    assert "new entries" in said.output
    assert run("journal", "pull", copy, stick, "--for", "Lysoria").exit_code == 0
    for place in (stick, copy):
        verified = run("verify", place)
        assert verified.exit_code == 0, verified.output
        assert "cosigned by Committee" in verified.output
    assert (copy / "entries.jsonl").read_bytes() == (journal / "entries.jsonl").read_bytes()
    assert "0 new entries" in run("journal", "pull", copy, stick).output
    assert "one history" in run("compare", journal, stick).output
    assert run("round", "status", stick).exit_code == 0


def test_two_histories_are_named_and_nothing_is_copied(journal: Path, tmp_path: Path) -> None:
    statements, other = Script().up_to_signed()[:-1], FileStorage(tmp_path / "other")
    signature = statements[-1]
    written([*statements[:-1], replace(signature, time=signature.time + timedelta(minutes=1))], other)
    before = list(other.envelopes())
    said = run("journal", "pull", tmp_path / "other", journal)
    assert said.exit_code == 1
    assert f"which part at entry {len(before) - 1}: package.signed by Torvenia" in said.output
    assert "Nothing was copied" in said.output
    assert list(other.envelopes()) == before


def test_a_place_with_no_journal_gives_nothing(tmp_path: Path) -> None:
    said = run("journal", "pull", tmp_path / "copy", tmp_path / "nothing")
    assert said.exit_code == 2
    assert "no journal to copy from" in said.output


def test_erasing_asks_first_and_names_what_it_destroys_and_what_it_cannot(journal: Path, tmp_path: Path) -> None:
    salt, references = tmp_path / "salt", tmp_path / "references.csv"
    salt.write_bytes(bytes(range(32)))
    header = "person,holder,held_id,home,sought_id,family\n"
    rows = f"{RESERVED},Lysoria,L-5,Torvenia,T-9,\n{SOLDIER},Lysoria,L-1,Torvenia,T-1,\n"
    references.write_text(header + rows, encoding="utf-8")
    files = ("--references", references, "--salt", salt)
    asked = CliRunner().invoke(main, ["erase", str(journal), RESERVED, *map(str, files)], input="n\n")
    assert asked.exit_code == 2
    assert "nothing was erased" in asked.output
    assert f"{RESERVED}: their key in {journal}; sealed about them: entries" in asked.output
    assert "every other copy of this journal" in asked.output
    assert references.read_text(encoding="utf-8") == header + rows
    done = run("erase", journal, RESERVED, *files, "--yes")
    assert done.exit_code == 0, done.output
    assert FileStorage(journal).keys()[RESERVED] == frozenset()
    assert references.read_text(encoding="utf-8") == header + rows.splitlines(keepends=True)[1]
    left, whole = read_salts(salt), Salts.of(bytes(range(32)))
    for erased in (lambda: reference(left, "Lysoria", "L-5"), lambda: sought_reference(left, "Torvenia", "T-9")):
        with pytest.raises(SaltErased):
            erased()
    assert reference(left, "Lysoria", "L-1") == reference(whole, "Lysoria", "L-1")
    assert run("verify", journal).exit_code == 0
    again = run("erase", journal, RESERVED, *files, "--yes")
    assert "erased before" in again.output


def test_erasing_a_stranger_or_somebody_on_the_way_is_refused(journal: Path) -> None:
    said = run("erase", journal, "NOBODY", "--yes")
    assert said.exit_code == 2
    assert "nobody here goes by NOBODY" in said.output
    said = run("erase", journal, SOLDIER, "--yes")
    assert said.exit_code == 2
    assert "not closed" in said.output
    assert FileStorage(journal).keys()[SOLDIER] != frozenset()


def test_the_salts_without_the_references_are_refused(journal: Path, tmp_path: Path) -> None:
    (tmp_path / "salt").write_bytes(bytes(32))
    assert "give it with --references" in run("erase", journal, RESERVED, "--salt", tmp_path / "salt").output
