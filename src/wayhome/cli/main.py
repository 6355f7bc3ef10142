"""`wayhome`: the commands, in the order of the way home."""

from __future__ import annotations

import os
import sys
from typing import Any

import click

from wayhome.cli.blind import blind
from wayhome.cli.compare import compare
from wayhome.cli.copying import journal
from wayhome.cli.demo import demo
from wayhome.cli.doubles import doubles
from wayhome.cli.erase import erase
from wayhome.cli.errors import Failure
from wayhome.cli.evaluate import trace_eval
from wayhome.cli.figures import figures
from wayhome.cli.inquire import inquire
from wayhome.cli.keys import keys
from wayhome.cli.law import law
from wayhome.cli.lottery import lottery
from wayhome.cli.name import name
from wayhome.cli.plan import check, plan
from wayhome.cli.prove import prove, verify_proof
from wayhome.cli.round import round_
from wayhome.cli.serve import serve
from wayhome.cli.simulate import simulate
from wayhome.cli.terms import terms
from wayhome.cli.trace import trace
from wayhome.cli.verify import verify

_STOPPED = 130
"""What a shell takes for "stopped from the keyboard": 128 and the number of SIGINT."""


class _Wayhome(click.Group):
    """Lists commands in the order they were added; whatever a machine may do to them ends in one clear sentence."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - the signature is click's
        return list(self.commands)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command named. A file or disk that refuses is a Failure; Ctrl-C leaves nothing half done."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            click.echo("\nStopped; nothing was left half done", err=True)
            ctx.exit(_STOPPED)
        except BrokenPipeError:
            _forget_output()
            ctx.exit(1)
        except OSError as error:
            if error.filename is None:
                _forget_output()
            raise Failure(f"{error.filename or 'the output'}: {error.strerror or error}") from error


def _forget_output() -> None:
    """Let nothing more be written to an output that is gone or full, not even when the program ends."""
    try:
        descriptor = sys.stdout.fileno()
    except (OSError, ValueError):
        return
    os.dup2(os.open(os.devnull, os.O_WRONLY), descriptor)


@click.group(cls=_Wayhome, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="wayhome")
def main() -> None:
    """Mediated exchange of prisoners of war and the return of detained civilians.

    From two confidential lists to people at home: trace, plan and check, then carry a round act by act, and verify it.
    """


for command in (
    demo,
    serve,
    trace,
    doubles,
    inquire,
    blind,
    name,
    terms,
    plan,
    check,
    lottery,
    round_,
    keys,
    journal,
    verify,
    compare,
    prove,
    verify_proof,
    erase,
    figures,
    law,
    simulate,
    trace_eval,
):
    main.add_command(command)
