"""The covenant at the desk: drafted, signed by seat after seat as it is shown, put in force; then passkeys count."""

from __future__ import annotations

from typing import Any

import msgspec
from click.testing import CliRunner
from django.core.cache import cache
from django.test import Client
from kit.desk import STRANGERS, Desk, code, shown_on, sign
from kit.passkeys import give_passkey, handed_in
from kit.table import KEYS, LYSORIA, MERIDIA, OBSERVER, SAHLAN, TORVENIA, Script, held_by

from wayhome.cli import main
from wayhome.desk.compartments.kept import within
from wayhome.desk.home import Home
from wayhome.desk.seats.models import Duty
from wayhome.desk.signing.models import Waiting
from wayhome.desk.table import at_the_table
from wayhome.journal import SignedCovenant, sign_covenant
from wayhome.journal.envelope import Envelope

PAGE = "/journal/covenant/"
OTHERS = ((TORVENIA, Duty.SIGNATORY), (SAHLAN, Duty.FACILITATOR), (OBSERVER, Duty.OBSERVER), (MERIDIA, Duty.DOCTOR))


def on_table(script: Script) -> list:
    """The package is proposed, nobody has signed."""
    return script.up_to_signed()[:-3]


def in_effect(script: Script) -> list:
    """The package is in effect: the wishes come next."""
    return script.up_to_signed()


def confirm(client: Client, what: str) -> Any:
    """Read the covenant's page and do this with a code."""
    page = client.get(PAGE).text
    cache.clear()
    return client.post(f"{PAGE}{what}/", {"code": code(), "shown": shown_on(page)})


def version(desk: Desk) -> int:
    """Which version is in force; 0 for none."""
    with at_the_table() as table:
        return table.state.covenant.version if table.state.covenant else 0


def test_it_works(desk: Desk) -> None:
    desk.begin(on_table)
    lysoria = desk.sits(LYSORIA, Duty.SIGNATORY)
    device = give_passkey(desk.member(LYSORIA, Duty.SIGNATORY))
    assert confirm(lysoria, "draft").status_code == 302
    for seat, duty in OTHERS:
        assert version(desk) == 0
        assert confirm(desk.sits(seat, duty), "sign").status_code == 302
    sign(lysoria, lysoria.post(f"{PAGE}adopt/"))
    assert version(desk) == 1
    assert "Draft of version" not in lysoria.get(PAGE).text
    asked = lysoria.post("/package/sign/", {"package": desk.round.agreement.package.digest}).headers["Location"]
    page = lysoria.get(asked).text
    assert "stays in the journal beside" in page
    assert lysoria.post(asked, handed_in(device, "00" * 32)).status_code == 422, "an answer about something else"
    assert lysoria.post(asked, handed_in(device, shown_on(page))).status_code == 302
    told = CliRunner().invoke(main, ["verify", str(Home(desk.folder).journal)])
    if desk.folder.joinpath("journal.sqlite").exists():  # on PostgreSQL the journal is elsewhere
        assert "a person's passkey, checked, stands beside the signature of 1 entries" in told.output


def test_one_touch_stands_beside_each_of_several_acts(desk: Desk) -> None:
    desk.begin(in_effect)
    observer = desk.sits(OBSERVER, Duty.OBSERVER)
    device = give_passkey(desk.member(OBSERVER, Duty.OBSERVER))
    confirm(observer, "draft")
    for seat, duty in ((LYSORIA, Duty.SIGNATORY), *OTHERS):
        if seat != OBSERVER:
            confirm(desk.sits(seat, duty), "sign")
    sign(observer, observer.post(f"{PAGE}adopt/"))
    with at_the_table() as table:
        before = table.journal.size
    people = held_by(LYSORIA)[:3]
    given = {"person": list(people)} | {f"{person}-wants": "yes" for person in people}
    asked = observer.post("/handover/people/wishes/", given).headers["Location"]
    page = observer.get(asked).text
    assert page.count("Wish taken") == 3
    assert "the hash of all these acts in this order" in page
    with within(desk.delegations[OBSERVER]):
        (waiting,) = Waiting.objects.all()
        drawn = waiting.drawn
        for others in (drawn[::-1], drawn[:-1], drawn[:1]):
            waiting.keep(others)
            waiting.save()
            assert observer.post(asked, handed_in(device, shown_on(page))).status_code == 422, "other acts than shown"
        waiting.keep(drawn)
        waiting.save()
    assert observer.post(asked, handed_in(device, drawn[0].challenge.hex())).status_code == 422, "about the first alone"
    assert observer.post(asked, handed_in(device, shown_on(page))).status_code == 302
    with at_the_table() as table:
        stored = [Envelope.decode(each.envelope) for each in table.journal.entries(before)]
    assert [each.payload for each in stored] == [each.entry for each in drawn], "what was shown"
    places = [each.passkeys[0].among for each in stored]
    assert [(place.position, place.size) for place in places if place] == [(0, 3), (1, 3), (2, 3)]
    assert len({each.passkeys[0].signature for each in stored}) == 1, "one touch"


def test_a_draft_that_was_changed_after_it_was_shown_is_not_signed(desk: Desk) -> None:
    desk.begin(on_table)
    give_passkey(desk.member(LYSORIA, Duty.SIGNATORY))
    confirm(desk.sits(LYSORIA, Duty.SIGNATORY), "draft")
    torvenia = desk.sits(TORVENIA, Duty.SIGNATORY)
    shown = shown_on(torvenia.get(PAGE).text)
    path = desk.folder / "covenant.next"
    drafted = SignedCovenant(path.read_bytes()).covenant
    other = msgspec.structs.replace(drafted, threshold=len(drafted.seats))
    path.write_bytes(sign_covenant(other, KEYS[LYSORIA]))
    cache.clear()
    answer = torvenia.post(f"{PAGE}sign/", {"code": code(), "shown": shown})
    assert answer.status_code == 422
    assert "Nothing is signed yet" in answer.text
    assert SignedCovenant(path.read_bytes()).agreeing(other) == [LYSORIA]


def test_nothing_is_drafted_or_signed_without_a_code_or_a_passkey(desk: Desk) -> None:
    desk.begin(on_table)
    give_passkey(desk.member(LYSORIA, Duty.SIGNATORY))
    lysoria = desk.sits(LYSORIA, Duty.SIGNATORY)
    shown = shown_on(lysoria.get(PAGE).text)
    assert lysoria.post(f"{PAGE}draft/", {"code": "000000", "shown": shown}).status_code == 422
    assert not (desk.folder / "covenant.next").exists()


def test_only_who_heads_a_seat_signs_for_it(desk: Desk) -> None:
    desk.begin(on_table)
    give_passkey(desk.member(LYSORIA, Duty.SIGNATORY))
    confirm(desk.sits(LYSORIA, Duty.SIGNATORY), "draft")
    for seat, duty in ((TORVENIA, Duty.LIST_OFFICER), (TORVENIA, Duty.DOCTOR), (STRANGERS, Duty.SIGNATORY)):
        for what in ("draft", "sign", "adopt"):
            assert desk.sits(seat, duty).post(f"{PAGE}{what}/", {"code": code()}).status_code == 403


def test_a_covenant_that_too_few_have_signed_is_not_put_in_force(desk: Desk) -> None:
    desk.begin(on_table)
    give_passkey(desk.member(LYSORIA, Duty.SIGNATORY))
    lysoria = desk.sits(LYSORIA, Duty.SIGNATORY)
    confirm(lysoria, "draft")
    assert lysoria.post(f"{PAGE}adopt/").status_code == 422
    assert version(desk) == 0
