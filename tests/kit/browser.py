"""A real browser (Debian's Chromium, or Playwright's own) and a desk served for it in a process of its own."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

INSTALL = "the tests need a browser: sudo apt-get install chromium libatomic1, or: playwright install chromium"
_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
_LINK = re.compile(r"(http://\S+/seat/link/([\w-]+):\S+)")


@dataclass
class Served:
    """A desk that answers, and the links by which its members sign in."""

    folder: Path
    address: str
    links: dict[str, str] = field(default_factory=dict)
    """By user name; none unless it shows the invented round."""
    database: str = ""
    """The PostgreSQL database it works on; "" where it is a file of its folder."""
    process: subprocess.Popen[bytes] | None = None


def free_port() -> int:
    """A port nobody listens at now."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port: int = listening.getsockname()[1]
        return port


@contextmanager
def served(folder: Path, story: Path | None = None, **environment: str) -> Iterator[Served]:
    """Serve a desk in ``folder``, with the story's invented round in it where one is given."""
    port = free_port()
    address = f"http://localhost:{port}"
    given = {**os.environ, **environment, "WAYHOME_DESK": str(folder), "WAYHOME_ADDRESS": address}
    given.pop("DJANGO_SETTINGS_MODULE", None)
    desk = [sys.executable, "-m", "wayhome.desk"]
    running = Served(folder, address)
    if story is not None:
        given["WAYHOME_DEMO"] = "1"
        printed = subprocess.run([*desk, "demo", str(story)], env=given, check=True, capture_output=True, text=True)
        running.links = {name: link for link, name in _LINK.findall(printed.stdout)}
    with (folder.parent / f"{folder.name}.log").open("wb") as log:
        process = subprocess.Popen([*desk, "serve", "--port", str(port)], env=given, stdout=log, stderr=log)
        running.process = process
        try:
            await_desk(address, process)
            yield running
        finally:
            process.terminate()
            process.wait(timeout=30)


def await_desk(address: str, process: subprocess.Popen[bytes]) -> None:
    """Return once the desk answers. Raises RuntimeError where it ended instead."""
    request = urllib.request.Request(f"{address}/enter/login/")
    while process.poll() is None:
        try:
            urllib.request.urlopen(request, timeout=30).close()
        except OSError:
            continue
        return
    raise RuntimeError(f"the desk ended with status {process.returncode}")


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser with no window. Raises RuntimeError, with how to install one, where there is none."""
    with sync_playwright() as playwright:
        installed = shutil.which("chromium")
        try:
            browser = playwright.chromium.launch(executable_path=installed, args=list(_FLAGS))
        except Exception as error:
            raise RuntimeError(INSTALL) from error
        try:
            yield browser
        finally:
            browser.close()


@dataclass
class Visitor:
    """Somebody at a browser of their own; what it complains of is kept."""

    context: BrowserContext
    page: Page
    address: str
    complaints: list[str] = field(default_factory=list)

    def goes(self, path: str) -> Page:
        """Open a page of the desk."""
        answer = self.page.goto(self.address + path)
        assert answer is not None
        assert answer.status < 500, (path, answer.status)
        return self.page

    def signs(self) -> None:
        """Sign what the page shows."""
        self.page.get_by_role("button", name="Sign", exact=True).click()
        assert "/sign/" not in self.page.url, self.page.locator("main").inner_text()[:600]


def visitor(browser: Browser, desk: Served, member: str = "", **context: object) -> Visitor:
    """A new browser window; signed in as a member of the invented round where one is named."""
    opened = browser.new_context(**context)  # type: ignore[arg-type]
    page = opened.new_page()
    person = Visitor(opened, page, desk.address)

    def hears(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            person.complaints.append(f"{page.url}: {message.text}")

    page.on("console", hears)
    page.on("pageerror", lambda error: person.complaints.append(f"{page.url}: {error}"))
    if member:
        page.goto(desk.links[member])
    return person
