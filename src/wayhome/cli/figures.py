"""`wayhome figures`: real rounds as public claims, per source."""

from __future__ import annotations

import click

from wayhome.cli.errors import Failure
from wayhome.record import figures_text, load_rounds, load_totals


@click.command()
@click.option("--round", "only", default="", metavar="ID", help="Only this round, such as RU-UA-057.")
@click.option("--conflict", default="", metavar="TEXT", help='Only rounds of this conflict, such as "Yemen".')
def figures(only: str, conflict: str) -> None:
    """Print the published figures of real rounds: who says how many, by which source. Conflicts stand side by side."""
    rounds = load_rounds()
    chosen = tuple(
        each
        for each in rounds
        if (not only or each.round_id == only) and conflict.casefold() in each.conflict.casefold()
    )
    if not chosen:
        raise Failure("no round of that name; `wayhome figures` prints them all")
    totals = load_totals() if not only and not conflict else ()
    click.echo_via_pager(figures_text(chosen, totals))
