"""Covenants, cosignatures, proofs and comparisons from the command line."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import msgspec
import pytest
from cli.test_lists import lists, run  # noqa: F401 - the fixture
from cli.test_round import SEATS, Carried
from kit.authenticator import PARTY, Authenticator

from wayhome.cli.passphrases import NEW_PASSPHRASE, PASSPHRASE


@pytest.fixture
def carried(tmp_path: Path) -> Carried:
    made = Carried(tmp_path)
    made.open()
    return made


def keys(carried: Carried, *seats: str) -> list[object]:
    return [option for seat in seats for option in ("--key", carried.folder / f"{seat}.key")]


def public(carried: Carried, name: str) -> str:
    return re.search(r"public key:\s+(\S+)", run("keys", "show", carried.folder / f"{name}.key").output)[1]


def confirms(carried: Carried, other: str) -> tuple[str, ...]:
    """An act of any seat: it heard another one's fingerprint."""
    return ("--seat", other, "--fingerprint", carried.fingerprint(other))


def ok(*command: object) -> str:
    result = run(*command)
    assert result.exit_code == 0, result.output
    return result.output


def with_covenant(carried: Carried) -> Path:
    """The journal's first covenant, made by one seat, signed by the others in turn, and handed in."""
    file = carried.folder / "covenant.json"
    ok("keys", "covenant", "new", carried.journal, "--out", file, *keys(carried, "Sahlan"))
    lacking = run("keys", "covenant", "check", file)
    assert (lacking.exit_code, "Lysoria has yet to sign" in lacking.output) == (1, True)
    for seat in SEATS[1:]:
        ok("keys", "covenant", "sign", file, *keys(carried, seat))
    shown = ok("keys", "covenant", "check", file, "--journal", carried.journal)
    assert "complete" in shown
    assert carried.fingerprint("Torvenia") in shown
    carried.say("Sahlan", "covenant-adopted", "--covenant", file)
    return file


def test_a_stolen_key_is_replaced(carried: Carried) -> None:
    first = with_covenant(carried)
    ok("keys", "new", "--unwrapped", carried.folder / "new.key")
    second = carried.folder / "second.json"
    old, new = public(carried, "Lysoria"), public(carried, "new")
    options = ("--seat", "Lysoria", "--old", old, "--new", new, "--trusted-to", 1, "--out", second)
    rotated = ok("keys", "covenant", "rotate", carried.journal, *options, *keys(carried, "new"))
    assert "stand in the journal already" in rotated
    incomplete = run(
        "round", "covenant-adopted", carried.journal, "--as", "Sahlan", *keys(carried, "Sahlan"), "--covenant", second
    )
    assert (incomplete.exit_code, "4 seats have to sign" in incomplete.output) == (2, True)
    ok("keys", "covenant", "sign", second, *keys(carried, "Sahlan", "Torvenia", "Committee", "Meridia"))
    carried.say("Torvenia", "covenant-adopted", "--covenant", second)
    refused = carried.say("Lysoria", "key-confirmed", *confirms(carried, "Torvenia"), status=2)
    assert "was revoked" in refused
    said = ("round", "key-confirmed", carried.journal, "--as", "Lysoria", *confirms(carried, "Torvenia"))
    ok(*said, "--key", carried.folder / "new.key")
    ok("round", "checkpoint", carried.journal, *keys(carried, "Sahlan"))
    verified = ok("verify", carried.journal, "--covenant", second)
    assert "covenant: version 2" in verified
    assert "NOT TRUSTED: entry 9, number 2 of Lysoria, key.confirmed" in verified
    assert run("verify", carried.journal, "--covenant", first).exit_code == 0
    act = carried.folder / "act.json"
    ok("prove", carried.journal, 9, "--out", act)
    disavowed = run("verify-proof", act, "--covenant", first, "--covenant", second)
    assert (disavowed.exit_code, "revoked before it" in disavowed.output) == (1, True)


