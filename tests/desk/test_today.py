"""Today: what waits for whom."""

from __future__ import annotations

from kit.desk import Desk
from kit.table import LYSORIA, SAHLAN, TORVENIA, Script

from wayhome.desk.look.acts import act_title, to_do
from wayhome.desk.seats.models import Duty
from wayhome.desk.today.places import place_of
from wayhome.rounds import VOCABULARY


def before_the_signatures(script: Script) -> list:
    """Everything up to the proposed package, nobody having signed."""
    return script.up_to_signed()[:-3]


def test_it_works(desk: Desk) -> None:
    desk.begin(before_the_signatures)
    page = desk.sits(LYSORIA, Duty.SIGNATORY).get("/")
    assert page.status_code == 200
    assert "Round of 24 August 2025" in page.text


def test_a_signatory_is_shown_the_package_that_waits_for_their_signature_and_a_list_officer_is_not(desk: Desk) -> None:
    desk.begin(before_the_signatures)
    assert (
        "Read the package and sign it"
        in desk.sits(TORVENIA, Duty.SIGNATORY).get("/").text.partition("What others owe")[0]
    )
    assert (
        "Read the package and sign it"
        not in desk.sits(TORVENIA, Duty.LIST_OFFICER).get("/").text.partition("What others owe")[0]
    )


def test_everybody_sees_what_the_others_owe(desk: Desk) -> None:
    desk.begin(before_the_signatures)
    others = desk.sits(SAHLAN, Duty.FACILITATOR).get("/").text.partition("What others owe")[2]
    assert LYSORIA in others
    assert TORVENIA in others


def test_nobody_gets_in_without_signing_in(desk: Desk, client) -> None:
    desk.begin(before_the_signatures)
    response = client.get("/")
    assert response.status_code == 302
    assert response.headers["Location"].startswith("/enter/login/")


def test_before_any_round_is_opened_the_page_says_so(desk: Desk) -> None:
    assert "No round has been opened" in desk.sits(LYSORIA, Duty.SIGNATORY).get("/").text


def test_every_act_there_is_has_a_title_and_a_screen_it_is_made_on() -> None:
    for kind in VOCABULARY.kinds:
        assert act_title(kind) != kind
        assert to_do(kind) != kind
        assert place_of(kind).startswith("/"), kind
