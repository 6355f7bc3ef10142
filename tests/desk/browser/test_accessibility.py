"""Every page in light and dark, left to right and right to left: axe-core finds nothing, none wider than 360 px."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest
from kit.browser import Served, served, visitor
from playwright.sync_api import Browser

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
PAGES = {
    "lysoria-signatory": (
        "/",
        "/seat/",
        "/seat/members/",
        "/inquiries/",
        "/terms/",
        "/package/",
        "/handover/",
        "/handover/people/",
        "/claims/",
        "/claims/lodge/",
        "/claims/account/",
        "/communique/",
        "/journal/",
        "/journal/12/",
        "/journal/seats/",
        "/journal/covenant/",
        "/figures/",
        "/reception/",
        "/jobs/",
        "/enter/sessions/",
    ),
    "lysoria-list-officer": ("/register/", "/pairs/", "/inquiries/ask/", "/inquiries/references/"),
    "sahlan-facilitator": ("/pairs/", "/package/", "/terms/", "/register/"),
    "neutral-observer": ("/handover/", "/register/"),
    "meridia-doctor": ("/reception/care/",),
}
LOOKS = [(scheme, language) for scheme in ("light", "dark") for language in ("en", "ar")]


@pytest.fixture(scope="module")
def desk(story: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The demo's desk."""
    with served(tmp_path_factory.mktemp("axe") / "desk", story) as running:
        yield running


@pytest.mark.parametrize(("scheme", "language"), LOOKS)
def test_every_page_can_be_used_by_everybody(desk: Served, browser: Browser, scheme: str, language: str) -> None:
    found: list[str] = []
    for member, paths in PAGES.items():
        person = visitor(
            browser, desk, member, color_scheme=scheme, viewport={"width": 360, "height": 800}, reduced_motion="reduce"
        )
        person.page.locator(f"button[name=language][value={language}]").click()
        for path in paths:
            page = person.goes(path)
            page.evaluate(AXE)
            result = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
            found += [f"{path}: {each['id']} {each['nodes'][0]['html'][:160]}" for each in result["violations"]]
            width = page.evaluate("document.documentElement.scrollWidth")
            if width > 360:
                found.append(f"{path}: {width} wide")
        found += person.complaints
    assert found == []


def test_a_whole_act_is_stated_with_the_keyboard_alone(desk: Served, browser: Browser) -> None:
    person = visitor(browser, desk, "torvenia-signatory")
    page = person.goes("/claims/lodge/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip", "the first stop skips to the content"
    page.get_by_label("What the claim is called").focus()
    page.keyboard.type("stated by keyboard")
    for keys in ("Tab", "Tab", "Space", "Tab"):
        page.keyboard.press(keys)
    page.keyboard.type("2")
    for keys in ("Tab", "Tab"):
        page.keyboard.press(keys)
    page.keyboard.type("two people")
    for keys in ("Tab", "Enter"):
        page.keyboard.press(keys)
    page.wait_for_url("**/sign/*/")
    page.get_by_role("button", name="Sign", exact=True).focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/claims/")
    assert page.get_by_text("stated by keyboard").count()
