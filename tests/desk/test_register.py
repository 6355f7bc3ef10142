"""The register: a list handed in, looked at, taken in; its versions; a person's page; nobody else sees anything."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from kit.desk import AUDITORS, STRANGERS, Desk
from kit.english import english, english_text
from kit.table import LYSORIA, OBSERVER, SAHLAN, TORVENIA, Script

from wayhome.acts import Statement
from wayhome.desk.compartments.kept import within
from wayhome.desk.jobs.kinds import Progress
from wayhome.desk.jobs.models import Job
from wayhome.desk.jobs.worker import run, take
from wayhome.desk.register import taking, views
from wayhome.desk.register.models import Known, List, Person, Version
from wayhome.desk.seats.models import Duty

PAGE = "/register/"
HEADER = "id,surname,given_names,patronymic,birth_date,category,facility,medical\n"
FIRST = (
    HEADER
    + "H1,Мельниченко,Сергій,Олегович,1991-04-12,prisoner_of_war,Camp Osyka,\n"
    + "H2,Kovalenko,Andrii,,1990-01-01,civilian_detainee,Camp Verba,\n"
    + "H3,محمد,سالم,,1988,prisoner_of_war,Camp Osyka,seriously_wounded_or_sick\n"
    + "H4,,,,1988-01-01,prisoner_of_war,Camp Osyka,\n"
    + "H5,Гнатюк,Олег,,1988-02-31,prisoner_of_war,Camp Osyka,\n"
)
SECOND = (
    HEADER
    + "H1,Мельниченко,Сергій,Олегович,1991-04-12,prisoner_of_war,Camp Verba,\n"
    + "H3,محمد,سالم,,1988,prisoner_of_war,Camp Osyka,seriously_wounded_or_sick\n"
    + "H5,Гнатюк,Олег,,,prisoner_of_war,Camp Osyka,\n"
    + "H6,Чорний,Лев,,1979,prisoner_of_war,Camp Osyka,\n"
)


def opened(script: Script) -> list[Statement]:
    """The round is open, and every key confirmed."""
    return list(script.opening())


def worked() -> Job:
    """The worker does the job that waits."""
    number = take()
    assert number is not None
    run(number)
    from django_scopes import scopes_disabled

    with scopes_disabled():
        return Job.objects.get(pk=number)


def hand_in(client: Client, text: str | bytes, kind: str = "held", name: str = "list.csv", **more: str) -> str:
    """Hand in a list and have it read; return the address of its preview."""
    content = text if isinstance(text, bytes) else text.encode()
    answer = client.post(PAGE, {"kind": kind, "file": SimpleUploadedFile(name, content), **more})
    assert answer.status_code == 302, answer.text
    job = worked()
    assert job.state == Job.State.DONE
    return job.result["address"]


def taken_in(client: Client, text: str, **more: str) -> str:
    """Hand in a list, have it read and taken in; return the address of the version."""
    address = hand_in(client, text, **more)
    client.post(f"{address}take/")
    assert worked().state == Job.State.DONE
    return address


@pytest.fixture
def officer(desk: Desk) -> Client:
    """Lysoria's list officer."""
    desk.begin(opened)
    return desk.sits(LYSORIA, Duty.LIST_OFFICER)


def people(desk: Desk, seat: str = LYSORIA) -> list[Person]:
    """Every row of a delegation's register."""
    with within(desk.delegations[seat]):
        return list(Person.objects.order_by("list_id", "first"))


def person_page(client: Client, list_id: str, number: int = 1) -> str:
    """The address of a person's page."""
    rows = re.findall(r'<tr><th scope="row"><a href="(/register/person/\d+/)">.*?</tr>', _list(client).text)
    texts = re.findall(r'<tr><th scope="row"><a href="/register/person/\d+/">.*?</tr>', _list(client).text)
    return next(row for row, text in zip(rows, texts, strict=True) if f"<bdi>{list_id}</bdi>" in text)


def _list(client: Client):
    front = client.get(PAGE).text
    return client.get(re.search(r'href="(/register/\d+/)"', front)[1])


def look(client: Client, words: str, how: str = "begins", **filters: str) -> str:
    """What the list shows of whom somebody looks for."""
    front = client.get(PAGE).text
    address = re.search(r'href="(/register/\d+/)"', front)[1]
    answer = client.post(address, {"words": words, "how": how, **filters})
    assert answer.status_code == 302, answer.text
    assert answer.headers["Location"] == address, "no name stands in an address"
    return client.get(address).text.partition("<tbody>")[2]