def test_a_covenant_you_hold_that_is_not_the_journals_is_found(carried: Carried) -> None:
    with_covenant(carried)
    file = carried.folder / "other.json"
    ok("keys", "new", "--unwrapped", carried.folder / "spare.key")
    added = ("--add", f"Lysoria={public(carried, 'spare')}", "--needed", "Lysoria=2")
    ok("keys", "covenant", "new", carried.journal, *added, "--out", file, *keys(carried, "Lysoria", "spare"))
    found = run("verify", carried.journal, "--covenant", file)
    assert (found.exit_code, "never came to version 2" in found.output) == (1, True)


def cosign(carried: Carried, seat: str, journal: Path | None = None) -> object:
    return run("round", "cosign", journal or carried.journal, "--as", seat, *keys(carried, seat))


def test_cosigned_by_all_who_watch_and_proved_offline(carried: Carried, tmp_path: Path) -> None:
    covenant = with_covenant(carried)
    ok("round", "checkpoint", carried.journal, *keys(carried, "Sahlan"))
    assert "not yet cosigned by Committee, Lysoria, Torvenia" in ok("verify", carried.journal)
    for seat in ("Lysoria", "Torvenia", "Committee"):
        assert cosign(carried, seat).exit_code == 0
    verified = ok("verify", carried.journal)
    assert re.search(r"cosigned by Torvenia at 20", verified)
    assert "not yet cosigned" not in verified
    carried.say("Sahlan", "hostilities-ended")
    assert "cosigned by Torvenia" in ok("verify", carried.journal), "the facilitator's next act leaves it"

    act = tmp_path / "act.json"
    ok("prove", carried.journal, 3, "--out", act)
    proof = tmp_path / "act.json.tlog-proof"
    assert proof.stat().st_size <= 2000
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    for file in (act, proof, covenant):
        shutil.copy(file, elsewhere)
    shown = ok("verify-proof", elsewhere / act.name, "--covenant", elsewhere / covenant.name)
    assert "cosigned by Committee, Lysoria, Torvenia" in shown
    (elsewhere / act.name).write_bytes(act.read_bytes().replace(b"a", b"b", 1))
    wrong = run("verify-proof", elsewhere / act.name, "--covenant", covenant)
    assert (wrong.exit_code, "NOT PROVED" in wrong.output) == (1, True)
    beyond = run("prove", carried.journal, 99)
    assert (beyond.exit_code, "is not under it yet" in beyond.output) == (2, True)


def test_an_act_is_proved_by_the_covenant_of_its_time_after_that_has_changed(carried: Carried) -> None:
    first, second, act = with_covenant(carried), carried.folder / "second.json", carried.folder / "act.json"
    carried.say("Lysoria", "key-confirmed", *confirms(carried, "Torvenia"))
    ok("keys", "new", "--unwrapped", carried.folder / "spare.key")
    added = ("--add", f"Lysoria={public(carried, 'spare')}", "--needed", "Lysoria=2", "--out", second)
    everybody = keys(carried, *SEATS, "spare")
    ok("keys", "covenant", "new", carried.journal, *added, *everybody)
    carried.say("Sahlan", "covenant-adopted", "--covenant", second)
    alone = carried.say("Lysoria", "key-confirmed", *confirms(carried, "Committee"), status=2)
    assert "1 of its author's keys where 2 have to sign" in alone
    both = ("--key", carried.folder / "spare.key")
    carried.say("Lysoria", "key-confirmed", *confirms(carried, "Committee"), *both)
    ok("prove", carried.journal, 11, "--out", act)
    by_the_second = run("verify-proof", act, "--covenant", second)
    assert (by_the_second.exit_code, "where 2 have to sign" in by_the_second.output) == (1, True)
    assert "key.confirmed, signed by Lysoria" in ok("verify-proof", act, "--covenant", first, "--covenant", second)


