"""A blind tracing from the command line: two lists in two scripts, neither of which leaves its party."""

from __future__ import annotations

import csv
import resource
import secrets
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cli.test_lists import run
from cli.test_round import Carried

from wayhome.agreement import ListsCompared
from wayhome.journal import FileStorage, read_key
from wayhome.people import Salts, sought_reference
from wayhome.rounds import Draft, Table
from wayhome.tracing.blind import (
    CANARY,
    Masked,
    MaskingKey,
    Matched,
    compare,
    read_kept,
    read_masked,
    read_raised,
)
from wayhome.tracing.blind.hashing import hash_to_elements

SOUGHT = """id,surname,given names,patronymic,birth date,service number
LS-1,Мельниченко,Сергій,Олександрович,1991-03-07,
LS-2,Їжак,Пелагея,,1988-01-30,АБ-104233
LS-3,Гай,Олена,Петрівна,1970-12-01,
LS-4,Орлюк,Микола,Іванович,1995-05-05,
"""
HELD = """id,surname,given names,patronymic,birth date,service number
TH-1,Melnichenko,Sergey,Aleksandrovich,1991-03-07,
TH-2,Ежак,Пелагея,,1988,АБ 104233
TH-3,Орлюк,Николай,,1995,
TH-4,Кравец,Борис,Львович,1960-06-06,
"""
TERMS = (
    *("--home", "Lysoria", "--holder", "Torvenia", "--lines-sought", "60", "--lines-held", "40"),
    *("--canaries", "8", "--sample", "20", "--proof-of-life-by", "2035-01-01T00:00:00Z"),
)


