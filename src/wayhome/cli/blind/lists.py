"""Masking one's own list and raising the other's: long work, which goes on where it was stopped."""

from __future__ import annotations

import secrets
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from wayhome.agreement import ListMasked, ListRaised, TracingProposed
from wayhome.cli.blind.at import OUT, SECRET, At, at_tracing, read
from wayhome.cli.errors import Failure
from wayhome.cli.files import FILE, columns_option, read_people, role_in_name, writing
from wayhome.tracing.blind import (
    BLOCK_BYTES,
    ELEMENT_BYTES,
    KeptLines,
    Masked,
    MaskingKey,
    NotAnElement,
    TooManyTokens,
    blocks_of,
    distinct_tokens,
    element_blocks,
    heading_of_raised,
    in_masked_order,
    lines_to_mask,
    on_all_cores,
    read_masked,
    read_raised,
    whole_blocks,
)


@click.command()
@at_tracing
@click.argument("list_file", type=FILE, metavar="LIST")
@SECRET
@click.option("--out", type=OUT, required=True, help="The masked file, for the other party and the facilitator.")
@columns_option
def mask(at: At, list_file: Path, secret: Path, out: Path, columns: tuple[str, ...]) -> None:
    """Mask your LIST: the seeking party its list of people sought, the holder its list of people held.

    Writes FILE, which stays with you, and the masked file, and states its digest. Stopped, it goes on where it was.
    Give the masked file away when the other party has stated its own. Run this on your own machine: whoever runs it
    for you has your list.
    """
    at.expect_party()
    role = "sought" if at.seat == at.tracing.terms.home else "held"
    if role_in_name(list_file) not in ("", role):
        raise Failure(f"{list_file}: its name says it is another list than that of people {role}")
    kept = at.kept(secret) if secret.exists() else _begin(at, list_file, columns, secret, out)
    masked, kept = _masked(at, kept, out)
    stated = at.tracing.masked.get(at.seat)
    if stated and stated.file != masked.digest:
        raise Failure(f"{at.seat} has stated another masked file; {secret} isn't the secret it was made with")
    with writing(out) as partial:
        partial.write_bytes(bytes(masked))
    _write_secret(secret, kept)
    _begun(out).unlink(missing_ok=True)
    if not stated:
        at.say((ListMasked(at.name, masked.digest, len(masked), masked.key.hex()), None, ()))
    click.echo(f"{out}: {len(masked):,} lines")


@click.command("raise")
@at_tracing
@click.argument("masked_file", type=FILE, metavar="MASKED")
@SECRET
@click.option("--out", type=OUT, required=True, help="The raised file, for the facilitator and nobody else.")
def raise_(at: At, masked_file: Path, secret: Path, out: Path) -> None:
    """Raise the other party's MASKED file by your own key, with the proof that it was one key for all.

    A file with another number of lines than agreed, a line twice or one that is no element of the group is refused.
    Stopped, it goes on where it was.
    """
    at.expect_party()
    if len(at.tracing.masked) < len(at.tracing.parties):
        raise Failure("nothing is raised before both parties have masked their lists and stated it in the journal")
    masked = at.masked(masked_file, at.tracing.other(at.seat))
    kept = at.kept(secret)
    heading = heading_of_raised(masked, at.seat, kept.key.public)
    stated = at.tracing.raised.get(at.seat)
    if not out.exists() and stated:
        raise Failure(
            f"{at.seat} has stated its raised file already, and {out} isn't there; name that file with --out, or "
            "if it is lost propose another tracing"
        )
    if not out.exists():
        _raise(kept.key, masked, masked_file, heading, out)
    raised = read(out, read_raised)
    if raised.heading != heading:
        raise Failure(f"{out} is another file than the one to be written; name another with --out")
    if stated and stated.file != raised.digest:
        raise Failure(f"{out} is not the raised file that {at.seat} stated in the journal")
    if not stated:
        at.say((ListRaised(at.name, masked.digest, raised.digest), None, ()))
    click.echo(f"{out}: {len(raised):,} lines")


