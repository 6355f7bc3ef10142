"""Verdicts from a file into the journal, and back into a file for a later tracing."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from cli.test_lists import all_lists, lists, run, traced  # noqa: F401 - the fixture
from cli.test_round import Carried

from wayhome.people import Salts, reference, sought_reference
from wayhome.tracing import Verdict, read_matches

HEADER = "sought_id,held_id,probability,verdict,reasons,judged_by,judged_on,why\n"
NAMES = ("torvenia-held", "lysoria-sought", "lysoria-held", "torvenia-sought")


class Judging(Carried):
    """A round with its seats taken, in which verdicts go both ways."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.open()
        (folder / "salt").write_bytes(bytes(32))

    def write(self, *rows: str) -> Path:
        path = self.folder / "judged.csv"
        path.write_text(HEADER + "".join(f"{row}\n" for row in rows), encoding="utf-8")
        return path

    def run(self, command: str, seat: str, *arguments: object, status: int = 0) -> str:
        options = ("--as", seat, "--key", self.folder / f"{seat}.key", "--salt", self.folder / "salt")
        result = run("round", command, self.journal, *arguments, *all_lists(self.folder), *options)
        assert result.exit_code == status, result.output
        return result.output

    def verdicts(self, seat: str) -> dict[tuple[str, str], tuple[str, str, str, str]]:
        """What `verdicts` writes for this seat: by pair the verdict, by whom, on what day and why."""
        out = self.folder / "verdicts.csv"
        self.run("verdicts", seat, "--out", out)
        with out.open(encoding="utf-8-sig", newline="") as file:
            return {
                (row["sought_id"], row["held_id"]): (row["verdict"], row["judged_by"], row["judged_on"], row["why"])
                for row in csv.DictReader(file)
            }

    @property
    def entries(self) -> bytes:
        return (self.journal / "entries.jsonl").read_bytes()


@pytest.fixture
def judging(lists: Path) -> Judging:  # noqa: F811 - the fixture
    return Judging(lists)


SAME = "LS-1,TH-1,0.5,same,,Олена Гай,2025-08-18,the mother wrote"
DIFFERENT = "LS-2,TH-1,0.5,different,,Олена Гай,2025-08-18,another father"


def test_what_is_judged_is_said_once_and_comes_back_as_it_was(judging: Judging) -> None:
    file = judging.write(SAME, DIFFERENT, "LS-3,TH-3,0.9,confirmed,,,,")
    before = judging.entries
    shown = judging.run("judge", "Lysoria", file, "--dry-run")
    assert "2 verdicts would be said by Lysoria; 0 already were, 0 left out" in shown
    assert judging.entries == before

    said = judging.run("judge", "Lysoria", file)
    assert said.splitlines() == [
        "lysoria-held.csv: 2 people read",
        "lysoria-sought.csv: 3 people read",
        "torvenia-held.csv: 3 people read",
        "torvenia-sought.csv: 2 people read",
        "LS-2, TH-1: different",
        "LS-1, TH-1: same",
        "2 verdicts said by Lysoria; 0 already were, 0 left out",
    ]
    after = judging.entries
    assert "0 verdicts said by Lysoria; 2 already were" in judging.run("judge", "Lysoria", file)
    assert judging.entries == after
    assert judging.verdicts("Lysoria") == {
        ("LS-1", "TH-1"): ("same", "Олена Гай", "2025-08-18", "the mother wrote"),
        ("LS-2", "TH-1"): ("different", "Олена Гай", "2025-08-18", "another father"),
    }
    assert run("verify", judging.journal).exit_code == 0


def test_who_and_why_are_read_only_by_whom_they_were_sealed_to(judging: Judging) -> None:
    judging.run("judge", "Lysoria", judging.write(SAME), "--seal-to", "Sahlan")
    assert judging.verdicts("Sahlan")["LS-1", "TH-1"] == ("same", "Олена Гай", "2025-08-18", "the mother wrote")
    verdict, by, _, why = judging.verdicts("Torvenia")["LS-1", "TH-1"]
    assert (verdict, by, why) == ("same", "Lysoria", "")
    stored = b"".join(path.read_bytes() for path in judging.journal.rglob("*") if path.is_file())
    for word in ("Олена", "mother", "LS-1", "TH-1"):
        assert word.encode() not in stored
    options = ("--as", "Lysoria", "--key", judging.folder / "Sahlan.key", "--salt", judging.folder / "salt")
    wrong = run("round", "verdicts", judging.journal, *all_lists(judging.folder), *options)
    assert (wrong.exit_code, "is not the key Lysoria took its seat with" in wrong.output) == (2, True)


def test_a_verdict_taken_back_makes_room_for_another_in_one_go(judging: Judging) -> None:
    judging.run("judge", "Lysoria", judging.write(SAME))
    before = judging.entries
    other = "LS-1,TH-2,0.5,same,,Олена Гай,2025-08-20,"
    refused = judging.run("judge", "Lysoria", judging.write(other), status=2)
    assert "Lysoria has judged LS-1 and TH-1 to be the same; nobody is two people" in refused
    assert judging.entries == before
    judging.run("judge", "Lysoria", judging.write(other, SAME.replace("same", "different")))
    found = {pair: verdict for pair, (verdict, *_) in judging.verdicts("Lysoria").items()}
    assert found == {("LS-1", "TH-1"): "different", ("LS-1", "TH-2"): "same"}


