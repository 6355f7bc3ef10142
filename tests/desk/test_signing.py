"""Signing an act: what was shown is what is signed, by whoever it was shown to."""

from __future__ import annotations

from typing import Any

from django.core.cache import cache
from django.test import Client
from kit.desk import STRANGERS, Desk, code, shown_on, sign
from kit.table import LYSORIA, OBSERVER, TORVENIA, Script, held_by

from wayhome.desk.compartments.kept import within
from wayhome.desk.seats.models import Duty
from wayhome.desk.signing.models import Waiting
from wayhome.desk.table import at_the_table
from wayhome.rounds import Drawn


def on_table(script: Script) -> list:
    """The package is proposed, nobody has signed."""
    return script.up_to_signed()[:-3]


def in_effect(script: Script) -> list:
    """The package is in effect: the wishes come next."""
    return script.up_to_signed()


def ask_to_sign(desk: Desk, client: Client) -> Any:
    """What leads to where the package is read before it is signed."""
    return client.post("/package/sign/", {"package": desk.round.agreement.package.digest})


def stated() -> int:
    """How many acts stand in the journal."""
    with at_the_table() as table:
        return table.journal.size


def test_it_works(desk: Desk) -> None:
    desk.begin(on_table)
    client, before = desk.sits(LYSORIA, Duty.SIGNATORY), stated()
    asked = ask_to_sign(desk, client)
    assert "Package signed" in client.get(asked.headers["Location"]).text
    assert sign(client, asked).status_code == 302
    assert stated() == before + 1


def test_a_wrong_code_signs_nothing_and_the_act_still_waits(desk: Desk) -> None:
    desk.begin(on_table)
    client, before = desk.sits(LYSORIA, Duty.SIGNATORY), stated()
    asked = ask_to_sign(desk, client)
    address = asked.headers["Location"]
    shown = shown_on(client.get(address).text)
    for given in ({"code": "000000"}, {"code": ""}, {"credential": "{}"}, {"credential": "no JSON"}):
        answer = client.post(address, {**given, "shown": shown})
        assert answer.status_code == 422
        assert "Nothing is signed yet" in answer.text
    assert stated() == before
    assert sign(client, asked).status_code == 302


def test_a_code_cannot_be_guessed_by_trying_on(desk: Desk) -> None:
    desk.begin(on_table)
    client = desk.sits(LYSORIA, Duty.SIGNATORY)
    address = ask_to_sign(desk, client).headers["Location"]
    cache.clear()
    shown = shown_on(client.get(address).text)
    for _ in range(6):
        client.post(address, {"code": "000000", "shown": shown})
    assert client.post(address, {"code": code(), "shown": shown}).status_code == 422


def test_what_was_changed_after_it_was_shown_is_not_signed(desk: Desk) -> None:
    desk.begin(on_table)
    client, before = desk.sits(LYSORIA, Duty.SIGNATORY), stated()
    address = ask_to_sign(desk, client).headers["Location"]
    shown = shown_on(client.get(address).text)
    with within(desk.delegations[LYSORIA]):
        (waiting,) = Waiting.objects.all()
        waiting.keep([Drawn(waiting.drawn[0].entry.replace(b'"time":"20', b'"time":"21'))])
        waiting.save()
    cache.clear()
    assert client.post(address, {"code": code(), "shown": shown}).status_code == 422
    assert client.post(address, {"code": code()}).status_code == 422
    assert stated() == before


def test_when_the_seat_has_stated_something_else_meanwhile_nothing_is_signed(desk: Desk) -> None:
    desk.begin(on_table)
    first, second = desk.sits(LYSORIA, Duty.SIGNATORY), desk.sits(LYSORIA, Duty.SIGNATORY)
    waiting = ask_to_sign(desk, first)
    sign(second, ask_to_sign(desk, second))
    before = stated()
    answer = sign(first, waiting)
    assert "has signed something else meanwhile" in first.get(answer.headers["Location"]).text
    assert stated() == before


def test_nobody_else_reads_or_signs_what_waits_for_somebody(desk: Desk) -> None:
    desk.begin(on_table)
    address = ask_to_sign(desk, desk.sits(LYSORIA, Duty.SIGNATORY)).headers["Location"]
    for seat, duty in ((LYSORIA, Duty.PRESS), (TORVENIA, Duty.SIGNATORY), (STRANGERS, Duty.SIGNATORY)):
        client = desk.sits(seat, duty)
        assert client.get(address).status_code in (403, 404)
        assert client.post(address, {"code": code()}).status_code in (403, 404)


def test_several_acts_are_read_on_one_page_and_signed_by_one_code_all_or_none(desk: Desk) -> None:
    desk.begin(in_effect)
    client, before = desk.sits(OBSERVER, Duty.OBSERVER), stated()
    people = held_by(LYSORIA)[:2]
    given = {"person": list(people)} | {f"{person}-wants": "yes" for person in people}
    asked = client.post("/handover/people/wishes/", given)
    page = client.get(asked.headers["Location"]).text
    assert page.count("Wish taken") == 2
    wrong = {"code": "000000", "shown": shown_on(page)}
    assert client.post(asked.headers["Location"], wrong).status_code == 422
    assert stated() == before
    sign(client, asked)
    assert stated() == before + 2
