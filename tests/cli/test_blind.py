"""A blind tracing from the command line: two lists in two scripts, neither of which leaves its party."""

from __future__ import annotations

import csv
import resource
import secrets
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest
from cli.test_lists import run
from cli.test_round import Carried

from wayhome.acts import Act
from wayhome.agreement import DossierLodged, DossiersReleased, ListsCompared, SampleOpened
from wayhome.journal import CannotUnseal, FileStorage, SigningKey, read_key, seal, unseal
from wayhome.people import PartialDate, Particulars, Salts, reference, sought_reference
from wayhome.rounds import Draft, Table
from wayhome.tracing.blind import (
    CANARY,
    KeptLines,
    Masked,
    MaskingKey,
    Matched,
    compare,
    dossier_of,
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

    said = ""
    """By the command that was last run for its file."""

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

    def lodge(self, party: str, status: int = 0) -> str:
        """A dossier of everybody in the party's candidates, from its own list."""
        other = "Torvenia" if party == "Lysoria" else "Lysoria"
        files = (self.file(party, "masked"), self.file(other, "raised"), self.file(party, "raised"))
        options = ("--secret", self.file(party, "secret"))
        return self.step("lodge", party, self.file(party, "csv"), self.lists[party], *files, *options, status=status)

    def audit(self, **invented: int) -> None:
        """The sample drawn, opened and judged, with so many invented lines of a party."""
        self.step("draw", "Committee")
        for party in self.lists:
            masked = self.file(party, "masked")
            self.step("sample", party, masked, "--secret", self.file(party, "secret"))
            found = invented.get(party, 0)
            self.step("judge", "Committee", masked, "--of", party, "--invented", found)

    def up_to_lodged(self) -> None:
        self.up_to_raised()
        self.compare()
        for party in self.lists:
            self.found(party)
            self.lodge(party)

    def table(self) -> Table:
        return Table(FileStorage(self.journal), "wayhome.example/small", secrets.token_bytes)

    def key(self, seat: str) -> SigningKey:
        return read_key(self.folder / f"{seat}.key")

    def state(self, seat: str, *acts: tuple[Act, bytes | dict[str, bytes], tuple[str, ...]]) -> None:
        """What a seat states past the commands, with a part sealed to these seats."""
        now = datetime.now(UTC).replace(microsecond=0)
        self.table().say(*(Draft(self.journal.name, seat, self.key(seat), now, *act) for act in acts))

    def kept_and_pairs(self) -> tuple[dict[str, KeptLines], dict[str, tuple[int, ...]]]:
        """Each party's secret, and the lines of its list that match."""
        kept = {party: read_kept(self.file(party, "secret").read_bytes()) for party in self.lists}
        files = {party: read_raised(self.file(party, "raised").read_bytes()) for party in self.lists}
        matching = compare(files["Torvenia"], files["Lysoria"])
        return kept, dict(zip(("Lysoria", "Torvenia"), matching, strict=True))

    def tell(self, kept: dict[str, KeptLines], lines: dict[str, tuple[int, ...]]) -> None:
        """What a facilitator says who doesn't say what it found."""
        acts = (
            (ListsCompared("autumn", party, len(told)), bytes(Matched(kept[party].context, party, told)), (party,))
            for party, told in lines.items()
        )
        self.state("Sahlan", *acts)

    def pair(self, sought: str, held: str) -> tuple[str, str]:
        """The references of a person sought and a person held."""
        salts = Salts.of(bytes(32))
        return sought_reference(salts, "Lysoria", sought), reference(salts, "Torvenia", held)

    def dossiers(self, party: str, status: int = 0) -> list[dict[str, str]]:
        """What `dossiers` writes."""
        out = self.file(party, "dossiers.csv")
        options = ("--secret", self.file(party, "secret"), "--out", out)
        self.said = self.step("dossiers", party, self.file(party, "csv"), *options, status=status)
        with out.open(encoding="utf-8-sig", newline="") as stream:
            return list(csv.DictReader(stream))


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


def test_dossiers_of_both_sides_are_released_at_once_and_read_beside_ones_own(blind: Blind) -> None:
    blind.up_to_lodged()
    blind.audit()
    assert "3 of 3 matches released" in blind.step("release", "Sahlan")
    of_torvenia, of_lysoria = blind.dossiers("Lysoria"), blind.dossiers("Torvenia")
    assert {(row["id"], row["surname"]) for row in of_torvenia} == {
        ("LS-1", "Melnichenko"),
        ("LS-2", "Ежак"),
        ("LS-4", "Орлюк"),
    }
    assert {(row["id"], row["surname"]) for row in of_lysoria} == {
        ("TH-1", "Мельниченко"),
        ("TH-2", "Їжак"),
        ("TH-3", "Орлюк"),
    }
    pairs = {(row["yours"], row["person"]) for row in of_torvenia}
    assert pairs == {(row["person"], row["yours"]) for row in of_lysoria}
    kinds = {row["id"]: row["kinds"] for row in of_torvenia}
    assert kinds["LS-1"] == "surname_and_birth names_and_birth surname_given_year sound"

    sought, held = blind.pair("LS-1", "TH-1")
    same = ("--person-sought", sought, "--person-held", held, "--home", "Lysoria", "--holder", "Torvenia")
    blind.say("Lysoria", "match-judged", *same, "--verdict", "same", "--seal", blind.dossier)
    asked = blind.file("Lysoria", "dossiers.csv")
    inquiry = ("--inquiry", "autumn", "--to", "Torvenia", "--people", f"@{asked}", "--seal", asked)
    blind.say("Lysoria", "inquiry-made", *inquiry)
    of_all = [option for _, person in pairs for option in ("--held", person)]
    blind.say("Torvenia", "inquiry-answered", "--inquiry", "autumn", *of_all)
    assert set(blind.table().state[blind.journal.name].agreement.held) == {person for _, person in pairs}
    assert run("verify", blind.journal).exit_code == 0


def test_nothing_is_released_while_one_side_or_the_audit_is_missing(blind: Blind) -> None:
    blind.up_to_raised()
    blind.compare()
    for party in blind.lists:
        blind.found(party)
    blind.lodge("Lysoria")
    assert "no match has both its dossiers" in blind.step("release", "Sahlan", status=2)
    assert "dossiers lodged: 3 of Lysoria and 0 of Torvenia" in run("round", "status", blind.journal).output
    assert "lodged already" in blind.lodge("Lysoria", status=2)
    blind.lodge("Torvenia")
    assert "3 with both there and not released" in run("round", "status", blind.journal).output
    assert "before the observer has judged" in blind.step("release", "Sahlan", status=2)
    assert blind.dossiers("Lysoria") == []
    blind.audit(Torvenia=2)
    assert "2 of the lines opened of Torvenia are invented" in blind.step("release", "Sahlan", status=2)
    assert "the audit of Torvenia failed; Lysoria may excuse it" in run("round", "status", blind.journal).output
    blind.say("Lysoria", "audit-excused", "--tracing", "autumn")
    blind.step("release", "Sahlan")
    assert len(blind.dossiers("Lysoria")) == 3


def test_only_who_matched_has_a_dossier_lodged_and_from_the_list_as_it_was_masked(blind: Blind) -> None:
    blind.up_to_raised()
    blind.compare()
    blind.found("Lysoria")
    candidates, sought = blind.file("Lysoria", "csv"), blind.lists["Lysoria"]
    whole = candidates.read_text(encoding="utf-8")
    candidates.write_text(f"{whole}SOMEBODY,LS-3,number\n", encoding="utf-8")
    assert "not matched, so no dossier of them is lodged: LS-3" in blind.lodge("Lysoria", status=2)
    candidates.write_text(whole, encoding="utf-8")
    sought.write_text(SOUGHT.replace("1995-05-05", "1970-05-05"), encoding="utf-8")
    assert "LS-4: this row gives other tokens than were masked" in blind.lodge("Lysoria", status=2)
    sought.write_text(SOUGHT, encoding="utf-8")
    kept_back = [line for line in whole.splitlines() if "LS-4" not in line]
    candidates.write_text("\n".join(kept_back), encoding="utf-8")
    assert "2 dossiers lodged with Sahlan" in blind.lodge("Lysoria")


def test_a_facilitator_that_drops_one_person_is_found_out_before_any_dossier_is_lodged(blind: Blind) -> None:
    """No canary is missing, so `open` sees nothing; the files show the party's machine what was dropped."""
    blind.up_to_raised()
    kept, pairs = blind.kept_and_pairs()
    somebody = next(at for at in pairs["Lysoria"] if kept["Lysoria"].lines[at].person == "LS-4")
    fewer = {"Lysoria": tuple(at for at in pairs["Lysoria"] if at != somebody), "Torvenia": pairs["Torvenia"][1:]}
    blind.tell(kept, fewer)
    blind.open_candidates("Lysoria", blind.file("Lysoria", "csv"))
    said = blind.lodge("Lysoria", status=2)
    assert f"Sahlan left out 1 of your {len(pairs['Lysoria'])} lines that match and named 0 that don't" in said
    assert "nothing is lodged with it" in said


def test_a_facilitator_that_releases_another_dossier_than_was_lodged_is_found_out(blind: Blind) -> None:
    blind.up_to_lodged()
    blind.audit()
    sought, held = blind.pair("LS-1", "TH-1")
    forged = seal(b"{}", {"Lysoria": blind.key("Lysoria").public}, "Torvenia", secrets.token_bytes)
    blind.state(
        "Sahlan", (DossiersReleased("autumn", sought, held), {sought: forged, held: forged}, ("Lysoria", "Torvenia"))
    )
    assert blind.dossiers("Lysoria", status=2) == []
    assert f"{held}: Sahlan released another dossier than Torvenia lodged" in blind.said


@pytest.mark.parametrize(
    ("cheat", "why"),
    [
        ("of somebody else", "its particulars don't give what matched: Torvenia lodged it of somebody else"),
        ("of another tracing", "Torvenia lodged the dossier of another person or another tracing"),
        ("the other's own, sent back", "what Torvenia lodged can't be read"),
        ("not a dossier", "what Torvenia lodged can't be read"),
    ],
)
def test_a_party_that_lodges_what_is_no_dossier_of_the_match_is_found_out(blind: Blind, cheat: str, why: str) -> None:
    blind.up_to_raised()
    blind.compare()
    for party in blind.lists:
        blind.found(party)
    blind.lodge("Lysoria")
    kept, _ = blind.kept_and_pairs()
    sought, held = blind.pair("LS-1", "TH-1")
    table = blind.table()
    matches = table.state[blind.journal.name].agreement.tracings["autumn"].dossiers["Lysoria"][sought].matches
    person = Particulars("TH-4", surname="Кравец", given_names="Борис", birth_date=PartialDate(1960, 6, 6))
    context = kept["Torvenia"].context
    if cheat == "of another tracing":
        context = replace(context, tracing="summer")
    content = b"nobody" if cheat == "not a dossier" else bytes(dossier_of(context, "Torvenia", held, matches, person))
    reader = "Torvenia" if cheat == "the other's own, sent back" else "Lysoria"
    box = seal(content, {reader: blind.key(reader).public}, "Torvenia", secrets.token_bytes)
    act = DossierLodged("autumn", held, matches, sha256(box).hexdigest())
    blind.state("Torvenia", (act, box, ("Sahlan",)))
    blind.audit()
    assert "1 of 1 matches released" in blind.step("release", "Sahlan")
    assert blind.dossiers("Lysoria", status=2) == []
    assert f"{held}: {why}" in blind.said


def test_a_dossier_that_is_not_the_one_stated_is_not_released(blind: Blind) -> None:
    blind.up_to_raised()
    blind.compare()
    for party in blind.lists:
        blind.found(party)
    blind.lodge("Lysoria")
    sought, held = blind.pair("LS-1", "TH-1")
    matches = blind.table().state[blind.journal.name].agreement.tracings["autumn"].dossiers["Lysoria"][sought].matches
    blind.state("Torvenia", (DossierLodged("autumn", held, matches, "ab" * 32), b"another", ("Sahlan",)))
    blind.audit()
    said = blind.step("release", "Sahlan", status=2)
    assert "0 of 1 matches released" in said
    assert f"another dossier was lodged than its act states; kept back: {held} by Torvenia" in said


def test_the_facilitator_and_the_observer_read_nobody_in_a_dossier(blind: Blind) -> None:
    """What is sealed to the facilitator is an envelope to the other party; what anybody else has is not for them."""
    blind.up_to_lodged()
    blind.audit()
    blind.step("release", "Sahlan")
    table = blind.table()
    kinds = [
        (statement.act.kind, placed.entry)
        for statement, placed in zip(table.statements, table.journal.entries(), strict=True)
    ]
    envelopes = 0
    for kind, entry in kinds:
        if kind == "dossier.lodged":
            for box in table.open_each(entry, "Sahlan", blind.key("Sahlan")).values():
                assert box is not None
                assert not any(word.encode() in box for word in ("Melnichenko", "Мельниченко", "Їжак", "1991"))
                with pytest.raises(CannotUnseal):
                    unseal(box, "Sahlan", blind.key("Sahlan"))
                envelopes += 1
        if kind in ("dossier.lodged", "dossiers.released"):
            assert not table.open_each(entry, "Committee", blind.key("Committee"))
        if kind == "dossiers.released":
            assert not table.open_each(entry, "Sahlan", blind.key("Sahlan"))
    assert envelopes == 6


def test_a_person_erased_has_no_dossier_any_more_and_the_others_have(blind: Blind) -> None:
    blind.up_to_lodged()
    blind.audit()
    blind.step("release", "Sahlan")
    _, held = blind.pair("LS-1", "TH-1")
    blind.table().erase(held)
    assert {row["id"] for row in blind.dossiers("Lysoria")} == {"LS-2", "LS-4"}
    assert "1 people are erased here and left out" in blind.said
    assert run("verify", blind.journal).exit_code == 0


def test_proof_of_life_is_shown_as_due_until_it_is_given(blind: Blind) -> None:
    blind.up_to_lodged()
    blind.audit()
    blind.step("release", "Sahlan")
    _, held = blind.pair("LS-1", "TH-1")
    line = f"proof of life due by 2035-01-01 00:00 UTC: {held}, held by Torvenia, home Lysoria"
    assert line in run("round", "status", blind.journal).output
    later = ("--tracing", "autumn", "--person", held, "--party", "Lysoria", "--seal", blind.dossier)
    blind.say("Torvenia", "life-proven", *later)
    shown = run("round", "status", blind.journal).output
    assert line not in shown
    assert shown.count("proof of life due by") == 2


def test_an_opening_that_does_not_hold_is_judged_as_invented(blind: Blind) -> None:
    blind.up_to_raised()
    blind.compare()
    blind.step("draw", "Committee")
    masked = blind.file("Torvenia", "masked")
    digest = read_masked(masked.read_bytes()).digest
    blind.state("Torvenia", (SampleOpened("autumn", digest), b"no opening", ("Committee",)))
    judge = ("judge", "Committee", masked, "--of", "Torvenia", "--invented")
    assert "what Torvenia opened doesn't hold" in (said := blind.step(*judge, 0, status=2))
    assert "state all 20 lines as invented" in said
    blind.step(*judge, 20)
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
    kept, pairs = blind.kept_and_pairs()
    told = {}
    for party, lines in pairs.items():
        canary = next(
            at for at in lines if kept[party].lines[at].parts[-1] == "3" and kept[party].lines[at].kind == CANARY
        )
        told[party] = tuple(at for at in lines if at != canary)
    blind.tell(kept, told)
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
