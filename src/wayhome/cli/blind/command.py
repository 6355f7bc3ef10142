"""`wayhome blind`: the steps of a blind tracing, in their order."""

from __future__ import annotations

import csv
import secrets
from pathlib import Path

import click

from wayhome.agreement import TracingProposed
from wayhome.cli.blind.at import OUT, SECRET, At, at_tracing
from wayhome.cli.blind.audit import audit, draw, judge, sample
from wayhome.cli.blind.comparing import compare_command, matched_lines
from wayhome.cli.blind.dossiers import dossiers, lodge, release
from wayhome.cli.blind.lists import mask, raise_
from wayhome.cli.errors import Failure
from wayhome.cli.files import FILE, writing
from wayhome.cli.options import time_of
from wayhome.cli.salts import read_salts
from wayhome.people import reference, sought_reference
from wayhome.tracing.blind import (
    USUAL,
    Found,
    TokenKind,
    people_behind,
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
    other's, and gives both files to the facilitator, who compares; each opens what is found for it and lodges dossiers
    of those matched. The observer draws lines of both lists, which are opened to it, and judges them. Then the
    facilitator releases the dossiers of each match, both at once. docs/blind_tracing.md says what this hides and what
    it doesn't.
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
@click.option("--invented-allowed", type=int, default=0, show_default=True, help="Invented lines among those opened.")
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
    invented_allowed: int,
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
        invented_allowed=invented_allowed,
        proof_of_life_by=time_of("--proof-of-life-by", proof_of_life_by),
    )
    at.say((act, secrets.token_bytes(_CANARY_SECRET_BYTES), tuple(sorted((home, holder)))))


blind.add_command(mask)
blind.add_command(raise_)


blind.add_command(compare_command)


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
    matched = matched_lines(at, len(kept.lines))
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


for step in (lodge, draw, sample, audit, judge, release, dossiers):
    blind.add_command(step)


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