def _begin(at: At, list_file: Path, columns: tuple[str, ...], secret: Path, out: Path) -> KeptLines:
    """Make the secret of this tracing: a fresh key, and the lines that will be masked."""
    (people,) = read_people([list_file], columns)
    terms = at.tracing.terms
    canary_secret = at.sealed(TracingProposed, at.tracing.proposed_by)
    tokens = distinct_tokens(people.rows, terms.kinds)
    try:
        lines = lines_to_mask(tokens, at.tracing.lines(at.seat), terms.canaries, canary_secret, secrets.token_bytes)
    except TooManyTokens as error:
        raise Failure(f"{list_file}: {error}") from error
    without = len(people.rows) - len(set(tokens.values()))
    click.echo(
        f"{list_file.name}: {len(tokens):,} tokens; {without:,} of {len(people.rows):,} people have none of their own "
        "and can't be found this way",
        err=True,
    )
    kept = KeptLines(at.context, at.seat, MaskingKey.fresh(secrets.token_bytes), lines)
    _begun(out).unlink(missing_ok=True)
    _write_secret(secret, kept)
    return kept


def _masked(at: At, kept: KeptLines, out: Path) -> tuple[Masked, KeptLines]:
    """The lines masked and sorted; what was masked before it was stopped is taken from beside ``out``."""
    if kept.masked and out.exists() and (masked := read(out, read_masked)).digest == kept.masked:
        return masked, kept
    begun = _begun(out)
    done = _whole(begun, BLOCK_BYTES) if begun.exists() and not kept.masked else b""
    blocks = blocks_of(kept.lines)[len(done) // BLOCK_BYTES :]
    parts = [done]
    with begun.open("wb") as stream:
        stream.write(done)
        work = on_all_cores(lambda block: kept.key.mask(at.context, block), blocks)
        for part in _shown(work, f"masking {out.name}", len(kept.lines), len(done) // ELEMENT_BYTES, ELEMENT_BYTES):
            stream.write(part)
            stream.flush()
            parts.append(part)
    elements, lines = in_masked_order(kept.lines, b"".join(parts))
    masked = Masked(at.context, at.seat, kept.key.public, elements)
    return masked, KeptLines(at.context, at.seat, kept.key, lines, masked.digest)


def _raise(key: MaskingKey, masked: Masked, masked_file: Path, heading: bytes, out: Path) -> None:
    """Write the raised file, block after block, behind those that were written before it was stopped."""
    begun = _begun(out)
    before = begun.read_bytes() if begun.exists() else b""
    kept = before[: whole_blocks(before, heading, len(masked))] or heading
    first = (len(kept) - len(heading)) // BLOCK_BYTES
    work = on_all_cores(lambda block: key.raise_(block, secrets.token_bytes), element_blocks(masked.lines)[first:])
    try:
        with begun.open("wb") as stream:
            stream.write(kept)
            pairs = (raised + proof for raised, proof in work)
            done = first * BLOCK_BYTES // ELEMENT_BYTES
            for block in _shown(pairs, f"raising {masked_file.name}", len(masked), done, ELEMENT_BYTES):
                stream.write(block)
                stream.flush()
    except NotAnElement as error:
        raise Failure(f"{masked_file}: a line of it is no element of the group; nothing of it is raised") from error
    begun.replace(out)


def _shown(parts: Iterable[bytes], label: str, length: int, done: int, size: int) -> Iterator[bytes]:
    """The parts as they come, with a progress bar on the error stream, where the shell shows one."""
    with click.progressbar(length=length, label=label, file=sys.stderr) as bar:
        bar.update(done)
        for part in parts:
            yield part
            bar.update(len(part) // size)


def _begun(out: Path) -> Path:
    return out.with_name(f".{out.name}.begun")


def _whole(path: Path, size: int) -> bytes:
    data = path.read_bytes()
    return data[: len(data) // size * size]


def _write_secret(path: Path, kept: KeptLines) -> None:
    """Write what only this party may read, whole or not at all."""
    with writing(path) as partial:
        partial.touch(mode=0o600)
        partial.write_bytes(bytes(kept))
