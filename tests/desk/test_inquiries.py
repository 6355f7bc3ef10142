"""Inquiries at the desk: asked with a dossier for the party asked alone, answered for every person."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile
from kit.desk import AUDITORS, STRANGERS, Desk, sign
from kit.table import LYSORIA, SAHLAN, TORVENIA, Script

from wayhome.acts import Statement
from wayhome.desk.compartments.kept import within
from wayhome.desk.jobs.models import Job
from wayhome.desk.jobs.worker import run, take
from wayhome.desk.register.models import Known
from wayhome.desk.seats.models import Duty

PAGE = "/inquiries/"
FIRST, SECOND = "AAAABBBBCCCCDDDD", "EEEEFFFFGGGGHHHH"


def opened(script: Script) -> list[Statement]:
    """The round is open, and every key confirmed."""
    return list(script.opening())


def knows(desk: Desk, seat: str, reference: str, name: str) -> None:
    """A delegation knows somebody by a reference."""
    with within(desk.delegations[seat]):
        Known.objects.create(delegation=desk.delegations[seat], reference=reference, name=name)


def asked(desk: Desk) -> None:
    """Lysoria asks Torvenia about two people."""
    desk.begin(opened)
    knows(desk, LYSORIA, FIRST, "Мельниченко Сергій")
    knows(desk, LYSORIA, SECOND, "Коваленко Андрій")
    client = desk.sits(LYSORIA, Duty.LIST_OFFICER)
    given = {"inquiry": "the first two", "to": TORVENIA, "everybody": "on", "together": f"{FIRST}, {SECOND}"}
    sign(client, client.post("/inquiries/ask/", given))


def test_it_works(desk: Desk) -> None:
    asked(desk)
    for seat, duty in ((LYSORIA, Duty.SIGNATORY), (TORVENIA, Duty.LIST_OFFICER), (SAHLAN, Duty.FACILITATOR)):
        assert "the first two" in desk.sits(seat, duty).get(PAGE).text
    for seat, duty in ((STRANGERS, Duty.LIST_OFFICER), (AUDITORS, Duty.AUDITOR), (LYSORIA, Duty.PRESS)):
        assert desk.sits(seat, duty).get(PAGE).status_code == 403


def test_who_is_asked_about_is_read_by_the_party_asked_and_not_by_the_facilitator(desk: Desk) -> None:
    asked(desk)
    page = "/inquiries/inquiry/the first two/"
    assert "Мельниченко" in desk.sits(TORVENIA, Duty.LIST_OFFICER).get(page).text
    assert "Мельниченко" not in desk.sits(SAHLAN, Duty.FACILITATOR).get(page).text
    assert desk.round.agreement.inquiries["the first two"].together == ((FIRST, SECOND),)


def test_the_party_asked_answers_for_each_person(desk: Desk) -> None:
    asked(desk)
    knows(desk, TORVENIA, FIRST, "Мельниченко Сергей")
    client = desk.sits(TORVENIA, Duty.LIST_OFFICER)
    page = "/inquiries/inquiry/the first two/answer/"
    assert client.get(page).text.count("selected") == 2, "held where their own list has the reference, else can't say"
    given = {f"{FIRST}-answer": "held", f"{SECOND}-answer": "not_held"}
    sign(client, client.post(page, given))
    answer = desk.round.agreement.inquiries["the first two"].answer
    assert answer is not None
    assert (answer.held, answer.not_held) == ((FIRST,), (SECOND,))


def test_an_answer_that_leaves_somebody_out_is_sent_back(desk: Desk) -> None:
    asked(desk)
    client = desk.sits(TORVENIA, Duty.LIST_OFFICER)
    answer = client.post("/inquiries/inquiry/the first two/answer/", {f"{FIRST}-answer": "held"})
    assert answer.status_code == 422
    assert desk.round.agreement.inquiries["the first two"].answer is None


def test_nobody_else_answers(desk: Desk) -> None:
    asked(desk)
    page = "/inquiries/inquiry/the first two/answer/"
    for seat, duty in ((LYSORIA, Duty.LIST_OFFICER), (SAHLAN, Duty.FACILITATOR)):
        assert desk.sits(seat, duty).post(page, {f"{FIRST}-answer": "held"}).status_code == 403


def test_a_second_inquiry_of_the_same_name_is_refused_and_nothing_typed_is_lost(desk: Desk) -> None:
    asked(desk)
    knows(desk, LYSORIA, "IIIIJJJJKKKKLLLL", "Бондаренко Ілля")
    client = desk.sits(LYSORIA, Duty.LIST_OFFICER)
    answer = client.post("/inquiries/ask/", {"inquiry": "the first two", "to": TORVENIA, "everybody": "on"})
    assert answer.status_code == 422
    assert 'value="the first two"' in answer.text


def test_references_are_taken_in_for_ones_own_people_only(desk: Desk) -> None:
    desk.begin(opened)
    file = (
        "person,holder,held_id,home,sought_id,family\n"
        f"{FIRST},{TORVENIA},T-1,{LYSORIA},L-1,\n"
        f"{SECOND},{LYSORIA},L-9,{TORVENIA},T-9,\n"
    )
    sought = "id,surname,given_names\nL-1,Мельниченко,Сергій\n"
    client = desk.sits(LYSORIA, Duty.LIST_OFFICER)
    files = {
        "references": SimpleUploadedFile("references.csv", file.encode()),
        "sought": SimpleUploadedFile("sought.csv", sought.encode()),
    }
    client.post("/inquiries/references/", files)
    number = take()
    assert number is not None
    run(number)
    with within(desk.delegations[LYSORIA]):
        assert list(Known.objects.values_list("reference", "name")) == [(FIRST, "Мельниченко Сергій")]
    with within(desk.delegations[TORVENIA]):
        assert not Known.objects.exists()


def test_a_file_that_is_not_references_fails_in_words(desk: Desk) -> None:
    desk.begin(opened)
    client = desk.sits(LYSORIA, Duty.LIST_OFFICER)
    files = {
        "references": SimpleUploadedFile("references.csv", b"a,b\n1,2\n"),
        "sought": SimpleUploadedFile("sought.csv", b"id,surname\n1,X\n"),
    }
    client.post("/inquiries/references/", files)
    number = take()
    assert number is not None
    run(number)
    with within(desk.delegations[LYSORIA]):
        job = Job.objects.get(pk=number)
    assert job.state == Job.State.FAILED
    assert "has the columns" in job.says
