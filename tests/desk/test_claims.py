"""Claims and the account at the desk."""

from __future__ import annotations

import pytest
from kit.desk import AUDITORS, STRANGERS, Desk, sign
from kit.english import english_text, faults_in
from kit.table import LYSORIA, OBSERVER, SAHLAN, TORVENIA
from kit.way_home import home

from wayhome.claims import ClaimStatus
from wayhome.desk.seats.models import Duty

PAGE = "/claims/"
LODGED = {
    "claim": "civilians not returned",
    "against": LYSORIA,
    "about": "withheld",
    "heads": "20",
    "civilians": "on",
    "who": "Yeva Marlinska, born 1990",
}


def lodge(desk: Desk) -> None:
    """Torvenia lodges a claim about twenty civilians."""
    client = desk.sits(TORVENIA, Duty.SIGNATORY)
    sign(client, client.post("/claims/lodge/", LODGED))


def test_it_works(desk: Desk) -> None:
    desk.begin(home)
    for seat, duty in ((LYSORIA, Duty.SIGNATORY), (SAHLAN, Duty.FACILITATOR), (AUDITORS, Duty.AUDITOR)):
        for page in (PAGE, "/claims/account/"):
            assert desk.sits(seat, duty).get(page).status_code == 200
    assert desk.sits(STRANGERS, Duty.SIGNATORY).get(PAGE).status_code == 403


def test_a_claim_is_read_by_those_it_is_sealed_to_and_its_figures_by_everybody(desk: Desk) -> None:
    desk.begin(home)
    lodge(desk)
    page = "/claims/claim/civilians not returned/"
    for seat, duty in (
        (TORVENIA, Duty.SIGNATORY),
        (LYSORIA, Duty.LIST_OFFICER),
        (SAHLAN, Duty.FACILITATOR),
        (OBSERVER, Duty.OBSERVER),
    ):
        assert "Yeva Marlinska" in desk.sits(seat, duty).get(page).text, seat
    auditor = desk.sits(AUDITORS, Duty.AUDITOR).get(page).text
    assert "Yeva Marlinska" not in auditor
    assert "20" in auditor


def test_a_claim_stands_beside_its_answers_until_the_claimant_ends_it(desk: Desk) -> None:
    desk.begin(home)
    lodge(desk)
    page = "/claims/claim/civilians not returned/"
    answering = desk.sits(LYSORIA, Duty.SIGNATORY)
    sign(answering, answering.post(f"{page}answer/", {"answer": "free_to_leave", "heads": "18", "who": "all but two"}))
    sign(answering, answering.post(f"{page}answer/", {"answer": "being_traced", "heads": "2", "who": "the two"}))
    assert desk.round.claims.claims["civilians not returned"].status is ClaimStatus.OPEN
    assert answering.post(f"{page}settle/").status_code == 422, "an answer never ends a claim, nor does who answers"
    claimant = desk.sits(TORVENIA, Duty.SIGNATORY)
    text = claimant.get(page).text
    assert "free to leave" in text
    assert "being traced" in text
    sign(claimant, claimant.post(f"{page}withdraw/"))
    assert desk.round.claims.claims["civilians not returned"].status is ClaimStatus.WITHDRAWN


def test_an_answer_about_more_people_than_the_claim_is_refused_and_nothing_typed_is_lost(desk: Desk) -> None:
    desk.begin(home)
    lodge(desk)
    given = {"answer": "not_held", "heads": "21", "who": "none of these"}
    answer = desk.sits(LYSORIA, Duty.SIGNATORY).post("/claims/claim/civilians not returned/answer/", given)
    assert answer.status_code == 422
    assert "about 20 people" in answer.text
    assert "none of these" in answer.text


def test_a_claim_that_is_not_there_is_not_found(desk: Desk) -> None:
    desk.begin(home)
    assert desk.sits(LYSORIA, Duty.SIGNATORY).get("/claims/claim/nothing/").status_code == 404


def test_the_account_is_put_on_record_as_it_follows_from_the_acts_and_movement_is_closed(desk: Desk) -> None:
    desk.begin(home)
    client = desk.sits(SAHLAN, Duty.FACILITATOR)
    sign(client, client.post("/claims/account/reconcile/"))
    assert "on record" in client.get("/claims/account/").text
    sign(client, client.post("/claims/account/close/"))
    assert desk.round.closed


def test_a_party_draws_up_no_account(desk: Desk) -> None:
    desk.begin(home)
    assert desk.sits(LYSORIA, Duty.SIGNATORY).post("/claims/account/reconcile/").status_code == 403
    assert desk.round.record.reconciled is None


@pytest.mark.parametrize("language", ["uk", "ru", "ar"])
def test_a_refusal_is_told_in_the_language_of_whoever_tried(desk: Desk, language: str) -> None:
    desk.begin(home)
    lodge(desk)
    answering = desk.sits(LYSORIA, Duty.SIGNATORY)
    answering.post("/seat/language/", {"language": language})
    given = {"answer": "not_held", "heads": "21", "who": "none of these"}
    answer = answering.post("/claims/claim/civilians not returned/answer/", given)
    assert answer.status_code == 422
    assert "20" in faults_in(answer.text)
    assert english_text(faults_in(answer.text)) == []
    settled = answering.post("/claims/claim/civilians not returned/settle/")
    assert english_text(faults_in(settled.text)) == []
