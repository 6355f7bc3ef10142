"""Files handed in: none too large is taken, none stays when nobody needs it any more."""

from __future__ import annotations

import asyncio
import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from asgiref.sync import async_to_sync
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client
from django.utils import timezone
from kit.desk import Desk
from kit.table import LYSORIA, SAHLAN, TORVENIA, Script

from wayhome.acts import Statement
from wayhome.desk.asgi import application
from wayhome.desk.compartments.kept import within
from wayhome.desk.jobs.models import Job
from wayhome.desk.jobs.worker import clear, run, take
from wayhome.desk.seats.models import Duty

LIST = b"id,surname\nX1,Name\n"
LONG_AGO = 2 * 24 * 3600


def opened(script: Script) -> list[Statement]:
    """The round is open, and every key confirmed."""
    return list(script.opening())


def kept(desk: Desk) -> list[Path]:
    """The files that lie in uploads."""
    return [path for path in (desk.folder / "uploads").rglob("*") if path.is_file()]


def grow_old(desk: Desk) -> None:
    """Make everything in uploads as old as if it had come two days ago."""
    for path in (desk.folder / "uploads").iterdir():
        moment = path.stat().st_mtime - LONG_AGO
        os.utime(path, (moment, moment))


def hand_in_for_tracing(client: Client, held: bytes = LIST) -> int:
    """Hand in two lists; return the number of the job."""
    files = {"sought": SimpleUploadedFile("s.csv", LIST), "held": SimpleUploadedFile("h.csv", held)}
    answer = client.post("/pairs/", {"home": LYSORIA, "holder": TORVENIA, **files})
    return int(answer.headers["Location"].strip("/").rpartition("/")[2])


@pytest.fixture
def facilitator(desk: Desk) -> Client:
    """Sahlan's facilitator."""
    desk.begin(opened)
    return desk.sits(SAHLAN, Duty.FACILITATOR)


def test_a_job_that_failed_by_its_files_keeps_none_and_is_not_offered_again(desk: Desk, facilitator: Client) -> None:
    number = hand_in_for_tracing(facilitator, b"\x00\x01")
    assert len(kept(desk)) == 2
    run(number)
    page = facilitator.get(f"/jobs/{number}/").text
    assert "The list of people held can&#x27;t be read" in page
    assert "Run it again" not in page
    assert kept(desk) == []
    facilitator.post(f"/jobs/{number}/again/")
    assert take() is None


def test_a_stopped_job_keeps_its_files_for_a_week(desk: Desk, facilitator: Client) -> None:
    number = hand_in_for_tracing(facilitator)
    facilitator.post(f"/jobs/{number}/stop/")
    grow_old(desk)
    clear()
    assert len(kept(desk)) == 2
    assert "Run it again" in facilitator.get(f"/jobs/{number}/").text
    with within(desk.delegations[SAHLAN]):
        Job.objects.filter(pk=number).update(ended_at=timezone.now() - timedelta(days=8))
    clear()
    assert kept(desk) == []
    assert "Run it again" not in facilitator.get(f"/jobs/{number}/").text


def test_what_nobody_names_is_removed_and_what_somebody_looks_at_stays(desk: Desk, facilitator: Client) -> None:
    facilitator.post("/register/", {"kind": "held", "given_by": LYSORIA, "file": SimpleUploadedFile("list.csv", LIST)})
    number = take()
    assert number is not None
    run(number)
    before = kept(desk)
    assert len(before) == 4, "the file, and what was read of it"
    orphan = desk.folder / "uploads" / "0123.csv"
    orphan.write_bytes(LIST)
    grow_old(desk)
    young = desk.folder / "uploads" / "4567.csv"
    young.write_bytes(LIST)
    clear()
    assert sorted(kept(desk)) == sorted([*before, young])


PAGES = [
    ("/pairs/", "held", {"home": LYSORIA, "holder": TORVENIA}),
    ("/register/", "file", {"kind": "held", "given_by": LYSORIA}),
    ("/inquiries/references/", "references", {}),
    ("/package/plans/pool/", "references", {}),
]


@pytest.mark.parametrize(("path", "name", "given"), PAGES)
def test_no_file_larger_than_a_list_is_kept(
    desk: Desk, facilitator: Client, settings: Any, path: str, name: str, given: dict[str, str]
) -> None:
    settings.LARGEST_LIST = 50
    answer = facilitator.post(path, {**given, name: SimpleUploadedFile("list.csv", LIST + b"X2,N\n" * 20)})
    assert answer.status_code == 422
    assert "larger than a list may be" in answer.text
    assert not (desk.folder / "uploads").exists()


class Uploading:
    """A browser that uploads, seen from the server: how much it was asked for, and what it was answered."""

    def __init__(self, said: int | None, pieces: int) -> None:
        headers = [(b"host", b"testserver"), (b"content-type", b"multipart/form-data; boundary=x")]
        self.headers = headers + ([(b"content-length", b"%d" % said)] if said is not None else [])
        self.left = pieces
        self.status, self.body = 0, b""

    async def receive(self) -> dict[str, Any]:
        """The next piece of a thousand bytes; after the last one, nothing any more."""
        if self.left <= 0:
            await asyncio.Event().wait()
        self.left -= 1
        return {"type": "http.request", "body": bytes(1000), "more_body": self.left > 0}

    async def send(self, message: dict[str, Any]) -> None:
        """What the desk answers."""
        self.status = message.get("status", self.status)
        self.body += message.get("body", b"")

    def upload(self) -> None:
        """Upload it all, as one request after which the test's connection stays open."""
        scope = {"type": "http", "method": "POST", "path": "/register/", "query_string": b"", "headers": self.headers}
        for signal in (request_started, request_finished):
            signal.disconnect(close_old_connections)
        try:
            async_to_sync(application)({**scope, "http_version": "1.1"}, self.receive, self.send)
        finally:
            for signal in (request_started, request_finished):
                signal.connect(close_old_connections)


@pytest.mark.django_db
def test_what_says_that_it_is_too_large_is_not_kept_and_told_so(settings: Any, tmp_path: Path) -> None:
    settings.LARGEST_UPLOAD, settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 5000, 1000
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path / "nowhere")  # whoever wrote anything there would fail
    uploading = Uploading(20_000, 20)
    uploading.upload()
    assert uploading.status == 413
    assert b"larger than a list may be" in uploading.body
    assert uploading.left == 0


@pytest.mark.django_db
def test_what_turns_out_to_be_too_large_is_cut_off(settings: Any) -> None:
    settings.LARGEST_UPLOAD = 5000
    uploading = Uploading(None, 20)
    uploading.upload()
    assert uploading.status == 0
    assert uploading.left == 14
