"""Whether everybody can use a page: what axe-core finds on it, how wide it is; and which pages there are."""

from __future__ import annotations

import re
from collections.abc import Iterable
from importlib.resources import files
from urllib.parse import urljoin, urlsplit

from django.urls import Resolver404, resolve
from playwright.sync_api import Browser, Page

from kit.browser import Served, visitor

WIDTH = 360
LOOKS = tuple((scheme, language) for scheme in ("light", "dark") for language in ("en", "ar"))
"""Colour schemes with languages that are written in either direction."""
_AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
_LINK = re.compile(r'href="([^"#]+)')
Pages = dict[str, list[str]]
"""Paths by the user name of who opens them."""


def pages_of(desk: Served, browser: Browser) -> Pages:
    """A page of every kind that somebody gets to by links; of the two seats in between, all of theirs."""
    found: Pages = {}
    seen: set[str] = set()
    for member in desk.links:
        in_between = member.startswith(("sahlan", "neutral"))
        person = visitor(browser, desk, member)
        found[member], own, waiting = [], set(), ["/"]
        while waiting:
            path = waiting.pop(0)
            name = _name_of(path)
            if not name or name in own or (name in seen and not in_between and path != "/"):
                continue
            answer = person.context.request.get(desk.address + path)
            assert answer.status < 500, (member, path, answer.status)
            if answer.status != 200 or "text/html" not in answer.headers["content-type"]:
                continue
            if "attachment" in answer.headers.get("content-disposition", ""):
                continue
            own.add(name)
            seen.add(name)
            found[member].append(path)
            waiting += [urljoin(path, link.replace("&amp;", "&")) for link in _LINK.findall(answer.text())]
        person.context.close()
    return found


def _name_of(path: str) -> str:
    """The name of the page at an address; "" where none of the desk's stands there."""
    parts = urlsplit(path)
    if parts.netloc:
        return ""
    try:
        return resolve(parts.path).url_name or ""
    except Resolver404:
        return ""


def every_fault(desk: Served, browser: Browser, pages: Pages, scheme: str, language: str) -> list[str]:
    """Everything wrong with these pages in one look, and what the browser complains of."""
    found: list[str] = []
    for member, paths in pages.items():
        person = visitor(
            browser,
            desk,
            member,
            color_scheme=scheme,
            viewport={"width": WIDTH, "height": 800},
            reduced_motion="reduce",
        )
        person.page.locator(f"button[name=language][value={language}]").click()
        for path in paths:
            found += faults(person.goes(path))
        found += person.complaints
        person.context.close()
    return found


def faults(page: Page) -> Iterable[str]:
    """What axe-core finds on the page that is open, and whether it is wider than a small telephone."""
    page.evaluate(_AXE)
    result = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    for each in result["violations"]:
        yield f"{page.url}: {each['id']} {each['nodes'][0]['html'][:160]}"
    width = page.evaluate("document.documentElement.scrollWidth")
    if width > page.evaluate("window.innerWidth"):
        yield f"{page.url}: {width} wide"
