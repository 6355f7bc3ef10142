"""Passkeys through Chromium's virtual authenticator: added, used to sign in, and used to sign an act."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from kit.browser import Served, Visitor, served, visitor
from msgspec import structs
from playwright.sync_api import Browser, expect

from wayhome.journal import Storage, open_entry
from wayhome.journal.envelope import Envelope
from wayhome.rounds import verify
from wayhome.storage import SqliteStorage


@pytest.fixture(scope="module")
def desk(story: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The invented round's desk, entered not by link but as anybody enters a real one."""
    folder = tmp_path_factory.mktemp("passkeys") / "desk"
    with served(folder, story) as running:
        yield running


def invited(desk: Served, browser: Browser, head: str, name: str, duty: str) -> Visitor:
    """A new member with this duty, invited by the one who is there, at a browser with an authenticator in it."""
    page = visitor(browser, desk, head).goes("/seat/members/")
    page.get_by_label("Name", exact=True).fill(name)
    page.get_by_label("User name").fill(name.split()[0].lower())
    page.get_by_label("Duty").select_option(duty)
    page.get_by_role("button", name="Invite", exact=True).click()
    link = re.search(r"http://\S+/seat/invitation/\S+/", page.locator("main").inner_text())
    assert link
    newcomer = visitor(browser, desk)
    session = newcomer.context.new_cdp_session(newcomer.page)
    session.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    options |= {"isUserVerified": True, "automaticPresenceSimulation": True}
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    newcomer.page.goto(link[0])
    newcomer.page.get_by_role("button", name="Sign in with a passkey").click()
    expect(newcomer.page.get_by_role("heading", name="How you sign in")).to_be_visible()
    return newcomer


_visitors: dict[str, Visitor] = {}


def returning(desk: Served, browser: Browser) -> Visitor:
    """Ada at her own browser, the one with her passkey in it."""
    if desk.address not in _visitors:
        _visitors[desk.address] = invited(desk, browser, "lysoria-signatory", "Ada Verhola", "signatory")
    return _visitors[desk.address]


def test_a_passkey_is_added_signs_in_and_signs_an_act(desk: Served, browser: Browser) -> None:
    ada = returning(desk, browser)
    ada.page.get_by_role("button", name="Sign out").click()
    ada.goes("/enter/login/").get_by_role("button", name="Use my passkey").click()
    expect(ada.page.get_by_role("heading", name="What waits for you")).to_be_visible()
    page = ada.goes("/package/")
    page.get_by_role("button", name="Sign this package").click()
    expect(page.get_by_text("The covenant doesn't name it yet")).to_be_visible()
    page.get_by_role("button", name="Sign", exact=True).click()
    expect(page.get_by_text("Signed, and in the journal.")).to_be_visible()
    assert ada.complaints == []
    storage = SqliteStorage(desk.folder / "journal.sqlite")
    _, state = verify(storage)
    (round_,) = state.rounds.values()
    assert round_.agreement.package
    assert "Lysoria" in round_.agreement.package.signed_by
    *_, last = storage.envelopes()
    assert open_entry(last).kind == "package.signed"
    assert not Envelope.decode(last).passkeys, "a passkey that the covenant doesn't name stays out of the journal"


HEADS = ("lysoria-signatory", "torvenia-signatory", "sahlan-facilitator", "neutral-observer")


def put_in_force(desk: Served, browser: Browser, drafter: str) -> None:
    """Draft a covenant that names the passkeys of one delegation, sign it for every seat, and put it in force."""
    drafting = visitor(browser, desk, drafter)
    drafting.goes("/journal/covenant/").get_by_role("button", name="Sign", exact=True).click()
    for member in HEADS:
        if member != drafter:
            signing = visitor(browser, desk, member)
            signing.goes("/journal/covenant/").get_by_role("button", name="Sign", exact=True).click()
    drafting.goes("/journal/covenant/").get_by_role("button", name="Put it in force").click()
    drafting.signs()


def test_once_the_covenant_names_the_passkey_its_answer_stands_in_the_journal(desk: Served, browser: Browser) -> None:
    put_in_force(desk, browser, "lysoria-signatory")
    ada = returning(desk, browser)
    page = ada.goes("/claims/lodge/")
    page.get_by_label("What the claim is called").fill("signed by a passkey")
    page.get_by_label("missing: believed held").check()
    page.get_by_label("How many").fill("1")
    page.get_by_label("Who they are").fill("somebody")
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_text("stays in the journal beside")).to_be_visible()
    page.get_by_role("button", name="Sign", exact=True).click()
    expect(page.get_by_text("Signed, and in the journal.")).to_be_visible()
    storage = SqliteStorage(desk.folder / "journal.sqlite")
    verify(storage)
    *_, last = storage.envelopes()
    assert open_entry(last).kind == "claim.lodged"
    assert len(Envelope.decode(last).passkeys) == 1
    assert ada.complaints == []


def test_one_touch_over_several_acts_stands_in_the_journal_beside_each(
    desk: Served, browser: Browser, tmp_path: Path
) -> None:
    for member in ("lysoria-signatory", "sahlan-facilitator"):
        signing = visitor(browser, desk, member)
        button = signing.goes("/package/").get_by_role("button", name="Sign this package")
        if button.count():  # Ada may have signed it above
            button.click()
            signing.signs()
    una = invited(desk, browser, "neutral-observer", "Una Morrow", "observer")
    put_in_force(desk, browser, "neutral-observer")
    storage = SqliteStorage(desk.folder / "journal.sqlite")
    before = len(list(storage.envelopes()))
    touched_before = sum(bool(Envelope.decode(each).passkeys) for each in storage.envelopes())
    page = una.goes("/handover/people/wishes/")
    page.evaluate("document.querySelectorAll('select').forEach(each => { each.value = 'yes'; })")
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_text("the hash of all these acts in this order")).to_be_visible()
    shown = page.get_by_role("heading", name="Wish taken").count()
    assert shown > 2
    una.page.get_by_role("button", name="Sign", exact=True).click()
    expect(page.get_by_text("Signed, and in the journal.")).to_be_visible()
    assert una.complaints == []
    verify(storage)
    stated = [Envelope.decode(each) for each in list(storage.envelopes())[before:]]
    assert len({structs.replace(each.passkeys[0], among=None) for each in stated}) == 1, "one touch"
    places = [each.passkeys[0].among for each in stated]
    assert [(place.position, place.size) for place in places if place] == [(at, shown) for at in range(shown)]
    assert f"the signatures of {touched_before + shown} passkeys (ES256)" in read_without_wayhome(storage, tmp_path)


def read_without_wayhome(storage: Storage, folder: Path) -> str:
    """What the stand-alone verifier says of a copy of the journal."""
    (folder / "entries.jsonl").write_bytes(b"".join(each + b"\n" for each in storage.envelopes()))
    (folder / "checkpoint").write_bytes(storage.read_checkpoint() or b"")
    verifier = Path(__file__).parents[3] / "verifier" / "verify_journal.py"
    done = subprocess.run([sys.executable, verifier, folder], capture_output=True, text=True, check=True)
    return done.stdout
