"""Three programs read one journal: Wayhome, the stand-alone verifier, and Go's own note and tlog. They must agree.

The journal is a whole one with a covenant, sealed parts, a checkpoint and every cosignature. It is broken in every way
that bytes can be: bits flipped, entries dropped, swapped, doubled and slipped in, files cut short, histories split.
"""

from __future__ import annotations

import os
import random
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest
from click.testing import CliRunner
from kit.authenticator import PARTY, Authenticator
from kit.covenants import adopted, cosigned, covenant, first_covenant
from kit.journals import draft, fixed_randomness, written
from kit.table import KEYS, LYSORIA, OBSERVER, ORIGIN, SAHLAN, Script, held_by, terms
from msgspec import structs

from wayhome.agreement import TermsProposed
from wayhome.cli import main
from wayhome.cli.sifting import on_every_core
from wayhome.handover import WishTaken
from wayhome.journal import (
    Assertion,
    Broken,
    Checkpoint,
    Entry,
    FileStorage,
    Journal,
    Office,
    Proof,
    Sifted,
    challenge_for_all,
    is_sound,
    sign_covenant,
    sign_entry,
)
from wayhome.journal.checkpoint import sign_checkpoint
from wayhome.journal.envelope import Envelope
from wayhome.journal.note import Note
from wayhome.journal.several import Among
from wayhome.journal.tree import Tree, leaf_hash
from wayhome.journal.verify import unsifted
from wayhome.rounds import Audit, Table

ROOT = Path(__file__).parent.parent.parent
GO_SOURCES = Path("/usr/share/gocode")


def _stand_alone():
    spec = spec_from_file_location("verify_journal", ROOT / "verifier" / "verify_journal.py")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


stand_alone = _stand_alone()


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A journal of a whole round up to the crossing, with a covenant, cosigned."""
    folder = tmp_path_factory.mktemp("sound") / "journal"
    script = Script()
    opening = [*script.opening(), first_covenant(script)]
    storage = written([*opening, *Script().up_to_crossing()[len(opening) - 1 :]], FileStorage(folder))
    cosigned(storage)
    return folder


def by_wayhome(folder: Path, sifted: Sifted = unsifted) -> int | None:
    """The first position that is wrong, or None."""
    audit = Audit(FileStorage(folder), sifted=sifted)
    try:
        for _ in audit.steps():
            pass
        audit.checkpoint()
    except Broken as error:
        return error.position
    return None


def by_stand_alone(folder: Path) -> int | None:
    try:
        stand_alone.check_journal(folder)
    except stand_alone.Wrong as error:
        return int(re.match(r"entry (\d+) is the first that is wrong", str(error))[1])
    return None


@pytest.fixture(scope="session")
def go(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Go program, built from its sources here and Debian's golang.org/x/mod."""
    compiler = shutil.which("go")
    assert compiler, "Go is needed: sudo apt-get install golang-go golang-golang-x-mod-dev"
    built = tmp_path_factory.mktemp("go") / "verify"
    environment = {
        **os.environ,
        "GO111MODULE": "off",
        "GOPATH": str(GO_SOURCES),
        "GOCACHE": str(built.parent / "cache"),
        "GOFLAGS": "",
    }
    subprocess.run([compiler, "build", "-o", built, "."], cwd=ROOT / "verifier" / "go", env=environment, check=True)
    return built


