"""One command for each act: its options are the act's fields, its help the act's own words."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click
import msgspec

from wayhome.acts import Act, Refused
from wayhome.agreement import KeyConfirmed, RoundOpened
from wayhome.cli.errors import Failure
from wayhome.cli.filling import EYEWITNESS, complete, filled_in
from wayhome.cli.journals import JOURNAL, expect_seat, only_round, open_table, sign_for_all
from wayhome.cli.key_files import key_from
from wayhome.cli.options import command_name, option, time_of, value_of
from wayhome.cli.parted import by_person
from wayhome.handover import WishAnswer, WishTaken
from wayhome.journal import BadSignature, JournalRefusal, PublicKey, SigningKey
from wayhome.rounds import Draft, Round, Table
from wayhome.storage import ENDING

_KEY_HELP = "That seat's private key; repeat where its covenant asks for several."


@dataclass(frozen=True)
class _Common:
    """What every act's command is given."""

    journal: Path
    speaker: str
    key_files: tuple[Path, ...]
    round_name: str
    time: str | None
    seal: Path | None
    recipients: tuple[str, ...]
    journal_name: str = ""
    everybody: bool = False


def act_command(kind: type[Act]) -> click.Command:
    """Make the command that states an act of this kind."""
    options = [option(kind, field) for field in fields(kind) if field.name != "key"]
    if kind is KeyConfirmed:
        options.append(click.Option(["--fingerprint"], required=True, help="As you heard the seat read it aloud."))
    common = _common_options(kind)
    shared = {parameter.name for parameter in common} | {"journal"}

    def say(**given: Any) -> None:
        about = _Common(**{name: value for name, value in given.items() if name in shared})
        _state(kind, about, {name: value for name, value in given.items() if name not in shared})

    command = click.Command(
        command_name(kind),
        callback=say,
        help=f"{kind.__doc__}\n\nFor: {', '.join(kind.by)}.",
        params=[*options, *common],
    )
    return JOURNAL(command)


def _common_options(kind: type[Act]) -> list[click.Parameter]:
    file = click.Path(dir_okay=False, path_type=Path)
    sealed_to = "A seat it is sealed to; those that need it by default. Repeat."
    common: list[click.Parameter] = [
        click.Option(["--as", "speaker"], required=True, metavar="SEAT", help="Who states it."),
        click.Option(["--key", "key_files"], required=True, type=file, metavar="FILE", multiple=True, help=_KEY_HELP),
        click.Option(["--round", "round_name"], default="", help="Which round, where the journal holds several."),
        click.Option(["--time"], help="When it was said, such as 2025-08-24T09:30:00Z; now by default."),
        click.Option(["--seal"], type=file, metavar="FILE", help="What is to be sealed (- for standard input)."),
        click.Option(["--seal-to", "recipients"], multiple=True, metavar="SEAT", help=sealed_to),
    ]
    if kind in EYEWITNESS:
        common.append(click.Option(["--all", "everybody"], is_flag=True, help="Everybody who is expected."))
    if kind is RoundOpened:
        help_text = 'The name of a new journal, such as "round.example/2025-08-24".'
        common.append(click.Option(["--journal-name"], required=True, help=help_text))
    return common


def _state(kind: type[Act], about: _Common, given: Mapping[str, Any]) -> None:
    """State an act of this kind, filled in and sealed as it needs."""
    table = open_table(about.journal, about.journal_name)
    if kind is RoundOpened:
        round_name = about.round_name or about.journal.resolve().name.removesuffix(ENDING)
    else:
        round_name = only_round(table, about.round_name)
        expect_seat(table.state[round_name], about.speaker)
    key, *other_keys = [key_from(file) for file in about.key_files]
    time = time_of("--time", about.time) if about.time else datetime.now(UTC).replace(microsecond=0)
    values = {
        name: value_of(kind, name, value)
        for name, value in given.items()
        if name in kind.__dataclass_fields__ and value not in (None, ())
    }
    if kind is KeyConfirmed:
        values["key"] = _read_aloud(table.state[round_name], values.get("seat"), given["fingerprint"])
    elif "key" in kind.__dataclass_fields__:
        values["key"] = str(key.public)
    act, filled = complete(table, kind, values, round_name, about.speaker, time, everybody=about.everybody)
    content, recipients = _sealed(table.state[round_name], about, act)
    _say(table, Draft(round_name, about.speaker, key, time, act, content, recipients, tuple(other_keys)), filled)