def test_what_is_not_this_seats_to_say_is_left_out_and_shown(judging: Judging) -> None:
    judging.run("judge", "Lysoria", judging.write(SAME))
    shown = judging.run("judge", "Torvenia", judging.write(SAME, "LS-9,TH-9,0.5,same,,,,"))
    assert "left out: LS-1, TH-1: same: Lysoria said so; to say it too: --confirm" in shown
    assert "left out: LS-9, TH-9: same: the match LS-9, TH-9 names somebody who is on none of the lists" in shown
    assert "0 verdicts said by Torvenia; 0 already were, 2 left out" in shown
    assert "1 verdicts said by Torvenia" in judging.run("judge", "Torvenia", judging.write(SAME), "--confirm")


def test_seats_that_differ_are_shown_and_the_pair_is_not_identified(judging: Judging) -> None:
    judging.run("judge", "Lysoria", judging.write(SAME))
    judging.run("judge", "Torvenia", judging.write(SAME.replace("same", "different")))
    verdict, by, _, why = judging.verdicts("Sahlan")["LS-1", "TH-1"]
    assert (verdict, by) == ("unsure", "Lysoria and Torvenia")
    assert why == "the seats differ: Lysoria says same, Torvenia says different"
    status = run("round", "status", judging.journal).output
    assert "judged differently: sought " in status
    assert "Lysoria says same, Torvenia says different" in status

    out = judging.folder / "matches.csv"
    four = [judging.folder / f"{name}.csv" for name in NAMES]
    again = ("--verdicts", judging.folder / "verdicts.csv", "--officer", "Олена Гай")
    assert run("trace", *four, *again, "--out", out).exit_code == 0
    assert {match.pair: match.verdict for match in read_matches(out)}["LS-1", "TH-1"] is Verdict.UNSURE
    # That file's "unsure" is nobody's word: it doesn't take back what Lysoria said.
    assert "0 verdicts said by Lysoria; 0 already were, 1 left out" in judging.run("judge", "Lysoria", out)
    mine = SAME.replace("same", "unsure")
    assert "1 verdicts said by Lysoria" in judging.run("judge", "Lysoria", judging.write(mine))


def test_a_later_tracing_respects_what_was_said(judging: Judging) -> None:
    matches = traced(judging.folder)
    confirmed = {match.pair for match in read_matches(matches) if match.verdict is Verdict.CONFIRMED}
    assert ("LS-1", "TH-1") in confirmed
    judging.run("judge", "Lysoria", judging.write(SAME.replace("same", "different"), "LS-2,TH-2,1,same,,Гай,,"))
    judging.verdicts("Lysoria")
    four = [judging.folder / f"{name}.csv" for name in NAMES]
    again = run("trace", *four, "--verdicts", judging.folder / "verdicts.csv", "--out", matches)
    assert again.exit_code == 0, again.output
    found = {match.pair: match for match in read_matches(matches)}
    assert found["LS-1", "TH-1"].verdict is Verdict.DIFFERENT
    assert found["LS-2", "TH-2"].verdict is Verdict.SAME
    assert found["LS-2", "TH-2"].judgement is not None
    assert found["LS-2", "TH-2"].judgement.by == "Гай"


def test_verdicts_on_people_of_other_lists_or_another_salt_are_counted(judging: Judging) -> None:
    judging.run("judge", "Lysoria", judging.write(SAME))
    (judging.folder / "salt").write_bytes(bytes(31) + b"1")
    out = ("--out", judging.folder / "verdicts.csv")
    assert "1 more are of people on none of these lists" in judging.run("verdicts", "Lysoria", *out)
    (judging.folder / "salt").write_bytes(b"short")
    assert "a salt has 32 bytes or more" in judging.run("verdicts", "Lysoria", *out, status=2)


def test_a_sealed_part_that_says_nothing_readable_is_named_and_the_verdict_stands(judging: Judging) -> None:
    salt = Salts.of(bytes(32))
    people = ("--person-sought", sought_reference(salt, "Lysoria", "LS-1"))
    people += ("--person-held", reference(salt, "Torvenia", "TH-1"), "--home", "Lysoria", "--holder", "Torvenia")
    note = judging.folder / "note.txt"
    note.write_text("in my own words", encoding="utf-8")
    judging.say("Lysoria", "match-judged", *people, "--verdict", "same", "--seal", note)
    assert judging.verdicts("Lysoria")["LS-1", "TH-1"][:2] == ("same", "Lysoria")
    out = ("--out", judging.folder / "verdicts.csv")
    assert "who judged and why can't be read in the sealed part of act Lysoria, 3" in judging.run(
        "verdicts", "Lysoria", *out
    )
