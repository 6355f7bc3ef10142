"""One command for each act: its options are the act's fields, its help the act's own words."""

from __future__ import annotations

import csv
import json
import secrets
import sys
from collections.abc import Callable
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

import click
import msgspec

from wayhome import exchange
from wayhome.acts import Act, NotAnAct, Refused
from wayhome.agreement import KeyConfirmed, RoundOpened, TermsCountered, TermsProposed
from wayhome.cli.errors import Failure
from wayhome.cli.keys import key_from
from wayhome.exchange import BadPackage, BadTerms, Terms
from wayhome.handover import WishAnswer, WishTaken
from wayhome.journal import BadSignature, Broken, FileStorage, JournalRefusal, PublicKey, SigningKey, open_entry
from wayhome.people import Returnee
from wayhome.record import Parameter
from wayhome.rounds import Draft, Round, Table, may

JOURNAL = click.argument("journal", type=click.Path(file_okay=False, path_type=Path), metavar="JOURNAL")


def open_table(journal: Path, origin: str = "") -> Table:
    """Open a journal's folder; ``origin`` names one that is only beginning."""
    storage = FileStorage(journal)
    try:
        first = next(iter(storage.envelopes()), None)
        if first is not None:
            origin = open_entry(first).journal
        elif not origin:
            raise Failure(f"{journal}: no journal is here; open a round first (wayhome round round-opened)")
        return Table(storage, origin, secrets.token_bytes)
    except Broken as error:
        raise Failure(f"{journal}: entry {error.position} is wrong: {error.reason}") from error
    except JournalRefusal as error:
        raise Failure(f"{journal}: {error}") from error


def only_round(table: Table, name: str) -> str:
    """The round meant: the one named, or the only one there is."""
    if name:
        return name
    names = list(table.state.rounds)
    if len(names) != 1:
        raise Failure(f"say which round with --round: {', '.join(names)}")
    return names[0]


def act_command(kind: type[Act]) -> click.Command:
    """Make the command that states an act of this kind."""
    hints = get_type_hints(kind)
    options = [_option(field, hints[field.name]) for field in fields(kind) if field.name != "key"]
    if kind is KeyConfirmed:
        options.append(click.Option(["--fingerprint"], required=True, help="As you heard the seat read it aloud."))

    def say(
        journal: Path,
        speaker: str,
        key_file: Path,
        round_name: str,
        time: str | None,
        seal: Path | None,
        recipients: tuple[str, ...],
        **given: Any,
    ) -> None:
        origin = given.pop("journal_name", "")
        table = open_table(journal, origin)
        if kind is RoundOpened:
            round_name = round_name or journal.resolve().name
        round_name = only_round(table, round_name)
        key, at = key_from(key_file), _time(time)
        if kind is KeyConfirmed:
            given["key"] = _read_aloud(table.state[round_name], given.get("seat"), given.pop("fingerprint"))
        elif "key" in hints:
            given["key"] = str(key.public)
        values = {name: _value(hints[name], value) for name, value in given.items() if value not in (None, ())}
        act = _complete(table, kind, values, round_name, speaker, at)
        content = _content(kind, seal) if seal else None
        _say(table, Draft(round_name, speaker, key, at, act, content, recipients), key)

    command = click.Command(
        kind.kind.replace(".", "-").replace("_", "-"),
        callback=say,
        help=f"{kind.__doc__}\n\nFor: {', '.join(kind.by)}.",
        params=[*options, *_common_options(kind)],
    )
    return JOURNAL(command)