def _read_aloud(round_: Round, seat: str | None, fingerprint: str) -> str:
    """The key of a seat, if its fingerprint is the one that was heard."""
    if not seat:
        raise Failure("say with --seat whose key it is")
    expect_seat(round_, seat)
    taken = round_.agreement.seats[seat]
    if not taken.key:
        raise Failure(f"nobody has taken the seat {seat}")
    heard = "".join(fingerprint.split())
    if heard != "".join(PublicKey.parse(taken.key).fingerprint.split()):
        raise Failure(
            f"this is not the fingerprint of the key {seat} took its seat with. Hear it again; if it still differs, "
            "somebody else has taken the seat: don't go on"
        )
    return taken.key


def _sealed(round_: Round, about: _Common, act: Act) -> tuple[bytes | Mapping[str, bytes] | None, tuple[str, ...]]:
    """What is sealed with an act, and to whom: the seats that were named, or those that must have it."""
    needed = round_.recipients(about.speaker, act)
    if about.seal is None:
        if needed:
            raise Failure(f"this act needs a part sealed to {', '.join(needed)}: give it with --seal FILE")
        if about.recipients:
            raise Failure("--seal-to: nothing is sealed; give it with --seal FILE")
        return None, ()
    if not act.sealed_for:
        raise Failure("--seal: this act has no sealed part")
    recipients = about.recipients or needed
    if not recipients:
        raise Failure(f"--seal: say with --seal-to which seats it is for (each a {' or '.join(act.sealed_for)})")
    for seat in recipients:
        expect_seat(round_, seat)
        if not round_.agreement.seats[seat].key:
            raise Failure(f"--seal-to: nobody has taken the seat {seat} yet")
    return _content(act, about.seal), recipients


def _content(act: Act, seal: Path) -> bytes | Mapping[str, bytes]:
    try:
        content = sys.stdin.buffer.read() if str(seal) == "-" else seal.read_bytes()
    except OSError as error:
        raise Failure(f"--seal {seal} can't be read: {error.strerror}") from error
    if isinstance(act, WishTaken):
        try:
            return msgspec.convert(json.loads(content), WishAnswer, strict=True).to_bytes()
        except (ValueError, msgspec.ValidationError) as error:
            raise Failure(
                'a wish is sealed as JSON, such as {"person": "...", "wants_to_go": true, "destination": "", '
                '"fears_transfer": false}'
            ) from error
    return by_person(act, content)


def _say(table: Table, draft: Draft, filled: Mapping[str, Any]) -> None:
    say(table, draft)
    click.echo(f"{draft.act.kind} by {draft.author}: entry {table.journal.size - 1}, digest {draft.act.digest}")
    if filled:
        click.echo(f"  {filled_in(filled)}")
    sign_as_keeper(table, draft.key, *draft.other_keys)


def say(table: Table, *drafts: Draft, known_as: Mapping[str, str] | None = None) -> None:
    """State acts of one seat, all or none. Raises Failure where that can't be done.

    A refusal names people as ``known_as`` does: reference → the id on the user's own list.
    """
    draft = drafts[-1]
    try:
        table.say(*drafts)
    except Refused as error:
        reason = str(error)
        for person, id_ in (known_as or {}).items():
            reason = reason.replace(person, id_)
        raise Failure(f"refused: {reason}") from error
    except BadSignature as error:
        raise Failure(f"this key file is not the key {draft.author} took its seat with: {error}") from error
    except JournalRefusal as error:
        raise Failure(str(error)) from error


def sign_as_keeper(table: Table, *keys: SigningKey) -> None:
    """Sign for the journal with what its keeper has just stated; where that fails, the act stands all the same.

    With the keys of any other seat this does nothing, nor where a checkpoint stands that others have cosigned: that one
    is worth more than a newer one of the keeper alone.
    """
    try:
        sign_for_all(table, keys, over_cosigned=False)
    except (JournalRefusal, OSError) as error:
        why = error.strerror if isinstance(error, OSError) else error
        raise Failure(f"the act stands in the journal, but its checkpoint can't be signed: {why}") from error
