"""A served desk's jobs: asked for through HTTP, and their processes held still, killed and let go on."""

from __future__ import annotations

import json
import os
import re
import signal
import sqlite3
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.cookiejar import CookieJar
from time import monotonic
from typing import Any, NamedTuple, TypeVar
from urllib.parse import urlsplit
from urllib.request import HTTPCookieProcessor, OpenerDirector, Request, build_opener

import psycopg
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from kit.browser import Served

LONGEST = 40
"""Seconds after which something that should have happened is taken not to happen any more."""
_Found = TypeVar("_Found")


def awaited(look: Callable[[], _Found]) -> _Found:
    """What ``look`` finds, once it finds something. Raises AssertionError where that takes too long."""
    end = monotonic() + LONGEST
    while monotonic() < end:
        if found := look():
            return found
    raise AssertionError("it took too long")


@dataclass
class Person:
    """Somebody at a served desk without a browser: signed in by link where they are named."""

    desk: Served
    name: str = ""
    _opener: OpenerDirector = field(default_factory=lambda: build_opener(HTTPCookieProcessor(CookieJar())))

    def __post_init__(self) -> None:
        if self.name:
            self.get(urlsplit(self.desk.links[self.name]).path)

    def get(self, path: str) -> str:
        """A page."""
        with self._opener.open(self.desk.address + path, timeout=LONGEST) as answer:
            text: str = answer.read().decode()
            return text

    def token(self, path: str) -> str:
        """The token of the forms on a page."""
        found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', self.get(path))
        assert found
        return found[1]

    def post(self, path: str, given: Mapping[str, Any] | None = None, token: str = "") -> str:
        """Hand in a form with its token; return the path it leads to."""
        filled = {"csrfmiddlewaretoken": token or self.token("/seat/"), **(given or {})}
        body = encode_multipart(BOUNDARY, filled)
        request = Request(self.desk.address + path, body, {"Content-Type": MULTIPART_CONTENT})
        with self._opener.open(request, timeout=LONGEST) as answer:
            return urlsplit(answer.url).path

    @contextmanager
    def watching(self, job: int) -> Iterator[Iterator[dict[str, Any]]]:
        """What a job's page is told of it, live."""
        with self._opener.open(f"{self.desk.address}/jobs/{job}/progress/", timeout=LONGEST) as answer:
            yield (json.loads(line.removeprefix(b"data: ")) for line in answer if line.strip())

    def told(self, job: int) -> dict[str, Any]:
        """What a job's page is told of it now."""
        with self.watching(job) as words:
            return next(words)

    def end_of(self, job: int) -> str:
        """How a job ends: what its page is told at last."""
        with self.watching(job) as words:
            *_, last = words
        assert last["over"], last
        return str(last["state"])


class Row(NamedTuple):
    """How far a job is."""

    state: str
    done: int
    of: int
    says: str
    process: int


class Database:
    """The database of a served desk, read past it."""

    def __init__(self, desk: Served) -> None:
        address = os.environ.get("DATABASE_URL")
        self._server = psycopg.connect(address, autocommit=True) if address else None
        self._file = sqlite3.connect(desk.folder / "desk.sqlite3", timeout=0, isolation_level=None)

    def close(self) -> None:
        """Look no longer."""
        self._file.close()
        if self._server is not None:
            self._server.close()

    def rows(self, statement: str, delegation: str = "") -> list[tuple[Any, ...]]:
        """The rows of a query; of those a delegation keeps to itself, as that delegation."""
        if self._server is None:
            return self._file.execute(statement).fetchall()
        self._server.execute("RESET ROLE")
        if delegation:
            name = "SELECT id FROM seats_delegation WHERE name = %s"
            (number,) = self._server.execute(name, [delegation]).fetchone() or (0,)
            self._server.execute(f"SET ROLE desk_d{number}")
        return self._server.execute(statement).fetchall()

    def job(self, number: int) -> Row:
        """How far a job is."""
        columns = ", ".join(Row._fields)
        (row,) = self.rows(f"SELECT {columns} FROM jobs_job WHERE id = {number}")
        return Row(*row)

    def is_free(self, number: int) -> bool:
        """Whether nobody is just writing what somebody who stops this job has to write."""
        try:
            if self._server is None:
                self._file.execute("BEGIN IMMEDIATE")
                self._file.execute("ROLLBACK")
            else:
                self.rows(f"SELECT 1 FROM jobs_job WHERE id = {number} FOR UPDATE NOWAIT")
        except (sqlite3.OperationalError, psycopg.errors.LockNotAvailable):
            return False
        return True


@contextmanager
def held(database: Database, number: int) -> Iterator[int]:
    """Hold a job's process still once it has said how far it is; yield its number. Afterwards it goes on.

    Not while it keeps others from writing.
    """
    process = awaited(lambda: (row := database.job(number)).state == "running" and row.process)

    def caught() -> bool:
        row = database.job(number)
        assert row.state == "running", row
        if not (row.done or row.of or row.says) or not database.is_free(number):
            return False
        os.kill(process, signal.SIGSTOP)
        if database.job(number).state == "running" and database.is_free(number):
            return True
        os.kill(process, signal.SIGCONT)
        return False

    awaited(caught)
    try:
        yield process
    finally:
        with suppress(ProcessLookupError):
            os.kill(process, signal.SIGCONT)


def kill(*processes: int) -> None:
    """Kill processes as no program can refuse, whether they are held still or not."""
    for process in processes:
        os.kill(process, signal.SIGKILL)


def parent_of(process: int) -> int:
    """The number of the process that started this one."""
    return int(subprocess.run(["ps", "-o", "ppid=", "-p", str(process)], capture_output=True, check=True).stdout)