def _common_options(kind: type[Act]) -> list[click.Parameter]:
    file = click.Path(dir_okay=False, path_type=Path)
    common: list[click.Parameter] = [
        click.Option(["--as", "speaker"], required=True, metavar="SEAT", help="Who states it."),
        click.Option(["--key", "key_file"], required=True, type=file, metavar="FILE", help="That seat's private key."),
        click.Option(["--round", "round_name"], default="", help="Which round, where the journal holds several."),
        click.Option(["--time"], help="When it was said, such as 2025-08-24T09:30:00Z; now by default."),
        click.Option(
            ["--seal", "seal"], type=file, metavar="FILE", help="What is to be sealed (- for standard input)."
        ),
        click.Option(
            ["--seal-to", "recipients"], multiple=True, metavar="SEAT", help="A seat it is sealed to. Repeat."
        ),
    ]
    if kind is RoundOpened:
        help_text = 'The name of a new journal, such as "round.example/2025-08-24".'
        common.append(click.Option(["--journal-name"], required=True, help=help_text))
    return common


def _option(field: Field[Any], hint: Any) -> click.Option:
    """The option that gives one field. What isn't given is filled in from what waits for the seat or by default."""
    flag = "--" + field.name.replace("_", "-")
    if hint is bool:
        return click.Option([f"--{field.name}/--not-{field.name}", field.name], default=None)
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return click.Option([flag, field.name], type=click.Choice([each.value for each in hint]))
    if hint is int:
        return click.Option([flag, field.name], type=int)
    if hint is Terms:
        return click.Option([flag, field.name], metavar="TERMS.toml")
    if hint == tuple[Returnee, ...]:
        return click.Option(["--package", field.name], metavar="PACKAGE.json")
    if hint == tuple[Parameter, ...]:
        return click.Option(["--value", field.name], multiple=True, metavar="NAME=VALUE", help="Repeat for each.")
    if _is_json(hint):
        return click.Option([flag, field.name], metavar="FILE.json")
    if get_origin(hint) is tuple:
        return click.Option(
            [flag, field.name],
            multiple=True,
            help="Repeat for each; @FILE reads them from a file (CSV: column person).",
        )
    return click.Option([flag, field.name])


def _is_json(hint: Any) -> bool:
    """Whether a field holds one or more dataclasses, which come as a JSON file."""
    return is_dataclass(hint) or (get_origin(hint) is tuple and is_dataclass(get_args(hint)[0]))


def _value(hint: Any, given: Any) -> Any:
    """An option's value as the JSON form of the field."""
    if hint is Terms:
        return _read(given, lambda path: msgspec.to_builtins(exchange.read_terms(path)))
    if hint == tuple[Returnee, ...]:
        return _read(given, lambda path: msgspec.to_builtins(exchange.read_package(path.read_bytes()).returnees))
    if hint == tuple[Parameter, ...]:
        return [_parameter(each) for each in given]
    if _is_json(hint):
        return _read(given, lambda path: json.loads(path.read_text(encoding="utf-8")))
    if hint == tuple[tuple[str, ...], ...]:
        return [_expand(each.split(",")) for each in given]
    if get_origin(hint) is tuple:
        return _expand(given)
    return given


def _read_aloud(round_: Round, seat: str | None, fingerprint: str) -> str:
    """The key of a seat, if its fingerprint is the one that was heard."""
    taken = round_.agreement.seats.get(seat or "")
    if taken is None or not taken.key:
        raise Failure(f"nobody has taken the seat {seat}")
    heard = "".join(fingerprint.split())
    if heard != "".join(PublicKey.parse(taken.key).fingerprint.split()):
        raise Failure(
            f"this is not the fingerprint of the key {seat} took its seat with. Hear it again; if it still differs, "
            "somebody else has taken the seat: don't go on"
        )
    return taken.key


def _read(path: str, read: Callable[[Path], Any]) -> Any:
    try:
        return read(Path(path))
    except (OSError, BadTerms, BadPackage, ValueError) as error:
        raise Failure(f"{path}: {error}") from error


def _parameter(pair: str) -> dict[str, str | int]:
    name, _, value = pair.partition("=")
    return {"name": name, "value": int(value) if value.isascii() and value.isdigit() else value}


