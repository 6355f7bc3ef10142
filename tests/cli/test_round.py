"""A round carried act by act from the command line, with key files and a user's own lists."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cli.test_lists import all_lists, lists, run, traced  # noqa: F401 - the fixture
from pypdf import PdfReader

SEATS = ("Sahlan", "Lysoria", "Torvenia", "Committee", "Meridia")


class Carried:
    """A round in a folder, and the command that says an act in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.journal = folder / "2025-08-24"
        self.dossier = folder / "dossier.json"
        self.dossier.write_text("{}", encoding="utf-8")
        for seat in SEATS:
            assert run("keys", "new", "--unwrapped", folder / f"{seat}.key").exit_code == 0

    def say(self, seat: str, act: str, *options: object, status: int = 0) -> str:
        key = self.folder / f"{seat}.key"
        result = run("round", act, self.journal, "--as", seat, "--key", key, *options)
        assert result.exit_code == status, result.output
        return result.output

    def open(self) -> None:
        parties = ("--parties", "Lysoria", "--parties", "Torvenia")
        named = ("--title", "A small return", *parties, "--observer", "Committee", "--reception", "Meridia")
        self.say("Sahlan", "round-opened", *named, "--journal-name", "wayhome.example/small")
        for seat in SEATS[1:]:
            self.say(seat, "seat-taken")
            self.say("Sahlan", "key-confirmed", "--seat", seat, "--fingerprint", self.fingerprint(seat))
        self.say("Lysoria", "key-confirmed", "--seat", "Sahlan", "--fingerprint", self.fingerprint("Sahlan"))

    def fingerprint(self, seat: str) -> str:
        """What the seat reads aloud."""
        return run("keys", "show", self.folder / f"{seat}.key").output.partition("fingerprint: ")[2].strip()


@pytest.fixture
def carried(lists: Path) -> Carried:  # noqa: F811 - the fixture
    return Carried(lists)


def people_of(references: Path, holder: str) -> list[str]:
    rows = [line.split(",") for line in references.read_text(encoding="utf-8").splitlines()[1:]]
    return [row[0] for row in rows if row[1] == holder]


def test_a_round_from_lists_to_its_account(carried: Carried) -> None:
    folder = carried.folder
    matches, references = traced(folder), folder / "references.csv"
    parties = ("--party", "Lysoria", "--party", "Torvenia")
    salt = ("--salt", folder / "round.salt", "--out", references)
    assert run("round", "references", matches, *all_lists(folder), *parties, *salt).exit_code == 0
    carried.open()

    held = {holder: people_of(references, holder) for holder in ("Lysoria", "Torvenia")}
    for asker, asked in (("Lysoria", "Torvenia"), ("Torvenia", "Lysoria")):
        everybody = f"@{references}:{asked}"
        people = ("--people", everybody, "--together", everybody)
        inquiry = ("inquiry-made", "--inquiry", f"to {asked}", "--to", asked, *people)
        assert f"needs a part sealed to {asked}: give it with --seal FILE" in carried.say(asker, *inquiry, status=2)
        carried.say(asker, *inquiry, "--seal", carried.dossier)
        answer = [option for person in held[asked] for option in ("--held", person)]
        carried.say(asked, "inquiry-answered", "--inquiry", f"to {asked}", *answer)
    carried.say("Lysoria", "terms-proposed", "--terms", folder / "terms.toml")
    carried.say("Torvenia", "terms-accepted")
    package = folder / "package.json"
    planned = run(
        "plan",
        folder / "terms.toml",
        matches,
        *all_lists(folder),
        "--references",
        references,
        "--out",
        package,
    )
    assert planned.exit_code == 0, planned.output
    unnamed = run("check", package, matches, *all_lists(folder))
    assert (unnamed.exit_code, "give --references" in unnamed.output) == (2, True)
    carried.say("Sahlan", "package-proposed", "--package", package, "--sign-by", "2999-01-01T00:00:00Z")
    for seat in ("Torvenia", "Lysoria", "Sahlan"):
        carried.say(seat, "package-signed")

    going = {holder: [r["person"] for r in returnees(package) if r["holder"] == holder] for holder in held}
    assert [len(people) for people in going.values()] == [2, 2]
    wish = folder / "wish.json"
    for people in going.values():
        for person in people:
            wish.write_text(json.dumps({"person": person, "wants_to_go": True}), encoding="utf-8")
            carried.say("Committee", "wish-taken", "--person", person, "--seal", wish)
        each = [option for person in people for option in ("--people", person)]
        carried.say("Committee", "fitness-certified", *each, "--fit")
        carried.say("Committee", "transfer-cleared", *each)

    for holder, people in going.items():
        each = [option for person in people for option in ("--people", person)]
        manifest = ("manifest-signed", "--leg", holder, *each, "--crossing", "Bridge")
        carried.say(holder, *manifest, "--seal", carried.dossier)
        refused = carried.say(holder, "convoy-departed", "--leg", holder, *each, status=2)
        assert "rule L5" in refused
        carried.say("Sahlan", "transport-notified", "--leg", holder, "--vehicles", 1, "--ambulances", 0)
        carried.say("Lysoria", "transport-acknowledged", "--leg", holder)
        carried.say("Torvenia", "transport-acknowledged", "--leg", holder)
        assert "--people for each, or --all" in carried.say(holder, "convoy-departed", status=2)
        said = carried.say(holder, "convoy-departed", "--all")
        assert f"filled in: leg: {holder}, people: 2 ({people[0]}, {people[1]})" in said
        carried.say("Sahlan", "crossing-present", *each)
        for seat in ("Lysoria", "Torvenia", "Sahlan"):
            carried.say(seat, "crossing-counted", "--leg", holder, "--heads", 2)
    for number in (1, 2):
        for holder, home in (("Lysoria", "Torvenia"), ("Torvenia", "Lysoria")):
            person = going[holder][number - 1]
            carried.say(holder, "tranche-handed-over", "--tranche", number, "--leg", holder, "--people", person)
            carried.say(home, "tranche-received", "--people", person)
    carried.say("Meridia", "care-received", "--all")
    carried.say("Sahlan", "account-reconciled")
    carried.say("Sahlan", "round-closed")

    verified = run("verify", carried.journal)
    assert (verified.exit_code, "round 2025-08-24: closed" in verified.output) == (0, True)
    assert "4 received" in run("round", "status", carried.journal).output
    page = folder / "account.html"
    assert run("round", "account", carried.journal, "--out", page).exit_code == 0
    assert "A small return" in page.read_text(encoding="utf-8")
    pdf = folder / "manifest.pdf"
    printed = run(
        "round", "manifest", carried.journal, "Torvenia", folder / "torvenia-held.csv", references, "--out", pdf
    )
    assert printed.exit_code == 0, printed.output
    wrong = run("round", "manifest", carried.journal, "Torvenia", folder / "lysoria-held.csv", references, "--out", pdf)
    assert (wrong.exit_code, "2 of the 2 people on this manifest are not on this list" in wrong.output) == (2, True)
    other = folder / "other.csv"
    other.write_text("person,holder,held_id\nX,Torvenia,TH-1\n", encoding="utf-8")
    wrong = run("round", "manifest", carried.journal, "Torvenia", folder / "torvenia-held.csv", other, "--out", pdf)
    assert (wrong.exit_code, "2 of the 2 people on this manifest have no reference" in wrong.output) == (2, True)
    assert going["Torvenia"][0] in "".join(page.extract_text() for page in PdfReader(pdf).pages)


