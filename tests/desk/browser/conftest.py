"""The invented round, told once, and a browser, for the tests that go through one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from kit.browser import chromium
from playwright.sync_api import Browser

from wayhome.cli.demo.desk import leave_for_desk


@pytest.fixture(scope="session")
def story(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented round up to where a visitor carries it on, as `wayhome demo` leaves it for the desk."""
    folder = tmp_path_factory.mktemp("story") / "told"
    leave_for_desk(folder, seed=2025)
    return folder


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser."""
    with chromium() as opened:
        yield opened