def test_it_works(officer: Client) -> None:
    page = officer.get(PAGE)
    assert page.status_code == 200
    assert "Hand in a list" in page.text


def test_the_preview_explains_whatever_could_not_be_read_and_takes_nobody_in(desk: Desk, officer: Client) -> None:
    page = officer.get(hand_in(officer, FIRST)).text
    assert "a surname or a service number" in page  # expected
    assert "write the one that is known, or delete the row" in page  # how to mend it
    assert "1988-02-31" in page
    assert "person stays, cell not stated" in page
    assert "Take this version in" in page
    assert not people(desk)


def test_the_rejected_rows_come_back_as_a_file_to_be_mended(officer: Client) -> None:
    file = officer.get(f"{hand_in(officer, FIRST)}rejected/")
    text = file.content.decode("utf-8-sig")
    assert text.startswith("why this row was not read,id,surname")
    assert "H4,,,,1988-01-01" in text
    assert "H1" not in text
    assert "list.csv, row 5" in text
    mended = "\r\n".join(line.replace("H4,,", "H4,Берест,") for line in text.split("\r\n"))
    assert "Rows rejected</dt><dd>0" in officer.get(hand_in(officer, mended)).text


def test_a_version_is_taken_in_and_the_file_is_gone(desk: Desk, officer: Client) -> None:
    address = taken_in(officer, FIRST)
    page = officer.get(address).text
    assert "Version 1" in page
    assert "a surname or a service number" in page, "what was rejected stays to be seen"
    assert [person.list_id for person in people(desk)] == ["H1", "H2", "H3", "H5"]
    assert not list((desk.folder / "uploads").iterdir())
    assert officer.post(f"{address}discard/").status_code == 404


def test_a_discarded_file_leaves_nothing(desk: Desk, officer: Client) -> None:
    officer.post(f"{hand_in(officer, FIRST)}discard/")
    assert not people(desk)
    assert not list((desk.folder / "uploads").iterdir())
    with within(desk.delegations[LYSORIA]):
        assert not Version.objects.exists()


def test_headers_that_nobody_knows_can_be_named(officer: Client) -> None:
    address = hand_in(officer, "Позивний;Хто\nB1;Берест Олег Іванович\n")
    page = officer.get(address).text
    assert "It can't be read as a list" in page
    assert "Позивний" in page
    answer = officer.post(f"{address}columns/", {"column-0": "id", "column-1": "full_name"})
    assert answer.status_code == 302
    worked()
    page = officer.get(address).text
    assert "Surname, given names, patronymic in one" in page
    assert "People</dt><dd>1" in page


def test_a_column_there_is_not_is_refused_and_the_page_says_so(officer: Client) -> None:
    answer = officer.post(f"{hand_in(officer, FIRST)}columns/", {"column-0": "photograph"})
    assert answer.status_code == 422
    assert "There is something to mend" in answer.text


@pytest.mark.parametrize("content", [b"%PDF-1.7", b"", b"\x00\xff\x00", "ні, це не список".encode()])
def test_what_is_no_list_is_said_to_be_none(officer: Client, content: bytes) -> None:
    if not content:
        answer = officer.post(PAGE, {"kind": "held", "file": SimpleUploadedFile("list.csv", content)})
        assert answer.status_code == 422
        return
    page = officer.get(hand_in(officer, content)).text
    assert "read as a list" in page
    assert "Take this version in" not in page


def test_a_file_too_large_is_refused_and_not_kept(desk: Desk, officer: Client, settings) -> None:
    settings.LARGEST_LIST = 50
    answer = officer.post(PAGE, {"kind": "held", "file": SimpleUploadedFile("list.csv", FIRST.encode())})
    assert answer.status_code == 422
    assert "larger than a list may be" in answer.text
    assert not (desk.folder / "uploads").exists()


def test_a_file_is_read_by_the_worker_alone(desk: Desk, officer: Client) -> None:
    officer.post(PAGE, {"kind": "held", "file": SimpleUploadedFile("list.csv", FIRST.encode())})
    with within(desk.delegations[LYSORIA]):
        assert Version.objects.get().state == Version.State.HANDED_IN
    (file,) = (desk.folder / "uploads").iterdir()
    assert file.read_bytes() == FIRST.encode()
    assert file.stat().st_mode & 0o077 == 0
    assert "read_list(" not in Path(views.__file__).read_text(encoding="utf-8")


