"""The comparison: what the facilitator does, and how others check what it says."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from wayhome.agreement import ListsCompared, Role
from wayhome.cli.blind.at import At, at_tracing, read
from wayhome.cli.errors import Failure
from wayhome.cli.files import FILE
from wayhome.tracing.blind import (
    BadFile,
    Masked,
    Matched,
    NotProven,
    Raised,
    check_raised,
    compare,
    read_file,
    read_matched,
)


@click.command("compare")
@at_tracing
@click.argument("files", type=FILE, nargs=4, metavar="MASKED MASKED RAISED RAISED")
def compare_command(at: At, files: tuple[Path, ...]) -> None:
    """Compare (the facilitator): check every proof, and tell each party, sealed, which of its own lines matched.

    The files are both parties' masked and raised ones, in any order. Both parties are told at once, or neither.
    """
    at.expect_role(Role.FACILITATOR)
    tracing = at.tracing
    if len(tracing.raised) < len(tracing.parties):
        raise Failure("nothing is compared before both parties have raised the other's list")
    found = [(path, read(path, read_file)) for path in files]
    masked = {file.by: at.masked(path, file.by, file) for path, file in found if isinstance(file, Masked)}
    raised = {file.by: raised_as_stated(at, path, file) for path, file in found if isinstance(file, Raised)}
    if set(masked) != set(tracing.parties) or set(raised) != set(tracing.parties):
        raise Failure("expected two masked and two raised files, one of each party")
    for party in tracing.parties:
        check_proofs(masked[party], raised[tracing.other(party)])
    home, holder = tracing.parties
    lines = dict(zip((home, holder), compare(raised[holder], raised[home]), strict=True))
    told = [
        (ListsCompared(at.name, party, len(lines[party])), bytes(Matched(at.context, party, lines[party])), (party,))
        for party in tracing.parties
    ]
    at.say(*told)
    click.echo(f"{len(lines[home]):,} lines match")


def raised_as_stated(at: At, path: Path, raised: Raised) -> Raised:
    """A raised file, exactly as its party stated it. Raises Failure for any other."""
    stated = at.tracing.raised.get(raised.by)
    if stated is None or raised.digest != stated.file:
        raise Failure(f"{path} is not the raised file that {raised.by} stated in the journal")
    if raised.key.hex() != at.tracing.masked[raised.by].masking_key:
        raise Failure(f"{path}: raised by another key than the one {raised.by} stated")
    return raised


def check_proofs(masked: Masked, raised: Raised) -> None:
    """Check the proofs of a raised file, with a progress bar on the error stream. Raises Failure."""
    with click.progressbar(length=len(masked), label=f"checking what {raised.by} raised", file=sys.stderr) as bar:
        try:
            for done in check_raised(masked, raised):
                bar.update(done - bar.pos)
        except NotProven as error:
            raise Failure(f"{error}: {raised.by} hasn't kept to the terms; compare nothing") from error


def matched_lines(at: At, lines: int) -> Matched:
    """What the facilitator found for this party. Raises Failure for an answer that can't be one."""
    content = at.sealed(ListsCompared, at.round.agreement.facilitator, by_party=at.seat)
    try:
        matched = read_matched(content)
    except BadFile as error:
        raise Failure(f"what the facilitator sealed can't be read: {error}") from error
    count = at.tracing.compared[at.seat]
    if (matched.context, matched.to, len(matched.lines)) != (at.context, at.seat, count):
        raise Failure("what the facilitator sealed is of another tracing, or not the number of lines it stated")
    if matched.lines and matched.lines[-1] >= lines:
        raise Failure("what the facilitator sealed names lines that your list doesn't have")
    return matched
