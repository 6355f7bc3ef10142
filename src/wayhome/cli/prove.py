"""`wayhome prove` and `wayhome verify-proof`: one act as a small file that anybody checks with no network."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

import click

from wayhome.cli.covenants import read_covenant
from wayhome.cli.errors import Failure
from wayhome.cli.files import FILE, writing
from wayhome.cli.journals import JOURNAL, open_table
from wayhome.journal import (
    BadSignature,
    Checkpoint,
    Covenant,
    Entry,
    JournalRefusal,
    Proof,
    cosigners,
    open_checkpoint,
    open_entry,
)
from wayhome.journal.envelope import Envelope
from wayhome.journal.note import Note
from wayhome.storage import storage_at

Found = TypeVar("Found")


@click.command()
@JOURNAL
@click.argument("position", type=click.IntRange(0))
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="act-POSITION.json by default.")
def prove(journal: Path, position: int, out: Path | None) -> None:
    """Write the act at POSITION of JOURNAL as it was signed, and in OUT.tlog-proof the proof that it stands there.

    Whoever is given both and holds the covenant checks them with `wayhome verify-proof`, or with any tool that reads
    C2SP tlog-proof files. What is sealed in the act isn't in them.
    """
    table = open_table(journal)
    note = storage_at(journal).read_checkpoint()
    if note is None:
        raise Failure(f"{journal}: there is no checkpoint to prove against; the facilitator signs one first")
    size = Checkpoint.parse(Note.parse(note).text).size
    if position >= size:
        raise Failure(f"the checkpoint covers entries 0 to {size - 1}; {position} is not under it yet")
    placed = next(table.journal.entries(position))
    proof = Proof(position, tuple(table.journal.inclusion(position, size)), note)
    out = out or Path(f"act-{position}.json")
    beside = out.with_name(f"{out.name}.tlog-proof")
    for path, content in ((out, placed.envelope), (beside, proof.encode())):
        with writing(path) as partial:
            partial.write_bytes(content)
    click.echo(f"{out}: {placed.entry.kind} by {placed.entry.author}, entry {position}")
    click.echo(f"{beside}: {len(proof.encode())} bytes, under the checkpoint of {size} entries")


@click.command("verify-proof")
@click.argument("act", type=FILE)
@click.argument("proof_file", type=FILE, required=False, metavar="[PROOF]")
@click.option(
    "--covenant", "files", type=FILE, multiple=True, required=True, help="The covenant you hold; each, if it changed."
)
def verify_proof(act: Path, proof_file: Path | None, files: tuple[Path, ...]) -> None:
    """Check that ACT was signed by its author and stands in the journal, by PROOF (ACT.tlog-proof by default).

    Nothing but these files is needed: the covenant by which the author signed and, where it has changed since, the one
    by which the checkpoint was. Exit status 1, with what is wrong, if anything is.
    """
    covenants = [read_covenant(file) for file in files]
    proof_file = proof_file or act.with_name(f"{act.name}.tlog-proof")
    if not proof_file.exists():
        raise Failure(f"{proof_file}: there is no proof here; name it")
    envelope = act.read_bytes()
    try:
        proof = Proof.parse(proof_file.read_bytes())
        covenant, checkpoint = _by_one_of(covenants, lambda each: _checkpoint(proof, each))
        cosigned = cosigners(proof.note, {seat: covenant.seats[seat] for seat in covenant.watching})
        proof.require(envelope, checkpoint)
        _, entry = _by_one_of(covenants, lambda each: open_entry(envelope, lambda author, _: each.authority(author)))
        _refuse_disavowed(envelope, entry, covenants)
    except JournalRefusal as error:
        click.echo(f"{act}: NOT PROVED: {error}", err=True)
        raise SystemExit(1) from error
    click.echo(f"{act}: {entry.kind}, signed by {entry.author} at {entry.time:%Y-%m-%dT%H:%M:%SZ}")
    click.echo(
        f"  stands as entry {proof.index} of {covenant.journal}, under the checkpoint of {checkpoint.size} entries"
    )
    click.echo(f"  cosigned by {', '.join(sorted(cosigned)) or 'nobody'}")
    missing = sorted(set(covenant.watching) - cosigned.keys())
    if missing:
        click.echo(f"  not cosigned by {', '.join(missing)}: until then it is the facilitator's word")


def _checkpoint(proof: Proof, covenant: Covenant) -> Checkpoint:
    return open_checkpoint(proof.note, covenant.seats[covenant.keeper], covenant.journal)


def _refuse_disavowed(envelope: bytes, entry: Entry, covenants: Sequence[Covenant]) -> None:
    """Raise `BadSignature` where one covenant says that a key which signed isn't trusted for this any more."""
    signed_by = Envelope.decode(envelope).named_keys()
    for covenant in covenants:
        office = covenant.seats.get(entry.author)
        if office and office.disavows(signed_by, entry.sequence):
            raise BadSignature("journal.revoked_before_it", version=covenant.version)


def _by_one_of(covenants: Sequence[Covenant], ask: Callable[[Covenant], Found]) -> tuple[Covenant, Found]:
    """What the first covenant that allows it says, and that covenant. Raises what the last one refuses it for."""
    *others, last = covenants
    for covenant in others:
        try:
            return covenant, ask(covenant)
        except JournalRefusal:
            continue
    return last, ask(last)
