"""Fifty people at work at once against one desk over HTTP: they read, look people up, and state and sign acts.

`./run bench desk` shows this beside its tables. Afterwards every act that somebody was told is signed must stand in the
journal, once. The desk shows invented people, so its members sign in by link, and a click signs.
"""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from http.cookiejar import CookieJar
from pathlib import Path
from signal import SIGINT
from statistics import quantiles
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener

HERE = Path(__file__).parent
sys.path.append(str(HERE.parent / "tests"))
ACTS = 2
"""Acts that each person states."""
_TRIES = 40
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')


class Browser:
    """One person's browser. It notes how long each page took."""

    def __init__(self, address: str, link: str) -> None:
        self._address, self._opener = address, build_opener(HTTPCookieProcessor(CookieJar()))
        self.took: list[float] = []
        self.failed = 0
        self._token = ""
        self.ask(link)

    def ask(self, path: str, **form: str) -> tuple[str, str]:
        """Open a page, or send a form; return where that led and what was shown."""
        started = time.perf_counter()
        data = urlencode({"csrfmiddlewaretoken": self._token, **form}).encode() if form else None
        try:
            with self._opener.open(self._address + path, data, timeout=120) as answer:
                where, text = answer.url, answer.read().decode()
        except HTTPError as error:
            self.failed += error.code >= 500
            where, text = path, error.read().decode()
        self.took.append(1000 * (time.perf_counter() - started))
        if found := _TOKEN.search(text):
            self._token = found[1]
        return where.removeprefix(self._address), text

    def work(self, person: int, other: str, roll: int) -> list[str]:
        """Read, look somebody up, and make inquiries; return the names of those that are said to be signed."""
        signed = []
        for number in range(ACTS):
            for page in ("/", f"/register/{roll}/", "/inquiries/", "/terms/"):
                self.ask(page)
            self.ask(f"/register/{roll}/", words="Мельник", how="sounds")
            name = f"inquiry {number} of officer {person}"
            if self._sign(name, other, reference(person, number)):
                signed.append(name)
        return signed

    def _sign(self, name: str, other: str, person: str) -> bool:
        """Make an inquiry; where somebody of the same delegation signed meanwhile, begin anew, as the desk says."""
        for _ in range(_TRIES):
            self.ask("/inquiries/ask/")
            where, page = self.ask("/inquiries/ask/", inquiry=name, to=other, people=person, together="")
            shown = re.search(r'name="shown" value="([0-9a-f]{64})"', page)
            if shown and "Signed, and in the journal." in self.ask(where, shown=shown[1])[1]:
                return True
        return False


def reference(person: int, number: int) -> str:
    """By what the journal knows the person whom this officer's inquiry is about."""
    return f"OFFICER{person:04}ACT{number:02}"


def main(home: Path, people: int) -> None:
    """Set up a desk, let so many people work on it, and tell what stands in the journal."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://localhost:{port}"
    os.environ.update(
        WAYHOME_DESK=str(home),
        WAYHOME_ADDRESS=address,
        WAYHOME_DEMO="1",
        DJANGO_SETTINGS_MODULE="wayhome.desk.settings",
    )
    home.mkdir(parents=True)
    import django

    django.setup()
    from django.core.management import call_command

    from wayhome.desk.table import prepare_storage

    call_command("migrate", verbosity=0)
    prepare_storage()
    officers = set_up(home, people)
    desk = [sys.executable, "-m", "wayhome.desk", "serve", "--port", str(port)]
    server = subprocess.Popen(desk)
    try:
        wait_for(address)
        started = time.perf_counter()
        browsers = [Browser(address, link) for link, _other, _roll in officers]
        with ThreadPoolExecutor(people) as pool:
            numbered = enumerate(zip(browsers, officers, strict=True))
            asked = [pool.submit(each.work, n, other, roll) for n, (each, (_, other, roll)) in numbered]
            signed = [name for each in asked for name in each.result()]
        wall = time.perf_counter() - started
    finally:
        server.send_signal(SIGINT)
        server.wait()
    tell(browsers, signed, people, wall)


def set_up(home: Path, people: int) -> list[tuple[str, str, int]]:
    """Delegations, a journal, officers of both parties and their lists; a link, the other party and a list for each."""
    from django.core.signing import TimestampSigner
    from kit.desk import Desk
    from kit.table import LYSORIA, TORVENIA

    from wayhome.desk.compartments.kept import within
    from wayhome.desk.register.models import Known, List
    from wayhome.desk.seats.models import Duty, Member

    desk = Desk(home)
    desk.begin(lambda script: script.opening())
    rolls = {}
    for seat in (LYSORIA, TORVENIA):
        with within(desk.delegations[seat]):
            rolls[seat] = List.objects.create(delegation=desk.delegations[seat], kind="held").pk
    found = []
    for number in range(people):
        seat, other = (LYSORIA, TORVENIA) if number % 2 else (TORVENIA, LYSORIA)
        delegation = desk.delegations[seat]
        member = Member.objects.create(f"officer-{number}", f"Officer {number}", delegation, Duty.LIST_OFFICER)
        with within(delegation):
            Known.objects.bulk_create(
                Known(delegation=delegation, reference=reference(number, act), name=f"Person {number}")
                for act in range(ACTS)
            )
        link = f"/seat/link/{TimestampSigner(salt='demo').sign(member.username)}/"
        found.append((link, other, rolls[seat]))
    return found


def wait_for(address: str) -> None:
    """Wait until the desk answers."""
    for _ in range(600):
        try:
            with build_opener().open(address, timeout=10):
                return
        except URLError:
            time.sleep(0.1)
    raise RuntimeError("the desk doesn't answer")


def tell(browsers: list[Browser], signed: list[str], people: int, wall: float) -> None:
    """What was asked, what was signed, and what stands in the journal. Raises SystemExit where an act is lost."""
    from wayhome.desk.table import storage
    from wayhome.rounds import verify

    _verified, rounds = verify(storage())
    standing = [name for round_ in rounds.rounds.values() for name in round_.agreement.inquiries]
    took = [each for browser in browsers for each in browser.took]
    at = quantiles(took, n=20)
    lost, more = set(signed) - set(standing), set(standing) - set(signed)
    print(f"{people} people, {len(took):,} pages in {wall:.0f} s ({len(took) / wall:.0f} a second), ")
    print(f"p50 {at[9]:.0f} ms, p95 {at[18]:.0f} ms, {sum(each.failed for each in browsers)} answers of 500 or above; ")
    print(f"{len(signed)} of {people * ACTS} acts said to be signed, {len(standing)} stand in the journal; ")
    print(f"{len(lost)} lost, {len(more)} stand that nobody was told of")
    if lost:
        sys.exit("an act was lost")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