class Blind(Carried):
    """A round with its seats taken, and the steps of one blind tracing in it."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.open()
        (folder / "salt").write_bytes(bytes(32))
        (folder / "lysoria-sought.csv").write_text(SOUGHT, encoding="utf-8")
        (folder / "torvenia-held.csv").write_text(HELD, encoding="utf-8")
        self.lists = {"Lysoria": folder / "lysoria-sought.csv", "Torvenia": folder / "torvenia-held.csv"}

    def step(self, command: str, seat: str, *arguments: object, status: int = 0) -> str:
        key = self.folder / f"{seat}.key"
        result = run("blind", command, self.journal, "autumn", *arguments, "--as", seat, "--key", key)
        assert result.exit_code == status, result.output
        return result.output

    def file(self, party: str, kind: str) -> Path:
        return self.folder / f"{party}.{kind}"

    def agree(self) -> None:
        self.step("terms", "Lysoria", *TERMS)
        self.say("Torvenia", "tracing-accepted")

    def agree_on_lines(self, sought: int) -> None:
        terms = [*TERMS]
        terms[terms.index("--lines-sought") + 1] = str(sought)
        self.step("terms", "Lysoria", *terms)
        self.say("Torvenia", "tracing-accepted")

    def mask(self, party: str, status: int = 0) -> str:
        options = ("--secret", self.file(party, "secret"), "--out", self.file(party, "masked"))
        return self.step("mask", party, self.lists[party], *options, status=status)

    def raise_(self, party: str, status: int = 0) -> str:
        other = "Torvenia" if party == "Lysoria" else "Lysoria"
        options = ("--secret", self.file(party, "secret"), "--out", self.file(party, "raised"))
        return self.step("raise", party, self.file(other, "masked"), *options, status=status)

    def up_to_raised(self) -> None:
        self.agree()
        for party in self.lists:
            self.mask(party)
        for party in self.lists:
            self.raise_(party)

    def compare(self, status: int = 0) -> str:
        files = [self.file(party, kind) for kind in ("raised", "masked") for party in self.lists]
        return self.step("compare", "Sahlan", *files, status=status)

    def open_candidates(self, party: str, out: Path, status: int = 0) -> str:
        options = ("--secret", self.file(party, "secret"), "--salt", self.folder / "salt", "--out", out)
        return self.step("open", party, *options, status=status)

    def found(self, party: str) -> dict[str, str]:
        """What `open` writes: id → kinds of token."""
        out = self.file(party, "csv")
        self.open_candidates(party, out)
        with out.open(encoding="utf-8", newline="") as stream:
            return {row["id"]: row["kinds"] for row in csv.DictReader(stream)}


@pytest.fixture
def blind(tmp_path: Path) -> Blind:
    return Blind(tmp_path)


def test_a_tracing_from_its_terms_to_its_audit(blind: Blind) -> None:
    blind.up_to_raised()
    assert "canaries" not in blind.compare()
    assert blind.found("Lysoria") == {
        "LS-1": "surname_and_birth names_and_birth surname_given_year sound",
        "LS-2": "number sound",
        "LS-4": "surname_given_year sound",
    }
    assert set(blind.found("Torvenia")) == {"TH-1", "TH-2", "TH-3"}

    blind.step("draw", "Committee")
    for party in blind.lists:
        masked = blind.file(party, "masked")
        blind.step("sample", party, masked, "--secret", blind.file(party, "secret"))
        shown = blind.step("audit", "Committee", masked, "--of", party).splitlines()
        assert f"20 lines are as {party} masked them" in shown[-1]
        assert len(shown) == 21
    assert run("verify", blind.journal).exit_code == 0


def test_candidates_are_asked_about_in_an_inquiry(blind: Blind) -> None:
    blind.up_to_raised()
    blind.compare()
    candidates = blind.file("Lysoria", "csv")
    blind.open_candidates("Lysoria", candidates)
    with candidates.open(encoding="utf-8", newline="") as stream:
        asked = {row["id"]: row["person"] for row in csv.DictReader(stream)}
    assert asked["LS-4"] == sought_reference(Salts.of(bytes(32)), "Lysoria", "LS-4")
    inquiry = ("--inquiry", "one", "--to", "Torvenia", "--people", f"@{candidates}", "--seal", blind.lists["Lysoria"])
    blind.say("Lysoria", "inquiry-made", *inquiry)
    held = [option for id_ in ("LS-1", "LS-2") for option in ("--held", asked[id_])]
    blind.say("Torvenia", "inquiry-answered", "--inquiry", "one", *held, "--cannot-say", asked["LS-4"])
    assert run("verify", blind.journal).exit_code == 0


def test_no_file_that_travels_holds_a_name_and_the_secret_is_its_owners(blind: Blind) -> None:
    blind.up_to_raised()
    blind.compare()
    for path in (blind.file(party, kind) for party in blind.lists for kind in ("masked", "raised")):
        data = path.read_bytes()
        assert not any(word.encode() in data for word in ("melni", "Мельниченко", "1991", "LS-1", "TH-1", "104233"))
    assert blind.file("Lysoria", "secret").stat().st_mode & 0o077 == 0
    journal = (blind.journal / "entries.jsonl").read_bytes()
    assert b"LS-1" not in journal


def test_each_step_waits_for_the_one_before(blind: Blind) -> None:
    assert "there is no tracing autumn; there is: none yet" in blind.mask("Lysoria", status=2)
    blind.step("terms", "Lysoria", *TERMS)
    assert "not accepted yet" in blind.mask("Lysoria", status=2)
    blind.say("Torvenia", "tracing-accepted")
    blind.mask("Lysoria")
    assert "before both parties have masked" in blind.raise_("Torvenia", status=2)
    blind.mask("Torvenia")
    blind.raise_("Torvenia")
    assert "before both parties have raised" in blind.step(
        "compare", "Sahlan", *[blind.file("Lysoria", "masked")] * 4, status=2
    )
    blind.raise_("Lysoria")
    assert "for the facilitator, not for Lysoria" in blind.step(
        "compare", "Lysoria", *[blind.file("Lysoria", "masked")] * 4, status=2
    )
    assert "no lists.compared by Sahlan" in blind.open_candidates("Lysoria", blind.folder / "none.csv", status=2)
    assert "not drawn the sample yet" in blind.step(
        "sample", "Lysoria", blind.file("Lysoria", "masked"), "--secret", blind.file("Lysoria", "secret"), status=2
    )


def test_a_file_that_was_changed_on_its_way_is_not_the_one_stated(blind: Blind) -> None:
    blind.up_to_raised()
    masked = blind.file("Lysoria", "masked")
    data = bytearray(masked.read_bytes())
    data[-1] ^= 1
    masked.write_bytes(data)
    assert "not the masked file that Lysoria stated" in blind.compare(status=2)
    masked.write_bytes(data[:-1])
    assert "60 lines of 32 bytes" in blind.compare(status=2)


def test_a_list_longer_than_agreed_is_not_masked(blind: Blind) -> None:
    blind.agree_on_lines(21)
    said = blind.mask("Lysoria", status=2)
    assert "tokens, the terms have room for 13" in said
    assert not blind.file("Lysoria", "secret").exists()


def test_masking_goes_on_where_it_was_stopped(blind: Blind) -> None:
    blind.agree_on_lines(9000)
    options = ("--secret", blind.file("Lysoria", "secret"), "--out")
    said = blind.step(
        "mask", "Lysoria", blind.lists["Lysoria"], *options, blind.folder / "no folder" / "masked", status=2
    )
    assert "No such file" in said
    begun = hash_to_elements((str(number).encode() for number in range(4096)), b"as if masked")
    blind.file("Lysoria", "masked").with_name(".Lysoria.masked.begun").write_bytes(begun + b"not a whole block")
    blind.mask("Lysoria")
    masked = read_masked(blind.file("Lysoria", "masked").read_bytes())
    lines = {masked.lines[at : at + 32] for at in range(0, len(masked.lines), 32)}
    assert len(lines) == 9000
    assert {begun[at : at + 32] for at in range(0, len(begun), 32)} < lines

    before = blind.file("Lysoria", "masked").read_bytes()
    blind.mask("Lysoria")
    assert blind.file("Lysoria", "masked").read_bytes() == before
    assert not [path.name for path in blind.folder.iterdir() if "begun" in path.name or "partial" in path.name]


def test_a_masked_file_that_is_lost_is_made_again(blind: Blind) -> None:
    blind.agree()
    blind.mask("Lysoria")
    before = blind.file("Lysoria", "masked").read_bytes()
    blind.file("Lysoria", "masked").unlink()
    blind.mask("Lysoria")
    assert blind.file("Lysoria", "masked").read_bytes() == before


def test_raising_goes_on_where_the_disk_was_full(blind: Blind) -> None:
    blind.agree_on_lines(9000)
    for party in blind.lists:
        blind.mask(party)
    begun = blind.file("Torvenia", "raised").with_name(".Torvenia.raised.begun")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, limits[1]))
    try:
        assert "File too large" in blind.raise_("Torvenia", status=2)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    kept = begun.read_bytes()[:131_000]
    blind.raise_("Torvenia")
    assert blind.file("Torvenia", "raised").read_bytes().startswith(kept)
    blind.raise_("Lysoria")
    assert "17 lines match" in blind.compare()
    assert len(blind.found("Lysoria")) == 3


def test_a_facilitator_that_drops_a_canary_is_named_by_open_and_what_was_found_is_kept(blind: Blind) -> None:
    blind.up_to_raised()
    kept = {party: read_kept(blind.file(party, "secret").read_bytes()) for party in blind.lists}
    files = {party: read_raised(blind.file(party, "raised").read_bytes()) for party in blind.lists}
    pairs = dict(zip(("Lysoria", "Torvenia"), compare(files["Torvenia"], files["Lysoria"]), strict=True))
    told = {}
    for party, lines in pairs.items():
        canary = next(
            at for at in lines if kept[party].lines[at].parts[-1] == "3" and kept[party].lines[at].kind == CANARY
        )
        told[party] = tuple(at for at in lines if at != canary)
    table = Table(FileStorage(blind.journal), "wayhome.example/small", secrets.token_bytes)
    table.say(
        *(
            Draft(
                blind.journal.name,
                "Sahlan",
                read_key(blind.folder / "Sahlan.key"),
                datetime.now(UTC).replace(microsecond=0),
                ListsCompared("autumn", party, len(lines)),
                bytes(Matched(kept[party].context, party, lines)),
                (party,),
            )
            for party, lines in told.items()
        )
    )
    out = blind.file("Lysoria", "csv")
    said = blind.open_candidates("Lysoria", out, status=2)
    assert "1 of 8 canaries did not match: the facilitator dropped matches, or Torvenia left the canaries out" in said
    assert "LS-1" in out.read_text(encoding="utf-8")


@pytest.mark.parametrize("element", [bytes(32), b"\xff" * 32])
def test_a_masked_file_with_no_element_among_its_lines_is_not_raised(blind: Blind, element: bytes) -> None:
    blind.agree()
    blind.mask("Torvenia")
    context = read_kept(blind.file("Torvenia", "secret").read_bytes()).context
    lines = hash_to_elements((str(number).encode() for number in range(59)), b"lines of a cheat") + element
    in_order = sorted(lines[at : at + 32] for at in range(0, len(lines), 32))
    cheat = Masked(context, "Lysoria", MaskingKey.fresh(secrets.token_bytes).public, b"".join(in_order))
    blind.file("Lysoria", "masked").write_bytes(bytes(cheat))
    stated = ("--tracing", "autumn", "--file", cheat.digest, "--count", 60, "--masking-key", cheat.key.hex())
    blind.say("Lysoria", "list-masked", *stated)
    assert "a line of it is no element of the group; nothing of it is raised" in blind.raise_("Torvenia", status=2)
    assert not blind.file("Torvenia", "raised").exists()


def test_without_libsodium_the_line_that_installs_it_is_shown(blind: Blind, tmp_path: Path) -> None:
    blind.agree()
    hidden = "import ctypes, ctypes.util\nfound = ctypes.CDLL\n"
    hidden += "def none(name, *rest, **more):\n    if name and 'sodium' in str(name): raise OSError(name)\n"
    hidden += "    return found(name, *rest, **more)\nctypes.CDLL = none\n"
    command = ["blind", "mask", str(blind.journal), "autumn", str(blind.lists["Lysoria"]), "--as", "Lysoria"]
    command += [
        "--key",
        str(blind.folder / "Lysoria.key"),
        "--secret",
        str(tmp_path / "s"),
        "--out",
        str(tmp_path / "m"),
    ]
    program = f"{hidden}from wayhome.cli import main\nmain({command!r})"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.returncode == 2
    assert "sudo apt-get install libsodium23" in done.stderr
    assert "Traceback" not in done.stderr
