"""A code of an authenticator app counts once, however many requests bring it at the same moment."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

from kit.browser import Served, served
from kit.desk import code
from kit.working import Person

PASSWORD = "nobody guesses this one 41"
AT_ONCE = 4
LOGIN, SECOND, INSIDE = "/enter/login/?next=/seat/", "/enter/second-factor/", "/seat/"


COUNTING = """
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from django.core.cache import cache
from django.db import connection
together = Barrier(4)
def add(_thread):
    try:
        return [together.wait(60) >= 0 and cache.add(f"code {number}", "y", timeout=30) for number in range(100)]
    finally:
        connection.close()
with ThreadPoolExecutor(4) as pool:
    print({sum(each) for each in zip(*pool.map(add, range(4)))})
"""
"""Four at once count a hundred codes as used; prints by how many of the four each was counted."""


def run(folder: Path, *arguments: str, address: str = "http://localhost:8000") -> str:
    """Run a command of the desk in ``folder``; return what it prints."""
    environment = {**os.environ, "WAYHOME_DESK": str(folder), "WAYHOME_ADDRESS": address}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    command = [sys.executable, "-m", "wayhome.desk", *arguments]
    return subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout


def enrolled(desk: Served, folder: Path) -> str:
    """Somebody is invited and chooses how to sign in; return the key in their app."""
    options = ("--seat", "Ostrava Plain", "--role", "party", "--duty", "signatory")
    link = run(folder, "invite", "ada", "Ada Verhola", *options, address=desk.address).strip()
    path, newcomer = link.removeprefix(desk.address), Person(desk)
    page = newcomer.get(path)
    key, token = re.search(r"<code>([A-Z2-7]{32})</code>", page), re.search(r'token" value="(\w+)"', page)
    assert key
    assert token
    chosen = {"password1": PASSWORD, "password2": PASSWORD, "code": code(key[1])}
    assert newcomer.post(path, chosen, token[1]) == INSIDE
    return key[1]


def between_the_factors(desk: Served) -> tuple[Person, str]:
    """Somebody who has given the password and is asked for a code; the token of that form."""
    person = Person(desk)
    given = {"login": "ada", "password": PASSWORD}
    assert person.post(LOGIN, given, person.token(LOGIN)) == SECOND
    return person, person.token(SECOND)


def test_of_several_requests_with_one_code_one_signs_in(tmp_path: Path) -> None:
    with served(tmp_path / "desk") as desk:
        key = enrolled(desk, tmp_path / "desk")
        entering = [between_the_factors(desk) for _ in range(AT_ONCE)]
        together = Barrier(AT_ONCE)

        def enter(person: Person, token: str, shown: str) -> bool:
            together.wait(timeout=60)
            return person.post(SECOND, {"code": shown}, token) == INSIDE

        inside = [False]
        with ThreadPoolExecutor(AT_ONCE) as pool:
            for _ in range(3):  # a half minute may end between reading the code and handing it in
                shown = code(key)
                inside = list(pool.map(lambda each: enter(*each, shown), entering))  # noqa: B023 - used at once
                if any(inside):
                    break
    assert inside.count(True) == 1


def test_of_several_that_count_a_code_as_used_at_the_same_moment_one_succeeds(tmp_path: Path) -> None:
    folder = tmp_path / "desk"
    run(folder, "manage", "migrate")
    assert run(folder, "manage", "shell", "--verbosity", "0", "-c", COUNTING).strip() == "{1}"
