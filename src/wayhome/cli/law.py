"""`wayhome law`: the rules this version keeps."""

from __future__ import annotations

import click

from wayhome.law import RULES


@click.command()
def law() -> None:
    """List the rules of law that the software itself keeps today, with their articles."""
    for rule in sorted(RULES, key=lambda rule: (int(rule.number[1:]), rule.forbids)):
        click.echo(f"{rule.number:<4} forbids {rule.forbids} ({rule.article})")
        click.echo(f"     {rule.reason}")
