"""Reception at the desk: care, what is sealed to the next doctor, families told."""

from __future__ import annotations

from kit.desk import AUDITORS, STRANGERS, Desk, sign
from kit.table import LYSORIA, MERIDIA, SAHLAN, TORVENIA, held_by
from kit.way_home import home

from wayhome.desk.seats.models import Duty
from wayhome.reception import Care

PAGE = "/reception/"
WOUNDED = "TORVENIA-WOUNDED"
"""Whom Torvenia held: a person of Lysoria's."""
SECRET = "second dressing on Thursday, ulnar nerve"


def test_it_works(desk: Desk) -> None:
    desk.begin(home)
    assert WOUNDED in desk.sits(MERIDIA, Duty.DOCTOR).get(PAGE).text
    assert WOUNDED in desk.sits(LYSORIA, Duty.HANDOVER).get(PAGE).text


def test_a_party_sees_its_own_people_only_and_others_see_nothing(desk: Desk) -> None:
    desk.begin(home)
    assert WOUNDED not in desk.sits(TORVENIA, Duty.HANDOVER).get(PAGE).text
    for seat, duty in ((SAHLAN, Duty.FACILITATOR), (AUDITORS, Duty.AUDITOR), (STRANGERS, Duty.DOCTOR)):
        assert desk.sits(seat, duty).get(PAGE).status_code == 403, seat


def test_the_service_states_whom_it_has_in_its_care(desk: Desk) -> None:
    desk.begin(home)
    client = desk.sits(MERIDIA, Duty.DOCTOR)
    sign(client, client.post("/reception/care/", {"care": ["medical", "psychological"], "everybody": "on"}))
    assert desk.round.reception.care[WOUNDED] == (Care.MEDICAL, Care.PSYCHOLOGICAL)
    assert "Nobody is waiting for this" in client.get("/reception/care/").text


def test_a_party_states_no_care(desk: Desk) -> None:
    desk.begin(home)
    given = {"care": ["medical"], "everybody": "on"}
    assert desk.sits(LYSORIA, Duty.HANDOVER).post("/reception/care/", given).status_code == 403


def write_hand_off(desk: Desk) -> None:
    """Meridia's doctor takes everybody in and writes what the next doctor of the wounded soldier must know."""
    client = desk.sits(MERIDIA, Duty.DOCTOR)
    sign(client, client.post("/reception/care/", {"care": ["medical", "psychological"], "everybody": "on"}))
    sign(client, client.post(f"/reception/person/{WOUNDED}/", {"note": SECRET}))


def test_what_the_next_doctor_must_know_is_read_by_the_doctors_of_their_own_party_and_nobody_else(desk: Desk) -> None:
    desk.begin(home)
    write_hand_off(desk)
    page = f"/reception/person/{WOUNDED}/"
    assert SECRET in desk.sits(LYSORIA, Duty.DOCTOR).get(page).text
    for seat, duty in (
        (LYSORIA, Duty.HANDOVER),
        (LYSORIA, Duty.SIGNATORY),
        (TORVENIA, Duty.DOCTOR),
        (TORVENIA, Duty.HANDOVER),
        (SAHLAN, Duty.FACILITATOR),
    ):
        answer = desk.sits(seat, duty).get(page)
        assert SECRET not in answer.text, (seat, duty)
        assert answer.status_code in (403, 404)


def test_families_are_told_by_their_own_party(desk: Desk) -> None:
    desk.begin(home)
    client = desk.sits(LYSORIA, Duty.HANDOVER)
    sign(client, client.post("/reception/families/", {"everybody": "on"}))
    assert set(desk.round.record.told) == set(held_by(TORVENIA))
    assert desk.sits(MERIDIA, Duty.DOCTOR).post("/reception/families/", {"everybody": "on"}).status_code == 403
