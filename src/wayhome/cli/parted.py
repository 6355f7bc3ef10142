"""What is given to be sealed, taken apart by person, so that one can be erased and the others stay."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping

import click

from wayhome.acts import Act
from wayhome.rounds.sealing import people_named


def by_person(act: Act, content: bytes) -> bytes | Mapping[str, bytes]:
    """Take content apart by the people an act names: a JSON object by reference, or CSV with a column ``person``.

    Rows and fields of nobody the act names are left out. Anything else is one part about everybody, and says so.
    """
    named = people_named(act)
    if len(named) < 2:
        return content
    parts = _from_json(content) or _from_csv(content)
    ours = {person: parts[person] for person in named if person in parts}
    if ours:
        left_out = len(parts) - len(ours)
        if left_out:
            click.echo(f"--seal: {left_out} people there are not named by this act and are left out", err=True)
        return ours
    click.echo(
        f"--seal: sealed as one part about all {len(named)}: to erase one of them is to lose it for all. JSON by "
        "reference, or CSV with a column person, is sealed for each alone",
        err=True,
    )
    return content


def _from_json(content: bytes) -> dict[str, bytes]:
    try:
        value = json.loads(content)
    except ValueError:
        return {}
    if not isinstance(value, dict):
        return {}
    return {person: json.dumps(said, ensure_ascii=False, sort_keys=True).encode() for person, said in value.items()}


def _from_csv(content: bytes) -> dict[str, bytes]:
    try:
        lines = content.decode("utf-8-sig").splitlines()
        rows = list(csv.DictReader(lines, restval=""))
    except (UnicodeDecodeError, csv.Error):
        return {}
    parts: dict[str, list[dict[str, str]]] = {}
    for row in rows:
        if person := row.get("person"):
            parts.setdefault(person, []).append(row)
    return {person: json.dumps(said, ensure_ascii=False).encode() for person, said in parts.items()}
