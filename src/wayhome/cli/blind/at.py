"""The tracing a command is about: its journal, round and terms, and the seat that acts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar

import click

from wayhome.acts import Act
from wayhome.agreement import Role, Tracing
from wayhome.cli.acts import say, sign_as_keeper
from wayhome.cli.errors import Failure
from wayhome.cli.files import FILE
from wayhome.cli.journals import JOURNAL, expect_seat, only_round, open_table
from wayhome.cli.key_files import key_from
from wayhome.journal import Entry, JournalRefusal, SigningKey
from wayhome.rounds import Draft, Round, Table
from wayhome.tracing.blind import BadFile, Context, KeptLines, Masked, NoLibsodium, Raised, read_kept, read_masked

Read = TypeVar("Read")
Said = TypeVar("Said", bound=Act)

OUT = click.Path(dir_okay=False, path_type=Path)
SECRET = click.option(
    "--secret", required=True, type=OUT, metavar="FILE", help="What you keep of this tracing; it stays with you."
)


_FEW = 10
"""Acts said at once that are shown each by its digest."""


@dataclass(frozen=True)
class At:
    """A seat at one tracing."""

    table: Table
    round_name: str
    name: str
    seat: str
    key: SigningKey

    @property
    def round(self) -> Round:
        """The round as it stands."""
        return self.table.state[self.round_name]

    @property
    def tracing(self) -> Tracing:
        """The tracing as it stands. Raises Failure where there is none of this name."""
        known = self.round.agreement.tracings
        if self.name not in known:
            raise Failure(f"there is no tracing {self.name}; there is: {', '.join(known) or 'none yet'}")
        return known[self.name]

    @property
    def context(self) -> Context:
        """What binds everything hashed and written to this tracing."""
        return Context(self.table.journal.origin, self.round_name, self.name, self.tracing.terms.digest)

    def expect_party(self) -> None:
        """Raise Failure for a seat that isn't one of the tracing's two parties, and for terms not agreed."""
        if self.seat not in self.tracing.parties:
            raise Failure(f"the tracing {self.name} is between {' and '.join(self.tracing.parties)}")
        if not self.tracing.accepted:
            raise Failure(f"the terms of {self.name} are not accepted yet (wayhome round tracing-accepted)")

    def expect_role(self, role: Role) -> None:
        """Raise Failure for a seat of another role."""
        if self.round.agreement.seats[self.seat].role is not role:
            raise Failure(f"this is for the {role}, not for {self.seat}")

    def say(self, *acts: tuple[Act, bytes | Mapping[str, bytes] | None, tuple[str, ...]]) -> None:
        """State acts, each with what is sealed in it and to whom: all or none."""
        now = datetime.now(UTC).replace(microsecond=0)
        say(self.table, *(Draft(self.round_name, self.seat, self.key, now, *act) for act in acts))
        for act, _, _ in acts[:_FEW]:
            click.echo(f"{act.kind} by {self.seat}: digest {act.digest}")
        if len(acts) > _FEW:
            click.echo(f"and {len(acts) - _FEW:,} more")
        sign_as_keeper(self.table, self.key)

    def sealed(self, kind: type[Act], author: str, *, by_party: str = "") -> bytes:
        """What is sealed to this seat in an act of this tracing. Raises Failure where it can't be read."""
        for statement, placed in zip(self.table.statements, self.table.journal.entries(), strict=True):
            act = statement.act
            if not isinstance(act, kind) or (statement.round, statement.author) != (self.round_name, author):
                continue
            if getattr(act, "tracing", None) == self.name and getattr(act, "party", "") == by_party:
                return self._opened(placed.entry)
        raise Failure(f"nothing is sealed to {self.seat} yet: no {kind.kind} by {author} is in the journal")

    def entries(self, kind: type[Said]) -> Iterator[tuple[Said, Entry]]:
        """The acts of this kind in this tracing, each with its entry."""
        for statement, placed in zip(self.table.statements, self.table.journal.entries(), strict=True):
            act = statement.act
            here = statement.round == self.round_name and getattr(act, "tracing", "") == self.name
            if here and isinstance(act, kind):
                yield act, placed.entry

    def sealed_each(self, entry: Entry) -> dict[str, bytes | None]:
        """What is sealed to this seat in an entry of each person it names; None of those who are erased here."""
        try:
            parts = self.table.open_each(entry, self.seat, self.key)
        except JournalRefusal as error:
            raise Failure(f"what is sealed in {entry.kind} by {entry.author} can't be read: {error}") from error
        return {people[0]: content for people, content in parts.items() if len(people) == 1}

    def _opened(self, entry: Entry) -> bytes:
        try:
            content = self.table.open(entry, self.seat, self.key)
        except JournalRefusal as error:
            raise Failure(f"what is sealed in {entry.kind} by {entry.author} can't be read: {error}") from error
        if content is None:
            raise Failure(f"what is sealed in {entry.kind} by {entry.author} is not here, or not for {self.seat}")
        return content

    def kept(self, secret: Path) -> KeptLines:
        """This party's secret of this tracing. Raises Failure for any other file."""
        kept = read(secret, read_kept)
        if (kept.context, kept.by) != (self.context, self.seat):
            raise Failure(f"{secret} is the secret of another tracing or another party")
        return kept

    def masked(self, path: Path, party: str, file: Masked | Raised | None = None) -> Masked:
        """The masked file of a party, exactly as it stated it. Raises Failure for any other."""
        masked = file or read(path, read_masked)
        stated = self.tracing.masked.get(party)
        if not isinstance(masked, Masked) or stated is None or masked.digest != stated.file:
            raise Failure(f"{path} is not the masked file that {party} stated in the journal")
        same = (self.context, party, stated.masking_key, self.tracing.lines(party))
        if (masked.context, masked.by, masked.key.hex(), len(masked)) != same:
            raise Failure(f"{path}: {party} stated a file that says another tracing, key or number of lines")
        return masked


def at_tracing(function: Callable[..., None]) -> Callable[..., None]:
    """Give a command the seat and tracing it is about, as its first argument."""

    @JOURNAL
    @click.argument("tracing", metavar="TRACING")
    @click.option("--as", "seat", required=True, metavar="SEAT", help="Who does it.")
    @click.option("--key", "key_file", required=True, type=FILE, metavar="FILE", help="That seat's private key.")
    @click.option("--round", "round_name", default="", help="Which round, where the journal holds several.")
    @wraps(function)
    def command(journal: Path, tracing: str, seat: str, key_file: Path, round_name: str, **given: Any) -> None:
        table = open_table(journal)
        at = At(table, only_round(table, round_name), tracing, seat, key_from(key_file))
        expect_seat(at.round, seat)
        try:
            function(at, **given)
        except NoLibsodium as error:
            raise Failure(str(error)) from error

    return command


def read(path: Path, reader: Callable[[bytes], Read]) -> Read:
    """Read a file of blind tracing. Raises Failure, naming it, for one that is none."""
    try:
        return reader(path.read_bytes())
    except BadFile as error:
        raise Failure(f"{path}: {error}") from error
    except OSError as error:
        raise Failure(f"{path} can't be read: {error.strerror}") from error
