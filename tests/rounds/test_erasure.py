"""A person erased: nobody reads what was sealed about them, and everything that proves what was agreed stands."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from hashlib import md5, sha1, sha256, sha512
from pathlib import Path

import pytest
from kit.covenants import cosigned
from kit.journals import draft, fixed_randomness, written
from kit.table import KEYS, LYSORIA, OBSERVER, ORIGIN, SAHLAN, TORVENIA, Script

from wayhome.acts import Refused
from wayhome.handover import ManifestSigned, WishTaken
from wayhome.journal import Erased, FileStorage, MemoryStorage, Storage, check_inclusion, leaf_hash
from wayhome.people import Salts, reference
from wayhome.rounds import Draft, Table, bring, fingerprint, verify

SOLDIER, OTHER, RESERVED = "LYSORIA-SOLDIER-1", "LYSORIA-SOLDIER-2", "LYSORIA-SOLDIER-5"
NAMES = {
    SOLDIER: "Мельниченко Сергій, AB 104417",
    OTHER: "Kovalchuk Danylo, AB 220981",
}


def _table(storage: Storage) -> Table:
    return Table(storage, ORIGIN, fixed_randomness())


def _with_names(storage: Storage) -> Storage:
    """The small round up to the crossing, the names on a manifest sealed for each person alone."""
    table = _table(storage)
    for statement in Script().up_to_crossing():
        said = draft(statement)
        if isinstance(statement.act, ManifestSigned):
            names = {person: NAMES.get(person, "-").encode() for person in statement.act.people}
            said = Draft(said.round, said.author, said.key, said.time, said.act, names, said.to)
        table.say(said)
    table.journal.checkpoint(KEYS[SAHLAN])
    cosigned(storage)
    return storage


def _manifest(table: Table, seat: str) -> dict[tuple[str, ...], bytes | None]:
    entry = next(placed.entry for placed in table.journal.entries() if placed.entry.kind == ManifestSigned.kind)
    return dict(table.open_each(entry, seat, KEYS[seat]))


def test_whoever_is_erased_is_read_by_no_seat_and_the_others_as_before(tmp_path: Path) -> None:
    storage = _with_names(FileStorage(tmp_path))
    assert _manifest(_table(storage), TORVENIA)[SOLDIER,] == NAMES[SOLDIER].encode()
    storage.erase_keys([SOLDIER])
    table = _table(FileStorage(tmp_path))
    for seat in (TORVENIA, SAHLAN, OBSERVER):
        read = _manifest(table, seat)
        assert read[SOLDIER,] is None
        assert read[OTHER,] == NAMES[OTHER].encode()
    for placed in table.journal.entries():
        if placed.entry.kind == WishTaken.kind:
            if placed.entry.facts["person"] == SOLDIER:
                with pytest.raises(Erased, match=f"erased: {SOLDIER}"):
                    table.open(placed.entry, OBSERVER, KEYS[OBSERVER])
            else:
                assert table.open(placed.entry, OBSERVER, KEYS[OBSERVER]) is not None


def test_every_proof_stands_after_an_erasure(tmp_path: Path) -> None:
    storage = _with_names(FileStorage(tmp_path))
    before, state = verify(storage)
    kept = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file() and path.name != "keys.jsonl"}
    storage.erase_keys([SOLDIER])
    after, state_after = verify(FileStorage(tmp_path))
    assert (after.root, after.checkpoint, after.cosigned) == (before.root, before.checkpoint, before.cosigned)
    assert fingerprint(state_after) == fingerprint(state)
    assert kept == {path: path.read_bytes() for path in kept}
    journal = _table(storage).journal
    for position, envelope in enumerate(storage.envelopes()):
        check_inclusion(position, journal.size, leaf_hash(envelope), journal.inclusion(position), journal.root())


def test_somebody_still_on_the_way_is_not_erased_and_somebody_else_is() -> None:
    storage = _with_names(MemoryStorage())
    table = _table(storage)
    with pytest.raises(Refused, match=f"which is not closed: {SOLDIER}"):
        table.erase(RESERVED, SOLDIER)
    assert storage.keys()[RESERVED] != frozenset()
    table.erase(RESERVED)
    assert storage.keys()[RESERVED] == frozenset()


def test_nothing_more_is_sealed_about_somebody_erased() -> None:
    script = Script()
    storage = written(script.up_to_signed())
    storage.erase_keys([SOLDIER])
    table = _table(storage)
    with pytest.raises(Refused, match="Erased here"):
        table.say(draft(script(OBSERVER, WishTaken(SOLDIER), OBSERVER)))
    table.say(draft(script(OBSERVER, WishTaken(OTHER), OBSERVER)))


def test_nothing_is_sealed_about_somebody_the_act_does_not_name() -> None:
    script = Script()
    table = _table(written([*script.up_to_signed(), *script.clearing()]))
    said = draft(script("Lysoria", ManifestSigned("L1", (SOLDIER,), "Bridge"), TORVENIA, SAHLAN, OBSERVER))
    with pytest.raises(Refused, match=f"doesn't name {OTHER}"):
        table.say(Draft(said.round, said.author, said.key, said.time, said.act, {OTHER: b"?"}, said.to))


def test_a_copy_brings_nobody_back_and_tells_who_is_erased_elsewhere() -> None:
    source, target = _with_names(MemoryStorage()), MemoryStorage()
    bring(source, target, [TORVENIA])
    target.erase_keys([SOLDIER])
    assert bring(source, target, [TORVENIA, OBSERVER]).erased_there == ()
    assert target.keys()[SOLDIER] == frozenset()
    assert bring(target, source, [TORVENIA]).erased_there == (SOLDIER,)
    assert source.keys()[SOLDIER] != frozenset()


def test_no_name_no_number_and_no_unsalted_hash_of_one_stands_in_a_journal(tmp_path: Path) -> None:
    """Also not in the keyring, the checkpoint or the bytes of what is sealed; in the words as in their parts."""
    salts = Salts.of(bytes(range(32)))
    people = {f"L-{number}": words for number, words in enumerate(NAMES.values())}
    known = {id_: reference(salts, LYSORIA, id_) for id_ in people}
    _with_names(FileStorage(tmp_path))
    written_bytes = b"\n".join(path.read_bytes() for path in sorted(tmp_path.rglob("*")) if path.is_file())
    written_bytes += b" ".join(path.name.encode() for path in tmp_path.rglob("*")) + json.dumps(known).encode()
    for words in people.values():
        parts = {words, *re.split(r"[ ,]+", words), words.partition(",")[0]}
        for part in {form for each in parts for form in (each, each.casefold(), each.upper())}:
            if len(part) < 4:
                continue
            plain = part.encode()
            assert plain not in written_bytes
            assert b64encode(plain).rstrip(b"=")[:-1] not in written_bytes
            for digest in (md5(plain), sha1(plain), sha256(plain), sha512(plain)):
                for form in (digest.digest(), digest.hexdigest().encode(), b64encode(digest.digest())):
                    assert form not in written_bytes
                    assert form[: len(form) // 2] not in written_bytes