def test_the_next_version_shows_what_is_new_changed_and_gone_and_writes_only_that(desk: Desk, officer: Client) -> None:
    taken_in(officer, FIRST)
    preview = hand_in(officer, SECOND)
    page = officer.get(preview).text
    for words in ("New</dt><dd>1", "Changed</dt><dd>1", "Gone</dt><dd>1"):
        assert words in page
    assert "Camp Osyka" in page.partition("What differs")[2]
    assert _list(officer).text.count("Camp Verba</bdi>") == 1, "nothing is taken in yet"
    officer.post(f"{preview}take/")
    worked()
    rows = people(desk)
    assert [(row.list_id, row.first) for row in rows] == [
        ("H1", 1), ("H1", 2), ("H2", 1), ("H3", 1), ("H5", 1), ("H6", 2),
    ]  # fmt: skip
    assert "Kovalenko" not in _list(officer).text.partition("<tbody>")[2]


def test_two_versions_are_compared(officer: Client) -> None:
    taken_in(officer, FIRST)
    taken_in(officer, SECOND)
    front = officer.get(PAGE).text
    address = re.search(r'href="(/register/\d+/)"', front)[1] + "differences/"
    for kind, name in (("new", "Чорний"), ("changed", "Мельниченко"), ("gone", "Kovalenko")):
        page = officer.get(address, {"earlier": 1, "later": 2, "kind": kind}).text
        assert name in page
        assert page.count("/register/person/") == 1
    changed = officer.get(address, {"earlier": 1, "later": 2, "kind": "changed"}).text
    assert "Place held: <bdi>Camp Osyka</bdi> → <bdi>Camp Verba</bdi>" in changed


def test_a_file_read_before_another_version_came_is_not_taken_in(desk: Desk, officer: Client) -> None:
    waiting = hand_in(officer, FIRST)
    taken_in(officer, SECOND)
    assert "Have it read again" in officer.get(waiting).text
    officer.post(f"{waiting}take/")
    job = worked()
    assert job.state == Job.State.FAILED
    assert "have this file read again" in job.says
    assert {person.list_id for person in people(desk)} == {"H1", "H3", "H5", "H6"}


