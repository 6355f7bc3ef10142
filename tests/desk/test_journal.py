"""The journal: read, verified, taken along, signed for."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.db import connection
from kit.desk import AUDITORS, STRANGERS, Desk, sign
from kit.english import english, faults_in
from kit.table import KEYS, LYSORIA, OBSERVER, SAHLAN, TORVENIA, Script

from wayhome.acts import Statement
from wayhome.desk.compartments.kept import within
from wayhome.desk.jobs.models import Job
from wayhome.desk.jobs.worker import run, take
from wayhome.desk.seats.models import Duty
from wayhome.desk.table import storage
from wayhome.journal import FileStorage
from wayhome.rounds import verify

PAGE = "/journal/"


def signed(script: Script) -> list[Statement]:
    """Everything up to a package in effect."""
    return script.up_to_signed()


def test_it_works(desk: Desk) -> None:
    desk.begin(signed)
    for seat, duty in ((LYSORIA, Duty.PRESS), (TORVENIA, Duty.SIGNATORY), (SAHLAN, Duty.FACILITATOR)):
        page = desk.sits(seat, duty).get(PAGE)
        assert page.status_code == 200
        assert "Package signed" in page.text


def test_an_auditor_reads_it_and_whoever_has_no_seat_does_not(desk: Desk) -> None:
    desk.begin(signed)
    assert desk.sits(AUDITORS, Duty.AUDITOR).get(PAGE).status_code == 200
    for path in (PAGE, "/journal/0/", "/journal/0/act.json", "/journal/journal.zip"):
        assert desk.sits(STRANGERS, Duty.SIGNATORY).get(path).status_code in (403, 404), path


def test_the_acts_of_one_seat_are_shown_alone(desk: Desk) -> None:
    desk.begin(signed)
    page = desk.sits(LYSORIA, Duty.SIGNATORY).get(PAGE, {"seat": OBSERVER}).text
    rows = page.partition("<tbody>")[2]
    assert OBSERVER in rows
    assert TORVENIA not in rows


@pytest.mark.parametrize("position", ["0", "7"])
def test_an_act_is_shown_whole(desk: Desk, position: str) -> None:
    desk.begin(signed)
    assert desk.sits(TORVENIA, Duty.LIST_OFFICER).get(f"/journal/{position}/").status_code == 200


@pytest.mark.parametrize("path", ["99999/", "99999/act.json", "99999/act.tlog-proof"])
def test_an_act_that_is_not_there_is_not_found(desk: Desk, path: str) -> None:
    desk.begin(signed)
    assert desk.sits(TORVENIA, Duty.LIST_OFFICER).get(PAGE + path).status_code == 404


def test_verifying_it_here_says_that_it_is_sound(desk: Desk) -> None:
    desk.begin(signed)
    client = desk.sits(LYSORIA, Duty.SIGNATORY)
    answer = client.post("/journal/verify/")
    number = take()
    assert number is not None
    run(number)
    page = client.get(answer.headers["Location"])
    assert "/journal/verified/" in page.text
    assert "every one as it was signed" in client.get(f"/journal/verified/{number}/").text


def test_verifying_names_the_first_entry_that_is_wrong(desk: Desk) -> None:
    desk.begin(signed)
    client = desk.sits(LYSORIA, Duty.SIGNATORY)
    client.post("/journal/verify/")
    number = take()
    assert number is not None
    change_a_byte(desk, position=5)
    run(number)
    with within(desk.delegations[LYSORIA]):
        found = Job.objects.get(pk=number).result
    assert found["wrong"] == 5


@pytest.mark.parametrize("language", ["uk", "ru", "ar"])
def test_what_is_wrong_is_told_in_the_language_of_whoever_reads_it(desk: Desk, language: str) -> None:
    desk.begin(signed)
    client = desk.sits(LYSORIA, Duty.SIGNATORY)
    client.post("/seat/language/", {"language": language})
    client.post("/journal/verify/")
    number = take()
    assert number is not None
    change_a_byte(desk, position=5)
    run(number)
    page = client.get(f"/journal/verified/{number}/").text
    assert "RFC 8785" in faults_in(page)
    assert english(page) == []
    unreadable = client.get(PAGE)
    assert unreadable.status_code == 503
    assert "RFC 8785" in unreadable.text
    assert english(unreadable.text) == []


def change_a_byte(desk: Desk, position: int) -> None:
    """What somebody with the database in their hands could do."""
    longer = "envelope || ' '::bytea" if connection.vendor == "postgresql" else "CAST(envelope || ' ' AS BLOB)"
    desk.in_journal(f"UPDATE entries SET envelope = {longer} WHERE position = {position}")


def test_the_result_of_a_verification_is_the_delegations_own(desk: Desk) -> None:
    desk.begin(signed)
    desk.sits(LYSORIA, Duty.SIGNATORY).post("/journal/verify/")
    number = take()
    assert number is not None
    run(number)
    assert desk.sits(TORVENIA, Duty.SIGNATORY).get(f"/journal/verified/{number}/").status_code == 404
    assert desk.sits(TORVENIA, Duty.SIGNATORY).get(f"/jobs/{number}/").status_code == 404


def test_a_copy_taken_along_verifies_elsewhere_and_holds_what_is_sealed_to_ones_own_seat_only(
    desk: Desk, tmp_path: Path
) -> None:
    desk.begin(signed)
    answer = desk.sits(LYSORIA, Duty.LIST_OFFICER).get("/journal/journal.zip")
    with ZipFile(BytesIO(b"".join(answer.streaming_content))) as packed:
        packed.extractall(tmp_path / "copy")
    copy = FileStorage(tmp_path / "copy" / "journal")
    verified, _ = verify(copy)
    assert verified.size == len(list(storage().envelopes()))
    ours = {
        part.digest for each in desk_entries(desk) for part in each.sealed if LYSORIA in part.for_
    }  # inquiries are sealed to whom they are put
    theirs = {part.digest for each in desk_entries(desk) for part in each.sealed if LYSORIA not in part.for_}
    assert ours
    assert theirs
    assert all(copy.read_sealed(digest) for digest in ours)
    assert not any(copy.read_sealed(digest) for digest in theirs)


def desk_entries(desk: Desk) -> list:
    from wayhome.desk.table import at_the_table

    with at_the_table() as table:
        return [placed.entry for placed in table.journal.entries()]


def test_the_facilitator_signs_for_it_and_the_parties_cosign(desk: Desk) -> None:
    desk.begin(signed)
    for seat, duty in ((SAHLAN, Duty.FACILITATOR), (LYSORIA, Duty.SIGNATORY), (OBSERVER, Duty.OBSERVER)):
        answer = desk.sits(seat, duty).post("/journal/sign/", follow=True)
        assert "Signed for the journal as it stands" in answer.text, seat
    page = desk.sits(TORVENIA, Duty.SIGNATORY).get(PAGE).text
    assert "Not cosigned" in page
    assert LYSORIA in page.partition("Cosigned")[2].partition("Not cosigned")[0]


def test_a_list_officer_does_not_sign_for_the_journal(desk: Desk) -> None:
    desk.begin(signed)
    assert desk.sits(LYSORIA, Duty.LIST_OFFICER).post("/journal/sign/").status_code == 403


def test_a_seat_refuses_to_cosign_a_history_that_parts_from_the_one_it_signed_for(desk: Desk) -> None:
    desk.begin(signed)
    desk.sits(SAHLAN, Duty.FACILITATOR).post("/journal/sign/")
    desk.sits(LYSORIA, Duty.SIGNATORY).post("/journal/sign/")
    desk.lose_journal()
    desk.begin(lambda script: script.up_to_signed()[:-4])
    answer = desk.sits(LYSORIA, Duty.SIGNATORY).post("/journal/sign/", follow=True)
    assert "NOT SIGNED" in answer.text


def opened(script: Script) -> list[Statement]:
    """The round is open, and the seats are taken; no key is confirmed."""
    return list(script.opening())[:5]


def test_a_key_is_confirmed_by_the_fingerprint_that_was_heard_and_by_no_other(desk: Desk) -> None:
    desk.begin(opened)
    client = desk.sits(SAHLAN, Duty.FACILITATOR)
    wrong = client.post(f"/journal/seats/confirm/{LYSORIA}/", {"fingerprint": KEYS[TORVENIA].public.fingerprint})
    assert wrong.status_code == 422
    assert "This is not the fingerprint" in wrong.text
    assert KEYS[TORVENIA].public.fingerprint in wrong.text, "what was typed is not lost"
    right = client.post(f"/journal/seats/confirm/{LYSORIA}/", {"fingerprint": KEYS[LYSORIA].public.fingerprint})
    sign(client, right)
    assert desk.round.agreement.seats[LYSORIA].confirmed_by == (SAHLAN,)
