"""Every page in light and dark, left to right and right to left: axe-core finds nothing, none wider than 360 px."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from kit.accessibility import LOOKS, WIDTH, Pages, every_fault, faults, pages_of
from kit.browser import Served, served, visitor
from playwright.sync_api import Browser


@pytest.fixture(scope="module")
def desk(story: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The demo's desk."""
    with served(tmp_path_factory.mktemp("axe") / "desk", story) as running:
        yield running


@pytest.fixture(scope="module")
def pages(desk: Served, browser: Browser) -> Pages:
    """Every page that somebody gets to."""
    found = pages_of(desk, browser)
    assert {path for paths in found.values() for path in paths} >= {"/", "/register/1/", "/package/plans/", "/blind/"}
    return found


@pytest.mark.parametrize(("scheme", "language"), LOOKS)
def test_every_page_can_be_used_by_everybody(
    desk: Served, browser: Browser, pages: Pages, scheme: str, language: str
) -> None:
    assert every_fault(desk, browser, pages, scheme, language) == []


@pytest.mark.parametrize(("scheme", "language"), LOOKS)
def test_so_can_what_is_shown_before_a_sign_in_at_a_fault_and_at_a_signature(
    desk: Served, browser: Browser, scheme: str, language: str
) -> None:
    look = {"color_scheme": scheme, "viewport": {"width": WIDTH, "height": 800}, "reduced_motion": "reduce"}
    stranger = visitor(browser, desk, **look)
    stranger.goes("/enter/login/").locator(f"button[name=language][value={language}]").click()
    found = [*faults(stranger.goes("/enter/login/"))]
    person = visitor(browser, desk, "lysoria-list-officer", **look)
    person.page.locator(f"button[name=language][value={language}]").click()
    found += [*faults(person.goes("/nothing/here/")), *faults(person.goes("/reception/"))]
    page = person.goes("/claims/lodge/")
    page.locator("main form button").click()
    found += faults(page)
    page.locator("#id_claim").fill("looked at and left")
    page.locator("[name=about][value=missing]").check()
    page.locator("#id_heads").fill("2")
    page.locator("#id_who").fill("two people")
    page.locator("main form button").click()
    assert "/sign/" in page.url
    found += faults(page)
    assert found == []


def test_a_whole_act_is_stated_with_the_keyboard_alone(desk: Served, browser: Browser) -> None:
    person = visitor(browser, desk, "torvenia-signatory")
    person.page.locator("button[name=language][value=en]").click()
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