def test_a_killed_import_is_run_again_and_nothing_stands_twice(
    desk: Desk, officer: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(taking, "_AT_ONCE", 2)
    officer.post(f"{hand_in(officer, FIRST)}take/")
    number = take()
    assert number is not None
    said = Progress.__call__

    def killed(self: Progress, done: int, of: int = 0, says: str = "") -> None:
        if done == 2:
            raise KeyboardInterrupt
        said(self, done, of, says)

    monkeypatch.setattr(Progress, "__call__", killed)
    with pytest.raises(KeyboardInterrupt):
        run(number)
    monkeypatch.setattr(Progress, "__call__", said)
    assert "Мельниченко" not in _list(officer).text, "nobody sees half a version"
    assert len(people(desk)) == 2
    with within(desk.delegations[LYSORIA]):
        Job.objects.filter(pk=number).update(state=Job.State.INTERRUPTED)
    officer.post(f"/jobs/{number}/again/")
    assert worked().state == Job.State.DONE
    assert [person.list_id for person in people(desk)] == ["H1", "H2", "H3", "H5"]


def test_a_persons_page_tells_what_stands_how_it_came_about_and_who_has_looked(desk: Desk, officer: Client) -> None:
    taken_in(officer, FIRST)
    taken_in(officer, SECOND)
    address = person_page(officer, "H1")
    officer.get(address)
    page = officer.get(address).text
    assert "prisoner of war" in page
    assert "Place held: <bdi>Camp Osyka</bdi> → <bdi>Camp Verba</bdi>" in page
    seen = page.partition("Who has seen this page")[2]
    assert seen.count(desk.member(LYSORIA, Duty.LIST_OFFICER).name) == 2


def test_a_persons_page_says_what_the_journal_says(desk: Desk) -> None:
    desk.begin(lambda script: script.up_to_signed())
    officer = desk.sits(LYSORIA, Duty.LIST_OFFICER)
    taken_in(officer, FIRST)
    reference = next(iter(desk.round.agreement.signed))
    with within(desk.delegations[LYSORIA]):
        Known(reference=reference, name="Мельниченко", kind="held", list_id="H1").save()
    page = officer.get(person_page(officer, "H1")).text
    assert reference in page
    assert "in the signed package" in page
    assert "knows this person by no reference" in officer.get(person_page(officer, "H2")).text


def test_the_facilitator_names_who_gave_a_list(desk: Desk) -> None:
    desk.begin(opened)
    facilitator = desk.sits(SAHLAN, Duty.FACILITATOR)
    refused = facilitator.post(PAGE, {"kind": "held", "file": SimpleUploadedFile("list.csv", FIRST.encode())})
    assert refused.status_code == 422
    taken_in(facilitator, FIRST, given_by=TORVENIA)
    assert f"given by <bdi>{TORVENIA}</bdi>" in facilitator.get(PAGE).text
    assert desk.sits(OBSERVER, Duty.OBSERVER).get(PAGE).status_code == 200


def test_nobody_else_sees_a_list_a_version_or_a_person(desk: Desk, officer: Client) -> None:
    version = taken_in(officer, FIRST)
    with within(desk.delegations[LYSORIA]):
        roll = List.objects.get()
    pages = [
        f"/register/{roll.pk}/",
        f"/register/{roll.pk}/versions/",
        f"/register/{roll.pk}/differences/",
        version,
        f"{version}rejected/",
        person_page(officer, "H1"),
    ]
    for page in pages:
        assert officer.get(page).status_code == 200
    others = [
        (TORVENIA, Duty.LIST_OFFICER), (STRANGERS, Duty.LIST_OFFICER),
        (SAHLAN, Duty.FACILITATOR), (OBSERVER, Duty.OBSERVER),
    ]  # fmt: skip
    for seat, duty in others:
        client = desk.sits(seat, duty)
        assert [client.get(page).status_code for page in pages] == [404] * len(pages)
        assert client.post(pages[0], {"words": "Мельниченко"}).status_code == 404
        assert client.post(f"{version}discard/").status_code == 404
        assert "/register/person/" not in client.get(PAGE).text
    for seat, duty in ((AUDITORS, Duty.AUDITOR), (LYSORIA, Duty.SIGNATORY), (LYSORIA, Duty.PRESS)):
        assert desk.sits(seat, duty).get(PAGE).status_code == 403
        assert desk.sits(seat, duty).get(pages[-1]).status_code == 403


LIST = (
    HEADER
    + "S1,Мельниченко,Сергій,Олегович,1991-04-12,prisoner_of_war,Camp Osyka,\n"
    + "S2,Melnychuk,Oleh,,1990,civilian_detainee,Camp Verba,child\n"
    + "S3,Ковальов,Іван,,1990,prisoner_of_war,Camp Osyka,\n"
    + "S4,Іванов,Петро,,1990,prisoner_of_war,Camp Osyka,\n"
    + "S5,Ивановский,Пётр,,1990,prisoner_of_war,Camp Osyka,\n"
    + "S6,محمد,سالم,,1988,prisoner_of_war,Camp Osyka,\n"
    + "S7,Чорний,Лев,,1979,prisoner_of_war,Camp Osyka,seriously_wounded_or_sick\n"
)


@pytest.mark.parametrize(
    ("words", "how", "expected"),
    [
        ("Мельнич", "begins", {"S1", "S2"}),
        ("Melnichenko", "begins", {"S1"}),
        ("melny", "begins", {"S1", "S2"}),
        ("Сергей Мельниченко", "begins", {"S1"}),
        ("Мельн Олег", "begins", {"S1", "S2"}),
        ("Ковальо", "begins", {"S3"}),
        ("Ковалёв", "begins", {"S3"}),
        ("Иванов", "begins", {"S4", "S5"}),
        ("محم", "begins", {"S6"}),
        ("Muhammad", "begins", set()),
        ("Muhammad", "sounds", {"S6"}),
        ("Мухаммед", "sounds", {"S6"}),
        ("محمود", "sounds", {"S6"}),
        ("Милначинко", "sounds", {"S1"}),
        ("Мельничннко", "letter", {"S1", "S2"}),
        ("Мельнченко", "letter", {"S1"}),
        ("Chorniy", "letter", {"S7"}),
        ("Чорнй", "letter", {"S7"}),
        ("", "begins", {"S1", "S2", "S3", "S4", "S5", "S6", "S7"}),
        ("100%_", "begins", {"S1", "S2", "S3", "S4", "S5", "S6", "S7"}),
    ],
)
def test_people_are_found_by_name_in_any_alphabet(officer: Client, words: str, how: str, expected: set[str]) -> None:
    taken_in(officer, LIST)
    page = look(officer, words, how)
    assert {f"S{n}" for n in range(1, 8) if f"<bdi>S{n}</bdi>" in page} == (expected if words != "100%_" else set())


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"category": "civilian_detainee"}, {"S2"}),
        ({"place": "Camp Verba"}, {"S2"}),
        ({"medical": "seriously_wounded_or_sick"}, {"S7"}),
        ({"medical": "child", "place": "Camp Osyka"}, set()),
    ],
)
def test_people_are_found_by_category_place_and_condition(
    officer: Client, filters: dict[str, str], expected: set[str]
) -> None:
    taken_in(officer, LIST)
    page = look(officer, "", **filters)
    assert {f"S{n}" for n in range(1, 8) if f"<bdi>S{n}</bdi>" in page} == expected


