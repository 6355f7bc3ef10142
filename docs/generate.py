"""Writes the parts of the documentation that follow from the code: docs/acts.md and docs/commands.md.

Run: python docs/generate.py. A test fails when either is not what this writes.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

import click

from wayhome import agreement, claims, handover, reception, record
from wayhome.acts import Act
from wayhome.cli import main

DOCS = Path(__file__).parent
ROOMS = (agreement, handover, reception, claims, record)


def acts() -> str:
    """docs/acts.md: every act, by room, with its JSON form."""
    lines = [
        "# Acts",
        "",
        "Every act there is, with the JSON form of its public facts. This page is written by `docs/generate.py`.",
        "",
        inspect.cleandoc(Act.__doc__ or ""),
        "",
        "In the journal an act stands inside an *entry* (see `wayhome.journal`): version, journal, the author's own",
        "number, round, author, kind, time, facts, digests of sealed parts, and the checkpoint the author had seen.",
    ]
    nested: dict[str, type] = {}
    for room in ROOMS:
        name = room.__name__.rpartition(".")[2]
        lines += ["", f"## {name.capitalize()}"]
        for kind in room.ACTS:
            lines += _act(kind, nested)
    lines += ["", "## Objects inside acts"]
    seen: set[str] = set()
    while set(nested) - seen:
        for name in sorted(set(nested) - seen):
            seen.add(name)
            lines += ["", f"### {name}", "", *_words(nested[name]), "", *_table(nested[name], nested)]
    return "\n".join(lines) + "\n"


def _act(kind: type[Act], nested: dict[str, type]) -> Iterator[str]:
    yield from ("", f"### `{kind.kind}`", "", *_words(kind), "")
    sealed = f" Sealed part for: {', '.join(kind.sealed_for)}." if kind.sealed_for else ""
    yield f"Stated by: {', '.join(kind.by)}.{sealed}"
    if fields(kind):
        yield from ("", *_table(kind, nested))


def _words(kind: type) -> list[str]:
    return inspect.cleandoc(kind.__doc__ or "").splitlines()


def _table(kind: type, nested: dict[str, type]) -> Iterator[str]:
    yield "| field | JSON | default |"
    yield "|---|---|---|"
    for field in fields(kind):
        hint = get_type_hints(kind)[field.name]
        default = "" if field.default is MISSING else f"`{_default(field.default)}`"
        yield f"| `{field.name}` | {_form(hint, nested)} | {default} |"


def _default(value: object) -> str:
    return str(value) if not isinstance(value, tuple | bool | NoneType | str) else repr(value)


def _form(hint: Any, nested: dict[str, type]) -> str:
    """A type as its JSON form in words."""
    if get_origin(hint) is tuple:
        return f"array of {_form(get_args(hint)[0], nested)}"
    if isinstance(hint, UnionType):
        return " or ".join(_form(each, nested) for each in get_args(hint))
    if is_dataclass(hint) and isinstance(hint, type):
        nested[hint.__name__] = hint
        return hint.__name__
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return "one of " + ", ".join(f"`{each.value}`" for each in hint)
    named = {str: "string", int: "integer", bool: "boolean", NoneType: "null"}
    named |= {datetime: "time in UTC, such as `2025-08-24T09:30:00Z`", date: "date, such as `2025-08-24`"}
    return named[hint]


def commands() -> str:
    """docs/commands.md: every command with its help."""
    lines = [
        "# Commands",
        "",
        "Every command as its `--help` has it; `./run COMMAND …` is `wayhome COMMAND …`. The acts of `wayhome round`",
        "stand in [acts.md](acts.md), one command each. This page is written by `docs/generate.py`.",
    ]
    for path, command in _walk(main, "wayhome"):
        lines += ["", f"## {path}", "", "```", *_help(command, path).splitlines(), "```"]
    return "\n".join(lines) + "\n"


def _walk(command: click.Command, path: str) -> Iterator[tuple[str, click.Command]]:
    yield path, command
    if isinstance(command, click.Group):
        for name, each in command.commands.items():
            if not _is_act(each):
                yield from _walk(each, f"{path} {name}")


def _is_act(command: click.Command) -> bool:
    return any(parameter.name == "speaker" for parameter in command.params)


def _help(command: click.Command, path: str) -> str:
    return command.get_help(click.Context(command, info_name=path, max_content_width=110, terminal_width=110)).strip()


if __name__ == "__main__":
    (DOCS / "acts.md").write_text(acts(), encoding="utf-8")
    (DOCS / "commands.md").write_text(commands(), encoding="utf-8")