def test_a_second_history_is_cosigned_by_nobody_and_named_by_whoever_compares(carried: Carried, tmp_path: Path) -> None:
    with_covenant(carried)
    fork = shutil.copytree(carried.journal, tmp_path / "fork")
    carried.say("Torvenia", "key-confirmed", *confirms(carried, "Sahlan"))
    ok("round", "checkpoint", carried.journal, *keys(carried, "Sahlan"))
    assert cosign(carried, "Lysoria").exit_code == 0
    ok("round", "key-confirmed", fork, "--as", "Lysoria", *confirms(carried, "Torvenia"), *keys(carried, "Lysoria"))
    ok("round", "checkpoint", fork, *keys(carried, "Sahlan"))
    refused = cosign(carried, "Lysoria", fork)
    assert (refused.exit_code, "NOT SIGNED" in refused.output) == (2, True)
    assert cosign(carried, "Torvenia", fork).exit_code == 0

    parted = run("compare", carried.journal, fork)
    assert parted.exit_code == 1
    assert "they part at entry 11: key.confirmed by Torvenia and key.confirmed by Lysoria" in parted.output
    for other in (fork / "checkpoint", fork):
        assert run("compare", carried.journal / "checkpoint", other).exit_code == 1
    assert "one history" in ok("compare", carried.journal, carried.journal / "checkpoint")
    signed = run("compare", carried.journal, fork, "--covenant", carried.folder / "covenant.json")
    assert signed.output.count("signed by the keeper") == 2
    assert "cosigned by Torvenia" in signed.output


def test_a_memory_that_is_damaged_or_of_another_seat_stops_the_signing(carried: Carried) -> None:
    ok("round", "checkpoint", carried.journal, *keys(carried, "Sahlan"))
    assert cosign(carried, "Lysoria").exit_code == 0
    memory = carried.folder / "Lysoria.key.seen"
    assert list(json.loads(memory.read_bytes())) == ["wayhome.example/small"]
    memory.write_bytes(b"{}x")
    stopped = cosign(carried, "Lysoria")
    assert (stopped.exit_code, "don't sign without it" in stopped.output) == (2, True)
    reception = cosign(carried, "Meridia")
    assert (reception.exit_code, "not the key of a seat Meridia that watches" in reception.output) == (2, True)


def test_a_key_is_wrapped_with_a_passphrase_that_is_never_on_the_command_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said, other, key = tmp_path / "said", tmp_path / "other", tmp_path / "a.key"
    said.write_text("тихий міст\n", encoding="utf-8")
    other.write_text("гучна ріка\n", encoding="utf-8")
    bare = run("keys", "new", key)
    assert (bare.exit_code, f"{PASSPHRASE}_FILE" in bare.output) == (2, True)
    monkeypatch.setenv(f"{PASSPHRASE}_FILE", str(said))
    made = ok("keys", "new", key)
    assert key.read_text("ascii").startswith("wayhome private key 2: ")
    monkeypatch.setenv(f"{NEW_PASSPHRASE}_FILE", str(other))
    ok("keys", "passphrase", key)
    wrong = run("keys", "show", key)
    assert (wrong.exit_code, "not the passphrase" in wrong.output) == (2, True)
    monkeypatch.delenv(f"{PASSPHRASE}_FILE")
    with other.open("rb") as stream:
        monkeypatch.setenv(f"{PASSPHRASE}_FD", str(stream.fileno()))
        assert ok("keys", "show", key) == made


def test_passkeys_come_into_a_covenant_from_a_file(carried: Carried) -> None:
    file, passkeys = carried.folder / "covenant.json", carried.folder / "passkeys.json"
    made = msgspec.to_builtins({"relying_party": PARTY, "seats": {"Lysoria": (Authenticator().passkey,)}})
    passkeys.write_bytes(msgspec.json.encode(made))
    new = ("keys", "covenant", "new", carried.journal, "--out", file, *keys(carried, "Lysoria"))
    assert "passkey of черговий офіцер (ES256)" in ok(*new, "--passkeys", passkeys)
    again = run(*new)
    assert (again.exit_code, "written over" in again.output) == (2, True)
    passkeys.write_text('{"seats": {}}', encoding="utf-8")
    wrong = run(*new, "--passkeys", passkeys)
    assert (wrong.exit_code, "relying_party" in wrong.output) == (2, True)
