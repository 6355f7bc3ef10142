"""A browser, for the tests that go through one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from kit.browser import chromium
from playwright.sync_api import Browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser."""
    with chromium() as opened:
        yield opened
