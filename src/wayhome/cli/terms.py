"""`wayhome terms`: what a terms file means, in words."""

from __future__ import annotations

from pathlib import Path

import click

from wayhome.cli.files import FILE
from wayhome.cli.plan import read_terms
from wayhome.exchange import in_words


@click.command()
@click.argument("terms_file", type=FILE, metavar="TERMS.toml")
def terms(terms_file: Path) -> None:
    """Say in words what TERMS mean, a sentence for each term, before anybody is asked to agree to them.

    What makes no sense or is forbidden by law is refused with its key, and how to mend it, or its article. Every key is
    explained in docs/terms.md.
    """
    read = read_terms(terms_file)
    for sentence in in_words(read):
        click.echo(sentence)
    click.echo(f"digest: {read.digest}")
