"""The real worker, killed in the middle of a job: the job is found, offered again, and ends as an undisturbed one."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from kit.browser import Served, served
from kit.working import Database, Person, awaited, held, kill, parent_of

FACILITATOR, SEAT = "sahlan-facilitator", "Sahlan"
HEADER = "id,surname,given_names,patronymic,birth_date,category,facility\n"
LARGE = HEADER + "".join(
    f"N{n},Name{n % 997},Given{n % 89},,{1960 + n % 40},prisoner_of_war,Camp {n % 7}\n" for n in range(10_020)
)
"""More rows than are written in one step."""
SOUGHT = HEADER + "".join(f"Q{n},Коваленко{n},Андрій,Іванович,19{60 + n}-01-01,,\n" for n in range(30))
HELD = HEADER + "".join(f"W{n},Коваленко{n},Андрей,Иванович,19{60 + n}-01-01,,\n" for n in range(30))


@pytest.fixture(scope="module")
def desk(story: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The invented round's desk, served, with its worker beside it."""
    with served(tmp_path_factory.mktemp("worker") / "desk", story) as running:
        yield running


@pytest.fixture(scope="module")
def database(desk: Served) -> Iterator[Database]:
    """Its database."""
    with closing(Database(desk)) as opened:
        yield opened


@pytest.fixture(scope="module")
def facilitator(desk: Served) -> Person:
    """Whoever asks for the jobs."""
    return Person(desk, FACILITATOR)


def number_in(address: str) -> int:
    """The number in the address of a job or of what it made."""
    found = re.search(r"/(\d+)/", address)
    assert found, address
    return int(found[1])


def is_found(facilitator: Person, job: int) -> None:
    """A job whose process is gone is found, offered on its page, and carried on when somebody asks."""
    assert facilitator.end_of(job) == "interrupted"
    assert "Run it again" in facilitator.get(f"/jobs/{job}/")
    facilitator.post(f"/jobs/{job}/again/")
    assert facilitator.end_of(job) == "done"


def list_handed_in(facilitator: Person, kind: str, party: str) -> int:
    """Hand in the large list; return the number of the job that reads it."""
    given = {"kind": kind, "given_by": party, "file": SimpleUploadedFile("list.csv", LARGE.encode())}
    return number_in(facilitator.post("/register/", given))


def version_of(facilitator: Person, job: int) -> int:
    """The version that a reading has read."""
    found = re.search(r'href="/register/version/(\d+)/"', facilitator.get(f"/jobs/{job}/"))
    assert found
    return int(found[1])


def registered(database: Database, kind: str, party: str) -> list[tuple[Any, ...]]:
    """Everybody on one of the facilitator's lists, and how many its places hold."""
    of = f"on_id IN (SELECT id FROM register_list WHERE kind = '{kind}' AND given_by = '{party}')"
    people = f"SELECT list_id, first, last, content FROM register_person WHERE {of} ORDER BY list_id"
    counts = f"SELECT what, value, people FROM register_counted WHERE {of} ORDER BY what, value"
    return database.rows(people, SEAT) + database.rows(counts, SEAT)


@contextmanager
def that_never_comes(desk: Served, name: str) -> Iterator[None]:
    """Of what was read last, have one file not come, as on a disk that hangs: whoever reads it waits."""
    last = max((desk.folder / "uploads").glob("*.read"), key=lambda folder: folder.stat().st_mtime_ns)
    file, aside = last / name, last / "aside"
    file.rename(aside)
    os.mkfifo(file)
    try:
        yield
    finally:
        aside.replace(file)


def test_an_import_stopped_and_killed_is_carried_on_and_nobody_is_lost_or_doubled(
    desk: Served, facilitator: Person, database: Database
) -> None:
    undisturbed = list_handed_in(facilitator, "held", "Lysoria")
    assert facilitator.end_of(undisturbed) == "done"
    job = number_in(facilitator.post(f"/register/version/{version_of(facilitator, undisturbed)}/take/"))
    assert facilitator.end_of(job) == "done"
    reading = list_handed_in(facilitator, "held", "Torvenia")
    with held(database, reading):
        assert facilitator.told(reading)["state"] == "running"
        facilitator.post(f"/jobs/{reading}/stop/")
    assert facilitator.end_of(reading) == "stopped"
    facilitator.post(f"/jobs/{reading}/again/")
    with held(database, reading) as process:
        kill(parent_of(process))
    is_found(facilitator, reading)
    with that_never_comes(desk, "leaving"):
        job = number_in(facilitator.post(f"/register/version/{version_of(facilitator, reading)}/take/"))
        process = awaited(lambda: (row := database.job(job)).done == 10_020 and row.process)
        kill(parent_of(process), process)
        assert facilitator.end_of(job) == "interrupted"
    assert facilitator.get("/register/").count(">10020<") == 1, "nobody sees a version that is not taken in whole"
    is_found(facilitator, job)
    people = registered(database, "held", "Lysoria")
    assert len([row for row in people if row[0].startswith("N")]) == 10_020
    assert registered(database, "held", "Torvenia") == people


