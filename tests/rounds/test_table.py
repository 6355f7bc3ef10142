"""The table: one way in for every act, and what its journal then holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from kit.journals import draft, fixed_randomness, written
from kit.table import KEYS, LYSORIA, OBSERVER, ORIGIN, ROUND, SAHLAN, TORVENIA, Script

from wayhome.acts import NotAnAct, Refused
from wayhome.handover import ClearanceWithheld, TransferCleared, WishAnswer, WishTaken
from wayhome.journal import (
    Authority,
    BadSignature,
    Broken,
    Entry,
    FileStorage,
    MemoryStorage,
    Moved,
    Office,
    SigningKey,
    open_entry,
    sign_entry,
)
from wayhome.record import CommuniqueEmbargoed
from wayhome.rounds import VOCABULARY, Draft, Table, fingerprint, replay, statement_of, verify

SOLDIER = "LYSORIA-SOLDIER-1"


def table_with(script: Script, storage: MemoryStorage | None = None) -> Table:
    """A table at which a package is in effect."""
    return Table(written(script.up_to_signed(), storage or MemoryStorage()), ORIGIN, fixed_randomness())


def asked(script: Script, wants_to_go: bool, fears_transfer: bool = False) -> tuple[Draft, Draft]:
    """Asking a soldier for their wish, and then clearing them."""
    answer = WishAnswer(SOLDIER, wants_to_go, fears_transfer=fears_transfer)
    wish = draft(script(OBSERVER, WishTaken(SOLDIER), OBSERVER))
    return (
        Draft(wish.round, wish.author, wish.key, wish.time, wish.act, answer.to_bytes(), (OBSERVER,)),
        draft(script(OBSERVER, TransferCleared((SOLDIER,)))),
    )


@pytest.mark.parametrize(
    ("wants_to_go", "fears_transfer", "rule"), [(False, False, "L10"), (True, True, "L28"), (False, True, "L10")]
)
def test_l10_l28_the_observers_own_machine_refuses_to_clear_against_what_the_person_said(
    wants_to_go: bool, fears_transfer: bool, rule: str
) -> None:
    script = Script()
    table = table_with(script)
    wish, clearance = asked(script, wants_to_go, fears_transfer)
    table.say(wish)
    with pytest.raises(Refused) as refusal:
        table.say(clearance)
    assert refusal.value.rule == rule
    reopened = Table(table_storage(table), ORIGIN, fixed_randomness())
    with pytest.raises(Refused):
        reopened.say(clearance)


def test_l10_a_wish_said_in_the_same_breath_as_the_clearance_is_read_too() -> None:
    table, script = table_with(Script()), Script()
    script.up_to_signed()
    yes, clearance = asked(script, wants_to_go=True)
    no, clearance_again = asked(script, wants_to_go=False)
    with pytest.raises(Refused, match="L10"):
        table.say(no, clearance)
    table.say(yes)
    with pytest.raises(Refused, match="L10"):
        table.say(no, clearance_again)
    table.say(clearance)


def test_l10_another_persons_answer_or_none_is_no_wish() -> None:
    script = Script()
    table = table_with(script)
    wish, _ = asked(script, wants_to_go=True)
    for content in (WishAnswer("LYSORIA-SOLDIER-2", wants_to_go=True).to_bytes(), b"yes", b""):
        with pytest.raises(Refused):
            table.say(replace(wish, content=content))
    with pytest.raises(Refused, match="needs seats"):
        table.say(replace(wish, to=()))
    with pytest.raises(Refused, match="needs seats"):
        table.say(replace(wish, content=None))
    table.say(wish)


def test_l10_nobody_is_cleared_where_their_answer_cannot_be_read() -> None:
    script = Script()
    table = table_with(script)
    wish, clearance = asked(script, wants_to_go=True)
    table.say(wish)
    storage = MemoryStorage()
    storage.append([placed.envelope for placed in table.journal.entries()], after=0)
    without_parts = Table(storage, ORIGIN, fixed_randomness())
    with pytest.raises(Refused, match="can't be read here"):
        without_parts.say(clearance)
    with pytest.raises(Refused, match="can't be read here"):
        table.say(replace(clearance, key=KEYS[LYSORIA]))


def test_two_tables_over_one_journal_see_each_others_acts_before_the_rules_are_asked(tmp_path: Path) -> None:
    script = Script()
    storage = FileStorage(tmp_path)
    written(script.up_to_signed(), storage)
    tablet, office = (Table(FileStorage(tmp_path), ORIGIN, fixed_randomness()) for _ in range(2))
    wish, clearance = asked(script, wants_to_go=True)
    tablet.say(wish)
    office.say(clearance)
    tablet.say(draft(script(OBSERVER, ClearanceWithheld((SOLDIER,)))))
    with pytest.raises(Refused, match="L10"):
        office.say(clearance)
    verified = list(replay(FileStorage(tmp_path)))
    assert fingerprint(verified[-1].state) == fingerprint(office.state)


def test_a_time_that_is_not_utc_is_refused_before_it_is_written() -> None:
    with pytest.raises(NotAnAct):
        CommuniqueEmbargoed(datetime(2030, 1, 1))
    with pytest.raises(NotAnAct):
        VOCABULARY.act(CommuniqueEmbargoed.kind, {"until": "2030-01-01T02:00:00+02:00"})
    assert VOCABULARY.act(CommuniqueEmbargoed.kind, {"until": "2030-01-01T00:00:00Z"})


def table_storage(table: Table) -> MemoryStorage:
    """A copy of what the table's journal has stored."""
    storage = MemoryStorage()
    entries = list(table.journal.entries())
    storage.append([placed.envelope for placed in entries], after=0)
    for placed in entries:
        for part in placed.entry.sealed:
            blob = table.journal.sealed(part)
            assert blob is not None
            storage.write_sealed(blob)
    return storage