def test_a_filter_there_is_not_keeps_what_was_typed(officer: Client) -> None:
    taken_in(officer, LIST)
    address = re.search(r'href="(/register/\d+/)"', officer.get(PAGE).text)[1]
    answer = officer.post(address, {"words": "Чорний", "category": "hostage"})
    assert answer.status_code == 422
    assert "Чорний" in answer.text


@pytest.mark.parametrize("how", ["begins", "sounds", "letter"])
def test_pages_follow_one_another_until_everybody_was_shown_once(officer: Client, how: str) -> None:
    taken_in(officer, HEADER + "".join(f"N{n},Мельник,Олег{'и' * (n % 3)},,,,,\n" for n in range(120)))
    look(officer, "Мельник", how)
    shown: list[str] = []
    address: str | None = re.search(r'href="(/register/\d+/)"', officer.get(PAGE).text)[1]
    front = address
    while address:
        page = officer.get(address).text
        shown += re.findall(r"<bdi>(N\d+)</bdi>", page)
        following = re.search(r'href="(\?after=\d+)"', page)
        address = front + following[1] if following else None
    assert len(shown) == 120
    assert set(shown) == {f"N{n}" for n in range(120)}


BAD = (
    "id,surname,birth_date,sex,category,medical,service_number,Notes\n"
    + 'H1,"Kovar,1990-01-01,,,,\n'
    + "H2,Sovak,1990-02-31,,,,,\n"
    + "H3,Dub,1990-00-01,ж?,civilian,wounded,,\n"
    + "H4,Verba,01/02/1990,,,,1.2E+11,\n"
    + "H5,#REF!,01.02.90,,,,,\n"
    + "H6,Osyka,40000,,,,,,,\n"
    + "H7,,1900-01-01,,,,,\n"
    + "H8,Lypa,3000,,,,,\n"
    + ",Klen,sometime,,,,,\n"
    + "H9,Klen,,,,,,\n"
    + "H9,Buk,,,,,,\n"
)
WORDS = {
    "uk": ("прізвище або особистий номер", "день, який існує", "чому цей рядок не прочитано"),
    "ru": ("фамилия или личный номер", "день, который существует", "почему эта строка не прочитана"),
    "ar": ("اسم العائلة أو الرقم العسكري", "يوم موجود في التقويم", "لماذا لم يقرأ هذا الصف"),
}


@pytest.mark.parametrize("language", WORDS)
def test_a_bad_list_is_explained_in_its_readers_language(desk: Desk, officer: Client, language: str) -> None:
    officer.post("/seat/language/", {"language": language})
    address = hand_in(officer, BAD)
    page = officer.get(address).text
    who, day, why = WORDS[language]
    assert who in page
    assert day in page
    assert english(page) == []
    file = officer.get(f"{address}rejected/").content.decode("utf-8-sig")
    assert file.startswith(why)
    assert who in file
    reasons = [row[0] for row in csv.reader(io.StringIO(file))]
    assert len(reasons) > 5
    assert [found for each in reasons for found in english_text(each)] == []


@pytest.mark.parametrize("language", WORDS)
@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.7",
        b"\x00\xff\x00",
        b"name,rank\nKovar,private\n",
        b"PK\x03\x04",
        b"alpha;beta\nx;y\n",
        b"<html></html>",
    ],
)
def test_what_is_no_list_is_said_to_be_none_in_its_readers_language(
    officer: Client, language: str, content: bytes
) -> None:
    officer.post("/seat/language/", {"language": language})
    assert english(officer.get(hand_in(officer, content)).text) == []


def test_a_list_is_explained_to_each_reader_in_their_own_language(officer: Client) -> None:
    address = hand_in(officer, BAD)
    assert "a surname or a service number" in officer.get(address).text
    officer.post("/seat/language/", {"language": "ar"})
    assert WORDS["ar"][0] in officer.get(address).text


@pytest.mark.parametrize("language", WORDS)
def test_work_is_named_and_its_failure_told_in_the_language_of_whoever_asked(officer: Client, language: str) -> None:
    waiting = hand_in(officer, FIRST)
    taken_in(officer, SECOND)
    officer.post("/seat/language/", {"language": language})
    officer.post(f"{waiting}take/")
    job = worked()
    assert job.state == Job.State.FAILED
    for address in (f"/jobs/{job.pk}/", "/jobs/"):
        page = officer.get(address).text
        assert "take_in_list" not in page
        assert english(page) == []
