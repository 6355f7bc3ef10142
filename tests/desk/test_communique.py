"""The communiqué at the desk: proposed from what is true, confirmed by everybody named, published last."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from kit.desk import AUDITORS, STRANGERS, Desk, sign
from kit.table import LYSORIA, MERIDIA, SAHLAN, TORVENIA, Script
from kit.way_home import home, in_care

from wayhome.acts import Statement
from wayhome.desk.seats.models import Duty
from wayhome.record import LANGUAGES, Reconciled, RoundClosed, account, named
from wayhome.rounds import fold

PAGE = "/communique/"


def closed(script: Script) -> list[Statement]:
    """Everybody is home and in care, and movement is closed."""
    statements = in_care(script)
    round_ = fold(statements)[script.name]
    drawn_up = account(round_.agreement, round_.handover)
    return [
        *statements,
        script(SAHLAN, Reconciled(drawn_up.lines, drawn_up.unlisted)),
        script(SAHLAN, RoundClosed()),
    ]


def offered(client: Client, words: str) -> list[str]:
    """The digests of the sentences offered whose words begin so."""
    page = client.get(PAGE).text
    return re.findall(rf'value="([0-9a-f]{{64}})"[^>]*><label[^>]*>{words}', page)


def propose(desk: Desk, words: str) -> str:
    """The facilitator proposes the first sentence that begins so; return its digest."""
    client = desk.sits(SAHLAN, Duty.FACILITATOR)
    digest = offered(client, words)[0]
    sign(client, client.post("/communique/propose/", {"sentence": [digest]}))
    return digest


def test_it_works(desk: Desk) -> None:
    desk.begin(closed)
    for seat, duty in ((LYSORIA, Duty.PRESS), (SAHLAN, Duty.FACILITATOR), (AUDITORS, Duty.AUDITOR)):
        assert desk.sits(seat, duty).get(PAGE).status_code == 200
    assert desk.sits(STRANGERS, Duty.PRESS).get(PAGE).status_code == 403


def test_only_what_is_true_is_offered(desk: Desk) -> None:
    desk.begin(home)
    client = desk.sits(LYSORIA, Duty.PRESS)
    assert offered(client, "Number of people returned")
    assert not offered(client, "Everyone received in this round"), "nobody is in care yet"


def test_a_sentence_is_published_once_everybody_named_has_confirmed_it_and_not_before(desk: Desk) -> None:
    desk.begin(closed)
    digest = propose(desk, "Number of people returned")
    facilitator = desk.sits(SAHLAN, Duty.FACILITATOR)
    early = facilitator.post("/communique/publish/")
    assert early.status_code == 422
    for seat in named(desk.round.record.sentences[digest].proposed):
        press = desk.sits(seat, Duty.PRESS)
        sign(press, press.post("/communique/confirm/", {"sentence": [digest]}))
    sign(facilitator, facilitator.post("/communique/publish/"))
    assert desk.round.record.published == (digest,)
    for language in LANGUAGES:
        assert desk.sits(TORVENIA, Duty.PRESS).get(f"/communique/text/{language}/").status_code == 200
    arabic = desk.sits(TORVENIA, Duty.PRESS).get("/communique/text/ar/").text
    assert 'dir="rtl"' in arabic
    assert "بيان مشترك" in arabic


def test_the_reception_service_confirms_what_names_it(desk: Desk) -> None:
    desk.begin(closed)
    digest = propose(desk, "Everyone received in this round")
    doctor = desk.sits(MERIDIA, Duty.DOCTOR)
    sign(doctor, doctor.post("/communique/confirm/", {"sentence": [digest]}))
    assert MERIDIA in desk.round.record.sentences[digest].confirmed_by


def test_an_embargo_holds_publication_back(desk: Desk) -> None:
    desk.begin(closed)
    press = desk.sits(LYSORIA, Duty.PRESS)
    tomorrow = (datetime.now(UTC) + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
    sign(press, press.post("/communique/embargo/", {"until": tomorrow}))
    digest = propose(desk, "Number of people returned")
    for seat in named(desk.round.record.sentences[digest].proposed):
        client = desk.sits(seat, Duty.PRESS)
        sign(client, client.post("/communique/confirm/", {"sentence": [digest]}))
    refused = desk.sits(SAHLAN, Duty.FACILITATOR).post("/communique/publish/")
    assert refused.status_code == 422
    assert not desk.round.record.published


@pytest.mark.parametrize("until", ["", "tomorrow", "2025-13-45T00:00"])
def test_a_time_that_is_none_is_said_to_be_none(desk: Desk, until: str) -> None:
    desk.begin(closed)
    answer = desk.sits(LYSORIA, Duty.PRESS).post("/communique/embargo/", {"until": until})
    assert answer.status_code == 422


def test_a_list_officer_has_no_say_in_public_words(desk: Desk) -> None:
    desk.begin(closed)
    assert desk.sits(LYSORIA, Duty.LIST_OFFICER).post("/communique/propose/", {"sentence": ["0"]}).status_code == 403


def test_there_is_no_text_in_a_language_it_does_not_have(desk: Desk) -> None:
    desk.begin(closed)
    assert desk.sits(LYSORIA, Duty.PRESS).get("/communique/text/xx/").status_code == 404