def test_a_yes_and_a_no_look_the_same_to_everybody_but_the_observer() -> None:
    seen = []
    for wants_to_go in (True, False):
        script = Script()
        table = table_with(script)
        wish, _ = asked(script, wants_to_go)
        (statement,) = table.say(wish)
        *_, placed = table.journal.entries()
        assert table.open(placed.entry, LYSORIA, KEYS[LYSORIA]) is None
        content = table.open(placed.entry, OBSERVER, KEYS[OBSERVER])
        assert content is not None
        assert WishAnswer.from_bytes(content).wants_to_go is wants_to_go
        seen.append((fingerprint(table.state), statement, [part.size for part in placed.entry.sealed]))
    assert seen[0] == seen[1]


def test_a_refused_act_leaves_no_trace_and_takes_its_batch_with_it() -> None:
    script = Script()
    table = table_with(script)
    before = (table.journal.size, table.journal.root(), fingerprint(table.state), len(table.statements))
    good, too_early = (
        draft(script(OBSERVER, WishTaken(SOLDIER), OBSERVER)),
        draft(script(OBSERVER, TransferCleared(("LYSORIA-SOLDIER-2",)))),
    )
    with pytest.raises(Refused):
        table.say(good, too_early)
    assert (table.journal.size, table.journal.root(), fingerprint(table.state), len(table.statements)) == before


def test_an_act_signed_with_another_seats_key_is_refused() -> None:
    script = Script()
    table = table_with(script)
    wish, _ = asked(script, wants_to_go=True)
    with pytest.raises(BadSignature):
        table.say(Draft(wish.round, wish.author, KEYS[LYSORIA], wish.time, wish.act, wish.content, wish.to))


def test_a_journal_with_an_act_the_rules_would_have_refused_does_not_verify() -> None:
    script = Script()
    table = table_with(script)
    entry = Entry(
        journal=ORIGIN,
        sequence=table.journal.next_sequence(OBSERVER),
        round=ROUND,
        author=OBSERVER,
        kind=TransferCleared.kind,
        time=script.time,
        facts=TransferCleared((SOLDIER,)).facts,
        seen=table.journal.seen(),
    )
    table.journal.append(
        [sign_entry(entry, KEYS[OBSERVER])], lambda author, _: Authority(Office.of(KEYS[author].public))
    )
    with pytest.raises(Broken, match="L10") as broken:
        verify(table_storage(table))
    assert broken.value.position == table.journal.size - 1


