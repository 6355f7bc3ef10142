"""The documentation says what the code does."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import is_dataclass
from pathlib import Path
from typing import get_args, get_type_hints

import pytest

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize("page", ["acts", "commands"])
def test_generated_pages_are_what_the_code_gives(page: str) -> None:
    written = (ROOT / "docs" / f"{page}.md").read_text(encoding="utf-8")
    # In a process of its own: what a test has asked of a command before can change how click writes its help.
    asked = [sys.executable, "-c", f"import sys, generate; sys.stdout.buffer.write(generate.{page}().encode())"]
    given = subprocess.run(asked, cwd=ROOT / "docs", capture_output=True, check=True)
    assert written == given.stdout.decode(), "run: python docs/generate.py"


@pytest.mark.parametrize(
    "page", sorted(ROOT.glob("*.md")) + sorted((ROOT / "docs").rglob("*.md")), ids=lambda p: p.name
)
def test_every_link_of_a_page_leads_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", page.read_text(encoding="utf-8")):
        assert target.startswith("https://") or (page.parent / target).exists(), target


def test_every_room_says_what_it_is_for_and_what_it_will_never_do() -> None:
    rooms = sorted((ROOT / "src" / "wayhome").glob("*/__init__.py"))
    assert len(rooms) == 16
    for room in rooms:
        doc = room.read_text(encoding="utf-8").split('"""')[1]
        assert re.search(r"\bnever\b", doc), room.parent.name
        assert (ROOT / "tests" / room.parent.name).is_dir()


def test_every_command_of_the_guide_and_its_options_exist() -> None:
    from wayhome.cli import main

    pages = (ROOT / "docs" / page for page in ("round.md", "blind_tracing.md"))
    guide = "".join(page.read_text(encoding="utf-8") for page in pages).replace("\\\n", " ")
    lines = [line.partition("#")[0] for line in guide.splitlines() if re.match(r"(echo .*\| )?wayhome ", line)]
    assert len(lines) > 40
    for line in lines:
        words = line.partition("wayhome ")[2].split()
        command = main
        while hasattr(command, "commands"):
            command = command.commands[words.pop(0)]
        known = {flag for parameter in command.params for flag in (*parameter.opts, *parameter.secondary_opts)}
        assert {word for word in words if word.startswith("--")} <= known, line


def test_the_page_of_the_terms_names_every_key_and_no_other() -> None:
    from wayhome.exchange import Order, Terms

    page = (ROOT / "docs" / "terms.md").read_text(encoding="utf-8")
    named = re.findall(r"^\| `([a-z_.]+)` \| .*\|$", page.partition("## Criteria")[0], re.MULTILINE)
    assert sorted(named) == sorted(_keys(Terms, ""))
    named = re.findall(r"^\| `([a-z_.]+)` \| .*\|$", page.partition("### A party's own order")[2], re.MULTILINE)
    assert named == list(_keys(Order, ""))


def test_every_example_of_the_page_of_the_terms_is_right() -> None:
    from wayhome.exchange import read_order, read_terms

    page = (ROOT / "docs" / "terms.md").read_text(encoding="utf-8")
    whole, *parts = re.findall(r"```toml\n(.*?)```", page, re.DOTALL)
    read_terms(whole)
    orders = [part for part in parts if "party =" in part and "criteria =" in part]
    assert len(orders) == 1
    assert read_order(orders[0]).named
    tables = "".join(part for part in parts if part.startswith("["))
    bare = "".join(part for part in parts if not part.startswith("[") and part not in orders)
    read = read_terms(bare + whole + tables)
    assert read.later_rounds
    assert read.together
    assert read.counted.ratio
    assert read.counted.equivalents
    assert read.counted.shares
    assert read.seats
    assert read.withheld


def _keys(kind: type, path: str) -> Iterator[str]:
    for name, hint in get_type_hints(kind).items():
        yield f"{path}{name}"
        while get_args(hint):
            hint = get_args(hint)[0]
        if is_dataclass(hint) and isinstance(hint, type):
            yield from _keys(hint, f"{path}{name}.")
