"""Tracing at the desk: pairs judged by people, one key each, nobody merged by the machine."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from kit.desk import AUDITORS, STRANGERS, Desk, sign
from kit.table import LYSORIA, SAHLAN, TORVENIA, Script

from wayhome.acts import Statement
from wayhome.desk.compartments.kept import within
from wayhome.desk.jobs.models import Job
from wayhome.desk.jobs.worker import run, take
from wayhome.desk.pairs.models import Judged, Pair
from wayhome.desk.pairs.words import REASONS
from wayhome.desk.seats.models import Duty
from wayhome.tracing import reasons

PAGE = "/pairs/"
HEADER = "id,surname,given_names,patronymic,birth_date,service_number,sex\n"
SOUGHT = (
    HEADER
    + "S1,Мельниченко,Сергій,Олегович,1991-04-12,,male\n"
    + "S2,Коваленко,Андрій,Іванович,1990-01-01,,male\n"
    + "S3,Коваленко,Олег,Іванович,1990-01-01,,male\n"
)
HELD = (
    HEADER
    + "H1,Мельниченко,Сергей,Олегович,1991-04-21,,male\n"
    + "H2,Коваленко,Андрей,Иванович,1990-01-01,,male\n"
    + "H3,Коваленко,Алексей,Иванович,1990-01-01,,male\n"
)


def opened(script: Script) -> list[Statement]:
    """The round is open, and every key confirmed."""
    return list(script.opening())


def traced(desk: Desk, seat: str = SAHLAN, duty: Duty = Duty.FACILITATOR) -> Client:
    """Somebody hands in two lists, and the worker traces them."""
    desk.begin(opened)
    client = desk.sits(seat, duty)
    answer = client.post(
        PAGE,
        {
            "home": LYSORIA,
            "holder": TORVENIA,
            "sought": SimpleUploadedFile("sought.csv", SOUGHT.encode()),
            "held": SimpleUploadedFile("held.csv", HELD.encode()),
        },
    )
    assert answer.status_code == 302, answer.text
    number = take()
    assert number is not None
    run(number)
    return client


def pair(desk: Desk, sought: str, held: str) -> Pair:
    """The pair of these two rows, as the facilitator's delegation keeps it now."""
    with within(desk.delegations[SAHLAN]):
        found: Pair = Pair.objects.get(sought_id=sought, held_id=held)
        return found


def test_it_works(desk: Desk) -> None:
    client = traced(desk)
    page = client.get(PAGE)
    assert page.status_code == 200
    assert "State the verdicts in the journal" in page.text


def test_files_handed_in_are_gone_once_they_are_read(desk: Desk) -> None:
    traced(desk)
    assert not list((desk.folder / "uploads").iterdir())


def test_whoever_did_not_trace_sees_no_pair(desk: Desk) -> None:
    traced(desk)
    number = pair(desk, "S1", "H1").pk
    for seat, duty in ((LYSORIA, Duty.LIST_OFFICER), (TORVENIA, Duty.LIST_OFFICER)):
        assert desk.sits(seat, duty).get(f"/pairs/pair/{number}/").status_code == 404
        assert "Мельниченко" not in desk.sits(seat, duty).get(PAGE).text
    for seat, duty in ((AUDITORS, Duty.AUDITOR), (STRANGERS, Duty.LIST_OFFICER), (LYSORIA, Duty.SIGNATORY)):
        assert desk.sits(seat, duty).get(f"/pairs/pair/{number}/").status_code in (403, 404)


def test_a_pair_is_shown_field_by_field_in_words(desk: Desk) -> None:
    client = traced(desk)
    page = client.get(f"/pairs/pair/{pair(desk, 'S1', 'H1').pk}/").text
    assert "Сергій" in page
    assert "Сергей" in page
    assert "agrees" in page
    assert "not stated" in page
    assert "only the day differs" in page


def test_a_verdict_is_kept_with_who_and_why_and_the_next_pair_follows(desk: Desk) -> None:
    client = traced(desk)
    first = pair(desk, "S1", "H1")
    answer = client.post(f"/pairs/pair/{first.pk}/", {"verdict": "same", "why": "the family's papers"})
    assert answer.status_code == 302
    judged = pair(desk, "S1", "H1")
    assert (judged.verdict, judged.why) == ("same", "the family's papers")
    assert judged.by == desk.member(SAHLAN, Duty.FACILITATOR).name


def test_a_verdict_can_be_taken_back(desk: Desk) -> None:
    client = traced(desk)
    first = pair(desk, "S1", "H1")
    client.post(f"/pairs/pair/{first.pk}/", {"verdict": "different"})
    client.post("/pairs/undo/")
    assert pair(desk, "S1", "H1").verdict == first.verdict
    with within(desk.delegations[SAHLAN]):
        assert Judged.objects.filter(taken_back=True).count() == 1
    assert "nothing of yours" in client.post("/pairs/undo/", follow=True).text


