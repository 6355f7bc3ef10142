"""`wayhome prove` and `wayhome verify-proof`: one act as a small file that anybody checks with no network."""

from __future__ import annotations

from pathlib import Path

import click

from wayhome.cli.covenants import read_covenant
from wayhome.cli.errors import Failure
from wayhome.cli.files import FILE, writing
from wayhome.cli.journals import JOURNAL, open_table
from wayhome.journal import (
    Checkpoint,
    FileStorage,
    JournalRefusal,
    Proof,
    cosigners,
    open_checkpoint,
    open_entry,
)
from wayhome.journal.note import Note


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
    note = FileStorage(journal).read_checkpoint()
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
@click.option("--covenant", "covenant_file", type=FILE, required=True, help="The one in force at the time, or a later.")
def verify_proof(act: Path, proof_file: Path | None, covenant_file: Path) -> None:
    """Check that ACT was signed by its author and stands in the journal, by PROOF (ACT.tlog-proof by default).

    Nothing but these files is needed. Exit status 1, with what is wrong, if anything is.
    """
    covenant = read_covenant(covenant_file)
    proof_file = proof_file or act.with_name(f"{act.name}.tlog-proof")
    if not proof_file.exists():
        raise Failure(f"{proof_file}: there is no proof here; name it")
    try:
        proof = Proof.parse(proof_file.read_bytes())
        checkpoint = open_checkpoint(proof.note, covenant.seats[covenant.keeper], covenant.journal)
        cosigned = cosigners(proof.note, {seat: covenant.seats[seat] for seat in covenant.watching})
        envelope = act.read_bytes()
        proof.require(envelope, checkpoint)
        entry = open_entry(envelope, lambda author, _: covenant.authority(author))
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
