"""`wayhome`: the commands, in the order of the way home."""

from __future__ import annotations

import click

from wayhome.cli.demo import demo
from wayhome.cli.figures import figures
from wayhome.cli.keys import keys
from wayhome.cli.law import law
from wayhome.cli.name import name
from wayhome.cli.plan import check, plan
from wayhome.cli.round import round_
from wayhome.cli.trace import trace
from wayhome.cli.verify import verify


class _InOrder(click.Group):
    """Lists commands in the order they were added."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - the signature is click's
        return list(self.commands)


@click.group(cls=_InOrder, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="wayhome")
def main() -> None:
    """Mediated exchange of prisoners of war and the return of detained civilians.

    From two confidential lists to people at home: trace, plan and check, then carry a round act by act, and verify it.
    """


for command in (demo, trace, name, plan, check, round_, keys, verify, figures, law):
    main.add_command(command)
