"""The options of an act's command: one for each field, and what is given with it as the field's JSON form."""

from __future__ import annotations

import csv
import json
from dataclasses import Field, fields, is_dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

import click
import msgspec

from wayhome.acts import Act
from wayhome.cli.errors import Failure
from wayhome.cli.files import read_text
from wayhome.cli.meanings import MEANINGS
from wayhome.cli.plan import read_package, read_terms
from wayhome.exchange import Terms
from wayhome.people import Returnee, is_reference
from wayhome.record import Parameter

_REPEAT = "Repeat for each; @FILE reads them from a file, @FILE:PARTY of references.csv those whom PARTY holds."

_OF_PEOPLE = frozenset({"people", "held", "not_held", "cannot_say"})
"""The fields that hold people's references, besides families."""


def command_name(kind: type[Act]) -> str:
    """The command that states an act of this kind, as it is typed."""
    return kind.kind.replace(".", "-").replace("_", "-")


def flag(kind: type[Act], field: str) -> str:
    """The option that gives a field of an act, as it is typed."""
    hint = get_type_hints(kind)[field]
    if hint == tuple[Returnee, ...]:
        return "--package"
    if hint == tuple[Parameter, ...]:
        return "--value"
    return "--" + field.replace("_", "-")


def option(kind: type[Act], field: Field[Any]) -> click.Option:
    """The option that gives one field. What isn't given is filled in from what waits for the seat or by default."""
    hint, meaning = get_type_hints(kind)[field.name], MEANINGS[field.name]
    names = [flag(kind, field.name), field.name]
    if hint is bool:
        names = [f"--{field.name}/--not-{field.name}", field.name]
        return click.Option(names, default=None, help=meaning)
    if _is_words(hint):
        return click.Option(names, type=_choice(hint), help=meaning)
    if hint is int:
        return click.Option(names, type=int, help=meaning)
    if hint is Terms:
        return click.Option(names, metavar="TERMS.toml", help="The terms, in the form `wayhome plan --help` shows.")
    if hint == tuple[Returnee, ...]:
        return click.Option(names, metavar="PACKAGE.json", help=meaning)
    if hint == tuple[Parameter, ...]:
        return click.Option(names, multiple=True, metavar="NAME=VALUE", help=f"{meaning} Repeat for each.")
    if _is_json(hint):
        shape = json.dumps(_shape(hint), ensure_ascii=False)
        return click.Option(names, metavar="FILE.json", help=f"{meaning} As JSON in UTF-8: {shape}")
    if field.name == "covenant":
        return click.Option(names, metavar="FILE", help=meaning)
    if get_origin(hint) is tuple:
        (each, *_) = get_args(hint)
        if _is_words(each):
            return click.Option(names, multiple=True, type=_choice(each), help=f"{meaning} Repeat for each.")
        repeat = _REPEAT if field.name in _OF_PEOPLE or hint == tuple[tuple[str, ...], ...] else "Repeat for each."
        return click.Option(names, multiple=True, help=f"{meaning} {repeat}")
    return click.Option(names, help=meaning)


def value_of(kind: type[Act], field: str, given: Any) -> Any:
    """What an option was given, as the JSON form of its field."""
    hint = get_type_hints(kind)[field]
    if hint is Terms:
        return msgspec.to_builtins(read_terms(Path(given)))
    if hint == tuple[Returnee, ...]:
        return msgspec.to_builtins(read_package(Path(given)).returnees)
    if hint == tuple[Parameter, ...]:
        return [_parameter(each) for each in given]
    if field == "covenant":
        return read_text(Path(given)).strip()
    if hint is datetime:
        return msgspec.to_builtins(time_of(flag(kind, field), given))
    if _is_json(hint):
        return _json(Path(given), flag(kind, field))
    if hint == tuple[tuple[str, ...], ...]:
        return [family for each in given for family in _families(each)]
    if field in _OF_PEOPLE:
        return _expand(given)
    if get_origin(hint) is tuple:
        return list(given)
    return given


def time_of(option_name: str, text: str) -> datetime:
    """The time an option was given, in UTC to the second."""
    try:
        time = datetime.fromisoformat(text)
    except ValueError as error:
        raise Failure(f"{option_name} {text}: expected a time such as 2025-08-24T09:30:00Z") from error
    if time.tzinfo is None:
        raise Failure(f"{option_name} {text}: say the zone, such as Z for UTC")
    return time.astimezone(UTC).replace(microsecond=0)


def _is_words(hint: Any) -> bool:
    return isinstance(hint, type) and issubclass(hint, StrEnum)


def _choice(words: type[StrEnum]) -> click.Choice[str]:
    return click.Choice([each.value for each in words])


def _is_json(hint: Any) -> bool:
    """Whether a field holds one or more dataclasses, which come as a JSON file."""
    return is_dataclass(hint) or (get_origin(hint) is tuple and is_dataclass(get_args(hint)[0]))


def _shape(hint: Any) -> Any:
    """An example of a JSON form, with words where its values stand."""
    if get_origin(hint) is tuple:
        return [_shape(get_args(hint)[0])]
    if isinstance(hint, UnionType):
        return _shape(get_args(hint)[0])
    if is_dataclass(hint) and isinstance(hint, type):
        hints = get_type_hints(hint)
        return {field.name: _shape(hints[field.name]) for field in fields(hint)}
    if _is_words(hint):
        return " | ".join(each.value for each in hint)
    return 0 if hint is int else "…"


def _json(path: Path, option_name: str) -> Any:
    try:
        return json.loads(read_text(path))
    except ValueError as error:
        raise Failure(f"{option_name} {path} is not JSON: {error}") from error


def _parameter(pair: str) -> dict[str, str | int]:
    name, _, value = pair.partition("=")
    return {"name": name, "value": int(value) if value.isascii() and value.isdigit() else value}


def _expand(given: Any) -> list[str]:
    """The references given, with @FILE replaced by what stands in the file."""
    people: list[str] = []
    for each in given:
        if each.startswith("@"):
            people += [row["person"] for row in _listed(each[1:])]
        else:
            people.append(each)
    return people


def _families(given: str) -> list[list[str]]:
    """A family given by its members, or with @FILE every family of the file, by its column family."""
    if not given.startswith("@"):
        return [given.split(",")]
    families: dict[str, list[str]] = {}
    for row in _listed(given[1:]):
        if row.get("family"):
            families.setdefault(row["family"], []).append(row["person"])
    return list(families.values())


def _listed(given: str) -> list[dict[str, str]]:
    """The people of a file, given as FILE, or of references.csv those whom a party holds, given as FILE:PARTY.

    What an act says of people stands in the journal for good: a line that isn't a reference is refused, not shown.
    """
    path, party = Path(given), ""
    if not path.exists() and ":" in given:
        name, _, party = given.rpartition(":")
        path = Path(name)
    lines = read_text(path).splitlines()
    if path.suffix.lower() != ".csv":
        rows = [(number, {"person": line.strip()}) for number, line in enumerate(lines, 1) if line.strip()]
    else:
        reader: csv.DictReader[str] = csv.DictReader(lines, restval="")
        rows = [(reader.line_num, row) for row in reader if row.get("person") and party in ("", row.get("holder"))]
        if "person" not in (reader.fieldnames or ()):
            raise Failure(f"{path}: expected a column person, as in references.csv")
    for number, row in rows:
        if not is_reference(row["person"]):
            raise Failure(
                f"{path}, line {number}: expected a person's reference, 16 capital letters and digits as in "
                "the column person of references.csv. Give those, not names or numbers: what an act says stays for good"
            )
    return [row for _, row in rows]