def test_nobody_is_judged_the_same_as_two_people(desk: Desk) -> None:
    client = traced(desk)
    client.post(f"/pairs/pair/{pair(desk, 'S2', 'H2').pk}/", {"verdict": "same", "why": "he wrote to his mother"})
    with within(desk.delegations[SAHLAN]):
        other = Pair(home=LYSORIA, holder=TORVENIA, sought_id="S2", held_id="H3", probability=0.2, verdict="possible")
        other.save()
    refused = client.post(f"/pairs/pair/{other.pk}/", {"verdict": "same", "why": "him too"})
    assert refused.status_code == 422
    assert "judged the same as another person held" in refused.text
    assert "him too" in refused.text, "what was typed is not lost"


def test_perhaps_twins_are_not_judged_one_person_without_words(desk: Desk) -> None:
    client = traced(desk)
    with within(desk.delegations[SAHLAN]):
        twins = Pair(
            home=LYSORIA,
            holder=TORVENIA,
            sought_id="S3",
            held_id="H4",
            probability=0.3,
            verdict="possible",
            reasons=[["relatives", "perhaps_twin", -2.0]],
        )
        twins.save()
    assert "perhaps a twin" in client.get(f"/pairs/pair/{twins.pk}/").text
    refused = client.post(f"/pairs/pair/{twins.pk}/", {"verdict": "same"})
    assert refused.status_code == 422
    assert "one family" in refused.text


def test_tracing_again_keeps_what_people_judged(desk: Desk) -> None:
    client = traced(desk)
    client.post(f"/pairs/pair/{pair(desk, 'S1', 'H1').pk}/", {"verdict": "different", "why": "another father"})
    files = {
        "sought": SimpleUploadedFile("sought.csv", SOUGHT.encode()),
        "held": SimpleUploadedFile("held.csv", HELD.encode()),
    }
    client.post(PAGE, {"home": LYSORIA, "holder": TORVENIA, **files})
    number = take()
    assert number is not None
    run(number)
    assert pair(desk, "S1", "H1").why == "another father"


def test_a_file_that_is_no_list_fails_the_job_in_words(desk: Desk) -> None:
    desk.begin(opened)
    client = desk.sits(SAHLAN, Duty.FACILITATOR)
    files = {"sought": SimpleUploadedFile("a.csv", b"\x00\x01"), "held": SimpleUploadedFile("b.csv", HELD.encode())}
    client.post(PAGE, {"home": LYSORIA, "holder": TORVENIA, **files})
    number = take()
    assert number is not None
    run(number)
    with within(desk.delegations[SAHLAN]):
        assert Job.objects.get(pk=number).state == Job.State.FAILED
    assert "not a list" in client.get(f"/jobs/{number}/").text


@pytest.mark.parametrize("home", [TORVENIA, "Nowhere"])
def test_one_party_twice_or_none_of_the_round_is_said_in_the_form(desk: Desk, home: str) -> None:
    desk.begin(opened)
    files = {
        "sought": SimpleUploadedFile("a.csv", SOUGHT.encode()),
        "held": SimpleUploadedFile("b.csv", HELD.encode()),
    }
    answer = desk.sits(SAHLAN, Duty.FACILITATOR).post(PAGE, {"home": home, "holder": TORVENIA, **files})
    assert answer.status_code == 422
    assert not (desk.folder / "uploads").exists()


def test_verdicts_become_acts_with_who_and_why_sealed_to_the_seat_itself(desk: Desk) -> None:
    client = traced(desk)
    (desk.folder / "salt").write_bytes(b"a secret of thirty-two bytes or more")
    client.post(f"/pairs/pair/{pair(desk, 'S1', 'H1').pk}/", {"verdict": "same", "why": "the family's papers"})
    asked = client.post("/pairs/state/")
    shown = client.get(asked.headers["Location"]).text
    assert f"{desk.member(SAHLAN, Duty.FACILITATOR).name}; " in shown, "what is sealed is read before it is signed"
    assert "the family&#x27;s papers" in shown
    sign(client, asked)
    ((_, held),) = desk.round.agreement.judged.items()
    ((_, judged),) = held.items()
    assert judged.verdicts[SAHLAN] == "same"
    assert "is stated already" in client.post("/pairs/state/", follow=True).text
    copy = desk.sits(LYSORIA, Duty.SIGNATORY).get(f"/journal/{len(opened(Script()))}/act.json").text
    assert "papers" not in copy


def test_every_reason_of_the_tracing_room_stands_in_the_catalogues() -> None:
    given = {words for wordings in reasons._WORDINGS.values() for words in wordings.values()}
    assert given == {str(words) for words in REASONS}


def test_an_upload_is_kept_for_its_owner_alone(desk: Desk) -> None:
    desk.begin(opened)
    files = {
        "sought": SimpleUploadedFile("../../evil.csv", SOUGHT.encode()),
        "held": SimpleUploadedFile("b.csv", HELD.encode()),
    }
    desk.sits(SAHLAN, Duty.FACILITATOR).post(PAGE, {"home": LYSORIA, "holder": TORVENIA, **files})
    kept = [path for path in (desk.folder / "uploads").rglob("*") if path.is_file()]
    assert len(kept) == 2
    assert {Path(path).stat().st_mode & 0o077 for path in kept} == {0}