def test_an_act_of_an_unknown_kind_or_another_form_is_no_act() -> None:
    facts = TransferCleared((SOLDIER,)).facts
    for kind, wrong in (
        ("transfer.hurried", facts),
        (TransferCleared.kind, {}),
        (TransferCleared.kind, {**facts, "price": 3}),
        (TransferCleared.kind, {"people": SOLDIER}),
        (TransferCleared.kind, {"people": [1]}),
    ):
        with pytest.raises(NotAnAct):
            VOCABULARY.act(kind, wrong)
    assert VOCABULARY.act(TransferCleared.kind, facts) == TransferCleared((SOLDIER,))


def test_every_act_of_a_history_comes_back_from_its_json_form() -> None:
    storage = written(Script().up_to_crossing())
    for step in replay(storage):
        assert statement_of(step.entry) == step.statement
        assert VOCABULARY.act(step.statement.act.kind, step.statement.act.facts) == step.statement.act


def test_a_checkpoint_by_another_key_than_the_facilitators_does_not_verify(tmp_path: Path) -> None:
    storage = FileStorage(tmp_path)
    table = Table(written(Script().up_to_signed(), storage), ORIGIN, fixed_randomness())
    verify(storage)
    (tmp_path / "checkpoint").unlink()
    with pytest.raises(Broken, match="no checkpoint"):
        verify(storage)
    table.journal.checkpoint(KEYS[TORVENIA])
    with pytest.raises(Broken):
        verify(storage)


def test_the_journal_holds_no_secret_in_the_clear() -> None:
    script = Script()
    table = table_with(script)
    secret = WishAnswer(SOLDIER, wants_to_go=True, destination="Aunt Vira in Zelenohaivka")
    wish, _ = asked(script, wants_to_go=True)
    table.say(Draft(wish.round, wish.author, wish.key, wish.time, wish.act, secret.to_bytes(), (OBSERVER,)))
    storage = table_storage(table)
    stored = b"".join(storage.envelopes()) + b"".join(
        storage.read_sealed(part.digest) or b"" for placed in table.journal.entries() for part in placed.entry.sealed
    )
    assert b"Vira" not in stored
    assert str(SigningKey(bytes(32)).public).encode() not in stored
    assert SAHLAN in table.state[ROUND].agreement.seats


def test_an_act_drawn_up_is_appended_in_the_very_bytes_that_were_shown() -> None:
    script = Script()
    table = table_with(script)
    wish, _ = asked(script, wants_to_go=True)
    size = table.journal.size
    (drawn,) = table.draw_up(wish)
    assert table.journal.size == size, "nothing is appended before somebody signs"
    assert drawn.statement.act == wish.act
    table.say_drawn([drawn], wish.key)
    assert open_entry(list(table_storage(table).envelopes())[-1]).encode() == drawn.entry
    assert Table(table_storage(table), ORIGIN, fixed_randomness()).state == table.state


def test_an_act_drawn_up_is_not_appended_once_its_author_has_said_something_else() -> None:
    script = Script()
    table = table_with(script)
    wish, _ = asked(script, wants_to_go=True)
    first, second = table.draw_up(wish), table.draw_up(wish)
    table.say_drawn(first, wish.key)
    size = table.journal.size
    with pytest.raises(Moved):
        table.say_drawn(second, wish.key)
    assert table.journal.size == size


def test_several_acts_drawn_up_are_appended_all_or_none() -> None:
    script = Script()
    table = table_with(script)
    wish, clearance = asked(script, wants_to_go=True)
    wishes = table.draw_up(wish, wish)
    table.say_drawn(wishes, wish.key)
    assert [statement.act for statement in table.statements[-2:]] == [wish.act, wish.act]
    cleared = table.draw_up(clearance, wish)
    size = table.journal.size
    with pytest.raises(Moved):
        table.say_drawn([cleared[1], cleared[0]], wish.key)
    assert table.journal.size == size
