"""`wayhome blind`: the steps of a blind tracing, in their order."""

from __future__ import annotations

import csv
import secrets
import sys
from pathlib import Path

import click

from wayhome.agreement import ListsCompared, Role, TracingProposed
from wayhome.cli.blind.at import OUT, SECRET, At, at_tracing, read
from wayhome.cli.blind.audit import audit, draw, sample
from wayhome.cli.blind.lists import mask, raise_
from wayhome.cli.errors import Failure
from wayhome.cli.files import FILE, writing
from wayhome.cli.options import time_of
from wayhome.cli.salts import read_salts
from wayhome.people import reference, sought_reference
from wayhome.tracing.blind import (
    USUAL,
    BadFile,
    Found,
    Masked,
    Matched,
    NotProven,
    Raised,
    TokenKind,
    check_raised,
    compare,
    people_behind,
    read_file,
    read_matched,
)

_CANARY_SECRET_BYTES = 32


class _Steps(click.Group):
    """Lists the commands in the order of the steps."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - the signature is click's
        return list(self.commands)


@click.group(cls=_Steps)
def blind() -> None:
    """Ask who of those sought is held, without showing either list. TRACING is the name both parties know it by.

    One proposes terms, the other accepts them (wayhome round tracing-accepted); each masks its own list, raises the
    other's, and gives both files to the facilitator, who compares; each opens what is found for it. Then the observer
    draws lines of both lists, which are opened to it. docs/blind_tracing.md says what this hides and what it doesn't.
    """


@blind.command()
@at_tracing
@click.option("--home", required=True, metavar="PARTY", help="The party that seeks.")
@click.option("--holder", required=True, metavar="PARTY", help="The party that holds.")
@click.option("--lines-sought", type=int, required=True, help="Lines of the list of those sought, padding included.")
@click.option("--lines-held", type=int, required=True, help="Lines of the list of those held, padding included.")
@click.option(
    "--kind",
    "kinds",
    multiple=True,
    type=click.Choice([kind.value for kind in TokenKind]),
    help="A kind of token; without it all but full_name. Repeat for each.",
)
@click.option("--canaries", type=int, default=60, show_default=True, help="Lines that both lists have.")
@click.option("--sample", type=int, default=60, show_default=True, help="Lines of each list the observer sees opened.")
@click.option("--budget-sought", type=int, help="Lines of the party that seeks in all tracings of this way together.")
@click.option("--budget-held", type=int, help="Lines of the party that holds in all tracings of this way together.")
@click.option("--proof-of-life-by", required=True, metavar="TIME", help="Until when proof of life is owed.")
def terms(
    at: At,
    home: str,
    holder: str,
    lines_sought: int,
    lines_held: int,
    kinds: tuple[str, ...],
    canaries: int,
    sample: int,
    budget_sought: int | None,
    budget_held: int | None,
    proof_of_life_by: str,
) -> None:
    """Propose the terms of a tracing: how many lines each sends, of which kinds of token, and what is audited.

    The other party accepts them with `wayhome round tracing-accepted`. Without budgets nothing more may be sent later.
    """
    act = TracingProposed(
        tracing=at.name,
        home=home,
        holder=holder,
        lines_sought=lines_sought,
        lines_held=lines_held,
        kinds=tuple(map(TokenKind, kinds)) or USUAL,
        canaries=canaries,
        sample=sample,
        budget_sought=lines_sought if budget_sought is None else budget_sought,
        budget_held=lines_held if budget_held is None else budget_held,
        proof_of_life_by=time_of("--proof-of-life-by", proof_of_life_by),
    )
    at.say((act, secrets.token_bytes(_CANARY_SECRET_BYTES), tuple(sorted((home, holder)))))


blind.add_command(mask)
blind.add_command(raise_)


@blind.command("compare")
@at_tracing
@click.argument("files", type=FILE, nargs=4, metavar="MASKED MASKED RAISED RAISED")
def compare_(at: At, files: tuple[Path, ...]) -> None:
    """Compare (the facilitator): check every proof, and tell each party, sealed, which of its own lines matched.

    The files are both parties' masked and raised ones, in any order. Both parties are told at once, or neither.
    """
    at.expect_role(Role.FACILITATOR)
    tracing = at.tracing
    if len(tracing.raised) < len(tracing.parties):
        raise Failure("nothing is compared before both parties have raised the other's list")
    found = [(path, read(path, read_file)) for path in files]
    masked = {file.by: at.masked(path, file.by, file) for path, file in found if isinstance(file, Masked)}
    raised = {file.by: _raised(at, path, file) for path, file in found if isinstance(file, Raised)}
    if set(masked) != set(tracing.parties) or set(raised) != set(tracing.parties):
        raise Failure("expected two masked and two raised files, one of each party")
    for party in tracing.parties:
        _check(masked[party], raised[tracing.other(party)])
    home, holder = tracing.parties
    lines = dict(zip((home, holder), compare(raised[holder], raised[home]), strict=True))
    told = [
        (ListsCompared(at.name, party, len(lines[party])), bytes(Matched(at.context, party, lines[party])), (party,))
        for party in tracing.parties
    ]
    at.say(*told)
    click.echo(f"{len(lines[home]):,} lines match")


@blind.command("open")
@at_tracing
@SECRET
@click.option("--salt", required=True, type=FILE, help="The round's secret file, as for its references.")
@click.option("--out", type=OUT, default=Path("candidates.csv"), show_default=True)
def open_(at: At, secret: Path, salt: Path, out: Path) -> None:
    """Open what was found for you: who of your own list the other party may have. Writes candidates.csv.

    Nobody of them is confirmed. The party that seeks asks about them in an inquiry, by the references in the column
    person: wayhome round inquiry-made --people @candidates.csv.
    """
    at.expect_party()
    refer = sought_reference if at.seat == at.tracing.terms.home else reference
    round_secret = read_salts(salt)
    kept = at.kept(secret)
    matched = _matched(at, len(kept.lines))
    found = people_behind(kept.lines, matched.lines)
    with writing(out) as partial, partial.open("w", encoding="utf-8", newline="") as stream:
        partial.chmod(0o600)
        writer = csv.writer(stream)
        writer.writerow(("person", "id", "kinds"))
        for id_, kinds in sorted(found.candidates.items()):
            writer.writerow((refer(round_secret, at.seat, id_), id_, " ".join(kinds)))
    click.echo(
        f"{out}: {len(found.candidates)} people; {found.weak_only} more of whom only a weak token matched are left out"
    )
    click.echo(f"proof of life is owed until {at.tracing.terms.proof_of_life_by:%Y-%m-%d %H:%M} UTC", err=True)
    _expect_sound(at, found)


blind.add_command(draw)
blind.add_command(sample)
blind.add_command(audit)


def _raised(at: At, path: Path, raised: Raised) -> Raised:
    """A raised file, exactly as its party stated it."""
    stated = at.tracing.raised.get(raised.by)
    if stated is None or raised.digest != stated.file:
        raise Failure(f"{path} is not the raised file that {raised.by} stated in the journal")
    if raised.key.hex() != at.tracing.masked[raised.by].masking_key:
        raise Failure(f"{path}: raised by another key than the one {raised.by} stated")
    return raised


def _check(masked: Masked, raised: Raised) -> None:
    """Check the proofs of a raised file, with a progress bar on the error stream."""
    with click.progressbar(length=len(masked), label=f"checking what {raised.by} raised", file=sys.stderr) as bar:
        try:
            for done in check_raised(masked, raised):
                bar.update(done - bar.pos)
        except NotProven as error:
            raise Failure(f"{error}: {raised.by} hasn't kept to the terms; compare nothing") from error


def _matched(at: At, lines: int) -> Matched:
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


def _expect_sound(at: At, found: Found) -> None:
    """Raise Failure where canaries are missing or padding matched."""
    if found.missing_canaries:
        raise Failure(
            f"{found.missing_canaries} of {at.tracing.terms.canaries} canaries did not match: the facilitator dropped "
            f"matches, or {at.tracing.other(at.seat)} left the canaries out. Others may be missing as well; don't take "
            "this answer for whole, and ask both"
        )
    if found.false_matches:
        raise Failure(f"{found.false_matches} lines of padding are said to match, which can't be: matches are invented")