def tracing(facilitator: Person, home: str, holder: str) -> int:
    """Ask for a tracing; return its number."""
    files = {"sought": SimpleUploadedFile("s.csv", SOUGHT.encode()), "held": SimpleUploadedFile("h.csv", HELD.encode())}
    return number_in(facilitator.post("/pairs/", {"home": home, "holder": holder, **files}))


def pairs(database: Database, home: str) -> list[tuple[Any, ...]]:
    """The pairs of the tracing, as the facilitator keeps them."""
    columns = "sought_id, held_id, probability, verdict, worth"
    where = f"WHERE home = '{home}' AND sought_id LIKE 'Q%'"
    return database.rows(f"SELECT {columns} FROM pairs_pair {where} ORDER BY sought_id, held_id", SEAT)


def test_a_tracing_killed_or_stopped_proposes_what_an_undisturbed_one_proposes(
    desk: Served, facilitator: Person, database: Database
) -> None:
    assert facilitator.end_of(tracing(facilitator, "Lysoria", "Torvenia")) == "done"
    job = tracing(facilitator, "Torvenia", "Lysoria")
    with held(database, job):
        assert facilitator.told(job)["says"] == "reading the lists"
        facilitator.post(f"/jobs/{job}/stop/")
    assert facilitator.end_of(job) == "stopped"
    assert pairs(database, "Torvenia") == []
    facilitator.post(f"/jobs/{job}/again/")
    with held(database, job) as process:
        kill(parent_of(process))
    is_found(facilitator, job)
    assert pairs(database, "Torvenia") == pairs(database, "Lysoria") != []


def plans(database: Database) -> list[tuple[Any, ...]]:
    """The facilitator's plans: what each says, without what is drawn at random."""
    return database.rows("SELECT document, faults, early FROM package_plan ORDER BY id", SEAT)


def test_planning_killed_makes_one_plan_the_same_as_an_undisturbed_one(facilitator: Person, database: Database) -> None:
    before = len(plans(database))
    assert facilitator.end_of(number_in(facilitator.post("/package/plans/ask/"))) == "done"
    job = number_in(facilitator.post("/package/plans/ask/"))
    with held(database, job) as process:
        assert "≤" in facilitator.told(job)["says"]
        kill(process)
    is_found(facilitator, job)
    undisturbed, again = plans(database)[before:]
    assert [bytes(again[0]), *again[1:]] == [bytes(undisturbed[0]), *undisturbed[1:]]
    job = number_in(facilitator.post("/package/plans/ask/"))
    with held(database, job):
        facilitator.post(f"/jobs/{job}/stop/")
    assert facilitator.end_of(job) == "done", "whoever stops a plan gets the best so far"
    assert len(plans(database)) == before + 3


def test_a_verification_under_way_when_the_desk_ends_is_offered_by_the_next(
    desk: Served, facilitator: Person, database: Database
) -> None:
    undisturbed, stopped, job = (number_in(facilitator.post("/journal/verify/")) for _ in range(3))
    assert facilitator.end_of(undisturbed) == "done"
    with held(database, stopped):
        assert facilitator.told(stopped)["percent"] == 0
        facilitator.post(f"/jobs/{stopped}/stop/")
    assert facilitator.end_of(stopped) == "stopped"
    assert desk.process is not None
    with held(database, job), facilitator.watching(job) as words:
        assert next(words)["state"] == "running"
        desk.process.terminate()
        desk.process.wait(timeout=30)
    with served(desk.folder, WAYHOME_DEMO="1") as next_desk:
        next_desk.links = desk.links
        is_found(Person(next_desk, FACILITATOR), job)
    results = [database.rows(f"SELECT result FROM jobs_job WHERE id = {each}")[0][0] for each in (undisturbed, job)]
    once, again = (re.sub(r"/verified/\d+/", "", str(result)) for result in results)
    assert once == again
    assert "root" in once
