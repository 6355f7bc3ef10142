"""How a command fails: one clear sentence, exit status 2."""

from __future__ import annotations

import click


class Failure(click.ClickException):
    """Something a person can mend. Shown as one sentence; exit status 2."""

    exit_code = 2

    def show(self, file: object = None) -> None:  # noqa: ARG002 - the signature is click's
        click.echo(f"wayhome: {self.format_message()}", err=True)
