"""The demo's round played through the real browser, by two delegations, a facilitator, an observer and a doctor.

On SQLite and on PostgreSQL. What the browser complains of (a script that fails, something the content security policy
stops) fails the test.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest
from kit.accessibility import every_fault, pages_of
from kit.browser import Served, Visitor, served, visitor
from kit.postgresql import server
from playwright.sync_api import Browser

from wayhome.handover import Stage, travellers
from wayhome.journal import Storage
from wayhome.people import Condition, Track
from wayhome.record import named
from wayhome.rounds import Round, verify
from wayhome.storage import PostgresqlStorage, SqliteStorage

PARTIES = ("Lysoria", "Torvenia")
OTHER = {"Lysoria": "Torvenia", "Torvenia": "Lysoria"}
STEP = 50
"""The exposure of the demo's terms."""


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def desk(request: pytest.FixtureRequest, story: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The demo's desk, on either database."""
    folder = tmp_path_factory.mktemp(request.param) / "desk"
    with ExitStack() as stack:
        environment = {}
        if request.param == "postgresql":
            environment["DATABASE_URL"] = stack.enter_context(_database())
        running = stack.enter_context(served(folder, story, **environment))
        running.database = environment.get("DATABASE_URL", "")
        yield running


@contextmanager
def _database() -> Iterator[str]:
    """A PostgreSQL database and a login for it that is no superuser; how the desk is told of it."""
    with server() as running:
        administrator = running.new_database("desk")
        with psycopg.connect(administrator, autocommit=True) as connection:
            connection.execute("CREATE ROLE desk LOGIN CREATEROLE NOSUPERUSER")
            connection.execute("ALTER DATABASE desk OWNER TO desk")
        host = psycopg.conninfo.conninfo_to_dict(administrator)["host"]
        yield f"postgresql://desk@{quote(str(host), safe='')}/desk"


def kept(desk: Served) -> Storage:
    """The journal of the desk, read past it."""
    if desk.database:
        return PostgresqlStorage(f"{desk.database}?options=-csearch_path%3Djournal")
    return SqliteStorage(desk.folder / "journal.sqlite")


def round_of(desk: Served) -> Round:
    """The round as the journal says it now, every signature and rule checked."""
    _, state = verify(kept(desk))
    return next(iter(state.rounds.values()))


def test_the_whole_round(desk: Served, browser: Browser) -> None:
    at = {name: visitor(browser, desk, name) for name in desk.links}
    _sign_the_package(at)
    _ask_examine_and_clear(desk, at)
    _set_out(at)
    _gather(desk, at)
    _cross(desk, at)
    _receive(at)
    _draw_up_and_close(at)
    _publish(desk, at)
    _sign_for_the_journal(desk, at)
    assert [complaint for each in at.values() for complaint in each.complaints] == []
    if not desk.database:
        _everybody_can_use_what_is_there_now(desk, browser)


def _everybody_can_use_what_is_there_now(desk: Served, browser: Browser) -> None:
    """The pages of journeys, receptions, claims and a published communiqué, which no desk has before."""
    pages = pages_of(desk, browser)
    for scheme, language in (("light", "en"), ("dark", "ar")):
        found = every_fault(desk, browser, pages, scheme, language)
        assert found == [], "\n".join(found)


def _sign_the_package(at: dict[str, Visitor]) -> None:
    for member in ("lysoria-signatory", "sahlan-facilitator"):
        at[member].goes("/package/")
        at[member].page.get_by_role("button", name="Sign this package").click()
        at[member].signs()


def _ask_examine_and_clear(desk: Served, at: dict[str, Visitor]) -> None:
    observer = at["neutral-observer"]
    while True:
        page = observer.goes("/handover/people/wishes/")
        if page.get_by_text("Everybody of the package has been asked").count():
            break
        page.evaluate("document.querySelectorAll('select').forEach(each => { each.value = 'yes'; })")
        page.get_by_role("button", name="Go on").click()
        observer.signs()
    round_ = round_of(desk)
    for person, returnee in travellers(round_.agreement, round_.handover).items():
        if Condition.CHILD in returnee.conditions:
            page = observer.goes(f"/handover/people/guardian/{person}/")
            page.get_by_label("Guardian or agency on record").fill("a parent, in the same convoy")
            page.get_by_role("button", name="Go on").click()
            observer.signs()
    page = observer.goes("/handover/people/fitness/")
    page.get_by_label("fit to travel", exact=True).check()
    _everybody(observer)
    observer.goes("/handover/people/clearance/")
    _everybody(observer)


def _everybody(person: Visitor) -> None:
    person.page.get_by_label("Everybody expected").check()
    person.page.get_by_role("button", name="Go on").click()
    person.signs()


def _set_out(at: dict[str, Visitor]) -> None:
    for party in PARTIES:
        team = at[f"{party.lower()}-handover"]
        page = team.goes("/handover/manifest/")
        page.get_by_label("Name of the leg").fill(f"from {party}")
        page.get_by_label("Crossing").fill("the bridge at Novy Brid, Meridia")
        _everybody(team)
        facilitator = at["sahlan-facilitator"]
        page = facilitator.goes(f"/handover/leg/from {party}/notice/")
        page.get_by_label("Buses and other vehicles").fill("5")
        page.get_by_label("Ambulances").fill("3")
        page.get_by_role("button", name="Go on").click()
        facilitator.signs()
        for each in PARTIES:
            acknowledging = at[f"{each.lower()}-handover"]
            acknowledging.goes(f"/handover/leg/from {party}/").get_by_role("button", name="Acknowledge").click()
            acknowledging.signs()
        team.goes(f"/handover/leg/from {party}/depart/")
        _everybody(team)


def _gather(desk: Served, at: dict[str, Visitor]) -> None:
    for party in PARTIES:
        at["sahlan-facilitator"].goes(f"/handover/leg/from {party}/present/")
        _everybody(at["sahlan-facilitator"])
    for party in PARTIES:
        heads = round_of(desk).handover.heads(f"from {party}")
        for member in ("lysoria-handover", "torvenia-handover", "sahlan-facilitator"):
            page = at[member].goes(f"/handover/leg/from {party}/count/")
            page.get_by_label("Heads you have counted").fill(str(heads - 1))
            page.get_by_role("button", name="+1").click()
            page.get_by_role("button", name="Go on").click()
            at[member].signs()


def _cross(desk: Served, at: dict[str, Visitor]) -> None:
    """The unconditional first, then the counted in tranches within the agreed step, one party after the other."""
    for track in (Track.UNCONDITIONAL, Track.COUNTED):
        while True:
            tranches = {party: _tranche(round_of(desk), party, track) for party in PARTIES}
            if not any(tranches.values()):
                break
            for party, people in tranches.items():
                if people:
                    _hand_over(at, party, people)


def _tranche(round_: Round, party: str, track: Track) -> list[str]:
    """Those of a party's leg who cross next: no family parted, of those counted no more than the agreed step."""
    families: dict[str, list[str]] = {}
    for person, returnee in travellers(round_.agreement, round_.handover).items():
        at_crossing = round_.handover.journey(person).stage is Stage.AT_CROSSING
        if (returnee.holder, returnee.track) == (party, track) and at_crossing:
            families.setdefault(returnee.family or person, []).append(person)
    people: list[str] = []
    for members in families.values():
        if track is Track.UNCONDITIONAL or len(people) + len(members) <= STEP:
            people += members
    return people


def _hand_over(at: dict[str, Visitor], party: str, people: list[str]) -> None:
    team, receiving = at[f"{party.lower()}-handover"], at[f"{OTHER[party].lower()}-handover"]
    page = team.goes(f"/handover/leg/from {party}/hand-over/")
    ticks = "people => people.forEach(p => { document.querySelector(`input[value='${p}']`).checked = true; })"
    page.evaluate(ticks, people)
    page.get_by_role("button", name="Go on").click()
    team.signs()
    receiving.goes(f"/handover/leg/from {party}/receive/")
    _everybody(receiving)


def _receive(at: dict[str, Visitor]) -> None:
    at["meridia-doctor"].goes("/reception/care/")
    _everybody(at["meridia-doctor"])
    for party in PARTIES:
        at[f"{party.lower()}-handover"].goes("/reception/families/")
        _everybody(at[f"{party.lower()}-handover"])


def _draw_up_and_close(at: dict[str, Visitor]) -> None:
    facilitator = at["sahlan-facilitator"]
    for name in ("Put it on record", "Close movement"):
        facilitator.goes("/claims/account/").get_by_role("button", name=name).click()
        facilitator.signs()


def _publish(desk: Served, at: dict[str, Visitor]) -> None:
    facilitator = at["sahlan-facilitator"]
    page = facilitator.goes("/communique/")
    page.evaluate("document.querySelectorAll('input[name=sentence]').forEach(each => { each.checked = true; })")
    page.get_by_role("button", name="Propose those ticked").click()
    facilitator.signs()
    for member in ("lysoria-press", "torvenia-press", "meridia-doctor"):
        page = at[member].goes("/communique/")
        page.evaluate("document.querySelectorAll('input[name=sentence]').forEach(each => { each.checked = true; })")
        if page.get_by_role("button", name="Confirm those ticked").count():
            page.get_by_role("button", name="Confirm those ticked").click()
            at[member].signs()
    record = round_of(desk).record
    assert all(set(named(each.proposed)) <= set(each.confirmed_by) for each in record.sentences.values())
    facilitator.goes("/communique/").get_by_role("button", name="Publish").click()
    facilitator.signs()


def _sign_for_the_journal(desk: Served, at: dict[str, Visitor]) -> None:
    for member in ("sahlan-facilitator", "lysoria-signatory", "torvenia-signatory", "neutral-observer"):
        at[member].goes("/journal/").get_by_role("button", name="Sign for it as it stands").click()
        assert at[member].page.get_by_text("Signed for the journal as it stands").count()
    verified, state = verify(kept(desk))
    assert set(verified.cosigned) == {"Lysoria", "Torvenia", "Neutral Committee"}
    round_ = next(iter(state.rounds.values()))
    assert round_.closed
    assert round_.record.published
    auditor = at["auditors-auditor"]
    auditor.goes("/journal/").get_by_role("button", name="Verify all of it here").click()
    auditor.page.get_by_role("link", name="To what it made").click(timeout=60_000)
    assert auditor.page.get_by_text("every one as it was signed").count()
