"""The audit: the observer draws lines, the parties open them to it, it sees that nobody was invented."""

from __future__ import annotations

import secrets
from hashlib import sha256
from pathlib import Path

import click

from wayhome.agreement import Role, SampleDrawn, SampleJudged, SampleOpened
from wayhome.cli.blind.at import SECRET, At, at_tracing
from wayhome.cli.errors import Failure
from wayhome.cli.files import FILE
from wayhome.tracing.blind import (
    CANARY,
    PADDING,
    BadFile,
    Masked,
    NotAsMasked,
    Opened,
    check_opened,
    drawn,
    open_lines,
    read_opened,
)

_SEED_BYTES = 32


@click.command()
@at_tracing
def draw(at: At) -> None:
    """Draw the sample (the observer), when all is compared: nobody could know before which lines it would be."""
    at.expect_role(Role.OBSERVER)
    at.say((SampleDrawn(at.name, secrets.token_bytes(_SEED_BYTES).hex()), None, ()))


@click.command()
@at_tracing
@click.argument("masked_file", type=FILE, metavar="MASKED")
@SECRET
def sample(at: At, masked_file: Path, secret: Path) -> None:
    """Open the lines drawn of your own MASKED file to the observer, and to nobody else."""
    at.expect_party()
    masked = at.masked(masked_file, at.seat)
    kept = at.kept(secret)
    if kept.masked != masked.digest:
        raise Failure(f"{secret} is not the secret {masked_file} was made with")
    opened = open_lines(kept, masked, _drawn(at, masked), secrets.token_bytes)
    at.say((SampleOpened(at.name, masked.digest), bytes(opened), (at.round.agreement.observer,)))


@click.command()
@at_tracing
@click.argument("masked_file", type=FILE, metavar="MASKED")
@click.option("--of", "party", required=True, metavar="PARTY", help="Whose lines.")
def audit(at: At, masked_file: Path, party: str) -> None:
    """Read the lines a PARTY opened to you (the observer), checked against its MASKED file.

    Shows them, one a line: see that these people are on the party's list, and that they exist.
    """
    opened = _opened(at, party, masked_file)
    for line in opened.lines:
        click.echo("\t".join((line.kind, line.person, *(() if line.kind in (CANARY, PADDING) else line.parts))))
    told = sum(line.kind not in (CANARY, PADDING) for line in opened.lines)
    click.echo(f"{len(opened.lines)} lines are as {party} masked them; {told} of them are of people", err=True)


@click.command()
@at_tracing
@click.argument("masked_file", type=FILE, metavar="MASKED")
@click.option("--of", "party", required=True, metavar="PARTY", help="Whose lines.")
@click.option("--invented", type=int, required=True, help="Lines of people who don't exist or aren't on its list.")
def judge(at: At, masked_file: Path, party: str, invented: int) -> None:
    """State what you (the observer) found in the lines a PARTY opened: how many of them are invented.

    More than the terms allow, and no dossier of this tracing is lodged or released unless the other party excuses it.
    Where the opening doesn't hold, every line of it counts as invented.
    """
    count = at.tracing.terms.sample
    try:
        _opened(at, party, masked_file)
    except _DoesNotHold as error:
        if invented != count:
            raise Failure(f"{error}: state all {count} lines as invented") from error
    opened = sha256(at.sealed(SampleOpened, party)).hexdigest()
    at.say((SampleJudged(at.name, party, opened, count, invented), None, ()))


class _DoesNotHold(Failure):
    """What a party opened isn't what it masked, or can't be read."""


def _drawn(at: At, masked: Masked) -> tuple[int, ...]:
    if not at.tracing.seed:
        raise Failure("the observer has not drawn the sample yet (wayhome blind draw)")
    return drawn(bytes.fromhex(at.tracing.seed), masked.digest, len(masked), at.tracing.terms.sample)


def _opened(at: At, party: str, masked_file: Path) -> Opened:
    """What a party opened to the observer. Raises Failure where it doesn't hold, and for anybody else."""
    at.expect_role(Role.OBSERVER)
    if party not in at.tracing.parties:
        raise Failure(f"--of: {at.name} is between {' and '.join(at.tracing.parties)}")
    masked = at.masked(masked_file, party)
    try:
        opened = read_opened(at.sealed(SampleOpened, party))
        check_opened(opened, masked, _drawn(at, masked))
    except (BadFile, NotAsMasked) as error:
        raise _DoesNotHold(f"what {party} opened doesn't hold: {error}") from error
    return opened
