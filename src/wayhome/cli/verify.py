"""`wayhome verify`: a journal, checked from its bytes."""

from __future__ import annotations

import sys
from importlib.metadata import version
from pathlib import Path

import click

from wayhome import rounds
from wayhome.cli.covenants import read_covenant
from wayhome.cli.errors import Failure
from wayhome.cli.files import FILE
from wayhome.cli.journals import JOURNAL
from wayhome.cli.sifting import on_every_core
from wayhome.journal import BadCovenant, Broken, Covenant, PublicKey, Storage, Verified
from wayhome.journal.envelope import Envelope
from wayhome.journal.verify import unsifted
from wayhome.rounds import Audit, Rounds, disavowed, watching
from wayhome.storage import storage_at

_SHOW_EVERY = 1000
_LONG = 4_000_000
"""Bytes of a journal from which it is worth to start processes."""


@click.command()
@JOURNAL
@click.option("--covenant", "covenant_file", type=FILE, help="The covenant you hold: the journal's has to be that one.")
def verify(journal: Path, covenant_file: Path | None) -> None:
    """Check a whole journal: every signature, every rule of the rounds and the law, the tree and its checkpoint.

    Exit status 1, with the first entry that is wrong and why, if anything is; also where there is no checkpoint.
    """
    storage = storage_at(journal)
    entries = journal / "entries.jsonl" if journal.is_dir() else journal
    if (journal.is_dir() and not entries.is_file()) or next(iter(storage.envelopes()), None) is None:
        raise Failure(f"{journal}: holds no journal (a file entries.jsonl with entries in it, or a database of one)")
    expected = read_covenant(covenant_file) if covenant_file else None
    audit = Audit(storage, sifted=on_every_core if entries.is_file() and entries.stat().st_size > _LONG else unsifted)
    try:
        size = _read(audit, expected)
        verified = audit.checkpoint() if storage.read_checkpoint() is not None else None
    except Broken as error:
        click.echo(f"{journal}: entry {error.position} is the first that is wrong: {error.reason}", err=True)
        raise SystemExit(1) from error
    click.echo(f"{journal}: {size} entries, every one as it was signed and as the rules admit")
    if journal.is_dir() and _is_torn(entries):
        click.echo("  after them a last line without its end was left aside: an append that was cut short")
    _show_checkpoint(size, verified, audit.state)
    _show_covenant(audit.state, storage)
    here, named = audit.sealed_parts
    erased = sum(not keys for keys in storage.keys().values())
    click.echo(f"  sealed parts: {here} of {named} here; {erased} people erased in this copy")
    click.echo(f"  state: {rounds.fingerprint(audit.state)} (wayhome {version('wayhome')})")
    for name, each in audit.state.rounds.items():
        click.echo(f"  round {name}: {'closed' if each.closed else 'open'}")
    if verified is None:
        raise SystemExit(1)


def _read(audit: Audit, expected: Covenant | None) -> int:
    """Check every entry, and that the covenant you hold is the journal's; return how many entries there are."""
    size, met = 0, False
    for step in audit.steps():
        size = step.position + 1
        covenant = step.state.covenant
        if expected and covenant and covenant.version == expected.version:
            met = True
            if covenant != expected:
                other = BadCovenant("journal.not_the_covenant_held", version=covenant.version)
                raise Broken(step.position, other)
        if size % _SHOW_EVERY == 0 and sys.stderr.isatty():
            click.echo(f"\r{size} entries checked", nl=False, err=True)
    if size >= _SHOW_EVERY and sys.stderr.isatty():
        click.echo("\r\x1b[K", nl=False, err=True)
    if expected and not met:
        raise Broken(size, BadCovenant("journal.never_came_to_the_covenant", version=expected.version))
    return size


def _show_checkpoint(size: int, verified: Verified | None, state: Rounds) -> None:
    if verified is None:
        click.echo("  no checkpoint: the facilitator has signed for none of it; `wayhome round checkpoint` does")
        return
    checkpoint = verified.checkpoint
    click.echo(f"  checkpoint: {checkpoint.size} entries, root {checkpoint.root.hex()}")
    for seat, time in sorted(verified.cosigned.items()):
        click.echo(f"    cosigned by {seat} at {time:%Y-%m-%dT%H:%M:%SZ}")
    missing = sorted(watching(state).keys() - verified.cosigned.keys())
    if missing:
        click.echo(f"    not yet cosigned by {', '.join(missing)}: until then it is the facilitator's word")
    after = size - checkpoint.size
    if after:
        click.echo(
            f"  {after} {'entry' if after == 1 else 'entries'} after the checkpoint: covered by no checkpoint yet; "
            "the facilitator runs `wayhome round checkpoint`"
        )


def _show_covenant(state: Rounds, storage: Storage) -> None:
    if state.covenant is None:
        click.echo("  no covenant: whose keys count rests on the fingerprints that were read aloud")
        return
    click.echo(f"  covenant: version {state.covenant.version}, {len(state.covenant.seats)} seats")
    for seat, office in state.covenant.seats.items():
        for former in office.former:
            click.echo(f"    {seat} gave up {PublicKey(former.key).fingerprint}, trusted up to {former.trusted_to}")
    confirmed = sum(bool(Envelope.reread(envelope).passkeys) for envelope in storage.envelopes())
    if confirmed:
        click.echo(f"    a person's passkey, checked, stands beside the signature of {confirmed} entries")
    for position, entry, _ in disavowed(storage, state.covenant):
        click.echo(
            f"    NOT TRUSTED: entry {position}, number {entry.sequence} of {entry.author}, {entry.kind}: "
            "signed with a key that was revoked before it"
        )


def _is_torn(entries: Path) -> bool:
    with entries.open("rb") as file:
        file.seek(-1, 2)
        return file.read(1) != b"\n"