def returnees(package: Path) -> list[dict[str, str]]:
    found = json.loads(package.read_text(encoding="utf-8"))["returnees"]
    assert isinstance(found, list)
    return found


def test_a_key_file_is_never_overwritten_nor_readable_by_others(tmp_path: Path) -> None:
    key = tmp_path / "seat.key"
    assert run("keys", "new", "--unwrapped", key).exit_code == 0
    assert key.stat().st_mode & 0o077 == 0
    again = run("keys", "new", "--unwrapped", key)
    assert again.exit_code == 2
    shown = run("keys", "show", key)
    assert "fingerprint:" in shown.output
    secret = key.read_text(encoding="ascii").split()[-1]
    assert secret not in shown.output


def test_a_changed_journal_names_its_first_wrong_entry(carried: Carried) -> None:
    carried.open()
    entries = carried.journal / "entries.jsonl"
    lines = entries.read_text(encoding="utf-8").splitlines()
    lines[3] = lines[3].replace('"payload":"ey', '"payload":"eX')
    entries.write_text("\n".join([*lines, ""]), encoding="utf-8")
    verified = run("verify", carried.journal)
    assert verified.exit_code == 1
    assert "entry 3 is the first that is wrong" in verified.output


def test_what_is_refused_says_why_and_leaves_the_journal_as_it_was(carried: Carried) -> None:
    carried.open()
    before = (carried.journal / "entries.jsonl").read_bytes()
    said = carried.say("Committee", "clearance-withheld", "--people", "SOMEBODY", status=2)
    assert "refused: There is no package in effect yet." in said
    said = carried.say("Lysoria", "round-closed", status=2)
    assert "it is for: facilitator" in said
    misheard = carried.fingerprint("Torvenia")
    said = carried.say("Torvenia", "key-confirmed", "--seat", "Lysoria", "--fingerprint", misheard, status=2)
    assert "don't go on" in said
    key = carried.folder / "Torvenia.key"
    terms = ("--terms", carried.folder / "terms.toml")
    said = run("round", "terms-proposed", carried.journal, "--as", "Lysoria", "--key", key, *terms)
    assert (said.exit_code, "not the key Lysoria took its seat with" in said.output) == (2, True)
    said = carried.say("Lysoria", "terms-accepted", status=2)
    assert "no terms are on the table yet" in said
    assert (carried.journal / "entries.jsonl").read_bytes() == before


def test_every_act_has_a_command_with_its_own_help() -> None:
    from wayhome.rounds import VOCABULARY

    listed = run("round", "--help").output
    for kind in VOCABULARY.kinds:
        command = kind.replace(".", "-").replace("_", "-")
        assert command in listed
        assert run("round", command, "--help").exit_code == 0


@pytest.mark.parametrize(
    ("file", "text", "line"),
    [
        ("bus.txt", "{reference}\nМельниченко Сергій\n", 2),
        ("bus.txt", "\n\n0123456789\n", 3),
        ("bus.txt", "{reference} Melnychenko\n", 1),
        ("list.csv", "person,name\n{reference},x\nMelnychenko Serhii,y\n", 3),
    ],
)
def test_a_file_of_anything_but_references_gets_into_no_act(carried: Carried, file: str, text: str, line: int) -> None:
    carried.open()
    listed = carried.folder / file
    listed.write_text(text.format(reference="ABCDEFGHIJKLMN27"), encoding="utf-8")
    for option in ("--people", "--together"):
        asked = ("inquiry-made", "--inquiry", "one", "--to", "Torvenia", option, f"@{listed}")
        if option == "--people" or file.endswith(".csv"):
            more = () if option == "--people" else ("--people", "ABCDEFGHIJKLMN27")
            said = carried.say("Lysoria", *asked, *more, "--seal", carried.dossier, status=2)
            assert f"{file}, line {line}: expected a person's reference" in said
            assert "elnychenko" not in said
