"""Makes the pictures of the desk from the demo: `python docs/pictures/desk.py`, with Chromium installed."""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent.parent / "tests"))

from kit.browser import chromium, served, visitor  # noqa: E402 - its folder has to be named first

from wayhome.cli.demo.desk import leave_for_desk  # noqa: E402

PICTURES = (
    ("desk-today", "lysoria-signatory", "/", "light", "en"),
    ("desk-package", "lysoria-signatory", "/package/", "light", "en"),
    ("desk-register", "lysoria-list-officer", "/register/", "light", "en"),
    ("desk-journal", "auditors-auditor", "/journal/", "dark", "uk"),
)
"""The file's name, who looks, at what, in which light and language."""


def main() -> None:
    """Tell the invented round, open the desk on it, and take the pictures."""
    with TemporaryDirectory(prefix="wayhome-pictures-") as name:
        folder = Path(name)
        leave_for_desk(folder / "story", seed=2025)
        with served(folder / "desk", folder / "story") as desk, chromium() as browser:
            for file, member, path, scheme, language in PICTURES:
                person = visitor(browser, desk, member, color_scheme=scheme, viewport={"width": 1200, "height": 760})
                person.page.locator(f"button[name=language][value={language}]").click()
                person.goes(path).screenshot(path=HERE / f"{file}.png")


if __name__ == "__main__":
    main()
