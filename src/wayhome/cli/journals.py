"""A journal opened where it lies, and the round and seat meant in it."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from pathlib import Path

import click

from wayhome.cli.errors import Failure
from wayhome.journal import Broken, JournalRefusal, SigningKey, open_entry
from wayhome.rounds import Round, Table, keeper
from wayhome.storage import storage_at

JOURNAL = click.argument("journal", type=click.Path(path_type=Path), metavar="JOURNAL")


def open_table(journal: Path, origin: str = "") -> Table:
    """Open a journal; ``origin`` names one that is only beginning."""
    try:
        storage = storage_at(journal)
        first = next(iter(storage.envelopes()), None)
        if first is not None:
            there = open_entry(first).journal
            if origin not in ("", there):
                raise Failure(f"{journal} holds the journal {there}, not {origin}; name another place for a new one")
            origin = there
        elif not origin:
            raise Failure(f"{journal}: no journal is here; open a round first (wayhome round round-opened)")
        return Table(storage, origin, secrets.token_bytes)
    except Broken as error:
        raise Failure(f"{journal}: entry {error.position} is wrong: {error.reason}") from error
    except JournalRefusal as error:
        raise Failure(f"{journal}: {error}") from error
    except OSError as error:
        raise Failure(f"{journal} can't be read: {error.strerror}") from error


def only_round(table: Table, name: str) -> str:
    """The round meant: the one named, or the only one there is."""
    names = list(table.state.rounds)
    if name:
        if name not in names:
            raise Failure(f"there is no round {name}; there is: {', '.join(names) or 'none yet'}")
        return name
    if len(names) != 1:
        raise Failure(f"say which round with --round: {', '.join(names)}" if names else "no round is open yet")
    return names[0]


def expect_seat(round_: Round, seat: str) -> None:
    """Raise Failure for a seat that isn't at the table."""
    if seat not in round_.agreement.seats:
        raise Failure(f"there is no seat {seat} in this round; the seats are: {', '.join(round_.agreement.seats)}")


def sign_for_all(table: Table, keys: Sequence[SigningKey], *, over_cosigned: bool) -> bytes | None:
    """Sign the journal as it stands with its keeper's keys and return the checkpoint.

    None, and nothing done, with keys that are not the keeper's; without ``over_cosigned`` also where the checkpoint
    that stands has been cosigned.
    """
    office = keeper(table.state)
    if office is None or len(set(office.keys).intersection(key.public.raw for key in keys)) < office.threshold:
        return None
    if not over_cosigned and table.journal.cosigned:
        return None
    return table.journal.checkpoint(*keys, keeper=office.ever)