def _expand(given: Any) -> list[str]:
    """The references given, with @FILE replaced by what stands in the file."""
    people: list[str] = []
    for each in given:
        if each.startswith("@"):
            people += _read(each[1:], _references)
        else:
            people.append(each)
    return people


def _references(path: Path) -> list[str]:
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    if path.suffix.lower() == ".csv":
        return [row["person"] for row in csv.DictReader(lines) if row.get("person")]
    return [line.strip() for line in lines if line.strip()]


def _complete(table: Table, kind: type[Act], values: dict[str, Any], round_name: str, seat: str, time: datetime) -> Act:
    """The act with these values; what is missing comes from the one act of the kind that waits for this seat."""
    implied = _implied(table.state[round_name], kind, values)
    values = {**{name: value for name, value in implied.items() if name in kind.__dataclass_fields__}, **values}
    missing = [f.name for f in fields(kind) if f.name not in values and f.default is MISSING]
    if missing:
        waiting = [act for act in may(table.state, round_name, seat, time) if isinstance(act, kind)]
        fitting = [act for act in waiting if all(act.facts[name] == value for name, value in values.items())]
        if len(fitting) != 1:
            flags = ", ".join("--" + name.replace("_", "-") for name in missing)
            raise Failure(
                f"missing: {flags} (and {len(fitting)} such acts wait for {seat}, so none could be filled in)"
            )
        values = {**fitting[0].facts, **values}
    defaults = {f.name: f.default for f in fields(kind) if f.default is not MISSING}
    try:
        made = msgspec.convert({**msgspec.to_builtins(defaults), **values}, kind)
    except (msgspec.ValidationError, NotAnAct) as error:
        raise Failure(f"{kind.kind}: {error}") from error
    return made


def _implied(round_: Round, kind: type[Act], values: dict[str, Any]) -> dict[str, Any]:
    """The digests that the round itself says: of the terms and the package on the table, of a leg's manifest."""
    implied: dict[str, Any] = {}
    terms, package = round_.agreement.terms, round_.agreement.package
    if terms and kind is not TermsProposed and kind is not TermsCountered:
        implied["terms"] = terms.digest
    replaced = terms if kind is TermsCountered else package
    if replaced:
        implied["replaces"] = replaced.digest
    leg = round_.handover.legs.get(str(values.get("leg")))
    if leg:
        implied["manifest"] = leg.manifest
    return implied


def _content(kind: type[Act], seal: Path) -> bytes:
    content = sys.stdin.buffer.read() if str(seal) == "-" else seal.read_bytes()
    if kind is WishTaken:
        try:
            return msgspec.convert(json.loads(content), WishAnswer, strict=True).to_bytes()
        except (ValueError, msgspec.ValidationError) as error:
            raise Failure(
                'a wish is sealed as JSON, such as {"person": "...", "wants_to_go": true, "destination": "", '
                '"fears_transfer": false}'
            ) from error
    return content


def _time(text: str | None) -> datetime:
    if text is None:
        return datetime.now(UTC).replace(microsecond=0)
    try:
        time = datetime.fromisoformat(text)
    except ValueError as error:
        raise Failure(f"--time {text}: expected a time such as 2025-08-24T09:30:00Z") from error
    if time.tzinfo is None:
        raise Failure(f"--time {text}: say the zone, such as Z for UTC")
    return time.astimezone(UTC).replace(microsecond=0)


def _say(table: Table, draft: Draft, key: SigningKey) -> None:
    try:
        table.say(draft)
    except Refused as error:
        raise Failure(f"refused: {error}") from error
    except BadSignature as error:
        raise Failure(f"this key file is not the key {draft.author} took its seat with") from error
    except JournalRefusal as error:
        raise Failure(str(error)) from error
    if draft.author == table.state[draft.round].agreement.facilitator:
        table.journal.checkpoint(key)
    click.echo(f"{draft.act.kind} by {draft.author}: entry {table.journal.size - 1}, digest {draft.act.digest}")
