"""The documentation says what the code does."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def _generator():
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("page", ["acts", "commands"])
def test_generated_pages_are_what_the_code_gives(page: str) -> None:
    written = (ROOT / "docs" / f"{page}.md").read_text(encoding="utf-8")
    assert written == getattr(_generator(), page)(), "run: python docs/generate.py"


@pytest.mark.parametrize(
    "page", sorted(ROOT.glob("*.md")) + sorted((ROOT / "docs").rglob("*.md")), ids=lambda p: p.name
)
def test_every_link_of_a_page_leads_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", page.read_text(encoding="utf-8")):
        assert target.startswith("https://") or (page.parent / target).exists(), target


def test_every_room_says_what_it_is_for_and_what_it_will_never_do() -> None:
    rooms = sorted((ROOT / "src" / "wayhome").glob("*/__init__.py"))
    assert len(rooms) == 15
    for room in rooms:
        doc = room.read_text(encoding="utf-8").split('"""')[1]
        assert re.search(r"\bnever\b", doc), room.parent.name
        assert (ROOT / "tests" / room.parent.name).is_dir()


def test_every_command_of_the_guide_and_its_options_exist() -> None:
    from wayhome.cli import main

    guide = (ROOT / "docs" / "round.md").read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [line.partition("#")[0] for line in guide.splitlines() if re.match(r"(echo .*\| )?wayhome ", line)]
    assert len(lines) > 30
    for line in lines:
        words = line.partition("wayhome ")[2].split()
        command = main
        while hasattr(command, "commands"):
            command = command.commands[words.pop(0)]
        known = {flag for parameter in command.params for flag in (*parameter.opts, *parameter.secondary_opts)}
        assert {word for word in words if word.startswith("--")} <= known, line


def test_the_terms_of_the_documentation_are_terms() -> None:
    from wayhome.exchange import read_terms

    (example,) = re.findall(r"```toml\n(.*?)```", (ROOT / "docs" / "lists.md").read_text(encoding="utf-8"), re.DOTALL)
    assert read_terms(example).counted.most == 146