@pytest.fixture(scope="module")
def verifier_keys(sound: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The keys of the keeper and of those who watch, as Go takes them."""
    path = tmp_path_factory.mktemp("keys") / "keys"
    document = path.with_name("covenant.json")
    document.write_bytes(sign_covenant(covenant(), *KEYS.values()))
    shown = CliRunner().invoke(main, ["keys", "covenant", "check", str(document), "--keys"])
    path.write_text(shown.output, encoding="utf-8")
    return path


def by_go(go: Path, *arguments: object) -> bool:
    return subprocess.run([go, *map(str, arguments)], capture_output=True, check=False).returncode == 0


def copy_of(sound: Path, tmp_path: Path) -> Path:
    return shutil.copytree(sound, tmp_path / "copy")


def lines_of(folder: Path) -> list[bytes]:
    return (folder / "entries.jsonl").read_bytes().split(b"\n")[:-1]


def write_lines(folder: Path, lines: list[bytes]) -> None:
    (folder / "entries.jsonl").write_bytes(b"".join(line + b"\n" for line in lines))


def test_all_three_take_a_sound_journal(sound: Path, go: Path, verifier_keys: Path) -> None:
    assert by_wayhome(sound) is None
    assert by_stand_alone(sound) is None
    assert by_go(go, sound, verifier_keys)
    assert "cosigned by Committee, Lysoria, Torvenia" in stand_alone.check_journal(sound)


def test_signatures_checked_on_every_core_give_the_same(sound: Path, tmp_path: Path) -> None:
    assert by_wayhome(sound, on_every_core) is None
    folder = copy_of(sound, tmp_path)
    lines = lines_of(sound)
    write_lines(folder, [*lines[:9], lines[9].replace(b'"sig":"', b'"sig":"A', 1), *lines[10:]])
    assert by_wayhome(folder, on_every_core) == by_wayhome(folder) == 9


def test_the_stand_alone_verifier_is_short_and_imports_nothing_of_wayhome() -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "verifier").glob("*.py"))
    assert len(text.splitlines()) < 250
    imported = re.findall(r"^(?:from|import) (\w+)", text, re.MULTILINE)
    assert set(imported) - sys.stdlib_module_names == {"nacl"}


@pytest.mark.parametrize("number", range(6))
def test_all_find_a_flipped_bit_where_it_is(
    sound: Path, tmp_path: Path, go: Path, verifier_keys: Path, number: int
) -> None:
    chance = random.Random(number)
    folder = copy_of(sound, tmp_path)
    # The keys of people are no part of what is proved: they are there to be destroyed.
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != "keys.jsonl")
    for turn in range(25):
        path = folder / "entries.jsonl" if turn % 2 else chance.choice(paths)
        before = path.read_bytes()
        bit = chance.randrange(8 * len(before))
        changed = bytearray(before)
        changed[bit // 8] ^= 1 << bit % 8
        path.write_bytes(changed)
        position = by_wayhome(folder)
        assert position is not None, (path, bit)
        assert by_stand_alone(folder) == position, (path, bit)
        assert by_wayhome(folder, lambda envelopes: ((each, is_sound(each)) for each in envelopes)) == position
        if "sealed" not in path.parts:
            assert not by_go(go, folder, verifier_keys), (path, bit)
        path.write_bytes(before)


def without(lines: list[bytes], at: int) -> list[bytes]:
    return lines[:at] + lines[at + 1 :]


def swapped(lines: list[bytes], at: int) -> list[bytes]:
    return [*lines[:at], lines[at + 1], lines[at], *lines[at + 2 :]] if at + 1 < len(lines) else lines[:-1]


def doubled(lines: list[bytes], at: int) -> list[bytes]:
    return [*lines[: at + 1], lines[at], *lines[at + 1 :]]


def cut(lines: list[bytes], at: int) -> list[bytes]:
    return lines[:at]


@pytest.mark.parametrize("change", [without, swapped, doubled, cut])
def test_all_find_what_was_dropped_swapped_doubled_or_cut(
    sound: Path,
    tmp_path: Path,
    go: Path,
    verifier_keys: Path,
    change: Callable[[list[bytes], int], list[bytes]],
) -> None:
    folder = copy_of(sound, tmp_path)
    lines = lines_of(sound)
    for at in range(1, len(lines), 5):
        write_lines(folder, change(lines, at))
        position = by_wayhome(folder)
        assert position == by_stand_alone(folder)
        # Acts that nobody had seen when the next was signed can change places; the first who had seen them tells.
        assert position is not None
        assert position >= at
        # What comes after the whole of what was signed for is beyond a checkpoint's word.
        assert not by_go(go, folder, verifier_keys) or (change is doubled and at == len(lines) - 1)


def test_all_find_a_file_cut_at_any_byte(sound: Path, tmp_path: Path, go: Path, verifier_keys: Path) -> None:
    folder = copy_of(sound, tmp_path)
    content = (sound / "entries.jsonl").read_bytes()
    chance = random.Random(1)
    for size in [0, 1, *(chance.randrange(len(content)) for _ in range(12)), len(content) - 1]:
        (folder / "entries.jsonl").write_bytes(content[:size])
        assert by_wayhome(folder) == by_stand_alone(folder) == content[:size].count(b"\n")
        assert not by_go(go, folder, verifier_keys)


def test_all_find_a_signature_taken_away_or_put_elsewhere(
    sound: Path, tmp_path: Path, go: Path, verifier_keys: Path
) -> None:
    folder = copy_of(sound, tmp_path)
    whole = Note.parse((sound / "checkpoint").read_bytes())
    size = len(lines_of(sound))
    for signatures, broken in [
        (whole.signatures[1:], True),
        ((*whole.signatures, whole.signatures[0]), True),
        (whole.signatures[:1], False),
    ]:
        (folder / "checkpoint").write_bytes(Note(whole.text, signatures).encode() if signatures else b"")
        assert by_wayhome(folder) == by_stand_alone(folder) == (size if broken else None)
        assert not by_go(go, folder, verifier_keys) or len(signatures) == 1 + len(whole.signatures)
    (folder / "checkpoint").unlink()
    assert by_wayhome(folder) is not None
    assert by_stand_alone(folder) is not None


def test_a_split_view_is_found_by_whoever_compares(sound: Path, tmp_path: Path, go: Path, verifier_keys: Path) -> None:
    """The keeper shows two histories; each verifies by itself, and the checkpoint of one is not of the other."""
    fork = copy_of(sound, tmp_path)
    write_lines(fork, lines_of(sound)[:-1])
    (fork / "checkpoint").unlink()
    table = Table(FileStorage(fork), ORIGIN, fixed_randomness())
    table.journal.checkpoint(KEYS[SAHLAN])
    cosigned(FileStorage(fork))
    assert by_wayhome(fork) is None
    assert by_stand_alone(fork) is None
    shown = (sound / "checkpoint").read_bytes()
    with pytest.raises(stand_alone.Wrong, match="shown to others"):
        stand_alone.check_journal(fork, [("shown to others", shown)])
    assert not by_go(go, "-grows", fork / "checkpoint", sound / "checkpoint", fork, verifier_keys)
    assert by_go(go, "-grows", fork / "checkpoint", sound / "checkpoint", sound, verifier_keys)


@pytest.mark.parametrize("algorithm", ["EdDSA", "ES256"])
def test_the_stand_alone_verifier_says_whose_passkeys_it_could_not_check(tmp_path: Path, algorithm: str) -> None:
    held, script = Authenticator(algorithm), Script()
    office = Office((KEYS[LYSORIA].public.raw,), passkeys=(held.passkey,))
    named = covenant(seats={**covenant().seats, LYSORIA: office}, relying_party=PARTY)
    storage = written([*script.opening(), script(LYSORIA, adopted(named, *KEYS.values()))], FileStorage(tmp_path))
    table = Table(storage, ORIGIN, fixed_randomness())
    table.say(replace(draft(script(LYSORIA, TermsProposed(terms()))), ask=held.answer))
    table.journal.checkpoint(KEYS[SAHLAN])
    said = stand_alone.check_journal(tmp_path)
    assert "not checked here: the rules of rounds and the law" in said
    assert ("the signatures of 1 passkeys (ES256)" in said) == (algorithm == "ES256")

    def forged(challenge: bytes) -> Assertion:
        signature = Authenticator(algorithm, secret=2).answer(challenge).signature
        return structs.replace(held.answer(challenge), signature=signature)

    lines = lines_of(tmp_path)
    entry = Entry.decode(Envelope.decode(lines[-1]).payload)
    lines[-1] = sign_entry(entry, KEYS[LYSORIA], ask=forged)
    write_signed_for(tmp_path, lines)
    assert by_wayhome(tmp_path) == len(lines) - 1
    assert by_stand_alone(tmp_path) == (None if algorithm == "ES256" else len(lines) - 1)


@pytest.mark.parametrize("algorithm", ["EdDSA", "ES256"])
def test_both_read_several_acts_under_one_touch_and_neither_is_shown_one_for_another(
    tmp_path: Path, algorithm: str
) -> None:
    held, script = Authenticator(algorithm), Script()
    office = Office((KEYS[OBSERVER].public.raw,), passkeys=(held.passkey,))
    named = covenant(seats={**covenant().seats, OBSERVER: office}, relying_party=PARTY)
    opening = [*script.opening(), script(LYSORIA, adopted(named, *KEYS.values()))]
    storage = written([*opening, *Script().up_to_signed()[len(opening) - 1 :]], FileStorage(tmp_path))
    table = Table(storage, ORIGIN, fixed_randomness())
    before = table.journal.size
    wishes = [script(OBSERVER, WishTaken(person), OBSERVER) for person in held_by(LYSORIA)]
    drawn = table.draw_up(*map(draft, wishes))
    challenges = [each.challenge for each in drawn]
    answer = held.answer(challenge_for_all(challenges))
    table.say_drawn(drawn, KEYS[OBSERVER], answers=answer.for_each(challenges))
    table.journal.checkpoint(KEYS[SAHLAN])
    assert len(drawn) > 2
    assert by_wayhome(tmp_path) is None
    said = stand_alone.check_journal(tmp_path)
    assert (f"the signatures of {len(drawn)} passkeys (ES256)" in said) == (algorithm == "ES256")

    lines = lines_of(tmp_path)
    envelopes = [Envelope.decode(line) for line in lines]
    for position in (before, before + 1, len(lines) - 1):
        (given,) = envelopes[position].passkeys
        (other,) = envelopes[position - 1 if position > before else -1].passkeys
        place = given.among
        assert place
        wrong = [
            other,
            structs.replace(given, among=None),
            structs.replace(given, among=other.among),
            *(structs.replace(given, among=structs.replace(place, **changes)) for changes in _elsewhere(place)),
        ]
        for changed in wrong:
            envelope = structs.replace(envelopes[position], passkeys=(changed,)).encode()
            write_signed_for(tmp_path, [*lines[:position], envelope, *lines[position + 1 :]])
            assert by_wayhome(tmp_path) == by_stand_alone(tmp_path) == position


def _elsewhere(place: Among) -> list[dict[str, object]]:
    """What else an act's place among several could be said to be."""
    position, size, path = place.position, place.size, place.path
    return [
        *({"position": other} for other in (-1, position ^ 1, size)),
        *({"size": other} for other in (0, 1, size + 1, 2 * size)),
        *({"path": other} for other in ((), path[1:], path[:-1], (*path, path[0]), (path[0][:31], *path[1:]))),
    ]


def write_signed_for(folder: Path, lines: list[bytes]) -> None:
    """Write these entries, with a checkpoint of the keeper over them."""
    write_lines(folder, lines)
    tree = Tree()
    for line in lines:
        tree.append(leaf_hash(line))
    (folder / "checkpoint").write_bytes(sign_checkpoint(Checkpoint(ORIGIN, len(lines), tree.root()), KEYS[SAHLAN]))


def test_go_takes_every_proof_and_none_for_another_act(
    sound: Path, tmp_path: Path, go: Path, verifier_keys: Path
) -> None:
    journal = Journal(FileStorage(sound), ORIGIN)
    note = (sound / "checkpoint").read_bytes()
    size = Checkpoint.parse(Note.parse(note).text).size
    lines = lines_of(sound)
    act, proof = tmp_path / "act.json", tmp_path / "act.json.tlog-proof"
    for position in (0, 1, size // 2, size - 1):
        act.write_bytes(lines[position])
        proof.write_bytes(Proof(position, tuple(journal.inclusion(position, size)), note).encode())
        assert len(proof.read_bytes()) <= 2000
        assert by_go(go, "-proof", act, proof, verifier_keys)
        act.write_bytes(lines[position - 1])
        assert not by_go(go, "-proof", act, proof, verifier_keys)
